//! Files that nobody but their owner may read.

use std::{fs::Metadata, os::unix::fs::PermissionsExt};

/// Whether others may read or change it.
#[must_use]
pub fn is_exposed(file: &Metadata) -> bool {
    file.permissions().mode() & 0o077 != 0
}
