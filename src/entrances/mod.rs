//! Every address that answers, and whom. What has no row here is refused.
//!
//! A row is the first look at who comes. It never replaces the second: services ask the policies about
//! the thing itself, also where no request passes here, because the server writes a page.

mod arguments;
#[cfg(debug_assertions)]
mod development;
#[cfg(not(debug_assertions))]
#[path = "no_development.rs"]
mod development;
mod rows;

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{Method, Uri, header};

pub use arguments::arguments;

use crate::{
    authorization::Permission,
    call::CallContext,
    error::AppError,
    paths,
    server::server_functions::{failed, wrong_method},
};

/// Whom an address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever asks.
    Anybody,
    /// Whoever has proved a password, and is asked for a second factor.
    HalfWay,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever may do this to some thing; to which, the service asks.
    May(Permission),
}

/// An address that answers: `GET` or `POST`, or `*` for every method; its path as the router knows it; whom.
pub type Row = (&'static str, &'static str, Who);

/// Every row but those of the files in the site's folder, which anybody gets.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    rows::PAGES.iter().chain(rows::OTHERS).chain(development::ROWS)
}

/// The paths of all pages.
pub fn pages() -> impl Iterator<Item = &'static str> {
    rows::PAGES.iter().map(|(_, path, _)| *path)
}

/// The rows, by method and path.
#[derive(Clone)]
pub struct Entrances(Arc<HashMap<String, Vec<(&'static str, Who)>>>);

impl Entrances {
    /// All rows, and these paths of files.
    pub fn new(files: impl IntoIterator<Item = String>) -> Self {
        let files = files.into_iter().map(|path| (path, "GET", Who::Anybody));
        let rows = rows().map(|(method, path, who)| ((*path).to_owned(), *method, *who));
        let mut entrances: HashMap<_, Vec<_>> = HashMap::new();
        for (path, method, who) in rows.chain(files) {
            entrances.entry(path).or_default().push((method, who));
        }
        Self(Arc::new(entrances))
    }

    fn who(&self, method: &Method, path: &str) -> Option<Who> {
        // Who asks for the head of an answer may know the answer.
        let method = if *method == Method::HEAD { &Method::GET } else { method };
        let mut rows = self.0.get(path)?.iter();
        rows.find(|(known, _)| [method.as_str(), "*"].contains(known)).map(|(_, who)| *who)
    }

    /// The methods that the address answers, as `Allow` has them (RFC 9110, 10.2.1).
    fn methods(&self, path: &str) -> Option<String> {
        let known = self.0.get(path)?.iter();
        let methods = known.map(|(method, _)| if *method == "GET" { "GET, HEAD" } else { method });
        Some(methods.collect::<Vec<_>>().join(", "))
    }
}

/// Lets in whom the address answers. An address without a row answers nobody.
pub async fn admit(
    State(entrances): State<Entrances>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let Some(path) = path else {
        return only_errors(request, next).await;
    };
    match entrances.who(request.method(), path.as_str()) {
        None => match entrances.methods(path.as_str()) {
            Some(methods) => ([(header::ALLOW, methods)], wrong_method()).into_response(),
            None => refuse(path.as_str(), request.method()),
        },
        Some(who) if who.admits(request.extensions().get()) => next.run(request).await,
        Some(_) => failed(AppError::NotSignedIn),
    }
}

/// The page of an unknown address says so; a page that says anything else has another address, without a
/// slash at its end, or lacks its row.
async fn only_errors(request: Request, next: Next) -> Response {
    let (path, method) = (request.uri().path().to_owned(), request.method().clone());
    let address = without_slash(request.uri());
    let answer = next.run(request).await;
    if answer.status().is_client_error() || answer.status().is_server_error() {
        return answer;
    }
    address.map_or_else(|| refuse(&path, &method), |to| Redirect::permanent(&to).into_response())
}

/// The address without the slash at its end, if it has one.
fn without_slash(address: &Uri) -> Option<String> {
    let path = address.path().strip_suffix('/').filter(|path| paths::local(path) == *path)?;
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{path}{query}"))
}

fn refuse(path: &str, method: &Method) -> Response {
    tracing::error!(path, %method, "no row of src/entrances/rows.rs says whom this answers");
    failed(AppError::NotFound)
}

impl Who {
    /// Whether to let the caller in. Who has signed in and may nothing hears from the service why.
    fn admits(self, call: Option<&CallContext>) -> bool {
        let is_signed_in = call.is_some_and(|call| call.principal.is_signed_in());
        match self {
            Self::Anybody => true,
            Self::HalfWay => call.is_some_and(|call| call.half_way.is_some()),
            Self::SignedIn => is_signed_in,
            Self::May(permission) => {
                is_signed_in || call.is_some_and(|call| call.ability().ability.can_some(permission))
            }
        }
    }
}
