//! The head of the page about one's own account.

use leptos::prelude::*;

use crate::{
    account::model::Viewer,
    error::AppError,
    paths,
    ui::{erased::erased, error_page::ErrorPage, title::PageTitle},
};

/// Whose account it is, and what else there is to see of it; for a visitor, the way to sign in.
#[component]
pub fn AccountHead() -> impl IntoView {
    let Some(user) = use_context::<Viewer>().unwrap_or_default().user else {
        return erased(view! { <ErrorPage error=AppError::NotSignedIn /> });
    };
    erased(view! {
        <PageTitle text="My account" />
        <header class="page content account-head">
            <h1>"My account"</h1>
            <p>
                <a class="text-link" href=paths::person(&user.slug)>
                    "My page"
                </a>
                " · "
                <a class="text-link" href=paths::sessions_of(&user.slug)>
                    "My sessions"
                </a>
                " · "
                <a class="text-link" href=paths::ACTIVITY>
                    "What happened"
                </a>
            </p>
        </header>
    })
}
