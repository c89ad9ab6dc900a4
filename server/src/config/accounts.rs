//! Operator accounts: how their passwords are hashed, and how often they may be tried.

use serde::Deserialize;

/// Accounts and their passwords.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountsSettings {
    /// The memory of argon2id in KiB.
    pub memory_kib: u32,
    /// The passes of argon2id.
    pub passes: u32,
    /// The lanes of argon2id.
    pub lanes: u32,
    /// Passwords that are hashed at one time.
    pub threads: usize,
    /// Passwords that may be hashed or wait for it.
    pub queue: usize,
    /// Wrong passwords for a name from one network, or from a known device, that cost no pause.
    pub free_tries: u32,
    /// Seconds of the first pause.
    pub pause_seconds: i64,
    /// Seconds of the longest pause.
    pub longest_pause_seconds: i64,
    /// Wrong passwords from one network that cost no pause.
    pub free_tries_per_address: u32,
    /// Wrong passwords for a name from all networks that cost no pause.
    pub free_tries_per_account: u32,
    /// Codes for a new password of one account in 24 hours.
    pub resets_per_day: i64,
}

/// Captchas.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptchaSettings {
    /// Minutes for which a captcha is valid.
    pub minutes: i64,
    /// Captchas that an address gets in an hour.
    pub per_address_per_hour: u32,
}
