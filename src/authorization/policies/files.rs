//! The texts as they lie in the folder, for development.

use std::{fs, path::Path};

use super::{PolicyError, Text};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");

/// Every policy and schema file, by name.
pub fn texts() -> Result<Vec<Text>, PolicyError> {
    let folder = Path::new(FOLDER);
    let unreadable = |cause| PolicyError::Unreadable { path: FOLDER.to_owned(), cause };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        names.extend(name.into_string().ok().filter(|name| is_ours(name)));
    }
    names.sort();
    names.into_iter().map(|name| text(folder, name)).collect()
}

fn is_ours(name: &str) -> bool {
    [".cedar", ".cedarschema"].iter().any(|ending| name.ends_with(ending))
}

fn text(folder: &Path, name: String) -> Result<Text, PolicyError> {
    let content = fs::read_to_string(folder.join(&name))
        .map_err(|cause| PolicyError::Unreadable { path: format!("{FOLDER}/{name}"), cause })?;
    Ok(Text { name, content })
}
