//! The desk: what waits for me, then everything I may see, by stage.

mod board;
mod item;
mod keys;
mod many;
mod waiting;

use leptos::prelude::*;

use self::{
    board::Board,
    keys::Keys,
    many::{Many, Outcomes},
    waiting::Waiting,
};
use super::write::{begun, may_write_in};
use crate::{
    account::model::Viewer,
    articles::{
        api::LoadDesk,
        board::Desk,
        model::{Article, Stage},
    },
    authorization::{Governed, Permission, use_ability},
    departments::{
        model::{Department, Sections},
        shown::use_sections,
    },
    paths,
    sessions::{SignedIn, UserId},
    ui::{
        ask::ask, icon::Icon, loaded::Loaded, pager::use_page, query::use_query, title::PageTitle,
    },
};

/// The page where work begins.
#[component]
pub fn DeskPage() -> impl IntoView {
    let query = use_query();
    let page = use_page();
    let stage = move || query.get("stage").filter(|stage| !stage.is_empty());
    let desk = ask(move || LoadDesk { stage: stage(), page: page() });
    // What became of a choice outlives the list that it was made from.
    let many = Many::new();
    view! {
        <Loaded from=desk let:desk>
            <WholeDesk desk many />
        </Loaded>
    }
}

/// Whether the caller may read what others have there in that stage.
fn may_read_in(department: &Department, stage: Stage) -> bool {
    let viewer = use_context::<Viewer>().unwrap_or_default();
    viewer.user.is_some_and(|user| {
        let author = SignedIn { id: UserId::new(0), ..user.account };
        let subject = Article { stage, ..begun(&author, department) }.subject();
        use_ability().with_untracked(|ability| ability.can(Permission::ReadArticle, &subject))
    })
}

/// What waits first, then the stages.
#[component]
fn WholeDesk(
    /// Everything on it.
    desk: Desk,
    /// The forms that take many articles.
    many: Many,
) -> impl IntoView {
    let Sections(departments) = use_sections().get_untracked();
    let may_write = departments.iter().any(may_write_in);
    let Desk { waiting, stage, mut counts, mut columns, pages } = desk;
    // What is empty, and always will be for this caller, is no news to them.
    let is_theirs = |stage| may_write || departments.iter().any(|one| may_read_in(one, stage));
    counts.retain(|(stage, count)| *count > 0 || is_theirs(*stage));
    columns.retain(|column| counts.iter().any(|(stage, _)| *stage == column.stage));
    let has_duties = counts.iter().any(|(stage, _)| *stage == Stage::InReview);
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
            <Waiting queues=waiting has_duties many />
            <Board stage counts columns pages many />
        </div>
    }
}
