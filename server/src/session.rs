//! The session of a request: its cookie, and the extractors that demand a signed-in applicant or an applicant whose identity is proved.
//! Every function fails when the database fails.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, request::Parts},
};

use crate::{
    app::App,
    cookie::Cookie,
    db::{Applicant, FoundSession, NewSession, SessionKey, SessionStart},
    device::Device,
    error::Error,
    secret,
};

/// The session of the request. The applicant's identity may not be known yet.
#[derive(Clone, Debug)]
pub struct SignedIn(pub FoundSession);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        find_session(&parts.headers, app).await?.map(Self).ok_or(Error::SignedOut)
    }
}

impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Error> {
        Ok(find_session(&parts.headers, app).await?.map(Self))
    }
}

impl FromRequestParts<App> for Applicant {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let found = find_session(&parts.headers, app).await?.ok_or(Error::SignedOut)?;
        found.applicant.ok_or(Error::NotNamed)
    }
}

async fn find_session(headers: &HeaderMap, app: &App) -> Result<Option<FoundSession>, Error> {
    let Some(token) = Cookie::Session.token_in(headers, app) else { return Ok(None) };
    let hash = secret::sha256(token.as_bytes());
    Ok(app.db.find_session(&hash, app.session_limits(), app.clock.now()).await?)
}

/// How a session was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInMethod {
    /// A code sent to a mobile number.
    Sms,
    /// A phone that is signed in approved the browser.
    Scan,
    /// An identity provider authenticated the applicant.
    Provider,
    /// A password of an operator's account.
    Password,
    /// Name, number and face.
    Face,
    /// A code of a mini-program, which stands for the number that its host knows.
    HostPhone,
}

impl SignInMethod {
    /// The word that the database and the API use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Scan => "scan",
            Self::Provider => "oidc",
            Self::Password => "password",
            Self::Face => "face",
            Self::HostPhone => "host_phone",
        }
    }
}

/// What a new session is made of.
#[derive(Clone, Copy)]
pub struct NewSignIn<'a> {
    /// How the applicant signed in.
    pub method: SignInMethod,
    /// The name by which tries are counted, whether the identity is known or not.
    pub subject: &'a str,
    /// The number that signed in, if any.
    pub mobile: Option<&'a str>,
    /// The applicant, where the identity is proved.
    pub applicant: Option<&'a Applicant>,
    /// Whether the applicant asked to stay signed in.
    pub is_kept: bool,
    /// The device that signed in.
    pub device: &'a Device,
}

impl<'a> NewSignIn<'a> {
    fn as_new_session(self) -> NewSession<'a> {
        NewSession {
            mobile: self.mobile,
            subject: self.subject,
            applicant: self.applicant.map(|applicant| applicant.id.as_str()),
            way: self.method.name(),
            device: self.device.description(),
            is_kept: self.is_kept,
        }
    }
}

impl std::fmt::Debug for NewSignIn<'_> {
    /// Shows the method only: numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewSignIn").field("method", &self.method).finish_non_exhaustive()
    }
}

/// A session that has just been started or has changed.
pub struct StartedSession {
    /// The cookie that carries the session's new token.
    pub cookie: HeaderValue,
    /// The session.
    pub session: FoundSession,
}

impl std::fmt::Debug for StartedSession {
    /// Shows the method only: the cookie holds the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StartedSession").field("session", &self.session).finish_non_exhaustive()
    }
}

/// Starts a session with its full lifetime in place of the present one.
pub async fn start_session(
    app: &App,
    sign_in: NewSignIn<'_>,
    replaces: Option<&str>,
) -> Result<StartedSession, Error> {
    issue_session(app, sign_in.as_new_session(), SessionStart::New { replaces }).await
}

/// Starts a session for a browser that another session has confirmed, if that session is still alive. An applicant who signs out everywhere
/// at the same moment is signed out in that browser too.
///
/// # Errors
/// [`Error::ScanOver`] when the other session has ended.
pub async fn start_confirmed_session(
    app: &App,
    sign_in: NewSignIn<'_>,
    confirmed_by: &str,
    replaces: Option<&str>,
) -> Result<StartedSession, Error> {
    let start = SessionStart::Confirmed { confirmed_by, replaces };
    issue_session(app, sign_in.as_new_session(), start).await.map_err(|error| match error {
        Error::SignedOut => Error::ScanOver,
        error => error,
    })
}

/// The applicant of a session has proved the identity: the session continues under another token, otherwise unchanged. The choice to stay
/// signed in holds for one applicant only and is dropped when the identity is another.
///
/// # Errors
/// [`Error::SignedOut`] when the session has ended meanwhile.
pub async fn prove_identity(
    app: &App,
    present: &FoundSession,
    applicant: &Applicant,
) -> Result<StartedSession, Error> {
    let is_another = present.applicant.as_ref().is_some_and(|before| before.id != applicant.id);
    let proved = FoundSession {
        applicant: Some(applicant.clone()),
        is_kept: present.is_kept && !is_another,
        ..present.clone()
    };
    rotate_session(app, &proved).await
}

/// A session has changed: it continues under another token with the rest of its lifetime.
///
/// # Errors
/// [`Error::SignedOut`] when the session has ended meanwhile.
pub async fn rotate_session(app: &App, changed: &FoundSession) -> Result<StartedSession, Error> {
    let new = NewSession {
        mobile: changed.mobile.as_deref(),
        subject: &changed.subject,
        applicant: changed.applicant.as_ref().map(|applicant| applicant.id.as_str()),
        way: &changed.way,
        device: &changed.device,
        is_kept: changed.is_kept,
    };
    issue_session(app, new, SessionStart::Rotate { token_hash: &changed.token_hash }).await
}

async fn issue_session(
    app: &App,
    new: NewSession<'_>,
    start: SessionStart<'_>,
) -> Result<StartedSession, Error> {
    let token = secret::token();
    let hash = secret::sha256(token.as_bytes());
    let (now, limits) = (app.clock.now(), app.session_limits());
    if !app
        .db
        .insert_session(
            SessionKey { token_hash: &hash, id: &secret::id() },
            new,
            start,
            limits,
            now,
        )
        .await?
    {
        return Err(Error::SignedOut);
    }
    let found = app.db.find_session(&hash, limits, now).await?.ok_or(Error::SignedOut)?;
    let lifetime = if found.is_kept { limits.kept_seconds } else { limits.absolute_seconds };
    Ok(StartedSession {
        cookie: Cookie::Session.set_cookie(app, &token, lifetime)?,
        session: found,
    })
}

/// The cookie that ends the session in the browser.
pub fn expired_cookie(app: &App) -> Result<HeaderValue, Error> {
    Cookie::Session.set_cookie(app, "", 0)
}

/// 400 days, the longest time for which browsers keep a cookie.
const DEVICE_SECONDS: i64 = 400 * 86_400;

/// The token of the device's cookie, if it has one.
#[must_use]
pub fn device_token<'a>(headers: &'a HeaderMap, app: &App) -> Option<&'a str> {
    Cookie::Device.token_in(headers, app)
}

/// The cookie by which the server recognises a device.
pub fn device_cookie(app: &App, token: &str) -> Result<HeaderValue, Error> {
    Cookie::Device.set_cookie(app, token, DEVICE_SECONDS)
}
