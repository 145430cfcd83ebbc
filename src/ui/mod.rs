//! Parts of pages that know no subject.

mod answer;
pub mod ask;
pub mod asked;
pub mod changes;
pub mod content;
#[cfg(feature = "ssr")]
pub mod document;
pub mod done;
#[cfg(feature = "ssr")]
pub mod erased;
#[cfg(feature = "hydrate")]
#[path = "erased_in_browser.rs"]
pub mod erased;
pub mod error_page;
mod error_words;
pub mod field;
pub mod field_error;
pub mod focus;
pub mod form;
pub mod form_error;
pub mod form_token;
pub mod hydration;
pub mod icon;
pub mod interrupted;
pub mod loaded;
pub mod look;
pub mod moment;
pub mod moved;
pub mod notice;
pub mod number;
pub mod page_status;
pub mod pager;
pub mod proof;
pub mod query;
#[cfg(feature = "ssr")]
mod raw_text;
#[cfg(feature = "hydrate")]
#[path = "raw_text_in_browser.rs"]
mod raw_text;
pub mod returned;
pub mod safe_html;
pub mod submit;
pub mod telling;
pub mod text_area;
mod theirs;
pub mod title;
#[cfg(feature = "ssr")]
mod transport;
#[cfg(feature = "hydrate")]
#[path = "transport_in_browser.rs"]
mod transport;
pub mod upload;
