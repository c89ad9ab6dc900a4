//! From where a request comes, as far as it matters to what may be tried, and how often.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    address::ClientAddress, app::App, cookie::Cookie, db::Account, error::Error, secret, session,
    throttle::ThrottleKey,
};

/// The address, and what the browser is known by.
#[derive(Clone)]
pub struct Visit {
    /// The address; none where a proxy hides everybody behind its own.
    address: Option<IpAddr>,
    /// Of a device that an account's owner has signed in on.
    device_token: Option<String>,
    /// Of a browser that has asked for a code.
    code_token: Option<String>,
}

impl std::fmt::Debug for Visit {
    /// Tells nothing: neither addresses nor tokens must reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Visit").finish_non_exhaustive()
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let address = ClientAddress::from_request_parts(parts, app).await?;
        Ok(Self {
            address: address.told(&app.config),
            device_token: session::device_token(&parts.headers, app).map(str::to_owned),
            code_token: Cookie::Code.of(&parts.headers, app).map(str::to_owned),
        })
    }
}

impl Visit {
    /// The address; none where a proxy hides everybody behind its own.
    pub(super) const fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// By what the device is known, to whatever account.
    pub(super) fn device_token(&self) -> Option<String> {
        self.device_token.clone()
    }

    /// By what the browser is known that asks for a code, also when it asks for its first.
    pub(super) fn new_code_token(&self) -> String {
        self.code_token.clone().unwrap_or_else(secret::token)
    }

    /// By what the browser is known that has asked for a code; a hash.
    pub(super) fn code_browser(&self) -> Option<String> {
        self.code_token.as_deref().map(|token| secret::sha256(token.as_bytes()))
    }

    /// By what a wrong password counts on a device that the account's owner has not signed in on.
    pub(super) fn stranger(&self, name: &str) -> ThrottleKey {
        ThrottleKey::anywhere(name, self.address)
    }

    /// By what a wrong password counts on a device that the account's owner has signed in on before: by the device alone.
    pub(super) async fn known_device(
        &self,
        app: &App,
        account: Option<&Account>,
    ) -> Result<Option<ThrottleKey>, Error> {
        let Some(token) = &self.device_token else { return Ok(None) };
        let hash = secret::sha256(token.as_bytes());
        // Looked up for names that are nobody's too, so that the time does not tell whose they are.
        let id = account.map_or("", |account| account.id.as_str());
        let is_known = app.db.knows_device(id, &hash).await?;
        Ok(is_known.then(|| ThrottleKey::at_known_device(id, &hash)))
    }

    /// By what a code counts that is to be sent to a number, or to the number of an account.
    pub(super) fn asker(&self, name: &str) -> ThrottleKey {
        ThrottleKey::asking(name, self.address)
    }
}
