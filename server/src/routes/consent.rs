//! What people agreed to is held against what is in force before anything is done by it.

use sscard_shared::api::ConsentKind;

use crate::{app::App, error::Error};

/// Lets nothing be done that was not agreed to in its present words.
pub(super) async fn require(app: &App, given: &[(ConsentKind, &str)]) -> Result<(), Error> {
    app.directory().await?.consents.take(given).map_err(Error::Consent)
}
