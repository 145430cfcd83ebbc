//! Finds every new person an address of their own.

use super::store;
use crate::{call::ServiceError, server::database::Transaction, slug::Slug};

/// An address that nobody's page has, made from the name.
pub async fn free_slug(tx: &Transaction, name: &str) -> Result<Slug, ServiceError> {
    let plain = Slug::of(name, "person");
    let mut slug = plain.clone();
    let mut number = 2;
    while store::is_taken(tx, slug.as_str()).await? {
        slug = plain.numbered(number);
        number += 1;
    }
    Ok(slug)
}
