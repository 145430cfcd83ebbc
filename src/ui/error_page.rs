//! A page that cannot be shown: what happened, why, what to do now, and the way back.

use leptos::prelude::*;

use super::{
    icon::Icon,
    page_status::PageStatus,
    title::{PageTitle, use_here},
};
use crate::{error::AppError, paths};

/// The whole page of an error, with the status that says the same.
#[component]
pub fn ErrorPage(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    PageStatus::set(error.status());
    let words = Words::of(&error);
    view! {
        <PageTitle text=words.title />
        <div class="page content refusal">
            <header>
                <p class="badge" data-meaning=words.meaning>
                    <Icon name=words.icon />
                    {words.badge}
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
    let sentence = match error {
        AppError::Refused { reason } => reason,
        _ => None,
    };
    view! {
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
    let first = move || match error {
        AppError::NotSignedIn => view! {
            <a class="button primary" href=paths::sign_in_then(&here.get())>
                "Sign in"
            </a>
        }
        .into_any(),
        AppError::Refused { .. } | AppError::NotFound => ().into_any(),
        _ => view! {
            <a class="button primary" href=here.get() rel="external">
                "Try again"
            </a>
        }
        .into_any(),
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

/// What an error page says.
struct Words {
    badge: &'static str,
    meaning: &'static str,
    icon: &'static str,
    title: &'static str,
    why: &'static str,
    now: &'static str,
}

impl Words {
    fn of(error: &AppError) -> Self {
        match error {
            AppError::NotSignedIn => Self {
                badge: "Nobody is signed in",
                meaning: "waiting",
                icon: "lock-0",
                title: "Sign in to see this page",
                why: "It shows each person what concerns them, and does not know yet who you are.",
                now: "Sign in, and you come straight back here.",
            },
            AppError::Refused { .. } => Self {
                badge: "Refused",
                meaning: "refused",
                icon: "gate",
                title: "You may not open this page",
                why: "The roles that you hold do not reach this far.",
                now: "Nothing was changed. If your work needs it, ask an administrator for the role.",
            },
            AppError::NotFound => Self {
                badge: "Not found",
                meaning: "draft",
                icon: "info",
                title: "There is nothing here",
                why: "It may have been deleted or taken back, or the address has a letter too many.",
                now: "Check the address, or look for it from the front page.",
            },
            AppError::Busy { .. } => Self {
                badge: "Too busy",
                meaning: "waiting",
                icon: "clock",
                title: "Too many people want this at once",
                why: "There is no room for another call at this moment.",
                now: "Wait some seconds, then try again. Nothing was lost.",
            },
            AppError::Unavailable => Self {
                badge: "Not ready",
                meaning: "waiting",
                icon: "clock",
                title: "The newsroom is not ready",
                why: "Something that we stand on does not answer at this moment.",
                now: "Try again in a minute. Nothing was lost.",
            },
            AppError::Unreachable => Self {
                badge: "Offline",
                meaning: "waiting",
                icon: "alert",
                title: "The server cannot be reached",
                why: "Your connection is interrupted, or the server is just being restarted.",
                now: "Try again when you are back online. Nothing was lost.",
            },
            _ => Self {
                badge: "Our fault",
                meaning: "refused",
                icon: "alert",
                title: "This page could not be made",
                why: "Something broke on our side. The cause is in our log.",
                now: "Try again in a minute. Nothing was changed.",
            },
        }
    }
}
