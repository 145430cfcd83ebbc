//! Every route stands in the inventory of who gets in where.

use std::collections::BTreeSet;

use crate::sources::Sources;

/// The paths of the pages, as the application routes them: `/articles/:slug`.
fn routed_pages(sources: &Sources) -> BTreeSet<String> {
    let app = sources.0.iter().filter(|file| file.path == "app.rs");
    let paths = app.flat_map(|file| file.text.split("path=path!(\"").skip(1));
    paths.filter_map(|rest| rest.split_once('"')).map(|(path, _)| path.to_owned()).collect()
}

/// `/articles/{slug}` as the application writes it.
fn as_the_application_writes(path: &str) -> String {
    path.replace('{', ":").replace('}', "")
}

#[test]
fn every_page_has_a_row_and_every_row_of_a_page_its_page() {
    let rows: BTreeSet<String> = stile::entrances::pages().map(as_the_application_writes).collect();

    assert_eq!(rows, routed_pages(&Sources::of_the_application()));
}

/// Where routes are made; what they are is admitted by their rows. `server/tls.rs` has none, and leads from
/// plain http to https.
const ROUTES: [&str; 9] = [
    "alerts/report.rs",
    "articles/feed.rs",
    "letters/development/mailbox.rs",
    "letters/no_development/mailbox.rs",
    "powers/fence/files.rs",
    "router.rs",
    "server/assets.rs",
    "server/server_functions.rs",
    "server/tls.rs",
];

#[test]
fn routes_are_made_where_the_inventory_is_asked() {
    let sources = Sources::of_the_application();
    let makes = ["Router::new()", ".route(", ".route_service(", ".nest(", ".nest_service("];
    let makes_routes = |text: &str| makes.iter().any(|make| text.contains(make));

    let files = sources.0.iter().filter(|file| makes_routes(&file.code()));
    let files: Vec<&str> = files.map(|file| file.path.as_str()).collect();

    assert_eq!(files, ROUTES, "a route that passes no `entrances::admit` answers everybody");
}
