//! The four corners of a card in a picture: pure arithmetic, tested natively.
//!
//! Corners are points of the upright source in its own pixels, clockwise as they are seen, beginning with the corner that is the
//! card's own top left.

use super::geometry::QuarterTurn;

/// A point of the source, from its left and from its top.
pub type Point = (f64, f64);

/// How far a corner keeps from the line between its neighbours, in parts of the source's shorter side: as much as makes the
/// figure convex and no thinner than can be set straight.
const THINNEST: f64 = 0.04;
/// How far from the edge the corners stand where none were found.
const INSET: f64 = 0.08;

/// Four corners within a picture that make a convex figure; every change keeps to that by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quadrilateral {
    width: f64,
    height: f64,
    corners: [Point; 4],
}

impl Quadrilateral {
    /// These corners, brought into the picture, or nothing where they make no convex figure.
    #[must_use]
    pub fn of(width: u32, height: u32, corners: [Point; 4]) -> Option<Self> {
        let empty = Self { width: f64::from(width), height: f64::from(height), corners };
        if corners.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
            return None;
        }
        let inside = Self { corners: corners.map(|corner| empty.within(corner)), ..empty };
        inside.is_convex().then_some(inside)
    }

    /// A rectangle a little smaller than the picture, for one in which nothing was found.
    #[must_use]
    pub fn inset(width: u32, height: u32) -> Self {
        let (width, height) = (f64::from(width), f64::from(height));
        let (left, top) = (width * INSET, height * INSET);
        let (right, bottom) = (width - left, height - top);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        Self { width, height, corners }
    }

    /// The corners: the card's top left, top right, bottom right, bottom left.
    #[must_use]
    pub const fn corners(self) -> [Point; 4] {
        self.corners
    }

    /// Where a corner is, in parts of the picture's width and height.
    #[must_use]
    pub fn part(self, corner: usize) -> Point {
        let (x, y) = self.corners[corner % 4];
        (x / self.width, y / self.height)
    }

    /// Moves one corner to a point, or as far towards it as the picture and the other corners allow.
    #[must_use]
    pub fn moved(self, corner: usize, to: Point) -> Self {
        if !to.0.is_finite() || !to.1.is_finite() {
            return self;
        }
        let corner = corner % 4;
        let (from, to) = (self.corners[corner], self.within(to));
        let at = |part: f64| {
            let mut moved = self;
            moved.corners[corner] =
                (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            moved
        };
        let whole = at(1.0);
        if whole.is_convex() {
            return whole;
        }
        // Halving finds a last point that is allowed, to a thousandth of the way.
        let (mut good, mut bad) = (0.0, 1.0);
        for _ in 0..10 {
            let middle = (good + bad) / 2.0;
            if at(middle).is_convex() { good = middle } else { bad = middle }
        }
        at(good)
    }

    /// Moves one corner by a part of the picture's shorter side, as the arrow keys do.
    #[must_use]
    pub fn nudged(self, corner: usize, right: f64, down: f64) -> Self {
        let (x, y) = self.corners[corner % 4];
        let unit = self.shorter();
        self.moved(corner, (x + right * unit, y + down * unit))
    }

    /// Turns the card by a quarter: the figure stays, another of its corners becomes the top left.
    #[must_use]
    pub fn turned(mut self, turn: QuarterTurn) -> Self {
        match turn {
            QuarterTurn::Right => self.corners.rotate_right(1),
            QuarterTurn::Left => self.corners.rotate_left(1),
        }
        self
    }

    /// The middle of the card's upper side, a little towards the card's middle, in parts of the picture's width and height.
    #[must_use]
    pub fn top_mark(self) -> Point {
        let [left, right, far_right, far_left] = self.corners;
        let middle = |a: Point, b: Point| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let (near, far) = (middle(left, right), middle(far_left, far_right));
        let inwards = 0.1;
        (
            (near.0 + (far.0 - near.0) * inwards) / self.width,
            (near.1 + (far.1 - near.1) * inwards) / self.height,
        )
    }

    /// Quarter turns clockwise from upright, by where the upper side looks: 0 to 3.
    #[must_use]
    pub fn quarters(self) -> u8 {
        let [left, right, ..] = self.corners;
        let (across, down) = (right.0 - left.0, right.1 - left.1);
        match (across.abs() >= down.abs(), across >= 0.0, down >= 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        }
    }

    fn within(self, (x, y): Point) -> Point {
        (x.clamp(0.0, self.width), y.clamp(0.0, self.height))
    }

    fn shorter(self) -> f64 {
        self.width.min(self.height)
    }

    /// Whether each corner stands out from the line between its neighbours, on the side that a clockwise figure has it.
    fn is_convex(self) -> bool {
        let least = self.shorter() * THINNEST;
        (0..4).all(|at| {
            let (before, corner, after) =
                (self.corners[(at + 3) % 4], self.corners[at], self.corners[(at + 1) % 4]);
            let (across, down) = (after.0 - before.0, after.1 - before.1);
            let length = (across * across + down * down).sqrt();
            let stands_out = (corner.0 - before.0) * down - (corner.1 - before.1) * across;
            length > 0.0 && stands_out >= least * length
        })
    }
}

#[cfg(test)]
mod tests;
