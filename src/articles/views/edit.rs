//! The editor: a sheet to write on, what readers would see of it, and whether it is saved.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    article::StageNotice,
    autosave::Autosave,
    preview::{Preview, PreviewButton, PreviewPane},
    saved::Saved,
    stage_badge::StageBadge,
    stale::{CHOICE, StaleEdit},
    writing::{Kept, Measure, Sheet, Writing},
};
use crate::{
    articles::{
        api::{LoadToEdit, PreviewArticle, UpdateArticle},
        model::{Article, ArticlePage, Stage},
    },
    error::AppError,
    paths,
    ui::{
        ask::ask,
        field::HiddenField,
        form::{Form, use_form_beside},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        moved::Moved,
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
    let writing = Writing::new(use_form_beside::<UpdateArticle, PreviewArticle>());
    let preview = Preview::new();
    let autosave = Autosave::new(writing);
    let slug = move || params.read().get("slug").unwrap_or_default();
    let page = ask(move || LoadToEdit { slug: slug() });
    view! {
        <Loaded from=page let:page>
            <Moved from=untrack(slug) to=page.article.slug.to_string() address=paths::edit />
            <Editor page writing preview autosave />
        </Loaded>
    }
}

/// One form around everything that is saved.
#[component]
fn Editor(
    /// The article as it is kept.
    page: ArticlePage,
    /// The text under somebody's hands.
    writing: Writing,
    /// What readers would see of it.
    preview: Preview,
    /// What saves it, if it is a draft.
    autosave: Autosave,
) -> impl IntoView {
    let ArticlePage { article, html } = page;
    let state = writing.state;
    let heading = format!("Edit: {}", article.text.title);
    let loaded = Kept::of(&article);
    let version = move || writing.version(&loaded).to_string();
    autosave.follow(&article);
    let id = article.id.to_string();
    preview.follow(writing, article.text.clone(), move || ("id", id.clone()));
    view! {
        <PageTitle text=heading.clone() />
        <div class="page content">
            <h1 class="visually-hidden">{heading}</h1>
            <Form state class="editor-form">
                <HiddenField name="id" value=article.id.to_string() />
                {move || view! { <HiddenField name="version" value=version() /> }}
                <EditorBar article=article.clone() writing preview />
                <FormError state />
                <WhenStale article=article.clone() writing />
                {(article.stage == Stage::Draft && article.note.is_some())
                    .then(|| view! { <StageNotice article=article.clone() /> })}
                <div
                    class="editor-grid"
                    data-shows=move || preview.shows()
                    on:focusout=move |_| autosave.field_is_left()
                >
                    <Sheet writing kept=article.text.clone() />
                    <PreviewPane preview writing kept=article.text.clone() html=Some(html) />
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

/// The way back, the stage, whether it is saved, and the button that saves.
#[component]
fn EditorBar(
    /// The article as it is kept.
    article: Article,
    /// The text under somebody's hands.
    writing: Writing,
    /// What readers would see of it.
    preview: Preview,
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
            <Saved writing loaded=Kept::of(&article) />
            <a class="button" href=paths::history(article.slug.as_str())>
                <Icon name="clock" />
                "Versions"
            </a>
            <PreviewButton preview />
            // Both stay where they are: a button that is made anew loses the focus.
            <span hidden=move || !is_stale()>
                <WayToChoice />
            </span>
            <span hidden=is_stale>
                <Submit state label="Save" pending="Saving…" class="primary" />
            </span>
        </div>
    }
}

/// Leads to the choice between two versions, which may be out of sight.
#[component]
fn WayToChoice() -> impl IntoView {
    view! {
        <a class="button primary" href=format!("#{CHOICE}") rel="external">
            "Choose a text"
        </a>
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
        Some(AppError::Stale { theirs, own, .. }) => Some(view! {
            <StaleEdit writing kept=article.text.clone() theirs own address=address.clone() />
        }),
        _ => None,
    }
}
