//! The contract between page and server: paths and bodies, once.
//!
//! Bodies are JSON unless said otherwise; times are seconds since 1970-01-01T00:00:00Z; every failure is an
//! [`ErrorBody`]. A session is a cookie that script cannot read.

mod account;
mod consent;
mod eligibility;
mod error;
mod face;
mod provider;
mod scan;
mod sms;
mod status;

use serde::{Deserialize, Serialize};

use crate::{draft::Draft, fault::Faults, reading::CardReading};

pub use account::*;
pub use consent::{
    ACCESS_VERSION, ConsentKind, ConsentRefusal, ConsentVersions, FaceConsents,
    REGISTRATION_VERSION,
};
pub use eligibility::{
    EligibilityRequest, EligibilityView, LicenceView, MobileChange, PersonView, Standing,
};
pub use error::{ErrorBody, ErrorCode};
pub use face::{FACE_FRAME_MAX_BYTES, FACE_PATH, FaceChallenge};
pub use provider::{ProviderProblem, ProviderView};
pub use scan::{
    ScanAnswer, ScanAsker, ScanCode, ScanNetwork, ScanProgress, ScanSecret, ScanState, ScanTicket,
    ScanVerdict,
};
pub use sms::{SmsPurpose, SmsRequest, SmsSent};
pub use status::Status;

/// `POST` a [`SmsRequest`] → [`SmsSent`] and a cookie, without which the code is good for nothing; 429 within the pause between sends.
pub const SMS_PATH: &str = "/api/session/sms";
/// `GET` → [`SessionView`] (200 also when signed out, with `signed_in` false); `POST` a [`SignIn`] → [`SessionView`]; `DELETE` → 204.
pub const SESSION_PATH: &str = "/api/session";
/// `POST` a [`RealName`] → [`SessionView`].
pub const REAL_NAME_PATH: &str = "/api/session/real-name";
/// `GET` → [`PersonView`]: the signed-in person's own.
pub const PERSON_PATH: &str = "/api/person";
/// `POST` a [`MobileChange`] → [`SessionView`]: the number of the signed-in person is another from now on.
pub const MOBILE_PATH: &str = "/api/session/mobile";
/// 资格校验. `GET` → [`EligibilityView`] or 204 where it was not asked or no longer holds; `POST` an [`EligibilityRequest`] →
/// [`EligibilityView`]; 503 while the register does not answer.
pub const ELIGIBILITY_PATH: &str = "/api/eligibility";
/// 扫码登录. `POST` without a body → [`ScanTicket`] and a cookie; `GET` + `/{id}?known=STATE` with that cookie → [`ScanProgress`], at once
/// where it is another than `known`, otherwise as soon as it becomes another, or after 25 seconds. Open to all.
pub const SCAN_PATH: &str = "/api/scan";
/// `POST` a [`ScanSecret`] → [`ScanAsker`], from a phone whose person is known; 410 where the code is good no longer, or somebody
/// else's phone was first.
pub const SCAN_SEEN_PATH: &str = "/api/scan/seen";
/// `POST` a [`ScanAnswer`] → 204, from the phone that has seen it; 410 as above.
pub const SCAN_ANSWER_PATH: &str = "/api/scan/answer";
/// `GET` → `Vec<`[`ProviderView`]`>`; `GET` + `/{name}?back=PATH`, as a page → to the provider; `GET` + `/{name}/back`, as a page → to
/// `PATH`, signed in, or to the page of sign-in with a [`ProviderProblem`]. Open to all.
pub const PROVIDERS_PATH: &str = "/api/oidc";
/// `GET` → [`crate::directory::Directory`] without branches. Open to all.
pub const DIRECTORY_PATH: &str = "/api/directory";
/// `GET` with `?bank=CODE` → `Vec<`[`crate::directory::Branch`]`>`. Open to all.
pub const BRANCHES_PATH: &str = "/api/branches";
/// `GET` + `/{kind}` of [`TextKind`] → [`Text`]. Open to all.
pub const TEXTS_PATH: &str = "/api/texts";
/// `PUT` + `/{kind}` of [`PictureKind`], raw bytes → [`PictureView`]; `GET` + `/{id}` → the bytes, to their owner only.
pub const PICTURES_PATH: &str = "/api/pictures";
/// `POST` + `/{id}/reading` of an identity card's picture, no body → [`PictureReading`]; the same picture again gives the same answer.
/// 404 for other people's pictures and for card photos; 429 when the tries are used up; 503 with `retry_after` while too many wait.
pub const READING: &str = "reading";
/// `GET` → [`SavedDraft`] or 204; `PUT` a [`SavedDraft`] → 204; `DELETE` → 204. The signed-in person's own.
pub const DRAFT_PATH: &str = "/api/draft";
/// `GET` → `Vec<`[`ApplicationSummary`]`>`; `POST` a [`Submit`] → [`Receipt`] (201, or 200 when it was there already); `GET` + `/{receipt}` → [`ApplicationView`].
pub const APPLICATIONS_PATH: &str = "/api/applications";

/// Signs in. Other ways to sign in become further variants of this body.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum SignIn {
    /// A mobile number and the six digits sent to it.
    Sms {
        /// The mobile number, as typed.
        mobile: String,
        /// The six digits, as typed.
        code: String,
    },
    /// A scan that was confirmed, with the cookie of the browser that asked for it.
    Scan {
        /// The id of its [`ScanTicket`].
        scan: String,
    },
    /// An account of the operator.
    Password {
        /// 用户名, 手机号 or 身份证号, as typed.
        account: String,
        /// The password, as typed.
        password: String,
        /// The captcha's answer.
        captcha: CaptchaAnswer,
    },
    /// 身份认证 by name, number and face.
    Face {
        /// 姓名, as typed.
        name: String,
        /// 证件类型, its code.
        document_type: String,
        /// 证件号码, as typed.
        id_number: String,
        /// The id of the [`FaceChallenge`] that was done just now.
        face: String,
        /// 30天免登录.
        keep: bool,
        /// What was agreed to.
        #[serde(default)]
        consents: FaceConsents,
    },
    /// 手机号快捷登录: a code that stands for the number which a host application knows, good once.
    HostPhone {
        /// The name of the host, [`crate::host::Host::name`].
        host: String,
        /// The code.
        code: String,
    },
}

impl std::fmt::Debug for SignIn {
    /// Tells nothing: numbers, codes and passwords must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

/// 实名认证: who the signed-in person is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RealName {
    /// 姓名, as typed.
    pub name: String,
    /// 证件号码, as typed.
    pub id_number: String,
    /// The id of the [`FaceChallenge`] that was done just now.
    pub face: String,
}

/// The session as the page may know it: masked, for it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// `134****2456`, where signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// `张**`, once the real name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `110*****3407`, once the real name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_number: Option<String>,
    /// An opaque mark of the person, the same at every sign-in: a draft in the browser belongs to one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
    /// How they signed in: `sms`, `password`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<String>,
    /// Whether they asked to be kept signed in (30天免登录).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
    /// Where the person stands with the card, where the register was asked and what it said still holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Whether 访问授权, as it now reads, was given when the register was asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub access: bool,
    /// When the session ends, if nothing is done until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
    /// Whether the server runs with its sandbox: every page says so.
    #[serde(default)]
    pub sandbox: bool,
    /// Today's date in Beijing by the server's clock, ISO: rules are judged by it, not by the device's clock.
    pub today: String,
}

/// Which of the operator's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// 免责声明.
    Disclaimer,
    /// 第三代社会保障卡申领承诺.
    Pledge,
    /// 用户服务协议 of 京通.
    UserAgreement,
    /// 隐私政策 of 京通.
    PrivacyPolicy,
}

impl TextKind {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::Disclaimer, Self::Pledge, Self::UserAgreement, Self::PrivacyPolicy];

    /// The word in the path.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disclaimer => "disclaimer",
            Self::Pledge => "pledge",
            Self::UserAgreement => "user_agreement",
            Self::PrivacyPolicy => "privacy_policy",
        }
    }

    /// The kind of a word in the path.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A text of the operator, in the version in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The version, which is stored with every consent.
    pub version: String,
    /// The title.
    pub title: String,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
}

/// What a picture is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// 身份证国徽面.
    EmblemSide,
    /// 身份证个人信息面.
    PortraitSide,
    /// 制卡照片.
    Photo,
}

impl PictureKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::EmblemSide, Self::PortraitSide, Self::Photo];

    /// The field that holds such a picture's id.
    #[must_use]
    pub const fn field(self) -> crate::field::Field {
        match self {
            Self::EmblemSide => crate::field::Field::EmblemSide,
            Self::PortraitSide => crate::field::Field::PortraitSide,
            Self::Photo => crate::field::Field::Photo,
        }
    }

    /// The word in the path: the field's wire name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.field().name()
    }

    /// The kind of a word in the path.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A picture that the server keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureView {
    /// Its id: what the draft's field holds.
    pub id: String,
    /// What it is of.
    pub kind: PictureKind,
    /// Bytes.
    pub bytes: u64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Advice about it; a picture with a hard fault is refused with 422 instead.
    pub faults: Faults,
}

/// What was read of an identity card's picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureReading {
    /// The reading. Its areas are shares of the picture that counts: of `put_right` where there is one.
    pub reading: CardReading,
    /// The picture as it should have been, kept in place of the one that was read: upright, and of the kind that its side is. `None`
    /// where it was right already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_right: Option<PictureView>,
    /// How many more pictures of this kind will be read for now; then the person types.
    pub tries_left: u32,
}

/// Whose the draft in an answer is: the mark of [`SessionView::applicant`]. A page whose browser has signed in somebody else since takes no draft of
/// theirs.
pub const APPLICANT_HEADER: &str = "sscard-applicant";

/// A draft as it is kept for another day or device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedDraft {
    /// Made with the draft; becomes the application's idempotency key.
    pub key: String,
    /// When the page last changed it, by the page's clock.
    pub saved_at: i64,
    /// What was typed.
    pub draft: Draft,
}

/// 提交.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// Made with the draft, 16 to 64 letters, digits and hyphens: any number of submits with one key make one application.
    pub key: String,
    /// The answers; parsed again by the server.
    pub draft: Draft,
}

/// 回执.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The receipt number: sixteen digits.
    pub receipt: String,
    /// When it was submitted.
    pub submitted_at: i64,
}

/// One line of 我的办事.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationSummary {
    /// The receipt number.
    pub receipt: String,
    /// Where it stands.
    pub status: Status,
    /// When it was submitted.
    pub submitted_at: i64,
    /// When the status last changed.
    pub changed_at: i64,
}

/// An application as its owner sees it: masked, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationView {
    /// The line of the list.
    #[serde(flatten)]
    pub summary: ApplicationSummary,
    /// Label and masked words, in the order of the fields.
    pub answers: Vec<Answer>,
    /// What happened, oldest first.
    pub events: Vec<StatusEvent>,
}

/// One answer, as shown back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The field.
    pub field: crate::field::Field,
    /// Its label.
    pub label: String,
    /// Its masked words.
    pub text: String,
}

/// One point of the time line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusEvent {
    /// The status reached.
    pub status: Status,
    /// When.
    pub at: i64,
    /// The operator's words to the applicant, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
