//! A page of its own, without our script: a letter, or what stands in a frame.

use leptos::prelude::*;

use super::safe_html::SafeHtml;

/// The document with that title; its head has that besides.
#[must_use]
pub fn document(
    title: &str,
    head: impl IntoView + 'static,
    body: impl IntoView + 'static,
) -> String {
    let page = SafeHtml::written(view! {
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{title.to_owned()}</title>
                {head}
            </head>
            {body}
        </html>
    });
    format!("<!DOCTYPE html>{}", page.as_str())
}
