//! A link of a letter is followed.

use axum::{
    extract::{Path, Query},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use http::header;
use serde::Deserialize;

use super::model::Purpose;
use crate::{
    error::AppError,
    paths,
    server::{link_token::LinkToken, server_functions::failed},
};

/// What a link in a letter says.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    token: String,
}

/// Opens a link of a letter: keeps its secret for the form that uses it, and leads there.
pub async fn open(Path(purpose): Path<String>, Query(said): Query<Said>) -> Response {
    let Some(purpose) = Purpose::named(&purpose) else { return failed(AppError::NotFound) };
    let token = LinkToken::said(&said.token);
    let cookie = token.and_then(|token| token.cookie()).or_else(LinkToken::forgotten);
    let cookie = cookie.map(|cookie| (header::SET_COOKIE, cookie));
    (AppendHeaders(cookie), Redirect::to(paths::finish(purpose.as_str()))).into_response()
}
