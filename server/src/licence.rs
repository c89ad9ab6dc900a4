//! Electronic licences (电子证照): the interface to a service over HTTP and to the sandbox.

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

/// An electronic licence.
#[derive(Clone)]
pub struct Licence {
    /// Its text, as answers of the form.
    pub answers: Draft,
    /// The picture of the side with the emblem, JPEG or PNG.
    pub emblem_side: Bytes,
    /// The picture of the side with the personal data.
    pub portrait_side: Bytes,
}

impl Debug for Licence {
    /// Shows no content: a licence's text must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Licence").finish_non_exhaustive()
    }
}

/// A request that is running.
pub type PendingLicence<'a> =
    Pin<Box<dyn Future<Output = Result<Option<Licence>, Error>> + Send + 'a>>;

/// A source of electronic licences.
pub trait LicenceService: Send + Sync + Debug {
    /// The licence of a person who authorised its use, if there is one.
    fn fetch(&self, person: InsuredPerson) -> PendingLicence<'_>;
}

/// The source without a service and without the sandbox: no person has a licence.
#[derive(Debug)]
struct NoLicences;

impl LicenceService for NoLicences {
    fn fetch(&self, _: InsuredPerson) -> PendingLicence<'_> {
        Box::pin(async { Ok(None) })
    }
}

/// The source of the settings.
///
/// # Errors
/// When the HTTP client cannot be built.
pub fn from_config(
    settings: &config::LicenceSettings,
    sandbox: bool,
    db: Db,
    clock: Clock,
) -> Result<Box<dyn LicenceService>, reqwest::Error> {
    Ok(if !settings.url.is_empty() {
        Box::new(HttpLicences::new(settings, clock)?)
    } else if sandbox {
        Box::new(SandboxLicences::new(db, clock))
    } else {
        Box::new(NoLicences)
    })
}
