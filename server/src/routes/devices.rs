//! 我的登录设备: where somebody is signed in, and signing out there.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sscard_shared::api::DeviceView;

use crate::{
    app::App,
    error::Error,
    session::{self, SignedIn},
};

/// Where the person is signed in.
pub async fn list(
    State(app): State<App>,
    SignedIn(present): SignedIn,
) -> Result<Json<Vec<DeviceView>>, Error> {
    let devices = app.db.devices_of(&present, app.session_limits(), app.clock.now()).await?;
    let view = |device: crate::db::SignedInDevice| DeviceView {
        here: device.id == present.id,
        id: device.id,
        way: device.way,
        device: device.device,
        created_at: device.created_at,
        seen_at: device.seen_at,
    };
    Ok(Json(devices.into_iter().map(view).collect()))
}

/// Signs out on one device.
pub async fn end_one(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    if !app.db.end_device(&present, &id).await? {
        return Err(Error::NotFound);
    }
    ended(&app, id == present.id)
}

/// What of all devices is meant.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    /// `1`: all but this one.
    #[serde(default)]
    others: u8,
}

/// Signs out everywhere, or everywhere else.
pub async fn end_all(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let but_here = which.others == 1;
    app.db.end_devices(&present, but_here).await?;
    ended(&app, !but_here)
}

fn ended(app: &App, here: bool) -> Result<Response, Error> {
    if here {
        let cookie = session::ended(app)?;
        return Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
