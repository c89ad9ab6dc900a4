//! What the worker does with a picture. No browser here: the same code runs in native tests.

mod refusal;

use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    photo::{PHOTO_HEIGHT, PHOTO_WIDTH, PhotoSpec},
};
use sscard_vision::{
    Crop, ID_PICTURE_MAX_SIDE, Limits, Picture, PictureError, encode_card_photo, encode_id_picture,
    encode_preview, measure,
};

use super::{geometry::Cut, job::Stage};

/// The longest side of the picture that is shown while cropping: three device pixels to each of a phone's, and no more.
const PREVIEW_MAX_SIDE: u32 = 1600;

/// What the worker has before it: the picture that is being cropped.
#[derive(Debug, Default)]
pub struct Bench {
    open: Option<(PictureKind, Picture)>,
}

/// A picture that was opened, or made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// JPEG bytes: to show where it was opened, to send where it was made.
    pub bytes: Vec<u8>,
    /// Width in pixels; of an opened picture that of the picture itself.
    pub width: u32,
    /// Height in pixels; of an opened picture that of the picture itself.
    pub height: u32,
    /// Advice; none of it blocks.
    pub faults: Faults,
}

impl Bench {
    /// Decodes a picture and keeps it.
    ///
    /// # Errors
    /// The faults of a file that is no picture we read, is damaged, too large, or smaller than the card photo.
    pub fn open(
        &mut self,
        kind: PictureKind,
        file: Vec<u8>,
        on_stage: &dyn Fn(Stage),
    ) -> Result<Made, Faults> {
        let refused = |error: PictureError| refusal::of(kind, &error);
        let picture = self.read(file, on_stage).map_err(refused)?;
        let (width, height) = (picture.width(), picture.height());
        if width < PHOTO_WIDTH || height < PHOTO_HEIGHT {
            return Err(refusal::too_small(kind, width, height));
        }
        let bytes = picture
            .preview(PREVIEW_MAX_SIDE)
            .and_then(|small| encode_preview(&small))
            .map_err(refused)?;
        self.open = Some((kind, picture));
        Ok(Made { bytes, width, height, faults: Faults::default() })
    }

    /// Makes the card photo out of a part of the open picture.
    ///
    /// # Errors
    /// The faults of a photo that the standard refuses.
    pub fn crop(&self, cut: Cut, on_stage: &dyn Fn(Stage)) -> Result<Made, Faults> {
        let Some((kind, picture)) = &self.open else {
            return Err(refusal::of(PictureKind::Photo, &PictureError::Empty));
        };
        on_stage(Stage::Making);
        let crop = Crop {
            centre_x: cut.centre_x,
            centre_y: cut.centre_y,
            width: cut.width,
            rotation: cut.rotation,
        };
        let bytes = picture
            .crop(&crop, PHOTO_WIDTH, PHOTO_HEIGHT)
            .and_then(|photo| encode_card_photo(&photo))
            .map_err(|error| refusal::of(*kind, &error))?;
        judged(*kind, bytes, on_stage)
    }

    /// Makes the picture of one side of an identity card.
    ///
    /// # Errors
    /// The faults of a file that is no picture we read, or is not good enough.
    pub fn id_side(
        &mut self,
        kind: PictureKind,
        file: Vec<u8>,
        on_stage: &dyn Fn(Stage),
    ) -> Result<Made, Faults> {
        let refused = |error: PictureError| refusal::of(kind, &error);
        let picture = self.read(file, on_stage).map_err(refused)?;
        on_stage(Stage::Making);
        let bytes = encode_id_picture(&picture, ID_PICTURE_MAX_SIDE).map_err(refused)?;
        judged(kind, bytes, on_stage)
    }

    /// Decodes a file after letting go of the picture before it: two decoded at once are more than a phone has room for.
    fn read(&mut self, file: Vec<u8>, on_stage: &dyn Fn(Stage)) -> Result<Picture, PictureError> {
        self.open = None;
        on_stage(Stage::Reading);
        Picture::decode(&file, &Limits::default())
    }
}

/// Whether a file may be read at all, told by its length before a byte of it is in memory.
///
/// # Errors
/// The fault of a file that is too long.
pub fn admit(kind: PictureKind, length: f64) -> Result<(), Faults> {
    let max = Limits::default().max_bytes();
    // Browsers tell lengths as floating-point numbers, exact far beyond any file.
    if length > max as f64 {
        return Err(refusal::of(kind, &PictureError::TooManyBytes { bytes: length as usize, max }));
    }
    Ok(())
}

/// Judges the very bytes that will be sent, decoded by the decoder that the server uses too.
fn judged(kind: PictureKind, bytes: Vec<u8>, on_stage: &dyn Fn(Stage)) -> Result<Made, Faults> {
    on_stage(Stage::Checking);
    let measured =
        measure(&bytes, &Limits::default()).map_err(|error| refusal::of(kind, &error))?;
    let faults = PhotoSpec::of(kind).judge(&measured);
    if faults.has_hard() {
        return Err(faults);
    }
    Ok(Made { bytes, width: measured.width, height: measured.height, faults })
}

#[cfg(test)]
mod tests;
