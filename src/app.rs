//! The document, what every page finds in it, and which page lives at which path.

use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    account::{
        model::Viewer,
        views::{head::AccountHead, wanted::FactorWanted},
    },
    activity::views::ActivityPage,
    alerts::views::AlertsPage,
    articles::{
        finding::views::SearchPage,
        history::views::HistoryPage,
        settings::views::SettingsPage,
        views::{
            article::ArticleView, author::AuthorView, department::DepartmentPage, desk::DeskPage,
            edit::EditPage, front::FrontPage, write::WritePage,
        },
    },
    authorization::{Ability, Explainer, Oracle, provide_ability},
    comments::views::Comments,
    credentials::views::{EmailSection, FinishEmailPage, PasswordSection},
    departments::{
        model::Sections,
        shown::provide_sections,
        views::{order::DepartmentsPage, settings::DepartmentSettingsPage},
    },
    error::AppError,
    factors::settings::views::{FactorsPage, FactorsSection},
    files::views::{Attachments, FilesPanel},
    frame::{colophon::Colophon, masthead::Masthead},
    leaving::views::{LeavePage, LeavingSection},
    passkeys::{
        resetting::views::factors_reset,
        views::{passkey_added, passkeys_panel},
    },
    people::{sessions::views::SessionsPage, views::directory::DirectoryPage},
    permissions::{api::ask_about, fresh::keep_fresh},
    powers::{
        fence::views::FenceFiles,
        views::{
            explained_at,
            pages::{PowersPage, WhyPage},
        },
    },
    profile::views::ProfileSection,
    recovery::views::{FinishRecoveryPage, RecoveryPage},
    sign_in::{
        second_factor::views::SecondFactorPage,
        step_up::views::{ProofDialog, StepUpPage},
        views::SignInPage,
    },
    sign_up::views::{FinishSignUpPage, Invitation, SignUpPage},
    takeout::views::DataSection,
    trail::views::TrailPage,
    ui::{
        changes::Changes,
        erased::{Erased, erased},
        error_page::{Ended, ErrorPage},
        form_token::provide_form_token,
        hydration::{Assets, Hydration},
        interrupted::provide_interrupted,
        proof::Proof,
        returned::{Failure, MadeFor, provide_returned_post},
        title::Arrivals,
    },
};

/// The document around [`App`]: what the server writes once, and the browser keeps.
///
/// A page that only says what failed starts no script: it stands under an address that is not its.
pub fn shell(assets: &Assets) -> Erased {
    let stylesheet = assets.stylesheet.clone();
    let hydration = use_context::<Failure>().is_none().then(|| assets.clone());
    let viewer = use_context::<Viewer>().unwrap_or_default();
    let user = viewer.user.as_ref();
    erased(view! {
        <!DOCTYPE html>
        <html
            lang="en"
            data-theme=viewer.theme.as_str()
            data-session=user.map(|user| user.account.handle.as_str().to_owned())
            data-user=user.map(|user| user.account.id.get())
            data-ends-in=user.map(|user| user.ends_in)
            data-lasts-for=user.map(|user| user.lasts_for)
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=stylesheet />
                <FenceFiles />
                {hydration.map(|assets| view! { <Hydration assets /> })}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    })
}

/// Everything in the document's body.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_viewer();
    provide_returned_post();
    provide_interrupted();
    provide_form_token();
    Changes::provide();
    Proof::provide();
    let is_routing = Arrivals::provide();

    view! {
        <Router set_is_routing=is_routing>
            <a class="skip" href="#main" rel="external">
                "Skip to the content"
            </a>
            <div id="told" role="alert"></div>
            <Masthead />
            <main id="main" tabindex="-1">
                <FactorWanted />
                <Content />
            </main>
            <ProofDialog />
            <Colophon />
        </Router>
    }
}

/// The page, or what failed before there was one.
#[component]
fn Content() -> impl IntoView {
    match use_context::<Failure>() {
        Some(Failure(error)) => erased(view! { <ErrorPage error /> }),
        None => erased(view! { <Pages /> }),
    }
}

/// Which page lives at which path; every one is complete before it is sent.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=|| erased(view! { <ErrorPage error=AppError::NotFound /> })>
            <Route path=path!("/") view=FrontPage ssr=SsrMode::Async />
            <Route path=path!("/departments") view=DepartmentsPage ssr=SsrMode::Async />
            <Route path=path!("/departments/:id/settings") view=DepartmentSettingsPage ssr=SsrMode::Async />
            <Route path=path!("/departments/:id") view=DepartmentPage ssr=SsrMode::Async />
            <Route path=path!("/articles/:slug") view=ArticlePage ssr=SsrMode::Async />
            <Route path=path!("/articles/:slug/edit") view=EditorPage ssr=SsrMode::Async />
            <Route path=path!("/people") view=PeoplePage ssr=SsrMode::Async />
            <Route path=path!("/people/:slug") view=PersonPage ssr=SsrMode::Async />
            <Route path=path!("/people/:slug/sessions") view=SessionsPage ssr=SsrMode::Async />
            <Route path=path!("/audit") view=TrailPage ssr=SsrMode::Async />
            <Route path=path!("/account/activity") view=ActivityPage ssr=SsrMode::Async />
            <Route path=path!("/alerts") view=AlertsPage ssr=SsrMode::Async />
            <Route path=path!("/search") view=SearchPage ssr=SsrMode::Async />
            <Route path=path!("/articles/:slug/history") view=HistoryPage ssr=SsrMode::Async />
            <Route path=path!("/articles/:slug/settings") view=SettingsPage ssr=SsrMode::Async />
            <Route path=path!("/write") view=WritePage ssr=SsrMode::Async />
            <Route path=path!("/desk") view=DeskPage ssr=SsrMode::Async />
            <Route path=path!("/powers") view=PowersPage ssr=SsrMode::Async />
            <Route path=path!("/why") view=WhyPage ssr=SsrMode::Async />
            <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async />
            <Route path=path!("/account/factors") view=SecondFactorsPage ssr=SsrMode::Async />
            <Route path=path!("/account/email/finish") view=FinishEmailPage ssr=SsrMode::Async />
            <Route path=path!("/account/delete") view=LeavePage ssr=SsrMode::Async />
            <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
            <Route path=path!("/sign-in/second-factor") view=SecondFactorPage ssr=SsrMode::Async />
            <Route path=path!("/step-up") view=StepUpPage ssr=SsrMode::Async />
            <Route path=path!("/sign-up") view=SignUpPage ssr=SsrMode::Async />
            <Route path=path!("/sign-up/finish") view=FinishSignUpPage ssr=SsrMode::Async />
            <Route path=path!("/recovery") view=RecoveryPage ssr=SsrMode::Async />
            <Route path=path!("/recovery/finish") view=FinishRecoveryPage ssr=SsrMode::Async />
        </FlatRoutes>
    }
}

/// An article, what is attached to it, and what people say about it.
#[component]
fn ArticlePage() -> impl IntoView {
    view! {
        <ArticleView />
        <Attachments />
        <Comments />
    }
}

/// Who works here, and the way for others to.
#[component]
fn PeoplePage() -> impl IntoView {
    view! {
        <DirectoryPage />
        <Invitation />
    }
}

/// What somebody looks after of their own account: a section of each feature.
#[component]
fn AccountPage() -> impl IntoView {
    view! {
        <AccountHead />
        <ProfileSection />
        <EmailSection />
        <PasswordSection />
        <FactorsSection />
        <DataSection />
        <LeavingSection />
    }
}

/// Who somebody is, and what an administrator may change about them.
#[component]
fn PersonPage() -> impl IntoView {
    view! { <AuthorView besides=factors_reset /> }
}

/// What somebody has beside their password.
#[component]
fn SecondFactorsPage() -> impl IntoView {
    view! { <FactorsPage passkeys=passkeys_panel added=passkey_added /> }
}

/// The text of an article, and its files.
#[component]
fn EditorPage() -> impl IntoView {
    view! {
        <EditPage />
        <FilesPanel />
    }
}

/// Who looks, what they may do, and the sections of the paper: the server knows them before it
/// renders, and the browser reads the same from the page.
fn provide_viewer() {
    let viewer = SharedValue::new(|| use_context::<Viewer>().unwrap_or_default()).into_inner();
    let sections = SharedValue::new(|| use_context::<Sections>().unwrap_or_default()).into_inner();
    let ability = provide_ability(Ability::new(viewer.permissions.clone()));
    keep_fresh(ability, viewer.holds_for);
    provide_context(Ended(viewer.ended.clone()));
    if let Some(user) = &viewer.user {
        provide_context(MadeFor(user.account.id.get()));
    }
    provide_context(Oracle(ask_about));
    provide_context(Explainer(explained_at));
    provide_context(viewer);
    provide_sections(sections);
}
