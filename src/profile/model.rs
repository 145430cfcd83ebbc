//! What may be sent as a picture.

/// What the chooser of files offers.
pub const ACCEPTED: &str = ".jpg,.jpeg,.png,.webp";

/// Bytes of a picture that a browser need not try to send (`files.picture` may say fewer).
pub const MOST: u64 = 20_000_000;
