//! The register of insured people: the interface to a register over HTTP and to the imported table.

mod http;
mod table;

use std::{fmt::Debug, future::Future, pin::Pin};

use sscard_shared::api::Standing;

use crate::{
    config,
    db::{Db, InsuredPerson},
    error::Error,
};

pub use http::HttpRegister;
pub use table::{RegisterTable, RowFault, parse_insured, sample_people};

/// A request that is running.
pub type PendingStanding<'a> = Pin<Box<dyn Future<Output = Result<Standing, Error>> + Send + 'a>>;

/// A register of insured people.
pub trait Register: Send + Sync + Debug {
    /// The standing with the card of the person of this name and number.
    fn standing(&self, person: InsuredPerson) -> PendingStanding<'_>;
}

/// The register of the settings: one that answers over HTTP, or the imported table, to which the sandbox adds its sample people.
///
/// # Errors
/// When the HTTP client cannot be built.
pub fn from_config(
    settings: &config::RegisterSettings,
    sandbox: bool,
    db: Db,
) -> Result<Box<dyn Register>, reqwest::Error> {
    if settings.url.is_empty() {
        Ok(Box::new(RegisterTable::new(db, sandbox)))
    } else {
        Ok(Box::new(HttpRegister::new(settings)?))
    }
}
