//! The page that decides about an article besides its text.

mod address;
pub mod terms;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

use self::{
    address::Address,
    terms::{TermsNotice, UNDER_HOLD},
};
use super::api::{CreditArticle, EmbargoArticle, HoldArticle, ReleaseArticle};
use crate::{
    articles::{api::LoadArticle, model::Article},
    authorization::{CanOrWhy, Governed, Permission, Subject, Verdict, use_ability},
    error::AppError,
    paths,
    ui::{
        ask::ask,
        content::ContentFn,
        done::Done,
        erased::erased,
        error_page::ErrorPage,
        field::{HiddenField, TextField},
        form::{Form, FormState, use_form_about},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        moved::Moved,
        submit::Submit,
        text_area::TextArea,
        title::PageTitle,
    },
};

/// What can be decided here.
const ACTS: [Permission; 5] = [
    Permission::EmbargoArticle,
    Permission::HoldArticle,
    Permission::ReleaseArticle,
    Permission::ReaddressArticle,
    Permission::CreditArticle,
];

/// The part of the page that says what was decided.
const TERMS: &str = "terms";

/// Whether the caller may decide something here.
pub fn may_decide(subject: &Subject) -> bool {
    use_ability().with(|ability| {
        ACTS.iter().any(|&act| ability.check(act, subject) != Verdict::No { reason: None })
    })
}

/// The page of an article's embargo, legal hold, address and byline.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let page = ask(move || LoadArticle { slug: slug() });
    view! {
        <Loaded from=page let:page>
            <Moved from=untrack(slug) to=page.article.slug.to_string() address=paths::settings />
            <Settings article=page.article />
        </Loaded>
    }
}

/// Everything that the caller may decide.
#[component]
fn Settings(
    /// Which.
    article: Article,
) -> impl IntoView {
    let subject = article.subject();
    if !untrack(|| may_decide(&subject)) {
        return erased(view! { <ErrorPage error=AppError::Refused { reason: None } /> });
    }
    let heading = format!("Settings: {}", article.text.title);
    erased(view! {
        <PageTitle text=heading.clone() />
        <div class="page content">
            <div class="page-head">
                <h1>{heading}</h1>
                <a class="button" href=paths::article(article.slug.as_str())>
                    <Icon name="left" />
                    "Article"
                </a>
            </div>
            <div id=TERMS tabindex="-1">
                <Done of=&[HoldArticle::PATH, ReleaseArticle::PATH] />
                <TermsNotice article=article.clone() />
            </div>
            <div class="settings">
                <Embargo article=article.clone() />
                <Hold article=article.clone() />
                <Release article=article.clone() />
                <Address article=article.clone() />
                <Byline article />
            </div>
        </div>
    })
}

/// From when readers see it.
#[component]
fn Embargo(
    /// Which.
    article: Article,
) -> impl IntoView {
    let state = use_form_about::<EmbargoArticle>(article.id);
    let until = article.terms.embargo.map(|until| until.to_string());
    // As `datetime-local` writes it: to the minute.
    let until = until.and_then(|until| until.get(..16).map(str::to_owned)).unwrap_or_default();
    view! {
        <Decision
            permission=Permission::EmbargoArticle
            heading="When readers see it"
            says="Saved."
            part="until"
            state
            article
        >
            <TextField
                state
                name="until"
                label="Embargo until (UTC)"
                kind="datetime-local"
                kept=until.clone()
                hint="Empty means no embargo."
            />
            <Submit state label="Save the embargo" pending="Saving…" icon="clock" />
            <Done of=&[EmbargoArticle::PATH] />
        </Decision>
    }
}

/// Keeps it as it is, for legal reasons.
#[component]
fn Hold(
    /// Which.
    article: Article,
) -> impl IntoView {
    let state = use_form_about::<HoldArticle>(article.id);
    view! {
        <Decision
            permission=Permission::HoldArticle
            heading="Legal hold"
            says="The article is under legal hold."
            part=TERMS
            state
            article
        >
            <p class="soft">{UNDER_HOLD}</p>
            <TextArea
                state
                name="reason"
                label="Why?"
                hint="Those who work on the article read it; readers do not."
            />
            <Submit
                state
                label="Put it under legal hold"
                pending="Saving…"
                class="danger"
                icon="hold"
            />
        </Decision>
    }
}

/// Ends the legal hold.
#[component]
fn Release(
    /// Which.
    article: Article,
) -> impl IntoView {
    let state = use_form_about::<ReleaseArticle>(article.id);
    view! {
        <Decision
            permission=Permission::ReleaseArticle
            heading="End of the legal hold"
            says="The legal hold is lifted."
            part=TERMS
            state
            article
        >
            <Submit state label="Lift the legal hold" pending="Saving…" class="danger" icon="hold" />
        </Decision>
    }
}

/// Whose names stand under the headline.
#[component]
fn Byline(
    /// Which.
    article: Article,
) -> impl IntoView {
    let state = use_form_about::<CreditArticle>(article.id);
    let byline = article.terms.byline.clone().unwrap_or_default();
    view! {
        <Decision
            permission=Permission::CreditArticle
            heading="Whose names it bears"
            says="Saved."
            part="byline"
            state
            article
        >
            <TextField
                state
                name="byline"
                label="Byline"
                kept=byline.clone()
                autocomplete="off"
                hint="Names in the place of the author’s; empty means the author’s. It is no pseudonym: the page of the author still lists the article."
            />
            <Submit state label="Save the byline" pending="Saving…" />
            <Done of=&[CreditArticle::PATH] />
        </Decision>
    }
}

/// A form for those who may so decide about this version, and the reason for those who may not.
#[component]
fn Decision(
    /// What the form lets the caller do.
    permission: Permission,
    /// What it is called.
    heading: &'static str,
    /// What is said once it is decided.
    says: &'static str,
    /// The part of the page where the focus goes then.
    part: &'static str,
    /// The form.
    state: FormState,
    /// Which.
    article: Article,
    children: ContentFn,
) -> impl IntoView {
    let subject = article.subject();
    let (id, version) = (article.id, article.version);
    let form = move || {
        let children = children.clone();
        view! {
            <Form state class="panel fields" says part>
                <h2>{heading}</h2>
                <FormError state />
                <HiddenField name="id" value=id.to_string() />
                <HiddenField name="version" value=version.to_string() />
                {children.show()}
            </Form>
        }
    };
    let reason = format!("why-{}", permission.action());
    view! {
        <CanOrWhy permission on=subject act=heading id=reason>
            {form()}
        </CanOrWhy>
    }
}
