//! Finding faces in a picture.

mod anchors;
mod merge;
mod refine;
mod search;

use anchors::Anchors;

use crate::model::Model;
use crate::resample::{self, Window};
use crate::{ModelError, Picture, PictureError};

/// A face at its position in a picture.
///
/// All coordinates are in pixels of the picture: (0, 0) is the outer corner of the top left pixel. *Right* and *left*
/// in the names of eyes and ears are the person's own, so that the right eye of a person who faces the camera has the
/// smaller x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// The model's certainty, 0–1. Drawings and photographed photographs reach values as high as people.
    pub score: f32,
    /// The left edge of a square about brow, cheeks and chin. Each edge may lie outside the picture.
    pub left: f32,
    /// The upper edge, at about the middle of the forehead, not the hair.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge, at about the chin.
    pub bottom: f32,
    /// The middle of the person's right eye, as (x, y).
    pub right_eye: (f32, f32),
    /// The middle of the person's left eye.
    pub left_eye: (f32, f32),
    /// The tip of the nose.
    pub nose: (f32, f32),
    /// The middle of the mouth.
    pub mouth: (f32, f32),
    /// The tragion of the person's right ear, where the ear meets the cheek. It is estimated where hair hides it.
    pub right_ear: (f32, f32),
    /// The tragion of the person's left ear.
    pub left_ear: (f32, f32),
}

/// Finds faces.
#[derive(Debug)]
pub struct FaceFinder {
    model: Model,
    anchors: Anchors,
}

/// The side of the model's input in pixels.
const INPUT_SIDE_PIXELS: u32 = 128;
/// The numbers of the model's output for an anchor: a box of four, and six key points.
const NUMBERS_PER_ANCHOR: usize = 16;

impl FaceFinder {
    /// Reads the bytes of `face_detection_short_range.tflite`.
    ///
    /// # Errors
    /// A [`ModelError`] for any other bytes. Damage that leaves the structure intact is not noticed: the caller
    /// compares the file with its known digest when it fetches it.
    pub fn new(model: &[u8]) -> Result<Self, ModelError> {
        let model = Model::parse(model)?;
        let anchors = Anchors::new();
        let side = INPUT_SIDE_PIXELS as usize;
        let boxes = [1, anchors.len(), NUMBERS_PER_ANCHOR];
        let scores = [1, anchors.len(), 1];
        let outputs: Vec<_> = model.output_shapes().collect();
        if model.input_shape() != [1, side, side, 3] || outputs != [&boxes[..], &scores[..]] {
            return Err(ModelError::WrongModel);
        }
        Ok(Self { model, anchors })
    }

    /// Runs the model on a square of the picture. Returns the faces with at least the score `min_score`, each once, best
    /// first.
    fn detect_in_square(
        &self,
        picture: &Picture,
        square: SearchSquare,
        min_score: f32,
    ) -> Result<Vec<Face>, PictureError> {
        let input_picture = resample::shrink_upright(
            picture,
            square.window(),
            INPUT_SIDE_PIXELS,
            INPUT_SIDE_PIXELS,
        )?;
        let faces = self.detect(input_picture.rgb(), min_score);
        Ok(faces.into_iter().map(|face| square.to_picture(&face)).collect())
    }

    /// The faces in a picture of the model's input size, in shares of its side: each once, best first.
    fn detect(&self, pixels: &[u8], min_score: f32) -> Vec<Face> {
        // The model was trained on values from −1 to 1.
        let input = pixels.iter().map(|byte| f32::from(*byte) / 127.5 - 1.0).collect();
        let outputs = self.model.run(input);
        let [boxes, scores] = &outputs[..] else { return Vec::new() };
        merge::merge_by_mean(self.anchors.decode_faces(boxes, scores, min_score))
    }
}

/// A square of a picture, in its pixels. It may reach beyond the picture.
#[derive(Clone, Copy, Debug)]
struct SearchSquare {
    left: f32,
    top: f32,
    side: f32,
}

impl SearchSquare {
    fn window(self) -> Window {
        let side = f64::from(self.side);
        Window { left: self.left.into(), top: self.top.into(), width: side, height: side }
    }

    /// Converts a face in shares of this square to a face in the picture.
    fn to_picture(self, face: &Face) -> Face {
        face.map_points(|(x, y)| (self.left + x * self.side, self.top + y * self.side))
    }
}

impl Face {
    pub(crate) fn middle(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    fn contains(&self, (x, y): (f32, f32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The same face with all its points mapped.
    pub(crate) fn map_points(&self, point: impl Fn((f32, f32)) -> (f32, f32)) -> Self {
        let (left, top) = point((self.left, self.top));
        let (right, bottom) = point((self.right, self.bottom));
        Self {
            score: self.score,
            left,
            top,
            right,
            bottom,
            right_eye: point(self.right_eye),
            left_eye: point(self.left_eye),
            nose: point(self.nose),
            mouth: point(self.mouth),
            right_ear: point(self.right_ear),
            left_ear: point(self.left_ear),
        }
    }
}

#[cfg(test)]
mod tests;
