//! Whether the server lives, and whether it can work.

use std::time::Duration;

use axum::{extract::State, http::StatusCode};
use tokio::{sync::Mutex, time::Instant};

use crate::app::App;

/// An answer is good for so long: the question writes, and anybody may ask it.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// The last answer to whether the server can work, and when it was found.
#[derive(Debug, Default)]
pub struct Readiness(Mutex<Option<(Instant, bool)>>);

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database can be read and written. Whoever asks at the same time is told the same.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    let mut last = app.readiness.0.lock().await;
    let is_ready = match *last {
        Some((found_at, is_ready)) if found_at.elapsed() < GOOD_FOR => is_ready,
        _ => {
            let found = app.db.check_writable(app.clock.now()).await;
            if let Err(error) = &found {
                tracing::error!(cause = %error, "not ready");
            }
            *last = Some((Instant::now(), found.is_ok()));
            found.is_ok()
        }
    };
    if is_ready {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read and written\n")
    }
}
