//! Sending SMS: the interface to a real gateway and to the sandbox's outbox.

mod gateway;
mod outbox;

use std::{fmt::Debug, future::Future, pin::Pin};

use sscard_shared::api::SmsPurpose;

use crate::{clock::Clock, config, db::Db, error::Error};

pub use gateway::SmsGateway;
pub use outbox::SandboxOutbox;

/// The purpose of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodePurpose {
    /// To sign in.
    SignIn,
    /// 更正: to prove another number.
    ChangeMobile,
    /// To set a new password.
    Reset,
}

impl From<SmsPurpose> for CodePurpose {
    fn from(purpose: SmsPurpose) -> Self {
        match purpose {
            SmsPurpose::SignIn => Self::SignIn,
            SmsPurpose::ChangeMobile => Self::ChangeMobile,
        }
    }
}

/// A code to send to a phone.
#[derive(Clone)]
pub struct CodeMessage {
    /// The purpose of the code.
    pub purpose: CodePurpose,
    /// The number, in normal form.
    pub mobile: String,
    /// The six digits.
    pub code: String,
    /// Minutes for which it is valid.
    pub minutes: i64,
}

impl Debug for CodeMessage {
    /// Shows no content: number and code must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeMessage").finish_non_exhaustive()
    }
}

impl CodeMessage {
    /// The text of the message.
    #[must_use]
    pub fn text(&self) -> String {
        let what = match self.purpose {
            CodePurpose::SignIn => "登录验证码",
            CodePurpose::ChangeMobile => "更正手机号码验证码",
            CodePurpose::Reset => "重置密码验证码",
        };
        format!(
            "【北京民生一卡通】您的{what}为{}，{}分钟内有效，请勿告诉他人。如非本人操作，请忽略。",
            self.code, self.minutes
        )
    }
}

/// A send that is running.
pub type PendingSend<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// A service that delivers SMS.
pub trait SmsSender: Send + Sync + Debug {
    /// Delivers a code.
    fn send(&self, message: CodeMessage) -> PendingSend<'_>;
}

/// The sender of the settings: the sandbox's outbox or the gateway.
///
/// # Errors
/// When the HTTP client cannot be built.
pub fn from_config(
    settings: &config::SmsSettings,
    sandbox: bool,
    db: Db,
    clock: Clock,
) -> Result<Box<dyn SmsSender>, reqwest::Error> {
    if sandbox {
        Ok(Box::new(SandboxOutbox::new(db, clock)))
    } else {
        Ok(Box::new(SmsGateway::new(settings)?))
    }
}
