//! Saying something: about the article, or in reply.

use leptos::prelude::*;

use crate::{
    account::model::Viewer,
    articles::model::{Article, Stage},
    authorization::{Can, Governed, Permission},
    comments::{
        api::{CreateComment, ReplyToComment},
        model::{Comment, CommentId},
    },
    paths,
    ui::{
        erased::erased,
        field::HiddenField,
        form::{Form, FormState, use_form_about},
        form_error::FormError,
        icon::Icon,
        submit::Submit,
        text_area::{TextArea, Typed},
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
    let (id, reached) = (article.id, article.stage);
    let embargoed = article.terms.embargo.is_some();
    view! {
        <Can
            permission=Permission::CommentArticle
            on=subject
            fallback=move || view! { <WayToComment reached embargoed /> }
        >
            <Form state class="fields" says="Your comment is posted." fragment="comment">
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
    /// Where the article is on its way.
    reached: Stage,
    /// Whether it is kept from its readers for a while.
    embargoed: bool,
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
    let words = match reached {
        Stage::Published => embargoed.then_some("Comments open when the embargo has passed."),
        Stage::Draft | Stage::InReview => Some("Comments open when the article is published."),
        Stage::Retracted => Some("Comments are closed: the article was taken back."),
    };
    erased(words.map(|words| view! { <p class="soft">{words}</p> }))
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
                <Form
                    state
                    class="panel fields"
                    says="Your reply is posted."
                    fragment=format!("reply-{to}")
                >
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
    let typed = Typed::new(None);
    view! {
        <TextArea
            state
            name="text"
            id=id
            label
            kept
            typed
            hint="Appears with your name. You can change it for ten minutes."
        />
        {move || room(typed.read().as_deref()?).map(|room| view! { <p class="soft">{room}</p> })}
    }
}

/// How much more fits, once that is little.
fn room(text: &str) -> Option<String> {
    const NEAR: usize = Comment::TEXT_MAX / 10;
    let (most, length) = (Comment::TEXT_MAX, text.chars().count());
    match most.checked_sub(length) {
        Some(room) if room > NEAR => None,
        Some(room) => Some(format!("{room} more characters fit.")),
        None => Some(format!("{} characters too many.", length - most)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_appears_only_where_it_matters() {
        let of_length = |length| room(&"é".repeat(length));

        assert_eq!(of_length(1_799), None);
        assert_eq!(of_length(1_990).as_deref(), Some("10 more characters fit."));
        assert_eq!(of_length(2_003).as_deref(), Some("3 characters too many."));
    }
}
