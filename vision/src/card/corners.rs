//! The four corners of a card.

use super::direction;
use super::homography::{Homography, Point};
use super::{CARD_HEIGHT_MM, CARD_WIDTH_MM};
use crate::{Picture, PictureError};

/// How far outside of the picture a corner may lie, as a share of the picture's longer side.
const OUTSIDE_MARGIN: f64 = 0.12;
/// The shortest side in pixels. A smaller card cannot be recognised.
const MIN_SIDE_PIXELS: f64 = 8.0;
/// The least sine of the angle at a corner. A card seen at a steeper slant is not readable.
const MIN_SINE: f64 = 0.25;

/// The four corners of a card in pixels of the upright picture, clockwise from the card's top left: top left, top
/// right, bottom right, bottom left. (0, 0) is the outer corner of the picture's top left pixel.
///
/// They always form a convex quadrilateral with no angle near 0° or 180°, and lie within the picture or at most a
/// little outside of it. For rounded corners, these are the points where the straight sides would meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corners {
    points: [Point; 4],
}

impl Corners {
    /// Checks four clockwise points, set by the applicant or found by [`find_card`](crate::find_card).
    ///
    /// # Errors
    /// [`PictureError::BadCrop`] where a number is not finite, a point lies outside of the picture by more than an eighth
    /// of its longer side, the points do not run clockwise about a convex quadrilateral, a side is shorter than eight
    /// pixels, or an angle is nearly flat or nearly nothing.
    pub fn new(points: [(f64, f64); 4], picture: &Picture) -> Result<Self, PictureError> {
        let size = (f64::from(picture.width()), f64::from(picture.height()));
        Self::for_size(points, size).ok_or(PictureError::BadCrop)
    }

    /// Checks as [`Corners::new`], for a picture of this size.
    pub(super) fn for_size(points: [Point; 4], (width, height): (f64, f64)) -> Option<Self> {
        let margin = OUTSIDE_MARGIN * width.max(height);
        // Comparisons with NaN are false, so that each condition states what is valid.
        let are_near = points.iter().all(|&(x, y)| {
            (-margin..=width + margin).contains(&x) && (-margin..=height + margin).contains(&y)
        });
        let is_convex = (0..4).all(|n| {
            let [one, two, three] = [0, 1, 2].map(|step| points[(n + step) % 4]);
            let (into, out) = (subtract(two, one), subtract(three, two));
            let (long, next) = (vector_length(into), vector_length(out));
            long >= MIN_SIDE_PIXELS && into.0 * out.1 - into.1 * out.0 >= MIN_SINE * long * next
        });
        (are_near && is_convex).then_some(Self { points })
    }

    /// The points: top left, top right, bottom right, bottom left of the card.
    pub const fn points(&self) -> [(f64, f64); 4] {
        self.points
    }

    /// The same corners with their labels turned by so many quarters. After one quarter clockwise, the former bottom
    /// left is the new top left, so that the straightened card appears turned clockwise.
    #[must_use]
    pub fn turned(&self, quarters: u8) -> Self {
        let mut points = self.points;
        points.rotate_right(usize::from(quarters % 4));
        Self { points }
    }

    /// The output size in pixels for [`straighten_card`](fn@super::straighten_card). It has a card's proportions (85.60 : 54.00),
    /// the resolution of the source along the card's long sides (the mean of the two), and at most `max_long_side`
    /// pixels in width. It is never zero. Corners turned by one quarter give the same numbers exchanged: height is then
    /// the larger.
    pub fn natural_size(&self, max_long_side: u32) -> (u32, u32) {
        let [top, right, bottom, left] = self.side_lengths();
        let (across, down) = ((top + bottom) / 2.0, (left + right) / 2.0);
        let max_side = f64::from(max_long_side.max(1));
        let long = across.max(down).min(max_side);
        let short = long * CARD_HEIGHT_MM / CARD_WIDTH_MM;
        if across >= down {
            (whole_pixels(long), whole_pixels(short))
        } else {
            (whole_pixels(short), whole_pixels(long))
        }
    }

    /// The lengths in pixels of the top, right, bottom and left side.
    pub(super) fn side_lengths(&self) -> [f64; 4] {
        [0, 1, 2, 3].map(|n| vector_length(subtract(self.points[(n + 1) % 4], self.points[n])))
    }

    /// The direction of the card's top and bottom, in degrees clockwise from the horizontal, above −90 and up to 90.
    pub(super) fn tilt_degrees(&self) -> f64 {
        let [top_left, top_right, bottom_right, bottom_left] = self.points;
        let (top, bottom) = (subtract(top_right, top_left), subtract(bottom_right, bottom_left));
        direction::line_degrees(top.0 + bottom.0, top.1 + bottom.1)
    }

    /// The area in square pixels.
    pub(super) fn area(&self) -> f64 {
        let doubled: f64 = (0..4)
            .map(|n| {
                let ((x0, y0), (x1, y1)) = (self.points[n], self.points[(n + 1) % 4]);
                x0 * y1 - x1 * y0
            })
            .sum();
        doubled / 2.0
    }

    /// Whether a point lies within.
    pub(super) fn contains(&self, point: Point) -> bool {
        (0..4).all(|n| {
            let (from, to) = (self.points[n], self.points[(n + 1) % 4]);
            let (side, offset) = (subtract(to, from), subtract(point, from));
            side.0 * offset.1 - side.1 * offset.0 >= 0.0
        })
    }

    /// The mean of the four points.
    pub(super) fn middle(&self) -> Point {
        let sum =
            self.points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
        (sum.0 / 4.0, sum.1 / 4.0)
    }

    /// Whether a corner lies within this many pixels of the picture's frame, or beyond it.
    pub(super) fn touches_frame(&self, (width, height): (f64, f64), reach: f64) -> bool {
        self.points
            .iter()
            .any(|&(x, y)| x < reach || y < reach || x > width - reach || y > height - reach)
    }

    /// The map from the unit square onto the card.
    pub(crate) fn homography(&self) -> Option<Homography> {
        Homography::onto_quadrilateral(&self.points)
    }
}

pub(super) fn subtract(one: Point, other: Point) -> Point {
    (one.0 - other.0, one.1 - other.1)
}

pub(super) fn vector_length((x, y): Point) -> f64 {
    (x * x + y * y).sqrt()
}

/// A length in whole pixels, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates"
)]
fn whole_pixels(length: f64) -> u32 {
    ((length + 0.5) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::Corners;
    use crate::{Picture, PictureError};

    fn sheet() -> Picture {
        Picture::from_rgb(400, 300, vec![200; 400 * 300 * 3]).unwrap()
    }

    #[test]
    fn corners_must_be_finite_convex_clockwise_and_near() {
        let good = [(10.0, 10.0), (330.0, 20.0), (320.0, 220.0), (5.0, 210.0)];
        assert!(Corners::new(good, &sheet()).is_ok());
        let mut mirrored = good;
        mirrored.reverse();
        let with = |index: usize, point: (f64, f64)| {
            let mut points = good;
            points[index] = point;
            points
        };
        for bad in [
            mirrored,
            with(0, (f64::NAN, 10.0)),
            with(2, (f64::INFINITY, 200.0)),
            with(1, (470.0, 20.0)),
            with(2, (12.0, 100.0)),
            with(1, (12.0, 10.0)),
            [(5.0, 5.0); 4],
        ] {
            assert_eq!(Corners::new(bad, &sheet()), Err(PictureError::BadCrop), "{bad:?}");
        }
    }

    #[test]
    fn a_quarter_turn_keeps_the_size_of_a_card() {
        let corners =
            Corners::new([(10.0, 10.0), (366.0, 10.0), (366.0, 234.0), (10.0, 234.0)], &sheet())
                .unwrap();
        assert_eq!(corners.natural_size(2000), (356, 225));
        assert_eq!(corners.turned(1).natural_size(2000), (225, 356));
        assert_eq!(corners.natural_size(100), (100, 63));
        assert_eq!(corners.natural_size(0), (1, 1));
        assert_eq!(corners.turned(1).points()[0], (10.0, 234.0));
        assert_eq!(corners.turned(3).turned(1), corners);
        assert_eq!(corners.turned(4), corners);
    }
}
