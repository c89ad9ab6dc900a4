//! Pictures, from a chosen file to bytes that were judged.
//!
//! The work is done by the image worker, a second wasm binary that is started for one picture and ended with it, so that
//! the page stays fluent and the memory is given back: decoding a phone's picture takes hundreds of megabytes.
//!
//! Reading order: [`job`] holds the messages, [`work`] what the worker does with them, [`geometry`] where the photo lies
//! under the crop frame, [`engine`] how the page talks to the worker; [`Imaging`] is what components use.

pub mod browser;
pub mod engine;
pub mod geometry;
pub mod job;
pub mod models;
pub mod object_url;
pub mod quadrilateral;
pub mod reading;
pub mod work;

use std::rc::Rc;
use std::sync::Arc;

use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    live::Look,
    photo::{Framing, Head},
};

use self::{
    engine::{Beside, Engine, Problem},
    job::{Corners, Job, Reply, SeenBox, Stage},
};

/// A picture ready to be sent: JPEG bytes that were judged.
#[derive(Clone, Debug)]
pub struct ReadyPicture {
    /// What it is of.
    pub kind: PictureKind,
    /// The file to send.
    pub bytes: Arc<[u8]>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Soft advice only: a picture with a hard fault never becomes ready.
    pub faults: Faults,
}

/// A picture that the worker holds decoded, and a smaller one of it to show.
#[derive(Clone, Debug)]
pub struct Preview {
    /// JPEG bytes, upright.
    pub bytes: Arc<[u8]>,
    /// Width in pixels of the picture itself, upright.
    pub width: u32,
    /// Height in pixels of the picture itself, upright.
    pub height: u32,
    /// The head on it, in pixels of the picture itself.
    pub head: Option<Head>,
    /// The frame that suits the head.
    pub framing: Option<Framing>,
    /// The corners of the card on it, in pixels of the picture itself.
    pub corners: Option<Corners>,
}

/// A frame of the live camera, small enough to be looked at several times a second.
#[derive(Clone, Debug)]
pub struct Frame {
    /// RGBA, row by row from the top left; gone once the worker has it.
    pub bytes: js_sys::ArrayBuffer,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What the worker has found in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// The largest face.
    pub face: Option<SeenBox>,
    /// How many faces there are.
    pub faces: u32,
    /// The corners of the card, clockwise from the top left, as parts of the frame.
    pub card: Option<[[f32; 2]; 4]>,
}

/// The picture engine: one worker, for one picture. The worker is ended by [`Imaging::end`], and with the last clone.
#[derive(Clone, Debug)]
pub struct Imaging {
    engine: Rc<Engine>,
}

impl Imaging {
    /// Starts a worker; `on_stage` hears what it is busy with.
    ///
    /// # Errors
    /// [`Problem::NotStarted`] where the browser refuses workers.
    pub fn start(on_stage: impl Fn(Stage) + 'static) -> Result<Self, Problem> {
        Ok(Self { engine: Rc::new(Engine::start(Box::new(on_stage))?) })
    }

    /// Reads and decodes a picture to be cropped; the worker keeps it.
    ///
    /// # Errors
    /// [`Problem::Refused`] for a picture that cannot be used; the others where the worker fails.
    pub async fn open(&self, kind: PictureKind, file: &web_sys::File) -> Result<Preview, Problem> {
        match self.engine.ask(&Job::Open { kind }, Beside::File(file)).await? {
            (Reply::Opened { width, height, head, framing, corners }, bytes) => {
                Ok(Preview { bytes, width, height, head, framing, corners })
            }
            other => Err(unexpected(&other.0)),
        }
    }

    /// Cuts the card photo out of the picture that is open, encodes, measures and judges it.
    ///
    /// # Errors
    /// [`Problem::Refused`] for a photo with a hard fault; the others where the worker fails.
    pub async fn crop(&self, kind: PictureKind, cut: Framing) -> Result<ReadyPicture, Problem> {
        ready(kind, self.engine.ask(&Job::Crop { cut }, Beside::Nothing).await?)
    }

    /// Straightens the card on the picture that is open, or takes the whole picture, and shrinks, measures and judges it.
    ///
    /// # Errors
    /// [`Problem::Refused`] for a picture with a hard fault; the others where the worker fails.
    pub async fn straighten(
        &self,
        kind: PictureKind,
        corners: Option<Corners>,
    ) -> Result<ReadyPicture, Problem> {
        ready(kind, self.engine.ask(&Job::Straighten { corners }, Beside::Nothing).await?)
    }

    /// Looks at a frame of the live camera.
    ///
    /// # Errors
    /// Any [`Problem`] means that nothing is known of the frame.
    pub async fn look(&self, kind: PictureKind, frame: &Frame) -> Result<Seen, Problem> {
        let job = Job::Look { kind, width: frame.width, height: frame.height };
        match self.engine.ask(&job, Beside::Buffer(&frame.bytes)).await? {
            (Reply::Seen { face, faces, card }, _) => Ok(Seen { face, faces, card }),
            other => Err(unexpected(&other.0)),
        }
    }

    /// Looks at a frame of the live camera for a living person.
    ///
    /// # Errors
    /// Any [`Problem`] means that nothing can be known of any frame.
    pub async fn face(&self, frame: &Frame) -> Result<Look, Problem> {
        let job = Job::Face { width: frame.width, height: frame.height };
        match self.engine.ask(&job, Beside::Buffer(&frame.bytes)).await? {
            (Reply::Face { look }, _) => look.ok_or(Problem::NotStarted),
            other => Err(unexpected(&other.0)),
        }
    }

    /// Ends the worker whatever it is doing; who waits for it gets [`Problem::Ended`].
    pub fn end(&self) {
        self.engine.end();
    }
}

fn ready(kind: PictureKind, (reply, bytes): (Reply, Arc<[u8]>)) -> Result<ReadyPicture, Problem> {
    match reply {
        Reply::Done { width, height, faults } => {
            Ok(ReadyPicture { kind, bytes, width, height, faults })
        }
        other => Err(unexpected(&other)),
    }
}

fn unexpected(reply: &Reply) -> Problem {
    match reply {
        Reply::Refused { faults } => Problem::Refused(faults.clone()),
        Reply::Crashed => Problem::Crashed,
        // The worker of another version of the page, kept by some cache between us.
        _ => Problem::NotStarted,
    }
}
