//! All settings of the server.

mod accounts;
mod check;
mod hosts;
mod services;
mod sign_in;
mod storage;

use std::{net::SocketAddr, path::PathBuf};

use serde::Deserialize;

pub use accounts::{AccountsSettings, CaptchaSettings};
pub use hosts::{HostPhoneSettings, WechatApp};
pub use services::{FaceSettings, LicenceSettings, ReadingSettings, RegisterSettings, SmsSettings};
pub use sign_in::{ClaimNames, ProviderSettings, ScanSettings};

/// The settings file that `sscard-server config` prints: every key, its default, and its purpose.
pub const TEMPLATE: &str = include_str!("config.toml");

/// On, off, or decided by where the server listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// Decided by circumstances, as the key's comment says.
    Auto,
    /// On.
    On,
    /// Off.
    Off,
}

/// Whether the sandbox is on. Only this setting turns it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sandbox {
    /// On.
    On,
    /// Off.
    Off,
}

/// The clients that may see the operator's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Programs on this machine that connect without a proxy.
    Loopback,
    /// All clients.
    All,
    /// No client.
    Off,
}

/// All settings. A missing key keeps its default; an unknown key is an error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The data directory.
    pub data: PathBuf,
    /// The directory of the built app.
    pub dist: PathBuf,
    /// The directory of the operator's texts; empty for `texts` in the data directory.
    pub texts: PathBuf,
    /// `sqlite:PATH`; empty for `sscard.sqlite` in the data directory.
    pub database_url: String,
    /// `file:PATH`; empty for `objects` in the data directory.
    pub object_store_url: String,
    /// Whether the sandbox is on.
    pub sandbox: Sandbox,
    /// Whether cookies are sent over TLS only.
    pub secure_cookies: Switch,
    /// The origin that browsers see, where a proxy hides it.
    pub public_origin: String,
    /// The header in which a trusted proxy states the client's address.
    pub client_address_header: String,
    /// The filter of the log.
    pub log: String,
    /// The clients that may see the metrics.
    pub metrics: Audience,
    /// Sessions.
    pub session: SessionSettings,
    /// 扫码登录.
    pub scan: ScanSettings,
    /// Identity providers (其他渠道登录).
    pub oidc: Vec<ProviderSettings>,
    /// SMS codes and their gateway.
    pub sms: SmsSettings,
    /// Accounts and their passwords.
    pub accounts: AccountsSettings,
    /// Captchas.
    pub captcha: CaptchaSettings,
    /// The register of insured people.
    pub register: RegisterSettings,
    /// The recognition of faces.
    pub face: FaceSettings,
    /// Electronic licences.
    pub licence: LicenceSettings,
    /// The host applications that know their users' numbers.
    pub host: HostPhoneSettings,
    /// Pictures.
    pub pictures: PicturesSettings,
    /// The reading of identity cards.
    pub reading: ReadingSettings,
    /// Limits of the whole service.
    pub limits: LimitsSettings,
    /// What is deleted, and when.
    pub purge: PurgeSettings,
}

/// Sessions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionSettings {
    /// Minutes without a request after which a session ends.
    pub idle_minutes: i64,
    /// Hours after which a session ends in any case.
    pub absolute_hours: i64,
    /// Days after which a session ends whose applicant asked to stay signed in.
    pub kept_days: i64,
    /// Wrong names and numbers in an hour for one session subject.
    pub real_name_tries_per_hour: i64,
    /// Scan codes and sign-ins at a provider that one address may start in an hour.
    pub begins_per_address_per_hour: u32,
}

/// Pictures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicturesSettings {
    /// The largest body that is read.
    pub max_bytes: usize,
    /// The largest picture that is decoded, in millions of pixels.
    pub max_megapixels: u64,
    /// The longest side of a stored picture of an identity card, in pixels.
    pub id_picture_side: u32,
    /// Pictures of one applicant in 24 hours.
    pub per_applicant_per_day: i64,
}

/// Limits of the whole service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsSettings {
    /// The largest JSON body.
    pub json_bytes: usize,
    /// Seconds for a request, its body included.
    pub request_seconds: u64,
    /// Seconds for a picture's upload.
    pub upload_seconds: u64,
    /// Seconds for the head of a request.
    pub header_seconds: u64,
    /// Seconds that a connection may wait for another request.
    pub idle_seconds: u64,
    /// Open connections.
    pub connections: usize,
    /// Open connections of one address, or of one IPv6 network; without effect behind a proxy.
    pub connections_per_address: usize,
    /// Requests that are worked on at one time.
    pub concurrent_requests: usize,
    /// Seconds that a request waits for a slot among these.
    pub wait_seconds: u64,
    /// Megabytes (2^20 bytes) of memory for pictures that arrive or are worked on. Frames and JSON have their own memory in addition.
    pub body_megabytes: usize,
    /// The least rate of a body in bytes a second. At least half of it must arrive in every twenty seconds.
    pub least_bytes_per_second: u64,
    /// Pictures that one applicant may send at one time.
    pub uploads_per_person: usize,
    /// Further pictures of one applicant that may wait.
    pub waiting_uploads_per_person: usize,
    /// Seconds that running requests get when the server is stopped.
    pub shutdown_seconds: u64,
}

/// What is deleted, and when.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurgeSettings {
    /// Days after which an unchanged draft is deleted.
    pub drafts_days: i64,
    /// Days after which a picture that no draft and no application names is deleted.
    pub pictures_days: i64,
    /// Hours between two purges while serving; 0 for none.
    pub every_hours: u64,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the settings file {path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The file is not TOML, or has an unknown key, or a value of the wrong kind.
    #[error("the settings file is wrong: {0}")]
    Malformed(Box<toml::de::Error>),
    /// A storage that this build does not support.
    #[error("{key} names {scheme}: — this build keeps its data in {supported} only")]
    Scheme {
        /// The key or variable.
        key: &'static str,
        /// The storage that was named.
        scheme: String,
        /// The storage that is supported.
        supported: &'static str,
    },
    /// There is neither a gateway nor the sandbox.
    #[error(
        "no SMS gateway is set (sms.gateway_url) and the sandbox is off: nobody could sign in. \
         Set a gateway, or start with --sandbox"
    )]
    NoGateway,
    /// A setting cannot be used.
    #[error("the setting {key} cannot be used: {why}")]
    Setting {
        /// Its key.
        key: &'static str,
        /// The cause.
        why: &'static str,
    },
    /// A provider cannot be used as it is set.
    #[error("the provider {name:?} cannot be used: {why}")]
    Provider {
        /// Its name.
        name: String,
        /// The cause.
        why: &'static str,
    },
}

impl Config {
    /// The settings of a file merged into the defaults.
    ///
    /// # Errors
    /// When the file cannot be read or does not hold settings.
    pub fn load(file: Option<&std::path::Path>) -> Result<Self, ConfigError> {
        let text = match file {
            Some(path) => crate::text_file::read_text_file(path)
                .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?,
            None => String::new(),
        };
        Self::from_toml(&text)
    }

    /// The settings of a text merged into the defaults.
    ///
    /// # Errors
    /// When the text is not TOML or has an unknown key.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let mut table: toml::Table =
            TEMPLATE.parse().map_err(|error| ConfigError::Malformed(Box::new(error)))?;
        let overrides: toml::Table =
            text.parse().map_err(|error| ConfigError::Malformed(Box::new(error)))?;
        merge(&mut table, overrides);
        table.try_into().map_err(|error| ConfigError::Malformed(Box::new(error)))
    }

    /// Whether the sandbox is on.
    ///
    /// # Errors
    /// When it is off and there is no gateway, so that no applicant could sign in.
    pub fn is_sandbox_on(&self) -> Result<bool, ConfigError> {
        match self.sandbox {
            Sandbox::On => Ok(true),
            Sandbox::Off if self.sms.gateway_url.is_empty() => Err(ConfigError::NoGateway),
            Sandbox::Off => Ok(false),
        }
    }

    /// Refuses the sandbox together with settings that only a service for real people has.
    ///
    /// # Errors
    /// When the sandbox is on and there is such a setting.
    pub fn check_sandbox(&self) -> Result<(), ConfigError> {
        let is_for_real_people =
            !self.public_origin.is_empty() || !self.client_address_header.is_empty();
        if self.sandbox == Sandbox::On && is_for_real_people {
            return Err(ConfigError::Setting {
                key: "sandbox",
                why: "anybody can read the sandbox's codes and sign in with its passwords, so it is refused where public_origin or \
                      client_address_header is set",
            });
        }
        Ok(())
    }

    /// Whether cookies are for TLS only: by default everywhere except on this machine alone.
    #[must_use]
    pub fn cookies_are_secure(&self) -> bool {
        match self.secure_cookies {
            Switch::On => true,
            Switch::Off => false,
            Switch::Auto => !self.listen.ip().is_loopback(),
        }
    }

    /// The directory of the operator's texts.
    #[must_use]
    pub fn texts_dir(&self) -> PathBuf {
        if self.texts.as_os_str().is_empty() { self.data.join("texts") } else { self.texts.clone() }
    }
}

fn merge(base: &mut toml::Table, overrides: toml::Table) {
    for (key, value) in overrides {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(base)), toml::Value::Table(overrides)) => {
                merge(base, overrides)
            }
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_settings_parse_as_the_defaults() {
        let config = Config::from_toml(TEMPLATE).unwrap();
        assert_eq!(config.sms.resend_seconds, 60);
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    }

    #[test]
    fn one_key_changes_and_the_others_stay() {
        let config = Config::from_toml("[sms]\ncode_minutes = 9\n").unwrap();
        assert_eq!((config.sms.code_minutes, config.sms.code_tries), (9, 5));
    }

    #[test]
    fn a_misspelt_key_is_an_error() {
        assert!(Config::from_toml("[sms]\ncode_minuets = 9\n").is_err());
        assert!(Config::from_toml("lisen = 1\n").is_err());
    }

    #[test]
    fn the_sandbox_is_on_only_when_named() {
        let with = |text: &str| Config::from_toml(text).unwrap().is_sandbox_on();
        assert!(with("sandbox = 'on'").unwrap());
        assert!(with("sandbox = 'on'\nsms.gateway_url = 'https://sms.example/'").unwrap());
        assert!(!with("sms.gateway_url = 'https://sms.example/'").unwrap());
        for off in ["", "listen = '127.0.0.1:8080'", "sandbox = 'off'"] {
            assert!(matches!(with(off), Err(ConfigError::NoGateway)), "{off}");
        }
        assert!(Config::from_toml("sandbox = 'auto'").is_err());
    }

    #[test]
    fn sandbox_is_refused_with_settings_of_a_real_service() {
        let checked = |text: &str| Config::from_toml(text).unwrap().check_sandbox();
        for (text, is_refused) in [
            ("sandbox = 'on'", false),
            ("sandbox = 'on'\npublic_origin = 'https://card.example.cn'", true),
            ("sandbox = 'on'\nclient_address_header = 'x-real-ip'", true),
            ("public_origin = 'https://card.example.cn'", false),
        ] {
            assert_eq!(checked(text).is_err(), is_refused, "{text}");
        }
    }
}
