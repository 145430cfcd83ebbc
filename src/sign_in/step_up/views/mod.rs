//! Where somebody proves again who they are: over the page whose form waits, or on a page of its own.

mod dialog;
mod page;
mod passkey;
mod ways;

pub use {dialog::ProofDialog, page::StepUpPage, ways::MailIsOne};
