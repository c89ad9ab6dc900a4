//! Hashing and checking passwords: argon2id in a bounded pool, because each takes some 20 MB and a core for a while. A name without an
//! account, or an account without a password, costs the same work.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::{config, error::Error, metrics::PasswordMetrics};

/// A hash that no text has, in the form of all others.
const UNKNOWN_ACCOUNT_HASH: &str =
    "c3NjYXJkLW5vYm9keS0x$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hashing of passwords with the settings.
#[derive(Clone, Debug)]
pub struct PasswordHashing {
    argon2: Argon2<'static>,
    /// The prefix of every hash of these settings.
    prefix: String,
}

/// The settings of argon2id cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the settings of argon2id under [accounts] cannot be used: {0}")]
pub struct HashingError(String);

impl PasswordHashing {
    /// Uses the settings.
    ///
    /// # Errors
    /// When argon2id does not accept them.
    pub fn new(settings: &config::AccountsSettings) -> Result<Self, HashingError> {
        let (memory, passes, lanes) = (settings.memory_kib, settings.passes, settings.lanes);
        let params = Params::new(memory, passes, lanes, None)
            .map_err(|error| HashingError(error.to_string()))?;
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            prefix: format!("$argon2id$v=19$m={memory},t={passes},p={lanes}$"),
        })
    }

    /// The hash of a password, with a new salt, as PHC string.
    ///
    /// # Errors
    /// When memory or random numbers are not available.
    pub fn hash(&self, password: &str) -> Result<String, Error> {
        let hashed = self.argon2.hash_password(password.as_bytes());
        hashed.map(|hash| hash.to_string()).map_err(|error| hashing_failed(&error))
    }

    /// Whether a password is that of a hash. Without a hash it takes as long and is false.
    pub(crate) fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Error> {
        let unknown_account_hash = [&self.prefix, UNKNOWN_ACCOUNT_HASH].concat();
        let parsed = PasswordHash::new(hash.unwrap_or(&unknown_account_hash))
            .map_err(|error| hashing_failed(&error))?;
        match self.argon2.verify_password(password.as_bytes(), &parsed) {
            Ok(()) => Ok(hash.is_some()),
            Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
            Err(error) => Err(hashing_failed(&error)),
        }
    }
}

fn hashing_failed(error: &dyn std::fmt::Display) -> Error {
    Error::Internal(format!("argon2id failed: {error}"))
}

/// The pool.
#[derive(Debug)]
pub struct Passwords {
    hashing: PasswordHashing,
    threads: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
    metrics: PasswordMetrics,
}

impl Passwords {
    /// Uses the settings.
    ///
    /// # Errors
    /// When argon2id does not accept them.
    pub fn new(
        settings: &config::AccountsSettings,
        metrics: PasswordMetrics,
    ) -> Result<Self, HashingError> {
        Ok(Self {
            hashing: PasswordHashing::new(settings)?,
            threads: Arc::new(Semaphore::new(settings.threads.max(1))),
            waiting: AtomicUsize::new(0),
            queue: settings.queue,
            metrics,
        })
    }

    /// The hash of a password.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait.
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let hashing = self.hashing.clone();
        self.run(move || hashing.hash(&password)).await
    }

    /// Whether a password is that of a hash. Without a hash it takes as long and is false.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait.
    pub async fn check(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let hashing = self.hashing.clone();
        let is_right = self.run(move || hashing.verify(&password, hash.as_deref())).await?;
        self.metrics.count_check(is_right);
        Ok(is_right)
    }

    /// Whether a hash was made with other settings than the present ones. It is replaced at the next sign-in.
    #[must_use]
    pub fn is_outdated(&self, hash: &str) -> bool {
        !hash.starts_with(&self.hashing.prefix)
    }

    async fn run<T: Send + 'static>(
        &self,
        run: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let stopped = |cause: &str| Error::Internal(cause.to_owned());
        let _place = self.enter_queue()?;
        let permit = Arc::clone(&self.threads).acquire_owned().await;
        let permit = permit.map_err(|_| stopped("the pool of passwords has stopped"))?;
        let working = tokio::task::spawn_blocking(move || {
            let result = run();
            drop(permit);
            result
        });
        working.await.map_err(|_| stopped("hashing stopped half-way"))?
    }

    fn enter_queue(&self) -> Result<QueuePlace<'_>, Error> {
        let place = QueuePlace(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::SeqCst) < self.queue {
            return Ok(place);
        }
        drop(place);
        let cause = String::from("too many passwords wait to be checked");
        Err(Error::Unavailable { service: "the pool of passwords", cause })
    }
}

/// A place in the queue, given back when it is dropped.
struct QueuePlace<'a>(&'a AtomicUsize);

impl Drop for QueuePlace<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Config, metrics::Metrics};

    fn settings(queue: usize) -> config::AccountsSettings {
        config::AccountsSettings { queue, ..Config::from_toml("").unwrap().accounts }
    }

    fn pool(queue: usize) -> Passwords {
        Passwords::new(&settings(queue), Metrics::default().passwords().clone()).unwrap()
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let pool = pool(8);
        let hash = pool.hash("yueliang7".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(!pool.is_outdated(&hash));
        assert!(pool.is_outdated("$argon2id$v=19$m=9216,t=4,p=1$c2FsdA$aGFzaA"));
        for (password, hash, is_right) in [
            ("yueliang7", Some(hash.clone()), true),
            ("yueliang8", Some(hash), false),
            ("yueliang7", None, false),
            ("", None, false),
        ] {
            assert_eq!(pool.check(password.to_owned(), hash).await.unwrap(), is_right);
        }
        let again = pool.hash("yueliang7".to_owned()).await.unwrap();
        let third = pool.hash("yueliang7".to_owned()).await.unwrap();
        assert_ne!(again, third, "a salt is used once");
    }

    #[tokio::test]
    async fn a_full_queue_refuses_and_later_accepts_again() {
        let pool = pool(2);
        let three = futures_util::future::join_all(
            (0..3).map(|_| pool.check("yueliang7".to_owned(), None)),
        );
        let refused = three.await.into_iter().filter(Result::is_err).count();
        assert_eq!(refused, 1);
        assert!(pool.check("yueliang7".to_owned(), None).await.is_ok());
    }

    #[test]
    fn settings_that_argon2id_rejects_are_refused() {
        let settings = config::AccountsSettings { memory_kib: 1, ..settings(1) };
        assert!(PasswordHashing::new(&settings).is_err());
    }
}
