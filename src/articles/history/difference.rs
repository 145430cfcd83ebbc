//! What changed between two texts: paragraph by paragraph, and in each word by word.

use std::time::Duration;

use similar::{DiffOp, DiffTag, TextDiff};

use super::model::{Change, Difference, Passage, Piece};
use crate::articles::text::ArticleText;

/// How long one comparison looks for the smallest difference; after that it takes a larger one. Nobody
/// has two texts of the greatest length that need as much.
const PATIENCE: Duration = Duration::from_millis(150);

/// Paragraphs beside a change that are shown with it.
const BESIDE: usize = 1;

/// What became of the old text.
pub fn between(old: &ArticleText, new: &ArticleText) -> Difference {
    Difference {
        title: words(&old.title, &new.title),
        standfirst: words(&old.standfirst, &new.standfirst),
        body: paragraphs(&old.body, &new.body),
    }
}

fn paragraphs(old: &str, new: &str) -> Vec<Passage> {
    let split =
        |text| -> Vec<&str> { str::lines(text).filter(|line| !line.trim().is_empty()).collect() };
    let (old, new) = (split(old), split(new));
    let mut passages = Vec::new();
    for op in ops(&old, &new) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            passages.extend(old.iter().map(|same| paragraph(Change::Kept, same)));
        } else {
            passages.extend(rewritten(old, new));
        }
    }
    without_what_stayed(passages)
}

/// Paragraphs that took each other's place: the first the first's, and so on.
fn rewritten(old: &[&str], new: &[&str]) -> Vec<Passage> {
    let both = old.len().min(new.len());
    let pairs = old.iter().zip(new).map(|(old, new)| Passage::Paragraph(words(old, new)));
    let removed = old[both..].iter().map(|gone| paragraph(Change::Removed, gone));
    let added = new[both..].iter().map(|new| paragraph(Change::Added, new));
    pairs.chain(removed).chain(added).collect()
}

fn paragraph(change: Change, text: &str) -> Passage {
    Passage::Paragraph(vec![Piece { change, words: text.to_owned() }])
}

/// Counts what stayed and stands further from a change than one needs to find the place.
fn without_what_stayed(passages: Vec<Passage>) -> Vec<Passage> {
    let changed: Vec<bool> = passages.iter().map(is_changed).collect();
    let is_near = |at: usize| {
        let first = at.saturating_sub(BESIDE);
        changed[first..(at + BESIDE + 1).min(changed.len())].contains(&true)
    };
    let mut shown = Vec::new();
    for (at, passage) in passages.into_iter().enumerate() {
        if is_near(at) {
            shown.push(passage);
        } else if let Some(Passage::Same(count)) = shown.last_mut() {
            *count += 1;
        } else {
            shown.push(Passage::Same(1));
        }
    }
    shown
}

fn is_changed(passage: &Passage) -> bool {
    let Passage::Paragraph(pieces) = passage else { return false };
    pieces.iter().any(|piece| piece.change != Change::Kept)
}

/// What became of the words of one paragraph.
fn words(old: &str, new: &str) -> Vec<Piece> {
    // The last word is compared like the others: with the space behind it.
    let (old, new) = (format!("{old} "), format!("{new} "));
    let split = |text| -> Vec<&str> { str::split_inclusive(text, char::is_whitespace).collect() };
    let (old, new) = (split(&old), split(&new));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |change, words: &[&str]| {
        let words = words.concat();
        if !words.trim().is_empty() {
            pieces.push(Piece { change, words });
        }
    };
    for op in ops(&old, &new) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == DiffTag::Equal {
            add(Change::Kept, old);
        } else {
            add(Change::Removed, old);
            add(Change::Added, new);
        }
    }
    pieces
}

fn ops(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    TextDiff::configure().timeout(PATIENCE).diff_slices(old, new).ops().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> ArticleText {
        ArticleText { body: text.to_owned(), ..ArticleText::default() }
    }

    /// A difference in one line: `[-gone-]` and `{+new+}`.
    fn written(pieces: &[Piece]) -> String {
        let written = pieces.iter().map(|Piece { change, words }| match change {
            Change::Kept => words.clone(),
            Change::Added => format!("{{+{}+}}", words.trim()),
            Change::Removed => format!("[-{}-]", words.trim()),
        });
        written.collect()
    }

    fn difference(old: &str, new: &str) -> Vec<String> {
        let passages = between(&body(old), &body(new)).body;
        let written = passages.iter().map(|passage| match passage {
            Passage::Same(count) => format!("({count})"),
            Passage::Paragraph(pieces) => written(pieces),
        });
        written.collect()
    }

    #[test]
    fn words_are_compared_within_their_paragraph() {
        assert_eq!(
            difference("The 9 cost 212 million crowns.", "The 9 cost about 200 million crowns."),
            ["The 9 cost [-212-]{+about 200+}million crowns. "]
        );
    }

    #[test]
    fn the_last_word_is_like_the_others() {
        assert_eq!(difference("By tram", "By tram again"), ["By tram {+again+}"]);
    }

    #[test]
    fn paragraphs_far_from_a_change_are_counted() {
        let old = "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.";
        let new = "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive!";

        assert_eq!(difference(old, new), ["(3)", "Four.", "[-Five.-]{+Five!+}"]);
    }

    #[test]
    fn whole_paragraphs_come_and_go() {
        assert_eq!(difference("One.", "One.\n\nTwo."), ["One.", "{+Two.+}"]);
        assert_eq!(difference("One.\n\nTwo.", "One."), ["One.", "[-Two.-]"]);
        assert_eq!(difference("", "One."), ["{+One.+}"]);
        assert_eq!(difference("One.", "One."), ["(1)"]);
    }

    #[test]
    fn both_texts_can_be_read_out_of_their_difference() {
        let old = "Nobody knows whose ink it is.\n\nThe wall is the harbour’s.";
        let new = "The harbour knows whose ink it was.\n\nNobody asks. The wall stands.";
        let difference = between(&body(old), &body(new)).body;
        let side = |without: Change| -> Vec<String> {
            let paragraphs = difference.iter().filter_map(|passage| match passage {
                Passage::Paragraph(pieces) => Some(pieces),
                Passage::Same(_) => None,
            });
            let words = paragraphs.flatten().filter(|piece| piece.change != without);
            words.flat_map(|piece| piece.words.split_whitespace().map(str::to_owned)).collect()
        };

        assert_eq!(side(Change::Added).join(" "), old.replace("\n\n", " "));
        assert_eq!(side(Change::Removed).join(" "), new.replace("\n\n", " "));
    }

    #[test]
    fn two_long_texts_without_a_common_word_order_are_compared_in_time() {
        let long = |step: usize| -> String {
            let words: Vec<String> = (0..12_000).map(|n| format!("{}", n * step % 977)).collect();
            words.join(" ")
        };
        let clock = tokio::time::Instant::now();

        let difference = between(&body(&long(7)), &body(&long(11)));

        assert!(clock.elapsed() < Duration::from_secs(5));
        assert_eq!(difference.body.len(), 1);
    }
}
