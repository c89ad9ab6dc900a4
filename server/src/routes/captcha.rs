//! 图形验证码, and the sum in words beside it.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;
use sscard_shared::api::{Captcha, TaskKind};

use crate::{address::ClientAddress, app::App, error::Error};

/// Which task is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    kind: TaskKind,
}

/// Sets a task.
pub async fn set(
    State(app): State<App>,
    address: ClientAddress,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Captcha>, Error> {
    let address = address.of(&app.config);
    app.captchas.set(wanted.kind, address, app.clock.now()).await.map(Json)
}
