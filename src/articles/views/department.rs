//! The page of a department: its articles, newest first.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    empty::NothingPublished,
    story::{StoryItem, Weight},
    write::may_write_in,
};
use crate::{
    articles::{api::LoadEdition, model::Edition},
    departments::{model::Department, views::settings::SettingsLink},
    paths,
    people::views::staff::StaffPanel,
    ui::{
        ask::ask,
        icon::Icon,
        loaded::Loaded,
        number::grouped,
        pager::{Pager, use_page},
        title::{Description, Feed, PageTitle},
    },
};

/// The newest articles of one department.
#[component]
pub fn DepartmentPage() -> impl IntoView {
    let params = use_params_map();
    let page = use_page();
    let edition = ask(move || LoadEdition { department: params.read().get("id"), page: page() });
    view! {
        <Loaded from=edition let:edition>
            <DepartmentEdition edition />
        </Loaded>
    }
}

/// One page of its list.
#[component]
fn DepartmentEdition(
    /// Its stories.
    edition: Edition,
) -> impl IntoView {
    edition.department.clone().map(|department| {
        let pages = edition.pages;
        let address = paths::department(&department.id);
        let description = edition.description.clone();
        let empty = edition.stories.is_empty().then(|| edition.clone());
        let on_first_page = pages.page == 1;
        let weight = move |place| match place {
            0 if on_first_page => Weight::Lead,
            _ => Weight::Full,
        };
        view! {
            <PageTitle text=department.name.clone() />
            <Description text=edition.description.clone() />
            <Feed address=paths::feed_of(&department.id) title=department.name.clone() />
            <div class="page content">
                <DepartmentHead department=department.clone() description total=pages.total />
                {empty.map(|edition| view! { <NothingPublished edition /> })}
                <div class="story-list">
                    {edition
                        .stories
                        .into_iter()
                        .enumerate()
                        .map(|(place, story)| view! { <StoryItem story weight=weight(place) level=2 /> })
                        .collect_view()}
                </div>
                <Pager pages list=address />
                <StaffPanel department />
            </div>
        }
    })
}

/// Its name, how much there is, and a way to write for those who may.
#[component]
fn DepartmentHead(
    /// Which.
    department: Department,
    /// What stands under its name.
    description: String,
    /// How many articles it has published.
    total: u64,
) -> impl IntoView {
    let may_write = may_write_in(&department) && total > 0;
    view! {
        <div class="page-head">
            <div>
                <h1>
                    <span class="department" data-department=department.id.clone()>
                        {department.name.clone()}
                    </span>
                </h1>
                {(!description.is_empty()).then(|| view! { <p>{description}</p> })}
                {(total > 0).then(|| view! { <p>{format!("{} articles, the newest first", grouped(total))}</p> })}
            </div>
            <div class="actions">
                <SettingsLink department=department.clone() />
                {may_write
                    .then(|| {
                        view! {
                            <a class="button" href=paths::write_in(&department.id)>
                                <Icon name="pencil" />
                                {format!("Write for {}", department.name)}
                            </a>
                        }
                    })}
            </div>
        </div>
    }
}
