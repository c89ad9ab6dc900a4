//! Accounts of the operator, captchas, and the devices that somebody is signed in on.

use serde::{Deserialize, Serialize};

use crate::sum::SumWords;

/// `GET` with `?kind=image` or `?kind=sum` of [`TaskKind`] → [`Captcha`]. Open to all; 429 when an address asks too often.
pub const CAPTCHA_PATH: &str = "/api/captcha";
/// `PUT` a [`PasswordChange`] → [`SessionView`](super::SessionView) and a new cookie; all other sessions of the person end. Only for who
/// signed in by an account (404 otherwise).
pub const PASSWORD_PATH: &str = "/api/account/password";
/// `POST` a [`ResetRequest`] → [`ResetSent`], the same for accounts that there are not; `PUT` a [`Reset`] → 204, and all sessions of the
/// person end.
pub const RESET_PATH: &str = "/api/account/reset";
/// `GET` → `Vec<`[`DeviceView`]`>`, newest first; `DELETE` → 204: signs out everywhere, with `?others=1` everywhere but here;
/// `DELETE` + `/{id}` → 204: signs out there.
pub const DEVICES_PATH: &str = "/api/sessions";

/// Which task a captcha sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// 图形验证码: a picture of characters.
    #[default]
    Image,
    /// 文字题: a sum in words, which a screen reader reads.
    Sum,
}

impl TaskKind {
    /// The word in the query.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Sum => "sum",
        }
    }
}

/// What is to be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// A picture of characters, as a `data:` URL.
    Image(String),
    /// A sum, asked in words.
    Sum(SumWords),
}

/// A task that a person solves sooner than a program; good for one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captcha {
    /// Names it in the answer.
    pub id: String,
    /// The task: `image` or `sum`.
    #[serde(flatten)]
    pub task: Task,
    /// Seconds for which it is good.
    pub expires_in: u32,
}

/// The answer to a captcha.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptchaAnswer {
    /// Which.
    pub id: String,
    /// The answer, as typed.
    pub answer: String,
}

/// 修改密码.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password, as typed.
    pub old: String,
    /// The new one, as typed.
    pub new: String,
}

/// 忘记密码: asks for a code by SMS to the account's own mobile number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResetRequest {
    /// 用户名, 手机号 or 身份证号, as typed.
    pub account: String,
    /// The captcha's answer.
    pub captcha: CaptchaAnswer,
}

/// If there is such an account, a code is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetSent {
    /// Binds the code to who asked for it: nobody else's tries count against it.
    pub ticket: String,
    /// Seconds until another may be asked for.
    pub resend_after: u32,
    /// Seconds for which this one is good.
    pub expires_in: u32,
}

/// Sets a new password by the code of the SMS.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// That of [`ResetSent`].
    pub ticket: String,
    /// The six digits, as typed.
    pub code: String,
    /// The new password, as typed.
    pub password: String,
}

/// One of the devices that the person is signed in on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Names it when it is to be signed out.
    pub id: String,
    /// How they signed in there: `sms`, `password`, …
    pub way: String,
    /// Program and system in a few words: `微信 · Android`.
    pub device: String,
    /// When they signed in there.
    pub created_at: i64,
    /// When it was last heard of, to the minute.
    pub seen_at: i64,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// Passwords must not reach a log.
macro_rules! tells_nothing {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

tells_nothing! { PasswordChange ResetRequest Reset }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sum::Sum;

    #[test]
    fn a_captcha_names_its_task_beside_its_id() {
        let captcha =
            Captcha { id: "1".to_owned(), task: Task::Sum(Sum::of(3, 5).words()), expires_in: 300 };
        let text = serde_json::to_string(&captcha).unwrap();
        assert_eq!(
            text,
            r#"{"id":"1","sum":{"zh-CN":"三加五等于几？","en":"What is three plus five?"},"expires_in":300}"#
        );
        assert_eq!(serde_json::from_str::<Captcha>(&text).unwrap(), captcha);
    }
}
