//! The page of an article's earlier texts.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api::{LoadHistory, RestoreArticle},
    model::{Against, Change, Comparison, History, Passage, Piece, Revision},
};
use crate::{
    articles::model::Article,
    authorization::{Can, Governed, Permission},
    paths,
    ui::{
        ask::ask,
        erased::{Erased, erased},
        field::HiddenField,
        form::{Form, use_form},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        moment::Moment,
        moved::Moved,
        query::use_query,
        submit::Submit,
        title::PageTitle,
    },
};

/// The page: every text that was saved, and what changed in one of them.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let slug = move || params.read().get("slug").unwrap_or_default();
    let history = ask(move || LoadHistory {
        slug: slug(),
        version: query.get("version").and_then(|version| version.parse().ok()),
        with_current: Some(query.get("with").is_some()),
    });
    view! {
        <Loaded from=history let:history>
            <Moved from=untrack(slug) to=history.article.slug.to_string() address=paths::history />
            <WholeHistory history />
        </Loaded>
    }
}

/// The list, and the comparison beside it.
#[component]
fn WholeHistory(
    /// What the article has said.
    history: History,
) -> impl IntoView {
    let History { article, revisions, comparison } = history;
    let heading = format!("Versions: {}", article.text.title);
    let shown = comparison.chosen;
    view! {
        <PageTitle text=heading.clone() />
        <div class="page content">
            <div class="page-head">
                <h1>{heading}</h1>
                <a class="button" href=paths::article(article.slug.as_str())>
                    <Icon name="left" />
                    "Article"
                </a>
            </div>
            <div class="history">
                <RevisionList article=article.clone() revisions=revisions.clone() shown />
                <Compared article revisions comparison />
            </div>
        </div>
    }
}

/// Who saved what, and when.
#[component]
fn RevisionList(
    /// Whose texts.
    article: Article,
    /// The newest first.
    revisions: Vec<Revision>,
    /// The version that is shown.
    shown: i64,
) -> impl IntoView {
    let slug = article.slug;
    let more = revisions.iter().zip(revisions.iter().skip(1));
    let more: Vec<i64> = more.map(|(one, before)| one.words - before.words).collect();
    let entry = move |(place, revision): (usize, Revision)| {
        let address = paths::revision(slug.as_str(), revision.version);
        let current = (revision.version == shown).then_some("true");
        let more = more.get(place).map(|more| format!(", {}", in_words(*more)));
        view! {
            <li>
                <a href=address aria-current=current>
                    <strong>
                        <Moment at=revision.at minute=true />
                    </strong>
                    <span>
                        {revision.by}
                        {revision.automatic.then_some(", saved by itself")}
                    </span>
                    <small>{format!("{} words", revision.words)} {more}</small>
                </a>
            </li>
        }
    };
    view! {
        <nav class="revisions" aria-label="Versions">
            <ol role="list">{revisions.into_iter().enumerate().map(entry).collect_view()}</ol>
        </nav>
    }
}

/// How a text has grown.
fn in_words(more: i64) -> String {
    match more {
        0 => "as many as before".to_owned(),
        1.. => format!("{more} more"),
        _ => format!("{} fewer", more.unsigned_abs()),
    }
}

/// What changed, and the way back.
#[component]
fn Compared(
    /// Whose texts.
    article: Article,
    /// All of them, the newest first.
    revisions: Vec<Revision>,
    /// Two of them.
    comparison: Comparison,
) -> impl IntoView {
    let (shown, against) = (comparison.chosen, comparison.against);
    let newest = revisions.first().map_or(0, |newest| newest.version);
    let place = revisions.iter().position(|one| one.version == shown).unwrap_or_default();
    let chosen = revisions.get(place).map(|one| one.at);
    let chosen = chosen.map(|at| view! { <Moment at minute=true /> });
    let (added, removed) = comparison.difference.counts();
    let (before, after) = match against {
        Against::Current => ("From ", " until now"),
        Against::Before => ("Saved ", ""),
        Against::Nothing => ("The first text, ", ""),
    };
    let is_first = against == Against::Nothing;
    let counted = (!is_first).then(|| format!("Words added: {added}, removed: {removed}."));
    let slug = article.slug.to_string();
    view! {
        <section class="comparison" aria-labelledby="comparison" data-first=is_first>
            <header>
                <h2 id="comparison">{before} {chosen} {after}</h2>
                {counted.map(|counted| view! { <p class="soft">{counted}</p> })}
                {(shown != newest)
                    .then(|| view! { <OtherComparison slug shown against /> })}
                {(shown != newest).then(|| view! { <Restoration article shown /> })}
            </header>
            <Text comparison />
        </section>
    }
}

/// Compares the same version with another.
#[component]
fn OtherComparison(
    /// The article's address.
    slug: String,
    /// The version.
    shown: i64,
    /// What it is compared with.
    against: Against,
) -> impl IntoView {
    let (address, label) = if against == Against::Current {
        (paths::revision(&slug, shown), "Compare with the one before it")
    } else {
        (paths::since_revision(&slug, shown), "Compare with the text that stands")
    };
    view! {
        <a class="text-link" href=address>
            {label}
        </a>
    }
}

/// Saves the text of that version again, for those who may edit.
#[component]
fn Restoration(
    /// The article as it stands.
    article: Article,
    /// The version.
    shown: i64,
) -> impl IntoView {
    let state = use_form::<RestoreArticle>();
    let (id, version) = (article.id, article.version);
    view! {
        <Can permission=Permission::UpdateArticle on=article.subject()>
            <Form state class="restoration">
                <HiddenField name="id" value=id.to_string() />
                <HiddenField name="version" value=version.to_string() />
                <HiddenField name="revision" value=shown.to_string() />
                <FormError state />
                <Submit state label="Bring this text back" pending="Saving…" icon="undo" />
                <p class="hint">"It becomes the newest version. Nothing is lost."</p>
            </Form>
        </Can>
    }
}

/// The text with what was added and removed.
#[component]
fn Text(
    /// What changed.
    comparison: Comparison,
) -> impl IntoView {
    let difference = comparison.difference;
    view! {
        <div class="difference">
            <p class="title">{pieces(difference.title)}</p>
            <p class="standfirst">{pieces(difference.standfirst)}</p>
            {difference.body.into_iter().map(passage).collect_view()}
        </div>
    }
}

fn passage(passage: Passage) -> Erased {
    match passage {
        Passage::Paragraph(words) => erased(view! { <p>{pieces(words)}</p> }),
        Passage::Same(1) => erased(view! { <p class="same">"One paragraph as it was"</p> }),
        Passage::Same(count) => {
            erased(view! { <p class="same">{format!("{count} paragraphs as they were")}</p> })
        }
    }
}

fn pieces(pieces: Vec<Piece>) -> Vec<Erased> {
    let piece = |Piece { change, words }| match change {
        Change::Kept => erased(words),
        Change::Added => erased(view! { <ins>{words}</ins> }),
        Change::Removed => erased(view! { <del>{words}</del> }),
    };
    pieces.into_iter().map(piece).collect()
}
