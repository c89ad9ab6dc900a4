//! Ways in by way of something else: a phone that is signed in, and others who vouch for a person.

use sscard_shared::api::{
    PROVIDERS_PATH, ProviderView, SCAN_ANSWER_PATH, SCAN_PATH, SCAN_SEEN_PATH, ScanAnswer,
    ScanAsker, ScanProgress, ScanSecret, ScanState, ScanTicket, ScanVerdict,
};

use super::{ApiProblem, Body, ORDINARY_MS, get, json, parse, send};

/// The server keeps its answer back until there is news, for 25 seconds at most.
const WAITING_MS: u32 = 40_000;

/// A code for this browser.
pub async fn begin_scan() -> Result<ScanTicket, ApiProblem> {
    parse(&send("POST", SCAN_PATH, Body::None, ORDINARY_MS).await?)
}

/// How far a scan has come, as soon as it is another than what is known.
pub async fn scan_progress(id: &str, known: ScanState) -> Result<ScanState, ApiProblem> {
    let path = [SCAN_PATH, "/", id, "?known=", known.name()].concat();
    let progress: ScanProgress = parse(&send("GET", &path, Body::None, WAITING_MS).await?)?;
    Ok(progress.state)
}

/// This phone has a code before it.
pub async fn see_scan(secret: String) -> Result<ScanAsker, ApiProblem> {
    parse(&send("POST", SCAN_SEEN_PATH, json(&ScanSecret { secret }), ORDINARY_MS).await?)
}

/// What this phone's person says to it.
pub async fn answer_scan(secret: String, verdict: ScanVerdict) -> Result<(), ApiProblem> {
    let answer = json(&ScanAnswer { secret, verdict });
    send("POST", SCAN_ANSWER_PATH, answer, ORDINARY_MS).await.map(drop)
}

/// Who vouches for people.
pub async fn providers() -> Result<Vec<ProviderView>, ApiProblem> {
    get(PROVIDERS_PATH).await
}
