//! All failures of a request, and the only place that turns them into answers.
//!
//! A handler returns an [`Error`]; its answer carries the error itself. [`write_error_body`], the outermost layer, writes the body with the
//! request's id, and the log line. It does the same for the answers that axum gives on its own: no route, no method, a body too large, a
//! time-out, a panic.

mod body;
mod failure;
mod reply;

use std::borrow::Cow;

use axum::{
    Json,
    extract::{FromRequestParts, Request, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sscard_shared::{
    api::{ConsentRefusal, ErrorBody},
    fault::{Fault, Faults},
    password::PasswordError,
};

pub use body::Body;
pub use failure::FaceFailure;

use crate::{db::DbError, log::RequestId};

/// Why a request failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The body is not what the path accepts.
    #[error("the body is not what the path takes")]
    BadRequest,
    /// The request has no session.
    #[error("nobody is signed in")]
    SignedOut,
    /// The real name is not known yet.
    #[error("the real name is not known")]
    NotNamed,
    /// A request that changes something came from another site's page.
    #[error("the request is from another site")]
    OtherSite,
    /// There is no such object, or it is another applicant's.
    #[error("there is no such thing")]
    NotFound,
    /// The path does not accept this method.
    #[error("the path does not take this method")]
    MethodNotAllowed,
    /// The applicant has an application under way.
    #[error("an application is under way")]
    UnderWay,
    /// The draft has become an application already.
    #[error("the draft has been submitted")]
    SubmittedAlready,
    /// Another device has saved another draft meanwhile.
    #[error("the draft was changed elsewhere")]
    DraftChanged,
    /// The scanned code has expired, or another applicant's phone was first.
    #[error("the scanned code is good no longer")]
    ScanOver,
    /// The body is too large.
    #[error("the body is too large")]
    TooLarge,
    /// The body is of another type than the path accepts.
    #[error("the body is of another type")]
    UnsupportedType,
    /// Fields are at fault.
    #[error("fields are at fault")]
    Faults(Faults),
    /// The SMS code is wrong, spent or expired.
    #[error("the code is wrong, spent or too old")]
    BadCode,
    /// Account and password do not belong together.
    #[error("account and password do not belong together")]
    BadPassword,
    /// The captcha's answer is wrong, or it was used, or has expired.
    #[error("the captcha is wrong, used or too old")]
    BadCaptcha,
    /// The new password is too easy to guess.
    #[error("the new password is too easy to guess")]
    WeakPassword(PasswordError),
    /// Name and number are not those of an insured person.
    #[error("not an insured person")]
    NotInsured,
    /// The face was not recognised.
    #[error("the face was not recognised: {0:?}")]
    Face(FaceFailure),
    /// A consent is missing or of an older version.
    #[error("not agreed to: {0:?}")]
    Consent(ConsentRefusal),
    /// There is neither a face service nor the sandbox.
    #[error("no face service is set (face.url)")]
    NoFaceService,
    /// A card of the applicant is being made already.
    #[error("a card is being made")]
    InMaking,
    /// The register knows the number by another name.
    #[error("the register knows the number by another name")]
    NotMatched,
    /// The limit of a kind of request is reached.
    #[error("too often")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
        /// The message for the applicant.
        message: Cow<'static, str>,
    },
    /// The server has more requests than it can work on.
    #[error("more is asked of the server than it can work on")]
    Busy {
        /// Seconds after which a retry is useful.
        retry_after: u32,
    },
    /// More pictures wait to be read than the server accepts.
    #[error("too many pictures wait to be read")]
    Overloaded {
        /// Seconds until the pictures that wait now have been read.
        retry_after: u32,
    },
    /// The request took too long.
    #[error("the request took too long")]
    TooSlow,
    /// The engine that reads cards failed.
    #[error("the reader of cards failed: {0}")]
    NotRead(String),
    /// A service that the server needs does not answer.
    #[error("{service} does not answer: {cause}")]
    Unavailable {
        /// The service.
        service: &'static str,
        /// The cause, without personal data.
        cause: String,
    },
    /// The server itself failed.
    #[error("{0}")]
    Internal(String),
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        if error.is_temporary() {
            Self::Unavailable { service: "the database", cause: error.to_string() }
        } else {
            Self::Internal(error.to_string())
        }
    }
}

impl From<JsonRejection> for Error {
    fn from(rejection: JsonRejection) -> Self {
        Self::from_status(rejection.status())
    }
}

impl Error {
    /// The limit of a kind of request is reached for so many more seconds.
    #[must_use]
    pub fn too_many(seconds: i64, message: impl Into<Cow<'static, str>>) -> Self {
        let retry_after = u32::try_from(seconds.max(1)).unwrap_or(u32::MAX);
        Self::TooMany { retry_after, message: message.into() }
    }

    /// The error for a status that axum gave on its own.
    fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedType,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            status if status.is_server_error() => Self::Internal(format!("answered {status}")),
            _ => Self::BadRequest,
        }
    }

    /// The answer with its body, for a request of this id.
    pub(crate) fn to_response(&self, request_id: String) -> Response {
        (self.status(), Json(self.body(request_id))).into_response()
    }

    fn body(&self, request_id: String) -> ErrorBody {
        ErrorBody {
            code: self.code(),
            message: self.message().into_owned(),
            faults: match self {
                Self::Faults(faults) => faults.iter().cloned().collect::<Vec<Fault>>(),
                _ => Vec::new(),
            },
            retry_after: match self {
                Self::TooMany { retry_after, .. }
                | Self::Busy { retry_after }
                | Self::Overloaded { retry_after } => Some(*retry_after),
                Self::TooSlow | Self::NotRead(_) | Self::Unavailable { .. } => Some(5),
                _ => None,
            },
            request_id,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = (self.status(), format!("{}\n", self.message())).into_response();
        // Requests for pages are answered without a body that could state it.
        if let Self::Busy { retry_after } = &self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of every failure under `/api`, and logs server errors once.
pub async fn write_error_body(RequestId(id): RequestId, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let error = response.extensions_mut().remove().unwrap_or_else(|| Error::from_status(status));
    // The cause of a server error is for the operator. A client's mistake is in the access log with its status.
    if error.status().is_server_error() {
        tracing::error!(request_id = %id, cause = %error, "a request failed");
    }
    let body = error.body(id);
    let retry_after = body.retry_after;
    let mut answer = (error.status(), Json(body)).into_response();
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// Every unknown path under `/api`.
pub async fn not_found() -> Error {
    Error::NotFound
}

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(Self::new))
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::to_bytes, middleware, routing::get};
    use sscard_shared::api::ErrorCode;
    use tower::ServiceExt as _;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    async fn answer_of(path: &str) -> (StatusCode, ErrorBody) {
        async fn panics() {
            panic!("张样本 110108199003072011")
        }
        async fn fails() -> Error {
            Error::from(DbError::from(sqlx::Error::RowNotFound))
        }
        let router = Router::new()
            .route("/panics", get(panics))
            .route("/fails", get(fails))
            .route("/plain", get(|| async { StatusCode::BAD_GATEWAY }))
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn(write_error_body));
        let request = Request::get(path).body(axum::body::Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 10_000).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn server_errors_reveal_only_whom_to_ask() {
        for path in ["/panics", "/fails", "/plain"] {
            let (status, body) = answer_of(path).await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            assert_eq!(body.code, ErrorCode::Internal);
            assert!(body.message.contains("96066") && body.faults.is_empty());
            assert_eq!(body.request_id.len(), 16);
        }
    }
}
