//! This session: how strongly it is proved, since when, how long, where.

use leptos::prelude::*;

use crate::{
    account::model::ViewerUser,
    sessions::{Assurance, Level},
    ui::{
        icon::Icon,
        moment::{Moment, Told},
    },
};

/// A lock that fills from the bottom; the words beside it say the same.
#[component]
pub fn Lock(
    /// What the session has proved; `None` for a visitor.
    assurance: Option<Assurance>,
) -> impl IntoView {
    let (level, icon) = match assurance.map(|assurance| assurance.level) {
        None => ("0", "lock-0"),
        Some(Level::Single) => ("1", "lock-1"),
        Some(Level::Multi) => ("2", "lock-2"),
    };
    view! {
        <span class="lock" data-level=level>
            <Icon name=icon />
        </span>
    }
}

/// The facts of the session, for its owner.
#[component]
pub fn SessionFacts(
    /// Its owner.
    user: ViewerUser,
) -> impl IntoView {
    let account = user.account;
    let proved_at = account.assurance.proved_at;
    view! {
        <dl class="facts">
            <dt>"Proved with"</dt>
            <dd>
                {in_words(account.assurance.level)} " at "
                <Moment at=proved_at told=Told::Time />
            </dd>
            <dt>"Signed in"</dt>
            <dd>
                <Moment at=account.since minute=true />
            </dd>
            <dt>"Ends"</dt>
            <dd>
                <Moment at=account.until minute=true />
                " at the latest"
            </dd>
            <dt>"Device"</dt>
            <dd>{account.device}</dd>
        </dl>
    }
}

/// What was proved, in words.
#[must_use]
pub const fn in_words(level: Level) -> &'static str {
    match level {
        Level::Single => "one factor",
        Level::Multi => "two factors",
    }
}
