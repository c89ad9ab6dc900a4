//! A register that answers JSON over HTTP.

use serde::{Deserialize, Serialize};

use super::{Asking, Register};
use crate::{config, db::InsuredPerson, error::Error, service};

#[derive(Serialize)]
struct Question<'a> {
    name: &'a str,
    id_number: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    insured: bool,
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

    async fn ask(&self, person: &InsuredPerson) -> Result<bool, reqwest::Error> {
        let question = Question { name: &person.name, id_number: &person.id_number };
        let answer = self
            .client
            .post(&self.url)
            .bearer_auth(&self.token)
            .json(&question)
            .send()
            .await?
            .error_for_status()?;
        Ok(answer.json::<Answer>().await?.insured)
    }
}

impl Register for HttpRegister {
    fn is_insured(&self, person: InsuredPerson) -> Asking<'_> {
        Box::pin(async move {
            self.ask(&person).await.map_err(|error| Error::Unavailable {
                service: "the register of insured people",
                cause: error.without_url().to_string(),
            })
        })
    }
}
