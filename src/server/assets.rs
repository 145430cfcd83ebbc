//! The files that pages load: found once at start, and named by what is in them.

use std::{fs, io, path::PathBuf};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use http::{HeaderValue, StatusCode, header};
use leptos::config::LeptosOptions;
use sha2::{Digest, Sha256, Sha384};
use tower_http::services::{ServeDir, ServeFile};

use super::{
    build::{self, IS_DEVELOPMENT},
    chance::hex,
};
use crate::ui::hydration::Assets;

/// A file of the build is missing.
#[derive(Debug, thiserror::Error)]
#[error(
    "{file} cannot be read ({cause}): build the site with `cargo leptos build`, and start where it is"
)]
pub struct MissingAsset {
    file: String,
    #[source]
    cause: io::Error,
}

/// The addresses of style sheet, script and wasm.
///
/// # Errors
///
/// One of them has not been built.
pub fn find(options: &LeptosOptions) -> Result<Assets, MissingAsset> {
    let read = |extension: &str| -> Result<(String, Vec<u8>), MissingAsset> {
        let name = format!("{}/{}.{extension}", options.site_pkg_dir, options.output_name);
        let file = PathBuf::from(&*options.site_root).join(&name);
        let bytes = fs::read(&file)
            .map_err(|cause| MissingAsset { file: file.display().to_string(), cause })?;
        // In development the files change under the running server, and nobody keeps them.
        let version =
            if IS_DEVELOPMENT { String::new() } else { format!("?v={}", version(&bytes)) };
        Ok((format!("/{name}{version}"), bytes))
    };
    let (script, bytes) = read("js")?;
    Ok(Assets {
        stylesheet: read("css")?.0,
        integrity: (!IS_DEVELOPMENT).then(|| integrity(&bytes)),
        script,
        wasm: read("wasm")?.0,
        reload: build::reload_script(options),
    })
}

/// The first 64 bits of the SHA-256, in hexadecimal: enough to tell two builds apart.
fn version(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

/// What browsers compare a file with before they run it (Subresource Integrity, 3.1).
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// Routes of the files in the site's folder.
///
/// # Why not hashed file names
///
/// A version in the query does the same for caches, with no file beside the binary that can be
/// missing or stale.
pub fn routes(options: &LeptosOptions, assets: &Assets) -> Router {
    let folder = ServeDir::new(&*options.site_root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let routes = Router::new().route_service(&folder_path(options), folder);
    files(options)
        .fold(routes, |routes, (path, file)| routes.route_service(&path, ServeFile::new(file)))
        .layer(middleware::from_fn_with_state(assets.clone(), remember))
}

/// The paths of these routes, as the router knows them.
pub fn paths(options: &LeptosOptions) -> impl Iterator<Item = String> {
    [folder_path(options)].into_iter().chain(files(options).map(|(path, _)| path))
}

fn folder_path(options: &LeptosOptions) -> String {
    format!("/{}/{{*file}}", options.site_pkg_dir)
}

/// The files beside the folder, each with its path.
fn files(options: &LeptosOptions) -> impl Iterator<Item = (String, PathBuf)> + use<> {
    let entries = fs::read_dir(&*options.site_root).into_iter().flatten();
    entries.filter_map(|entry| {
        let entry = entry.ok().filter(|entry| entry.path().is_file())?;
        Some((format!("/{}", entry.file_name().to_str()?), entry.path()))
    })
}

/// Bytes of a file's name beyond which file systems answer with an error (POSIX: `NAME_MAX`).
const LONGEST_NAME: usize = 255;

/// A file asked for by its version may be kept for good; any other is asked for again.
async fn remember(State(assets): State<Assets>, request: Request, next: Next) -> Response {
    let asked = request.uri().to_string();
    if request.uri().path().split('/').any(|name| name.len() > LONGEST_NAME) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let versioned = [&assets.stylesheet, &assets.script, &assets.wasm].contains(&&asked);
    let mut response = next.run(request).await;
    let keep = versioned && !IS_DEVELOPMENT && response.status().is_success();
    let keep = if keep { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_what_its_hash_says() {
        // The example of the specification.
        let expected = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";

        assert_eq!(integrity(b"alert('Hello, world.');"), expected);
        assert_ne!(integrity(b"alert('Hello, world!');"), expected);
    }
}
