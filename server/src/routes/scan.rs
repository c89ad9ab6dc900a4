//! 扫码登录: a browser shows a code, and a signed-in phone approves the browser.

use std::{net::IpAddr, time::Duration};

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use sscard_shared::api::{
    ScanAnswer, ScanAsker, ScanNetwork, ScanProgress, ScanSecret, ScanState, ScanTicket,
    ScanVerdict,
};

use crate::{
    address::ClientAddress,
    app::App,
    cookie::Cookie,
    db::{FoundScan, NewScan, ScanApproval},
    device::Device,
    error::{Body, Error},
    limits, origin, scans, secret,
    session::SignedIn,
};

/// The longest wait of an answer. Proxies give up on an answer that takes a minute.
const MAX_WAIT_SECONDS: i64 = 25;
/// The phone's page, which reads the secret behind the `#`.
const SCAN_PAGE: &str = "/scan#";

/// Issues a code for this browser, and the cookie without which the code signs nothing in.
pub async fn start_scan(
    State(app): State<App>,
    address: ClientAddress,
    device: Device,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let now = app.clock.now();
    app.start_limit.count(address.client_ip(&app.config), now).map_err(|seconds| {
        Error::too_many(seconds, "您所在的网络获取二维码过于频繁，请稍后再试，或选择其他登录方式")
    })?;
    let (id, browser, code_secret) = (secret::id(), secret::token(), secret::id());
    let valid_seconds = app.config.scan.good_seconds;
    let secret_hash = secret::sha256(code_secret.as_bytes());
    let new = NewScan {
        id: &id,
        secret_hash: &secret_hash,
        browser_hash: &secret::sha256(browser.as_bytes()),
        device: device.description(),
        network_hash: &network_hash(&id, address.client_ip(&app.config)),
        valid_seconds,
    };
    let origin = origin::site_origin(&headers, &app.config).ok_or(Error::BadRequest)?;
    let url = [&origin, SCAN_PAGE, &code_secret].concat();
    let code = scans::draw(&url).ok_or(Error::BadRequest)?;
    app.db.insert_scan(new, now).await?;
    let ticket = ScanTicket {
        id,
        url,
        code,
        mark: comparison_mark(&secret_hash),
        expires_in: whole_seconds(valid_seconds),
    };
    let cookie = Cookie::Scan.set_cookie(&app, &browser, valid_seconds)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(ticket)).into_response())
}

/// The state that the browser's page shows already.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct ProgressQuery {
    known: ScanState,
}

/// The state of a browser's scan. The answer comes when the state differs from the one that the page shows, or after the longest wait.
pub async fn scan_progress(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(ProgressQuery { known }): Query<ProgressQuery>,
    headers: HeaderMap,
) -> Result<Json<ScanProgress>, Error> {
    let browser = browser_hash(&headers, &app)?;
    let Some(waiter) = app.scans.register_waiter(&id) else {
        return Err(Error::too_many(5, "登录的人较多，请稍候，或选择其他登录方式"));
    };
    let notified = waiter.notifier.notified();
    tokio::pin!(notified);
    // The notification counts from here on, so that nothing after the first look-up is missed.
    notified.as_mut().enable();
    let found = find_scan(&app, &id, &browser).await?;
    if found.state != known {
        return Ok(Json(ScanProgress { state: found.state }));
    }
    let seconds = (found.ends_at - app.clock.now()).clamp(0, MAX_WAIT_SECONDS);
    let wait = Duration::from_secs(seconds.unsigned_abs());
    // With or without a notification, the database decides.
    let _ = tokio::time::timeout(wait, notified).await;
    Ok(Json(ScanProgress { state: find_scan(&app, &id, &browser).await?.state }))
}

async fn find_scan(app: &App, id: &str, browser: &str) -> Result<FoundScan, Error> {
    app.db
        .find_scan(id, browser, app.session_limits(), app.clock.now())
        .await?
        .ok_or(Error::NotFound)
}

/// A phone has scanned a code: describes the browser that asks.
pub async fn open_scan(
    State(app): State<App>,
    address: ClientAddress,
    SignedIn(present): SignedIn,
    Body(ScanSecret { secret }): Body<ScanSecret>,
) -> Result<Json<ScanAsker>, Error> {
    let (applicant, now) = (present.applicant.ok_or(Error::NotNamed)?, app.clock.now());
    let hash = secret::sha256(secret.as_bytes());
    let opened = app.db.mark_scan_seen(&hash, &applicant, now).await?.ok_or(Error::ScanOver)?;
    app.scans.notify(&opened.id);
    let is_same = network_hash(&opened.id, address.client_ip(&app.config)) == opened.network_hash;
    Ok(Json(ScanAsker {
        device: opened.device,
        mark: comparison_mark(&hash),
        network: if is_same { ScanNetwork::Same } else { ScanNetwork::Other },
        asked_at: opened.created_at,
        expires_in: whole_seconds(opened.ends_at - now),
    }))
}

/// The phone's applicant approves or refuses the browser.
pub async fn answer_scan(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Body(ScanAnswer { secret, verdict }): Body<ScanAnswer>,
) -> Result<StatusCode, Error> {
    let (applicant, now) = (present.applicant.ok_or(Error::NotNamed)?, app.clock.now());
    let hash = secret::sha256(secret.as_bytes());
    let answered = match verdict {
        ScanVerdict::Confirm => {
            let approval = ScanApproval {
                applicant,
                subject: present.subject,
                mobile: present.mobile,
                session: present.id,
            };
            app.db.confirm_scan(&hash, &approval, now).await?
        }
        ScanVerdict::Refuse => app.db.refuse_scan(&hash, &applicant, now).await?,
    };
    app.scans.notify(&answered.ok_or(Error::ScanOver)?);
    Ok(StatusCode::NO_CONTENT)
}

/// The approval of this browser, which can be redeemed once.
///
/// # Errors
/// [`Error::ScanOver`] when there is no approval for this browser, when it was redeemed already, or when the phone is signed out.
pub(super) async fn redeem_scan(
    app: &App,
    id: &str,
    headers: &HeaderMap,
) -> Result<ScanApproval, Error> {
    let browser = browser_hash(headers, app)?;
    let taken = app.db.redeem_scan(id, &browser, app.session_limits(), app.clock.now()).await?;
    taken.ok_or(Error::ScanOver)
}

/// The hash of the browser's cookie. Without the cookie no scan can be this browser's.
fn browser_hash(headers: &HeaderMap, app: &App) -> Result<String, Error> {
    let token = Cookie::Scan.token_in(headers, app).ok_or(Error::NotFound)?;
    Ok(secret::sha256(token.as_bytes()))
}

/// Two letters or digits that both sides show. None of them can be mistaken for another.
fn comparison_mark(secret_hash: &str) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let bytes = [secret_hash.get(..2), secret_hash.get(2..4)];
    let numbers = bytes.into_iter().flatten().flat_map(|byte| u8::from_str_radix(byte, 16));
    numbers.map(|number| char::from(LETTERS[usize::from(number) % LETTERS.len()])).collect()
}

/// The hash of the network for one scan. It shows only whether two addresses of that scan share a network.
fn network_hash(id: &str, address: IpAddr) -> String {
    secret::sha256(format!("{id} {}", limits::household_network(address)).as_bytes())
}

fn whole_seconds(seconds: i64) -> u32 {
    u32::try_from(seconds).unwrap_or_default()
}
