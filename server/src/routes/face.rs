//! 人脸识别: a challenge, and its frames. Where they are used stands in [`super::session`].

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
};
use sscard_shared::api::FaceChallenge;

use crate::{address::ClientAddress, app::App, error::Error};

/// Asks for some moves.
pub async fn begin(
    State(app): State<App>,
    address: ClientAddress,
) -> Result<Json<FaceChallenge>, Error> {
    let challenge = app.faces.begin(address.of(&app.config), app.clock.now())?;
    Ok(Json(challenge))
}

/// Takes a frame.
pub async fn frame(
    State(app): State<App>,
    Path((id, at)): Path<(String, usize)>,
    jpeg: Bytes,
) -> Result<StatusCode, Error> {
    app.faces.keep(&id, at, jpeg, app.clock.now())?;
    Ok(StatusCode::NO_CONTENT)
}
