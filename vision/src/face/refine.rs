//! Refining the points of one face as exactly as the model allows.

use super::{Face, FaceFinder, SIDE, merge};
use crate::angle::degrees;
use crate::{Crop, Picture, PictureError};

/// The sides of the squares in which the face is viewed, in widths of the face. The errors of different views partly
/// cancel.
const FRAMES: [f32; 3] = [1.8, 2.4, 3.0];
/// The one of them that is most exact on its own.
const FRAME: [f32; 1] = [2.4];
/// The least score with which a view counts.
const LEAST: f32 = 0.5;

/// A square of the picture, turned so that the eyes of the face in it are level.
struct View {
    middle: (f32, f32),
    side: f32,
    /// The direction of the line of the eyes in the picture, as a vector of length one.
    across: f32,
    down: f32,
}

impl FaceFinder {
    /// Refines the points of a found face: the mean of six upright views of it, from three distances, each also
    /// mirrored. A face that none of them shows stays as it is.
    ///
    /// Measured on faces that look ahead, against a model of 468 points: the mean error of the tilt is 0.7° (1.6°
    /// without refining), of the middle between the eyes 0.8 % of the face's width (1.2 %), of the face's width 2.5 %.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn refine(&self, picture: &Picture, face: &Face) -> Result<Face, PictureError> {
        self.refine_by(&FRAMES, picture, face)
    }

    /// Refines as [`FaceFinder::refine`] by two views from one distance: nearly as exact, in a third of the time.
    pub(crate) fn refine_quickly(
        &self,
        picture: &Picture,
        face: &Face,
    ) -> Result<Face, PictureError> {
        self.refine_by(&FRAME, picture, face)
    }

    fn refine_by(
        &self,
        frames: &[f32],
        picture: &Picture,
        face: &Face,
    ) -> Result<Face, PictureError> {
        let mut seen = Vec::new();
        for &frame in frames {
            let view = View::of(face, frame);
            let Some(pixels) = view.pixels(picture)? else { continue };
            for mirrored in [false, true] {
                seen.extend(self.see(&view, &pixels, mirrored));
            }
        }
        Ok(merge::mean(&seen).unwrap_or(*face))
    }

    /// Detects the face in the middle of a view, in the picture's coordinates.
    fn see(&self, view: &View, pixels: &[u8], mirrored: bool) -> Option<Face> {
        let mut pixels = pixels.to_vec();
        if mirrored {
            for row in pixels.as_chunks_mut::<3>().0.chunks_exact_mut(SIDE as usize) {
                row.reverse();
            }
        }
        let faces = self.recognise(&pixels, LEAST);
        let mut face = faces.into_iter().find(|face| face.holds((0.5, 0.5)))?;
        if mirrored {
            face = face.mirrored();
        }
        Some(view.place(&face))
    }
}

impl View {
    fn of(face: &Face, frame: f32) -> Self {
        let (right, left) = (face.right_eye, face.left_eye);
        let (across, down) = (left.0 - right.0, left.1 - right.1);
        let length = (across * across + down * down).sqrt();
        let (across, down) =
            if length > 0.0 { (across / length, down / length) } else { (1.0, 0.0) };
        let side = ((face.right - face.left).max(face.bottom - face.top) * frame).max(2.0);
        Self { middle: face.middle(), side, across, down }
    }

    /// The pixels of the view for the model. `None` where the middle of the face lies too far outside the picture.
    fn pixels(&self, picture: &Picture) -> Result<Option<Vec<u8>>, PictureError> {
        let crop = Crop {
            centre_x: self.middle.0.into(),
            centre_y: self.middle.1.into(),
            width: self.side.into(),
            rotation: -degrees(self.across.into(), self.down.into()),
        };
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let inside = (0.0..=width).contains(&crop.centre_x)
            && (0.0..=height).contains(&crop.centre_y)
            && crop.width <= 4.0 * (width + height);
        if !inside {
            return Ok(None);
        }
        Ok(Some(crop.cut(picture, SIDE, SIDE)?.into_rgb()))
    }

    /// Converts a face in shares of this view to a face in the picture. Its box stays upright about the turned middle.
    fn place(&self, face: &Face) -> Face {
        let point = |(x, y): (f32, f32)| {
            let (x, y) = ((x - 0.5) * self.side, (y - 0.5) * self.side);
            (
                self.middle.0 + self.across * x - self.down * y,
                self.middle.1 + self.down * x + self.across * y,
            )
        };
        let (middle_x, middle_y) = point(face.middle());
        let half_width = (face.right - face.left) / 2.0 * self.side;
        let half_height = (face.bottom - face.top) / 2.0 * self.side;
        Face {
            left: middle_x - half_width,
            top: middle_y - half_height,
            right: middle_x + half_width,
            bottom: middle_y + half_height,
            ..face.map(point)
        }
    }
}

impl Face {
    /// The face in a mirrored square, converted to the original square.
    fn mirrored(&self) -> Self {
        let face = self.map(|(x, y)| (1.0 - x, y));
        Self {
            left: face.right,
            right: face.left,
            right_eye: face.left_eye,
            left_eye: face.right_eye,
            right_ear: face.left_ear,
            left_ear: face.right_ear,
            ..face
        }
    }
}
