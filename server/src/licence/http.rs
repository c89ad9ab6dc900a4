//! Licences that a service gives as JSON over HTTP.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sscard_shared::{
    Date, api::LicenceView, application::check_value, directory::Directory, draft::Draft,
};

use super::{Fetching, Licence, Licences};
use crate::{clock::Clock, config, db::InsuredPerson, error::Error, service};

/// Two pictures in base64 and a few words.
const MAX_ANSWER: usize = 12_000_000;

#[derive(Serialize)]
struct Question<'a> {
    name: &'a str,
    id_number: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    /// Null or left out where the person has none.
    #[serde(default)]
    licence: Option<Given>,
}

#[derive(Deserialize)]
struct Given {
    /// Whatever it tells, by whatever names.
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    emblem_side: String,
    portrait_side: String,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    #[error("the answer is not as agreed")]
    NotAsAgreed,
}

/// Asks a service for licences.
pub struct HttpLicences {
    client: reqwest::Client,
    url: String,
    token: String,
    clock: Clock,
}

impl std::fmt::Debug for HttpLicences {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpLicences").field("url", &self.url).finish_non_exhaustive()
    }
}

impl HttpLicences {
    /// The service of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(settings: &config::Licence, clock: Clock) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: service::client(settings.timeout_seconds)?,
            url: settings.url.clone(),
            token: settings.token.clone(),
            clock,
        })
    }

    async fn ask(&self, person: &InsuredPerson) -> Result<Option<Licence>, NoAnswer> {
        let question = Question { name: &person.name, id_number: &person.id_number };
        let request = self.client.post(&self.url).bearer_auth(&self.token).json(&question);
        let sent = request.send().await.and_then(reqwest::Response::error_for_status);
        let mut response = sent.map_err(reqwest::Error::without_url)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + chunk.len() > MAX_ANSWER {
                return Err(NoAnswer::NotAsAgreed);
            }
            body.extend_from_slice(&chunk);
        }
        let answer: Answer = serde_json::from_slice(&body).map_err(|_| NoAnswer::NotAsAgreed)?;
        answer.licence.map(|given| given.open(self.clock.today())).transpose()
    }
}

impl Given {
    fn open(self, today: Date) -> Result<Licence, NoAnswer> {
        let picture = |text: &str| {
            BASE64_STANDARD.decode(text).map(Bytes::from).map_err(|_| NoAnswer::NotAsAgreed)
        };
        Ok(Licence {
            emblem_side: picture(&self.emblem_side)?,
            portrait_side: picture(&self.portrait_side)?,
            answers: by_the_rules(&self.answers, today),
        })
    }
}

/// What a licence may tell, in normal form. The rest is not ours to take from a service: a consent, a number, or what no rule lets pass.
fn by_the_rules(told: &BTreeMap<String, Value>, today: Date) -> Draft {
    let directory = Directory::built_in();
    let mut answers = Draft::new();
    for field in LicenceView::FIELDS {
        let text = told.get(field.name()).and_then(Value::as_str).unwrap_or_default();
        let checked = check_value(field, text, today, &directory);
        if let Some(normal) = checked.normalised.filter(|_| !checked.faults.has_hard()) {
            answers.set(field, normal);
        }
    }
    answers
}

impl Licences for HttpLicences {
    fn fetch(&self, person: InsuredPerson) -> Fetching<'_> {
        Box::pin(async move {
            self.ask(&person).await.map_err(|error| Error::Unavailable {
                service: "the service of electronic licences",
                cause: error.to_string(),
            })
        })
    }
}
