//! The text of elements that hold nothing but text, as the server writes it.
//!
//! # Why
//!
//! Leptos 0.8 writes the text of `<textarea>` (tachys 0.2, `ESCAPE_CHILDREN = false`) and of `<title>`
//! (`leptos_meta` 0.8) as it is, so that one who types `</textarea><script>` would write into the page.
//! Leptos 0.9 escapes the first.

/// The text of a `<textarea>`, after the one line break that browsers drop.
pub(super) fn between_tags(text: &str) -> String {
    format!("\n{}", escaped(text))
}

/// The text of the `<title>`.
pub(super) fn in_title(text: &str) -> String {
    escaped(text)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stays_text() {
        assert_eq!(
            between_tags("</textarea><script>alert('&amp;')</script>"),
            "\n&lt;/textarea&gt;&lt;script&gt;alert('&amp;amp;')&lt;/script&gt;"
        );
    }

    #[test]
    fn a_first_empty_line_survives() {
        assert_eq!(between_tags("\nBees"), "\n\nBees");
    }
}
