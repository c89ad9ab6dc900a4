//! Licences that a service returns as JSON over HTTP.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;
use sscard_shared::{
    Date, api::LicenceView, application::check_value, directory::Directory, draft::Draft,
};

use super::{Licence, LicenceService, PendingLicence};
use crate::{
    clock::Clock,
    config,
    db::InsuredPerson,
    error::Error,
    service::{Service, read_body},
};

/// The largest answer that is read: two pictures in base64 and a few words.
const MAX_ANSWER_BYTES: usize = 12_000_000;

#[derive(Deserialize)]
struct LicenceResponse {
    /// Null or missing where the person has none.
    #[serde(default)]
    licence: Option<LicenceBody>,
}

#[derive(Deserialize)]
struct LicenceBody {
    /// Whatever the service states, by its own names.
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    emblem_side: String,
    portrait_side: String,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
enum LicenceServiceError {
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    #[error("the answer is not as agreed")]
    Malformed,
}

/// The client of such a service.
#[derive(Debug)]
pub struct HttpLicences {
    service: Service,
    clock: Clock,
}

impl HttpLicences {
    /// The service of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(settings: &config::LicenceSettings, clock: Clock) -> Result<Self, reqwest::Error> {
        let service = Service::new(&settings.url, &settings.token, settings.timeout_seconds)?;
        Ok(Self { service, clock })
    }

    async fn ask(&self, person: &InsuredPerson) -> Result<Option<Licence>, LicenceServiceError> {
        let response = self.service.post_person(person).await?;
        let body =
            read_body(response, MAX_ANSWER_BYTES).await?.ok_or(LicenceServiceError::Malformed)?;
        let answer: LicenceResponse =
            serde_json::from_slice(&body).map_err(|_| LicenceServiceError::Malformed)?;
        answer.licence.map(|body| body.into_licence(self.clock.today())).transpose()
    }
}

impl LicenceBody {
    fn into_licence(self, today: Date) -> Result<Licence, LicenceServiceError> {
        let picture = |text: &str| {
            BASE64_STANDARD
                .decode(text)
                .map(Bytes::from)
                .map_err(|_| LicenceServiceError::Malformed)
        };
        Ok(Licence {
            emblem_side: picture(&self.emblem_side)?,
            portrait_side: picture(&self.portrait_side)?,
            answers: accepted_answers(&self.answers, today),
        })
    }
}

/// The answers that a licence may give, in normal form. Everything else is dropped: a consent, a number, or a value that no rule accepts.
fn accepted_answers(stated: &BTreeMap<String, Value>, today: Date) -> Draft {
    let directory = Directory::built_in();
    let mut answers = Draft::new();
    for field in LicenceView::FIELDS {
        let text = stated.get(field.name()).and_then(Value::as_str).unwrap_or_default();
        let checked = check_value(field, text, today, &directory);
        if let Some(normalised) = checked.normalised.filter(|_| !checked.faults.has_hard()) {
            answers.set(field, normalised);
        }
    }
    answers
}

impl LicenceService for HttpLicences {
    fn fetch(&self, person: InsuredPerson) -> PendingLicence<'_> {
        Box::pin(async move {
            self.ask(&person).await.map_err(|error| Error::Unavailable {
                service: "the service of electronic licences",
                cause: error.to_string(),
            })
        })
    }
}
