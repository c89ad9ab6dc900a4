//! What identifies the client of a request for counting tries: its address and cookies.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    address::ClientAddress, app::App, cookie::Cookie, db::Account, error::Error, secret, session,
    throttle::ThrottleKey,
};

/// The address of a client and the tokens of its cookies.
#[derive(Clone)]
pub struct ClientIdentity {
    /// The address; `None` where a proxy hides all clients behind its own.
    address: Option<IpAddr>,
    /// The token of a device on which an account's owner has signed in.
    device_token: Option<String>,
    /// The token of a browser that has requested a code.
    code_token: Option<String>,
}

impl std::fmt::Debug for ClientIdentity {
    /// Shows no content: neither addresses nor tokens must reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientIdentity").finish_non_exhaustive()
    }
}

impl FromRequestParts<App> for ClientIdentity {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let address = ClientAddress::from_request_parts(parts, app).await?;
        Ok(Self {
            address: address.known_ip(&app.config),
            device_token: session::device_token(&parts.headers, app).map(str::to_owned),
            code_token: Cookie::Code.token_in(&parts.headers, app).map(str::to_owned),
        })
    }
}

impl ClientIdentity {
    /// The address; `None` where a proxy hides all clients behind its own.
    pub(super) const fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// The token of the device, for any account.
    pub(super) fn device_token(&self) -> Option<String> {
        self.device_token.clone()
    }

    /// The token of a browser that requests a code; a new one for its first request.
    pub(super) fn code_token_or_new(&self) -> String {
        self.code_token.clone().unwrap_or_else(secret::token)
    }

    /// The hash of the token of a browser that has requested a code.
    pub(super) fn code_token_hash(&self) -> Option<String> {
        self.code_token.as_deref().map(|token| secret::sha256(token.as_bytes()))
    }

    /// The key of a wrong password on a device that is not known to the account.
    pub(super) fn unknown_device_key(&self, name: &str) -> ThrottleKey {
        ThrottleKey::for_unknown_device(name, self.address)
    }

    /// The key of a wrong password on a device that is known to the account: the device alone.
    pub(super) async fn known_device_key(
        &self,
        app: &App,
        account: Option<&Account>,
    ) -> Result<Option<ThrottleKey>, Error> {
        let Some(token) = &self.device_token else { return Ok(None) };
        let hash = secret::sha256(token.as_bytes());
        // The look-up also runs for names without an account, so that its time does not reveal which names have one.
        let id = account.map_or("", |account| account.id.as_str());
        let is_known = app.db.is_known_device(id, &hash).await?;
        Ok(is_known.then(|| ThrottleKey::for_known_device(id, &hash)))
    }

    /// The key of a code to a number, or to the number of an account.
    pub(super) fn code_request_key(&self, name: &str) -> ThrottleKey {
        ThrottleKey::for_code_request(name, self.address)
    }
}
