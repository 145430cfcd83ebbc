//! Starts the browser's half of the application.
//!
//! # Why
//!
//! `HydrationScripts` of Leptos 0.8 writes the nonce into `crossorigin`, where style sheets can
//! read it, and is silent when the script does not load. Leptos 0.9 still does.

use super::returned::ShownAt;
use leptos::{nonce::use_nonce, prelude::*};

/// Where the document finds what it loads.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet.
    pub stylesheet: String,
    /// The script that loads the browser's half.
    pub script: String,
    /// What that script must be for a browser to run it. Nothing in development, where it changes.
    pub integrity: Option<String>,
    /// The browser's half.
    pub wasm: String,
    /// The script by which the page reloads itself in development, when the sources change.
    pub reload: Option<String>,
}

const TRUSTED_TYPES: &str = include_str!("trusted_types.js");
const MANNERS: &str = concat!(
    include_str!("manners.js"),
    include_str!("keys.js"),
    include_str!("moments.js"),
    include_str!("told.js"),
    include_str!("taken.js"),
    include_str!("drafts.js"),
    include_str!("uploads.js"),
    include_str!("passkeys.js"),
    include_str!("session.js"),
);
const START: &str = include_str!("start.js");

/// The scripts of the document's head. The first one runs before anything else. The one with an address is
/// there early, and compared with what it must be: the last one finds it among the modules.
#[component]
pub fn Hydration(
    /// Where they are.
    assets: Assets,
) -> impl IntoView {
    let nonce = use_nonce();
    // The answer to a post stands under the form's address: the router must find the page's.
    let shown_at = use_context::<ShownAt>().map(|ShownAt(address)| address);
    let start = format!(
        "{}({}, {}, {})",
        START.trim_end(),
        literal(Some(&assets.script)),
        literal(Some(&assets.wasm)),
        literal(shown_at.as_deref()),
    );
    view! {
        <script nonce=nonce.clone()>{TRUSTED_TYPES}</script>
        <script nonce=nonce.clone()>{MANNERS}</script>
        <script
            type="module"
            src=assets.script
            integrity=assets.integrity
            nonce=nonce.clone()
            r#async=true
        ></script>
        <link
            rel="preload"
            href=assets.wasm
            r#as="fetch"
            r#type="application/wasm"
            crossorigin="anonymous"
        />
        <script type="module" nonce=nonce.clone()>
            {start}
        </script>
        {assets.reload.map(|script| view! { <script nonce=nonce>{script}</script> })}
    }
}

/// The text as a literal of a script that stands in HTML.
fn literal(text: Option<&str>) -> String {
    serde_json::to_string(&text).unwrap_or_default().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_the_script() {
        assert_eq!(literal(Some("/\"</script>")), r#""/\"\u003c/script>""#);
        assert_eq!(literal(None), "null");
    }
}
