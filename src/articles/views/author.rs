//! The page of a person: who they are here, and what they have published.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::story::{StoryItem, Weight};
use crate::{
    articles::{api::LoadAuthor, model::AuthorPage},
    paths,
    people::{
        model::Profile,
        views::{administration::Administration, profile::ProfileHead},
    },
    ui::{
        ask::ask,
        erased::Erased,
        loaded::Loaded,
        pager::{Pager, use_page},
        title::PageTitle,
    },
};

/// The page of a person.
#[component]
pub fn AuthorView(
    /// What else an administrator may change.
    besides: fn(&Profile) -> Erased,
) -> impl IntoView {
    let params = use_params_map();
    let page = use_page();
    let author = ask(move || LoadAuthor {
        slug: params.read().get("slug").unwrap_or_default(),
        page: page(),
    });
    view! {
        <Loaded from=author let:author>
            <WholeAuthor author besides />
        </Loaded>
    }
}

/// Who it is, then what they have published.
#[component]
fn WholeAuthor(
    /// Everything on the page.
    author: AuthorPage,
    /// What else an administrator may change.
    besides: fn(&Profile) -> Erased,
) -> impl IntoView {
    let AuthorPage { person, powers, stories, pages } = author;
    let list = paths::person(person.slug.as_str());
    let name = person.name.clone();
    let empty = stories.is_empty();
    view! {
        <PageTitle text=person.name.clone() />
        <div class="page content">
            <ProfileHead person=person.clone() />
            <Administration person powers besides />
            <section class="published" aria-labelledby="published">
                <h2 id="published">"Published " <span class="count">{pages.total}</span></h2>
                {empty
                    .then(|| {
                        view! {
                            <p class="empty">
                                {format!("What {name} publishes will stand here, the newest first.")}
                            </p>
                        }
                    })}
                <div class="story-list">
                    {stories
                        .into_iter()
                        .map(|story| view! { <StoryItem story weight=Weight::Full mixed=true /> })
                        .collect_view()}
                </div>
                <Pager pages list />
            </section>
        </div>
    }
}
