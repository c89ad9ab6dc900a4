//! The metrics of the service, for the operator.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::{address::ClientAddress, app::App, config::Audience};

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The metrics, for the clients that the settings name. For all others they do not exist.
pub async fn show_metrics(State(app): State<App>, address: ClientAddress) -> Response {
    let is_allowed = match app.config.metrics {
        Audience::All => true,
        Audience::Loopback => address.is_local_program(&app.config),
        Audience::Off => false,
    };
    if !is_allowed {
        return (StatusCode::NOT_FOUND, "没有这个页面\n").into_response();
    }
    match app.metrics.text() {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => {
            tracing::error!(cause = %error, "the numbers cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
