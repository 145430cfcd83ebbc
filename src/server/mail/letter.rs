//! A letter: what it says, twice, for programs that show HTML and for those that do not.

use std::net::IpAddr;

use lettre::{
    Message,
    message::{Mailbox, MultiPart},
};

/// A letter to one person.
///
/// No text of it can add a header: lettre encodes the subject, and an address that is none makes no letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The e-mail address it goes to.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// All of it, as text.
    pub text: String,
    /// All of it, as HTML.
    pub html: String,
}

/// It cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// That is no e-mail address.
    #[error("there is no such e-mail address")]
    Address(#[from] lettre::address::AddressError),
    /// Something else does not fit.
    #[error("a letter could not be put together")]
    Letter(#[from] lettre::error::Error),
}

impl Letter {
    /// As it travels.
    pub(super) fn message(&self, from: &Mailbox) -> Result<Message, Unwritable> {
        let to = Mailbox::new(None, self.to.parse()?);
        let both = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        let message = Message::builder().from(from.clone()).to(to).subject(self.subject.as_str());
        // RFC 3834, 5.2: nobody on holiday answers.
        let message = message.header(AutoSubmitted).multipart(both)?;
        Ok(message)
    }
}

/// Whether a letter can be sent there.
///
/// Names in quotes and numbers of hosts are addresses too (RFC 5321, 4.1.2 and 4.1.3), but hardly anybody's: lettre
/// reads some to which it cannot write.
#[must_use]
pub fn is_address(text: &str) -> bool {
    // RFC 5321, 4.5.3.1.3: a path has 256 octets with its brackets.
    let address = text.parse::<lettre::Address>().ok().filter(|_| text.len() <= 254);
    address.is_some_and(|it| !it.user().contains('"') && is_name_of_a_host(it.domain()))
}

fn is_name_of_a_host(domain: &str) -> bool {
    !domain.starts_with('[') && domain.parse::<IpAddr>().is_err()
}

/// `Auto-Submitted: auto-generated`
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
