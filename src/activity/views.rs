//! The page of what happened to my account.

use leptos::prelude::*;

use super::{
    api::ListActivity,
    model::{Activity, Event},
};
use crate::{
    paths,
    ui::{
        ask::ask, erased::erased, icon::Icon, loaded::Loaded, moment::Moment, notice::Meaning,
        query::use_query, title::PageTitle,
    },
};

/// What happened to my account, a page at a time.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let query = use_query();
    let before = move || query.get("before").and_then(|before| before.parse().ok());
    let activity = ask(move || ListActivity { before: before() });
    view! {
        <Loaded from=activity let:activity>
            <WholeActivity activity />
        </Loaded>
    }
}

/// What it is for, then each event.
#[component]
fn WholeActivity(
    /// One page of it.
    activity: Activity,
) -> impl IntoView {
    let Activity { events, is_later, older } = activity;
    let is_empty = events.is_empty();
    let none = if is_later { "Nothing is older than this." } else { "Nothing has happened yet." };
    let table = (!is_empty).then(|| view! { <Events events /> });
    view! {
        <PageTitle text="What happened" />
        <div class="page content">
            <div class="page-head">
                <h1>"What happened to my account"</h1>
            </div>
            <p class="activity-intro">
                "The last 90 days, for you alone. If you find what you did not do, choose a new password and end all other sessions."
            </p>
            {is_empty.then(|| view! { <p class="empty">{none}</p> })}
            {table}
            <Turning is_later older />
        </div>
    }
}

/// Events as rows; on a narrow screen, as cards.
#[component]
fn Events(
    /// Which.
    events: Vec<Event>,
) -> impl IntoView {
    view! {
        <table class="table trail">
            <caption class="visually-hidden">"What happened, the newest first"</caption>
            <thead>
                <tr>
                    <th scope="col">"When"</th>
                    <th scope="col" class="what">
                        "What"
                    </th>
                    <th scope="col">"With what"</th>
                    <th scope="col">"From where"</th>
                </tr>
            </thead>
            <tbody>{events.into_iter().map(|event| view! { <Row event /> }).collect_view()}</tbody>
        </table>
    }
}

/// One event.
#[component]
fn Row(
    /// Which.
    event: Event,
) -> impl IntoView {
    let Event { at, what, detail, device, network, .. } = event;
    let detail = (!detail.is_empty()).then(|| view! { <span class="detail">{detail}</span> });
    let what_words = if what.is_worth_a_look() {
        erased(view! {
            <span class="badge" data-meaning=Meaning::Refused.as_str()>
                <Icon name="close" />
                {what.words()}
            </span>
        })
    } else {
        erased(what.words())
    };
    view! {
        <tr>
            <th scope="row">
                <Moment at minute=true />
            </th>
            <td data-label="What">
                <div>{what_words} {detail}</div>
            </td>
            <td data-label="With what">{or_unknown(device)}</td>
            <td data-label="From where">{or_unknown(network)}</td>
        </tr>
    }
}

fn or_unknown(text: String) -> String {
    if text.is_empty() { "Unknown".to_owned() } else { text }
}

/// The way to older events, and back to the newest.
#[component]
fn Turning(
    /// Whether newer ones were left out.
    is_later: bool,
    /// Where older ones go on.
    older: Option<i64>,
) -> impl IntoView {
    if !is_later && older.is_none() {
        return erased(());
    }
    let link = |(address, words): (String, &'static str)| {
        view! {
            <li>
                <a href=address>{words}</a>
            </li>
        }
    };
    let newest = is_later.then(|| (paths::ACTIVITY.to_owned(), "Newest"));
    let older = older
        .map(|id| (paths::with_query(paths::ACTIVITY, &[("before", &id.to_string())]), "Older"));
    erased(view! {
        <nav class="pager words" aria-label="Pages">
            <ul role="list">{newest.map(link)} {older.map(link)}</ul>
        </nav>
    })
}
