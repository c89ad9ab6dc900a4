//! A view: a part of a picture, such as a card from directly above, without a copy of its pixels.

use sscard_shared::reading::{Area, turned};

use crate::card::{CARD_HEIGHT_MM, CARD_WIDTH_MM, Homography, Point, warp};
use crate::{Corners, Picture, PictureError};

/// The largest longer side of a view in pixels. Text of a card is then far taller than the models need.
const MAX_SIDE_PIXELS: f64 = 2400.0;

/// The largest relative difference between the proportions of a picture and of a card at which the whole picture counts
/// as the card.
const MAX_PROPORTION_DIFFERENCE: f64 = 0.03;

/// The distance from the picture's edge within which text counts as cut, as a share of the longer side. Print keeps
/// farther from a card's own edge.
const EDGE_DISTANCE: f64 = 0.005;

/// A rectangle of a picture in any direction, or a quadrilateral that is a rectangle seen at an angle.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextView<'a> {
    picture: &'a Picture,
    map: Homography,
    corners: [Point; 4],
    width: f64,
    height: f64,
}

impl<'a> TextView<'a> {
    /// The whole picture as it is.
    pub(super) fn whole_picture(picture: &'a Picture) -> Option<Self> {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        Self::from_corners(
            picture,
            [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)],
            (width, height),
        )
    }

    /// A card at its corners.
    pub(super) fn from_card(picture: &'a Picture, corners: &Corners) -> Option<Self> {
        let (width, height) = corners.natural_size(u32::MAX);
        Self::from_corners(picture, corners.points(), (f64::from(width), f64::from(height)))
    }

    /// The part between four points of a picture, clockwise from the top left, as a rectangle of about its size there.
    pub(super) fn with_natural_size(picture: &'a Picture, corners: [Point; 4]) -> Option<Self> {
        let [top, right, bottom, left] = [0, 1, 2, 3].map(|n: usize| {
            let (from, to) = (corners[n], corners[(n + 1) % 4]);
            (to.0 - from.0).hypot(to.1 - from.1)
        });
        let size = (f64::midpoint(top, bottom), f64::midpoint(left, right));
        Self::from_corners(picture, corners, size)
    }

    /// The part between four points of a picture, clockwise from the future top left, as a view of this size.
    fn from_corners(
        picture: &'a Picture,
        corners: [Point; 4],
        (width, height): (f64, f64),
    ) -> Option<Self> {
        let map = Homography::onto_quadrilateral(&corners)?;
        let shrink = (MAX_SIDE_PIXELS / width.max(height)).min(1.0);
        Some(Self { picture, map, corners, width: width * shrink, height: height * shrink })
    }

    /// The same view, turned clockwise by quarters.
    pub(super) fn turned(&self, quarter_turns: u8) -> Option<Self> {
        let mut corners = self.corners;
        corners.rotate_right(usize::from(quarter_turns % 4));
        let size = if quarter_turns.is_multiple_of(2) {
            (self.width, self.height)
        } else {
            (self.height, self.width)
        };
        Self::from_corners(self.picture, corners, size)
    }

    /// The view in which lines of text along a direction of this view are level. The direction is in pixels of this
    /// view, and the result covers this view.
    pub(super) fn aligned_with(&self, (across, down): Point) -> Option<Self> {
        let length = (across * across + down * down).sqrt();
        let (cosine, sine) = (across / length, down / length);
        let (half_width, half_height) = (self.width / 2.0, self.height / 2.0);
        let half_size = (
            half_width * cosine.abs() + half_height * sine.abs(),
            half_width * sine.abs() + half_height * cosine.abs(),
        );
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| {
            let (x, y) = (x * half_size.0, y * half_size.1);
            let point = (half_width + x * cosine - y * sine, half_height + x * sine + y * cosine);
            self.picture_point(point)
        });
        Self::from_corners(self.picture, corners, (2.0 * half_size.0, 2.0 * half_size.1))
    }

    /// Whether its sides have the proportions of a card: a picture that was cut out before is all card.
    pub(super) fn has_card_proportions(&self) -> bool {
        let ratio = self.width.max(self.height) / self.width.min(self.height);
        (ratio * CARD_HEIGHT_MM / CARD_WIDTH_MM - 1.0).abs() < MAX_PROPORTION_DIFFERENCE
    }

    /// The size in pixels.
    pub(super) const fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// The position of a point of the view on the picture, both in pixels.
    pub(super) fn picture_point(&self, (x, y): Point) -> Point {
        self.map.map_point(x / self.width, y / self.height)
    }

    /// Whether a point of the view lies at the picture's edge or beyond it.
    pub(super) fn is_at_picture_edge(&self, point: Point) -> bool {
        let (x, y) = self.picture_point(point);
        let (width, height) = (f64::from(self.picture.width()), f64::from(self.picture.height()));
        let edge_distance = EDGE_DISTANCE * width.max(height);
        x < edge_distance
            || y < edge_distance
            || x > width - edge_distance
            || y > height - edge_distance
    }

    /// Draws the view at a size, which may enlarge it.
    pub(super) fn draw(&self, width: u32, height: u32) -> Result<Picture, PictureError> {
        warp(self.picture, &self.map, width, height)
    }

    /// Draws the part between four points of the view, clockwise from the top left, at a size. `None` where it is
    /// outside of the picture, or only a few pixels.
    pub(super) fn draw_part(&self, points: [Point; 4], width: u32, height: u32) -> Option<Picture> {
        let corners =
            Corners::new(points.map(|point| self.picture_point(point)), self.picture).ok()?;
        warp(self.picture, &corners.homography()?, width, height).ok()
    }

    /// The number of clockwise quarter turns that bring the picture into the view's direction.
    pub(super) fn quarter_turns(&self) -> u8 {
        let [top_left, top_right, ..] = self.corners;
        let (across, down) = (top_right.0 - top_left.0, top_right.1 - top_left.1);
        match (across.abs() >= down.abs(), across > 0.0, down > 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 3,
            (false, _, false) => 1,
        }
    }

    /// The map from shares of the view to shares of the picture after [`TextView::quarter_turns`] turns.
    pub(super) fn placement(&self) -> Placement {
        Placement {
            map: self.map,
            quarter_turns: self.quarter_turns(),
            size: (f64::from(self.picture.width()), f64::from(self.picture.height())),
        }
    }
}

/// The position of a view on its picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placement {
    map: Homography,
    pub(super) quarter_turns: u8,
    size: (f64, f64),
}

impl Placement {
    /// The corners of an area of the view on the unturned picture, in pixels, clockwise from the area's top left.
    pub(super) fn picture_corners(&self, area: Area) -> [Point; 4] {
        let Area { left, top, right, bottom } = area;
        [(left, top), (right, top), (right, bottom), (left, bottom)]
            .map(|(u, v)| self.map.map_point(u, v))
    }

    /// The bounding rectangle of an area of the view on the turned picture.
    pub(super) fn picture_area(&self, area: Area) -> Area {
        let (width, height) = self.size;
        Area::about(
            self.picture_corners(area)
                .map(|(x, y)| turned((x / width, y / height), self.quarter_turns)),
        )
    }
}
