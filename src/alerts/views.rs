//! The page of alerts.

use leptos::{either::Either, prelude::*};

use super::{
    api::ListAlerts,
    model::{Alert, Kind, Noticed},
};
use crate::{
    timestamp::Timestamp,
    ui::{ask::ask, icon::Icon, loaded::Loaded, moment::Moment, title::PageTitle},
};

/// What the server and the browsers have noticed.
#[component]
pub fn AlertsPage() -> impl IntoView {
    let noticed = ask(|| ListAlerts {});
    view! {
        <Loaded from=noticed let:noticed>
            <PageTitle text="Alerts" />
            <div class="page content">
                <div class="page-head">
                    <h1>"Alerts"</h1>
                    <p>
                        "Addresses that were refused too often, and what browsers have stopped in our pages"
                    </p>
                </div>
                <Alerts noticed />
            </div>
        </Loaded>
    }
}

/// All of them, or that there are none.
#[component]
fn Alerts(
    /// Which.
    noticed: Noticed,
) -> impl IntoView {
    let Noticed { alerts, now } = noticed;
    if alerts.is_empty() {
        return Either::Left(view! { <p class="empty">"Nothing has been noticed yet."</p> });
    }
    let rows = alerts.into_iter().map(|alert| view! { <Row alert now /> }).collect_view();
    Either::Right(view! {
        <table class="table trail">
            <caption class="visually-hidden">"Alerts, the newest first"</caption>
            <thead>
                <tr>
                    <th scope="col">"Last"</th>
                    <th scope="col">"Kind"</th>
                    <th scope="col" class="what">"What"</th>
                    <th scope="col">"How often"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    })
}

/// One of them.
#[component]
fn Row(
    /// Which.
    alert: Alert,
    /// When the page was made.
    now: Timestamp,
) -> impl IntoView {
    let (meaning, icon, word) = match (alert.kind, alert.until) {
        (Kind::ShutOut, Some(until)) if until > now => ("refused", "lock-0", "Shut out"),
        (Kind::ShutOut, _) => ("plain", "lock-0", "Was shut out"),
        (Kind::Violation, _) => ("waiting", "alert", "Stopped by a browser"),
    };
    let detail =
        (!alert.detail.is_empty()).then(|| view! { <span class="detail">{alert.detail}</span> });
    let until = alert.until.map(|until| {
        view! {
            <span class="detail">"until " <Moment at=until minute=true /></span>
        }
    });
    let times = if alert.times == 1 { "Once".to_owned() } else { format!("{} times", alert.times) };
    view! {
        <tr>
            <th scope="row">
                <Moment at=alert.last_at minute=true />
            </th>
            <td data-label="Kind">
                <span class="badge" data-meaning=meaning>
                    <Icon name=icon />
                    {word}
                </span>
            </td>
            <td data-label="What">
                <div>{alert.what} {detail} {until}</div>
            </td>
            <td data-label="How often">
                <div>
                    {times}
                    <span class="detail">"since " <Moment at=alert.first_at minute=true /></span>
                </div>
            </td>
        </tr>
    }
}
