//! Says on every page that a second factor is wanted, as long as it is.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    authorization::use_ability,
    paths,
    ui::notice::{Meaning, Notice},
};

/// Nothing, where nothing is wanted, and on the page where it is added.
#[component]
pub fn FactorWanted() -> impl IntoView {
    let (ability, path) = (use_ability(), use_location().pathname);
    let is_wanted = Memo::new(move |_| {
        ability.with(|ability| ability.wants_second_factor())
            && path.with(|path| path != paths::FACTORS)
    });
    move || {
        is_wanted.get().then(|| {
            view! {
                <div class="page content factor-wanted">
                    <Notice meaning=Meaning::Waiting icon="lock-1">
                        <p>
                            "Your role asks for two factors, and you have proved one. Until you add a second one, or sign in with yours, there is nothing else that you can do here. "
                            <a href=paths::FACTORS>"Add a second factor"</a>
                        </p>
                    </Notice>
                </div>
            }
        })
    }
}
