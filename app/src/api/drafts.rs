//! The draft that the server keeps, and its revision: the entity tag of the last save.

use sscard_shared::api::{DRAFT_PATH, SavedDraft};

use super::{
    ApiProblem, ORDINARY_MS,
    transport::{Body, fetch, json, parse, send},
};

/// The draft and its revision, if the server keeps one.
pub async fn saved_draft() -> Result<Option<(SavedDraft, String)>, ApiProblem> {
    let answer = fetch("GET", DRAFT_PATH, Body::None, &[], ORDINARY_MS).await?;
    let revision = answer.header("etag").unwrap_or_default();
    let text = answer.text().await?;
    if text.is_empty() { Ok(None) } else { parse(&text).map(|draft| Some((draft, revision))) }
}

/// Has the server keep a draft in place of the save of this revision, or of none, and gives the new revision.
pub async fn save_draft(saved: &SavedDraft, replaces: Option<&str>) -> Result<String, ApiProblem> {
    let condition = match replaces {
        Some(revision) => ("if-match", revision),
        None => ("if-none-match", "*"),
    };
    let answer = fetch("PUT", DRAFT_PATH, json(saved), &[condition], ORDINARY_MS).await?;
    Ok(answer.header("etag").unwrap_or_default())
}

/// Has the server forget the draft.
pub async fn delete_draft() -> Result<(), ApiProblem> {
    send("DELETE", DRAFT_PATH, Body::None, ORDINARY_MS).await.map(drop)
}
