//! What is tried first: common and stolen passwords, and how much of a password is not made of them.
//!
//! # Why
//!
//! The list is Django's, as it is shipped there: the 19,640 passwords that were stolen most often, from Have I Been
//! Pwned, compiled by Royce Williams; its licence is beside it, in `common.LICENSE`. Some 8,000 of them have the
//! eight characters that the settings ask for at least, but fewer than fifty have fifteen, and no free list has
//! many more: few people choose so long ones, and who must lengthens what they had. So the list is not only
//! compared with. What is left of a password without common words, repetitions, and digits and signs at its ends
//! must be enough; four words that have nothing to do with each other are, also if each is common.

use std::{collections::HashSet, io::Read as _, sync::LazyLock};

use flate2::read::GzDecoder;

/// Characters that must remain; as much as three common words.
pub const ENOUGH: usize = 9;

/// What a common word is worth, of characters that are guessed one by one: 20,000 words are 14 bits.
const WORTH: usize = 3;

/// Shorter words of a context are in half of all passwords.
pub const SHORTEST_WORD: usize = 3;

/// So are shorter common ones.
const SHORTEST_COMMON: usize = 4;

/// Digits or signs that a word has at one of its ends, at most.
const MOST_DIGITS: usize = 11;

/// Longer ones are repetitions.
const LONGEST_WORD: usize = 24;

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    let mut file = GzDecoder::new(&include_bytes!("common.txt.gz")[..]);
    file.read_to_string(&mut text).expect("the list that is compiled in can be read");
    text
});

/// In lower case.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| TEXT.lines().collect());

/// What is left of a password, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remains {
    /// Without common words.
    pub without_common: usize,
    /// And without those of its context.
    pub without_both: usize,
}

/// What is left of a password that is in lower case.
pub fn remains(password: &str, context: &[String]) -> Remains {
    let context: HashSet<&str> = context.iter().map(String::as_str).collect();
    Remains {
        without_common: left(password, &HashSet::new()),
        without_both: left(password, &context),
    }
}

fn left(password: &str, context: &HashSet<&str>) -> usize {
    let once = without_repetition(password);
    let repeated = usize::from(once.len() < password.len());
    let padded = within_padding(once, context).unwrap_or(usize::MAX);
    let left = repeated + uncovered(once, context).min(padded);
    // What is repeated may be unknown, and the whole common.
    left.min(uncovered(password, context))
}

/// The beginning that is repeated to the end, if there is one.
fn without_repetition(text: &str) -> &str {
    let starts = text.char_indices().map(|(at, _)| at).skip(1);
    let mut starts = starts.take_while(|at| 2 * at <= text.len());
    starts.find(|&at| text.starts_with(&text[at..])).map_or(text, |at| &text[..at])
}

/// The fewest characters that known words leave; a word that comes again leaves nothing.
fn uncovered(text: &str, context: &HashSet<&str>) -> usize {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // For each place: what is left up to there, and where the last piece began.
    let mut best = vec![(0, 0)];
    for end in 1..starts.len() {
        let pieces = (end.saturating_sub(LONGEST_WORD)..end).map(|start| {
            let piece = &text[starts[start]..starts[end]];
            (best[start].0 + worth(piece, end - start, context), start)
        });
        best.extend(pieces.min());
    }
    let (mut end, mut seen, mut left) = (starts.len() - 1, HashSet::new(), 0);
    while end > 0 {
        let start = best[end].1;
        let piece = &text[starts[start]..starts[end]];
        if end - start == 1 || seen.insert(piece) {
            left += worth(piece, end - start, context);
        }
        end = start;
    }
    left
}

/// The same of what stands between the digits and signs at both ends, if there are known words in it: the rest has
/// only made it longer, and counts as one.
fn within_padding(text: &str, context: &HashSet<&str>) -> Option<usize> {
    let first = text.find(char::is_alphabetic)?;
    let last = first + text[first..].trim_end_matches(|c: char| !c.is_alphabetic()).len();
    // A word may have digits of its own at its end: abc123.
    let before = text[..first].char_indices().rev().map(|(at, _)| &text[at..last]);
    let behind = text[last..].char_indices();
    let behind = behind.map(|(at, c)| &text[first..last + at + c.len_utf8()]);
    let parts = [&text[first..last]].into_iter();
    let parts = parts.chain(before.take(MOST_DIGITS)).chain(behind.take(MOST_DIGITS));
    let left = parts.filter_map(|part| {
        let left = uncovered(part, context);
        (left < part.chars().count()).then_some(left + 1)
    });
    left.min()
}

fn worth(piece: &str, length: usize, context: &HashSet<&str>) -> usize {
    if context.contains(piece) {
        0
    } else if length >= SHORTEST_COMMON && COMMON.contains(piece) {
        WORTH
    } else {
        length
    }
}

/// The whole list, most common first.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = &'static str> {
    TEXT.lines()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_of(password: &str) -> usize {
        left(password, &HashSet::new())
    }

    #[test]
    fn the_list_is_whole_and_small() {
        assert_eq!(COMMON.len(), 19_640);
        assert!(include_bytes!("common.txt.gz").len() < 100_000);
        assert!(all().all(|one| one == one.to_lowercase()));
    }

    #[test]
    fn what_is_left_of_a_password_is_what_nobody_tries_first() {
        for (password, expected) in [
            ("password", 3),
            ("passwordpassword", 3),
            ("familiyafamiliya", 3),
            ("password1password1", 3),
            ("password1234567", 4),
            ("8529637!password", 4),
            ("love99182736451", 4),
            ("!!abc123@2024-11-30", 4),
            ("4821f0be1f59307", 15),
            ("dragonmonkeydragonmonkey", 6),
            ("aaaaaaaaaaaaaaaa", 2),
            ("zqzqzqzqzqzqzqz", 3),
            ("kqzvxwjhtbnfgpd", 15),
            ("482915660937281", 15),
            ("größerundgrößer", 15),
        ] {
            assert_eq!(left_of(password), expected, "{password}");
        }
    }

    #[test]
    fn words_of_the_context_leave_nothing() {
        let context = ["okafor".to_owned(), "stile".to_owned()];

        let remains = remains("okafor-at-stile-2024", &context);

        assert!(remains.without_common >= ENOUGH, "{remains:?}");
        assert!(remains.without_both < ENOUGH, "{remains:?}");
    }
}
