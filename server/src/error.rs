//! All failures of a request, and the only place that turns them into answers.
//!
//! A handler returns an [`Error`]; its answer carries the error itself. [`write_error_body`], the outermost layer, writes the body with the
//! request's id, and the log line. It does the same for the answers that axum gives on its own: no route, no method, a body too large, a
//! time-out, a panic.

mod body;
mod failure;

use std::borrow::Cow;

use axum::{
    Json,
    extract::{FromRequestParts, Request, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sscard_shared::{
    api::{ConsentRefusal, ErrorBody, ErrorCode},
    fault::{Fault, Faults},
    language::Language,
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

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotNamed | Self::OtherSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UnderWay | Self::SubmittedAlready => StatusCode::CONFLICT,
            Self::DraftChanged => StatusCode::PRECONDITION_FAILED,
            Self::ScanOver => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Faults(_)
            | Self::BadCode
            | Self::BadPassword
            | Self::BadCaptcha
            | Self::WeakPassword(_)
            | Self::NotInsured
            | Self::Face(_)
            | Self::Consent(_)
            | Self::InMaking
            | Self::NotMatched => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooSlow
            | Self::Busy { .. }
            | Self::Overloaded { .. }
            | Self::NotRead(_)
            | Self::NoFaceService
            | Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> ErrorCode {
        match self {
            Self::BadRequest => ErrorCode::BadRequest,
            Self::SignedOut => ErrorCode::SignedOut,
            Self::NotNamed | Self::OtherSite => ErrorCode::Forbidden,
            Self::NotFound => ErrorCode::NotFound,
            Self::MethodNotAllowed => ErrorCode::MethodNotAllowed,
            Self::UnderWay | Self::SubmittedAlready => ErrorCode::Conflict,
            Self::DraftChanged => ErrorCode::Changed,
            Self::ScanOver => ErrorCode::Gone,
            Self::TooLarge => ErrorCode::TooLarge,
            Self::UnsupportedType => ErrorCode::UnsupportedType,
            Self::Faults(_) => ErrorCode::Faults,
            Self::BadCode => ErrorCode::BadCode,
            Self::BadPassword => ErrorCode::BadPassword,
            Self::BadCaptcha => ErrorCode::BadCaptcha,
            Self::WeakPassword(_) => ErrorCode::WeakPassword,
            Self::NotInsured => ErrorCode::NotInsured,
            Self::Face(_) => ErrorCode::FaceFailed,
            Self::Consent(_) => ErrorCode::Consent,
            Self::InMaking => ErrorCode::InMaking,
            Self::NotMatched => ErrorCode::NotMatched,
            Self::TooMany { .. } => ErrorCode::TooMany,
            Self::TooSlow
            | Self::Busy { .. }
            | Self::Overloaded { .. }
            | Self::NotRead(_)
            | Self::NoFaceService
            | Self::Unavailable { .. } => ErrorCode::Unavailable,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// The cause and the remedy, for the applicant.
    fn message(&self) -> Cow<'_, str> {
        let message = match self {
            Self::BadRequest => "请求的内容格式不正确，请刷新页面后重试",
            Self::SignedOut => "您还没有登录，或登录已过期，请重新登录",
            Self::NotNamed => "请先完成实名认证",
            Self::OtherSite => "请求不是从本页面发出的，请刷新页面后重试",
            Self::NotFound => "没有找到您要的内容，请返回上一页后重试",
            Self::MethodNotAllowed => "不支持这样的操作，请刷新页面后重试",
            Self::UnderWay => {
                "您已有一笔申领正在办理，请在个人中心我的办事中查看办事进度，无需重复提交"
            }
            Self::SubmittedAlready => "这份草稿已经提交，请在个人中心我的办事中查看办事进度",
            Self::DraftChanged => "草稿已在另一台设备上修改，请刷新页面后再试",
            Self::ScanOver => "二维码已失效，请在电脑上刷新二维码后重新扫描",
            Self::TooLarge => "提交的内容过大，请压缩或重新选择后再试",
            Self::UnsupportedType => "这种文件不能使用，请选择JPG或PNG格式的图片",
            Self::Faults(_) => "填写的内容有误，请按提示修改后再提交",
            Self::BadCode => "验证码不正确或已失效，请核对后重新输入，或重新获取验证码",
            Self::BadPassword => "账号、密码不匹配，请核对后重新输入，或通过忘记密码重新设置密码",
            Self::BadCaptcha => "图形验证码不正确或已失效，请按新的验证码重新输入",
            Self::WeakPassword(error) => return error.words_in(Language::ZhCn).into(),
            Self::NotInsured => {
                "姓名与证件号码不一致，或未查询到您的参保信息。请核对后重新填写，如有疑问请拨打客服电话96066"
            }
            Self::Face(failure) => failure.message(),
            Self::Consent(refusal) => failure::consent_message(*refusal),
            Self::NoFaceService => {
                "暂时不能进行人脸识别，请稍后再试，也可到银行网点办理，或拨打96066"
            }
            Self::InMaking => {
                "您的社会保障卡正在制作，无需重复申领。制卡周期为30个自然日，如有疑问请拨打客服电话96066"
            }
            Self::NotMatched => {
                "姓名与证件号码不一致。请核对后重新填写，如已更名请先到参保地社保经办机构变更，或拨打客服电话96066"
            }
            Self::TooMany { message, .. } => message,
            Self::Busy { .. } => "办理的人较多，请稍后再试，已填写的内容不会丢失",
            Self::Overloaded { .. } => "识别的人较多，请稍后再试，或手工填写",
            Self::TooSlow => "网络较慢，请求没有在规定时间内完成，请稍后重试",
            Self::NotRead(_) => "识别没有成功，请手工填写，或稍后重新识别",
            Self::Unavailable { .. } => "服务暂时不可用，请稍后重试，已填写的内容不会丢失",
            Self::Internal(_) => "系统出现故障，请稍后重试，如仍有问题请拨打客服电话96066",
        };
        message.into()
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
