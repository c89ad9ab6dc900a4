//! The projection of a card into a picture: from the card's millimetres to the picture's pixels and back.

use super::card_size::{CARD_HEIGHT, CARD_WIDTH, CORNER_RADIUS};

type Matrix = [[f32; 3]; 3];

/// The pose of a card in front of a camera.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CardPose {
    /// By how many degrees the card is turned clockwise.
    pub(crate) turn: f32,
    /// By how many degrees the card is tilted away from the camera.
    pub(crate) tilt: f32,
    /// The direction in which the card is tilted, in degrees.
    pub(crate) away: f32,
    /// The distance of the camera, in widths of a card.
    pub(crate) distance: f32,
}

/// The place of a card on a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Projection {
    to_picture: Matrix,
    to_card: Matrix,
}

impl Projection {
    /// A card that lies straight. Its top left corner is at the given pixel.
    pub(crate) fn straight(scale: f32, (x, y): (f32, f32)) -> Self {
        Self::from_matrix([[scale, 0.0, x], [0.0, scale, y], [0.0, 0.0, 1.0]])
    }

    /// A card in a pose. Its middle is at the origin, and a millimetre has one pixel.
    pub(crate) fn from_pose(pose: &CardPose) -> Self {
        let (sin, cos) = pose.turn.to_radians().sin_cos();
        let (away_down, away_across) = pose.away.to_radians().sin_cos();
        let (rise, shrink) = pose.tilt.to_radians().sin_cos();
        let (half_width, half_height) = (CARD_WIDTH / 2.0, CARD_HEIGHT / 2.0);
        // For a step along the card's x or y axis: where it leads, and how much of it goes in the direction of the tilt.
        let step = |(x, y): (f32, f32)| {
            let towards = x * away_across + y * away_down;
            let lost = towards * (1.0 - shrink);
            let depth = towards * rise / (pose.distance * CARD_WIDTH);
            (x - lost * away_across, y - lost * away_down, depth)
        };
        let (right, down) = (step((cos, sin)), step((-sin, cos)));
        let column = |right: f32, down: f32, own: f32| {
            [right, down, own - half_width * right - half_height * down]
        };
        Self::from_matrix([
            column(right.0, down.0, 0.0),
            column(right.1, down.1, 0.0),
            column(right.2, down.2, 1.0),
        ])
    }

    fn from_matrix(to_picture: Matrix) -> Self {
        Self { to_picture, to_card: invert(&to_picture) }
    }

    /// Scales the projection, then moves it.
    pub(crate) fn scale_and_move(&self, scale: f32, (x, y): (f32, f32)) -> Self {
        let [across, down, depth] = self.to_picture;
        let line = |line: [f32; 3], by: f32| {
            [0, 1, 2].map(|index| scale * line[index] + by * depth[index])
        };
        Self::from_matrix([line(across, x), line(down, y), depth])
    }

    /// The pixel at a point of the card.
    pub(crate) fn pixel_at(&self, point: (f32, f32)) -> (f32, f32) {
        project(&self.to_picture, point)
    }

    /// The point of the card at a pixel.
    pub(crate) fn point_at(&self, pixel: (f32, f32)) -> (f32, f32) {
        project(&self.to_card, pixel)
    }

    /// The pixels of the card's corners: the top left one first, then clockwise as printed.
    pub(crate) fn corners(&self) -> [(f32, f32); 4] {
        [(0.0, 0.0), (CARD_WIDTH, 0.0), (CARD_WIDTH, CARD_HEIGHT), (0.0, CARD_HEIGHT)]
            .map(|corner| self.pixel_at(corner))
    }

    /// The rectangle around the card: left, top, right, bottom.
    pub(crate) fn bounds(&self) -> [f32; 4] {
        self.corners().into_iter().fold(
            [f32::MAX, f32::MAX, f32::MIN, f32::MIN],
            |[left, top, right, bottom], (x, y)| {
                [left.min(x), top.min(y), right.max(x), bottom.max(y)]
            },
        )
    }

    /// Pixels in a millimetre, along the longest edge.
    pub(crate) fn scale(&self) -> f32 {
        let [one, two, three, four] = self.corners();
        let length = |(ax, ay): (f32, f32), (bx, by): (f32, f32)| (ax - bx).hypot(ay - by);
        (length(one, two).max(length(three, four)) / CARD_WIDTH)
            .max(length(two, three).max(length(four, one)) / CARD_HEIGHT)
    }
}

/// The distance of a point from the card's rounded edge, in millimetres: above zero outside, below zero inside.
pub(crate) fn distance_beyond_edge((x, y): (f32, f32)) -> f32 {
    let across = (x - CARD_WIDTH / 2.0).abs() - (CARD_WIDTH / 2.0 - CORNER_RADIUS);
    let down = (y - CARD_HEIGHT / 2.0).abs() - (CARD_HEIGHT / 2.0 - CORNER_RADIUS);
    across.max(0.0).hypot(down.max(0.0)) + across.max(down).min(0.0) - CORNER_RADIUS
}

fn project(matrix: &Matrix, (x, y): (f32, f32)) -> (f32, f32) {
    let line = |line: &[f32; 3]| line[0] * x + line[1] * y + line[2];
    let depth = line(&matrix[2]);
    (line(&matrix[0]) / depth, line(&matrix[1]) / depth)
}

/// The inverse of a matrix up to a factor, which does not change a projection.
fn invert(m: &Matrix) -> Matrix {
    let part = |a: usize, b: usize, c: usize, d: usize| m[a][b] * m[c][d] - m[a][d] * m[c][b];
    [
        [part(1, 1, 2, 2), -part(0, 1, 2, 2), part(0, 1, 1, 2)],
        [-part(1, 0, 2, 2), part(0, 0, 2, 2), -part(0, 0, 1, 2)],
        [part(1, 0, 2, 1), -part(0, 0, 2, 1), part(0, 0, 1, 1)],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_projects_to_the_picture_and_back() {
        let pose = CardPose { turn: 97.0, tilt: 22.0, away: 200.0, distance: 2.5 };
        let projection = Projection::from_pose(&pose).scale_and_move(14.0, (900.0, 700.0));
        for point in [(0.0, 0.0), (85.6, 0.0), (40.0, 30.0), (3.0, 51.0)] {
            let (x, y) = projection.point_at(projection.pixel_at(point));
            assert!((x - point.0).abs() < 0.02 && (y - point.1).abs() < 0.02, "{point:?} {x} {y}");
        }
    }

    #[test]
    fn a_card_turned_to_the_right_has_its_top_on_the_right() {
        let pose = CardPose { turn: 90.0, tilt: 0.0, away: 0.0, distance: 3.0 };
        let [top_left, top_right, ..] = Projection::from_pose(&pose).corners();
        assert!(top_left.0 > 0.0 && top_left.1 < 0.0);
        assert!(top_right.0 > 0.0 && top_right.1 > 0.0);
    }

    #[test]
    fn the_middle_is_inside_and_a_square_corner_is_outside() {
        assert!(distance_beyond_edge((42.8, 27.0)) < -20.0);
        assert!(distance_beyond_edge((0.0, 27.0)).abs() < 1e-3);
        assert!(distance_beyond_edge((0.0, 0.0)) > 1.0);
        assert!((distance_beyond_edge((-5.0, 27.0)) - 5.0).abs() < 1e-3);
    }
}
