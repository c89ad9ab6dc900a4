//! The projective map of a flat card to a photograph.

/// A point of a picture in pixels, to the right and down.
pub(crate) type Point = (f64, f64);

/// The map from the unit square onto a quadrilateral, as three columns of homogeneous numbers. A point (u, v) maps to
/// `(u · across + v · down + origin)`, and the first two numbers are divided by the third.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Homography {
    pub(super) across: [f64; 3],
    pub(super) down: [f64; 3],
    pub(super) origin: [f64; 3],
}

impl Homography {
    /// The map of (0, 0), (1, 0), (1, 1) and (0, 1) to these points. `None` where the last three lie on a line, which
    /// [`Corners`](super::Corners) exclude.
    pub(crate) fn onto_quadrilateral(points: &[Point; 4]) -> Option<Self> {
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = *points;
        let (sum_x, sum_y) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3);
        let (right_x, right_y) = (x1 - x2, y1 - y2);
        let (left_x, left_y) = (x3 - x2, y3 - y2);
        let determinant = right_x * left_y - left_x * right_y;
        let across = (sum_x * left_y - left_x * sum_y) / determinant;
        let down = (right_x * sum_y - sum_x * right_y) / determinant;
        let map = Self {
            across: [x1 - x0 + across * x1, y1 - y0 + across * y1, across],
            down: [x3 - x0 + down * x3, y3 - y0 + down * y3, down],
            origin: [x0, y0, 1.0],
        };
        let numbers = map.across.iter().chain(&map.down).chain(&map.origin);
        (determinant != 0.0 && numbers.copied().all(f64::is_finite)).then_some(map)
    }

    /// The image of a point of the unit square.
    pub(crate) fn map_point(&self, u: f64, v: f64) -> Point {
        let component = |n: usize| u * self.across[n] + v * self.down[n] + self.origin[n];
        let depth = component(2);
        (component(0) / depth, component(1) / depth)
    }
}

#[cfg(test)]
mod tests {
    use super::Homography;

    #[test]
    fn the_square_maps_its_corners_to_the_four_points() {
        let points = [(10.0, 12.0), (90.5, 20.0), (80.0, 70.0), (5.0, 55.0)];
        let map = Homography::onto_quadrilateral(&points).unwrap();
        for ((u, v), (x, y)) in
            [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].into_iter().zip(points)
        {
            let (at_x, at_y) = map.map_point(u, v);
            assert!(
                (at_x - x).abs() < 1e-9 && (at_y - y).abs() < 1e-9,
                "({u}, {v}): {at_x} {at_y}"
            );
        }
        assert!(
            Homography::onto_quadrilateral(&[(0.0, 5.0), (0.0, 0.0), (1.0, 1.0), (2.0, 2.0)])
                .is_none()
        );
    }
}
