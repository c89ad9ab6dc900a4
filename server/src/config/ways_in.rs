//! Ways in by way of something else: a phone that is signed in, and others who vouch for a person.

use serde::Deserialize;

use super::{Config, ConfigError, check::is_here};

/// 扫码登录.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scan {
    /// Seconds for which a code is good.
    pub good_seconds: i64,
    /// Browsers that may wait for a phone at one time.
    pub waiting: usize,
}

/// A provider of OpenID Connect.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its word in the path: lower-case letters, digits and hyphens.
    pub name: String,
    /// What it is called on its button.
    pub label: String,
    /// The same in English; empty where it has no such name.
    #[serde(default)]
    pub label_en: String,
    /// Where its discovery document is found.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// How we show that it is us.
    #[serde(default)]
    pub client_secret: String,
    /// What we ask to be told, besides who it is.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// What it calls what it tells.
    #[serde(default)]
    pub claims: Claims,
    /// Whether it verifies every number that it tells. Otherwise only one counts of which it says so itself.
    #[serde(default)]
    pub numbers_are_verified: bool,
    /// Seconds to wait for it, each time.
    #[serde(default = "ten")]
    pub timeout_seconds: u64,
}

/// What a provider calls what it tells of a person.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Claims {
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: String,
    /// 手机号码.
    pub mobile: String,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            name: String::from("name"),
            id_number: String::from("id_number"),
            mobile: String::from("phone_number"),
        }
    }
}

const fn ten() -> u64 {
    10
}

impl Provider {
    /// What keeps it from being used, if anything does.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let is_word = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-');
        if self.name.is_empty() || self.name.len() > 32 || !self.name.chars().all(is_word) {
            return Some("its name must be lower-case letters, digits and hyphens");
        }
        let Ok(issuer) = reqwest::Url::parse(&self.issuer) else {
            return Some("its issuer is no URL");
        };
        if self.timeout_seconds == 0 {
            return Some("its timeout_seconds must be 1 at least");
        }
        (issuer.scheme() != "https" && !is_here(&issuer))
            .then_some("its issuer must be reached by https")
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Config {
    /// Whether every provider can be used as it is set.
    ///
    /// # Errors
    /// For the first that cannot.
    pub fn check_providers(&self) -> Result<(), ConfigError> {
        for (at, provider) in self.oidc.iter().enumerate() {
            let is_second = self.oidc.iter().take(at).any(|other| other.name == provider.name);
            let is_nowhere = self.public_origin.is_empty() && !self.listen.ip().is_loopback();
            let why = match provider.fault() {
                Some(why) => why,
                None if is_second => "there is another of this name",
                // What a provider leads back to must not be what a request claims.
                None if is_nowhere => "it needs public_origin, to lead back to",
                None => continue,
            };
            return Err(ConfigError::Provider { name: provider.name.clone(), why });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_that_cannot_be_used_keeps_the_server_from_starting() {
        let provider = |name: &str, issuer: &str| {
            format!(
                "[[oidc]]\nname = '{name}'\nlabel = 'x'\nissuer = '{issuer}'\nclient_id = 'x'\n"
            )
        };
        let with = |text: &str| {
            let checked = Config::from_toml(text).unwrap().check_providers();
            checked.map_err(|error| error.to_string())
        };
        let good = provider("zwfw", "https://id.example");
        assert_eq!(with(&good), Ok(()));
        assert_eq!(with(&provider("zwfw", "http://127.0.0.1:9")), Ok(()));
        for (settings, why) in [
            (provider("政务", "https://id.example"), "its name"),
            (provider("zwfw", "id.example"), "no URL"),
            (provider("zwfw", "http://id.example"), "https"),
            (format!("{good}timeout_seconds = 0\n"), "timeout_seconds"),
            (format!("{good}{good}"), "another"),
            (format!("listen = '0.0.0.0:80'\n{good}"), "public_origin"),
        ] {
            assert!(with(&settings).unwrap_err().contains(why), "{settings}");
        }
    }
}
