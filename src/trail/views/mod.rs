//! The page of the audit trail: what is asked for stands in the address.

mod entries;
mod form;

use leptos::prelude::*;

use self::{entries::EntryTable, form::TrailForm};
use super::{
    api::ListEntries,
    model::{Question, Trail},
};
use crate::{
    paths,
    ui::{
        ask::ask, erased::erased, icon::Icon, loaded::Loaded, query::use_query, title::PageTitle,
    },
};

/// The form, and the entries.
#[component]
pub fn TrailPage() -> impl IntoView {
    let query = use_query();
    let part = move |name: &str| query.get(name).unwrap_or_default();
    let trail = ask(move || ListEntries {
        question: Question {
            person: part("person"),
            act: part("act"),
            outcome: part("outcome"),
            from: part("from"),
            until: part("until"),
        },
        before: part("before").parse().ok(),
    });
    view! {
        <Loaded from=trail let:trail>
            <WholeTrail trail />
        </Loaded>
    }
}

/// Whose entries these are, what is asked for, and the entries.
#[component]
fn WholeTrail(
    /// One page of it.
    trail: Trail,
) -> impl IntoView {
    let whose = if trail.of_everybody {
        "What everybody has changed, and what they were refused"
    } else {
        "What you have changed, and what you were refused"
    };
    view! {
        <PageTitle text="Audit trail" />
        <div class="page content">
            <div class="page-head">
                <h1>"Audit trail"</h1>
                <p>{whose}</p>
            </div>
            <TrailForm trail=trail.clone() />
            <Entries trail />
        </div>
    }
}

/// The entries, and the way to others.
#[component]
fn Entries(
    /// One page of the trail.
    trail: Trail,
) -> impl IntoView {
    if !trail.errors.is_empty() {
        return erased(());
    }
    let address = |path: &str| paths::with_query(path, &trail.question.parts());
    let (newest, file) = (address(paths::AUDIT), address(paths::AUDIT_FILE));
    let older = trail.older.map(|id| paths::with_query(&newest, &[("before", &id.to_string())]));
    let is_later = trail.is_later;
    if trail.entries.is_empty() {
        let words = match (is_later, trail.question.is_empty()) {
            (true, _) => "Nothing is older than this.",
            (false, true) => "Nothing has been changed or refused yet.",
            (false, false) => "Nothing fits this.",
        };
        return erased(view! {
            <p class="empty">{words}</p>
            <Turning newest=is_later.then_some(newest) older />
        });
    }
    let of_everybody = trail.of_everybody;
    erased(view! {
        <EntryTable entries=trail.entries of_everybody />
        <Turning newest=is_later.then_some(newest) older />
        <p class="audit-file">
            <a class="button" href=file rel="external" download>
                <Icon name="download" />
                "Download these as CSV"
            </a>
        </p>
    })
}

/// The way to older entries, and back to the newest.
#[component]
fn Turning(
    /// Where the newest are, if these are not.
    newest: Option<String>,
    /// Where older ones are.
    older: Option<String>,
) -> impl IntoView {
    if newest.is_none() && older.is_none() {
        return erased(());
    }
    let link = |(address, words): (String, &'static str)| {
        view! {
            <li>
                <a href=address>{words}</a>
            </li>
        }
    };
    let newest = newest.map(|address| (address, "Newest"));
    let older = older.map(|address| (address, "Older"));
    erased(view! {
        <nav class="pager words" aria-label="Pages">
            <ul role="list">{newest.map(link)} {older.map(link)}</ul>
        </nav>
    })
}
