//! What the worker does with a picture. No browser here: the same code runs in native tests.

mod refusal;

use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    live::Look,
    photo::{
        Framing, Head, ID_PICTURE_MIN_LONG, Measurements, PHOTO_HEIGHT, PHOTO_WIDTH, PhotoSpec,
        source_refused,
    },
};
use sscard_vision::{
    Crop, ID_PICTURE_MAX_SIDE_PIXELS, Limits, Picture, PictureError, PortraitFinder,
    encode_card_photo, encode_id_picture, find_card, measure, measure_id_picture, sniff,
    straighten_card,
};

use super::{
    Seen,
    job::{Corners, SeenBox, Stage},
};

/// A card of which the finder is less sure is left for the person to outline.
const SURE: f64 = 0.55;

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
    /// The corners of the card, where one is surely there.
    pub corners: Option<Corners>,
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

    /// Keeps a picture to be worked on and looks for the head, or the card, on it.
    ///
    /// # Errors
    /// The faults of a portrait that is smaller than the card photo, in pixels or in bytes.
    pub fn open(
        &mut self,
        kind: PictureKind,
        source: Source,
        on_stage: &dyn Fn(Stage),
    ) -> Result<Opened, Faults> {
        let (width, height) = (source.width, source.height);
        let mut opened = Opened { width, height, head: None, framing: None, corners: None };
        if kind != PictureKind::Photo {
            on_stage(Stage::Looking);
            opened.corners = surely_there(&source);
            self.open = Some((kind, source));
            return Ok(opened);
        }
        if let Some(fault) = source_refused(source.bytes, width, height) {
            return Err(vec![fault].into());
        }
        if let Some(people) = &self.people {
            on_stage(Stage::Looking);
            let sight =
                people.locate_head(&source.picture).map_err(|error| refusal::of(kind, &error))?;
            opened.head = sight.head.map(|head| head.scaled(1.0 / source.scale()));
            opened.framing =
                opened.head.as_ref().and_then(|head| Framing::about(head, width, height));
        }
        self.open = Some((kind, source));
        Ok(opened)
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
        if !last
            && let Some(pixels) =
                crop.finer_decode_pixels(size, source.picture.width(), PHOTO_WIDTH)
        {
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

    /// Makes the picture of one side of an identity card: straightened by its corners, which are in pixels of the picture in
    /// the file, or the whole picture.
    ///
    /// # Errors
    /// The faults of a picture that is not good enough, or of corners between which nothing can be seen.
    pub fn straighten(
        &self,
        corners: Option<Corners>,
        on_stage: &dyn Fn(Stage),
    ) -> Result<Made, Faults> {
        let Some((kind, source)) = &self.open else {
            return Err(refusal::of(PictureKind::EmblemSide, &PictureError::Empty));
        };
        on_stage(Stage::Making);
        let bytes = side(source, corners).map_err(|error| refusal::of(*kind, &error))?;
        on_stage(Stage::Checking);
        let (faults, measured) = self.judge(*kind, &bytes);
        finished(bytes, faults, measured)
    }

    /// What a frame of the live camera shows of the person before it; nothing before the finder of people has come.
    #[must_use]
    pub fn face(&self, frame: &Picture) -> Option<Look> {
        self.people.as_ref()?.observe_frame(frame).ok()
    }

    /// What is on a frame of the live camera.
    #[must_use]
    pub fn look(&self, kind: PictureKind, frame: &Picture) -> Seen {
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        if kind != PictureKind::Photo {
            let card = find_card(frame).map(|sighting| {
                let points = sighting.corners().points();
                points.map(|(x, y)| [x as f32 / width, y as f32 / height])
            });
            return Seen { face: None, faces: 0, card };
        }
        let found = self.people.as_ref().and_then(|people| people.find_faces(frame).ok());
        let found = found.unwrap_or_default();
        let largest = found
            .iter()
            .max_by(|one, other| (one.right - one.left).total_cmp(&(other.right - other.left)));
        let face = largest.map(|face| SeenBox {
            left: face.left / width,
            top: face.top / height,
            width: (face.right - face.left) / width,
            height: (face.bottom - face.top) / height,
        });
        Seen { face, faces: u32::try_from(found.len()).unwrap_or(u32::MAX), card: None }
    }

    /// Judges the very bytes that will be sent, decoded and measured by what the server uses too.
    #[must_use]
    pub fn judge(&self, kind: PictureKind, bytes: &[u8]) -> (Faults, Option<Measurements>) {
        let limits = Limits::default();
        let measured = match (&self.people, kind) {
            (Some(people), PictureKind::Photo) => people.measure(bytes, &limits),
            (None, PictureKind::Photo) => measure(bytes, &limits),
            (_, PictureKind::EmblemSide | PictureKind::PortraitSide) => {
                Picture::decode(bytes, &limits)
                    .and_then(|picture| measure_id_picture(&picture, sniff(bytes), bytes.len()))
            }
        };
        match measured {
            Ok(measured) => (PhotoSpec::of(kind).judge(&measured), Some(measured)),
            Err(error) => (refusal::of(kind, &error), None),
        }
    }
}

/// The corners of the card on a picture, in pixels of the picture in the file.
fn surely_there(source: &Source) -> Option<Corners> {
    let sighting = find_card(&source.picture)?;
    let scale = source.scale();
    // A card too small to be sent alone is sent with what is about it, and the advice to come nearer.
    let (width, _) = sighting.corners().natural_size(ID_PICTURE_MAX_SIDE_PIXELS);
    (sighting.confidence() >= SURE && !sighting.touches_frame() && width >= ID_PICTURE_MIN_LONG)
        .then(|| sighting.corners().points().map(|(x, y)| (x / scale, y / scale)))
}

/// The bytes of a card's side.
fn side(source: &Source, corners: Option<Corners>) -> Result<Vec<u8>, PictureError> {
    let Some(points) = corners else {
        return encode_id_picture(&source.picture, ID_PICTURE_MAX_SIDE_PIXELS);
    };
    let scale = source.scale();
    let points = points.map(|(x, y)| (x * scale, y * scale));
    let corners = sscard_vision::Corners::new(points, &source.picture)?;
    let (width, height) = corners.natural_size(ID_PICTURE_MAX_SIDE_PIXELS);
    let card = straighten_card(&source.picture, &corners, width, height)?;
    encode_id_picture(&card, ID_PICTURE_MAX_SIDE_PIXELS)
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
