//! Passwords: which new ones are taken, and hashed with argon2id off the async threads, behind a queue with
//! an end.
//!
//! # Why
//!
//! Hashing is slow on purpose. A queue with an end keeps a flood of sign-ins from everybody else's cores and
//! memory: so many at once as the settings say, half of the cores to begin with, and who does not fit in is
//! told when to come back. On two cores, with a hundred sign-ins a second, the slowest hundredth of pages took
//! 1.6 times as long as in quiet with one at once, and 3.2 times with two (`bench/flood`).
//!
//! Who is unknown costs the same work as who is known: they are checked against a hash that nobody has, with
//! the parameters of the settings. Where hashes are of an older kind this shows until their owners have signed
//! in, and their hashes have been made anew.

mod common;
mod hashing;
mod pepper;
mod rules;

use std::sync::Arc;

use argon2::password_hash::Error as HashError;
use tokio::{sync::Semaphore, task::spawn_blocking};

pub use self::rules::{LONGEST, NewPassword, Rules, Strength, Weakness};
use self::{
    hashing::{Hashing, Match},
    pepper::Pepper,
};
use super::{private::SecretError, settings};

/// Checks and makes password hashes, a few at a time.
#[derive(Debug)]
pub struct Passwords {
    /// Which new passwords are taken.
    pub rules: Rules,
    hashing: Arc<Hashing>,
    working: Arc<Semaphore>,
    waiting: Semaphore,
}

/// What came of checking a password.
#[derive(Debug)]
pub enum Verdict {
    /// It is not theirs, or there is nobody.
    Wrong,
    /// It is theirs.
    Right,
    /// It is theirs, and the settings want another kind of hash of it.
    Outdated(NewPassword),
}

/// Why passwords cannot be hashed at all.
#[derive(Debug, thiserror::Error)]
pub enum CannotHash {
    /// The pepper cannot be used.
    #[error(transparent)]
    Pepper(#[from] SecretError),
    /// argon2 refuses the parameters.
    #[error("argon2 refuses these parameters (`passwords.memory`, `passwords.lanes`)")]
    Parameters(#[from] argon2::Error),
    /// The hash of nobody cannot be made.
    #[error("nobody's hash could not be made")]
    Nobody(#[from] HashError),
}

/// Why a password was not checked, or not taken.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Nobody should have it.
    #[error(transparent)]
    Weak(#[from] Weakness),
    /// Too many wait already.
    #[error("the queue for passwords is full")]
    QueueFull,
    /// We have lost what the hash was made with.
    #[error("a hash was made with a pepper that is not that of `passwords.pepper`")]
    OtherPepper,
    /// The library refused, or the server stops.
    #[error("a password could not be hashed")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Passwords {
    /// A queue of that size, and hashes of that kind.
    ///
    /// # Errors
    ///
    /// The pepper cannot be used.
    pub fn new(settings: &settings::Passwords) -> Result<Self, CannotHash> {
        Ok(Self {
            rules: Rules::new(settings.shortest),
            hashing: Arc::new(Hashing::new(settings)?),
            working: Arc::new(Semaphore::new(settings.parallel)),
            waiting: Semaphore::new(settings.parallel + settings.queue),
        })
    }

    /// Whether `password`, as it was typed, belongs to `hash`; without a hash the work is the same, and the
    /// answer no.
    ///
    /// # Errors
    ///
    /// The queue is full, the hash has another pepper, or hashing failed.
    pub async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<Verdict, PasswordError> {
        let hashing = Arc::clone(&self.hashing);
        self.in_turn(move || {
            // What is too long is nobody's password, and the work for it that of an empty one.
            let password = rules::normal(&password);
            let typed = password.as_deref().unwrap_or_default();
            let found = hashing.verify(typed, hash.as_deref().unwrap_or(hashing.of_nobody()))?;
            Ok(match (found, hash, password) {
                (Match::Yes, Some(_), Some(_)) => Verdict::Right,
                (Match::Outdated, Some(_), Some(password)) => {
                    Verdict::Outdated(NewPassword::known(password))
                }
                _ => Verdict::Wrong,
            })
        })
        .await
    }

    /// A new password, ready to be hashed. `context` is what others know of the person: their name, their e-mail
    /// address, our own host. It waits in the same queue: a long one takes as long as hashing.
    ///
    /// # Errors
    ///
    /// What is wrong with it, or the queue is full.
    pub async fn check(
        &self,
        password: String,
        context: Vec<String>,
    ) -> Result<NewPassword, PasswordError> {
        let rules = self.rules;
        self.in_turn(move || Ok(rules.check(&password, &context)?)).await
    }

    /// How good a new password is: what [`Passwords::check`] would say of it.
    ///
    /// # Errors
    ///
    /// The queue is full.
    pub async fn strength(
        &self,
        password: String,
        context: Vec<String>,
    ) -> Result<Strength, PasswordError> {
        let rules = self.rules;
        self.in_turn(move || Ok(rules.strength(&password, &context))).await
    }

    /// The hash to keep of a password.
    ///
    /// # Errors
    ///
    /// The queue is full, or hashing failed.
    pub async fn hash(&self, password: NewPassword) -> Result<String, PasswordError> {
        let hashing = Arc::clone(&self.hashing);
        self.in_turn(move || hashing.hash(password.reveal())).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _place = self.waiting.try_acquire().map_err(|_| PasswordError::QueueFull)?;
        let turn = Arc::clone(&self.working).acquire_owned().await.map_err(broken)?;
        spawn_blocking(move || {
            // Held by the work itself: a caller who goes away does not make room for more.
            let _turn = turn;
            work()
        })
        .await
        .map_err(broken)?
    }
}

fn broken(cause: impl std::error::Error + Send + Sync + 'static) -> PasswordError {
    PasswordError::Broken(Box::new(cause))
}

#[cfg(test)]
mod tests;
