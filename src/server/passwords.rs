//! Passwords: hashed with argon2id off the async threads, behind a queue with an end.

use std::sync::Arc;

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{Error as HashError, SaltString, rand_core::OsRng},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::settings;

/// The hash of a password that nobody has: who is unknown costs the same work as who is known.
///
/// Argon2id with 19 MiB, 2 passes, 1 lane (OWASP Password Storage, ASVS 5.0 appendix C): the
/// defaults of the `argon2` crate, which [`Passwords::new`] checks.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c3RpbGVzdGlsZXN0aWxlcw$cOqNAvcGd5VbDR3eHAFoo0e3mUXBmDwYB2Fg4wZYTbQ";

/// Checks and makes password hashes, a few at a time.
#[derive(Debug)]
pub struct Passwords {
    working: Arc<Semaphore>,
    waiting: Semaphore,
}

/// Why a password could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many wait already.
    #[error("the queue for passwords is full")]
    QueueFull,
    /// The library refused, or the server stops.
    #[error("a password could not be hashed")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Passwords {
    /// A queue of that size.
    #[must_use]
    pub fn new(settings: &settings::Passwords) -> Self {
        Self {
            working: Arc::new(Semaphore::new(settings.parallel)),
            waiting: Semaphore::new(settings.parallel + settings.queue),
        }
    }

    /// Whether `password` belongs to `hash`; without a hash the work is the same, and the answer no.
    ///
    /// # Errors
    ///
    /// The queue is full, or hashing failed.
    pub async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, PasswordError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS_HASH.to_owned());
        let matches = self.in_turn(move || matches(&password, &hash)).await?;
        Ok(known && matches)
    }

    /// The hash to keep of a new password.
    ///
    /// # Errors
    ///
    /// The queue is full, or hashing failed.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.in_turn(move || {
            let salt = SaltString::generate(&mut OsRng);
            Ok(Argon2::default().hash_password(password.as_bytes(), &salt)?.to_string())
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
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
        .map_err(broken)
    }
}

fn matches(password: &str, hash: &str) -> Result<bool, HashError> {
    match Argon2::default().verify_password(password.as_bytes(), &PasswordHash::new(hash)?) {
        Ok(()) => Ok(true),
        Err(HashError::Password) => Ok(false),
        Err(error) => Err(error),
    }
}

fn broken(cause: impl std::error::Error + Send + Sync + 'static) -> PasswordError {
    PasswordError::Broken(Box::new(cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(parallel: usize, queue: usize) -> Passwords {
        Passwords::new(&settings::Passwords { parallel, queue })
    }

    #[tokio::test]
    async fn a_password_belongs_to_its_own_hash_only() {
        let passwords = passwords(1, 1);
        let hash = passwords.hash("correct horse".into()).await.unwrap();

        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("battery staple".into(), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn who_is_unknown_costs_a_real_verification_with_the_same_parameters() {
        let nobody = PasswordHash::new(NOBODYS_HASH).unwrap();
        let somebody = passwords(1, 1).hash("x".into()).await.unwrap();
        let somebody = PasswordHash::new(&somebody).unwrap();

        assert_eq!((nobody.algorithm, nobody.version), (somebody.algorithm, somebody.version));
        assert_eq!(nobody.params, somebody.params);
        assert_eq!(nobody.hash.unwrap().len(), somebody.hash.unwrap().len());
        assert!(!passwords(1, 1).verify("x".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_full_queue_turns_the_next_away() {
        let passwords = passwords(1, 1);
        let work = || async { passwords.verify("x".into(), None).await };

        let (first, second, third) = tokio::join!(work(), work(), work());

        assert!(first.is_ok() && second.is_ok());
        assert!(matches!(third, Err(PasswordError::QueueFull)));
    }
}
