//! Changing one's own comment, while that is possible.

use leptos::prelude::*;

use super::saying::CommentField;
use crate::{
    authorization::{Can, Permission, Subject},
    comments::{api::UpdateComment, model::Comment},
    ui::{
        field::HiddenField,
        form::{Form, use_form_about},
        form_error::FormError,
        icon::Icon,
        submit::Submit,
    },
};

/// Changes what a comment says.
#[component]
pub(super) fn Change(
    /// Which.
    comment: Comment,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = use_form_about::<UpdateComment>(comment.id);
    let id = comment.id;
    let kept = StoredValue::new(comment.text);
    view! {
        <Can permission=Permission::UpdateComment on=subject>
            <details class="unfold" name="comment" open=move || state.error().is_some()>
                <summary class="button quiet">
                    <Icon name="pencil" class="small" />
                    "Edit"
                </summary>
                <Form
                    state
                    class="panel fields"
                    says="Your comment is changed."
                    fragment=format!("edit-{id}")
                >
                    <FormError state />
                    <HiddenField name="id" value=id.to_string() />
                    <CommentField
                        state
                        id=format!("edit-{id}")
                        label="Your comment"
                        kept=kept.get_value()
                    />
                    <Submit state label="Save the comment" pending="Saving…" />
                </Form>
            </details>
        </Can>
    }
}
