//! Prints every entrance of the application as an OpenAPI document, for the judges of `bench/judges` that
//! read one. Values that the seeded newsroom knows are among those that they try.

use serde_json::{Map, Value, json};
use stile::entrances::{Who, arguments, pages, rows};

fn main() {
    let mut paths = Map::new();
    for (method, path, who) in rows().filter(|(method, ..)| *method != "*") {
        let method = method.to_ascii_lowercase();
        let at = paths.entry(*path).or_insert_with(|| json!({}));
        at[&method] = operation(&method, path, *who);
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Stile", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
        "components": { "securitySchemes": {
            "session": { "type": "apiKey", "in": "cookie", "name": "__Host-Http-stile" },
        } },
    });
    println!("{document:#}");
}

fn operation(method: &str, path: &'static str, who: Who) -> Value {
    let of_path = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> =
        of_path.map(|name| parameter("path", path, name, true)).collect();
    let told = arguments().remove(path).unwrap_or_default();
    let mut operation = json!({
        "operationId": format!("{method} {path}"),
        "tags": [if pages().any(|page| page == path) { "page" } else { "other" }],
        "responses": { "default": { "description": "an answer, or an error in its form" } },
    });

    if method == "get" {
        parameters.extend(told.iter().map(|name| parameter("query", path, name, false)));
    } else {
        operation["requestBody"] = form(path, &told);
    }
    operation["parameters"] = parameters.into();
    if who == Who::SignedIn || method == "post" && matches!(who, Who::May(_)) {
        operation["security"] = json!([{ "session": [] }]);
    }
    operation
}

fn parameter(place: &str, path: &str, name: &str, required: bool) -> Value {
    let (schema, example) = (schema(path, name), known(path, name).first().copied().unwrap_or("1"));
    json!({ "name": name, "in": place, "required": required, "schema": schema, "example": example })
}

/// A form takes its own fields and no other.
fn form(path: &str, told: &[&str]) -> Value {
    let fields: Map<String, Value> =
        told.iter().map(|name| ((*name).to_owned(), schema(path, name))).collect();
    let schema = json!({ "type": "object", "properties": fields, "additionalProperties": false });
    json!({ "content": { "application/x-www-form-urlencoded": { "schema": schema } } })
}

/// Whatever is typed; about every second time what is there.
fn schema(path: &str, name: &str) -> Value {
    let typed = json!({ "type": "string" });
    match known(path, name) {
        [] => typed,
        known => json!({ "anyOf": [{ "enum": known }, typed] }),
    }
}

/// What the seeded newsroom has under that name.
fn known(path: &str, name: &str) -> &'static [&'static str] {
    match (path.trim_start_matches("/api").split('/').nth(1), name) {
        (Some("departments"), "id") | (_, "department") => &["science", "city", "business"],
        (Some("people"), "slug") | (_, "author" | "person") => &["lena-fuchs", "ada-okafor"],
        _ if path == "/api/articles/author" => &["lena-fuchs", "priya-nair"],
        (_, "slug" | "thing") => &[
            "sixty-gauges-watch-the-river",
            "what-a-seed-bank-does-on-sundays",
            "the-frogs-came-back-before-the-funding-did",
        ],
        (_, "id" | "page" | "revision" | "subject" | "version") => &["1", "2", "7", "12"],
        (_, "action" | "act" | "permission") => &["PublishArticle", "ReadArticle"],
        (_, "email") => &["ada@stile.example"],
        (_, "from" | "until") => &["2026-01-01", "2026-11-22"],
        (_, "order") => &["name", "-name"],
        (_, "role") => &["author@science", "moderator"],
        (_, "stage") => &["draft", "in_review", "published"],
        (_, "theme") => &["dark", "light"],
        _ => &[],
    }
}
