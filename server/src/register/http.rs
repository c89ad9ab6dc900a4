//! A register that answers JSON over HTTP.

use serde::Deserialize;
use sscard_shared::api::Standing;

use super::{PendingStanding, Register};
use crate::{config, db::InsuredPerson, error::Error, service::Service};

#[derive(Deserialize)]
struct RegisterResponse {
    /// Whether name and number are those of one insured person.
    insured: bool,
    /// Whether a card of this person is being made.
    #[serde(default)]
    in_making: bool,
    /// False where the register knows the number by another name.
    #[serde(default = "default_true")]
    matched: bool,
}

const fn default_true() -> bool {
    true
}

impl RegisterResponse {
    const fn standing(&self) -> Standing {
        match (self.matched, self.insured, self.in_making) {
            (false, _, _) => Standing::NotMatched,
            (true, false, _) => Standing::NotInsured,
            (true, true, true) => Standing::InMaking,
            (true, true, false) => Standing::Eligible,
        }
    }
}

/// The client of such a register.
#[derive(Debug)]
pub struct HttpRegister {
    service: Service,
}

impl HttpRegister {
    /// The register of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(settings: &config::RegisterSettings) -> Result<Self, reqwest::Error> {
        let service = Service::new(&settings.url, &settings.token, settings.timeout_seconds)?;
        Ok(Self { service })
    }

    async fn ask(&self, person: &InsuredPerson) -> Result<Standing, reqwest::Error> {
        let response = self.service.post_person(person).await?;
        Ok(response.json::<RegisterResponse>().await?.standing())
    }
}

impl Register for HttpRegister {
    fn standing(&self, person: InsuredPerson) -> PendingStanding<'_> {
        Box::pin(async move {
            self.ask(&person).await.map_err(|error| Error::Unavailable {
                service: "the register of insured people",
                cause: error.without_url().to_string(),
            })
        })
    }
}
