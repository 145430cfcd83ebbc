//! Keeps the rules of an open page true: they are read anew when the server says that they have changed,
//! and when they hold no longer.

use std::{sync::Arc, time::Duration};

use leptos::{
    leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local, web_sys::js_sys::Date,
};
use serde::Deserialize;

use crate::{authorization::Ability, paths, timestamp::Timestamp, ui::ask};

/// The answer of `/api/my-permissions`, as far as a page needs it.
#[derive(Deserialize)]
struct Told {
    user: User,
    expires: Option<String>,
}

#[derive(Deserialize)]
struct User {
    permissions: Ability,
}

/// How long to wait when the rules could not be read.
const AGAIN: f64 = 10_000.0;

/// Rules that hold until then, and after that others.
pub fn keep_fresh(ability: RwSignal<Arc<Ability>>, until: Option<Timestamp>) {
    #[expect(clippy::cast_precision_loss, reason = "no moment is beyond 2^53 milliseconds")]
    let until = RwSignal::new(until.map(|until| until.millis() as f64));
    let read = move || {
        spawn_local(async move {
            match ask::once::<Told>(paths::MY_PERMISSIONS).await {
                Ok(told) => {
                    ability.set(Arc::new(told.user.permissions));
                    until.set(told.expires.map(|expires| Date::parse(&expires)));
                }
                Err(_) => until.set(Some(Date::now() + AGAIN)),
            }
        });
    };
    Effect::new(move |_| {
        let listener = window_event_listener_untyped("stile:powers", move |_| read());
        on_cleanup(move || listener.remove());
    });
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(timeout) = before.flatten() {
            timeout.clear();
        }
        let left = until.get()? - Date::now();
        set_timeout_with_handle(read, milliseconds(left)).ok()
    });
}

/// At least one second: a clock that runs ahead must not make a page ask without end.
fn milliseconds(left: f64) -> Duration {
    Duration::from_secs_f64(left.clamp(1_000.0, 86_400_000.0) / 1_000.0)
}
