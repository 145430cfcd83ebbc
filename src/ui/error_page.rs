//! A page that cannot be shown: what happened, why, what to do now, and the way back.

use leptos::prelude::*;

use super::{
    erased::erased,
    error_words::{Label, Words},
    icon::Icon,
    page_status::PageStatus,
    title::{PageTitle, use_here},
};
use crate::{
    error::{AppError, SECOND_FACTOR},
    paths,
};

/// Why a visitor is signed in no longer, for a page that asks who they are.
#[derive(Clone, Debug, Default)]
pub struct Ended(pub Option<String>);

/// The whole page of an error, with the status that says the same.
#[component]
pub fn ErrorPage(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    PageStatus::set(error.status());
    let (label, words) = (Label::of(&error), Words::of(&error));
    view! {
        <PageTitle text=words.title />
        <div class="page content refusal">
            <header>
                <p class="badge" data-meaning=label.meaning.as_str()>
                    <Icon name=label.icon />
                    {label.word}
                </p>
                <h1>{words.title}</h1>
            </header>
            <section>
                <h2>"Why"</h2>
                <Why error=error.clone() otherwise=words.why />
            </section>
            <section>
                <h2>"What you can do now"</h2>
                <p>{words.now}</p>
                <WaysOn error />
            </section>
        </div>
    }
}

/// The deciding policy's sentence, where there is one.
#[component]
fn Why(
    /// What went wrong.
    error: AppError,
    /// The reason, where no policy gives one.
    otherwise: &'static str,
) -> impl IntoView {
    let asks_who = error == AppError::NotSignedIn;
    let sentence = match error {
        AppError::Refused { reason } | AppError::StepUp { reason, .. } => reason,
        _ => None,
    };
    let ended = asks_who.then(|| use_context::<Ended>().unwrap_or_default().0).flatten();
    view! {
        {ended.map(|why| view! { <p data-ended="">{why}</p> })}
        {sentence
            .map(|sentence| {
                view! {
                    <blockquote class="sentence">
                        <p>{sentence}"."</p>
                    </blockquote>
                }
            })}
        <p>{otherwise}</p>
    }
}

/// What helps first, then the way back.
#[component]
fn WaysOn(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    let here = use_here();
    let first = move || match &error {
        AppError::NotSignedIn => erased(view! {
            <a class="button primary" href=paths::sign_in_then(&here.get())>
                "Sign in"
            </a>
        }),
        AppError::StepUp { challenge, .. } if challenge == SECOND_FACTOR => erased(view! {
            <a class="button primary" href=paths::FACTORS>
                "Add a second factor"
            </a>
        }),
        AppError::StepUp { .. } => erased(view! {
            <a class="button primary" href=paths::step_up_then(&here.get()) rel="external">
                "Prove that it is you"
            </a>
        }),
        AppError::Busy { .. }
        | AppError::TooMany { .. }
        | AppError::Unavailable
        | AppError::Unreachable
        | AppError::Failed => erased(view! {
            <a class="button primary" href=here.get() rel="external">
                "Try again"
            </a>
        }),
        AppError::NotFound => erased(view! {
            <a class="button primary" href=paths::SEARCH>
                <Icon name="search" />
                "Search"
            </a>
        }),
        _ => erased(()),
    };
    view! {
        <div class="actions">
            {first} <a class="button" href=paths::FRONT>
                <Icon name="left" />
                "Front page"
            </a>
        </div>
    }
}
