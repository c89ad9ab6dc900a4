//! What was found of people on a picture: facts, not verdicts.

use serde::{Deserialize, Serialize};

/// What was looked for and found of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PortraitMeasures {
    /// How many faces are surely there.
    pub faces: u32,
    /// How sure the face network is of the best one, 0–1; below 0.7 nothing counts as a face.
    pub face_score: f32,
    /// The head of the best one.
    pub head: Option<HeadMeasures>,
}

/// How a head lies in a picture and how it is lit. Lengths are in pixels of the picture; *left* and *right* are those of the
/// picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeadMeasures {
    /// From where the one ear meets the cheek to where the other does.
    pub face_width: f32,
    /// From the upper edge to the top of the hair, or of what is worn on it; none where it is cut off or cannot be told from
    /// the ground.
    pub hair_top: Option<f32>,
    /// From the line of the eyes to the lower edge.
    pub eyes_to_bottom: f32,
    /// From the left edge to the middle between the eyes.
    pub eyes_from_left: f32,
    /// By how many degrees the head leans clockwise in the picture's plane.
    pub tilt_degrees: f32,
    /// How far the head is turned about its vertical axis, −1 to 1; 0 looks straight ahead. A ratio of distances, not an angle:
    /// 25° give about 0.3.
    pub turn: f32,
    /// Mean luma of the face, 0–255.
    pub luma: f32,
    /// From the fifth to the ninety-fifth of a hundred parts of the face's luma, 0–255: small for a flat, hazy picture.
    pub contrast: f32,
    /// How much of the face's fine detail a further blur takes away, 0–1: small for a picture that is blurred already.
    pub sharpness: f32,
    /// The share of the face that is blown out, 0–1.
    pub glare: f32,
}

/// A head as it was found in a picture that may be of any size, for placing the frame about it. All lengths are in pixels of
/// the upright picture, and are measured along the head's own axes, so that a leaning head is described as if it stood.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The middle between the eyes, from the left edge of the picture.
    pub eye_x: f64,
    /// The middle between the eyes, from the upper edge of the picture.
    pub eye_y: f64,
    /// By how many degrees the head leans clockwise.
    pub tilt_degrees: f64,
    /// The face's width from ear to ear.
    pub face_width: f64,
    /// From the eyes up to the top of the hair; none where the picture cuts it off or it cannot be told from the ground.
    pub crown: Option<f64>,
    /// From the eyes down to the tip of the chin.
    pub chin: f64,
}

impl Head {
    /// The same head in a picture that is this many times as large.
    #[must_use]
    pub fn scaled(&self, scale: f64) -> Self {
        Self {
            eye_x: self.eye_x * scale,
            eye_y: self.eye_y * scale,
            tilt_degrees: self.tilt_degrees,
            face_width: self.face_width * scale,
            crown: self.crown.map(|crown| crown * scale),
            chin: self.chin * scale,
        }
    }
}
