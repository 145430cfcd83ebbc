//! An article as lists show it.

use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};

use crate::{
    articles::model::{Article, Stage, Story},
    departments::model::Department,
    paths,
    ui::moment::Moment,
};

/// How much a story says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::articles) enum Weight {
    /// The one that leads a page.
    Lead,
    /// Headline, standfirst, byline.
    Full,
    /// Headline and byline.
    Brief,
}

/// One published story.
#[component]
pub(super) fn StoryItem(
    /// Which.
    story: Story,
    /// How much it says.
    weight: Weight,
    /// Whether the list mixes departments.
    #[prop(optional)]
    mixed: bool,
    /// The level of its heading.
    #[prop(default = 3)]
    level: u8,
) -> impl IntoView {
    let Story { article, minutes, comments } = story;
    let class = if weight == Weight::Lead { "story main" } else { "story" };
    let standfirst = (weight != Weight::Brief && !article.text.standfirst.is_empty())
        .then(|| article.text.standfirst.clone());
    view! {
        <article class=class>
            {mixed
                .then(|| view! { <p><DepartmentMark department=article.department.clone() /></p> })}
            <Headline article=article.clone() level />
            {standfirst.map(|text| view! { <p class="standfirst">{text}</p> })}
            <p class="byline">
                <span>
                    <Byline article=article.clone() />
                </span>
                {article
                    .published_at
                    .map(|at| {
                        view! {
                            <span>
                                <Moment at />
                            </span>
                        }
                    })}
                <span>{format!("{minutes} min")}</span>
                {(comments > 0).then(|| view! { <span>{comments_in_words(comments)}</span> })}
            </p>
        </article>
    }
}

/// How many comments there are: `1 comment`, `14 comments`.
fn comments_in_words(count: u64) -> String {
    if count == 1 { "1 comment".to_owned() } else { format!("{count} comments") }
}

/// Whose article it is: the names that an editor has set, or the author's, which leads to their page.
#[component]
pub fn Byline(
    /// Which.
    article: Article,
) -> impl IntoView {
    match article.terms.byline {
        Some(names) => Either::Left(names),
        None => Either::Right(view! {
            <a href=paths::person(article.author.slug.as_str())>{article.author.name}</a>
        }),
    }
}

/// When it last moved: published, unless another word stands before it.
#[component]
pub(super) fn LastStep(
    /// Which.
    article: Article,
) -> impl IntoView {
    let (step, at) = match (article.stage, article.submitted_at, article.published_at) {
        (Stage::Published, _, Some(at)) => ("", at),
        (Stage::InReview, Some(at), _) => ("submitted ", at),
        (Stage::Retracted, ..) => ("retracted ", article.changed_at),
        _ => ("changed ", article.changed_at),
    };
    view! {
        {step}
        <Moment at minute=true />
    }
}

/// The headline, which leads to the article.
#[component]
pub(super) fn Headline(
    /// Which.
    article: Article,
    /// The level of the heading: 2, 3 or 4.
    level: u8,
) -> impl IntoView {
    let link = view! { <a href=paths::article(article.slug.as_str())>{article.text.title}</a> };
    match level {
        2 => EitherOf3::A(view! { <h2>{link}</h2> }),
        3 => EitherOf3::B(view! { <h3>{link}</h3> }),
        _ => EitherOf3::C(view! { <h4>{link}</h4> }),
    }
}

/// The department's name with its small mark, which leads to its page.
#[component]
pub(in crate::articles) fn DepartmentMark(
    /// Which.
    department: Department,
) -> impl IntoView {
    view! {
        <a
            class="department"
            data-department=department.id.clone()
            href=paths::department(&department.id)
        >
            {department.name}
        </a>
    }
}
