//! The desk: what waits for me, then everything I may see, by stage.

mod board;
mod item;
mod keys;
mod many;
mod waiting;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::{
    board::Board,
    keys::Keys,
    many::{Many, Outcomes},
    waiting::Waiting,
};
use super::write::may_write_in;
use crate::{
    articles::{api::LoadDesk, board::Desk},
    departments::model::Sections,
    paths,
    ui::{ask::ask, icon::Icon, loaded::Loaded, pager::use_page, title::PageTitle},
};

/// The page where work begins.
#[component]
pub fn DeskPage() -> impl IntoView {
    let query = use_query_map();
    let page = use_page();
    let stage = move || query.read().get("stage").filter(|stage| !stage.is_empty());
    let desk = ask(move || LoadDesk { stage: stage(), page: page() });
    // What became of a choice outlives the list that it was made from.
    let many = Many::new();
    view! {
        <Loaded from=desk let:desk>
            <WholeDesk desk many />
        </Loaded>
    }
}

/// What waits first, then the stages.
#[component]
fn WholeDesk(
    /// Everything on it.
    desk: Desk,
    /// The forms that take many articles.
    many: Many,
) -> impl IntoView {
    let Sections(departments) = use_context().unwrap_or_default();
    let may_write = departments.iter().any(may_write_in);
    let Desk { waiting, stage, counts, columns, pages } = desk;
    view! {
        <PageTitle text="Desk" />
        <div class="page content" data-moves="">
            <div class="page-head">
                <h1>"Desk"</h1>
                <div class="actions">
                    <Keys />
                    {may_write
                        .then(|| {
                            view! {
                                <a class="button primary" href=paths::WRITE>
                                    <Icon name="pencil" />
                                    "Write an article"
                                </a>
                            }
                        })}
                </div>
            </div>
            <Outcomes many />
            <Waiting queues=waiting many />
            <Board stage counts columns pages many />
        </div>
    }
}
