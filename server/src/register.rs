//! Who is insured: one small seam with a register over HTTP and a table of ours behind it.

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
pub use table::{RowFault, Table, parse_insured, sample_people};

/// A pending question.
pub type Asking<'a> = Pin<Box<dyn Future<Output = Result<Standing, Error>> + Send + 'a>>;

/// Whatever knows who is insured.
pub trait Register: Send + Sync + Debug {
    /// Where the person of this name and this number stands with the card.
    fn standing(&self, person: InsuredPerson) -> Asking<'_>;
}

/// The register that the settings ask for: one that answers over HTTP, or the imported table, to which the sandbox
/// adds its made-up people.
///
/// # Errors
/// When the HTTP client cannot be made.
pub fn from_config(
    settings: &config::Register,
    sandbox: bool,
    db: Db,
) -> Result<Box<dyn Register>, reqwest::Error> {
    if settings.url.is_empty() {
        Ok(Box::new(Table::new(db, sandbox)))
    } else {
        Ok(Box::new(HttpRegister::new(settings)?))
    }
}
