//! 百度's bridge.

pub(super) const BRIDGE: super::Bridge = super::Bridge {
    path: &["swan", "webView"],
    env: "smartprogram",
    wraps_messages: true,
    is_told: || false,
};
