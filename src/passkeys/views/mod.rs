//! Parts of pages about passkeys: what asks a device, and what somebody has.

mod asking;
mod panel;

pub use asking::AskDevice;
pub use panel::{passkey_added, passkeys_panel};
