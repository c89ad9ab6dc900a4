//! Connected regions of a probability map, and the smallest rectangle about each.

use crate::card::Point;

/// A connected region of pixels.
#[derive(Clone, Debug)]
pub(super) struct TextRegion {
    /// The corners of its pixels at the ends of rows, which determine its outline.
    pub(super) outline: Vec<Point>,
    /// The sum of its probabilities.
    pub(super) sum: f64,
    /// The number of its pixels.
    pub(super) count: usize,
}

/// The regions of a map of `width` columns in which every pixel is at least `min_probability`. Neighbours touch by a side or a
/// corner.
pub(super) fn find_regions(map: &[f32], width: usize, min_probability: f32) -> Vec<TextRegion> {
    let height = map.len() / width.max(1);
    let mut is_seen = vec![false; map.len()];
    let mut regions = Vec::new();
    let mut unvisited = Vec::new();
    for start in 0..map.len() {
        if is_seen[start] || map[start] < min_probability {
            continue;
        }
        is_seen[start] = true;
        unvisited.push(start);
        let mut region = TextRegion { outline: Vec::new(), sum: 0.0, count: 0 };
        while let Some(index) = unvisited.pop() {
            let (x, y) = (index % width, index / width);
            region.sum += f64::from(map[index]);
            region.count += 1;
            let inside = |x: usize| x < width && map[y * width + x] >= min_probability;
            if !inside(x.wrapping_sub(1)) || !inside(x + 1) {
                let (left, top) = (x as f64, y as f64);
                let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
                region.outline.extend(corners.map(|(across, down)| (left + across, top + down)));
            }
            for near_y in y.saturating_sub(1)..(y + 2).min(height) {
                for near_x in x.saturating_sub(1)..(x + 2).min(width) {
                    let near = near_y * width + near_x;
                    if !is_seen[near] && map[near] >= min_probability {
                        is_seen[near] = true;
                        unvisited.push(near);
                    }
                }
            }
        }
        regions.push(region);
    }
    regions
}

/// A rectangle in any direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SlantedBox {
    pub(super) centre: Point,
    /// The direction of its longer side, of length 1, to the right. Straight down for a vertical one.
    pub(super) along: Point,
    pub(super) length: f64,
    pub(super) breadth: f64,
}

impl SlantedBox {
    /// The rectangle of the least area about points. `None` for points that do not span one.
    pub(super) fn enclosing(points: &[Point]) -> Option<Self> {
        let hull = convex_hull(points);
        let sides = hull.iter().zip(hull.iter().cycle().skip(1));
        let rectangles = sides.filter_map(|(from, to)| {
            let (x, y) = (to.0 - from.0, to.1 - from.1);
            let length = (x * x + y * y).sqrt();
            (length > 1e-9).then(|| Self::in_direction(&hull, (x / length, y / length)))
        });
        rectangles
            .min_by(|one, other| {
                (one.length * one.breadth).total_cmp(&(other.length * other.breadth))
            })
            .filter(|smallest| smallest.breadth > 0.0)
    }

    fn in_direction(points: &[Point], (cosine, sine): Point) -> Self {
        let ends = |projection: &dyn Fn(&Point) -> f64| {
            let values = points.iter().map(projection);
            values.fold((f64::MAX, f64::MIN), |(least, most), value| {
                (least.min(value), most.max(value))
            })
        };
        let (left, right) = ends(&|point| point.0 * cosine + point.1 * sine);
        let (top, bottom) = ends(&|point| point.1 * cosine - point.0 * sine);
        let (u, v) = ((left + right) / 2.0, (top + bottom) / 2.0);
        let centre = (u * cosine - v * sine, u * sine + v * cosine);
        let (across, down) = (right - left, bottom - top);
        let (length, breadth, along) = if across >= down {
            (across, down, (cosine, sine))
        } else {
            (down, across, (-sine, cosine))
        };
        // Text runs to the right. In a vertical line it runs downwards.
        let along = if along.0 < -1e-9 || along.0 < 1e-9 && along.1 < 0.0 {
            (-along.0, -along.1)
        } else {
            along
        };
        Self { centre, along, length, breadth }
    }

    /// The same rectangle with a margin on every side.
    pub(super) fn grow(&self, margin: f64) -> Self {
        Self { length: self.length + 2.0 * margin, breadth: self.breadth + 2.0 * margin, ..*self }
    }

    /// The same rectangle in other units.
    pub(super) fn scaled(&self, (across, down): Point) -> Self {
        // Both scales are nearly one, so that the slant stays.
        let mean = (across * down).sqrt();
        Self {
            centre: (self.centre.0 * across, self.centre.1 * down),
            length: self.length * mean,
            breadth: self.breadth * mean,
            ..*self
        }
    }

    /// The corners, clockwise from the top left of the text.
    pub(super) fn corners(&self) -> [Point; 4] {
        let (cosine, sine) = self.along;
        let (half_length, half_breadth) = (self.length / 2.0, self.breadth / 2.0);
        [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].map(|(x, y)| {
            let (x, y) = (x * half_length, y * half_breadth);
            (self.centre.0 + x * cosine - y * sine, self.centre.1 + x * sine + y * cosine)
        })
    }
}

/// The corners of the convex hull, in order (Andrew's monotone chain).
fn convex_hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    sorted.dedup();
    let half = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., before, last] = chain[..] {
                let turn = (last.0 - before.0) * (point.1 - before.1)
                    - (last.1 - before.1) * (point.0 - before.0);
                if turn > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut sorted.iter().copied());
    hull.extend(half(&mut sorted.iter().rev().copied()));
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_that_touch_by_a_corner_are_one_region() {
        let map = [0.9, 0.0, 0.0, 0.0, 0.0, 0.8, 0.0, 0.0, 0.0, 0.0, 0.0, 0.7];
        let mut counts: Vec<usize> =
            find_regions(&map, 4, 0.3).iter().map(|region| region.count).collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 2]);
    }

    #[test]
    fn the_rectangle_about_a_slanted_bar_is_exact() {
        let (sine, cosine) = 0.2_f64.sin_cos();
        let bar =
            SlantedBox { centre: (50.0, 40.0), along: (cosine, sine), length: 60.0, breadth: 8.0 };
        let found = SlantedBox::enclosing(&bar.corners()).unwrap();
        for (found, true_one) in [
            (found.length, 60.0),
            (found.breadth, 8.0),
            (found.along.1, sine),
            (found.centre.0, 50.0),
            (found.centre.1, 40.0),
        ] {
            assert!((found - true_one).abs() < 1e-9, "{found} {true_one}");
        }
    }

    #[test]
    fn points_on_a_line_have_no_rectangle() {
        assert_eq!(SlantedBox::enclosing(&[(0.0, 0.0), (1.0, 1.0), (3.0, 3.0)]), None);
        assert_eq!(SlantedBox::enclosing(&[]), None);
    }
}
