//! What readers would see of a text that is being written: beside the sheet, or in its place.

use leptos::{ev::MouseEvent, prelude::*};

use super::writing::Writing;
use crate::{
    articles::{api::PreviewArticle, text::ArticleText},
    error::AppError,
    ui::{
        erased::erased,
        icon::Icon,
        look::{Look, use_look},
        safe_html::{Prose, SafeHtml},
    },
};

/// The preview of one text.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    look: Look,
    /// Whether script keeps it up to date; without, a button asks for it.
    is_live: RwSignal<bool>,
    /// Whether it takes the sheet's place where there is no room for both.
    is_open: RwSignal<bool>,
}

impl Preview {
    pub(super) fn new() -> Self {
        let look = use_look::<PreviewArticle>();
        let is_live = RwSignal::new(false);
        Effect::new(move |_| is_live.set(true));
        let has_come_back = untrack(|| look.answer::<SafeHtml>().is_some());
        Self { look, is_live, is_open: RwSignal::new(has_come_back) }
    }

    /// Asks anew whenever the text has changed. `about` names the article, or the department.
    pub(super) fn follow(
        self,
        writing: Writing,
        kept: ArticleText,
        about: impl Fn() -> (&'static str, String) + 'static,
    ) {
        let is_shown = untrack(|| writing.mine(&kept).body == kept.body);
        self.look.follow(is_shown, move || vec![about(), ("body", writing.mine(&kept).body)]);
    }

    /// What the grid around sheet and preview shows.
    pub(super) fn shows(self) -> &'static str {
        if self.is_open.get() { "preview" } else { "sheet" }
    }
}

/// Shows the preview instead of the sheet, and the sheet again; without script, asks for it.
#[component]
pub(super) fn PreviewButton(
    /// Which.
    preview: Preview,
) -> impl IntoView {
    let Preview { look, is_live, is_open } = preview;
    let toggle = move |event: MouseEvent| {
        event.prevent_default();
        is_open.update(|open| *open = !*open);
    };
    view! {
        <button
            class="button preview-button"
            type="submit"
            formaction=look.action()
            data-live=move || is_live.get().then_some("")
            aria-pressed=move || is_live.get().then(|| is_open.get().to_string())
            on:click=toggle
        >
            <Icon name="eye" />
            "Preview"
        </button>
    }
}

/// Headline, standfirst and text as readers see them.
#[component]
pub(super) fn PreviewPane(
    /// Which.
    preview: Preview,
    /// The text under somebody's hands.
    writing: Writing,
    /// What is kept.
    kept: ArticleText,
    /// The text that is kept, as readers see it.
    html: Option<SafeHtml>,
) -> impl IntoView {
    let look = preview.look;
    // A form that has come back holds another text than is kept.
    let html = html.filter(|_| untrack(|| writing.mine(&kept).body == kept.body));
    // The last one that could be made stays until there is another.
    let shown =
        Memo::new(move |before: Option<&Option<SafeHtml>>| match look.answer::<SafeHtml>() {
            Some(Ok(html)) => Some(html),
            _ => before.cloned().flatten().or_else(|| html.clone()),
        });
    let mine = Memo::new(move |_| writing.mine(&kept));
    view! {
        <section
            class="preview"
            aria-label="Preview"
            aria-busy=move || look.is_pending().then_some("true")
        >
            <p class="sheet-label">"Preview, as readers will see it"</p>
            {move || look.answer::<SafeHtml>().and_then(Result::err).map(|error| view! { <WhyNot error /> })}
            {move || written(mine.read().title.as_str()).map(|title| view! { <h2>{title}</h2> })}
            {move || {
                written(mine.read().standfirst.as_str())
                    .map(|standfirst| view! { <p class="standfirst">{standfirst}</p> })
            }}
            {move || match shown.get() {
                Some(html) => erased(view! { <Prose html /> }),
                None if mine.read().body.trim().is_empty() => {
                    erased(view! { <p class="soft">"Nothing is written yet."</p> })
                }
                None => {
                    erased(view! { <p class="soft">"Press Preview to see your text here."</p> })
                }
            }}
        </section>
    }
}

/// The text, if there is any: an empty heading would be read out.
fn written(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// Why the preview is not that of the latest text.
#[component]
fn WhyNot(
    /// What the server said.
    error: AppError,
) -> impl IntoView {
    let why = error.field("body").map_or_else(|| error.to_string(), str::to_owned);
    view! {
        <p class="preview-late">
            <Icon name="alert" class="small first-line" />
            <span>"The preview is not up to date. " {why}</span>
        </p>
    }
}
