//! Settings that can be read and not be used: better no server than one that finds out with the first person.

use std::net::IpAddr;

use reqwest::Url;

use super::{Config, ConfigError};

/// More of anything than anybody means.
const MOST: i64 = 1_000_000_000;

impl Config {
    /// Whether every setting can be used.
    ///
    /// # Errors
    /// For the first that cannot, by its key.
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
            if let Some(why) = fault_of(url, !secret.is_empty()) {
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
        let wrong = self.numbers().into_iter().find(|(_, number)| !(1..=MOST).contains(number));
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

    /// Seconds, minutes, hours, days and limits of which none at all makes no sense. Where 0 means something it is not among them
    /// (`sms.retries`, `accounts.free_tries`, `reading.threads`, `reading.queue`, `purge.every_hours`), nor is what argon2id judges itself.
    fn numbers(&self) -> Vec<(&'static str, i64)> {
        let Self { session, scan, sms, accounts, captcha, register, face, licence, .. } = self;
        let Self { host, pictures, reading, limits, purge, .. } = self;
        vec![
            ("session.idle_minutes", session.idle_minutes),
            ("session.absolute_hours", session.absolute_hours),
            ("session.kept_days", session.kept_days),
            ("session.real_name_tries_per_hour", session.real_name_tries_per_hour),
            ("session.begins_per_address_per_hour", session.begins_per_address_per_hour.into()),
            ("scan.good_seconds", scan.good_seconds),
            ("scan.waiting", whole(scan.waiting)),
            ("sms.timeout_seconds", whole(sms.timeout_seconds)),
            ("sms.code_minutes", sms.code_minutes),
            ("sms.code_tries", sms.code_tries),
            ("sms.resend_seconds", sms.resend_seconds),
            ("sms.per_mobile_per_day", sms.per_mobile_per_day),
            ("sms.per_address_per_hour", sms.per_address_per_hour.into()),
            ("sms.unused_per_address", sms.unused_per_address.into()),
            ("accounts.threads", whole(accounts.threads)),
            ("accounts.queue", whole(accounts.queue)),
            ("accounts.pause_seconds", accounts.pause_seconds),
            ("accounts.longest_pause_seconds", accounts.longest_pause_seconds),
            ("accounts.free_tries_per_address", accounts.free_tries_per_address.into()),
            ("accounts.free_tries_per_account", accounts.free_tries_per_account.into()),
            ("accounts.resets_per_day", accounts.resets_per_day),
            ("captcha.minutes", captcha.minutes),
            ("captcha.per_address_per_hour", captcha.per_address_per_hour.into()),
            ("register.timeout_seconds", whole(register.timeout_seconds)),
            ("register.good_hours", register.good_hours),
            ("register.asks_per_person_per_hour", register.asks_per_person_per_hour.into()),
            ("host.wechat.timeout_seconds", whole(host.wechat.timeout_seconds)),
            ("licence.timeout_seconds", whole(licence.timeout_seconds)),
            ("face.timeout_seconds", whole(face.timeout_seconds)),
            ("face.moves", whole(face.moves)),
            ("face.seconds", face.seconds.into()),
            ("face.per_address_per_hour", face.per_address_per_hour.into()),
            ("pictures.max_bytes", whole(pictures.max_bytes)),
            ("pictures.max_megapixels", whole(pictures.max_megapixels)),
            ("pictures.id_picture_side", pictures.id_picture_side.into()),
            ("pictures.per_applicant_per_day", pictures.per_applicant_per_day),
            ("reading.timeout_seconds", whole(reading.timeout_seconds)),
            ("reading.tries", reading.tries.into()),
            ("reading.tries_hours", reading.tries_hours.into()),
            ("limits.json_bytes", whole(limits.json_bytes)),
            ("limits.request_seconds", whole(limits.request_seconds)),
            ("limits.upload_seconds", whole(limits.upload_seconds)),
            ("limits.header_seconds", whole(limits.header_seconds)),
            ("limits.idle_seconds", whole(limits.idle_seconds)),
            ("limits.wait_seconds", whole(limits.wait_seconds)),
            ("limits.body_megabytes", whole(limits.body_megabytes)),
            ("limits.least_bytes_per_second", whole(limits.least_bytes_per_second)),
            ("limits.uploads_per_person", whole(limits.uploads_per_person)),
            ("limits.connections", whole(limits.connections)),
            ("limits.connections_per_address", whole(limits.connections_per_address)),
            ("limits.concurrent_requests", whole(limits.concurrent_requests)),
            ("limits.shutdown_seconds", whole(limits.shutdown_seconds)),
            ("purge.drafts_days", purge.drafts_days),
            ("purge.pictures_days", purge.pictures_days),
        ]
    }
}

fn whole(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// What keeps an address of a service from being used, if anything does. An empty one names none.
fn fault_of(url: &str, has_secret: bool) -> Option<&'static str> {
    if url.is_empty() {
        return None;
    }
    let Ok(url) = Url::parse(url) else {
        return Some("it is no URL: it must begin with https:// or http://");
    };
    if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
        return Some("it must begin with https:// or http://");
    }
    let is_open = url.scheme() == "http" && !is_here(&url);
    (is_open && has_secret).then_some("it must be reached by https, for a secret goes there")
}

/// Whether an address is one of this machine, which nothing leaves.
pub(super) fn is_here(url: &Url) -> bool {
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
    fn the_defaults_can_be_used_and_so_can_services_of_this_machine() {
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
            // Inside a closed network nobody need have a certificate, as long as no secret of ours travels.
            assert_eq!(check(&format!("{key}.url = 'http://inside.example/'")), Ok(()));
        }
    }

    #[test]
    fn every_number_of_the_settings_is_looked_at_or_may_be_nothing() {
        let looked_at: Vec<_> =
            Config::from_toml("").unwrap().numbers().into_iter().map(|(key, _)| key).collect();
        let may_be_nothing = [
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
        numbers_in(&template, "", &mut keys);
        assert!(keys.len() > 40);
        for key in &keys {
            let is_known =
                looked_at.contains(&key.as_str()) || may_be_nothing.contains(&key.as_str());
            assert!(is_known, "{key}");
        }
        for key in looked_at {
            assert!(keys.iter().any(|one| one == key), "{key}");
            let refused = check(&format!("{key} = 0")).unwrap_err();
            assert!(refused.contains(key), "{refused}");
        }
    }

    fn numbers_in(table: &toml::Table, before: &str, keys: &mut Vec<String>) {
        for (key, value) in table {
            let key = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
            match value {
                toml::Value::Table(table) => numbers_in(table, &key, keys),
                toml::Value::Integer(_) => keys.push(key),
                _ => {}
            }
        }
    }
}
