//! How we ask a provider: not longer, not more and nowhere else than was agreed.

use axum::http;
use openidconnect::{HttpRequest, HttpResponse};

/// The longest answer that is read: discovery documents, sets of keys and tokens are a small part of it.
const LONGEST: usize = 256 * 1024;

/// A provider did not answer, or not as it should.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    /// It could not be reached, or not in time.
    #[error("{0}")]
    Unreached(reqwest::Error),
    /// It goes on and on.
    #[error("the answer is too long")]
    TooLong,
    /// What it sent is no answer.
    #[error("the answer is none")]
    Malformed(#[from] http::Error),
}

impl From<reqwest::Error> for Unanswered {
    /// A URL may hold what is nobody's business.
    fn from(error: reqwest::Error) -> Self {
        Self::Unreached(error.without_url())
    }
}

/// Asks, and reads the answer as far as it may go.
pub(super) async fn ask(
    client: reqwest::Client,
    request: HttpRequest,
) -> Result<HttpResponse, Unanswered> {
    let mut answer = client.execute(request.try_into()?).await?;
    let mut head = http::Response::builder().status(answer.status());
    if let Some(headers) = head.headers_mut() {
        headers.clone_from(answer.headers());
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        if body.len() + piece.len() > LONGEST {
            return Err(Unanswered::TooLong);
        }
        body.extend_from_slice(&piece);
    }
    Ok(head.body(body)?)
}
