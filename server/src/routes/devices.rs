//! 我的登录设备: the devices on which the applicant is signed in, and signing out there.

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

/// The devices on which the applicant is signed in.
pub async fn list_devices(
    State(app): State<App>,
    SignedIn(present): SignedIn,
) -> Result<Json<Vec<DeviceView>>, Error> {
    let devices = app.db.list_devices(&present, app.session_limits(), app.clock.now()).await?;
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
pub async fn sign_out_device(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    if !app.db.end_device(&present, &id).await? {
        return Err(Error::NotFound);
    }
    signed_out_response(&app, id == present.id)
}

/// Which devices a sign-out covers.
#[derive(Debug, Default, Deserialize)]
pub struct SignOutQuery {
    /// `1`: all but this one.
    #[serde(default)]
    others: u8,
}

/// Signs out on all devices, or on all others.
pub async fn sign_out_devices(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Query(query): Query<SignOutQuery>,
) -> Result<Response, Error> {
    let others_only = query.others == 1;
    app.db.end_devices(&present, others_only).await?;
    signed_out_response(&app, !others_only)
}

fn signed_out_response(app: &App, is_present: bool) -> Result<Response, Error> {
    if is_present {
        let cookie = session::expired_cookie(app)?;
        return Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
