//! The desk: what waits for me, then everything I may see, by stage.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    stage_badge::StageBadge,
    story::{DepartmentMark, Headline},
    write::may_write_in,
};
use crate::{
    articles::{
        api::LoadDesk,
        model::{Article, Desk, Stage, Story},
    },
    departments::model::Sections,
    paths,
    ui::{
        ask::ask,
        icon::Icon,
        loaded::Loaded,
        moment::Moment,
        pager::{Pager, use_page},
        title::PageTitle,
    },
};

/// The page where work begins.
#[component]
pub fn DeskPage() -> impl IntoView {
    let query = use_query_map();
    let page = use_page();
    let stage = move || query.read().get("stage").filter(|stage| !stage.is_empty());
    let desk = ask(move || LoadDesk { stage: stage(), page: page() });
    view! {
        <Loaded from=desk let:desk>
            <WholeDesk desk />
        </Loaded>
    }
}

/// What waits first, then the list.
#[component]
fn WholeDesk(
    /// Everything on it.
    desk: Desk,
) -> impl IntoView {
    let Sections(departments) = use_context().unwrap_or_default();
    let may_write = departments.iter().any(may_write_in);
    let Desk { waiting, stage, counts, stories, pages } = desk;
    let list = desk_of(stage);
    view! {
        <PageTitle text="Desk" />
        <div class="page content">
            <div class="page-head">
                <h1>"Desk"</h1>
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
            <Waiting waiting />
            <section class="board" aria-labelledby="board">
                <h2 id="board">"All articles"</h2>
                <StageTabs stage counts />
                <DeskList stories stage />
                <Pager pages list />
            </section>
        </div>
    }
}

/// What the caller is the next to move.
#[component]
fn Waiting(
    /// Longest waiting first.
    waiting: Vec<Story>,
) -> impl IntoView {
    let count = waiting.len();
    let list = if waiting.is_empty() {
        Either::Left(view! {
            <p class="soft">
                "Nothing waits for you. Submissions that you may publish, and drafts that came back to you, stand here."
            </p>
        })
    } else {
        let items = waiting
            .into_iter()
            .map(|story| view! { <WaitingItem article=story.article /> })
            .collect_view();
        Either::Right(view! { <ol role="list">{items}</ol> })
    };
    view! {
        <section class="waiting" aria-labelledby="waiting">
            <h2 id="waiting">"Waits for you " <span class="count">{count}</span></h2>
            {list}
        </section>
    }
}

/// One article that waits, and the way to it.
#[component]
fn WaitingItem(
    /// Which.
    article: Article,
) -> impl IntoView {
    let (address, act) = match article.stage {
        Stage::Draft => (paths::edit(article.slug.as_str()), "Finish"),
        _ => (paths::article(article.slug.as_str()), "Review"),
    };
    let title = article.text.title.clone();
    let note = article.note.clone();
    view! {
        <li>
            <div class="item">
                <Headline article=article.clone() level=3 />
                <ItemLine article />
                {note.map(|note| view! { <blockquote class="note"><p>{note}</p></blockquote> })}
            </div>
            <a class="button" href=address aria-label=format!("{act}: {title}")>
                {act}
            </a>
        </li>
    }
}

/// The stages as places, with how many articles are in each.
#[component]
fn StageTabs(
    /// The open one.
    stage: Option<Stage>,
    /// How many articles the caller may see in each.
    counts: Vec<(Stage, u64)>,
) -> impl IntoView {
    let all = counts.iter().map(|(_, count)| count).sum();
    let tab = move |of: Option<Stage>, label: &'static str, count: u64| {
        view! {
            <a href=desk_of(of) aria-current=(of == stage).then_some("page")>
                {label}
                " "
                <span class="count">{count}</span>
            </a>
        }
    };
    view! {
        <nav class="tabs" aria-label="Stage">
            {tab(None, "All", all)}
            {counts
                .into_iter()
                .map(|(stage, count)| tab(Some(stage), stage.label(), count))
                .collect_view()}
        </nav>
    }
}

/// The articles of this page of the list.
#[component]
fn DeskList(
    /// Last changed first.
    stories: Vec<Story>,
    /// The stage they are in, if the list shows one.
    stage: Option<Stage>,
) -> impl IntoView {
    if stories.is_empty() {
        let words = stage.map_or_else(
            || "No article concerns you yet.".to_owned(),
            |stage| format!("No article that you may see is in the stage “{}”.", stage.label()),
        );
        return Either::Left(view! { <p class="empty">{words}</p> });
    }
    let items = stories
        .into_iter()
        .map(|story| {
            let article = story.article;
            view! {
                <li>
                    <div class="item">
                        <Headline article=article.clone() level=3 />
                        <ItemLine article=article.clone() />
                    </div>
                    <StageBadge stage=article.stage />
                </li>
            }
        })
        .collect_view();
    Either::Right(view! {
        <ul class="desk-list" role="list">
            {items}
        </ul>
    })
}

/// Where it belongs, who wrote it, and when it last moved.
#[component]
fn ItemLine(
    /// Which.
    article: Article,
) -> impl IntoView {
    let (moved, at) = match (article.stage, article.submitted_at, article.published_at) {
        (Stage::InReview, Some(at), _) => ("submitted", at),
        (Stage::Published, _, Some(at)) => ("published", at),
        _ => ("changed", article.changed_at),
    };
    view! {
        <p class="byline">
            <DepartmentMark department=article.department />
            <span>{article.author.name}</span>
            <span>{moved} " " <Moment at minute=true /></span>
        </p>
    }
}

/// The desk's list of one stage, or of all.
fn desk_of(stage: Option<Stage>) -> String {
    stage.map_or_else(
        || paths::DESK.to_owned(),
        |stage| format!("{}?stage={}", paths::DESK, stage.as_str()),
    )
}
