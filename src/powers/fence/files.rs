//! The script and the style sheet of the fence.

use axum::{Router, routing::get};
use http::{HeaderValue, header};

/// The address of the script.
pub const SCRIPT: &str = "/development/fence.js";
/// The address of the style sheet.
pub const SHEET: &str = "/development/fence.css";

/// Serves both.
pub fn routes() -> Router {
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move { ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text) })
    };
    Router::new()
        .route(SCRIPT, file("text/javascript; charset=utf-8", include_str!("fence.js")))
        .route(SHEET, file("text/css; charset=utf-8", include_str!("fence.css")))
}
