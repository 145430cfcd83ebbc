//! Where an article says what was looked for.

use super::{
    model::Excerpt,
    words::{Words, words},
};

/// Bytes of an excerpt, more or less: two lines.
const LENGTH: usize = 220;
/// Of these, as many stand before the first word that was found.
const BEFORE: usize = 60;

/// The whole text, with the words that were looked for.
pub fn marked(text: &str, wanted: &Words) -> Excerpt {
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut push = |text: &str, is_found: bool| {
        if !text.is_empty() {
            parts.push((text.to_owned(), is_found));
        }
    };
    let mut written = 0;
    for (at, word) in words(text).filter(|(_, word)| wanted.has(word)) {
        push(&text[written..at], false);
        push(word, true);
        written = at + word.len();
    }
    push(&text[written..], false);
    Excerpt(parts)
}

/// The part of a text around the first of the words; nothing, if it has none of them.
pub fn around(text: &str, wanted: &Words) -> Option<Excerpt> {
    let all: Vec<(usize, &str)> = words(text).collect();
    let (found, _) = all.iter().copied().find(|(_, word)| wanted.has(word))?;
    let from = all.iter().map(|(at, _)| *at).find(|at| at + BEFORE >= found).unwrap_or(found);
    let from = if from <= BEFORE / 2 { 0 } else { from };
    let limit = text.floor_char_boundary(from + LENGTH);
    let ends = all.iter().filter(|(at, _)| *at >= found).map(|(at, word)| at + word.len());
    // A text without blanks, as in Chinese, is one word: it ends where there is no more room.
    let until = ends.take_while(|end| *end <= limit).last().unwrap_or(limit);
    let is_whole = until + BEFORE / 2 >= text.len();
    let until = if is_whole { text.len() } else { until };
    let mut excerpt = marked(text[from..until].trim(), wanted);
    if from > 0 {
        excerpt.0.insert(0, ("… ".to_owned(), false));
    }
    if !is_whole {
        excerpt.0.push((" …".to_owned(), false));
    }
    Some(excerpt)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(excerpt: &Excerpt) -> String {
        let part = |(text, found): &(String, bool)| {
            if *found { format!("[{text}]") } else { text.clone() }
        };
        excerpt.0.iter().map(part).collect()
    }

    #[test]
    fn words_are_marked_as_they_are_written() {
        let wanted = Words::of("elan bee").unwrap();

        assert_eq!(
            text(&marked("Élan, and <b>Bees</b>: bee", &wanted)),
            "[Élan], and <b>[Bees]</b>: [bee]"
        );
        assert_eq!(marked("", &wanted), Excerpt::default());
    }

    #[test]
    fn an_excerpt_stands_around_the_first_word() {
        let long = format!("{}the bees {}", "one two ".repeat(30), "three four ".repeat(40));

        let excerpt = text(&around(&long, &Words::of("bees").unwrap()).unwrap());

        assert!(excerpt.starts_with("… ") && excerpt.ends_with(" …"), "{excerpt}");
        assert!(excerpt.contains("the [bees] three"), "{excerpt}");
        assert!(excerpt.len() < LENGTH + 20, "{excerpt}");
    }

    #[test]
    fn a_short_text_is_shown_whole_and_one_without_the_word_not_at_all() {
        let wanted = Words::of("bees").unwrap();

        assert_eq!(text(&around("The bees.", &wanted).unwrap()), "The [bees].");
        assert_eq!(around("The moss.", &wanted), None);
    }

    #[test]
    fn letters_of_several_bytes_are_not_cut() {
        let wanted = Words::of("ende").unwrap();
        let long = format!("{} Ende {}", "größe ".repeat(60), "日本語".repeat(200));

        assert!(around(&long, &wanted).is_some());
    }

    #[test]
    fn words_of_any_length_make_an_excerpt() {
        let wanted = Words::of("tram").unwrap();
        let lengths = [0, 1, 29, 31, 59, 61, 119, 219, 221, 500];
        for before in lengths {
            for after in lengths {
                let long = format!(
                    "{} tram{} {}",
                    "é".repeat(before),
                    "é".repeat(after),
                    "日".repeat(before)
                );

                let excerpt = text(&around(&long, &wanted).unwrap());

                assert!(excerpt.contains("[tram"), "{before} {after}: {excerpt}");
                assert!(excerpt.len() < LENGTH + BEFORE, "{before} {after}: {excerpt}");
            }
        }
    }
}
