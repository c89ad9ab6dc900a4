//! The services of other operators: their addresses, tokens and time limits.

use serde::Deserialize;

/// SMS codes and their gateway.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// The address of the gateway; empty where there is none.
    pub gateway_url: String,
    /// The bearer token of the gateway.
    pub gateway_token: String,
    /// The name of the template at the gateway.
    pub template: String,
    /// The template for codes that prove another number (更正).
    pub change_template: String,
    /// The template for codes that set a new password.
    pub reset_template: String,
    /// Seconds to wait for each answer of the gateway.
    pub timeout_seconds: u64,
    /// How often to try again when the gateway fails.
    pub retries: u32,
    /// Minutes for which a code is valid.
    pub code_minutes: i64,
    /// Wrong codes after which a code is dead.
    pub code_tries: i64,
    /// Seconds between two sends to one number.
    pub resend_seconds: i64,
    /// Sends to one number in 24 hours.
    pub per_mobile_per_day: i64,
    /// Sends that one address may request in an hour.
    pub per_address_per_hour: u32,
    /// Codes for one number or account, requested by one network or known device and not used, that cost no pause.
    pub unused_per_address: u32,
}

impl std::fmt::Debug for SmsSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sms").field("gateway_url", &self.gateway_url).finish_non_exhaustive()
    }
}

/// The register of insured people.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterSettings {
    /// The address of the register; empty for the table that `import insured` fills.
    pub url: String,
    /// The bearer token of the register.
    pub token: String,
    /// Seconds to wait for the register.
    pub timeout_seconds: u64,
    /// Hours for which the register's answer for a person is valid.
    pub good_hours: i64,
    /// 资格校验 that one person may request in an hour.
    pub asks_per_person_per_hour: u32,
}

impl std::fmt::Debug for RegisterSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The recognition of faces.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceSettings {
    /// The address of the service; empty where there is none.
    pub url: String,
    /// The bearer token of the service.
    pub token: String,
    /// Seconds to wait for the service.
    pub timeout_seconds: u64,
    /// Moves of a challenge.
    pub moves: usize,
    /// Seconds in which the moves must be made.
    pub seconds: u32,
    /// Challenges that one address may start in an hour.
    pub per_address_per_hour: u32,
}

impl std::fmt::Debug for FaceSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The reading of identity cards.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingSettings {
    /// The address of a service that reads cards; empty for the program's own models.
    pub url: String,
    /// The bearer token of the service.
    pub token: String,
    /// Seconds to wait for the service.
    pub timeout_seconds: u64,
    /// Pictures that are read at one time; 0 for one for every core but one, at least one.
    pub threads: usize,
    /// Further pictures that may wait.
    pub queue: usize,
    /// Pictures of one side that are read for an applicant within [`tries_hours`](Self::tries_hours).
    pub tries: u32,
    /// The hours in which [`tries`](Self::tries) are counted.
    pub tries_hours: u32,
}

impl ReadingSettings {
    /// The seconds in which tries are counted.
    #[must_use]
    pub fn tries_window_seconds(&self) -> i64 {
        i64::from(self.tries_hours) * 3_600
    }
}

impl std::fmt::Debug for ReadingSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Electronic licences.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceSettings {
    /// The address of a service that returns licences; empty where there is none.
    pub url: String,
    /// The bearer token of the service.
    pub token: String,
    /// Seconds to wait for the service.
    pub timeout_seconds: u64,
}

impl std::fmt::Debug for LicenceSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Licence").field("url", &self.url).finish_non_exhaustive()
    }
}
