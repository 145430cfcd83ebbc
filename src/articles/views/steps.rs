//! The steps between stages, each a form that works without script.

use leptos::prelude::*;

use super::step_forms::{Read, Steps};
use crate::{
    authorization::{Can, CanOrWhy, Permission, Subject},
    ui::{
        field::HiddenField,
        form::{Form, FormState},
        form_error::FormError,
        icon::Icon,
        submit::Submit,
        text_area::TextArea,
    },
};

/// Hands a draft in for review.
#[component]
pub(super) fn Submission(
    /// The forms.
    steps: Steps,
    /// Which article, as it was read.
    read: Read,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = steps.submit;
    view! {
        <CanOrWhy
            permission=Permission::SubmitArticle
            on=subject
            act="Submit, refused"
            id="why-submit"
        >
            <Form state>
                <ReadFields read />
                <Submit state label="Submit" pending="Submitting…" icon="send" class="primary" />
            </Form>
        </CanOrWhy>
    }
}

/// Puts a reviewed article on the front page.
#[component]
pub(super) fn Publication(
    /// The forms.
    steps: Steps,
    /// Which article, as it was read.
    read: Read,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = steps.publish;
    view! {
        <CanOrWhy
            permission=Permission::PublishArticle
            on=subject
            act="Publish, refused"
            id="why-publish"
        >
            <Form state>
                <ReadFields read />
                <Submit state label="Publish" pending="Publishing…" icon="publish" class="primary" />
            </Form>
        </CanOrWhy>
    }
}

/// Hands a submission back to its author, with a note.
#[component]
pub(super) fn Return(
    /// The forms.
    steps: Steps,
    /// Which article, as it was read.
    read: Read,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = steps.hand_back;
    view! {
        <Can permission=Permission::ReturnArticle on=subject>
            <details class="step" name="step" open=move || state.error().is_some()>
                <StepButton icon="undo" label="Return" />
                <Form state class="panel fields">
                    <FormError state />
                    <Note state read id="return-note" label="What should the author change?" />
                    <Submit state label="Return to its author" pending="Returning…" />
                </Form>
            </details>
        </Can>
    }
}

/// Takes a published article back, with a note.
#[component]
pub(super) fn Retraction(
    /// The forms.
    steps: Steps,
    /// Which article, as it was read.
    read: Read,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = steps.retract;
    view! {
        <Can permission=Permission::RetractArticle on=subject>
            <details class="step" name="step" open=move || state.error().is_some()>
                <StepButton icon="undo" label="Retract" />
                <Form state class="panel fields">
                    <FormError state />
                    <Note state read id="retract-note" label="Why is it taken back?" />
                    <Submit
                        state
                        label="Take it from its readers"
                        pending="Retracting…"
                        class="danger"
                    />
                </Form>
            </details>
        </Can>
    }
}

/// Throws a draft away, once confirmed.
#[component]
pub(super) fn Deletion(
    /// The forms.
    steps: Steps,
    /// Which article, as it was read.
    read: Read,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let state = steps.delete;
    view! {
        <Can permission=Permission::DeleteArticle on=subject>
            <details class="step" name="step" open=move || state.error().is_some()>
                <StepButton icon="close" label="Delete" />
                <Form state class="panel fields">
                    <FormError state />
                    <p>"The draft goes for good. Nobody can bring it back."</p>
                    <ReadFields read />
                    <Submit state label="Delete this draft" pending="Deleting…" class="danger" />
                </Form>
            </details>
        </Can>
    }
}

/// What opens a step that asks something first.
#[component]
fn StepButton(
    /// The symbol's id in the sprite.
    icon: &'static str,
    /// The step.
    label: &'static str,
) -> impl IntoView {
    view! {
        <summary class="button">
            <Icon name=icon />
            {label}
        </summary>
    }
}

/// What a step is about: who decides about a text that has changed meanwhile is told so.
#[component]
fn ReadFields(
    /// Which article, as it was read.
    read: Read,
) -> impl IntoView {
    view! {
        <HiddenField name="id" value=read.id.to_string() />
        <HiddenField name="version" value=read.version.to_string() />
    }
}

/// Which article, and a sentence for its author.
#[component]
fn Note(
    /// The form it belongs to.
    state: FormState,
    /// Which article, as it was read.
    read: Read,
    /// The id of the field.
    id: &'static str,
    /// What is asked.
    label: &'static str,
) -> impl IntoView {
    view! {
        <ReadFields read />
        <TextArea
            state
            name="note"
            id=id
            label
            hint="The author reads it above the article."
        />
    }
}
