//! Where the letters of development lie. A release contains nothing of this.

#[cfg(feature = "ssr")]
mod mailbox;
mod views;

#[cfg(feature = "ssr")]
pub use mailbox::routes;
pub use views::MailboxDoor;
