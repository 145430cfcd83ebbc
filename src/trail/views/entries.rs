//! Entries as rows; on a narrow screen, as cards.

use leptos::{either::Either, prelude::*};

use crate::{
    trail::model::{Entry, Named},
    ui::{icon::Icon, moment::Moment},
};

/// The entries of one page.
#[component]
pub(super) fn EntryTable(
    /// Which.
    entries: Vec<Entry>,
    /// Whether they are not only the reader's.
    of_everybody: bool,
) -> impl IntoView {
    view! {
        <table class="table trail">
            <caption class="visually-hidden">"Entries, the newest first"</caption>
            <thead>
                <tr>
                    <th scope="col">"When"</th>
                    {of_everybody.then(|| view! { <th scope="col">"Who"</th> })}
                    <th scope="col" class="what">"What"</th>
                    <th scope="col" class="outcome">"Outcome"</th>
                    <th scope="col" class="why">"Why"</th>
                    <th scope="col">"From where"</th>
                </tr>
            </thead>
            <tbody>
                {entries
                    .into_iter()
                    .map(|entry| view! { <Row entry of_everybody /> })
                    .collect_view()}
            </tbody>
        </table>
    }
}

/// One entry.
#[component]
fn Row(
    /// Which.
    entry: Entry,
    /// Whether it says who.
    of_everybody: bool,
) -> impl IntoView {
    let actor = of_everybody.then(|| {
        view! {
            <td data-label="Who">
                <span>
                    <Link to=entry.actor />
                </span>
            </td>
        }
    });
    let detail =
        (!entry.detail.is_empty()).then(|| view! { <span class="detail">{entry.detail}</span> });
    let thing = entry.thing.map(|thing| {
        view! {
            <span class="detail">
                <Link to=thing />
            </span>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <Moment at=entry.at minute=true />
            </th>
            {actor}
            <td data-label="What">
                <div>{entry.act} {detail} {thing}</div>
            </td>
            <td data-label="Outcome">
                <OutcomeBadge refused=entry.refused />
            </td>
            <td data-label="Why">
                <Reasons policies=entry.policies refused=entry.refused />
            </td>
            <td data-label="From where">
                <div>
                    {if entry.network.is_empty() { "Unknown".to_owned() } else { entry.network }}
                    <span class="detail">"Request " <code>{entry.request_id}</code></span>
                </div>
            </td>
        </tr>
    }
}

/// Icon, colour and word say the same.
#[component]
fn OutcomeBadge(
    /// Whether the policies said no.
    refused: bool,
) -> impl IntoView {
    let (meaning, icon, word) =
        if refused { ("refused", "close", "Refused") } else { ("done", "check", "Done") };
    view! {
        <span class="badge" data-meaning=meaning>
            <Icon name=icon />
            {word}
        </span>
    }
}

/// The policies that decided.
#[component]
fn Reasons(
    /// Their sentences.
    policies: Vec<String>,
    /// Whether they said no.
    refused: bool,
) -> impl IntoView {
    if policies.is_empty() {
        let words = if refused { "No policy permits it" } else { "Unknown" };
        return Either::Left(view! { <span class="soft">{words}</span> });
    }
    let sentences = policies.into_iter().map(|one| view! { <li>{one}</li> }).collect_view();
    Either::Right(view! { <ul role="list">{sentences}</ul> })
}

/// A name that leads to its page, where there is one.
#[component]
fn Link(
    /// What.
    to: Named,
) -> impl IntoView {
    match to.address {
        Some(address) => Either::Left(view! { <a href=address>{to.name}</a> }),
        None => Either::Right(to.name),
    }
}
