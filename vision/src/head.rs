//! The geometry of a head: the facts that a photo standard asks for.

mod hair_top;

use crate::angle::direction_degrees;
use crate::{Face, Mask, Picture};

/// The position of a head in a picture. Lengths and positions are in pixels of the picture, (0, 0) is the outer corner
/// of the top left pixel, and *left* and *right* are those of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadGeometry {
    /// The vertical position of the top of the hair, or of what is worn on it. `None` where it is cut off by the
    /// picture's edge or cannot be distinguished from the ground.
    pub hair_top: Option<f32>,
    /// The vertical position of the tip of the chin, estimated from eyes and mouth.
    pub chin: f32,
    /// The horizontal position where the face begins: where the left one of the ears meets the cheek.
    pub face_left: f32,
    /// The horizontal position where the face ends: where the right one of the ears meets the cheek.
    pub face_right: f32,
    /// The middle between the eyes, as (x, y).
    pub eye_mid: (f32, f32),
    /// The distance from the middle of one eye to that of the other.
    pub eye_distance: f32,
    /// The degrees by which the head appears turned clockwise in the picture's plane. 0 where the eyes are level.
    pub tilt_degrees: f32,
    /// The turn of the head about its vertical axis, −1 to 1: 0 faces straight ahead, positive turns towards the right
    /// of the picture. Beyond ±0.3 one ear is no longer visible. It is a ratio of distances, not an angle.
    pub turn: f32,
}

/// The distance from the eyes to the chin, in distances from the eyes to the mouth.
const CHIN_PER_MOUTH_DISTANCE: f32 = 1.7;
/// The distance by which the model places each ear too far in, in widths of the face: the mean over thirty views of
/// eleven faces, against a model of 468 points.
const EAR_INSET: f32 = 0.012;

impl HeadGeometry {
    /// Measures a head by its face's points, best those of [`FaceFinder::refine_face`](crate::FaceFinder::refine_face), and the
    /// mask about it, best that of [`GroundFinder::mask_about_face`](crate::GroundFinder::mask_about_face). The top of the hair
    /// and the sides of the face are measured along the picture's axes: the caller straightens the picture of a tilted
    /// head first.
    pub fn measure(picture: &Picture, face: &Face, mask: &Mask) -> Self {
        let (right, left) = (face.right_eye, face.left_eye);
        let eye_mid = ((right.0 + left.0) / 2.0, (right.1 + left.1) / 2.0);
        let (across, down) = (left.0 - right.0, left.1 - right.1);
        let (ear, other_ear) = (face.right_ear.0, face.left_ear.0);
        let inset = (ear - other_ear).abs() * EAR_INSET;
        Self {
            hair_top: hair_top::hair_top(picture, face, mask),
            chin: eye_mid.1 + (face.mouth.1 - eye_mid.1) * CHIN_PER_MOUTH_DISTANCE,
            face_left: ear.min(other_ear) - inset,
            face_right: ear.max(other_ear) + inset,
            eye_mid,
            eye_distance: (across * across + down * down).sqrt(),
            tilt_degrees: tilt_degrees(across, down),
            turn: turn_ratio(face, (across, down)),
        }
    }

    /// The degrees by which a face leans clockwise in the picture's plane.
    pub(crate) fn face_tilt_degrees(face: &Face) -> f32 {
        let (right, left) = (face.right_eye, face.left_eye);
        tilt_degrees(left.0 - right.0, left.1 - right.1)
    }

    /// The turn of a head about its vertical axis, as [`HeadGeometry::turn`], by its face's points alone.
    pub(crate) fn face_turn(face: &Face) -> f32 {
        let (right, left) = (face.right_eye, face.left_eye);
        turn_ratio(face, (left.0 - right.0, left.1 - right.1))
    }

    /// The distance from ear to ear.
    pub fn face_width(&self) -> f32 {
        self.face_right - self.face_left
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an angle needs no more than 32 bits")]
fn tilt_degrees(across: f32, down: f32) -> f32 {
    direction_degrees(across.into(), down.into()) as f32
}

/// How much nearer, along the line of the eyes, the nose lies to one ear than to the other.
fn turn_ratio(face: &Face, (across, down): (f32, f32)) -> f32 {
    let position_along = |point: (f32, f32)| point.0 * across + point.1 * down;
    let nose = position_along(face.nose);
    let (before, behind) =
        (nose - position_along(face.right_ear), position_along(face.left_ear) - nose);
    let whole_width = before + behind;
    if whole_width > 0.0 { ((before - behind) / whole_width).clamp(-1.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests;
