//! The device of a sign-in, in a few words that its owner recognises. The browser's full user agent is never stored.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};

/// A program and the system it runs on, such as `微信 · Android`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device(String);

/// A mark in the user agent and the program's name. Specific marks come before marks that other programs include as well.
const PROGRAMS: [(&str, &str); 13] = [
    ("MicroMessenger", "微信"),
    ("AlipayClient", "支付宝"),
    ("baiduboxapp", "百度"),
    ("swan/", "百度"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MQQBrowser", "QQ浏览器"),
    ("UCBrowser", "UC浏览器"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// A mark in the user agent and the system's name.
const SYSTEMS: [(&str, &str); 8] = [
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

impl Device {
    /// The device of a user agent.
    #[must_use]
    pub fn from_user_agent(text: &str) -> Self {
        let found = |table: &[(&str, &'static str)]| {
            table.iter().find(|(mark, _)| text.contains(mark)).map(|(_, words)| *words)
        };
        let parts: Vec<&str> = [found(&PROGRAMS), found(&SYSTEMS)].into_iter().flatten().collect();
        Self(if parts.is_empty() { String::from("其他程序") } else { parts.join(" · ") })
    }

    /// The description.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Device {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let name = parts.headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok());
        Ok(Self::from_user_agent(name.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_as_their_owners_name_them() {
        for (name, words) in [
            (
                "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340095 MMWEBSDK/20250201 MicroMessenger/8.0.58 miniProgram/wx0",
                "微信 · Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.56 miniProgram",
                "微信 · iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; U; Android 12; zh-CN) AppleWebKit/537.36 Chrome/105.0 UWS/3.22 Mobile Safari/537.36 AliApp(AP/10.7.20) AlipayClient/10.7.20 MiniProgram",
                "支付宝 · Android",
            ),
            (
                "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/97.0 Mobile Safari/537.36 T7/13.32 SP-engine/2.70 baiduboxapp/13.32.0.10 swan/2.0",
                "百度 · Android",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
                "Edge · Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
                "Safari · Mac",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox · Linux",
            ),
            ("curl/8.5.0", "其他程序"),
            ("", "其他程序"),
        ] {
            assert_eq!(Device::from_user_agent(name).description(), words, "{name}");
        }
    }
}
