//! 人脸识别: what a person is asked to do before the camera, and one small seam with a service that knows faces behind it.
//!
//! [`Challenges`] keeps the frames; [`Faces::prove`] has them judged. Whatever service there is, the moves are judged here first, by
//! [`sscard_shared::live`]: what does not show a living person never leaves the house.

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
    limits::PerAddress,
    pictures::Pictures,
};

pub use challenges::Challenges;
pub use http::HttpFaces;
pub use sandbox::Sandbox;

/// A frame, and what is to be seen on it: nothing but a face that looks ahead, or a move.
#[derive(Clone)]
pub struct Frame {
    /// The move; none for the first frame.
    pub shows: Option<Move>,
    /// The JPEG file.
    pub jpeg: Bytes,
}

impl Debug for Frame {
    /// Tells the move only: a face must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame").field("shows", &self.shows).finish_non_exhaustive()
    }
}

/// What a service says of frames, a name and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is this person.
    SamePerson,
    /// It is somebody else.
    NotSamePerson,
    /// Name and number do not belong together.
    NotMatched,
    /// There is no picture of the person to compare with.
    NoPicture,
    /// It is not a living person who does what was asked.
    NotLive,
}

/// A pending comparison.
pub type Comparing<'a> = Pin<Box<dyn Future<Output = Result<Verdict, Error>> + Send + 'a>>;

/// Whatever knows whose face it is.
pub trait FaceService: Send + Sync + Debug {
    /// Whether it has pictures to compare with.
    fn compares(&self) -> bool;

    /// Whether the face on the frames is that of the person with this name and number.
    fn compare(&self, claimed: InsuredPerson, frames: Vec<Frame>) -> Comparing<'_>;
}

/// Everything about faces.
#[derive(Debug)]
pub struct Faces {
    service: Option<Box<dyn FaceService>>,
    challenges: Challenges,
    begun: PerAddress,
    settings: config::Face,
}

impl Faces {
    /// With the service that the settings ask for: one over HTTP, or the sandbox's, or none.
    ///
    /// # Errors
    /// When the HTTP client cannot be made.
    pub fn from_config(
        settings: &config::Face,
        sandbox: bool,
        db: Db,
    ) -> Result<Self, reqwest::Error> {
        let service: Option<Box<dyn FaceService>> = if !settings.url.is_empty() {
            Some(Box::new(HttpFaces::new(settings)?))
        } else if sandbox {
            Some(Box::new(Sandbox::new(db)))
        } else {
            None
        };
        Ok(Self {
            service,
            challenges: Challenges::default(),
            begun: PerAddress::new(settings.per_address_per_hour),
            settings: settings.clone(),
        })
    }

    /// Whether faces can be recognised at all.
    #[must_use]
    pub const fn is_there(&self) -> bool {
        self.service.is_some()
    }

    /// Asks somebody at an address for some moves.
    ///
    /// # Errors
    /// [`Error::NoFaceService`]; [`Error::TooMany`] for an address that has begun too many.
    pub fn begin(&self, address: std::net::IpAddr, now: i64) -> Result<FaceChallenge, Error> {
        let service = self.service.as_ref().ok_or(Error::NoFaceService)?;
        self.begun.count(address, now).map_err(|seconds| {
            Error::too_many(seconds, "您所在的网络进行人脸识别过于频繁，请稍后再试")
        })?;
        let seconds = self.settings.seconds;
        let (id, moves) = self.challenges.begin(address, self.settings.moves, seconds, now);
        Ok(FaceChallenge { id, moves, expires_in: seconds, moves_alone: !service.compares() })
    }

    /// Keeps a frame of a challenge.
    ///
    /// # Errors
    /// [`FaceFailure::Over`] where there is no such challenge; [`Error::NotFound`] where it asks for no such frame;
    /// [`Error::UnsupportedType`] and [`Error::TooLarge`] for what is no frame.
    pub fn keep(&self, id: &str, at: usize, jpeg: Bytes, now: i64) -> Result<(), Error> {
        self.challenges.keep(id, at, jpeg, now)
    }

    /// Spends a challenge on a claim: the frames are gone when this ends, whatever it answers.
    ///
    /// # Errors
    /// [`Error::Face`] and [`Error::NotMatched`]; and when the service does not answer.
    pub async fn prove(
        &self,
        pictures: &Pictures,
        id: &str,
        claimed: InsuredPerson,
        now: i64,
    ) -> Result<(), Error> {
        let service = self.service.as_ref().ok_or(Error::NoFaceService)?;
        let frames = self.challenges.take(id, now).ok_or(Error::Face(FaceFailure::Over))?;
        let looks = pictures.look(frames.iter().map(|frame| frame.jpeg.clone()).collect()).await?;
        let moves: Vec<Move> = frames.iter().filter_map(|frame| frame.shows).collect();
        live::judge(&moves, &looks).map_err(|_| Error::Face(FaceFailure::NotLive))?;
        match service.compare(claimed, frames).await? {
            Verdict::SamePerson => Ok(()),
            Verdict::NotSamePerson => Err(Error::Face(FaceFailure::NotSamePerson)),
            Verdict::NotMatched => Err(Error::NotMatched),
            Verdict::NoPicture => Err(Error::Face(FaceFailure::NoPicture)),
            Verdict::NotLive => Err(Error::Face(FaceFailure::NotLive)),
        }
    }
}
