//! 图形验证码, and the sum in words as an alternative.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;
use sscard_shared::api::{Captcha, TaskKind};

use crate::{address::ClientAddress, app::App, error::Error};

/// The task that the browser requests.
#[derive(Debug, Default, Deserialize)]
pub struct CaptchaQuery {
    #[serde(default)]
    kind: TaskKind,
}

/// Issues a task.
pub async fn issue_captcha(
    State(app): State<App>,
    address: ClientAddress,
    Query(query): Query<CaptchaQuery>,
) -> Result<Json<Captcha>, Error> {
    let address = address.client_ip(&app.config);
    app.captchas.issue(query.kind, address, app.clock.now()).await.map(Json)
}
