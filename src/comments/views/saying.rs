//! Saying something: about the article, or in reply.

use leptos::prelude::*;

use crate::{
    account::model::Viewer,
    articles::model::{Article, Stage},
    authorization::{Can, Governed, Permission},
    comments::{
        api::{CreateComment, ReplyToComment},
        model::CommentId,
    },
    paths,
    ui::{
        erased::erased,
        field::HiddenField,
        form::{Form, FormState, use_form_about},
        form_error::FormError,
        icon::Icon,
        submit::Submit,
        text_area::TextArea,
        title::use_here,
    },
};

/// The field for a comment, or the way to one.
#[component]
pub(super) fn NewComment(
    /// What it would be about.
    article: Article,
) -> impl IntoView {
    let state = use_form_about::<CreateComment>(article.id);
    let subject = article.subject();
    let id = article.id;
    let is_published = article.stage == Stage::Published;
    view! {
        <Can
            permission=Permission::CommentArticle
            on=subject
            fallback=move || view! { <WayToComment is_published /> }
        >
            <Form state class="fields">
                <FormError state />
                <HiddenField name="id" value=id.to_string() />
                <CommentField state id="comment" label="Your comment" />
                <div class="actions">
                    <Submit state label="Comment" pending="Sending…" icon="comment" />
                </div>
            </Form>
        </Can>
    }
}

/// What to do first; nothing for who could not comment anyway.
#[component]
fn WayToComment(
    /// Whether the article is before its readers.
    is_published: bool,
) -> impl IntoView {
    let here = use_here();
    let is_visitor = use_context::<Viewer>().unwrap_or_default().user.is_none();
    if is_visitor {
        return erased(view! {
            <p>
                <a href=move || paths::sign_in_then(&here.get())>"Sign in to comment"</a>
            </p>
        });
    }
    erased((!is_published).then(|| {
        view! { <p class="soft">"Comments open when the article is published."</p> }
    }))
}

/// Replies to a comment.
#[component]
pub(super) fn Reply(
    /// To which.
    to: CommentId,
    /// What the thread is about.
    article: Article,
) -> impl IntoView {
    let state = use_form_about::<ReplyToComment>(to);
    view! {
        <Can permission=Permission::CommentArticle on=article.subject()>
            <details class="unfold" name="comment" open=move || state.error().is_some()>
                <summary class="button quiet">
                    <Icon name="reply" class="small" />
                    "Reply"
                </summary>
                <Form state class="panel fields">
                    <FormError state />
                    <HiddenField name="id" value=to.to_string() />
                    <CommentField state id=format!("reply-{to}") label="Your reply" />
                    <Submit state label="Send the reply" pending="Sending…" />
                </Form>
            </details>
        </Can>
    }
}

/// The text of a comment.
#[component]
pub(super) fn CommentField(
    /// The form it belongs to.
    state: FormState,
    /// The field's id, unlike every other on the page.
    #[prop(into)]
    id: String,
    /// What people call it.
    label: &'static str,
    /// What is kept.
    #[prop(optional, into)]
    kept: String,
) -> impl IntoView {
    view! {
        <TextArea
            state
            name="text"
            id=id
            label
            kept
            hint="Appears with your name. You can change it for ten minutes."
        />
    }
}
