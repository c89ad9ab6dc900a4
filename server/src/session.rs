//! Who is asking: the cookie, and the extractors that *are* "must be signed in" and "must be known by name".

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};

use crate::{
    app::App,
    db::{Applicant, FoundSession},
    error::Error,
    secret,
};

/// Somebody signed in; who they are may not be known yet.
#[derive(Clone, Debug)]
pub struct SignedIn(pub FoundSession);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        find(&parts.headers, app).await?.map(Self).ok_or(Error::SignedOut)
    }
}

impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Error> {
        Ok(find(&parts.headers, app).await?.map(Self))
    }
}

impl FromRequestParts<App> for Applicant {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let found = find(&parts.headers, app).await?.ok_or(Error::SignedOut)?;
        found.applicant.ok_or(Error::NotNamed)
    }
}

async fn find(headers: &HeaderMap, app: &App) -> Result<Option<FoundSession>, Error> {
    let Some(token) = token(headers, name(app)) else { return Ok(None) };
    let hash = secret::sha256(token.as_bytes());
    Ok(app.db.find_session(&hash, app.session_limits(), app.clock.now()).await?)
}

/// Begins a session in place of the present one and gives the cookie that says so.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    app: &App,
    mobile: &str,
    applicant: Option<&Applicant>,
    instead_of: Option<&str>,
) -> Result<(HeaderValue, FoundSession), Error> {
    let token = secret::token();
    let hash = secret::sha256(token.as_bytes());
    let (now, limits) = (app.clock.now(), app.session_limits());
    let id = applicant.map(|applicant| applicant.id.as_str());
    app.db.begin_session(&hash, mobile, id, instead_of, now).await?;
    let found = app.db.find_session(&hash, limits, now).await?.ok_or(Error::SignedOut)?;
    Ok((cookie(app, &token, limits.absolute)?, found))
}

/// The cookie that ends a session in the browser.
///
/// # Errors
/// Never; the signature is that of its fellow.
pub fn ended(app: &App) -> Result<HeaderValue, Error> {
    cookie(app, "", 0)
}

fn cookie(app: &App, token: &str, seconds: i64) -> Result<HeaderValue, Error> {
    let secure = if app.config.cookies_are_secure() { "; Secure" } else { "" };
    let name = name(app);
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::try_from(text)
        .map_err(|_| Error::Internal(String::from("a cookie could not be written")))
}

/// The prefix has the browser refuse a cookie that another host or plain HTTP tried to plant.
fn name(app: &App) -> &'static str {
    if app.config.cookies_are_secure() { "__Host-sscard" } else { "sscard" }
}

fn token<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && value.len() == 64)
        .map(|(_, value)| value)
}
