//! What the worker does with a picture. No browser here: the same code runs in native tests.

mod refusal;

use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    photo::{Framing, Head, Measurements, PHOTO_HEIGHT, PHOTO_WIDTH, PhotoSpec, source_refused},
};
use sscard_vision::{
    Crop, ID_PICTURE_MAX_SIDE, Limits, Picture, PictureError, PortraitFinder, encode_card_photo,
    encode_id_picture, measure,
};

use super::job::Stage;

/// A whole picture as it was decoded: upright, and perhaps smaller than its file.
#[derive(Debug)]
pub struct Source {
    /// The pixels.
    pub picture: Picture,
    /// Width in pixels of the picture in the file, upright.
    pub width: u32,
    /// Height in pixels of the picture in the file, upright.
    pub height: u32,
    /// Bytes of the file.
    pub bytes: usize,
}

impl Source {
    /// How many pixels of the decoded picture one of the file's has become, 0–1.
    fn scale(&self) -> f64 {
        f64::from(self.picture.width()) / f64::from(self.width)
    }
}

/// What the worker has before it: the picture that is being cropped, and the finder of people once it has come.
#[derive(Debug, Default)]
pub struct Bench {
    people: Option<PortraitFinder>,
    open: Option<(PictureKind, Source)>,
}

/// What was found on a picture that was opened. Places are in pixels of the picture in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opened {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The head.
    pub head: Option<Head>,
    /// The frame that suits it.
    pub framing: Option<Framing>,
}

/// A picture that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// JPEG bytes to send.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Advice; none of it blocks.
    pub faults: Faults,
}

/// What became of a cut.
#[derive(Clone, Debug, PartialEq)]
pub enum Cut {
    /// The card photo.
    Made(Made),
    /// The photo would be sharper from a picture decoded to this many pixels.
    Finer(u64),
}

impl Bench {
    /// Takes the finder of people; until it has come, nobody is looked for and the server alone judges faces.
    pub fn meet(&mut self, people: PortraitFinder) {
        self.people = Some(people);
    }

    /// Whether the finder of people has come.
    #[must_use]
    pub fn knows_people(&self) -> bool {
        self.people.is_some()
    }

    /// Lets go of the picture that is open: two decoded at once are more than a phone has room for.
    pub fn clear(&mut self) {
        self.open = None;
    }

    /// Keeps a picture to be cropped and looks for the head on it.
    ///
    /// # Errors
    /// The faults of a picture that is smaller than the card photo, in pixels or in bytes.
    pub fn open(
        &mut self,
        kind: PictureKind,
        source: Source,
        on_stage: &dyn Fn(Stage),
    ) -> Result<Opened, Faults> {
        let (width, height) = (source.width, source.height);
        if let Some(fault) = source_refused(source.bytes, width, height) {
            return Err(vec![fault].into());
        }
        let mut head = None;
        if let Some(people) = &self.people {
            on_stage(Stage::Looking);
            let sight = people.sight(&source.picture).map_err(|error| refusal::of(kind, &error))?;
            head = sight.head.map(|head| head.scaled(1.0 / source.scale()));
        }
        let framing = head.as_ref().and_then(|head| Framing::about(head, width, height));
        self.open = Some((kind, source));
        Ok(Opened { width, height, head, framing })
    }

    /// The open picture, to show it.
    #[must_use]
    pub fn picture(&self) -> Option<&Picture> {
        self.open.as_ref().map(|(_, source)| &source.picture)
    }

    /// Puts a finer decoded picture in the place of the open one.
    pub fn refine(&mut self, picture: Picture) {
        if let Some((_, source)) = &mut self.open {
            source.picture = picture;
        }
    }

    /// Makes the card photo out of a part of the open picture, in pixels of the picture in the file. With `last` it is made of
    /// what there is, even where a finer picture would be better.
    ///
    /// # Errors
    /// The faults of a photo that the standard refuses.
    pub fn cut(
        &self,
        framing: Framing,
        last: bool,
        on_stage: &dyn Fn(Stage),
    ) -> Result<Cut, Faults> {
        let Some((kind, source)) = &self.open else {
            return Err(refusal::of(PictureKind::Photo, &PictureError::Empty));
        };
        let crop = Crop::from(framing);
        let size = (source.width, source.height);
        if !last && let Some(pixels) = crop.finer(size, source.picture.width(), PHOTO_WIDTH) {
            return Ok(Cut::Finer(pixels));
        }
        on_stage(Stage::Making);
        let crop = crop.scaled(source.scale());
        let bytes = source
            .picture
            .crop(&crop, PHOTO_WIDTH, PHOTO_HEIGHT)
            .and_then(|photo| encode_card_photo(&photo))
            .map_err(|error| refusal::of(*kind, &error))?;
        on_stage(Stage::Checking);
        let (faults, measured) = self.judge(*kind, &bytes);
        finished(bytes, faults, measured).map(Cut::Made)
    }

    /// Makes the picture of one side of an identity card.
    ///
    /// # Errors
    /// The faults of a picture that is not good enough.
    pub fn id_side(
        &self,
        kind: PictureKind,
        source: &Source,
        on_stage: &dyn Fn(Stage),
    ) -> Result<Made, Faults> {
        on_stage(Stage::Making);
        let bytes = encode_id_picture(&source.picture, ID_PICTURE_MAX_SIDE)
            .map_err(|error| refusal::of(kind, &error))?;
        on_stage(Stage::Checking);
        let (faults, measured) = self.judge(kind, &bytes);
        finished(bytes, faults, measured)
    }

    /// Judges the very bytes that will be sent, decoded and measured by what the server uses too.
    #[must_use]
    pub fn judge(&self, kind: PictureKind, bytes: &[u8]) -> (Faults, Option<Measurements>) {
        let limits = Limits::default();
        let measured = match (&self.people, kind) {
            (Some(people), PictureKind::Photo) => people.measure(bytes, &limits),
            _ => measure(bytes, &limits),
        };
        match measured {
            Ok(measured) => (PhotoSpec::of(kind).judge(&measured), Some(measured)),
            Err(error) => (refusal::of(kind, &error), None),
        }
    }
}

fn finished(
    bytes: Vec<u8>,
    faults: Faults,
    measured: Option<Measurements>,
) -> Result<Made, Faults> {
    match measured {
        Some(measured) if !faults.has_hard() => {
            Ok(Made { bytes, width: measured.width, height: measured.height, faults })
        }
        _ => Err(faults),
    }
}

/// The faults of a file that could not be decoded.
#[must_use]
pub fn undecodable(kind: PictureKind, error: &PictureError) -> Faults {
    refusal::of(kind, error)
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

#[cfg(test)]
mod tests;
