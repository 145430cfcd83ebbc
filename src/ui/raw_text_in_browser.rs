//! The text of elements that hold nothing but text, as the browser's DOM takes it: nothing to escape.

/// The text of a `<textarea>`.
pub(super) fn between_tags(text: &str) -> String {
    text.to_owned()
}

/// The text of the `<title>`.
pub(super) fn in_title(text: &str) -> String {
    text.to_owned()
}
