//! Where the photo lies under the crop frame: pure arithmetic, tested natively.
//!
//! Three rooms of coordinates meet here. The *source* is the upright picture in its own pixels. The *turned* picture is the
//! source after the person's quarter turns. The *frame* is the crop frame, 0 to 1 in both directions, from its top left.

use serde::{Deserialize, Serialize};
use sscard_shared::photo::{PHOTO_HEIGHT, PHOTO_WIDTH};

/// Height of the frame over its width.
const RATIO: f64 = PHOTO_HEIGHT as f64 / PHOTO_WIDTH as f64;
/// The narrowest part of a source that is cut: as wide as the card photo, because nothing is ever enlarged.
const NARROWEST: f64 = PHOTO_WIDTH as f64;

/// Which part of the source is cut, in the worker's terms: `vision`'s crop, but able to travel.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// The source's point in the middle of the frame, from the left.
    pub centre_x: f64,
    /// The source's point in the middle of the frame, from the top.
    pub centre_y: f64,
    /// How many source pixels the frame covers in width.
    pub width: f64,
    /// By how many degrees the source is turned clockwise.
    pub rotation: f64,
}

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
pub enum Turn {
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
    /// Quarter turns clockwise, 0 to 3.
    quarters: u8,
    /// The turned picture's point in the middle of the frame.
    centre_x: f64,
    centre_y: f64,
    /// How many source pixels the frame covers in width.
    width: f64,
}

impl Placement {
    /// The largest part about the middle, or nothing for a picture that is smaller than the card photo.
    #[must_use]
    pub fn of(source_width: u32, source_height: u32) -> Option<Self> {
        let (source_width, source_height) = (f64::from(source_width), f64::from(source_height));
        Self { source_width, source_height, quarters: 0, centre_x: 0.0, centre_y: 0.0, width: 0.0 }
            .fitted()
    }

    /// The same picture and turns, with the frame as wide as it can be and in the middle.
    fn fitted(mut self) -> Option<Self> {
        if self.widest() < NARROWEST {
            return None;
        }
        let (width, height) = self.turned_size();
        (self.centre_x, self.centre_y, self.width) = (width / 2.0, height / 2.0, self.widest());
        Some(self)
    }

    /// As it was when the picture was opened.
    #[must_use]
    pub fn reset(self) -> Self {
        Self { quarters: 0, ..self }.fitted().unwrap_or(self)
    }

    /// How much larger the photo appears than at first, where it just fills the frame.
    #[must_use]
    pub fn zoom(self) -> f64 {
        self.widest() / self.width
    }

    /// The largest zoom at which the card photo still needs no enlarging.
    #[must_use]
    pub fn largest_zoom(self) -> f64 {
        self.widest() / NARROWEST
    }

    /// Zooms so that the point of the photo under `at` stays there, as far as the photo's edges allow.
    #[must_use]
    pub fn zoomed_to(mut self, zoom: f64, at: InFrame) -> Self {
        let width = if zoom.is_finite() { self.widest() / zoom.max(1.0) } else { self.width };
        let width = width.clamp(NARROWEST.min(self.widest()), self.widest());
        let shrunk_by = self.width - width;
        self.centre_x += (at.x - 0.5) * shrunk_by;
        self.centre_y += (at.y - 0.5) * shrunk_by * RATIO;
        self.width = width;
        self.held()
    }

    /// Moves the photo under the frame: to the right and down for positive distances.
    #[must_use]
    pub fn moved(mut self, by: InFrame) -> Self {
        if by.x.is_finite() && by.y.is_finite() {
            self.centre_x -= by.x * self.width;
            self.centre_y -= by.y * self.width * RATIO;
        }
        self.held()
    }

    /// Turns the photo about the middle of the frame, or nothing where the turned photo cannot fill the frame.
    #[must_use]
    pub fn turned(mut self, turn: Turn) -> Option<Self> {
        let (width, height) = self.turned_size();
        (self.centre_x, self.centre_y) = match turn {
            Turn::Right => (height - self.centre_y, self.centre_x),
            Turn::Left => (self.centre_y, width - self.centre_x),
        };
        self.quarters = (self.quarters + if turn == Turn::Right { 1 } else { 3 }) % 4;
        if self.widest() < NARROWEST {
            return None;
        }
        self.width = self.width.min(self.widest());
        Some(self.held())
    }

    /// The part that the worker is to cut.
    #[must_use]
    pub fn cut(self) -> Cut {
        let (x, y) = (self.centre_x, self.centre_y);
        let (width, height) = (self.source_width, self.source_height);
        let (centre_x, centre_y) = match self.quarters {
            0 => (x, y),
            1 => (y, height - x),
            2 => (width - x, height - y),
            _ => (width - y, x),
        };
        Cut { centre_x, centre_y, width: self.width, rotation: 90.0 * f64::from(self.quarters) }
    }

    /// The CSS transform of an image that is laid out as wide as the frame, with its origin at the top left.
    ///
    /// Everything is in percent of the image itself, so that nothing has to be measured or listened to when the page's
    /// size changes.
    #[must_use]
    pub fn css_transform(self) -> String {
        let (width, height) = self.turned_size();
        let left = self.centre_x - self.width / 2.0;
        let top = self.centre_y - self.width * RATIO / 2.0;
        // Where the source's own top left corner lies in the turned picture.
        let (corner_x, corner_y) = match self.quarters {
            0 => (0.0, 0.0),
            1 => (width, 0.0),
            2 => (width, height),
            _ => (0.0, height),
        };
        let across = 100.0 * (corner_x - left) / self.width;
        let down = 100.0 * (corner_y - top) / self.width * self.source_width / self.source_height;
        let degrees = 90 * u16::from(self.quarters);
        let scale = self.source_width / self.width;
        format!("translate({across:.4}%,{down:.4}%) rotate({degrees}deg) scale({scale:.5})")
    }

    fn turned_size(self) -> (f64, f64) {
        if self.quarters.is_multiple_of(2) {
            (self.source_width, self.source_height)
        } else {
            (self.source_height, self.source_width)
        }
    }

    /// The widest frame that lies within the turned picture.
    fn widest(self) -> f64 {
        let (width, height) = self.turned_size();
        width.min(height / RATIO)
    }

    /// With the frame pushed back inside the photo.
    fn held(mut self) -> Self {
        let (width, height) = self.turned_size();
        let (half_width, half_height) = (self.width / 2.0, self.width * RATIO / 2.0);
        // Rounding can make the room a hair negative, at which `clamp` would panic.
        self.centre_x = self.centre_x.min(width - half_width).max(half_width);
        self.centre_y = self.centre_y.min(height - half_height).max(half_height);
        self
    }
}

#[cfg(test)]
mod tests;
