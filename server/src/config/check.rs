//! Settings that are well-formed but cannot be used: they stop the start rather than the first applicant.

use std::net::IpAddr;

use reqwest::Url;

use super::{Config, ConfigError};

/// The greatest number of any setting.
const MAX_NUMBER: i64 = 1_000_000_000;

impl Config {
    /// Checks that every setting can be used.
    ///
    /// # Errors
    /// For the first that cannot, with its key.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.check_providers()?;
        self.check_services()?;
        self.check_wechat()?;
        self.check_numbers()
    }

    fn check_services(&self) -> Result<(), ConfigError> {
        let (sms, wechat) = (&self.sms, &self.host.wechat);
        let services = [
            ("sms.gateway_url", &sms.gateway_url, &sms.gateway_token),
            ("register.url", &self.register.url, &self.register.token),
            ("face.url", &self.face.url, &self.face.token),
            ("licence.url", &self.licence.url, &self.licence.token),
            ("reading.url", &self.reading.url, &self.reading.token),
            ("host.wechat.url", &wechat.url, &wechat.app_secret),
        ];
        for (key, url, secret) in services {
            if let Some(why) = service_url_fault(url, !secret.is_empty()) {
                return Err(ConfigError::Setting { key, why });
            }
        }
        Ok(())
    }

    fn check_wechat(&self) -> Result<(), ConfigError> {
        let app = &self.host.wechat;
        let is_there = !app.app_id.is_empty() || !app.app_secret.is_empty();
        for (key, value) in [
            ("host.wechat.app_id", &app.app_id),
            ("host.wechat.app_secret", &app.app_secret),
            ("host.wechat.url", &app.url),
        ] {
            if is_there && value.is_empty() {
                let why = "it is missing: id, secret and address of the mini-program go together";
                return Err(ConfigError::Setting { key, why });
            }
        }
        Ok(())
    }

    fn check_numbers(&self) -> Result<(), ConfigError> {
        let wrong = self
            .numeric_settings()
            .into_iter()
            .find(|(_, number)| !(1..=MAX_NUMBER).contains(number));
        if let Some((key, _)) = wrong {
            return Err(ConfigError::Setting {
                key,
                why: "it must be a number from 1 to 1000000000",
            });
        }
        if self.face.moves > 3 {
            return Err(ConfigError::Setting { key: "face.moves", why: "there are three moves" });
        }
        Ok(())
    }

    /// Seconds, minutes, hours, days and limits that must not be 0. Settings in which 0 has a meaning are not among them (`sms.retries`,
    /// `accounts.free_tries`, `reading.threads`, `reading.queue`, `purge.every_hours`), nor are those that argon2id checks itself.
    fn numeric_settings(&self) -> Vec<(&'static str, i64)> {
        let Self { session, scan, sms, accounts, captcha, register, face, licence, .. } = self;
        let Self { host, pictures, reading, limits, purge, .. } = self;
        vec![
            ("session.idle_minutes", session.idle_minutes),
            ("session.absolute_hours", session.absolute_hours),
            ("session.kept_days", session.kept_days),
            ("session.real_name_tries_per_hour", session.real_name_tries_per_hour),
            ("session.begins_per_address_per_hour", session.begins_per_address_per_hour.into()),
            ("scan.good_seconds", scan.good_seconds),
            ("scan.waiting", to_i64(scan.waiting)),
            ("sms.timeout_seconds", to_i64(sms.timeout_seconds)),
            ("sms.code_minutes", sms.code_minutes),
            ("sms.code_tries", sms.code_tries),
            ("sms.resend_seconds", sms.resend_seconds),
            ("sms.per_mobile_per_day", sms.per_mobile_per_day),
            ("sms.per_address_per_hour", sms.per_address_per_hour.into()),
            ("sms.unused_per_address", sms.unused_per_address.into()),
            ("accounts.threads", to_i64(accounts.threads)),
            ("accounts.queue", to_i64(accounts.queue)),
            ("accounts.pause_seconds", accounts.pause_seconds),
            ("accounts.longest_pause_seconds", accounts.longest_pause_seconds),
            ("accounts.free_tries_per_address", accounts.free_tries_per_address.into()),
            ("accounts.free_tries_per_account", accounts.free_tries_per_account.into()),
            ("accounts.resets_per_day", accounts.resets_per_day),
            ("captcha.minutes", captcha.minutes),
            ("captcha.per_address_per_hour", captcha.per_address_per_hour.into()),
            ("register.timeout_seconds", to_i64(register.timeout_seconds)),
            ("register.good_hours", register.good_hours),
            ("register.asks_per_person_per_hour", register.asks_per_person_per_hour.into()),
            ("host.wechat.timeout_seconds", to_i64(host.wechat.timeout_seconds)),
            ("licence.timeout_seconds", to_i64(licence.timeout_seconds)),
            ("face.timeout_seconds", to_i64(face.timeout_seconds)),
            ("face.moves", to_i64(face.moves)),
            ("face.seconds", face.seconds.into()),
            ("face.per_address_per_hour", face.per_address_per_hour.into()),
            ("pictures.max_bytes", to_i64(pictures.max_bytes)),
            ("pictures.max_megapixels", to_i64(pictures.max_megapixels)),
            ("pictures.id_picture_side", pictures.id_picture_side.into()),
            ("pictures.per_applicant_per_day", pictures.per_applicant_per_day),
            ("reading.timeout_seconds", to_i64(reading.timeout_seconds)),
            ("reading.tries", reading.tries.into()),
            ("reading.tries_hours", reading.tries_hours.into()),
            ("limits.json_bytes", to_i64(limits.json_bytes)),
            ("limits.request_seconds", to_i64(limits.request_seconds)),
            ("limits.upload_seconds", to_i64(limits.upload_seconds)),
            ("limits.header_seconds", to_i64(limits.header_seconds)),
            ("limits.idle_seconds", to_i64(limits.idle_seconds)),
            ("limits.wait_seconds", to_i64(limits.wait_seconds)),
            ("limits.body_megabytes", to_i64(limits.body_megabytes)),
            ("limits.least_bytes_per_second", to_i64(limits.least_bytes_per_second)),
            ("limits.uploads_per_person", to_i64(limits.uploads_per_person)),
            ("limits.connections", to_i64(limits.connections)),
            ("limits.connections_per_address", to_i64(limits.connections_per_address)),
            ("limits.concurrent_requests", to_i64(limits.concurrent_requests)),
            ("limits.shutdown_seconds", to_i64(limits.shutdown_seconds)),
            ("purge.drafts_days", purge.drafts_days),
            ("purge.pictures_days", purge.pictures_days),
        ]
    }
}

fn to_i64(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// What prevents the use of a service's address, if anything. An empty one names no service.
fn service_url_fault(url: &str, has_secret: bool) -> Option<&'static str> {
    if url.is_empty() {
        return None;
    }
    let Ok(url) = Url::parse(url) else {
        return Some("it is no URL: it must begin with https:// or http://");
    };
    if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
        return Some("it must begin with https:// or http://");
    }
    let is_open = url.scheme() == "http" && !is_on_this_machine(&url);
    (is_open && has_secret).then_some("it must be reached by https, for a secret goes there")
}

/// Whether an address is one of this machine, so that requests do not leave it.
pub(super) fn is_on_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::TEMPLATE;

    fn check(text: &str) -> Result<(), String> {
        Config::from_toml(text).unwrap().check().map_err(|error| error.to_string())
    }

    #[test]
    fn defaults_and_services_of_this_machine_are_accepted() {
        assert_eq!(check(""), Ok(()));
        for key in ["register", "face", "licence", "reading"] {
            for url in
                ["https://a.example/x", "http://127.0.0.1:9/", "http://[::1]:9", "http://localhost"]
            {
                assert_eq!(
                    check(&format!("[{key}]\nurl = '{url}'\ntoken = 'secret'")),
                    Ok(()),
                    "{url}"
                );
            }
            // In a closed network no certificate is needed, as long as no secret is sent.
            assert_eq!(check(&format!("{key}.url = 'http://inside.example/'")), Ok(()));
        }
    }

    #[test]
    fn every_numeric_setting_is_checked_or_may_be_zero() {
        let checked: Vec<_> = Config::from_toml("")
            .unwrap()
            .numeric_settings()
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        let may_be_zero = [
            "sms.retries",
            "accounts.free_tries",
            "accounts.memory_kib",
            "accounts.passes",
            "accounts.lanes",
            "reading.threads",
            "reading.queue",
            "purge.every_hours",
            "limits.waiting_uploads_per_person",
        ];
        let template: toml::Table = TEMPLATE.parse().unwrap();
        let mut keys = Vec::new();
        collect_numbers(&template, "", &mut keys);
        assert!(keys.len() > 40);
        for key in &keys {
            let is_known = checked.contains(&key.as_str()) || may_be_zero.contains(&key.as_str());
            assert!(is_known, "{key}");
        }
        for key in checked {
            assert!(keys.iter().any(|one| one == key), "{key}");
            let refused = check(&format!("{key} = 0")).unwrap_err();
            assert!(refused.contains(key), "{refused}");
        }
    }

    fn collect_numbers(table: &toml::Table, before: &str, keys: &mut Vec<String>) {
        for (key, value) in table {
            let key = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
            match value {
                toml::Value::Table(table) => collect_numbers(table, &key, keys),
                toml::Value::Integer(_) => keys.push(key),
                _ => {}
            }
        }
    }
}
