//! A service that compares faces over HTTP.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use sscard_shared::live::Move;

use super::{Comparing, FaceService, Frame, Verdict};
use crate::{config, db::InsuredPerson, error::Error, service};

#[derive(Serialize)]
struct Question<'a> {
    name: &'a str,
    id_number: &'a str,
    frames: Vec<Sent>,
}

#[derive(Serialize)]
struct Sent {
    #[serde(rename = "move")]
    shows: Shown,
    jpeg: String,
}

/// What is to be seen on a frame, in the words of the agreement.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Shown {
    Ahead,
    #[serde(untagged)]
    Move(Move),
}

#[derive(Deserialize)]
struct Answer {
    verdict: Verdict,
}

/// Asks a service.
pub struct HttpFaces {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl std::fmt::Debug for HttpFaces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpFaces").field("url", &self.url).finish_non_exhaustive()
    }
}

impl HttpFaces {
    /// The service of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn new(settings: &config::Face) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: service::client(settings.timeout_seconds)?,
            url: settings.url.clone(),
            token: settings.token.clone(),
        })
    }

    async fn ask(
        &self,
        claimed: &InsuredPerson,
        frames: Vec<Frame>,
    ) -> Result<Verdict, reqwest::Error> {
        let sent = frames.into_iter().map(|frame| Sent {
            shows: frame.shows.map_or(Shown::Ahead, Shown::Move),
            jpeg: STANDARD.encode(&frame.jpeg),
        });
        let question =
            Question { name: &claimed.name, id_number: &claimed.id_number, frames: sent.collect() };
        let request = self.client.post(&self.url).bearer_auth(&self.token).json(&question);
        let answer = request.send().await?.error_for_status()?;
        Ok(answer.json::<Answer>().await?.verdict)
    }
}

impl FaceService for HttpFaces {
    fn compares(&self) -> bool {
        true
    }

    fn compare(&self, claimed: InsuredPerson, frames: Vec<Frame>) -> Comparing<'_> {
        Box::pin(async move {
            self.ask(&claimed, frames).await.map_err(|error| Error::Unavailable {
                service: "the face service",
                cause: error.without_url().to_string(),
            })
        })
    }
}
