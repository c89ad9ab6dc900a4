//! Consents are checked against the versions in force before anything is done with them.

use sscard_shared::api::ConsentKind;

use crate::{app::App, error::Error};

/// Demands that every given consent names the version in force.
pub(super) async fn require_current(app: &App, given: &[(ConsentKind, &str)]) -> Result<(), Error> {
    app.directory().await?.consents.take(given).map_err(Error::Consent)
}
