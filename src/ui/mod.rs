//! Parts of pages that know no subject.

#[cfg(feature = "ssr")]
mod area_text;
#[cfg(feature = "hydrate")]
#[path = "area_text_in_browser.rs"]
mod area_text;
pub mod error_page;
mod error_words;
pub mod field;
pub mod form;
pub mod form_error;
pub mod hydration;
pub mod icon;
pub mod loaded;
pub mod moment;
pub mod notice;
pub mod page_status;
pub mod pager;
pub mod safe_html;
pub mod submit;
pub mod text_area;
pub mod title;
