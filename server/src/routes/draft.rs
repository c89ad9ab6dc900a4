//! A draft kept for another day or device.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use sscard_shared::api::SavedDraft;

use super::application::is_key;
use crate::{
    app::App,
    db::Applicant,
    error::{Body, Error},
};

/// The draft, or 204 where there is none.
pub async fn get(State(app): State<App>, applicant: Applicant) -> Result<Response, Error> {
    let draft = app.db.find_draft(&applicant.id).await?;
    Ok(draft.map_or_else(
        || StatusCode::NO_CONTENT.into_response(),
        |draft| Json(draft).into_response(),
    ))
}

/// Keeps a draft in place of the one before: the last to save wins, and the page compares the times.
pub async fn put(
    State(app): State<App>,
    applicant: Applicant,
    Body(saved): Body<SavedDraft>,
) -> Result<StatusCode, Error> {
    if !is_key(&saved.key) {
        return Err(Error::BadRequest);
    }
    if app.db.keep_draft(&applicant.id, &saved, app.clock.now()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Error::SubmittedAlready)
    }
}

/// Throws the draft away.
pub async fn delete(State(app): State<App>, applicant: Applicant) -> Result<StatusCode, Error> {
    app.db.drop_draft(&applicant.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
