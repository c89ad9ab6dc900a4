//! A service that compares faces over HTTP.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use sscard_shared::live::Move;

use super::{FaceService, FaceVerdict, Frame, PendingComparison};
use crate::{config, db::InsuredPerson, error::Error, service::Service};

#[derive(Serialize)]
struct CompareRequest<'a> {
    name: &'a str,
    id_number: &'a str,
    frames: Vec<SentFrame>,
}

#[derive(Serialize)]
struct SentFrame {
    #[serde(rename = "move")]
    shows: FrameContent,
    jpeg: String,
}

/// What a frame shows, in the words of the protocol.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum FrameContent {
    Ahead,
    #[serde(untagged)]
    Move(Move),
}

#[derive(Deserialize)]
struct CompareResponse {
    verdict: FaceVerdict,
}

/// The client of such a service.
#[derive(Debug)]
pub struct HttpFaces {
    service: Service,
}

impl HttpFaces {
    /// The service of the settings.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(settings: &config::FaceSettings) -> Result<Self, reqwest::Error> {
        let service = Service::new(&settings.url, &settings.token, settings.timeout_seconds)?;
        Ok(Self { service })
    }

    async fn ask(
        &self,
        claim: &InsuredPerson,
        frames: Vec<Frame>,
    ) -> Result<FaceVerdict, reqwest::Error> {
        let sent = frames.into_iter().map(|frame| SentFrame {
            shows: frame.shows.map_or(FrameContent::Ahead, FrameContent::Move),
            jpeg: STANDARD.encode(&frame.jpeg),
        });
        let body = CompareRequest {
            name: &claim.name,
            id_number: &claim.id_number,
            frames: sent.collect(),
        };
        let request = self.service.post().json(&body);
        let response = request.send().await?.error_for_status()?;
        Ok(response.json::<CompareResponse>().await?.verdict)
    }
}

impl FaceService for HttpFaces {
    fn has_pictures(&self) -> bool {
        true
    }

    fn compare(&self, claim: InsuredPerson, frames: Vec<Frame>) -> PendingComparison<'_> {
        Box::pin(async move {
            self.ask(&claim, frames).await.map_err(|error| Error::Unavailable {
                service: "the face service",
                cause: error.without_url().to_string(),
            })
        })
    }
}
