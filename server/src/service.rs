//! Services outside of this house that answer over HTTP.

use std::time::Duration;

/// A client of one: it waits so many seconds at most, and follows no way elsewhere, for its token is for that service alone.
///
/// # Errors
/// When the client cannot be made.
pub(crate) fn client(timeout_seconds: u64) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(timeout_seconds))
        .redirect(reqwest::redirect::Policy::none())
        .build()
}
