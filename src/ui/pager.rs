//! Where I am in a long list, and the way on.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{icon::Icon, number::grouped, query::use_query};
use crate::paths;

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

impl Pages {
    /// How many things stand on the pages before, `size` on each.
    #[must_use]
    pub fn offset(self, size: u32) -> u64 {
        u64::from(self.page - 1) * u64::from(size)
    }
}

/// The page that the address asks for: its `page`, or the first.
pub fn use_page() -> impl Fn() -> u32 + Copy + Send + Sync {
    let query = use_query();
    move || query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1)
}

/// Links to the other pages of a list; nothing where there is only one.
#[component]
pub fn Pager(
    /// Where I am.
    pages: Pages,
    /// The address of the list.
    #[prop(into)]
    list: String,
) -> impl IntoView {
    let Pages { page, of, .. } = pages;
    let address = move |page| paths::page_of(&list, page);
    let step = |to: u32, name: &'static str, icon: &'static str| {
        (to != page && (1..=of).contains(&to)).then(|| {
            view! {
                <li>
                    <a href=address(to)>
                        <Icon name=icon />
                        <span class="visually-hidden">{name}</span>
                    </a>
                </li>
            }
        })
    };
    (of > 1).then(|| {
        view! {
            <nav class="pager" aria-label="Pages">
                <p>{format!("Page {} of {}", grouped(page.into()), grouped(of.into()))}</p>
                <ul role="list">
                    {step(page.saturating_sub(1), "Previous page", "left")}
                    {near(page, of)
                        .into_iter()
                        .map(|number| {
                            view! {
                                <li>
                                    <a
                                        href=address(number)
                                        aria-label=format!("Page {number}")
                                        aria-current=(number == page).then_some("page")
                                    >
                                        {grouped(number.into())}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                    {step(page + 1, "Next page", "right")}
                </ul>
            </nav>
        }
    })
}

/// The pages that are linked by number: the first, the last, and those around this one.
fn near(page: u32, of: u32) -> Vec<u32> {
    (1..=of).filter(|&number| number == 1 || number == of || number.abs_diff(page) <= 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_around_this_one_and_both_ends_are_near() {
        assert_eq!(near(5, 9), [1, 4, 5, 6, 9]);
        assert_eq!(near(1, 2), [1, 2]);
    }

    #[test]
    fn a_page_that_does_not_exist_becomes_the_nearest_that_does() {
        assert_eq!(Pages::new(9, 25, 12), Pages { page: 3, of: 3, total: 25 });
        assert_eq!(Pages::new(0, 0, 12), Pages { page: 1, of: 1, total: 0 });
    }
}
