//! A form whose server function says something besides that it has succeeded.

use leptos::server_fn::{
    Http, ServerFn,
    codec::{Json, PostUrl},
};

use super::{form::FormState, returned::returned_post};
use crate::error::AppError;

/// The form of that server function, for a [`PlainForm`](super::form::PlainForm): the page that answers it says
/// what the function does, by [`use_look`](super::look::use_look).
#[must_use]
pub fn use_telling_form<S>() -> FormState
where
    S: ServerFn<Protocol = Http<PostUrl, Json>, Error = AppError>,
{
    FormState::find(S::PATH, returned_post(S::PATH))
}
