//! Where an article is found.

use leptos::{prelude::*, server_fn::ServerFn};

use super::Decision;
use crate::{
    articles::{model::Article, settings::api::ReaddressArticle},
    authorization::Permission,
    paths,
    ui::{done::Done, field::TextField, form::use_form_about, query::use_query, submit::Submit},
};

/// Where it is found.
#[component]
pub(super) fn Address(
    /// Which.
    article: Article,
) -> impl IntoView {
    let state = use_form_about::<ReaddressArticle>(article.id);
    let slug = article.slug.to_string();
    view! {
        <Decision
            permission=Permission::ReaddressArticle
            heading="Where it is found"
            says="Saved."
            part="slug"
            state
            article
        >
            <TextField
                state
                name="slug"
                label="Address"
                kept=slug.clone()
                autocomplete="off"
                hint="The old address leads on to the new one. Empty makes one from the headline."
            />
            <Submit state label="Save the address" pending="Saving…" />
            <Done of=&[ReaddressArticle::PATH] />
            <Taken slug=slug.clone() />
        </Decision>
    }
}

/// Says that the address that was wished for is another article's.
#[component]
fn Taken(
    /// The address that it has instead.
    slug: String,
) -> impl IntoView {
    let query = use_query();
    let address = paths::article(&slug);
    let wished = move || query.get("wished").filter(|wished| *wished != slug);
    move || {
        wished().map(|wished| {
            view! {
                <p>
                    {format!("The address {} is taken; readers find it at ", paths::article(&wished))}
                    <a href=address.clone()>{address.clone()}</a>
                    "."
                </p>
            }
        })
    }
}
