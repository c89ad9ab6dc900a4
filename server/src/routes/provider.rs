//! 其他渠道登录: redirects to an identity provider and back. The browser navigates here, so every outcome is a page of this site and not an
//! answer to a script.

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

use super::values::parse_value;
use crate::{
    address::ClientAddress,
    app::App,
    cookie::Cookie,
    db::{Applicant, LoginState},
    device::Device,
    error::Error,
    origin,
    providers::{IdentityProvider, ProvenIdentity, ReturnedCode},
    secret,
    session::{self, NewSignIn, SignInMethod, SignedIn},
};

/// Seconds that an applicant may take at a provider.
const LOGIN_STATE_SECONDS: i64 = 600;
/// The longest path to return to, in bytes.
const MAX_BACK_BYTES: usize = 200;

/// The configured providers.
pub async fn list_providers(State(app): State<App>) -> Json<Vec<ProviderView>> {
    Json(app.providers.views())
}

/// The page to show after the provider.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct BackQuery {
    #[serde(default)]
    back: String,
}

/// Redirects to the provider.
pub async fn redirect_to_provider(
    State(app): State<App>,
    name: Result<Path<String>, PathRejection>,
    query: Result<Query<BackQuery>, QueryRejection>,
    address: ClientAddress,
    headers: HeaderMap,
) -> Response {
    let back = local_path(&query.map(|Query(query)| query.back).unwrap_or_default());
    // A page of yesterday may name a provider that the operator has removed.
    let Some(provider) = name.ok().and_then(|Path(name)| app.providers.find(&name)) else {
        return redirect_to_sign_in(ProviderProblem::Unavailable, &back);
    };
    match authorization_request(&app, provider, &back, &address, &headers).await {
        Ok((cookie, url)) => see_other(&url, vec![cookie]),
        Err(Error::TooMany { retry_after, .. }) => too_many_page(retry_after, &back),
        Err(error) => {
            tracing::error!(provider = %provider.name(), cause = %error, "nobody gets to a provider");
            redirect_to_sign_in(ProviderProblem::Unavailable, &back)
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
    app.start_limit
        .count(address.client_ip(&app.config), now)
        .map_err(|seconds| Error::too_many(seconds, "登录过于频繁，请稍后再试"))?;
    let request = provider.authorization_request(redirect_uri(app, provider, headers)?, now).await;
    let request = request.map_err(|error| Error::Unavailable {
        service: "the provider",
        cause: error.to_string(),
    })?;
    let browser = secret::token();
    let login_state = LoginState {
        state_hash: secret::sha256(request.state.as_bytes()),
        browser_hash: secret::sha256(browser.as_bytes()),
        provider: provider.name().to_owned(),
        nonce: request.nonce,
        verifier: request.verifier,
        back: back.to_owned(),
        ends_at: now + LOGIN_STATE_SECONDS,
    };
    app.db.insert_login_state(&login_state, now).await?;
    Ok((Cookie::LoginState.set_cookie(app, &browser, LOGIN_STATE_SECONDS)?, request.url))
}

/// The parameters with which the provider redirects back.
#[derive(Clone, Deserialize)]
pub struct ProviderReply {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

impl std::fmt::Debug for ProviderReply {
    /// Shows the error only: a code opens a session.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderReply").field("error", &self.error).finish_non_exhaustive()
    }
}

/// The provider redirects back here.
pub async fn return_from_provider(
    State(app): State<App>,
    name: Result<Path<String>, PathRejection>,
    reply: Result<Query<ProviderReply>, QueryRejection>,
    present: Option<SignedIn>,
    device: Device,
    headers: HeaderMap,
) -> Response {
    // Repeated parameters or an unknown name do not come from a configured provider.
    let (Ok(Path(name)), Ok(Query(reply))) = (name, reply) else {
        return redirect_to_sign_in(ProviderProblem::Unavailable, "");
    };
    if app.providers.find(&name).is_none() {
        return redirect_to_sign_in(ProviderProblem::Unavailable, "");
    }
    let login_state = match matching_login_state(&app, &name, &reply, &headers).await {
        Ok(Some(login_state)) => login_state,
        Ok(None) => return redirect_to_sign_in(ProviderProblem::Expired, ""),
        Err(error) => return redirect_after_error(&name, &error, ""),
    };
    let back_path = login_state.back.clone();
    if reply.error.as_deref() == Some("access_denied") {
        return redirect_to_sign_in(ProviderProblem::Cancelled, &back_path);
    }
    let present = present.map(|SignedIn(found)| found.token_hash);
    match complete_sign_in(
        &app,
        reply,
        login_state,
        Browser { device: &device, headers: &headers, present: present.as_deref() },
    )
    .await
    {
        Ok(cookie) => {
            let expired = Cookie::LoginState.set_cookie(&app, "", 0).into_iter();
            see_other(&back_path, expired.chain([cookie]).collect())
        }
        Err(error) => redirect_after_error(&name, &error, &back_path),
    }
}

/// The stored login state, where it is this browser's and was for this provider.
async fn matching_login_state(
    app: &App,
    name: &str,
    reply: &ProviderReply,
    headers: &HeaderMap,
) -> Result<Option<LoginState>, Error> {
    let (Some(state), Some(browser)) = (&reply.state, Cookie::LoginState.token_in(headers, app))
    else {
        return Ok(None);
    };
    let hash = |text: &str| secret::sha256(text.as_bytes());
    let login_state =
        app.db.redeem_login_state(&hash(state), &hash(browser), app.clock.now()).await?;
    Ok(login_state.filter(|login_state| login_state.provider == name))
}

/// The browser that returns from the provider.
struct Browser<'a> {
    device: &'a Device,
    headers: &'a HeaderMap,
    /// The hash of the token of its present session, if any.
    present: Option<&'a str>,
}

async fn complete_sign_in(
    app: &App,
    reply: ProviderReply,
    login_state: LoginState,
    Browser { device, headers, present }: Browser<'_>,
) -> Result<axum::http::HeaderValue, Error> {
    let provider_failed = |cause: String| Error::Unavailable { service: "the provider", cause };
    let provider = app.providers.find(&login_state.provider).ok_or(Error::NotFound)?;
    // With several providers, none may present what belongs to another (RFC 9207).
    if reply.iss.is_some_and(|issuer| !provider.is_issuer(&issuer)) {
        return Err(provider_failed(String::from("another issuer hands back what is not its own")));
    }
    let code = reply.code.ok_or_else(|| {
        provider_failed(format!("it handed back no code but {:?}", reply.error.unwrap_or_default()))
    })?;
    let redirect_uri = redirect_uri(app, provider, headers)?;
    let back = ReturnedCode {
        redirect_uri,
        code,
        nonce: login_state.nonce,
        verifier: login_state.verifier,
    };
    let proven = provider.authenticate(back, app.clock.now()).await;
    let proven = proven.map_err(|error| provider_failed(error.to_string()))?;
    let applicant = proven_applicant(app, &proven).await?;
    let mobile =
        proven.mobile.as_deref().and_then(|mobile| valid_claim(app, Field::Mobile, mobile));
    let sign_in = NewSignIn {
        method: SignInMethod::Provider,
        subject: &format!("oidc:{}:{}", login_state.provider, proven.mark),
        mobile: mobile.as_deref(),
        applicant: applicant.as_ref(),
        is_kept: false,
        device,
    };
    Ok(session::start_session(app, sign_in, present).await?.cookie)
}

/// The applicant that a provider authenticates, where it gives both name and number and both pass the rules.
async fn proven_applicant(app: &App, proven: &ProvenIdentity) -> Result<Option<Applicant>, Error> {
    let name = proven.name.as_deref().and_then(|name| valid_claim(app, Field::Name, name));
    let number =
        proven.id_number.as_deref().and_then(|number| valid_claim(app, Field::IdNumber, number));
    match name.zip(number) {
        Some((name, number)) => {
            Ok(Some(app.db.find_or_insert_applicant(&name, &number, app.clock.now()).await?))
        }
        None => Ok(None),
    }
}

/// A claim in its normal form, where it passes the rules.
fn valid_claim(app: &App, field: Field, claim: &str) -> Option<String> {
    parse_value(app, field, claim).ok()
}

/// The address to which the provider redirects back.
fn redirect_uri(
    app: &App,
    provider: &IdentityProvider,
    headers: &HeaderMap,
) -> Result<String, Error> {
    let origin = origin::site_origin(headers, &app.config).ok_or(Error::BadRequest)?;
    Ok([&origin, PROVIDERS_PATH, "/", provider.name(), "/back"].concat())
}

/// The path if it is one of this site, otherwise `/`: no redirect leaves the site.
fn local_path(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    let is_ours = path.starts_with('/') && !path.starts_with("//") && path.len() <= MAX_BACK_BYTES;
    if is_ours && path.chars().all(is_plain) { path.to_owned() } else { String::from("/") }
}

/// The channel of a path to return to.
fn channel(back: &str) -> Door {
    back.split('/').find_map(Door::from_name).unwrap_or(Door::Portal)
}

fn redirect_after_error(provider: &str, error: &Error, back: &str) -> Response {
    tracing::error!(provider, cause = %error, "a provider vouched for nobody");
    redirect_to_sign_in(ProviderProblem::Unavailable, back)
}

/// Redirects to the sign-in page, which has words for the problem.
fn redirect_to_sign_in(problem: ProviderProblem, back: &str) -> Response {
    see_other(&sign_in_url(problem, back), Vec::new())
}

fn sign_in_url(problem: ProviderProblem, back: &str) -> String {
    format!("/{}/sign-in?problem={}", channel(back).name(), problem.name())
}

/// Answers with the status for programs, and redirects browsers to the sign-in page, which says it in words.
fn too_many_page(retry_after: u32, back: &str) -> Response {
    let url = sign_in_url(ProviderProblem::TooMany, back);
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

fn see_other(url: &str, cookies: Vec<axum::http::HeaderValue>) -> Response {
    let cookies = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie));
    let place = [(header::LOCATION, url)];
    (StatusCode::SEE_OTHER, place, AppendHeaders(cookies.collect::<Vec<_>>())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_returned_to() {
        for path in ["/portal", "/me/applications/1234567890123456", "/minsheng/sign-in"] {
            assert_eq!(local_path(path), path);
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
            assert_eq!(local_path(path), "/", "{path}");
        }
        assert_eq!(local_path(&"/a".repeat(101)), "/");
    }

    #[test]
    fn the_path_to_return_to_decides_the_channel() {
        for (back, expected) in [
            ("/minsheng/basic", Door::Minsheng),
            ("/jingtong", Door::Jingtong),
            ("/portal/form", Door::Portal),
            ("/me", Door::Portal),
            ("/", Door::Portal),
        ] {
            assert_eq!(channel(back), expected, "{back}");
        }
    }
}
