//! A department without a published article.

use leptos::prelude::*;

use super::write::may_write_in;
use crate::{
    articles::model::Edition,
    departments::model::Department,
    paths,
    ui::{erased::erased, icon::Icon},
};

/// Says what would stand here, and who can write it.
#[component]
pub(super) fn NothingPublished(
    /// The page without a story.
    edition: Edition,
) -> impl IntoView {
    match edition.department {
        Some(department) => erased(view! { <NothingIn department /> }),
        None => erased(view! {
            <div class="empty">
                <p>
                    <strong>"Nothing is published yet."</strong>
                </p>
                <p>"What editors publish stands here, the newest first."</p>
            </div>
        }),
    }
}

/// The same, for one department.
#[component]
fn NothingIn(
    /// Which.
    department: Department,
) -> impl IntoView {
    let name = department.name.clone();
    view! {
        <div class="empty">
            <p>
                <strong>{format!("Nobody has published in {name} yet.")}</strong>
            </p>
            <p>
                {format!(
                    "The newest articles of {name} will stand here. Its authors write them, and its editors publish what others wrote.",
                )}
            </p>
            {may_write_in(&department)
                .then(|| {
                    view! {
                        <p>
                            <a class="button" href=paths::write_in(&department.id)>
                                <Icon name="pencil" />
                                "Write the first one"
                            </a>
                        </p>
                    }
                })}
        </div>
    }
}
