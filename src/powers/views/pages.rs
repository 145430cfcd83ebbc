//! What the server has drawn, asked for by the page's address.

use leptos::prelude::*;

use crate::{
    powers::{api::LoadPage, model::Page},
    ui::{
        ask::ask,
        erased::{Erased, erased},
        loaded::Loaded,
        query::use_query,
        safe_html::Written,
        title::PageTitle,
    },
};

/// Whether somebody may do something, and why.
#[component]
pub fn WhyPage() -> impl IntoView {
    drawn(Page::Why, "Who may, and why")
}

/// What the policies in force say of roles.
#[component]
pub fn PowersPage() -> impl IntoView {
    drawn(Page::Powers, "Who may do what")
}

fn drawn(page: Page, title: &'static str) -> Erased {
    let query = use_query();
    let html = ask(move || {
        let given = |name: &str| query.get(name).unwrap_or_default();
        LoadPage {
            page,
            person: given("person"),
            permission: given("permission"),
            thing: given("thing"),
            subject: given("subject"),
            role: given("role"),
        }
    });
    erased(view! {
        <Loaded from=html let:html>
            <PageTitle text=title />
            <Written html class="page content" />
        </Loaded>
    })
}
