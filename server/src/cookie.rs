//! The cookies of this site. Each holds an opaque token that scripts cannot read.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{app::App, error::Error};

/// The cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The session.
    Session,
    /// The browser that shows a code to be scanned.
    Scan,
    /// The browser that is at an identity provider.
    LoginState,
    /// The browser that requested a code by SMS.
    Code,
    /// A device on which the owner of an account has signed in. It does not sign in.
    Device,
}

impl Cookie {
    /// The prefix makes the browser refuse a cookie that another host or plain HTTP tried to set.
    fn name(self, app: &App) -> &'static str {
        match (self, app.config.cookies_are_secure()) {
            (Self::Session, true) => "__Host-sscard",
            (Self::Session, false) => "sscard",
            (Self::Scan, true) => "__Host-sscard-scan",
            (Self::Scan, false) => "sscard-scan",
            (Self::LoginState, true) => "__Host-sscard-trip",
            (Self::LoginState, false) => "sscard-trip",
            (Self::Code, true) => "__Host-sscard-code",
            (Self::Code, false) => "sscard-code",
            (Self::Device, true) => "__Host-sscard-device",
            (Self::Device, false) => "sscard-device",
        }
    }

    /// The token of this cookie in the headers of a request.
    #[must_use]
    pub fn token_in<'a>(self, headers: &'a HeaderMap, app: &App) -> Option<&'a str> {
        let name = self.name(app);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, value)| *key == name && value.len() == 64)
            .map(|(_, value)| value)
    }

    /// The header that makes the browser store the token for so many seconds; with 0 it deletes the cookie.
    ///
    /// # Errors
    /// When the token cannot be part of a header.
    pub fn set_cookie(self, app: &App, token: &str, seconds: i64) -> Result<HeaderValue, Error> {
        let secure = if app.config.cookies_are_secure() { "; Secure" } else { "" };
        let name = self.name(app);
        // Lax, not strict: a browser that returns from a provider comes from another site.
        let text =
            format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
        HeaderValue::try_from(text)
            .map_err(|_| Error::Internal(String::from("a cookie could not be written")))
    }
}
