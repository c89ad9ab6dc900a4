//! The requests to a provider: bounded in time and size, and without redirects.

use axum::http;
use openidconnect::{HttpRequest, HttpResponse};

/// The longest answer that is read, in bytes. Discovery documents, key sets and tokens are a small part of it.
const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// A provider did not answer, or not correctly.
#[derive(Debug, thiserror::Error)]
pub(super) enum RequestError {
    /// The provider could not be reached, or not in time.
    #[error("{0}")]
    Unreachable(reqwest::Error),
    /// The answer exceeds the limit.
    #[error("the answer is too long")]
    TooLong,
    /// The answer is not valid HTTP.
    #[error("the answer is none")]
    Malformed(#[from] http::Error),
}

impl From<reqwest::Error> for RequestError {
    /// The URL is left out because it may hold secrets.
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url())
    }
}

/// Sends a request and reads the answer up to the limit.
pub(super) async fn send_request(
    client: reqwest::Client,
    request: HttpRequest,
) -> Result<HttpResponse, RequestError> {
    let mut answer = client.execute(request.try_into()?).await?;
    let mut head = http::Response::builder().status(answer.status());
    if let Some(headers) = head.headers_mut() {
        headers.clone_from(answer.headers());
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        if body.len() + piece.len() > MAX_ANSWER_BYTES {
            return Err(RequestError::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok(head.body(body)?)
}
