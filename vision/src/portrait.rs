//! People in a picture: their number, the position of the head, its light, and the ground behind it.

mod ground;
mod light;
mod sighting;

use sscard_shared::photo::{
    Framing, HeadMeasures, Measurements, PHOTO_HEIGHT, PHOTO_WIDTH, PortraitMeasures,
};

pub use sighting::PortraitSighting;

use crate::measure::to_single;
use crate::{
    Crop, Face, FaceFinder, GroundFinder, HeadGeometry, Limits, ModelError, Picture, PictureError,
    encode_card_photo, measure_picture, probe, sniff,
};

/// The number of pixels to which a picture is decoded at first, here and in the app. A face in an ordinary picture
/// still has enough of them for the card photo. Where it has not, the picture is decoded again, finer.
pub const WORKING_PIXELS: u64 = 3_200_000;

/// The least width of a further face's box that counts, as a share of the largest one's. People far behind are cut off
/// by the crop, or too small to be mistaken for the applicant.
const MIN_FACE_WIDTH_SHARE: f32 = 0.3;

/// Finds people in pictures and measures them.
///
/// The results are the same to the last bit natively and in WebAssembly.
#[derive(Debug)]
pub struct PortraitFinder {
    faces: FaceFinder,
    ground: GroundFinder,
}

impl PortraitFinder {
    /// Reads the bytes of `face_detection_short_range.tflite` and of `selfie_segmentation.tflite`.
    ///
    /// # Errors
    /// A [`ModelError`] for any other bytes. Damage that leaves the structure intact is not noticed: the caller
    /// compares the files with their known digests when it fetches them.
    pub fn new(face_model: &[u8], ground_model: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { faces: FaceFinder::new(face_model)?, ground: GroundFinder::new(ground_model)? })
    }

    /// The faces in a small frame of a live camera, fast enough for several frames a second.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn find_faces(&self, frame: &Picture) -> Result<Vec<Face>, PictureError> {
        self.faces.find_faces(frame)
    }

    /// Decodes a file and measures everything about the picture, including people.
    ///
    /// # Errors
    /// As [`Picture::decode`].
    pub fn measure(&self, bytes: &[u8], limits: &Limits) -> Result<Measurements, PictureError> {
        let picture = Picture::decode(bytes, limits)?;
        let mut measured = measure_picture(&picture, sniff(bytes), bytes.len());
        self.measure_people(&picture, &mut measured)?;
        Ok(measured)
    }

    /// Makes the card photo of a file automatically: the crop about the largest head as the standard requires it, or
    /// the middle of the picture where no face is found. It is encoded as by [`encode_card_photo`]. The file is decoded
    /// only as finely as its face needs.
    ///
    /// # Errors
    /// As [`Picture::decode_reduced`]; [`PictureError::TooSmall`] for a picture that would have to be enlarged;
    /// [`PictureError::Encode`].
    pub fn make_card_photo(&self, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, PictureError> {
        let header = probe(bytes)?;
        let size = (header.upright_width(), header.upright_height());
        let mut picture = Picture::decode_reduced(bytes, limits, WORKING_PIXELS)?;
        let crop = self.card_photo_crop(&picture, size)?;
        if let Some(pixels) = crop.finer_decode_pixels(size, picture.width(), PHOTO_WIDTH) {
            picture = Picture::decode_no_coarser(bytes, limits, pixels)?;
        }
        let crop = crop.scaled(f64::from(picture.width()) / f64::from(size.0));
        encode_card_photo(&picture.crop(&crop, PHOTO_WIDTH, PHOTO_HEIGHT)?)
    }

    /// The crop that becomes the card photo, in pixels of the picture in the file, which has `size`.
    fn card_photo_crop(&self, picture: &Picture, size: (u32, u32)) -> Result<Crop, PictureError> {
        let scale = f64::from(size.0) / f64::from(picture.width());
        let head = self.locate_head(picture)?.head.map(|head| head.scaled(scale));
        let framing = head.and_then(|head| Framing::about(&head, size.0, size.1));
        Ok(framing.map_or_else(
            || picture.centred_crop(PHOTO_WIDTH, PHOTO_HEIGHT).scaled(scale),
            Crop::from,
        ))
    }

    /// Finds people in a picture and measures the head, and the ground around the person.
    fn measure_people(
        &self,
        picture: &Picture,
        measured: &mut Measurements,
    ) -> Result<(), PictureError> {
        let found = self.faces.search_faces(picture)?;
        let mut portrait = PortraitMeasures {
            faces: count_faces(&found.faces),
            face_score: found.score,
            head: None,
        };
        if let Some(face) = largest_face(&found.faces) {
            let face = self.faces.refine_quickly(picture, face)?;
            let mask = self.ground.mask_about_face(picture, &face)?;
            let geometry = HeadGeometry::measure(picture, &face, &mask);
            ground::measure_ground(picture, &mask, &geometry, measured);
            portrait.head = Some(head_measures(picture, &face, &geometry));
        }
        measured.portrait = Some(portrait);
        Ok(())
    }
}

fn head_measures(picture: &Picture, face: &Face, geometry: &HeadGeometry) -> HeadMeasures {
    let light = light::measure_light(picture, face, geometry);
    HeadMeasures {
        face_width: geometry.face_width(),
        hair_top: geometry.hair_top,
        eyes_to_bottom: picture.height() as f32 - geometry.eye_mid.1,
        eyes_from_left: geometry.eye_mid.0,
        tilt_degrees: geometry.tilt_degrees,
        turn: geometry.turn,
        luma: to_single(light.luma),
        contrast: light.contrast,
        sharpness: to_single(light.sharpness),
        glare: to_single(light.glare),
    }
}

/// The number of faces that are not much smaller than the largest.
pub(crate) fn count_faces(faces: &[Face]) -> u32 {
    let Some(largest_width) = largest_face(faces).map(|face| face.right - face.left) else {
        return 0;
    };
    let counted = faces
        .iter()
        .filter(|face| face.right - face.left >= MIN_FACE_WIDTH_SHARE * largest_width)
        .count();
    u32::try_from(counted).unwrap_or(u32::MAX)
}

pub(crate) fn largest_face(faces: &[Face]) -> Option<&Face> {
    faces.iter().max_by(|one, other| (one.right - one.left).total_cmp(&(other.right - other.left)))
}

#[cfg(test)]
mod tests;
