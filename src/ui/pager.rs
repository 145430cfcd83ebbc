//! Where I am in a long list, and the way on.

use serde::{Deserialize, Serialize};

/// Which part of a list a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages {
    /// This page, counted from 1.
    pub page: u32,
    /// How many there are; at least 1.
    pub of: u32,
    /// Things on all pages together.
    pub total: u64,
}

impl Pages {
    /// The part `page` of a list of `total` things, `size` on each page; a page that does not
    /// exist becomes the nearest that does.
    #[must_use]
    pub fn new(page: u32, total: u64, size: u32) -> Self {
        let of = u32::try_from(total.div_ceil(u64::from(size))).unwrap_or(u32::MAX).max(1);
        Self { page: page.clamp(1, of), of, total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_does_not_exist_becomes_the_nearest_that_does() {
        assert_eq!(Pages::new(9, 25, 12), Pages { page: 3, of: 3, total: 25 });
        assert_eq!(Pages::new(0, 0, 12), Pages { page: 1, of: 1, total: 0 });
    }
}
