//! What is asked, how, and by whom: before anything is done.

mod arguments;
mod cross_site;
mod entrances;
mod guards;
mod malformed;
mod methods;

use leptos::server_fn::axum::server_fn_paths;
use reqwest::Method;

/// Every registered server function that changes something.
fn mutations() -> Vec<&'static str> {
    let mut paths: Vec<&str> = server_fn_paths()
        .filter(|(_, method)| *method == Method::POST)
        .map(|(path, _)| path)
        .collect();
    paths.sort_unstable();
    assert!(paths.len() >= 11, "{paths:?}");
    paths
}

/// Every registered server function that is read.
fn readings() -> Vec<&'static str> {
    let mut paths: Vec<&str> = server_fn_paths()
        .filter(|(_, method)| *method != Method::POST)
        .map(|(path, _)| path)
        .collect();
    paths.sort_unstable();
    paths
}
