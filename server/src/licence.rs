//! Electronic licences (电子证照): one small seam with a service over HTTP and the sandbox behind it.

mod http;
mod sandbox;

use std::{fmt::Debug, future::Future, pin::Pin};

use bytes::Bytes;
use sscard_shared::draft::Draft;

use crate::{
    clock::Clock,
    config,
    db::{Db, InsuredPerson},
    error::Error,
};

pub use http::HttpLicences;
pub use sandbox::SandboxLicences;

/// What a licence tells.
#[derive(Clone)]
pub struct Licence {
    /// What stands on it, as answers of the form.
    pub answers: Draft,
    /// The picture of the side with the emblem, JPEG or PNG.
    pub emblem_side: Bytes,
    /// The picture of the side with the personal data.
    pub portrait_side: Bytes,
}

impl Debug for Licence {
    /// What stands on a licence must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Licence").finish_non_exhaustive()
    }
}

/// A pending question.
pub type Fetching<'a> = Pin<Box<dyn Future<Output = Result<Option<Licence>, Error>> + Send + 'a>>;

/// Whatever keeps electronic licences.
pub trait Licences: Send + Sync + Debug {
    /// The licence of a person who authorised its use, where there is one.
    fn fetch(&self, person: InsuredPerson) -> Fetching<'_>;
}

/// Nobody has a licence: there is neither a service nor the sandbox.
#[derive(Debug)]
struct None;

impl Licences for None {
    fn fetch(&self, _: InsuredPerson) -> Fetching<'_> {
        Box::pin(async { Ok(Option::None) })
    }
}

/// The licences that the settings ask for.
///
/// # Errors
/// When the HTTP client cannot be made.
pub fn from_config(
    settings: &config::Licence,
    sandbox: bool,
    db: Db,
    clock: Clock,
) -> Result<Box<dyn Licences>, reqwest::Error> {
    Ok(if !settings.url.is_empty() {
        Box::new(HttpLicences::new(settings, clock)?)
    } else if sandbox {
        Box::new(SandboxLicences::new(db, clock))
    } else {
        Box::new(None)
    })
}
