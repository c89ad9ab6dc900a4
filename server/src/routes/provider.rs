//! 其他渠道登录: to a provider and back. These are pages, not answers to a script: whatever happens, the person sees a page of ours.

use axum::{
    Json,
    extract::{
        Path, Query, State,
        rejection::{PathRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, Html, IntoResponse as _, Response},
};
use serde::Deserialize;
use sscard_shared::{
    api::{PROVIDERS_PATH, ProviderProblem, ProviderView},
    door::Door,
    field::Field,
};

use super::session::parse;
use crate::{
    address::ClientAddress,
    app::App,
    cookie::Cookie,
    db::{Applicant, LoginState},
    device::Device,
    error::Error,
    origin,
    providers::{IdentityProvider, ProvenIdentity, Return},
    secret,
    session::{self, Arrival, SignedIn, Way},
};

/// Seconds that somebody may take at a provider.
const PATIENCE: i64 = 600;
/// The longest way back.
const LONGEST: usize = 200;

/// The providers that there are.
pub async fn list(State(app): State<App>) -> Json<Vec<ProviderView>> {
    Json(app.providers.views())
}

/// Where to after the trip.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    back: String,
}

/// To the provider.
pub async fn go(
    State(app): State<App>,
    name: Result<Path<String>, PathRejection>,
    wish: Result<Query<Wish>, QueryRejection>,
    address: ClientAddress,
    headers: HeaderMap,
) -> Response {
    let back = local(&wish.map(|Query(wish)| wish.back).unwrap_or_default());
    // A button of yesterday may name a provider that the operator has taken away.
    let Some(provider) = name.ok().and_then(|Path(name)| app.providers.find(&name)) else {
        return home_with(ProviderProblem::Unavailable, &back);
    };
    match authorization_request(&app, provider, &back, &address, &headers).await {
        Ok((cookie, url)) => onward(&url, vec![cookie]),
        Err(Error::TooMany { retry_after, .. }) => too_many(retry_after, &back),
        Err(error) => {
            tracing::error!(provider = %provider.name(), cause = %error, "nobody gets to a provider");
            home_with(ProviderProblem::Unavailable, &back)
        }
    }
}

async fn authorization_request(
    app: &App,
    provider: &IdentityProvider,
    back: &str,
    address: &ClientAddress,
    headers: &HeaderMap,
) -> Result<(axum::http::HeaderValue, String), Error> {
    let now = app.clock.now();
    app.start
        .count(address.of(&app.config), now)
        .map_err(|seconds| Error::too_many(seconds, "登录过于频繁，请稍后再试"))?;
    let out = provider.authorization_request(redirect(app, provider, headers)?, now).await;
    let out = out.map_err(|error| Error::Unavailable {
        service: "the provider",
        cause: error.to_string(),
    })?;
    let browser = secret::token();
    let login_state = LoginState {
        state_hash: secret::sha256(out.state.as_bytes()),
        browser_hash: secret::sha256(browser.as_bytes()),
        provider: provider.name().to_owned(),
        nonce: out.nonce,
        verifier: out.verifier,
        back: back.to_owned(),
        ends_at: now + PATIENCE,
    };
    app.db.insert_login_state(&login_state, now).await?;
    Ok((Cookie::LoginState.kept(app, &browser, PATIENCE)?, out.url))
}

/// What the provider hands back.
#[derive(Clone, Deserialize)]
pub struct Handed {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

impl std::fmt::Debug for Handed {
    /// A code opens a session.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handed").field("error", &self.error).finish_non_exhaustive()
    }
}

/// Back from the provider.
pub async fn back(
    State(app): State<App>,
    name: Result<Path<String>, PathRejection>,
    handed: Result<Query<Handed>, QueryRejection>,
    present: Option<SignedIn>,
    device: Device,
    headers: HeaderMap,
) -> Response {
    // What is handed back twice, or by a name that there is not, no provider of ours hands back.
    let (Ok(Path(name)), Ok(Query(handed))) = (name, handed) else {
        return home_with(ProviderProblem::Unavailable, "");
    };
    if app.providers.find(&name).is_none() {
        return home_with(ProviderProblem::Unavailable, "");
    }
    let login_state = match matching_login_state(&app, &name, &handed, &headers).await {
        Ok(Some(login_state)) => login_state,
        Ok(None) => return home_with(ProviderProblem::Expired, ""),
        Err(error) => return home_after(&name, &error, ""),
    };
    let way_back = login_state.back.clone();
    if handed.error.as_deref() == Some("access_denied") {
        return home_with(ProviderProblem::Cancelled, &way_back);
    }
    let present = present.map(|SignedIn(found)| found.token_hash);
    match arrive(&app, handed, login_state, (&device, &headers, present.as_deref())).await {
        Ok(cookie) => {
            let over = Cookie::LoginState.kept(&app, "", 0).into_iter();
            onward(&way_back, over.chain([cookie]).collect())
        }
        Err(error) => home_after(&name, &error, &way_back),
    }
}

/// The trip that ends here, where it is this browser's and was to this provider.
async fn matching_login_state(
    app: &App,
    name: &str,
    handed: &Handed,
    headers: &HeaderMap,
) -> Result<Option<LoginState>, Error> {
    let (Some(state), Some(browser)) = (&handed.state, Cookie::LoginState.of(headers, app)) else {
        return Ok(None);
    };
    let hash = |text: &str| secret::sha256(text.as_bytes());
    let login_state =
        app.db.take_login_state(&hash(state), &hash(browser), app.clock.now()).await?;
    Ok(login_state.filter(|login_state| login_state.provider == name))
}

async fn arrive(
    app: &App,
    handed: Handed,
    login_state: LoginState,
    (device, headers, present): (&Device, &HeaderMap, Option<&str>),
) -> Result<axum::http::HeaderValue, Error> {
    let provider_failed = |cause: String| Error::Unavailable { service: "the provider", cause };
    let provider = app.providers.find(&login_state.provider).ok_or(Error::NotFound)?;
    // Where several providers lead back to us, none may hand over what is another's.
    if handed.iss.is_some_and(|issuer| !provider.is_issuer(&issuer)) {
        return Err(provider_failed(String::from("another issuer hands back what is not its own")));
    }
    let code = handed.code.ok_or_else(|| {
        provider_failed(format!(
            "it handed back no code but {:?}",
            handed.error.unwrap_or_default()
        ))
    })?;
    let redirect = redirect(app, provider, headers)?;
    let back = Return { redirect, code, nonce: login_state.nonce, verifier: login_state.verifier };
    let proven = provider.authenticate(back, app.clock.now()).await;
    let proven = proven.map_err(|error| provider_failed(error.to_string()))?;
    let applicant = applicant(app, &proven).await?;
    let mobile = proven.mobile.as_deref().and_then(|mobile| fit(app, Field::Mobile, mobile));
    let arrival = Arrival {
        way: Way::Provider,
        subject: &format!("oidc:{}:{}", login_state.provider, proven.mark),
        mobile: mobile.as_deref(),
        applicant: applicant.as_ref(),
        kept: false,
        device,
    };
    Ok(session::begin(app, arrival, present).await?.0)
}

/// The person that a provider vouches for, where it tells both name and number and both are what such things can be.
async fn applicant(app: &App, proven: &ProvenIdentity) -> Result<Option<Applicant>, Error> {
    let name = proven.name.as_deref().and_then(|name| fit(app, Field::Name, name));
    let number = proven.id_number.as_deref().and_then(|number| fit(app, Field::IdNumber, number));
    match name.zip(number) {
        Some((name, number)) => {
            Ok(Some(app.db.applicant_of(&name, &number, app.clock.now()).await?))
        }
        None => Ok(None),
    }
}

/// A claim in its normal form, where the rules have nothing against it.
fn fit(app: &App, field: Field, claim: &str) -> Option<String> {
    parse(app, &[(field, claim)]).ok()?.pop()
}

/// Where the provider leads back to.
fn redirect(app: &App, provider: &IdentityProvider, headers: &HeaderMap) -> Result<String, Error> {
    let origin = origin::of_site(headers, &app.config).ok_or(Error::BadRequest)?;
    Ok([&origin, PROVIDERS_PATH, "/", provider.name(), "/back"].concat())
}

/// A path of ours, and nothing else: nobody is led away from here.
fn local(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    let is_ours = path.starts_with('/') && !path.starts_with("//") && path.len() <= LONGEST;
    if is_ours && path.chars().all(is_plain) { path.to_owned() } else { String::from("/") }
}

/// The door through which somebody came, by their way back.
fn door(back: &str) -> Door {
    back.split('/').find_map(Door::from_name).unwrap_or(Door::Portal)
}

fn home_after(provider: &str, error: &Error, back: &str) -> Response {
    tracing::error!(provider, cause = %error, "a provider vouched for nobody");
    home_with(ProviderProblem::Unavailable, back)
}

/// The page of sign-in, which has words for what happened.
fn home_with(problem: ProviderProblem, back: &str) -> Response {
    onward(&home(problem, back), Vec::new())
}

fn home(problem: ProviderProblem, back: &str) -> String {
    format!("/{}/sign-in?problem={}", door(back).name(), problem.name())
}

/// Says in its status what happened, for programs, and leads to the page of sign-in, which says it to people.
fn too_many(retry_after: u32, back: &str) -> Response {
    let url = home(ProviderProblem::TooMany, back);
    let head = [
        (header::RETRY_AFTER, retry_after.to_string()),
        (header::REFRESH, format!("0; url={url}")),
    ];
    let page = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>登录过于频繁</title>\
         <p>您所在的网络登录过于频繁，请稍后再试，或选择其他登录方式。</p><p><a href=\"{url}\">返回登录页面</a></p>"
    );
    (StatusCode::TOO_MANY_REQUESTS, head, Html(page)).into_response()
}

fn onward(url: &str, cookies: Vec<axum::http::HeaderValue>) -> Response {
    let cookies = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie));
    let place = [(header::LOCATION, url)];
    (StatusCode::SEE_OTHER, place, AppendHeaders(cookies.collect::<Vec<_>>())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_a_page_of_ours() {
        for path in ["/portal", "/me/applications/1234567890123456", "/minsheng/sign-in"] {
            assert_eq!(local(path), path);
        }
        for path in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "portal",
            "/portal?next=//evil.example",
            "/portal#x",
            "/a%2f",
            "/../x y",
        ] {
            assert_eq!(local(path), "/", "{path}");
        }
        assert_eq!(local(&"/a".repeat(101)), "/");
    }

    #[test]
    fn who_comes_back_without_a_word_is_at_the_door_that_they_came_through() {
        for (back, expected) in [
            ("/minsheng/basic", Door::Minsheng),
            ("/jingtong", Door::Jingtong),
            ("/portal/form", Door::Portal),
            ("/me", Door::Portal),
            ("/", Door::Portal),
        ] {
            assert_eq!(door(back), expected, "{back}");
        }
    }
}
