//! The writing surface, which a new article and a kept one share.

use leptos::prelude::*;

use crate::{
    articles::{model::Article, text::ArticleText},
    error::AppError,
    timestamp::Timestamp,
    ui::{
        form::FormState,
        number::grouped,
        text_area::{TextArea, Typed},
    },
};

/// A text as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) text: ArticleText,
    pub(super) version: i64,
    /// Since when; `None` for an article that is not kept yet.
    pub(super) at: Option<Timestamp>,
}

impl Kept {
    pub(super) fn of(article: &Article) -> Self {
        let (text, at) = (article.text.clone(), Some(article.changed_at));
        Self { text, version: article.version, at }
    }
}

/// A text under somebody's hands.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) state: FormState,
    /// What this page has saved by itself since it was loaded.
    saved: RwSignal<Option<Kept>>,
    /// Whether the server could not be reached when it last was to save by itself.
    pub(super) out_of_reach: RwSignal<bool>,
    title: Typed,
    standfirst: Typed,
    body: Typed,
}

impl Writing {
    /// The text that this form sends.
    pub(super) fn new(state: FormState) -> Self {
        let typed = || RwSignal::new(None);
        let (saved, out_of_reach) = (RwSignal::new(None), RwSignal::new(false));
        let (title, standfirst, body) = (typed(), typed(), typed());
        Self { state, saved, out_of_reach, title, standfirst, body }
    }

    /// What is kept now: what was loaded, or what this page has saved since.
    pub(super) fn kept(self, loaded: &Kept) -> Kept {
        let saved = self.saved.get().filter(|saved| saved.version > loaded.version);
        saved.unwrap_or_else(|| loaded.clone())
    }

    /// The version that a save replaces: the one that was read, also when the form has come back with
    /// what was typed, or the one that the writer has just been shown.
    pub(super) fn version(self, loaded: &Kept) -> i64 {
        let read = self.kept(loaded).version;
        let read = self.state.replaced().map_or(read, |replaced| read.max(replaced + 1));
        match self.state.error() {
            Some(AppError::Stale { version, .. }) => version,
            _ => self.state.value("version", &read.to_string()).parse().unwrap_or(read),
        }
    }

    /// This page has saved that by itself.
    pub(super) fn has_kept(self, kept: Kept) {
        self.out_of_reach.try_set(false);
        self.saved.try_set(Some(kept));
    }

    /// The text as it stands in the fields, which began with `kept`.
    pub(super) fn mine(self, kept: &ArticleText) -> ArticleText {
        let field = |typed: Typed, name, kept: &str| {
            typed.get().unwrap_or_else(|| self.state.value(name, kept))
        };
        ArticleText {
            title: field(self.title, "title", &kept.title),
            standfirst: field(self.standfirst, "standfirst", &kept.standfirst),
            body: field(self.body, "body", &kept.body),
        }
    }

    /// Whether saving would change what is kept.
    pub(super) fn differs_from(self, kept: &ArticleText) -> bool {
        self.mine(kept).checked().as_ref() != Ok(kept)
    }
}

/// Headline, standfirst and text to write on.
#[component]
pub(super) fn Sheet(
    /// The text under somebody's hands.
    writing: Writing,
    /// What is kept.
    kept: ArticleText,
    /// Whether nothing is kept yet: then who opens the page begins with the headline.
    #[prop(optional)]
    begins: bool,
) -> impl IntoView {
    let state = writing.state;
    view! {
        <section class="sheet" aria-label="Write">
            <TextArea
                state
                name="title"
                label="Headline"
                kept=kept.title
                typed=writing.title
                autofocus=begins
                class="writing title"
                rows=2
            />
            <TextArea
                state
                name="standfirst"
                label="Standfirst"
                kept=kept.standfirst
                typed=writing.standfirst
                class="writing standfirst"
                rows=2
            />
            <TextArea
                state
                name="body"
                label="Text"
                hint="Markdown: an empty line between paragraphs, ## before a heading, > before a quotation, *stress* between stars."
                kept=kept.body
                typed=writing.body
                class="writing body"
                rows=18
            />
        </section>
    }
}

/// How much is written, and how much fits.
#[component]
pub(super) fn Measure(
    /// The text under somebody's hands.
    writing: Writing,
    /// What is kept.
    kept: ArticleText,
) -> impl IntoView {
    let mine = Memo::new(move |_| writing.mine(&kept));
    let counted = |count: usize| grouped(count as u64);
    let room = move |text: &str, max| {
        format!("{} of {} characters", counted(text.chars().count()), counted(max))
    };
    let minutes = |text: &ArticleText| if text.words() == 0 { 0 } else { text.minutes() };
    view! {
        <dl class="facts">
            <dt>"Words"</dt>
            <dd>{move || counted(mine.with(ArticleText::words))}</dd>
            <dt>"Reading"</dt>
            <dd>{move || format!("{} min", mine.with(minutes))}</dd>
            <dt>"Text"</dt>
            <dd>{move || mine.with(|mine| room(&mine.body, ArticleText::BODY_MAX))}</dd>
            <dt>"Headline"</dt>
            <dd>{move || mine.with(|mine| room(&mine.title, ArticleText::TITLE_MAX))}</dd>
            <dt>"Standfirst"</dt>
            <dd>{move || mine.with(|mine| room(&mine.standfirst, ArticleText::STANDFIRST_MAX))}</dd>
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{articles::api::UpdateArticle, ui::form::use_form};

    fn sheet_of(body: &str) -> String {
        let kept = ArticleText { body: body.to_owned(), ..ArticleText::default() };
        Owner::new().with(|| {
            let writing = Writing::new(use_form::<UpdateArticle>());
            view! { <Sheet writing kept /> }.to_html()
        })
    }

    #[test]
    fn what_was_typed_cannot_leave_its_field() {
        let html = sheet_of("</textarea><script>alert(1)</script>");

        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }

    #[test]
    fn a_first_empty_line_reaches_the_browser() {
        assert!(sheet_of("\nBees").contains(">\n\nBees</textarea>"));
    }
}
