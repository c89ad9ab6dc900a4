//! Decoding and judging pictures: in a bounded pool, off the threads that answer requests.

use std::sync::Arc;

use bytes::Bytes;
use sscard_shared::{
    api::{FACE_FRAME_MAX_BYTES, PictureKind},
    fault::{Fault, Faults, Severity},
    live::Look,
};
use sscard_vision::{Limits, Picture, PictureError};
use tokio::sync::Semaphore;

use crate::{
    config,
    error::Error,
    finder,
    verdict::{self, MeasureError},
};

/// A card photo has 157,878 pixels. One with very many more is refused without being decoded.
const MAX_PHOTO_PIXELS: u64 = 12_000_000;

/// A picture that may be stored.
#[derive(Clone, Debug)]
pub struct AcceptedPicture {
    /// The bytes to store.
    pub bytes: Bytes,
    /// The format of the bytes.
    pub format: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The advice about it.
    pub faults: Faults,
}

/// The pool in which pictures are decoded.
#[derive(Debug)]
pub struct Pictures {
    limits: Limits,
    id_picture_side: u32,
    decoders: Arc<Semaphore>,
}

impl Pictures {
    /// As many decoders as the machine has cores: more would only use more memory.
    #[must_use]
    pub fn new(settings: &config::PicturesSettings) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            limits: Limits::new(settings.max_bytes, settings.max_megapixels * 1_000_000),
            id_picture_side: settings.id_picture_side,
            decoders: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Decodes and judges a picture and returns what to store of it.
    ///
    /// # Errors
    /// [`Error::Faults`] with all faults when one of them is hard.
    pub async fn judge(&self, kind: PictureKind, bytes: Bytes) -> Result<AcceptedPicture, Error> {
        let (limits, id_picture_side) = (self.limits, self.id_picture_side);
        self.decode(move || judge_picture(kind, bytes, &limits, id_picture_side)).await
    }

    /// Turns a stored picture of an identity card by `quarters` clockwise quarter turns and judges it as one of `kind`. Without a turn its
    /// bytes stay unchanged.
    ///
    /// # Errors
    /// When the picture can no longer be decoded or written.
    pub async fn correct_id_picture(
        &self,
        kind: PictureKind,
        bytes: Bytes,
        quarters: u8,
    ) -> Result<AcceptedPicture, Error> {
        let (limits, id_picture_side) = (self.limits, self.id_picture_side);
        self.decode(move || correct_id_picture(kind, bytes, quarters, &limits, id_picture_side))
            .await
    }

    /// What each frame of a live camera shows.
    ///
    /// # Errors
    /// [`Error::BadRequest`] where one cannot be decoded.
    pub async fn observe(&self, frames: Vec<Bytes>) -> Result<Vec<Look>, Error> {
        self.decode(move || frames.iter().map(observe_frame).collect()).await
    }

    async fn decode<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let stopped = |_| Error::Internal(String::from("the decoders have stopped"));
        let permit = Arc::clone(&self.decoders).acquire_owned().await.map_err(stopped)?;
        let working = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        match working.await {
            Ok(result) => result,
            Err(_) => Err(Error::Internal(String::from("the decoder stopped over a picture"))),
        }
    }
}

fn judge_picture(
    kind: PictureKind,
    bytes: Bytes,
    limits: &Limits,
    id_picture_side: u32,
) -> Result<AcceptedPicture, Error> {
    match kind {
        PictureKind::Photo => judge_photo(&bytes, limits),
        PictureKind::EmblemSide | PictureKind::PortraitSide => {
            judge_id_picture(kind, &bytes, limits, id_picture_side)
        }
    }
}

/// A card photo is stored as it came, because the applicant saw and accepted it so. Only what is not picture is removed: the place where it
/// was taken, or data after its end. What is stored is what is judged.
fn judge_photo(bytes: &Bytes, limits: &Limits) -> Result<AcceptedPicture, Error> {
    let limits = Limits::new(limits.max_bytes(), limits.max_pixels().min(MAX_PHOTO_PIXELS));
    let stripped = sscard_vision::strip_metadata(bytes).map(Bytes::from);
    // A picture that cannot be stripped is refused for a reason of its own, such as another format.
    let bytes = stripped.clone().unwrap_or_else(|_| bytes.clone());
    let measured = verdict::measure_photo(&bytes, &limits).map_err(|error| match error {
        MeasureError::Picture(error) => refused(PictureKind::Photo, &error),
        MeasureError::Finder(error) => Error::Internal(error.to_string()),
    })?;
    let faults = verdict::judge_measurements(PictureKind::Photo, &measured);
    if faults.has_hard() {
        return Err(Error::Faults(faults));
    }
    let bytes = stripped.map_err(|error| refused(PictureKind::Photo, &error))?;
    let format = verdict::format_name(measured.format);
    Ok(AcceptedPicture { bytes, format, width: measured.width, height: measured.height, faults })
}

/// A picture of an identity card is judged as it came, but encoded again: upright, no larger than needed, and without other data of the
/// file, such as the place where it was taken.
fn judge_id_picture(
    kind: PictureKind,
    bytes: &Bytes,
    limits: &Limits,
    id_picture_side: u32,
) -> Result<AcceptedPicture, Error> {
    let refuse = |error: PictureError| refused(kind, &error);
    let picture = Picture::decode(bytes, limits).map_err(refuse)?;
    let format = sscard_vision::sniff(bytes);
    let measured =
        sscard_vision::measure_id_picture(&picture, format, bytes.len()).map_err(refuse)?;
    let faults = verdict::judge_measurements(kind, &measured);
    if faults.has_hard() {
        return Err(Error::Faults(faults));
    }
    let encoded = sscard_vision::encode_id_picture(&picture, id_picture_side).map_err(refuse)?;
    let header = sscard_vision::probe(&encoded).map_err(refuse)?;
    let (width, height) = (header.width(), header.height());
    Ok(AcceptedPicture { bytes: encoded.into(), format: "jpeg", width, height, faults })
}

/// A frame is as small as the app makes it: [`crate::face`] has refused larger ones.
fn observe_frame(frame: &Bytes) -> Result<Look, Error> {
    let limits = Limits::new(FACE_FRAME_MAX_BYTES, MAX_PHOTO_PIXELS);
    let frame = Picture::decode(frame, &limits).map_err(|_| Error::BadRequest)?;
    let finder = finder::portrait_finder().map_err(|error| Error::Internal(error.to_string()))?;
    finder.observe_frame(&frame).map_err(|error| Error::Internal(error.to_string()))
}

/// A picture that was accepted once is not refused for being rotated or of the other side: only the advice of its faults is kept.
fn correct_id_picture(
    kind: PictureKind,
    bytes: Bytes,
    quarters: u8,
    limits: &Limits,
    id_picture_side: u32,
) -> Result<AcceptedPicture, Error> {
    let failed = |error: PictureError| Error::Internal(error.to_string());
    let picture = Picture::decode(&bytes, limits).and_then(|picture| picture.turned(quarters));
    let picture = picture.map_err(failed)?;
    let bytes = match quarters {
        0 => bytes,
        _ => sscard_vision::encode_id_picture(&picture, id_picture_side).map_err(failed)?.into(),
    };
    let format = sscard_vision::sniff(&bytes);
    let measured =
        sscard_vision::measure_id_picture(&picture, format, bytes.len()).map_err(failed)?;
    let advice = verdict::judge_measurements(kind, &measured).into_iter();
    let advice: Vec<Fault> = advice.filter(|fault| fault.severity == Severity::Soft).collect();
    let (width, height) = (picture.width(), picture.height());
    Ok(AcceptedPicture { bytes, format: "jpeg", width, height, faults: advice.into() })
}

fn refused(kind: PictureKind, error: &PictureError) -> Error {
    verdict::refusal_faults(kind.field(), error)
        .map_or_else(|| Error::Internal(error.to_string()), Error::Faults)
}
