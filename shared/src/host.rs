//! The applications that open the page inside themselves, and how they are told apart.
//!
//! What is known of one vendor stands in one file: nothing outside it names that vendor's marks, addresses or schemes.

mod alipay;
mod baidu;
mod wechat;

/// Where the page is open. Another host is another variant, and the compiler then names every place that must know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Host {
    /// An ordinary browser.
    #[default]
    Web,
    /// 微信.
    Wechat,
    /// 支付宝.
    Alipay,
    /// 百度.
    Baidu,
}

/// What a host's vendor says about it.
struct Vendor {
    /// How the rest of the product calls it.
    name: &'static str,
    /// What stands in its user agent, any of these.
    marks: &'static [&'static str],
    /// What stands in it besides, or instead, where a mini-program has opened the page. The bridge knows better, but later.
    mini_program: &'static str,
    /// Its bridge to the page.
    script: &'static str,
    /// The schemes of the frames by which the bridge calls the application; empty where it needs none.
    schemes: &'static str,
}

impl Host {
    /// Every host, the browser first.
    pub const ALL: [Self; 4] = [Self::Web, Self::Wechat, Self::Alipay, Self::Baidu];

    /// The host of a user agent.
    #[must_use]
    pub fn of_user_agent(agent: &str) -> Self {
        let is_its = |host: &Self| host.marks().iter().any(|mark| agent.contains(mark));
        Self::ALL.into_iter().find(is_its).unwrap_or_default()
    }

    /// Whether a user agent of this host says that a mini-program has opened the page.
    #[must_use]
    pub fn is_mini_program(self, agent: &str) -> bool {
        self.vendor().is_some_and(|vendor| agent.contains(vendor.mini_program))
    }

    /// What stands in its user agent, any of these; nothing for an ordinary browser.
    #[must_use]
    pub fn marks(self) -> &'static [&'static str] {
        self.vendor().map_or(&[], |vendor| vendor.marks)
    }

    /// How the API calls it; nothing for an ordinary browser.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.vendor().map(|vendor| vendor.name)
    }

    /// The host of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|host| host.name() == Some(name))
    }

    /// The vendor's script through which the page talks to it: loaded inside this host and nowhere else.
    #[must_use]
    pub fn script(self) -> Option<&'static str> {
        self.vendor().map(|vendor| vendor.script)
    }

    /// The origin of that script, for the policy of the page.
    #[must_use]
    pub fn script_origin(self) -> Option<&'static str> {
        let script = self.script()?;
        let path = script.match_indices('/').nth(2).map_or(script.len(), |(at, _)| at);
        script.get(..path)
    }

    /// The schemes of the frames by which the script calls the application, for the same policy.
    #[must_use]
    pub fn frame_schemes(self) -> &'static str {
        self.vendor().map_or("", |vendor| vendor.schemes)
    }

    const fn vendor(self) -> Option<&'static Vendor> {
        match self {
            Self::Web => None,
            Self::Wechat => Some(&wechat::VENDOR),
            Self::Alipay => Some(&alipay::VENDOR),
            Self::Baidu => Some(&baidu::VENDOR),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_and_its_mini_program_are_told_by_the_user_agent() {
        for (agent, host, mini_program) in [
            (
                "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/134.0.6998.136 \
                 Mobile Safari/537.36 XWEB/1340095 MMWEBSDK/20250503 MicroMessenger/8.0.61.2880(0x28003D3E) WeChat/arm64 \
                 Weixin NetType/WIFI Language/zh_CN ABI/arm64 miniProgram/wx0000000000000000",
                Host::Wechat,
                true,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 \
                 MicroMessenger/8.0.50(0x18003237) NetType/4G Language/zh_CN",
                Host::Wechat,
                false,
            ),
            (
                "Mozilla/5.0 (Linux; U; Android 13; zh-CN; M2012K11AC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 \
                 Chrome/69.0.3497.100 UWS/3.22.2.9999 Mobile Safari/537.36 UCBS/3.22 NebulaSDK/1.8.100112 Nebula \
                 AlipayDefined(nt:WIFI,ws:393|0|2.75) AliApp(AP/10.5.26.7000) AlipayClient/10.5.26.7000 Language/zh-Hans \
                 MiniProgram APXWebView",
                Host::Alipay,
                true,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/20A362 \
                 NebulaSDK/1.8 AliApp(AP/10.3.0.6000) AlipayClient/10.3.0.6000 Language/zh-Hans",
                Host::Alipay,
                false,
            ),
            (
                "Mozilla/5.0 (Linux; Android 12; ABR-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 \
                 Chrome/97.0.4692.98 Mobile Safari/537.36 T7/13.32 swan/2.18.0 swan-baiduboxapp/13.32.0.10",
                Host::Baidu,
                true,
            ),
            (
                "Mozilla/5.0 (Linux; Android 12) Chrome/97.0 Mobile T7/13.15 baiduboxapp/13.15.0.10",
                Host::Baidu,
                false,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
                Host::Web,
                false,
            ),
            ("AliApp(TB/10.20.0) WindVane/8.7.2", Host::Web, false),
            ("", Host::Web, false),
        ] {
            assert_eq!(Host::of_user_agent(agent), host, "{agent}");
            assert_eq!(host.is_mini_program(agent), mini_program, "{agent}");
        }
    }

    #[test]
    fn every_vendor_has_a_script_of_an_origin_and_a_name_that_leads_back() {
        for host in Host::ALL.into_iter().skip(1) {
            let origin = host.script_origin().unwrap_or_default();
            assert!(origin.starts_with("https://") && !origin.ends_with('/'), "{host:?}");
            assert!(host.script().is_some_and(|script| script.starts_with(&format!("{origin}/"))));
            assert_eq!(host.name().and_then(Host::of_name), Some(host));
        }
        assert_eq!(
            (Host::Web.script(), Host::Web.script_origin(), Host::Web.name()),
            (None, None, None)
        );
        assert_eq!(Host::of_name("web"), None);
    }
}
