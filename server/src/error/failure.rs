//! The failures with several causes, each with its own message.

use sscard_shared::api::{ConsentKind, ConsentRefusal};

/// Why a face was not recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceFailure {
    /// There is no such challenge, or it has expired or was used, or not all of its frames came.
    Over,
    /// The frames do not show a living person who makes the demanded moves.
    NotLive,
    /// The face is not that of the person of this name and number.
    NotSamePerson,
    /// The service has no picture of the person to compare with.
    NoPicture,
}

impl FaceFailure {
    /// The cause and the remedy, for the applicant.
    pub(super) const fn message(self) -> &'static str {
        match self {
            Self::Over => "人脸识别已超时或已使用过，请重新进行人脸识别",
            Self::NotLive => {
                "人脸识别未通过：没有看清您按提示完成动作。请到光线均匀的地方，正对屏幕，重新进行人脸识别"
            }
            Self::NotSamePerson => {
                "人脸识别未通过：与该证件号码的本人不一致。请由本人重新进行人脸识别；多次未通过的，请到银行网点办理，或拨打96066"
            }
            Self::NoPicture => {
                "没有可供比对的本人照片，不能在线进行人脸识别。请到银行网点办理，或拨打96066"
            }
        }
    }
}

/// The consent that is missing or old, and the remedy, for the applicant.
pub(super) const fn consent_message(refusal: ConsentRefusal) -> &'static str {
    match (refusal.kind, refusal.is_old) {
        (ConsentKind::Registration, false) => "请阅读后勾选同意注册京通小程序",
        (ConsentKind::UserAgreement, false) => "请阅读后勾选同意《用户服务协议》",
        (ConsentKind::PrivacyPolicy, false) => "请阅读后勾选同意《隐私政策》",
        (ConsentKind::Access, false) => "请阅读并勾选访问授权，再开始资格校验",
        (ConsentKind::Registration, true) => {
            "注册京通小程序的说明已更新，请刷新页面，重新阅读后勾选同意"
        }
        (ConsentKind::UserAgreement, true) => "《用户服务协议》已更新，请重新阅读后勾选同意",
        (ConsentKind::PrivacyPolicy, true) => "《隐私政策》已更新，请重新阅读后勾选同意",
        (ConsentKind::Access, true) => "访问授权的内容已更新，请刷新页面，重新阅读后勾选",
    }
}
