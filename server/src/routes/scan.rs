//! 扫码登录: a browser shows a code, a phone whose person is known lets it in.

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
    db::{FoundScan, LetIn, NewScan},
    device::Device,
    error::{Body, Error},
    limits, origin, scans, secret,
    session::SignedIn,
};

/// The longest that an answer is kept back: proxies give up on what takes a minute.
const PATIENCE: i64 = 25;
/// The phone's page, which reads what stands behind the `#`.
const PAGE: &str = "/scan#";

/// A code for this browser, and the cookie without which it opens nothing.
pub async fn begin(
    State(app): State<App>,
    address: ClientAddress,
    device: Device,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let now = app.clock.now();
    app.start.count(address.of(&app.config), now).map_err(|seconds| {
        Error::too_many(seconds, "您所在的网络获取二维码过于频繁，请稍后再试，或选择其他登录方式")
    })?;
    let (id, browser, in_code) = (secret::id(), secret::token(), secret::id());
    let good_for = app.config.scan.good_seconds;
    let secret_hash = secret::sha256(in_code.as_bytes());
    let new = NewScan {
        id: &id,
        secret_hash: &secret_hash,
        browser_hash: &secret::sha256(browser.as_bytes()),
        device: device.words(),
        network_hash: &network_hash(&id, address.of(&app.config)),
        good_for,
    };
    let origin = origin::of_site(&headers, &app.config).ok_or(Error::BadRequest)?;
    let url = [&origin, PAGE, &in_code].concat();
    let code = scans::draw(&url).ok_or(Error::BadRequest)?;
    app.db.begin_scan(new, now).await?;
    let ticket = ScanTicket { id, url, code, mark: mark(&secret_hash), expires_in: left(good_for) };
    let cookie = Cookie::Scan.kept(&app, &browser, good_for)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(ticket)).into_response())
}

/// What a browser's page shows already.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Known {
    known: ScanState,
}

/// How far a browser's scan has come: told as soon as it is another than what the page shows.
pub async fn progress(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(Known { known }): Query<Known>,
    headers: HeaderMap,
) -> Result<Json<ScanProgress>, Error> {
    let browser = browser(&headers, &app)?;
    let Some(waiter) = app.scans.wait_for(&id) else {
        return Err(Error::too_many(5, "登录的人较多，请稍候，或选择其他登录方式"));
    };
    let rung = waiter.notifier.notified();
    tokio::pin!(rung);
    // Heard from here on: what happens after the first look is not missed.
    rung.as_mut().enable();
    let found = look(&app, &id, &browser).await?;
    if found.state != known {
        return Ok(Json(ScanProgress { state: found.state }));
    }
    let seconds = (found.ends_at - app.clock.now()).clamp(0, PATIENCE);
    let patience = Duration::from_secs(seconds.unsigned_abs());
    // Rung or not, what counts is in the database.
    let _ = tokio::time::timeout(patience, rung).await;
    Ok(Json(ScanProgress { state: look(&app, &id, &browser).await?.state }))
}

async fn look(app: &App, id: &str, browser: &str) -> Result<FoundScan, Error> {
    app.db.scan_of(id, browser, app.session_limits(), app.clock.now()).await?.ok_or(Error::NotFound)
}

/// A phone has a code before it: who asks to be let in.
pub async fn seen(
    State(app): State<App>,
    address: ClientAddress,
    SignedIn(present): SignedIn,
    Body(ScanSecret { secret }): Body<ScanSecret>,
) -> Result<Json<ScanAsker>, Error> {
    let (applicant, now) = (present.applicant.ok_or(Error::NotNamed)?, app.clock.now());
    let hash = secret::sha256(secret.as_bytes());
    let seen = app.db.see_scan(&hash, &applicant, now).await?.ok_or(Error::ScanOver)?;
    app.scans.ring(&seen.id);
    let is_same = network_hash(&seen.id, address.of(&app.config)) == seen.network_hash;
    Ok(Json(ScanAsker {
        device: seen.device,
        mark: mark(&hash),
        network: if is_same { ScanNetwork::Same } else { ScanNetwork::Other },
        asked_at: seen.created_at,
        expires_in: left(seen.ends_at - now),
    }))
}

/// The phone's person lets the browser in, or does not.
pub async fn answer(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Body(ScanAnswer { secret, verdict }): Body<ScanAnswer>,
) -> Result<StatusCode, Error> {
    let (applicant, now) = (present.applicant.ok_or(Error::NotNamed)?, app.clock.now());
    let hash = secret::sha256(secret.as_bytes());
    let answered = match verdict {
        ScanVerdict::Confirm => {
            let who = LetIn {
                applicant,
                subject: present.subject,
                mobile: present.mobile,
                session: present.id,
            };
            app.db.confirm_scan(&hash, &who, now).await?
        }
        ScanVerdict::Refuse => app.db.refuse_scan(&hash, &applicant, now).await?,
    };
    app.scans.ring(&answered.ok_or(Error::ScanOver)?);
    Ok(StatusCode::NO_CONTENT)
}

/// Who let this browser in.
///
/// # Errors
/// When nobody did, or not this browser, or it has come in already, or whoever did is signed out.
pub(super) async fn let_in(app: &App, id: &str, headers: &HeaderMap) -> Result<LetIn, Error> {
    let browser = browser(headers, app)?;
    let taken = app.db.take_scan(id, &browser, app.session_limits(), app.clock.now()).await?;
    taken.ok_or(Error::ScanOver)
}

/// The hash of the cookie; without one there is nothing that could be this browser's.
fn browser(headers: &HeaderMap, app: &App) -> Result<String, Error> {
    let token = Cookie::Scan.of(headers, app).ok_or(Error::NotFound)?;
    Ok(secret::sha256(token.as_bytes()))
}

/// Two letters or digits that both sides show. None of them is mistaken for another.
fn mark(secret_hash: &str) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let bytes = [secret_hash.get(..2), secret_hash.get(2..4)];
    let numbers = bytes.into_iter().flatten().flat_map(|byte| u8::from_str_radix(byte, 16));
    numbers.map(|number| char::from(LETTERS[usize::from(number) % LETTERS.len()])).collect()
}

/// A network by which only that it is the same can be told, and only of this scan.
fn network_hash(id: &str, address: IpAddr) -> String {
    secret::sha256(format!("{id} {}", limits::network(address)).as_bytes())
}

fn left(seconds: i64) -> u32 {
    u32::try_from(seconds).unwrap_or_default()
}
