//! What I show of myself: a section of the page about my account.

use leptos::prelude::*;

use super::{
    api::{RemovePicture, RenameMe},
    model::{ACCEPTED, MOST},
};
use crate::{
    account::model::{Viewer, ViewerUser},
    files::model::too_large,
    paths,
    people::views::face::face,
    ui::{
        erased::erased,
        field::TextField,
        form::{PlainForm, use_form, use_upload},
        form_error::FormError,
        notice::{Meaning, Notice},
        query::use_query,
        submit::Submit,
        upload::{FileField, UploadForm},
    },
};

/// My name and my picture, and the ways to change them.
#[component]
pub fn ProfileSection() -> impl IntoView {
    let Some(user) = use_context::<Viewer>().unwrap_or_default().user else {
        return erased(());
    };
    let query = use_query();
    let saved = move || {
        (query.get("profile").as_deref() == Some("saved")).then(|| {
            view! {
                <Notice meaning=Meaning::Done icon="check" role="status">
                    <p>"What you show of yourself is saved."</p>
                </Notice>
            }
        })
    };
    erased(view! {
        <div class="page">
            <section class="panel account-part" aria-labelledby="profile">
                <h2 id="profile">"Name and picture"</h2>
                {saved}
                <p class="soft">"Whoever may read about you sees them on your page."</p>
                <Name name=user.account.name.clone() />
                <Picture user />
            </section>
        </div>
    })
}

/// The name. The masthead shows it, so the page comes anew.
#[component]
fn Name(
    /// As it is.
    name: String,
) -> impl IntoView {
    let state = use_form::<RenameMe>();
    view! {
        <PlainForm state class="fields">
            <FormError state />
            <TextField
                state
                name="name"
                label="Name"
                autocomplete="name"
                hint="It changes under everything that you wrote; the address of your page stays."
                kept=name
            />
            <div class="actions">
                <button class="button" type="submit">
                    "Save the name"
                </button>
            </div>
        </PlainForm>
    }
}

/// The picture, and the ways to another one or none.
#[component]
fn Picture(
    /// Whose.
    user: ViewerUser,
) -> impl IntoView {
    let (send, remove) = (use_upload(paths::PICTURE_UPLOAD), use_form::<RemovePicture>());
    let has_one = user.picture.is_some();
    view! {
        <div class="profile">
            {face(&user.account.name, user.picture)}
            <div>
                <UploadForm
                    state=send
                    most=MOST
                    too_large=too_large(MOST)
                    says="Your picture is there."
                    whole=true
                >
                    <FormError state=send />
                    <FileField
                        state=send
                        label="Picture"
                        hint="A JPEG, PNG or WebP; its middle is shown, as a square."
                        accepts=ACCEPTED.to_owned()
                    />
                    <div class="actions">
                        <Submit state=send label="Use this picture" pending="Sending…" />
                    </div>
                </UploadForm>
                {has_one
                    .then(|| {
                        view! {
                            <PlainForm state=remove>
                                <FormError state=remove />
                                <button class="button danger" type="submit">
                                    "Remove the picture"
                                </button>
                            </PlainForm>
                        }
                    })}
            </div>
        </div>
    }
}
