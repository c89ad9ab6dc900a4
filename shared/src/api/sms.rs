//! Codes by SMS.

use serde::{Deserialize, Serialize};

/// What a code is good for, and for nothing else: the message says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsPurpose {
    /// To sign in.
    #[default]
    SignIn,
    /// 更正: to show that another number is one's own. Only for who is signed in.
    ChangeMobile,
}

/// Asks for a code by SMS. It is good in the browser that asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsRequest {
    /// The mobile number, as typed.
    pub mobile: String,
    /// What it is for; to sign in, where nothing is said.
    #[serde(default)]
    pub purpose: SmsPurpose,
}

/// A code is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsSent {
    /// Seconds until another may be asked for.
    pub resend_after: u32,
    /// Seconds for which this one is good.
    pub expires_in: u32,
}
