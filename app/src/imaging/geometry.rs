//! Where the photo lies under the crop frame: pure arithmetic, tested natively.
//!
//! Two rooms of coordinates meet here. The *source* is the upright picture in its own pixels. The *frame* is the crop frame,
//! 0 to 1 in both directions, from its top left; the photo may lie turned under it by any angle.

use sscard_shared::photo::{Framing, PHOTO_HEIGHT, PHOTO_WIDTH, Turn};

/// Height of the frame over its width.
const RATIO: f64 = PHOTO_HEIGHT as f64 / PHOTO_WIDTH as f64;
/// The narrowest part of a source that is cut: as wide as the card photo, because nothing is ever enlarged.
const NARROWEST: f64 = PHOTO_WIDTH as f64;

/// A point or a distance in the frame: 0 to 1 from the left and from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InFrame {
    /// From the left, in widths of the frame.
    pub x: f64,
    /// From the top, in heights of the frame.
    pub y: f64,
}

impl InFrame {
    /// The middle of the frame.
    pub const MIDDLE: Self = Self { x: 0.5, y: 0.5 };
}

/// Which way round a quarter turn goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuarterTurn {
    /// 向左旋转90°.
    Left,
    /// 向右旋转90°.
    Right,
}

/// How the photo lies under the frame. The frame never reaches beyond the photo, and never covers fewer pixels than the
/// card photo has; every change keeps to that by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    source_width: f64,
    source_height: f64,
    /// The frame as it was found for the head, to come back to.
    found: Option<Framing>,
    now: Framing,
}

impl Placement {
    /// The frame found for the head, or else the largest part about the middle; nothing for a picture that is smaller than the
    /// card photo.
    #[must_use]
    pub fn of(source_width: u32, source_height: u32, found: Option<Framing>) -> Option<Self> {
        let (source_width, source_height) = (f64::from(source_width), f64::from(source_height));
        let now = Framing { centre_x: 0.0, centre_y: 0.0, width: 0.0, rotation: 0.0 };
        Self { source_width, source_height, found, now }.at_first()
    }

    fn at_first(mut self) -> Option<Self> {
        let middle = Framing {
            centre_x: self.source_width / 2.0,
            centre_y: self.source_height / 2.0,
            width: f64::INFINITY,
            rotation: 0.0,
        };
        self.now = self.found.unwrap_or(middle);
        if self.widest() < NARROWEST && self.found.is_some() {
            self.now = middle;
        }
        (self.widest() >= NARROWEST).then(|| self.held())
    }

    /// As it was when the picture was opened.
    #[must_use]
    pub fn reset(self) -> Self {
        self.at_first().unwrap_or(self)
    }

    /// How much larger the photo appears than where it just fills the frame.
    #[must_use]
    pub fn zoom(self) -> f64 {
        self.widest() / self.now.width
    }

    /// The largest zoom at which the card photo still needs no enlarging.
    #[must_use]
    pub fn largest_zoom(self) -> f64 {
        self.widest() / NARROWEST
    }

    /// Zooms so that the point of the photo under `at` stays there, as far as the photo's edges allow.
    #[must_use]
    pub fn zoomed_to(mut self, zoom: f64, at: InFrame) -> Self {
        let width = if zoom.is_finite() { self.widest() / zoom.max(1.0) } else { self.now.width };
        let width = width.clamp(NARROWEST.min(self.widest()), self.widest());
        let shrunk_by = self.now.width - width;
        self.shift((at.x - 0.5) * shrunk_by, (at.y - 0.5) * shrunk_by * RATIO);
        self.now.width = width;
        self.held()
    }

    /// Moves the photo under the frame: to the right and down for positive distances.
    #[must_use]
    pub fn moved(mut self, by: InFrame) -> Self {
        if by.x.is_finite() && by.y.is_finite() {
            self.shift(-by.x * self.now.width, -by.y * self.now.width * RATIO);
        }
        self.held()
    }

    /// Moves the frame over the photo along its own axes, in source pixels.
    fn shift(&mut self, across: f64, down: f64) {
        let (x, y) = Turn::new(self.now.rotation).undo((across, down));
        self.now.centre_x += x;
        self.now.centre_y += y;
    }

    /// Turns the photo about the middle of the frame, or nothing where the turned photo cannot fill the frame.
    #[must_use]
    pub fn turned(self, turn: QuarterTurn) -> Option<Self> {
        let quarter = if turn == QuarterTurn::Right { 90.0 } else { -90.0 };
        self.rotated_to(self.now.rotation + quarter)
    }

    /// By how many degrees clockwise the photo is turned beside its quarter turns, −45 to 45.
    #[must_use]
    pub fn lean(self) -> f64 {
        let rest = self.now.rotation.rem_euclid(90.0);
        if rest > 45.0 { rest - 90.0 } else { rest }
    }

    /// Turns the photo about the middle of the frame until it leans by so many degrees, or nothing where it could not fill the
    /// frame then.
    #[must_use]
    pub fn leaned_to(self, degrees: f64) -> Option<Self> {
        if !degrees.is_finite() {
            return Some(self);
        }
        self.rotated_to(self.now.rotation - self.lean() + degrees.clamp(-45.0, 45.0))
    }

    fn rotated_to(mut self, rotation: f64) -> Option<Self> {
        let full = rotation.rem_euclid(360.0);
        self.now.rotation = if full > 180.0 { full - 360.0 } else { full };
        (self.widest() >= NARROWEST).then(|| self.held())
    }

    /// The part that the worker is to cut.
    #[must_use]
    pub const fn cut(self) -> Framing {
        self.now
    }

    /// The CSS transform of an image that is laid out as wide as the frame, with its origin at the top left.
    ///
    /// Everything is in percent of the image itself, so that nothing has to be measured or listened to when the page's
    /// size changes.
    #[must_use]
    pub fn css_transform(self) -> String {
        // Where the source's own top left corner lies from the middle of the frame.
        let turn = Turn::new(self.now.rotation);
        let (x, y) = turn.apply((-self.now.centre_x, -self.now.centre_y));
        let across = 100.0 * (x / self.now.width + 0.5);
        let down =
            100.0 * (y / self.now.width + RATIO / 2.0) * self.source_width / self.source_height;
        let scale = self.source_width / self.now.width;
        format!(
            "translate({across:.4}%,{down:.4}%) rotate({:.3}deg) scale({scale:.5})",
            self.now.rotation
        )
    }

    /// How far the frame reaches from its middle in the source, across and down, for each source pixel of its width.
    fn reach(self) -> (f64, f64) {
        let turn = Turn::new(self.now.rotation);
        let (one, other) = (turn.apply((0.5, RATIO / 2.0)), turn.apply((0.5, -RATIO / 2.0)));
        (one.0.abs().max(other.0.abs()), one.1.abs().max(other.1.abs()))
    }

    /// The widest frame that lies within the picture, turned as it is.
    fn widest(self) -> f64 {
        let (across, down) = self.reach();
        (self.source_width / (2.0 * across)).min(self.source_height / (2.0 * down))
    }

    /// With the frame no wider than it may be, and pushed back inside the photo.
    fn held(mut self) -> Self {
        self.now.width = self.now.width.max(NARROWEST).min(self.widest());
        let (across, down) = self.reach();
        let (across, down) = (across * self.now.width, down * self.now.width);
        // Rounding can make the room a hair negative, at which `clamp` would panic.
        self.now.centre_x = self.now.centre_x.min(self.source_width - across).max(across);
        self.now.centre_y = self.now.centre_y.min(self.source_height - down).max(down);
        self
    }
}

#[cfg(test)]
mod tests;
