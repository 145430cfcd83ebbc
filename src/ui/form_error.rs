//! Why a form failed, and what to do next.

use leptos::prelude::*;

use super::{
    erased::erased,
    form::FormState,
    notice::{Meaning, Notice},
    title::use_here,
};
use crate::{
    error::{AppError, SECOND_FACTOR},
    paths,
};

/// The form's error in words, read out when it appears.
///
/// A stale edit is not shown here: its form lets the writer choose.
#[component]
pub fn FormError(
    /// The form.
    state: FormState,
) -> impl IntoView {
    let here = use_here();
    move || match state.error() {
        None | Some(AppError::Stale { .. }) => None,
        Some(error) => Some(view! {
            <Notice meaning=Meaning::Refused icon="alert" role="alert">
                <p>{error.to_string()}</p>
                <WayOn error here />
            </Notice>
        }),
    }
}

/// The link that helps, if one does.
#[component]
fn WayOn(
    /// Why the form failed.
    error: AppError,
    /// The page's address.
    here: Signal<String>,
) -> impl IntoView {
    match error {
        AppError::NotSignedIn => Some(erased(view! {
            <p>
                <a href=move || paths::sign_in_then(&here.get()) target="_blank">
                    "Sign in (opens a new tab)"
                </a>
                ", then send this again: what you typed stays here."
            </p>
        })),
        AppError::StepUp { challenge, .. } if challenge == SECOND_FACTOR => Some(erased(view! {
            <p>
                <a href=paths::FACTORS>"Add a second factor"</a>
            </p>
        })),
        AppError::StepUp { .. } => Some(erased(view! {
            <p>
                <a href=move || paths::step_up_then(&here.get()) rel="external">
                    "Prove that it is you"
                </a>
            </p>
        })),
        AppError::MovedOn { .. } | AppError::NotFound | AppError::Gone => Some(erased(view! {
            <p>
                <a href=move || here.get() rel="external">
                    "Look at it as it is now"
                </a>
            </p>
        })),
        _ => None,
    }
}
