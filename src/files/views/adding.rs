//! Sends a file.

use leptos::prelude::*;

use crate::{
    articles::model::ArticleId,
    files::model::{accepted, too_large},
    paths,
    ui::{
        field::{HiddenField, TextField},
        form::use_upload,
        form_error::FormError,
        submit::Submit,
        upload::{FileField, UploadForm},
    },
};

/// The form that adds a file. Where no script runs, it leaves the page.
#[component]
pub(super) fn Adding(
    /// To which article.
    id: ArticleId,
    /// Bytes of the largest file that is taken.
    most: u64,
) -> impl IntoView {
    let state = use_upload(paths::UPLOAD);
    view! {
        <UploadForm state most too_large=too_large(most) says="The file is added.">
            <h3>"Add a file"</h3>
            <FormError state />
            <p class="soft without-script">
                "Save your text first: sending a file leaves this page."
            </p>
            <HiddenField name="id" value=id.to_string() />
            <TextField
                state
                name="description"
                label="Description"
                autocomplete="off"
                hint="What a picture shows, for those who cannot see it; what an attachment is."
            />
            <FileField
                state
                label="File"
                hint="A JPEG, PNG, WebP or GIF for the text; a PDF, MP3, MP4, CSV or text to go with it."
                accepts=accepted()
            />
            <div class="actions">
                <Submit state label="Add the file" pending="Sending…" icon="send" />
            </div>
        </UploadForm>
    }
}
