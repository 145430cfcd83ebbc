//! `[mail]`: who carries letters.

use std::fmt;

use lettre::message::Mailbox;
use serde::Deserialize;
use url::Url;

use super::{InvalidSetting, check::wrong, origins::is_loopback};

/// `[mail]`
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `smtps://USER:PASSWORD@HOST` or `smtp://USER:PASSWORD@HOST?tls=required`; empty for none.
    pub smtp: String,
    /// Who writes: `The Daily Stile <newsroom@stile.example>`.
    pub from: String,
    /// Where letters lie that nobody carries.
    pub folder: String,
}

impl Mail {
    /// Whether a server of mail carries letters; else they lie in a folder.
    #[must_use]
    pub fn is_carried(&self) -> bool {
        !self.smtp.is_empty()
    }

    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        if self.from.parse::<Mailbox>().is_err() {
            return wrong(
                "mail.from",
                "is no e-mail address: write one, such as The Daily Stile <newsroom@stile.example>",
            );
        }
        if !self.is_carried() && self.folder.is_empty() {
            return wrong("mail.folder", "is empty, and so is mail.smtp: name one of them");
        }
        if self.is_carried() && !is_private(&self.smtp) {
            return wrong(
                "mail.smtp",
                "is read by anybody on the way, or no address of a server of mail: write smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST?tls=required",
            );
        }
        Ok(())
    }

    /// A release shows nobody the letters in the folder.
    pub(super) fn check_for_release(&self) -> Result<(), InvalidSetting> {
        if self.is_carried() {
            return Ok(());
        }
        wrong(
            "mail.smtp",
            "is empty, so no letter of a release arrives, and nobody signs up or gets back into their account: write smtps://USER:PASSWORD@HOST",
        )
    }
}

/// Whether nobody on the way reads what is sent there: letters open accounts.
fn is_private(smtp: &str) -> bool {
    let Ok(url) = smtp.parse::<Url>() else { return false };
    let Some(host) = url.host_str() else { return false };
    let requires_tls = url.query_pairs().any(|pair| pair == ("tls".into(), "required".into()));
    match url.scheme() {
        "smtps" => true,
        "smtp" => requires_tls || is_loopback(host),
        _ => false,
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mail(from {})", self.from)
    }
}
