//! The text between `<textarea>` and `</textarea>`, as the server writes it.
//!
//! # Why
//!
//! Leptos 0.8 (tachys 0.2, `ESCAPE_CHILDREN = false`) writes that text as it is, so that one who
//! types `</textarea><script>` would write into the page. Leptos 0.9 escapes it: then this goes.

/// The text, escaped, after the one line break that browsers drop.
pub(super) fn between_tags(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("\n{escaped}")
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
