//! Parts of a picture that are shrunk.

use std::ops::Range;

use sscard_shared::photo::Turn;

/// A rectangle of the source in pixels, which may reach beyond the picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A turned rectangle of the source in pixels, which may reach beyond the picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TurnedWindow {
    pub(crate) centre_x: f64,
    pub(crate) centre_y: f64,
    pub(crate) width: f64,
    /// How the source appears turned in the output.
    pub(crate) turn: Turn,
}

/// The range of pixels that a stretch touches, at least one pixel long.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are clamped to the side"
)]
pub(crate) fn touched_range(from: f64, to: f64, side: u32) -> Range<u32> {
    let end = f64::from(side);
    let start = (from.floor().clamp(0.0, end) as u32).min(side - 1);
    start..(to.ceil().clamp(0.0, end) as u32).max(start + 1)
}
