//! Somebody else saved meanwhile: both versions, and the writer's choice.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::writing::Writing;
use crate::{
    articles::text::ArticleText,
    ui::{
        icon::Icon,
        notice::{Meaning, Notice},
        submit::Submit,
    },
};

/// The choice, as a part of the page that the bar leads to.
pub(super) const CHOICE: &str = "choice";

/// What differs, field by field, and the two ways out. It stands in the form, whose hidden version
/// is the one that would be replaced.
#[component]
pub(super) fn StaleEdit(
    /// The text under somebody's hands.
    writing: Writing,
    /// What was kept when the page was made.
    kept: ArticleText,
    /// What is kept now, by field.
    theirs: BTreeMap<String, String>,
    /// Whether it was the writer who saved that, in another window.
    own: bool,
    /// The editor's address.
    address: String,
) -> impl IntoView {
    let differing = move || differing(&writing.mine(&kept), &theirs);
    let what = if own {
        "You saved this in another window meanwhile"
    } else {
        "Somebody else saved this while you were writing"
    };
    view! {
        <div class="stale" id=CHOICE tabindex="-1">
            <Notice meaning=Meaning::Waiting icon="merge" role="alert">
                <h2>{what}</h2>
                <p>
                    "Nothing is lost. What only the other text has changed stands in yours already; here is where the two differ. "
                    "Save yours over theirs, bring in by hand what you want to keep of theirs and then save, or take theirs."
                </p>
                {move || {
                    differing()
                        .into_iter()
                        .map(|difference| view! { <BothVersions difference /> })
                        .collect_view()
                }}
                <div class="actions">
                    <Submit
                        state=writing.state
                        label="Save mine over theirs"
                        pending="Saving…"
                        class="primary"
                    />
                    <a class="button" href=address rel="external" data-drops="">
                        <Icon name="undo" />
                        "Take theirs, and drop mine"
                    </a>
                </div>
            </Notice>
        </div>
    }
}

/// One field in both versions, side by side.
#[component]
fn BothVersions(
    /// The field.
    difference: Difference,
) -> impl IntoView {
    let Difference { label, mine, theirs } = difference;
    view! {
        <div class="versions">
            <Version title=format!("{label}, yours") text=mine />
            <Version title=format!("{label}, theirs") text=theirs />
        </div>
    }
}

/// One version of one field.
#[component]
fn Version(
    /// Which field, whose version.
    title: String,
    /// What it says there.
    text: String,
) -> impl IntoView {
    let text = if text.is_empty() { "(nothing)".to_owned() } else { text };
    view! {
        <div class="version">
            <h3>{title}</h3>
            <p class="text">{text}</p>
        </div>
    }
}

/// A field that the two versions do not agree about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Difference {
    label: &'static str,
    mine: String,
    theirs: String,
}

fn differing(mine: &ArticleText, theirs: &BTreeMap<String, String>) -> Vec<Difference> {
    [
        ("Headline", "title", &mine.title),
        ("Standfirst", "standfirst", &mine.standfirst),
        ("Text", "body", &mine.body),
    ]
    .into_iter()
    .filter_map(|(label, field, mine)| {
        let (mine, theirs) = where_they_differ(mine.trim(), theirs.get(field)?.trim())?;
        Some(Difference { label, mine, theirs })
    })
    .collect()
}

/// The paragraphs from the first to the last that differ; `None` if none does.
fn where_they_differ(mine: &str, theirs: &str) -> Option<(String, String)> {
    let paragraphs = |text: &str| -> Vec<String> {
        text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let (mut mine, mut theirs) = (paragraphs(mine), paragraphs(theirs));
    while mine.last().is_some() && mine.last() == theirs.last() {
        mine.pop();
        theirs.pop();
    }
    let same = mine.iter().zip(&theirs).take_while(|(mine, theirs)| mine == theirs).count();
    let middle = |text: &[String]| text[same..].join("\n\n");
    (mine.len() > same || theirs.len() > same).then(|| (middle(&mine), middle(&theirs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_paragraphs_that_differ_are_shown() {
        let mine = "One.\n\nTwo, mine.\n\nThree.";
        let theirs = "One.\n\nTwo, theirs.\n\nAnd more.\n\nThree.";

        let (mine, theirs) = where_they_differ(mine, theirs).unwrap();

        assert_eq!(mine, "Two, mine.");
        assert_eq!(theirs, "Two, theirs.\n\nAnd more.");
    }

    #[test]
    fn what_one_of_them_removed_shows_as_nothing() {
        assert_eq!(where_they_differ("One.", "One.\n\nTwo."), Some((String::new(), "Two.".into())));
    }

    #[test]
    fn equal_texts_do_not_differ() {
        assert_eq!(where_they_differ("One.\n\nTwo.", "One.\n\nTwo."), None);
    }
}
