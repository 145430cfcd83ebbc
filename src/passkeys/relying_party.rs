//! Who we are to devices. It follows from the settings alone, and not from where a request says it goes.

use webauthn_rs::prelude::{Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError};

use crate::{
    call::{Foundation, ServiceError},
    sessions::UserId,
};

/// What devices show of us.
const NAME: &str = "The Daily Stile";

/// Who we are.
///
/// # Errors
///
/// [`ServiceError::NotFound`], if browsers find us at an address without a name: no device knows those.
pub fn of(on: &Foundation) -> Result<Webauthn, ServiceError> {
    let origin = Url::parse(&on.origin).map_err(ServiceError::failed)?;
    let name = origin.domain().ok_or(ServiceError::NotFound)?;
    let builder = WebauthnBuilder::new(name, &origin).map_err(failed)?;
    builder.rp_name(NAME).build().map_err(failed)
}

/// What a device calls somebody: it says nothing about them, not even their number.
pub fn user_handle(on: &Foundation, user: UserId) -> Uuid {
    let digits = on.key.sign("passkey owner", &[&user.to_string()]);
    Uuid::from_u128(u128::from_str_radix(&digits, 16).unwrap_or_default())
}

/// What is our fault.
pub fn failed(error: WebauthnError) -> ServiceError {
    ServiceError::failed(error)
}
