//! Everything that the caller may see, by stage: side by side, or one stage as a whole.

use leptos::{either::Either, prelude::*};

use super::{
    item::{Place, chosen_by, items},
    many::{Many, SubmitChosen},
};
use crate::{
    articles::{board::Column, model::Stage, views::stage_badge::StageBadge},
    paths,
    ui::{
        number::grouped,
        pager::{Pager, Pages},
    },
};

/// In this order, the first stage that holds anything is open where there is room for one only.
const FIRST: [Stage; 4] = [Stage::InReview, Stage::Draft, Stage::Published, Stage::Retracted];

/// The stages, with tabs where one is shown at a time.
#[component]
pub(super) fn Board(
    /// The stage that is open as a whole.
    stage: Option<Stage>,
    /// How many articles the caller may see in each.
    counts: Vec<(Stage, u64)>,
    /// The stages that are shown.
    columns: Vec<Column>,
    /// Which part of the open stage this is.
    pages: Pages,
    /// The forms that take many articles.
    many: Many,
) -> impl IntoView {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let count_of = |stage: Stage| counts.iter().find(|(of, _)| *of == stage).map_or(0, |(_, n)| *n);
    let first = FIRST.into_iter().find(|&stage| count_of(stage) > 0).unwrap_or(Stage::Published);
    let shown = columns
        .into_iter()
        .map(|column| {
            let count = count_of(column.stage);
            let is_first = stage.is_none() && column.stage == first;
            view! { <StageColumn column count is_first whole=stage.is_some() many /> }
        })
        .collect_view();
    let list = stage.map(|stage| paths::desk_stage(stage.as_str())).unwrap_or_default();
    view! {
        <section class="board" aria-labelledby="board">
            <div class="list-head">
                <h2 id="board">"All articles"</h2>
                <p class="soft">{format!("{} that you may see", grouped(total))}</p>
            </div>
            <StageTabs open=stage first counts />
            <div class="columns">{shown}</div>
            {stage.is_some().then(|| view! { <Pager pages list /> })}
        </section>
    }
}

/// The stages as places. While all stand side by side there is no need for them.
#[component]
fn StageTabs(
    /// The open one.
    open: Option<Stage>,
    /// The one that is shown where there is room for one, and none is open.
    first: Stage,
    /// How many articles the caller may see in each.
    counts: Vec<(Stage, u64)>,
) -> impl IntoView {
    let shown = open.unwrap_or(first);
    let tabs = counts
        .into_iter()
        .map(|(stage, count)| {
            view! {
                <a
                    href=paths::desk_stage(stage.as_str())
                    aria-current=(stage == shown).then_some("page")
                >
                    {stage.label()}
                    " "
                    <span class="count">{grouped(count)}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label="Stage" data-open=open.map(Stage::as_str)>
            <a class="all-stages" href=paths::DESK>
                "All stages"
            </a>
            {tabs}
        </nav>
    }
}

/// Articles of one stage.
#[component]
fn StageColumn(
    /// The stage and its articles.
    column: Column,
    /// How many articles it holds.
    count: u64,
    /// Whether it is the one that is shown where there is room for one.
    is_first: bool,
    /// Whether it is open as a whole.
    whole: bool,
    /// The forms that take many articles.
    many: Many,
) -> impl IntoView {
    let Column { stage, stories } = column;
    let to_submit = stories.iter().any(|story| chosen_by(&story.article, Place::Stage).is_some());
    let shown = stories.len() as u64;
    let chosable = stories.clone();
    let id = format!("stage-{}", stage.as_str());
    let address = paths::desk_stage(stage.as_str());
    let list = if stories.is_empty() {
        Either::Left(view! { <p class="soft">"No article that you may see."</p> })
    } else {
        Either::Right(view! {
            <ul class="desk-list" role="list">
                {items(stories, Place::Stage)}
            </ul>
        })
    };
    let more = (!whole && shown < count).then(|| {
        let words = format!("All {} {}", grouped(count), stage.label().to_lowercase());
        view! {
            <a class="text-link" href=address.clone()>
                {words}
            </a>
        }
    });
    view! {
        <section class="stage" data-first=is_first.then_some("") aria-labelledby=id.clone()>
            <header>
                <h3 id=id.clone()>
                    <a href=address.clone()>
                        <StageBadge stage />
                        " "
                        <span class="count">{grouped(count)}</span>
                    </a>
                </h3>
                {to_submit.then(|| view! { <SubmitChosen many stories=chosable /> })}
            </header>
            {list}
            {more}
        </section>
    }
}
