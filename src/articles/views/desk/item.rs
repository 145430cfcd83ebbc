//! One article on the desk, and what may be done with it from there.

use leptos::{prelude::*, tachys::view::keyed::keyed};

use super::many::{CHOSEN, PUBLISH, SUBMIT, chosen};
use crate::{
    articles::{
        model::{Article, Stage, Story},
        terms::Terms,
        views::story::{DepartmentMark, Headline, LastStep},
    },
    authorization::{Governed, Permission, use_ability},
    paths,
    ui::{icon::Icon, moment::Moment, notice::Meaning},
};

/// Where on the desk an article stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among what waits for the caller.
    Waiting,
    /// Among all of its stage.
    Stage,
}

/// The items of a list. When the list changes, an item stays with its article: what is selected is
/// never carried over to another one.
pub(super) fn items(stories: Vec<Story>, place: Place) -> impl IntoView {
    keyed(
        stories,
        |story| chosen(&story.article).to_string(),
        move |_, story| (drop, view! { <Item article=story.article place /> }),
    )
}

/// One article; the keys of the desk find it by `data-item`.
#[component]
fn Item(
    /// Which.
    article: Article,
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    let note = article.note.clone().filter(|_| place == Place::Waiting);
    view! {
        <li data-item="">
            {chosen_by(&article, place).map(|form| view! { <Choice article=article.clone() form /> })}
            <div class="item">
                <Headline article=article.clone() level=4 />
                <ItemLine article=article.clone() />
                <TermsBadges terms=article.terms.clone() />
                {note.map(|note| view! { <blockquote class="note"><p>{note}</p></blockquote> })}
            </div>
            <Ways article place />
        </li>
    }
}

/// The form for which the article can be chosen here: every article has one such place.
pub(super) fn chosen_by(article: &Article, place: Place) -> Option<&'static str> {
    match (place, article.stage) {
        (Place::Waiting, Stage::InReview) => Some(PUBLISH),
        (Place::Stage, Stage::Draft) if may(Permission::SubmitArticle, article) => Some(SUBMIT),
        _ => None,
    }
}

fn may(permission: Permission, article: &Article) -> bool {
    let subject = article.subject();
    use_ability().with_untracked(|ability| ability.can(permission, &subject))
}

/// Chooses the article, in the version that is shown.
#[component]
fn Choice(
    /// Which.
    article: Article,
    /// The form that takes it.
    form: &'static str,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                name=CHOSEN
                value=chosen(&article).to_string()
                form=form
                aria-keyshortcuts="x"
            />
            <span class="visually-hidden">{format!("Select “{}”", article.text.title)}</span>
        </label>
    }
}

/// Where it belongs, who wrote it, and when it last moved.
#[component]
fn ItemLine(
    /// Which.
    article: Article,
) -> impl IntoView {
    let is_published = article.stage == Stage::Published;
    view! {
        <p class="byline">
            <span>
                <DepartmentMark department=article.department.clone() />
            </span>
            <span>{article.author.name.clone()}</span>
            <span>{is_published.then_some("published ")} <LastStep article /></span>
        </p>
    }
}

/// What keeps it from its readers besides its stage, as far as the caller may know.
#[component]
fn TermsBadges(
    /// What was decided.
    terms: Terms,
) -> impl IntoView {
    let embargo = terms.embargo.map(|at| {
        view! {
            <span class="badge" data-meaning=Meaning::Waiting.as_str()>
                <Icon name="clock" />
                "Embargo until "
                <Moment at minute=true />
            </span>
        }
    });
    let hold = terms.held.then(|| {
        view! {
            <span class="badge" data-meaning=Meaning::Refused.as_str()>
                <Icon name="hold" />
                "Legal hold"
            </span>
        }
    });
    (embargo.is_some() || hold.is_some()).then(|| view! { <p class="badges">{hold} {embargo}</p> })
}

/// The way to its editor, and for what waits the way to what is to be done.
#[component]
fn Ways(
    /// Which.
    article: Article,
    /// Where it stands.
    place: Place,
) -> impl IntoView {
    let title = article.text.title.clone();
    let (to_read, to_edit) =
        (paths::article(article.slug.as_str()), paths::edit(article.slug.as_str()));
    let finish = place == Place::Waiting && article.stage == Stage::Draft;
    let review = (place == Place::Waiting && !finish).then(|| {
        view! {
            <a class="button" href=to_read aria-label=format!("Review: {title}")>
                "Review"
            </a>
        }
    });
    let edit = may(Permission::UpdateArticle, &article).then(|| {
        let act = if finish { "Finish" } else { "Edit" };
        view! {
            <a
                class=if finish { "button" } else { "button quiet" }
                href=to_edit
                aria-label=format!("{act}: {title}")
                aria-keyshortcuts="e"
            >
                {(!finish).then(|| view! { <Icon name="pencil" /> })}
                {finish.then_some("Finish")}
            </a>
        }
    });
    (review.is_some() || edit.is_some())
        .then(|| view! { <div class="actions">{edit}{review}</div> })
}
