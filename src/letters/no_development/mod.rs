//! A release shows nobody letters.

#[cfg(feature = "ssr")]
mod mailbox;
mod views;

#[cfg(feature = "ssr")]
pub use mailbox::routes;
pub use views::MailboxDoor;
