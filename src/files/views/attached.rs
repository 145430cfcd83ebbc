//! What is attached to an article, for its readers.

use leptos::prelude::*;

use super::files;
use crate::{
    files::model::File,
    paths,
    ui::{icon::Icon, loaded::Loaded},
};

/// The attachments of the article that the address names; nothing if it has none. Its pictures stand in the
/// text.
#[component]
pub fn Attachments() -> impl IntoView {
    view! {
        <Loaded from=files() aside=true let:found>
            {
                let mut attached = found.files;
                attached.retain(|file| !file.is_picture());
                (!attached.is_empty()).then(|| view! { <List attached /> })
            }
        </Loaded>
    }
}

#[component]
fn List(
    /// All of them.
    attached: Vec<File>,
) -> impl IntoView {
    let item = |file: File| {
        let facts = file.facts();
        view! {
            <li>
                <Icon name="download" class="small first-line" />
                <span>
                    <a href=paths::file(file.id) download rel="external">
                        {file.description}
                    </a>
                    " "
                    <span class="soft">{facts}</span>
                </span>
            </li>
        }
    };
    view! {
        <div class="page">
            <section class="attachments" aria-labelledby="attachments">
                <h2 id="attachments">"Attachments"</h2>
                <ul>{attached.into_iter().map(item).collect_view()}</ul>
            </section>
        </div>
    }
}
