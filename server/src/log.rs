//! The log: one JSON object a line unless it goes to a terminal, and never anything that an applicant typed.

use std::{io::IsTerminal as _, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use tracing_subscriber::EnvFilter;

use crate::secret;

/// The id of one request, in its answer, in the log and in the body of its failure.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// A new id. Ids from outside are not accepted, because they could hold anything.
    #[must_use]
    pub fn new() -> Self {
        Self(secret::request_id())
    }
}

impl Default for RequestId {
    fn default() -> Self {
        Self::new()
    }
}

/// Starts the log on standard error.
pub fn start_log(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start, in tests, keeps the first.
    let _ = if std::io::stderr().is_terminal() {
        subscriber.with_target(false).try_init()
    } else {
        subscriber.json().flatten_event(true).with_current_span(false).with_target(false).try_init()
    };
    // The message of a panic may hold personal data; its location is enough.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!(place, "a panic was caught");
    }));
}

/// Gives a request its id and logs it once it is answered: the route's pattern, never its path or query.
pub async fn log_access(mut request: Request, next: Next) -> Response {
    let id = RequestId::new();
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let started = Instant::now();
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    tracing::info!(
        request_id = %id.0,
        %method,
        route = route.as_deref().unwrap_or("page"),
        status = response.status().as_u16(),
        milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}
