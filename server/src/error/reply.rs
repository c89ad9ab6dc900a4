//! What an error tells the client: status, code and message.

use std::borrow::Cow;

use axum::http::StatusCode;
use sscard_shared::{api::ErrorCode, language::Language};

use super::{Error, failure};

impl Error {
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

    pub(super) fn code(&self) -> ErrorCode {
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
    pub(super) fn message(&self) -> Cow<'_, str> {
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
}
