//! The paper's name, its sections, and who I am.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::who::Who;
use crate::{
    account::model::Viewer,
    alerts::model::{Alert, Kind},
    authorization::{Can, Governed, Permission},
    departments::{
        model::{Department, Section, Sections},
        shown::use_sections,
    },
    paths,
    people::facts::Anybody,
    trail::model::Deed,
    ui::{icon::Icon, title::PAPER},
};

/// The head of every page.
#[component]
pub fn Masthead() -> impl IntoView {
    let user = use_context::<Viewer>().unwrap_or_default().user;
    let has_desk = user.is_some();
    view! {
        <header class="masthead">
            <div class="masthead-bar page">
                <a class="paper-name" href=paths::FRONT>
                    <Icon name="stile" />
                    {PAPER}
                </a>
                <SearchBox />
                <Who user />
            </div>
            <div class="masthead-sections page">
                <SectionLinks />
                {has_desk.then(|| view! { <NewsroomLinks /> })}
            </div>
        </header>
    }
}

/// A line to type what to look for; where there is no room for it, the way to one.
#[component]
fn SearchBox() -> impl IntoView {
    view! {
        <search>
            <form class="search" method="get" action=paths::SEARCH>
                <label for="search">
                    <Icon name="search" class="small" />
                    "Search"
                </label>
                <input id="search" name="q" type="search" autocomplete="off" />
            </form>
        </search>
        <a class="search-link" href=paths::SEARCH>
            <Icon name="search" />
            <span class="visually-hidden">"Search"</span>
        </a>
    }
}

/// The departments, as the sections of the paper.
#[component]
fn SectionLinks() -> impl IntoView {
    let sections = use_sections();
    let departments = move || {
        let Sections(departments) = sections.get();
        let link = |department: Department| {
            let address = paths::department(&department.id);
            view! { <SectionLink address name=department.name /> }
        };
        departments.into_iter().map(link).collect_view()
    };
    view! {
        <nav aria-label="Sections">
            <ul role="list">
                <SectionLink address=paths::FRONT.to_owned() name="Front page".to_owned() />
                {departments}
            </ul>
        </nav>
    }
}

/// Where the work is done.
#[component]
fn NewsroomLinks() -> impl IntoView {
    view! {
        <nav aria-label="Newsroom">
            <ul role="list">
                <SectionLink address=paths::DESK.to_owned() name="Desk".to_owned() />
                <SectionLink address=paths::PEOPLE.to_owned() name="People".to_owned() />
                <Can permission=Permission::CreateDepartment on=Section::default().subject()>
                    <SectionLink
                        address=paths::DEPARTMENTS.to_owned()
                        name="Departments".to_owned()
                    />
                </Can>
                <Can permission=Permission::ReadEntry on=Deed::of_nobody().subject()>
                    <SectionLink address=paths::AUDIT.to_owned() name="Audit trail".to_owned() />
                </Can>
                <Can permission=Permission::ReadAlert on=Alert::any(Kind::ShutOut).subject()>
                    <SectionLink address=paths::ALERTS.to_owned() name="Alerts".to_owned() />
                </Can>
                <Can permission=Permission::ReadPowers on=Anybody.subject()>
                    <SectionLink address=paths::POWERS.to_owned() name="Powers".to_owned() />
                </Can>
            </ul>
        </nav>
    }
}

/// One link, marked while its page is open.
#[component]
fn SectionLink(
    /// Where it leads.
    address: String,
    /// What it says.
    name: String,
) -> impl IntoView {
    let path = use_location().pathname;
    let current = {
        let address = address.clone();
        move || path.with(|path| *path == address).then_some("page")
    };
    view! {
        <li>
            <a href=address aria-current=current>
                {name}
            </a>
        </li>
    }
}
