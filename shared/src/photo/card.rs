//! What was measured on the picture of a side of an identity card: facts, not verdicts.

use serde::{Deserialize, Serialize};

/// What was measured on a card in a picture.
///
/// These are facts, not verdicts. Luma is Rec. 601 on 0–255 sRGB bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardMeasures {
    /// Whether the card's edges are seen on the picture; where they are not, the rest is that of the whole picture.
    pub found: bool,
    /// The share of the picture's area that the card takes, 0–1. What of it lies beyond the frame counts as well.
    pub fill: f64,
    /// The card's longer side in pixels of the picture, in the mean of its two long sides.
    pub long_side: f64,
    /// By how many degrees the card's long sides are turned clockwise from the horizontal: above −90 and up to 90.
    pub tilt: f64,
    /// The longer of two opposite sides divided by the shorter, for the pair that differs more: 1 for a card seen from
    /// straight above, about 1.15 for one seen at 30° from where it fills the frame.
    pub perspective: f64,
    /// The share of the card where light is mirrored, 0–1: blown out, without colour and without any structure, and
    /// clearly brighter than the card's own paper. Zero where the whole card is blown out, which `mean_luma` tells.
    pub glare: f64,
    /// Variance of the Laplacian of luma on the card at 640×404 pixels, without its margin: small for a blurred one. A
    /// card with fewer pixels is enlarged first and comes out less sharp, as it is.
    pub sharpness: f64,
    /// Mean luma of the card without its margin, 0–255.
    pub mean_luma: f64,
    /// Whether a corner lies at the picture's frame or beyond it.
    pub touches_frame: bool,
}
