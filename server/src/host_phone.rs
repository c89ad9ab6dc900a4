//! The phone number that a host application knows of its user (手机号快捷登录): the interface to the vendors' services, one file each, and to the
//! sandbox.

mod sandbox;
mod wechat;

use std::{fmt::Debug, future::Future, pin::Pin};

use sscard_shared::host::Host;

use crate::{clock::Clock, config, error::Error};

pub use sandbox::{SandboxCode, SandboxPhones};
pub use wechat::WechatPhones;

/// An exchange that is running: the number; `None` where the code is unknown, was used before or has expired.
pub type PendingExchange<'a> =
    Pin<Box<dyn Future<Output = Result<Option<String>, Error>> + Send + 'a>>;

/// A service that exchanges the code of a mini-program for the number that it stands for.
pub trait PhoneExchange: Send + Sync + Debug {
    /// Exchanges a code, which works once.
    fn exchange_code<'a>(&'a self, code: &'a str) -> PendingExchange<'a>;
}

/// The services of the settings.
#[derive(Debug)]
pub struct HostPhoneServices {
    wechat: Option<WechatPhones>,
    sandbox: Option<SandboxPhones>,
}

impl HostPhoneServices {
    /// The services of the settings.
    ///
    /// # Errors
    /// When an HTTP client cannot be built.
    pub fn from_config(
        settings: &config::HostPhoneSettings,
        sandbox: bool,
        clock: Clock,
    ) -> Result<Self, reqwest::Error> {
        let wechat = &settings.wechat;
        Ok(Self {
            wechat: (!wechat.app_id.is_empty())
                .then(|| WechatPhones::new(wechat, clock.clone()))
                .transpose()?,
            sandbox: sandbox.then(|| SandboxPhones::new(clock)),
        })
    }

    /// The service for the codes of a host. The formats of 支付宝 and 百度 are encrypted for the operator's own keys and are not built in.
    #[must_use]
    pub fn for_host(&self, host: Host) -> Option<&dyn PhoneExchange> {
        let vendor = match host {
            Host::Wechat => self.wechat.as_ref().map(|phones| phones as &dyn PhoneExchange),
            Host::Web | Host::Alipay | Host::Baidu => None,
        };
        vendor.or_else(|| self.sandbox.as_ref().map(|phones| phones as &dyn PhoneExchange))
    }

    /// The sandbox's service, where the sandbox is on.
    #[must_use]
    pub fn sandbox(&self) -> Option<&SandboxPhones> {
        self.sandbox.as_ref()
    }
}
