//! 人脸识别: the moves that an applicant makes before the camera, and the interface to a service that compares faces.
//!
//! [`Challenges`] stores the frames; [`Faces::prove_claim`] judges them. With every service the moves are judged here first, by
//! [`sscard_shared::live`]: frames that do not show a living person are never sent to a service.

mod challenges;
mod http;
mod sandbox;

use std::{fmt::Debug, future::Future, pin::Pin};

use bytes::Bytes;
use sscard_shared::{
    api::FaceChallenge,
    live::{self, Move},
};

use crate::{
    config,
    db::{Db, InsuredPerson},
    error::{Error, FaceFailure},
    limits::AddressLimit,
    pictures::Pictures,
};

pub use challenges::Challenges;
pub use http::HttpFaces;
pub use sandbox::SandboxFaces;

/// A frame, and what it must show: a face that looks ahead, or a move.
#[derive(Clone)]
pub struct Frame {
    /// The move; `None` for the first frame.
    pub shows: Option<Move>,
    /// The JPEG file.
    pub jpeg: Bytes,
}

impl Debug for Frame {
    /// Shows the move only: a face must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame").field("shows", &self.shows).finish_non_exhaustive()
    }
}

/// A service's verdict on frames, a name and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaceVerdict {
    /// The face is this person's.
    SamePerson,
    /// The face is another person's.
    NotSamePerson,
    /// Name and number do not belong together.
    NotMatched,
    /// There is no picture of the person to compare with.
    NoPicture,
    /// The frames do not show a living person who makes the moves.
    NotLive,
}

/// A comparison that is running.
pub type PendingComparison<'a> =
    Pin<Box<dyn Future<Output = Result<FaceVerdict, Error>> + Send + 'a>>;

/// A service that compares faces.
pub trait FaceService: Send + Sync + Debug {
    /// Whether it has pictures to compare with.
    fn has_pictures(&self) -> bool;

    /// Whether the face on the frames is that of the person with this name and number.
    fn compare(&self, claim: InsuredPerson, frames: Vec<Frame>) -> PendingComparison<'_>;
}

/// The face service and the challenges under way.
#[derive(Debug)]
pub struct Faces {
    service: Option<Box<dyn FaceService>>,
    challenges: Challenges,
    started: AddressLimit,
    settings: config::FaceSettings,
}

impl Faces {
    /// Uses the service of the settings: one over HTTP, the sandbox's, or none.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn from_config(
        settings: &config::FaceSettings,
        sandbox: bool,
        db: Db,
    ) -> Result<Self, reqwest::Error> {
        let service: Option<Box<dyn FaceService>> = if !settings.url.is_empty() {
            Some(Box::new(HttpFaces::new(settings)?))
        } else if sandbox {
            Some(Box::new(SandboxFaces::new(db)))
        } else {
            None
        };
        Ok(Self {
            service,
            challenges: Challenges::default(),
            started: AddressLimit::new(settings.per_address_per_hour),
            settings: settings.clone(),
        })
    }

    /// Whether there is a face service.
    #[must_use]
    pub const fn is_available(&self) -> bool {
        self.service.is_some()
    }

    /// Issues a challenge to an address.
    ///
    /// # Errors
    /// [`Error::NoFaceService`]; [`Error::TooMany`] for an address that has started too many.
    pub fn start(&self, address: std::net::IpAddr, now: i64) -> Result<FaceChallenge, Error> {
        let service = self.service.as_ref().ok_or(Error::NoFaceService)?;
        self.started.count(address, now).map_err(|seconds| {
            Error::too_many(seconds, "您所在的网络进行人脸识别过于频繁，请稍后再试")
        })?;
        let seconds = self.settings.seconds;
        let (id, moves) = self.challenges.start(address, self.settings.moves, seconds, now);
        Ok(FaceChallenge { id, moves, expires_in: seconds, moves_alone: !service.has_pictures() })
    }

    /// Stores a frame of a challenge.
    ///
    /// # Errors
    /// [`FaceFailure::Over`] where there is no such challenge; [`Error::NotFound`] where it has no such frame; [`Error::UnsupportedType`]
    /// and [`Error::TooLarge`] for bytes that are not a frame.
    pub fn store_frame(&self, id: &str, index: usize, jpeg: Bytes, now: i64) -> Result<(), Error> {
        self.challenges.store_frame(id, index, jpeg, now)
    }

    /// Redeems a challenge for a claimed identity. The frames are deleted in every case.
    ///
    /// # Errors
    /// [`Error::Face`] and [`Error::NotMatched`]; and when the service does not answer.
    pub async fn prove_claim(
        &self,
        pictures: &Pictures,
        id: &str,
        claim: InsuredPerson,
        now: i64,
    ) -> Result<(), Error> {
        let service = self.service.as_ref().ok_or(Error::NoFaceService)?;
        let frames = self.challenges.remove(id, now).ok_or(Error::Face(FaceFailure::Over))?;
        let observations =
            pictures.observe(frames.iter().map(|frame| frame.jpeg.clone()).collect()).await?;
        let moves: Vec<Move> = frames.iter().filter_map(|frame| frame.shows).collect();
        live::judge(&moves, &observations).map_err(|_| Error::Face(FaceFailure::NotLive))?;
        match service.compare(claim, frames).await? {
            FaceVerdict::SamePerson => Ok(()),
            FaceVerdict::NotSamePerson => Err(Error::Face(FaceFailure::NotSamePerson)),
            FaceVerdict::NotMatched => Err(Error::NotMatched),
            FaceVerdict::NoPicture => Err(Error::Face(FaceFailure::NoPicture)),
            FaceVerdict::NotLive => Err(Error::Face(FaceFailure::NotLive)),
        }
    }
}
