//! Steps with many articles at once, and what became of each.

use leptos::{prelude::*, server_fn::ServerFn, web_sys::FormData};

use crate::{
    articles::{
        api::{PublishArticles, SubmitArticles},
        board::Chosen,
        model::{Article, Story},
    },
    error::{AppError, Outcome},
    ui::{
        changes::Changes,
        done::Done,
        erased::{Erased, erased},
        form::{Form, FormState, use_form},
        form_error::FormError,
        icon::Icon,
        notice::{Meaning, Notice},
        submit::Submit,
    },
};

/// The id of the form that publishes what is selected: check boxes beside articles belong to it.
pub(super) const PUBLISH: &str = "publish-selected";
/// The id of the form that submits what is selected.
pub(super) const SUBMIT: &str = "submit-selected";
/// The field of every such check box.
pub(super) const CHOSEN: &str = "articles[]";

/// An article as its check box sends it, in the version that is shown.
pub(super) fn chosen(article: &Article) -> Chosen {
    Chosen { id: article.id, version: article.version }
}

/// The forms that take many articles.
#[derive(Clone, Copy)]
pub(super) struct Many {
    submit: FormState,
    publish: FormState,
}

impl Many {
    /// The forms of this page.
    pub(super) fn new() -> Self {
        Self { submit: use_form::<SubmitArticles>(), publish: use_form::<PublishArticles>() }
    }
}

/// Publishes what is selected among the submissions.
#[component]
pub(super) fn PublishChosen(
    /// The forms.
    many: Many,
    /// What can be selected.
    stories: Vec<Story>,
) -> impl IntoView {
    let state = many.publish;
    view! {
        <Form state id=PUBLISH says=move |sent: &FormData| said(sent, &stories, "Published")>
            <Submit state label="Publish selected" pending="Publishing…" icon="publish" />
        </Form>
    }
}

/// Submits what is selected among the drafts.
#[component]
pub(super) fn SubmitChosen(
    /// The forms.
    many: Many,
    /// What can be selected.
    stories: Vec<Story>,
) -> impl IntoView {
    let state = many.submit;
    view! {
        <Form state id=SUBMIT says=move |sent: &FormData| said(sent, &stories, "Submitted")>
            <Submit state label="Submit selected" pending="Submitting…" icon="send" />
        </Form>
    }
}

/// What was done with the selected articles: `Published 2 articles: “Bees” and “Moss”.`
fn said(sent: &FormData, stories: &[Story], done: &str) -> String {
    let sent: Vec<_> =
        sent.get_all(CHOSEN).iter().filter_map(|chosen| chosen.as_string()).collect();
    let is_sent = |story: &&Story| sent.contains(&chosen(&story.article).to_string());
    let title = |story: &Story| format!("“{}”", story.article.text.title);
    let titles: Vec<_> = stories.iter().filter(is_sent).map(title).collect();
    let articles = if titles.len() == 1 { "article" } else { "articles" };
    format!("{done} {} {articles}: {}.", titles.len(), titles.join(", "))
}

/// What became of what was selected last: in one sentence, or for each where not all went well.
#[component]
pub(super) fn Outcomes(
    /// The forms.
    many: Many,
) -> impl IntoView {
    let changes = use_context::<Changes>();
    // Without script the page knows of one answer only: the one that it stands for.
    let is_latest =
        move |path| changes.and_then(Changes::latest).is_none_or(|latest| latest == path);
    view! {
        <div class="outcomes">
            <Done of=&[PublishArticles::PATH, SubmitArticles::PATH] />
            {move || is_latest(PublishArticles::PATH).then(|| told(many.publish, "published"))}
            {move || is_latest(SubmitArticles::PATH).then(|| told(many.submit, "submitted"))}
        </div>
    }
}

fn told(state: FormState, done: &'static str) -> Erased {
    match state.error() {
        None => erased(()),
        Some(AppError::Partly { outcomes }) => erased(view! { <OutcomeList outcomes done /> }),
        Some(error) => match error.field("articles") {
            Some(words) => {
                let words = words.to_owned();
                erased(view! {
                    <Notice meaning=Meaning::Refused icon="alert" role="alert">
                        <p>{words}</p>
                    </Notice>
                })
            }
            None => erased(view! { <FormError state /> }),
        },
    }
}

/// One line for each article: what became of it, and where to go on.
#[component]
fn OutcomeList(
    /// In the order in which they were selected.
    outcomes: Vec<Outcome>,
    /// What was to become of them: `published`.
    done: &'static str,
) -> impl IntoView {
    let well = outcomes.iter().filter(|outcome| outcome.error.is_none()).count();
    let title = format!("{well} of {} {done}", outcomes.len());
    let lines =
        outcomes.into_iter().map(|outcome| view! { <OutcomeLine outcome done /> }).collect_view();
    view! {
        <Notice meaning=Meaning::Waiting icon="info" role="alert">
            <h2>{title}</h2>
            <ul role="list">{lines}</ul>
        </Notice>
    }
}

/// What became of one article.
#[component]
fn OutcomeLine(
    /// The article, and what became of it.
    outcome: Outcome,
    /// What was to become of it.
    done: &'static str,
) -> impl IntoView {
    let Outcome { name, address, error } = outcome;
    let icon = if error.is_some() { "alert" } else { "check" };
    let words = match error {
        None => format!("It is {done}."),
        Some(error) => format!("Not {done}. {error}"),
    };
    let name = match address {
        Some(address) => erased(view! { <a href=address>{name}</a> }),
        None => erased(name),
    };
    view! {
        <li>
            <Icon name=icon class="first-line" />
            <p><strong>{name}</strong> " " {words}</p>
        </li>
    }
}
