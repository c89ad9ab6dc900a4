//! What a provider says of a person when something goes wrong stays out of the log.

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::http::StatusCode;
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use super::{Provider, UNAVAILABLE, login_state, place};
use crate::test_app::ZHANG;

/// What was logged on this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn what_a_provider_refuses_with_is_not_logged() {
    let (name, number) = ZHANG;
    let mobile = "13900000001";
    let words = format!("{name} {number} {mobile}");
    let refusals = [
        (
            StatusCode::BAD_REQUEST,
            "application/json",
            json!({ "error": "invalid_grant", "error_description": words, "error_uri": words })
                .to_string(),
        ),
        (StatusCode::BAD_REQUEST, "application/json", json!({ "error": words }).to_string()),
        (StatusCode::BAD_REQUEST, "application/json", json!({ "message": words }).to_string()),
        (StatusCode::INTERNAL_SERVER_ERROR, "text/html", format!("<p>{words}</p>")),
        (StatusCode::OK, "application/json", json!({ "access_token": 7, "of": words }).to_string()),
        (StatusCode::OK, "text/plain", words.clone()),
        (
            StatusCode::OK,
            "application/json",
            json!({ "access_token": "access-1", "token_type": "Bearer", "id_token": words })
                .to_string(),
        ),
    ];
    let (provider, app) = Provider::with_app().await;
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    for (count, refusal) in (1..).zip(refusals) {
        let what = format!("{refusal:?}");
        provider.does(|does| does.refusal = Some(refusal));
        let answer = login_state(&provider, &app.visitor()).await;
        assert_eq!(place(&answer), UNAVAILABLE, "{what}");
        let text = log.text();
        let told =
            text.lines().filter(|line| line.contains("\"ERROR\"") || line.contains("\"WARN\""));
        assert!(told.count() >= count, "an operator is not told: {what}: {text}");
        for secret in [name, number, mobile] {
            assert!(!text.contains(secret), "{what}");
        }
    }
}
