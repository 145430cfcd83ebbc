//! The search: what is looked for stands in the address, so that it can be sent to somebody.

mod form;

use leptos::{either::Either, prelude::*};

use self::form::SearchForm;
use super::{
    api::LoadSearch,
    model::{Excerpt, Found, Hit, Question},
};
use crate::{
    articles::{
        model::Stage,
        views::{
            stage_badge::StageBadge,
            story::{Byline, DepartmentMark},
        },
    },
    paths,
    ui::{
        ask::ask,
        erased::erased,
        loaded::Loaded,
        moment::Moment,
        number::grouped,
        pager::{Pager, use_page},
        query::use_query,
        title::PageTitle,
    },
};

/// The form, and what was found.
#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_query();
    let page = use_page();
    let part = move |name: &str| query.get(name).unwrap_or_default();
    let found = ask(move || LoadSearch {
        question: Question {
            q: part("q"),
            department: part("department"),
            author: part("author"),
            stage: part("stage"),
            from: part("from"),
            until: part("until"),
        },
        count: query.get("count"),
        page: page(),
    });
    view! {
        <Loaded from=found let:found>
            <Search found />
        </Loaded>
    }
}

/// The question above its answer.
#[component]
fn Search(
    /// What was found.
    found: Found,
) -> impl IntoView {
    let title = match found.question.q.as_str() {
        "" => "Search".to_owned(),
        words => format!("Search: {words}"),
    };
    view! {
        <PageTitle text=title />
        <div class="page content">
            <div class="page-head">
                <h1>"Search"</h1>
            </div>
            <div class="finding">
                <SearchForm found=found.clone() />
                <Results found />
            </div>
        </div>
    }
}

/// How much was found, and this page of it.
#[component]
fn Results(
    /// What was found.
    found: Found,
) -> impl IntoView {
    if !found.errors.is_empty() {
        return erased(());
    }
    if found.hits.is_empty() {
        return erased(view! { <NothingFound question=found.question /> });
    }
    let list = address(&found.question);
    let count = in_words(&found);
    let counting = (found.is_more && found.counted.is_none()).then(|| {
        let address = format!("{list}&count=all");
        view! {
            <p>
                <a class="text-link" href=address>
                    "Count them all"
                </a>
            </p>
        }
    });
    let hits = found.hits.into_iter().map(|hit| view! { <HitItem hit /> }).collect_view();
    erased(view! {
        <section class="hits" aria-labelledby="hits">
            <h2 id="hits">{count}</h2>
            {counting}
            <ol role="list">{hits}</ol>
            <Pager pages=found.pages list />
        </section>
    })
}

/// How much was found: `12 articles`.
fn in_words(found: &Found) -> String {
    let shown = grouped(found.pages.total);
    match (found.pages.total, found.counted) {
        (_, Some(all)) => format!("{} articles; here are the newest {shown}", grouped(all)),
        (_, None) if found.is_more => {
            format!("More than {shown} articles; here are the newest {shown}")
        }
        (1, None) => "1 article".to_owned(),
        (_, None) => format!("{shown} articles"),
    }
}

/// One article that was found.
#[component]
fn HitItem(
    /// Which.
    hit: Hit,
) -> impl IntoView {
    let article = hit.story.article;
    let badge = (article.stage != Stage::Published)
        .then(|| view! { <span><StageBadge stage=article.stage /></span> });
    let at = article.published_at.unwrap_or(article.changed_at);
    let says =
        (!hit.says.0.is_empty()).then(|| view! { <p class="says"><Marked excerpt=hit.says /></p> });
    view! {
        <li>
            <article class="story hit">
                <h3>
                    <a href=paths::article(article.slug.as_str())>
                        <Marked excerpt=hit.title />
                    </a>
                </h3>
                {says}
                <p class="byline">
                    {badge}
                    <span>
                        <DepartmentMark department=article.department.clone() />
                    </span>
                    <span>
                        <Byline article />
                    </span>
                    <span>
                        <Moment at />
                    </span>
                </p>
            </article>
        </li>
    }
}

/// A text with what was looked for in it.
#[component]
fn Marked(
    /// The text in parts.
    excerpt: Excerpt,
) -> impl IntoView {
    excerpt
        .0
        .into_iter()
        .map(
            |(text, found)| {
                if found {
                    Either::Left(view! { <mark>{text}</mark> })
                } else {
                    Either::Right(text)
                }
            },
        )
        .collect_view()
}

/// What to try when nothing was found, or nothing was asked yet.
#[component]
fn NothingFound(
    /// What was asked.
    question: Question,
) -> impl IntoView {
    if question.is_empty() {
        return erased(view! {
            <p class="empty">
                "Type words that an article must have, or choose a department, an author or a time. The last word may be the beginning of one."
            </p>
        });
    }
    let words = question.q.clone();
    let is_narrow = question.parts().iter().any(|(name, value)| *name != "q" && !value.is_empty());
    let wider = (is_narrow && !words.is_empty())
        .then(|| address(&Question { q: words.clone(), ..Question::default() }));
    let heading = match words.as_str() {
        "" => "There is no such article.".to_owned(),
        words => format!("No article that you may read says “{words}”."),
    };
    erased(view! {
        <div class="empty">
            <h2>{heading}</h2>
            <p>"Try fewer words, another spelling, or only the beginning of the last word."</p>
            {wider
                .map(|wider| {
                    view! {
                        <p>
                            <a href=wider>"Look in all departments, by all authors and at all times"</a>
                        </p>
                    }
                })}
        </div>
    })
}

/// The address of what a question finds.
fn address(question: &Question) -> String {
    paths::search(&question.parts())
}
