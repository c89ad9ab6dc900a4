//! Signing in with the help of others: a phone that is signed in, and identity providers.

use serde::Deserialize;

use super::{Config, ConfigError, check::is_on_this_machine};

/// 扫码登录.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanSettings {
    /// Seconds for which a code is valid.
    pub good_seconds: i64,
    /// Browsers that may wait for a phone at one time.
    pub waiting: usize,
}

/// An OpenID Connect provider.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its name in paths: lower-case letters, digits and hyphens.
    pub name: String,
    /// The label of its button.
    pub label: String,
    /// The label in English; empty where there is none.
    #[serde(default)]
    pub label_en: String,
    /// The issuer, which leads to the discovery document.
    pub issuer: String,
    /// The client id that the provider assigned.
    pub client_id: String,
    /// The client secret that the provider assigned.
    #[serde(default)]
    pub client_secret: String,
    /// The scopes to request in addition to `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The names of the claims.
    #[serde(default)]
    pub claims: ClaimNames,
    /// Whether the provider verifies every number that it states. Otherwise a number counts only where the provider says that it is
    /// verified.
    #[serde(default)]
    pub numbers_are_verified: bool,
    /// Seconds to wait for each answer.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u64,
}

/// The names of a provider's claims.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClaimNames {
    /// 姓名.
    pub name: String,
    /// 证件号码.
    pub id_number: String,
    /// 手机号码.
    pub mobile: String,
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self {
            name: String::from("name"),
            id_number: String::from("id_number"),
            mobile: String::from("phone_number"),
        }
    }
}

const fn default_timeout_seconds() -> u64 {
    10
}

impl ProviderSettings {
    /// What prevents the use of the provider, if anything.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let is_name_character = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-');
        if self.name.is_empty() || self.name.len() > 32 || !self.name.chars().all(is_name_character)
        {
            return Some("its name must be lower-case letters, digits and hyphens");
        }
        let Ok(issuer) = reqwest::Url::parse(&self.issuer) else {
            return Some("its issuer is no URL");
        };
        if self.timeout_seconds == 0 {
            return Some("its timeout_seconds must be 1 at least");
        }
        (issuer.scheme() != "https" && !is_on_this_machine(&issuer))
            .then_some("its issuer must be reached by https")
    }
}

impl std::fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Config {
    /// Checks that every provider can be used.
    ///
    /// # Errors
    /// For the first that cannot.
    pub fn check_providers(&self) -> Result<(), ConfigError> {
        for (at, provider) in self.oidc.iter().enumerate() {
            let is_duplicate = self.oidc.iter().take(at).any(|other| other.name == provider.name);
            let has_no_origin = self.public_origin.is_empty() && !self.listen.ip().is_loopback();
            let why = match provider.fault() {
                Some(why) => why,
                None if is_duplicate => "there is another of this name",
                // The address to redirect back to must not come from a request.
                None if has_no_origin => "it needs public_origin, to lead back to",
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
    fn an_unusable_provider_stops_the_start() {
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
