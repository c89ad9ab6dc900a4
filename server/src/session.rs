//! Who is asking: the cookie, and the extractors that *are* "must be signed in" and "must be known by name".

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderValue, request::Parts},
};

use crate::{
    app::App,
    cookie::Cookie,
    db::{Applicant, FoundSession, NewSession, SessionStart},
    device::Device,
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
    let Some(token) = Cookie::Session.of(headers, app) else { return Ok(None) };
    let hash = secret::sha256(token.as_bytes());
    Ok(app.db.find_session(&hash, app.session_limits(), app.clock.now()).await?)
}

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A code sent to a mobile number.
    Sms,
    /// A phone that is signed in let the browser in.
    Scan,
    /// Somebody else vouched for them.
    Provider,
    /// An account of the operator.
    Password,
    /// Name, number and face.
    Face,
    /// A code of a mini-program, which stands for the number that its host knows.
    HostPhone,
}

impl Way {
    /// The word that is kept.
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

/// Somebody who has just signed in, or whose rights have changed.
#[derive(Clone, Copy)]
pub struct Arrival<'a> {
    /// How they signed in.
    pub way: Way,
    /// Who signed in, whatever is known of them.
    pub subject: &'a str,
    /// The number that signed in, where one did.
    pub mobile: Option<&'a str>,
    /// Who it is, where that is proved.
    pub applicant: Option<&'a Applicant>,
    /// Whether they asked to be kept signed in.
    pub kept: bool,
    /// What they signed in with.
    pub device: &'a Device,
}

impl<'a> Arrival<'a> {
    fn new_session(self) -> NewSession<'a> {
        NewSession {
            mobile: self.mobile,
            subject: self.subject,
            applicant: self.applicant.map(|applicant| applicant.id.as_str()),
            way: self.way.name(),
            device: self.device.words(),
            kept: self.kept,
        }
    }
}

impl std::fmt::Debug for Arrival<'_> {
    /// Numbers must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arrival").field("way", &self.way).finish_non_exhaustive()
    }
}

/// Begins a session in place of the present one, with a whole time of its own, and gives the cookie that says so.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    app: &App,
    arrival: Arrival<'_>,
    instead_of: Option<&str>,
) -> Result<(HeaderValue, FoundSession), Error> {
    renew(app, arrival.new_session(), SessionStart::New { instead_of }).await
}

/// The same, for a browser that another session has confirmed, as long as that one is alive: who signs out everywhere at the same moment is
/// signed out in that browser too.
///
/// # Errors
/// [`Error::ScanOver`] when the other session has ended; and when the database fails.
pub async fn begin_confirmed(
    app: &App,
    arrival: Arrival<'_>,
    confirmed_by: &str,
    instead_of: Option<&str>,
) -> Result<(HeaderValue, FoundSession), Error> {
    let start = SessionStart::Confirmed { by: confirmed_by, instead_of };
    renew(app, arrival.new_session(), start).await.map_err(|error| match error {
        Error::SignedOut => Error::ScanOver,
        error => error,
    })
}

/// The person of a session has proved who they are: it goes on under another token, the same in all else. That somebody asked to be kept
/// signed in holds for them alone: where it is another person now, it holds no longer.
///
/// # Errors
/// When the session has ended meanwhile, or the database fails.
pub async fn prove(
    app: &App,
    present: &FoundSession,
    applicant: &Applicant,
) -> Result<(HeaderValue, FoundSession), Error> {
    let is_another = present.applicant.as_ref().is_some_and(|before| before.id != applicant.id);
    let proved = FoundSession {
        applicant: Some(applicant.clone()),
        kept: present.kept && !is_another,
        ..present.clone()
    };
    go_on(app, &proved).await
}

/// Something about a session has changed: it goes on under another token, with what is left of its time.
///
/// # Errors
/// When the session has ended meanwhile, or the database fails.
pub async fn go_on(
    app: &App,
    changed: &FoundSession,
) -> Result<(HeaderValue, FoundSession), Error> {
    let new = NewSession {
        mobile: changed.mobile.as_deref(),
        subject: &changed.subject,
        applicant: changed.applicant.as_ref().map(|applicant| applicant.id.as_str()),
        way: &changed.way,
        device: &changed.device,
        kept: changed.kept,
    };
    renew(app, new, SessionStart::Rotate { from: &changed.token_hash }).await
}

async fn renew(
    app: &App,
    new: NewSession<'_>,
    start: SessionStart<'_>,
) -> Result<(HeaderValue, FoundSession), Error> {
    let token = secret::token();
    let hash = secret::sha256(token.as_bytes());
    let (now, limits) = (app.clock.now(), app.session_limits());
    if !app.db.begin_session((&hash, &secret::id()), new, start, limits, now).await? {
        return Err(Error::SignedOut);
    }
    let found = app.db.find_session(&hash, limits, now).await?.ok_or(Error::SignedOut)?;
    let lasts = if found.kept { limits.kept } else { limits.absolute };
    Ok((Cookie::Session.kept(app, &token, lasts)?, found))
}

/// The cookie that ends a session in the browser.
///
/// # Errors
/// Never; the signature is that of its fellow.
pub fn ended(app: &App) -> Result<HeaderValue, Error> {
    Cookie::Session.kept(app, "", 0)
}

/// As long as browsers keep a cookie.
const DEVICE_SECONDS: i64 = 400 * 86_400;

/// The token of the device, where it has one.
#[must_use]
pub fn device_token<'a>(headers: &'a HeaderMap, app: &App) -> Option<&'a str> {
    Cookie::Device.of(headers, app)
}

/// The cookie by which a device is known again.
///
/// # Errors
/// Never; the signature is that of its fellows.
pub fn device_cookie(app: &App, token: &str) -> Result<HeaderValue, Error> {
    Cookie::Device.kept(app, token, DEVICE_SECONDS)
}
