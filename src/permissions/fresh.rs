//! Keeps the rules of an open page true: they are read anew when the server says that they have changed,
//! and when they hold no longer.

use std::{sync::Arc, time::Duration};

use leptos::{prelude::*, task::spawn_local, web_sys::Event};
use serde::Deserialize;

use crate::{
    authorization::{Ability, SPAN},
    paths,
    ui::ask,
};

/// The answer of `/api/my-permissions`, as far as a page needs it.
#[derive(Deserialize)]
struct Told {
    user: User,
}

#[derive(Deserialize)]
struct User {
    permissions: Ability,
}

/// Whether the rules are other ones now.
async fn read_anew(ability: RwSignal<Arc<Ability>>) -> bool {
    let Ok(Told { user }) = ask::once(paths::MY_PERMISSIONS).await else { return false };
    let are_others = *ability.read_untracked().as_ref() != user.permissions;
    if are_others {
        ability.set(Arc::new(user.permissions));
    }
    are_others
}

/// What the page shows besides controls was made by the old ones (`ui/session.js`).
fn tell_that_they_are_others() {
    if let Ok(event) = Event::new("stile:other-powers") {
        let _ = window().dispatch_event(&event);
    }
}

/// Whether the page has heard of other ones since it was made, before it could read them.
fn have_changed_already() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-powers"))
}

/// Rules that hold for so many milliseconds, if they depend on the moment.
///
/// What could not be read is read the next time: when the server is back, or when others hold.
pub fn keep_fresh(ability: RwSignal<Arc<Ability>>, holds_for: Option<u64>) {
    let read = move || {
        spawn_local(async move {
            read_anew(ability).await;
        });
    };
    let read_and_tell = move || {
        spawn_local(async move {
            if read_anew(ability).await {
                tell_that_they_are_others();
            }
        });
    };
    Effect::new(move |_| {
        window_event_listener_untyped("stile:powers", move |_| read_and_tell());
        if have_changed_already() {
            read_and_tell();
        }
        // Whoever has proved who they are knows that, and is in the middle of something.
        window_event_listener_untyped("stile:proved", move |_| read());
        if let Some(first) = holds_for {
            let go_on = move || {
                read();
                set_interval(read, SPAN);
            };
            set_timeout(go_on, Duration::from_millis(first));
        }
    });
}
