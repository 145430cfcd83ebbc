//! The editor: a sheet to write on, and whether it is saved.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    saved::Saved,
    stage_badge::StageBadge,
    stale::StaleEdit,
    writing::{Measure, Sheet, Writing},
};
use crate::{
    articles::{
        api::{LoadToEdit, UpdateArticle},
        model::Article,
    },
    error::AppError,
    paths,
    ui::{
        ask::ask,
        field::HiddenField,
        form::{Form, use_form},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        submit::Submit,
        title::PageTitle,
    },
};

/// The page that edits an article.
///
/// What is typed lives here, above what is loaded: a save loads the article anew, for its version.
#[component]
pub fn EditPage() -> impl IntoView {
    let params = use_params_map();
    let writing = Writing::new(use_form::<UpdateArticle>());
    let article = ask(move || LoadToEdit { slug: params.read().get("slug").unwrap_or_default() });
    view! {
        <Loaded from=article let:article>
            <Editor article writing />
        </Loaded>
    }
}

/// One form around everything that is saved.
#[component]
fn Editor(
    /// The article as it is kept.
    article: Article,
    /// The text under somebody's hands.
    writing: Writing,
) -> impl IntoView {
    let state = writing.state;
    let heading = format!("Edit: {}", article.text.title);
    let version = version_to_replace(article.version, writing);
    view! {
        <PageTitle text=heading.clone() />
        <div class="page content">
            <h1 class="visually-hidden">{heading}</h1>
            <Form state class="editor-form">
                <HiddenField name="id" value=article.id.to_string() />
                {move || view! { <HiddenField name="version" value=version() /> }}
                <EditorBar article=article.clone() writing />
                <FormError state />
                <WhenStale article=article.clone() writing />
                <div class="editor-grid">
                    <Sheet writing kept=article.text.clone() />
                    <aside class="panel" aria-labelledby="about">
                        <h2 id="about">"About this article"</h2>
                        <p class="soft">
                            {article.author.name} ", " {article.department.name}
                        </p>
                        <Measure writing kept=article.text />
                    </aside>
                </div>
            </Form>
        </div>
    }
}

/// The version that a save replaces: the one that was read, or the one that the writer has just
/// been shown.
fn version_to_replace(read: i64, writing: Writing) -> impl Fn() -> String + Copy + Send {
    move || match writing.state.error() {
        Some(AppError::Stale { version, .. }) => version.to_string(),
        _ => read.to_string(),
    }
}

/// The way back, the stage, whether it is saved, and the button that saves.
#[component]
fn EditorBar(
    /// The article as it is kept.
    article: Article,
    /// The text under somebody's hands.
    writing: Writing,
) -> impl IntoView {
    let state = writing.state;
    let is_stale = move || matches!(state.error(), Some(AppError::Stale { .. }));
    view! {
        <div class="editor-bar">
            <a class="button quiet" href=paths::article(article.slug.as_str())>
                <Icon name="left" />
                "Article"
            </a>
            <StageBadge stage=article.stage />
            <Saved writing kept=article.text at=Some(article.changed_at) />
            {move || {
                (!is_stale())
                    .then(|| {
                        view! { <Submit state label="Save" pending="Saving…" class="primary" /> }
                    })
            }}
        </div>
    }
}

/// The choice between two versions, if there are two.
#[component]
fn WhenStale(
    /// The article as it was when the page was made.
    article: Article,
    /// The text under somebody's hands.
    writing: Writing,
) -> impl IntoView {
    let address = paths::edit(article.slug.as_str());
    move || match writing.state.error() {
        Some(AppError::Stale { theirs, .. }) => Some(view! {
            <StaleEdit writing kept=article.text.clone() theirs address=address.clone() />
        }),
        _ => None,
    }
}
