//! One article, and what may be done with it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    action_bar::ActionBar,
    story::{Byline, DepartmentMark, LastStep},
};
use crate::{
    articles::{
        api::LoadArticle,
        model::{Article, ArticlePage, Stage},
        settings::views::terms::TermsNotice,
    },
    paths,
    ui::{
        ask::ask,
        erased::erased,
        loaded::Loaded,
        moved::Moved,
        notice::{Meaning, Notice},
        safe_html::Prose,
        title::{Description, PageTitle},
    },
};

/// The page of an article.
#[component]
pub fn ArticleView() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.read().get("slug").unwrap_or_default();
    let page = ask(move || LoadArticle { slug: slug() });
    view! {
        <Loaded from=page let:page>
            <Moved from=untrack(slug) to=page.article.slug.to_string() address=paths::article />
            <WholeArticle page />
        </Loaded>
    }
}

/// What may be done with it, then the article itself.
#[component]
fn WholeArticle(
    /// Article and text.
    page: ArticlePage,
) -> impl IntoView {
    let ArticlePage { article, html } = page;
    let (name, version) = (article.slug.to_string(), article.version);
    view! {
        <PageTitle text=article.text.title.clone() />
        <Description text=article.text.standfirst.clone() />
        <div class="article-frame">
            <ActionBar article=article.clone() />
            <div class="page content article-page">
                <article class="article" data-shows=name data-version=version>
                    <ArticleHead article=article.clone() />
                    <div role="status">
                        <StageNotice article=article.clone() />
                        <TermsNotice article />
                    </div>
                    <Prose html />
                </article>
            </div>
        </div>
    }
}

/// Headline, standfirst, byline.
#[component]
fn ArticleHead(
    /// Which.
    article: Article,
) -> impl IntoView {
    let minutes = article.text.minutes();
    let standfirst = article.text.standfirst.clone();
    view! {
        <header>
            <p>
                <DepartmentMark department=article.department.clone() />
            </p>
            <h1>{article.text.title.clone()}</h1>
            {(!standfirst.is_empty()).then(|| view! { <p class="standfirst">{standfirst}</p> })}
            <p class="byline">
                <span>"By " <Byline article=article.clone() /></span>
                <span>
                    <LastStep article />
                </span>
                <span>{format!("{minutes} min")}</span>
            </p>
        </header>
    }
}

/// Why it is not what readers see, and what an editor said; it is read out when the stage changes.
#[component]
pub(super) fn StageNotice(
    /// Which.
    article: Article,
) -> impl IntoView {
    let returned = article.stage == Stage::Draft && article.note.is_some();
    let (meaning, words) = match article.stage {
        Stage::Published => {
            return erased(view! { <span class="visually-hidden">"Published"</span> });
        }
        Stage::Draft if returned => (Meaning::Waiting, "An editor returned it with a note."),
        Stage::Draft => (Meaning::Plain, "Readers do not see it yet: its author is still writing."),
        Stage::InReview => (
            Meaning::Waiting,
            "Readers do not see it yet: an editor other than its author reads it first.",
        ),
        Stage::Retracted => (Meaning::Refused, "It was published, and taken back."),
    };
    erased(view! {
        <Notice meaning icon="info">
            <p>
                <strong>{article.stage.label()} ". "</strong>
                {words}
            </p>
            {article
                .note
                .map(|note| {
                    view! {
                        <blockquote class="note">
                            <p>{note}</p>
                        </blockquote>
                    }
                })}
        </Notice>
    })
}
