//! 微信's bridge.

use leptos::prelude::window;

pub(super) const BRIDGE: super::Bridge = super::Bridge {
    path: &["wx", "miniProgram"],
    env: "miniprogram",
    wraps_messages: true,
    is_told: || {
        super::member(&window(), "__wxjs_environment")
            .is_some_and(|environment| environment == "miniprogram")
    },
};
