//! Parts of pages that know no subject.

pub mod form;
pub mod pager;
pub mod safe_html;
