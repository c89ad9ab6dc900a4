//! Separating the person from the ground.

use crate::model::Model;
use crate::resample::{self, Window};
use crate::{Face, ModelError, Picture, PictureError};

/// Computes the mask of a person.
#[derive(Debug)]
pub struct GroundFinder {
    model: Model,
}

/// The probability of each place of a picture, or of a part of it, to belong to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    probabilities: Vec<f32>,
    /// The part of the picture that the mask covers.
    left: f32,
    top: f32,
    part_width: f32,
    part_height: f32,
}

/// A part of a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MaskArea {
    /// The left edge.
    pub left: f32,
    /// The upper edge.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
}

/// The side in pixels of the model's input and of its mask.
const SIDE: u16 = 256;
/// The side of the part about a face, in widths of the face: head, hair and shoulders.
const FACE_PART_SIDE: f32 = 3.6;
/// How far the middle of that part lies below the middle of the face, in widths of the face.
const FACE_PART_OFFSET: f32 = 0.3;

impl GroundFinder {
    /// Reads the bytes of `selfie_segmentation.tflite`, the general model with a square input.
    ///
    /// # Errors
    /// A [`ModelError`] for any other bytes. Damage that leaves the structure intact is not noticed: the caller
    /// compares the file with its known digest when it fetches it.
    pub fn new(model: &[u8]) -> Result<Self, ModelError> {
        let model = Model::parse(model)?;
        let side = usize::from(SIDE);
        let outputs: Vec<_> = model.output_shapes().collect();
        if model.input_shape() != [1, side, side, 3] || outputs != [&[1, side, side, 1]] {
            return Err(ModelError::WrongModel);
        }
        Ok(Self { model })
    }

    /// The mask of a whole picture. Details that are small against the picture are lost: for a portrait in a wide
    /// picture, [`GroundFinder::mask_about_face`] is better.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn mask_picture(&self, picture: &Picture) -> Result<Mask, PictureError> {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        self.mask_part(picture, Window { left: 0.0, top: 0.0, width, height })
    }

    /// The mask of head and shoulders about a face. The mask ends where the picture ends.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn mask_about_face(&self, picture: &Picture, face: &Face) -> Result<Mask, PictureError> {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let size = f64::from((face.right - face.left).max(face.bottom - face.top));
        let middle_x = f64::from(face.left + face.right) / 2.0;
        let middle_y = f64::from(face.top + face.bottom) / 2.0 + size * f64::from(FACE_PART_OFFSET);
        let half = size * f64::from(FACE_PART_SIDE) / 2.0;
        let (left, right) = ((middle_x - half).max(0.0), (middle_x + half).min(width));
        let (top, bottom) = ((middle_y - half).max(0.0), (middle_y + half).min(height));
        // A face without size, or outside of the picture, has no part about it that could be cut out.
        if right - left >= 2.0 && bottom - top >= 2.0 {
            self.mask_part(picture, Window { left, top, width: right - left, height: bottom - top })
        } else {
            self.mask_picture(picture)
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "sides of pictures are exact in 32 bits")]
    fn mask_part(&self, picture: &Picture, part: Window) -> Result<Mask, PictureError> {
        let input_picture = resample::shrink_upright(picture, part, SIDE.into(), SIDE.into())?;
        // The model was trained on values from 0 to 1.
        let input = input_picture.rgb().iter().map(|byte| f32::from(*byte) / 255.0).collect();
        let probabilities = self.model.run(input).pop().unwrap_or_default();
        Ok(Mask {
            probabilities,
            left: part.left as f32,
            top: part.top as f32,
            part_width: part.width as f32,
            part_height: part.height as f32,
        })
    }
}

impl Mask {
    /// The number of values in a row, and of rows. The mask is square, whatever the part of the picture is.
    pub const SIDE: u32 = SIDE as u32;

    /// The probabilities of a person, 0–1, row by row from the top left, [`Mask::SIDE`] a row.
    pub fn probabilities(&self) -> &[f32] {
        &self.probabilities
    }

    /// The part of the picture that the mask covers, in its pixels.
    pub fn covered_area(&self) -> MaskArea {
        MaskArea {
            left: self.left,
            top: self.top,
            right: self.left + self.part_width,
            bottom: self.top + self.part_height,
        }
    }

    /// The probability of a person at a point of the picture, in its pixels, interpolated. Outside of the mask the
    /// nearest value at its edge counts.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the place is clamped to the mask"
    )]
    pub fn probability_at(&self, x: f32, y: f32) -> f32 {
        let last = f32::from(SIDE - 1);
        let mask_position = |coordinate: f32, start: f32, length: f32| {
            ((coordinate - start) / length * f32::from(SIDE) - 0.5).clamp(0.0, last)
        };
        let across = mask_position(x, self.left, self.part_width);
        let down = mask_position(y, self.top, self.part_height);
        let (column, row) = (across as usize, down as usize);
        let side = usize::from(SIDE);
        let value = |row: usize, column: usize| {
            let index = row.min(side - 1) * side + column.min(side - 1);
            self.probabilities.get(index).copied().unwrap_or_default()
        };
        let mix = |row| {
            let (first, second) = (value(row, column), value(row, column + 1));
            first + (second - first) * (across - column as f32)
        };
        let (above, below) = (mix(row), mix(row + 1));
        above + (below - above) * (down - row as f32)
    }

    /// The height of one value of the mask in pixels of the picture: the precision of an edge found in it.
    pub fn step_down(&self) -> f32 {
        self.part_height / f32::from(SIDE)
    }

    /// The width of one value of the mask in pixels of the picture.
    pub fn step_across(&self) -> f32 {
        self.part_width / f32::from(SIDE)
    }
}

#[cfg(test)]
mod tests;
