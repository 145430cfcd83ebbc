//! How somebody looks: by their picture, or else by their initials.

use leptos::prelude::*;

use crate::{
    paths,
    people::model::initials,
    ui::erased::{Erased, erased},
};

/// The side of a picture, in pixels.
pub const SIDE: u32 = 256;

/// Their picture, or their initials. The name stands beside it, so nobody hears it twice.
#[must_use]
pub fn face(name: &str, picture: Option<i64>) -> Erased {
    match picture {
        Some(number) => erased(view! {
            <img
                class="initials picture"
                src=paths::picture(number)
                alt=""
                width=SIDE
                height=SIDE
            />
        }),
        None => erased(view! {
            <span class="initials" aria-hidden="true">
                {initials(name)}
            </span>
        }),
    }
}
