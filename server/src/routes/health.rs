//! Whether the process runs, and whether it can work.

use std::time::Duration;

use axum::{extract::State, http::StatusCode};
use tokio::{sync::Mutex, time::Instant};

use crate::app::App;

/// How long an answer is reused: the check writes, and any client may request it.
const MAX_AGE: Duration = Duration::from_secs(1);

/// The last result of the check whether the server can work, and its time.
#[derive(Debug, Default)]
pub struct Readiness(Mutex<Option<(Instant, bool)>>);

/// The process answers.
pub async fn liveness() -> &'static str {
    "ok\n"
}

/// The database can be read and written. Requests at the same time get the same answer.
pub async fn readiness(State(app): State<App>) -> (StatusCode, &'static str) {
    let mut last = app.readiness.0.lock().await;
    let is_ready = match *last {
        Some((found_at, is_ready)) if found_at.elapsed() < MAX_AGE => is_ready,
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
