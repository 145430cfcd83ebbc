//! The end of my account: a section of the page about it, and a page that says what happens.

use leptos::prelude::*;

use super::{
    api::{AskToLeave, LoadLeaving, StopLeaving},
    model::Leaving,
};
use crate::{
    account::model::Viewer,
    paths,
    timestamp::Timestamp,
    ui::{
        ask::ask,
        erased::erased,
        field::TextField,
        form::{PlainForm, use_form},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        moment::Moment,
        notice::{Meaning, Notice},
        query::use_query,
        title::PageTitle,
    },
};

/// Whether my account is to be deleted, and the way to that or back.
#[component]
pub fn LeavingSection() -> impl IntoView {
    if use_context::<Viewer>().unwrap_or_default().user.is_none() {
        return erased(());
    }
    let leaving = ask(|| LoadLeaving {});
    let query = use_query();
    let stopped = move || {
        (query.get("deletion").as_deref() == Some("stopped")).then(|| {
            view! {
                <Notice meaning=Meaning::Done icon="check" role="status">
                    <p>"Your account stays."</p>
                </Notice>
            }
        })
    };
    erased(view! {
        <div class="page">
            <section class="panel account-part" aria-labelledby="leaving">
                <h2 id="leaving">"Delete my account"</h2>
                {stopped}
                <Loaded from=leaving aside=true let:leaving>
                    {match leaving.due {
                        Some(due) => erased(view! { <Pending due /> }),
                        None => erased(view! { <WayOut days=leaving.days /> }),
                    }}
                </Loaded>
            </section>
        </div>
    })
}

/// It is to be deleted, and can be kept.
#[component]
fn Pending(
    /// When.
    due: Timestamp,
) -> impl IntoView {
    let state = use_form::<StopLeaving>();
    view! {
        <Notice meaning=Meaning::Waiting icon="clock">
            <p>"Your account will be deleted on " <Moment at=due minute=true /> "."</p>
            <p>"Until then you can keep it. Your other sessions have ended."</p>
        </Notice>
        <PlainForm state>
            <FormError state />
            <button class="button primary" type="submit">
                "Keep my account"
            </button>
        </PlainForm>
    }
}

/// The way to the page that says what happens.
#[component]
fn WayOut(
    /// For how many days one can stop it.
    days: u64,
) -> impl IntoView {
    view! {
        <p class="soft">{format!("You can stop it for {days} days. After that nobody can.")}</p>
        <p>
            <a class="button" href=paths::LEAVE>
                "What happens then"
            </a>
        </p>
    }
}

/// What happens to what, then the form that asks for it.
#[component]
pub fn LeavePage() -> impl IntoView {
    let leaving = ask(|| LoadLeaving {});
    view! {
        <Loaded from=leaving let:leaving>
            <Leave leaving />
        </Loaded>
    }
}

/// The page, for who can go and for who cannot.
#[component]
fn Leave(
    /// What they know of it.
    leaving: Leaving,
) -> impl IntoView {
    let Leaving { due, days, refusal } = leaving;
    let then = match (due, refusal) {
        (Some(due), _) => erased(view! { <Pending due /> }),
        (None, Some(reason)) => erased(view! { <Cannot reason /> }),
        (None, None) => erased(view! { <Ask /> }),
    };
    erased(view! {
        <PageTitle text="Delete my account" />
        <div class="page content">
            <div class="page-head">
                <h1>"Delete my account"</h1>
                <a class="button" href=paths::ACCOUNT>
                    <Icon name="left" />
                    "My account"
                </a>
            </div>
            <div class="panel account-part">
                <h2>"What happens"</h2>
                <ul class="plain-list">
                    <li>"At once all your other sessions end, and a letter to you says so."</li>
                    <li>{format!("For {days} days you can sign in and keep your account.")}</li>
                    <li>
                        "Then your roles, your password, your picture and your e-mail address are removed. Nobody can sign in with this account any more, and nobody can bring it back."
                    </li>
                    <li>"Your drafts are deleted, unless they are under legal hold."</li>
                    <li>
                        "Your other articles pass to a manager of their department. What was published keeps your name as it was printed."
                    </li>
                    <li>"Your comments stay, without your name."</li>
                </ul>
                <p>
                    <a class="text-link" href=paths::DATA rel="external" download>
                        "Download my data first"
                    </a>
                </p>
                {then}
            </div>
        </div>
    })
}

/// Why they cannot go.
#[component]
fn Cannot(
    /// The policy's sentence.
    reason: String,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Refused icon="close">
            <p>{format!("You cannot delete your account now: {reason}.")}</p>
        </Notice>
    }
}

/// Asks for it. Who types their address does not do so by mistake.
#[component]
fn Ask() -> impl IntoView {
    let state = use_form::<AskToLeave>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <TextField
                state
                name="email"
                label="Your e-mail address"
                kind="email"
                autocomplete="off"
                hint="Type the address of this account, so that nothing is deleted by mistake."
            />
            <div class="actions">
                <button class="button danger" type="submit">
                    "Delete my account"
                </button>
            </div>
        </PlainForm>
    }
}
