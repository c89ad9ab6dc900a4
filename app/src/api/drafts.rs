//! The draft that the server keeps, and its revision: the entity tag of the last save.

use sscard_shared::api::{APPLICANT_HEADER, DRAFT_PATH, SavedDraft};

use super::{
    ApiProblem, ORDINARY_MS,
    transport::{Answer, Body, fetch, json, parse, send},
};

/// A draft, and its revision where a proxy did not drop it.
pub type Revised = (SavedDraft, Option<String>);

/// The draft and its revision, if the server keeps one.
pub async fn saved_draft() -> Result<Option<Revised>, ApiProblem> {
    draft_in(fetch("GET", DRAFT_PATH, Body::None, &[], ORDINARY_MS).await?).await
}

/// The same, if it is this person's: another tab may have signed in somebody else, whose cookie this page sends.
pub async fn saved_draft_of(owner: &str) -> Result<Option<Revised>, ApiProblem> {
    let answer = fetch("GET", DRAFT_PATH, Body::None, &[], ORDINARY_MS).await?;
    match answer.header(APPLICANT_HEADER) {
        Some(applicant) if applicant != owner => Err(ApiProblem::SignedOut),
        _ => draft_in(answer).await,
    }
}

async fn draft_in(answer: Answer) -> Result<Option<Revised>, ApiProblem> {
    let revision = answer.header("etag");
    let text = answer.text().await?;
    if text.is_empty() { Ok(None) } else { parse(&text).map(|draft| Some((draft, revision))) }
}

/// Has the server keep a draft in place of the save of this revision, or of none, and gives the new revision.
pub async fn save_draft(
    saved: &SavedDraft,
    replaces: Option<&str>,
) -> Result<Option<String>, ApiProblem> {
    let condition = match replaces {
        Some(revision) => ("if-match", revision),
        None => ("if-none-match", "*"),
    };
    let answer = fetch("PUT", DRAFT_PATH, json(saved), &[condition], ORDINARY_MS).await?;
    Ok(answer.header("etag"))
}

/// Has the server forget the draft.
pub async fn delete_draft() -> Result<(), ApiProblem> {
    send("DELETE", DRAFT_PATH, Body::None, ORDINARY_MS).await.map(drop)
}
