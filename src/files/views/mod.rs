//! The files of an article: under its text, and under the editor.

mod adding;
mod attached;
mod item;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

pub use self::attached::Attachments;
use self::{adding::Adding, item::FileItem};
use super::{
    api::{DescribeFile, ListFiles, RemoveFile},
    model::{FILES, Files},
};
use crate::{
    authorization::{Can, Governed, Permission},
    paths,
    ui::{
        ask::{Asked, ask},
        done::Done,
        loaded::Loaded,
    },
};

/// Everything that is done with files.
const FORMS: &[&str] = &[paths::UPLOAD, DescribeFile::PATH, RemoveFile::PATH];

/// The files of the article that the address names.
fn files() -> Asked<Files> {
    let params = use_params_map();
    ask(move || ListFiles { slug: params.read().get("slug").unwrap_or_default() })
}

/// The files of an article, for whoever may change it.
#[component]
pub fn FilesPanel() -> impl IntoView {
    view! {
        <Loaded from=files() aside=true let:found>
            <Panel found />
        </Loaded>
    }
}

#[component]
fn Panel(
    /// All of them.
    found: Files,
) -> impl IntoView {
    let Files { article, files, most } = found;
    let (id, subject) = (article.id, article.subject());
    view! {
        <Can permission=Permission::UpdateArticle on=subject.clone()>
            <div class="page">
                <section class="files" aria-labelledby=FILES>
                    <h2 id=FILES tabindex="-1">
                        "Files"
                    </h2>
                    <Done of=FORMS />
                    <div class="files-columns">
                        <Adding id most />
                        <ul class="files-list">
                            {files
                                .iter()
                                .map(|file| {
                                    view! { <FileItem file=file.clone() article=subject.clone() /> }
                                })
                                .collect_view()}
                        </ul>
                    </div>
                </section>
            </div>
        </Can>
    }
}
