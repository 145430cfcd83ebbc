//! A new article.

use leptos::prelude::*;

use super::{
    preview::{Preview, PreviewButton, PreviewPane},
    saved::Saved,
    writing::{Kept, Measure, Sheet, Writing},
};
use crate::{
    account::model::Viewer,
    articles::{
        api::{CreateArticle, PreviewArticle},
        model::{Article, ArticleId, Author, Stage},
        terms::Terms,
        text::ArticleText,
    },
    authorization::{Governed, Permission, use_ability},
    departments::{
        model::{Department, Sections},
        shown::use_sections,
    },
    error::AppError,
    paths,
    sessions::SignedIn,
    slug::Slug,
    timestamp::Timestamp,
    ui::{
        erased::erased,
        error_page::ErrorPage,
        field::Select,
        form::{Form, use_form_beside},
        form_error::FormError,
        icon::Icon,
        query::use_query,
        submit::Submit,
        title::PageTitle,
    },
};

/// The page that begins a draft, for those who may in at least one department.
#[component]
pub fn WritePage() -> impl IntoView {
    let Sections(mut departments) = use_sections().get_untracked();
    departments.retain(may_write_in);
    if use_context::<Viewer>().unwrap_or_default().user.is_none() {
        erased(view! { <ErrorPage error=AppError::NotSignedIn /> })
    } else if departments.is_empty() {
        erased(view! { <ErrorPage error=AppError::Refused { reason: None } /> })
    } else {
        erased(view! { <NewArticle departments /> })
    }
}

/// Whether the caller may begin an article there.
pub(super) fn may_write_in(department: &Department) -> bool {
    let viewer = use_context::<Viewer>().unwrap_or_default();
    viewer.user.is_some_and(|user| {
        let subject = begun(&user.account, department).subject();
        use_ability().with_untracked(|ability| ability.can(Permission::CreateArticle, &subject))
    })
}

/// The article that this person would begin there, as far as rules ask.
pub(super) fn begun(author: &SignedIn, department: &Department) -> Article {
    Article {
        id: ArticleId::NEW,
        slug: Slug::from_title(""),
        text: ArticleText::default(),
        department: department.clone(),
        author: Author { id: author.id, name: author.name.clone(), slug: Slug::from_title("") },
        stage: Stage::Draft,
        note: None,
        version: 0,
        changed_at: Timestamp::from_millis(0),
        submitted_at: None,
        published_at: None,
        terms: Terms::default(),
    }
}

/// The form that begins a draft; its answer leads to the editor.
#[component]
fn NewArticle(
    /// Where the caller may write.
    departments: Vec<Department>,
) -> impl IntoView {
    let writing = Writing::new(use_form_beside::<CreateArticle, PreviewArticle>());
    let state = writing.state;
    let kept = ArticleText::default();
    let preview = Preview::new();
    // A text looks the same in every department: the first one in which the caller may write will do.
    let anywhere = departments.first().map(|department| department.id.clone()).unwrap_or_default();
    preview.follow(writing, kept.clone(), move || ("department", anywhere.clone()));
    view! {
        <PageTitle text="New article" />
        <div class="page content">
            <h1 class="visually-hidden">"New article"</h1>
            <Form state class="editor-form" part="body">
                <div class="editor-bar">
                    <a class="button quiet" href=paths::DESK>
                        <Icon name="left" />
                        "Desk"
                    </a>
                    <Saved writing loaded=Kept::default() />
                    <PreviewButton preview />
                    <Submit state label="Save draft" pending="Saving…" class="primary" />
                </div>
                <FormError state />
                <div class="editor-grid" data-shows=move || preview.shows()>
                    <Sheet writing kept=kept.clone() begins=true />
                    <PreviewPane preview writing kept=kept.clone() html=None />
                    <aside class="panel" aria-labelledby="about">
                        <h2 id="about">"About this article"</h2>
                        <DepartmentChoice departments writing />
                        <Measure writing kept />
                    </aside>
                </div>
            </Form>
        </div>
    }
}

/// Where the article belongs; it cannot be moved later.
#[component]
fn DepartmentChoice(
    /// Where the caller may write.
    departments: Vec<Department>,
    /// The text under somebody's hands.
    writing: Writing,
) -> impl IntoView {
    let asked_for = use_query().get_untracked("department").unwrap_or_default();
    let options =
        departments.into_iter().map(|department| (department.id, department.name)).collect();
    view! {
        <Select
            state=writing.state
            name="department"
            label="Department"
            options
            kept=asked_for
            hint="The departments in which you may write."
        />
    }
}
