//! The operator's own mini-programs at their vendors.

use serde::Deserialize;

/// The mini-programs whose users can sign in by the number that their host knows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostPhoneSettings {
    /// The mini-program of 微信.
    pub wechat: WechatApp,
}

/// A mini-program of 微信.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WechatApp {
    /// Its id; empty where there is none.
    pub app_id: String,
    /// Its secret.
    pub app_secret: String,
    /// The address of the vendor's API.
    pub url: String,
    /// Seconds to wait for each answer of the vendor.
    pub timeout_seconds: u64,
}

impl std::fmt::Debug for WechatApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WechatApp").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}
