//! The page itself.

use leptos::prelude::*;

use super::{
    app::AppPanel,
    codes::{CodesPanel, NewCodes},
    mail::MailPanel,
    removing::Removing,
};
use crate::{
    account::model::Viewer,
    error::AppError,
    factors::{
        model::{Factor, Kind},
        settings::{api::LoadFactors, model::Overview},
    },
    paths,
    ui::{
        ask::ask,
        erased::{Erased, erased},
        error_page::ErrorPage,
        icon::Icon,
        loaded::Loaded,
        look::Look,
        moment::Moment,
        notice::{Meaning, Notice},
        query::use_query,
        title::PageTitle,
    },
};

/// Where somebody looks after what they sign in with beside the password.
#[component]
pub fn FactorsPage(
    /// What stands there of passkeys.
    passkeys: fn() -> Erased,
    /// What the form says that adds one.
    added: fn() -> Look,
) -> impl IntoView {
    let overview = ask(|| LoadFactors {});
    let query = use_query();
    let is_removed = move || query.get("removed").is_some();
    if use_context::<Viewer>().unwrap_or_default().user.is_none() {
        return erased(view! { <ErrorPage error=AppError::NotSignedIn /> });
    }
    erased(view! {
        <PageTitle text="Second factors" />
        <div class="page content factors">
            <div class="page-head">
                <h1>"Second factors"</h1>
                <a class="button" href=paths::ACCOUNT>
                    <Icon name="left" />
                    "My account"
                </a>
            </div>
            <p class="soft">
                "What is asked for besides the password, so that whoever learns that one is not in yet."
            </p>
            {move || {
                is_removed()
                    .then(|| {
                        view! {
                            <Notice meaning=Meaning::Done icon="check" role="status">
                                <p>"It is removed. A letter about it is on its way to you."</p>
                            </Notice>
                        }
                    })
            }}
            <NewCodes added />
            // What is asked for beside each other stands beside each other: the browser finds the answers in the
            // page in the order in which they were asked for.
            <div class="settings">
                {passkeys()}
                <Loaded from=overview let:overview>
                    <Factors overview />
                </Loaded>
            </div>
        </div>
    })
}

/// One matter under the other.
#[component]
fn Factors(
    /// What is turned on.
    overview: Overview,
) -> impl IntoView {
    let (app, mail) = (overview.factor(Kind::Totp), overview.factor(Kind::Mail));
    let (app_is_last, mail_is_last) = (overview.is_last(Kind::Totp), overview.is_last(Kind::Mail));
    let (left, has_any) = (overview.recovery_codes, !overview.factors.is_empty());
    view! {
        <section class="panel" aria-labelledby="app">
            <h2 id="app">"Authenticator app"</h2>
            {match app {
                Some(factor) => erased(view! { <Held factor is_last=app_is_last /> }),
                None => erased(view! { <AppPanel /> }),
            }}
        </section>
        <section class="panel" aria-labelledby="mail">
            <h2 id="mail">"Codes by mail"</h2>
            {match mail {
                Some(factor) => erased(view! { <Held factor is_last=mail_is_last /> }),
                None => erased(view! { <MailPanel email=overview.email /> }),
            }}
        </section>
        <section class="panel" aria-labelledby="recovery-codes">
            <h2 id="recovery-codes">"Recovery codes"</h2>
            <CodesPanel left has_any />
        </section>
    }
}

/// Since when it is on, when it was used, and the way to remove it.
#[component]
fn Held(
    /// Which.
    factor: Factor,
    /// Whether there is no other one.
    is_last: bool,
) -> impl IntoView {
    let query = use_query();
    let kind = factor.kind;
    let is_going = move || query.get("remove").as_deref() == Some(kind.as_str());
    let (label, what) = match kind {
        Kind::Totp => ("Remove", " the authenticator app"),
        Kind::Mail => ("Turn off", " codes by mail"),
        Kind::Passkey => ("Remove", " the passkeys"),
    };
    view! {
        <div class="factor">
            <p>
                <span class="badge" data-meaning=Meaning::Done.as_str()>
                    <Icon name="check" />
                    "On"
                </span>
            </p>
            <dl class="facts">
                <dt>"Since"</dt>
                <dd>
                    <Moment at=factor.since minute=true />
                </dd>
                <dt>"Last used"</dt>
                <dd>
                    {match factor.used {
                        Some(at) => erased(view! { <Moment at minute=true /> }),
                        None => erased("Not since then"),
                    }}
                </dd>
            </dl>
            {move || {
                if is_going() {
                    erased(view! { <Removing kind is_last /> })
                } else {
                    erased(
                        view! {
                            <a class="button danger" href=paths::remove_factor(kind.as_str())>
                                {label}
                                <span class="visually-hidden">{what}</span>
                            </a>
                        },
                    )
                }
            }}
        </div>
    }
}
