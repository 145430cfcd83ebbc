//! Quiet moderation: hide, show again, delete.

use leptos::prelude::*;

use crate::{
    authorization::{Can, CanOrWhy, Permission, Subject},
    comments::{
        api::{DeleteComment, HideComment, RestoreComment},
        model::CommentId,
    },
    ui::{
        field::HiddenField,
        form::{Form, use_form_about},
        form_error::FormError,
        icon::Icon,
        submit::Submit,
        text_area::TextArea,
    },
};

/// Hides a comment from its readers, with a reason.
#[component]
pub(super) fn Hiding(
    /// Which.
    id: CommentId,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = use_form_about::<HideComment>(id);
    view! {
        <Can permission=Permission::HideComment on=subject>
            <details class="unfold" name="comment" open=move || state.error().is_some()>
                <summary class="button quiet">
                    <Icon name="eye-off" class="small" />
                    "Hide"
                </summary>
                <Form
                    state
                    class="panel fields"
                    says="The comment is hidden from its readers."
                    fragment=format!("hide-{id}")
                >
                    <FormError state />
                    <HiddenField name="id" value=id.to_string() />
                    <TextArea
                        state
                        name="reason"
                        id=format!("hide-{id}")
                        label="Why is it hidden?"
                        hint="Its author reads it, and so do moderators."
                    />
                    <Submit state label="Hide it from its readers" pending="Hiding…" />
                </Form>
            </details>
        </Can>
    }
}

/// Shows a hidden comment again.
#[component]
pub(super) fn Restoring(
    /// Which.
    id: CommentId,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = use_form_about::<RestoreComment>(id);
    view! {
        <Can permission=Permission::RestoreComment on=subject>
            <Form state says="The comment is shown to its readers again." fragment=id.part()>
                <FormError state />
                <HiddenField name="id" value=id.to_string() />
                <Submit state label="Show again" pending="Showing…" icon="undo" class="quiet" />
            </Form>
        </Can>
    }
}

/// Deletes a comment, once confirmed. Whoever wrote it is told why they may not.
#[component]
pub(super) fn Deletion(
    /// Which.
    id: CommentId,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = use_form_about::<DeleteComment>(id);
    view! {
        <CanOrWhy
            permission=Permission::DeleteComment
            on=subject
            act="Delete, refused"
            id=format!("why-delete-{id}")
            refused=|| view! { <RefusedDeletion /> }
        >
            <details class="unfold" name="comment" open=move || state.error().is_some()>
                <summary class="button quiet">
                    <Icon name="close" class="small" />
                    "Delete"
                </summary>
                <Form
                    state
                    class="panel fields"
                    says="The comment is deleted."
                    fragment=id.part()
                >
                    <FormError state />
                    <p>"The comment goes for good. Nobody can bring it back."</p>
                    <HiddenField name="id" value=id.to_string() />
                    <Submit state label="Delete this comment" pending="Deleting…" class="danger" />
                </Form>
            </details>
        </CanOrWhy>
    }
}

/// The button of those who may not.
#[component]
fn RefusedDeletion() -> impl IntoView {
    view! {
        <button class="button quiet" type="button">
            <Icon name="close" class="small" />
            "Delete"
        </button>
    }
}
