//! A register that answers JSON over HTTP.

use serde::{Deserialize, Serialize};
use sscard_shared::api::Standing;

use super::{Asking, Register};
use crate::{config, db::InsuredPerson, error::Error, service};

#[derive(Serialize)]
struct Question<'a> {
    name: &'a str,
    id_number: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    /// Whether name and number are those of one insured person.
    insured: bool,
    /// Whether a card of theirs is being made.
    #[serde(default)]
    in_making: bool,
    /// False where the register knows the number by another name.
    #[serde(default = "yes")]
    matched: bool,
}

const fn yes() -> bool {
    true
}

impl Answer {
    const fn standing(&self) -> Standing {
        match (self.matched, self.insured, self.in_making) {
            (false, _, _) => Standing::NotMatched,
            (true, false, _) => Standing::NotInsured,
            (true, true, true) => Standing::InMaking,
            (true, true, false) => Standing::Eligible,
        }
    }
}

/// Asks a register.
pub struct HttpRegister {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl std::fmt::Debug for HttpRegister {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpRegister").field("url", &self.url).finish_non_exhaustive()
    }
}

impl HttpRegister {
    /// The register of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(settings: &config::Register) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: service::client(settings.timeout_seconds)?,
            url: settings.url.clone(),
            token: settings.token.clone(),
        })
    }

    async fn ask(&self, person: &InsuredPerson) -> Result<Standing, reqwest::Error> {
        let question = Question { name: &person.name, id_number: &person.id_number };
        let answer = self
            .client
            .post(&self.url)
            .bearer_auth(&self.token)
            .json(&question)
            .send()
            .await?
            .error_for_status()?;
        Ok(answer.json::<Answer>().await?.standing())
    }
}

impl Register for HttpRegister {
    fn standing(&self, person: InsuredPerson) -> Asking<'_> {
        Box::pin(async move {
            self.ask(&person).await.map_err(|error| Error::Unavailable {
                service: "the register of insured people",
                cause: error.without_url().to_string(),
            })
        })
    }
}
