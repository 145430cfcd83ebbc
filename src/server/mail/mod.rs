//! Letters, carried by a server of mail; in development they lie in a folder until somebody looks.

mod folder;
mod letter;

pub use self::{
    folder::{Folder, Lying},
    letter::{Letter, Unwritable, is_address},
};

use std::{io, sync::Arc, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor, message::Mailbox, transport::smtp,
};
use tokio::sync::Notify;

use super::{cryptography, settings};

/// How long a server of mail may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// Carries letters.
#[derive(Clone)]
pub struct Mail {
    from: Mailbox,
    carrier: Carrier,
    waiting: Arc<Notify>,
}

#[derive(Clone)]
enum Carrier {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(Folder),
}

/// Letters cannot be carried.
#[derive(Debug, thiserror::Error)]
pub enum CannotCarry {
    /// Nobody writes them.
    #[error("`mail.from` is no e-mail address")]
    From(#[from] lettre::address::AddressError),
    /// There is no such server of mail.
    #[error("`mail.smtp` is no address of a server of mail")]
    Smtp(#[from] smtp::Error),
}

/// A letter was not carried.
#[derive(Debug, thiserror::Error)]
pub enum NotCarried {
    /// Nobody ever can.
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// The server of mail does not take it.
    #[error("the server of mail did not take a letter")]
    Smtp(#[from] smtp::Error),
    /// The folder does not.
    #[error("a letter could not be put into the folder (`mail.folder`)")]
    Folder(#[from] io::Error),
}

impl NotCarried {
    /// What the server of mail has said, as a number (RFC 5321, 4.2); nothing, if it has said none.
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        match self {
            Self::Smtp(error) => error.status().map(u16::from),
            Self::Unwritable(_) | Self::Folder(_) => None,
        }
    }

    /// Whether it is of no use to try again.
    #[must_use]
    pub fn is_for_ever(&self) -> bool {
        match self {
            Self::Unwritable(_) => true,
            Self::Smtp(_) => self.code().is_some_and(is_about_the_letter),
            Self::Folder(_) => false,
        }
    }
}

/// Whether a server of mail has refused this letter or whom it is for (RFC 5321, 4.2.3), and not us: a wrong
/// password of ours is mended, and then the letter goes.
fn is_about_the_letter(code: u16) -> bool {
    (550..=553).contains(&code)
}

impl Mail {
    /// Whoever the settings name.
    ///
    /// # Errors
    ///
    /// The settings name nobody.
    pub fn open(settings: &settings::Mail) -> Result<Self, CannotCarry> {
        let carrier = if settings.is_carried() {
            cryptography::choose();
            let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.smtp)?;
            Carrier::Smtp(transport.timeout(Some(PATIENCE)).build())
        } else {
            Carrier::Folder(Folder::new(&settings.folder))
        };
        Ok(Self { from: settings.from.parse()?, carrier, waiting: Arc::default() })
    }

    /// Carries a letter now.
    ///
    /// # Errors
    ///
    /// It was not carried.
    pub async fn carry(&self, letter: &Letter) -> Result<(), NotCarried> {
        let message = letter.message(&self.from)?;
        match &self.carrier {
            Carrier::Smtp(transport) => {
                transport.send(message).await?;
            }
            Carrier::Folder(folder) => folder.put(letter, &message.formatted()).await?,
        }
        Ok(())
    }

    /// Where letters lie, if nobody carries them.
    #[must_use]
    pub fn folder(&self) -> Option<&Folder> {
        match &self.carrier {
            Carrier::Smtp(_) => None,
            Carrier::Folder(folder) => Some(folder),
        }
    }

    /// Says that a letter waits.
    pub fn tell(&self) {
        self.waiting.notify_one();
    }

    /// Waits until one does.
    pub async fn told(&self) {
        self.waiting.notified().await;
    }
}

#[cfg(test)]
mod tests;
