//! Whether the server lives, and whether it can work.

use axum::{extract::State, http::StatusCode};

use crate::app::App;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database can be read and written.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.db.check_writable(app.clock.now()).await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(cause = %error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read and written\n")
        }
    }
}
