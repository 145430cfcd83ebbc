//! Where an article is on its way, in one word.

use leptos::prelude::*;

use crate::{articles::model::Stage, ui::icon::Icon};

/// The stage: word, icon and colour say the same.
#[component]
pub(in crate::articles) fn StageBadge(
    /// Which.
    stage: Stage,
) -> impl IntoView {
    let icon = match stage {
        Stage::Draft => "draft",
        Stage::InReview => "review",
        Stage::Published => "published",
        Stage::Retracted => "retracted",
    };
    view! {
        <span class="badge" data-stage=stage.as_str()>
            <Icon name=icon />
            {stage.label()}
        </span>
    }
}
