//! One file under the editor: what it is, how the text names it, and what can be done with it.

use leptos::prelude::*;

use crate::{
    authorization::{Can, Permission, Subject},
    files::{
        api::{DescribeFile, RemoveFile},
        model::{File, FileId},
    },
    paths,
    ui::{
        erased::erased,
        field::HiddenField,
        form::{Form, use_form_about},
        form_error::FormError,
        icon::Icon,
        submit::Submit,
        text_area::TextArea,
    },
};

/// One file.
#[component]
pub(super) fn FileItem(
    /// Which.
    file: File,
    /// Its article, as rules see it.
    article: Subject,
) -> impl IntoView {
    let (id, facts, markdown) = (file.id, file.facts(), file.markdown());
    view! {
        <li class="files-item" id=id.part() tabindex="-1">
            <Look file=file.clone() />
            <div>
                <p class="files-name">
                    <a href=paths::file(id) rel="external" target="_blank">
                        {file.name}
                    </a>
                </p>
                <p>{file.description.clone()}</p>
                <p class="soft">{facts}</p>
                <p class="files-text">
                    <code>{markdown.clone()}</code>
                </p>
                <div class="actions">
                    <button class="button quiet" type="button" data-inserts=markdown>
                        <Icon name="up" class="small" />
                        "Put it into the text"
                    </button>
                    <Describing id kept=file.description />
                    <Can permission=Permission::RemoveFile on=article>
                        <Removing id />
                    </Can>
                </div>
            </div>
        </li>
    }
}

/// A picture as it is, anything else as a symbol.
#[component]
fn Look(
    /// Which.
    file: File,
) -> impl IntoView {
    match file.pixels {
        Some((width, height)) => erased(view! {
            <img
                class="files-look"
                src=paths::file(file.id)
                alt=""
                width=width
                height=height
                loading="lazy"
            />
        }),
        None => erased(view! {
            <span class="files-look">
                <Icon name="download" />
            </span>
        }),
    }
}

/// Says anew what it shows or is.
#[component]
fn Describing(
    /// Which.
    id: FileId,
    /// What was said.
    kept: String,
) -> impl IntoView {
    let state = use_form_about::<DescribeFile>(id);
    view! {
        <details class="unfold" name="file" open=move || state.error().is_some()>
            <summary class="button quiet">
                <Icon name="pencil" class="small" />
                "Describe"
            </summary>
            <Form state class="panel fields" says="The description is saved." part=id.part() fragment=id.part()>
                <FormError state />
                <HiddenField name="id" value=id.to_string() />
                <TextArea
                    state
                    name="description"
                    label="Description"
                    id=format!("description-{id}")
                    kept
                    rows=2
                    hint="Where the text names a picture, it has words of its own."
                />
                <Submit state label="Save the description" pending="Saving…" />
            </Form>
        </details>
    }
}

/// Removes it, once confirmed.
#[component]
fn Removing(
    /// Which.
    id: FileId,
) -> impl IntoView {
    let state = use_form_about::<RemoveFile>(id);
    view! {
        <details class="unfold" name="file" open=move || state.error().is_some()>
            <summary class="button quiet">
                <Icon name="close" class="small" />
                "Remove"
            </summary>
            <Form state class="panel fields" says="The file is removed.">
                <FormError state />
                <p>"The file goes for good. Where the text names it, nothing is shown."</p>
                <HiddenField name="id" value=id.to_string() />
                <Submit state label="Remove this file" pending="Removing…" class="danger" />
            </Form>
        </details>
    }
}
