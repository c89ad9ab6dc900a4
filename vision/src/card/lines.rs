//! Finding straight lines through edge points.

use super::edges::Edge;
use super::homography::Point;
use sscard_shared::photo::Turn;

/// The number of distinguished directions of half a circle: one a degree.
const DIRECTIONS: usize = 180;
/// How far the direction of an edge point may be off that of its line, in degrees: noise turns faint edges.
const SLACK: usize = 4;
/// The cosine of the angle within which an edge point belongs to a line.
const ALONG: f64 = 0.978;
/// The largest distance in pixels of an edge point from its line.
const REACH: f64 = 1.6;
/// The most lines in total, and within a sector of thirty degrees: stripes of wood would displace all others.
const MOST: usize = 100;
const MOST_OF_SECTOR: usize = 30;
const SECTOR: usize = 30;
/// The most lines of a sector that are tried.
const TRIED_OF_SECTOR: usize = 60;
/// The stretch of a line that must have an unbroken edge, as a share of the picture's longer side. A card's side is at
/// least about that long, while the grain of wood wavers.
const STRETCH: f64 = 0.16;
/// The angle of the cosine above, rounded up to whole degrees.
const WIDEST: usize = 13;
/// The distances to either side above which a line must stand out, in pixels.
const ABOUT: usize = 12;
/// The fewest votes of a line, as a share of the picture's longer side.
const FEWEST_VOTES: f64 = 0.06;

/// A straight line with the amount of edge along it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The direction across, of length one.
    pub(super) normal: Point,
    /// The distance from the picture's top left along that direction.
    pub(super) offset: f64,
    /// Cumulative sums of support, pixel by pixel along the line from `first`.
    sums: Vec<f64>,
    first: f64,
    /// The stretch of the line that the picture shows.
    pub(super) seen: (f64, f64),
}

impl Line {
    /// The position of a point along the line.
    pub(super) fn along(&self, (x, y): Point) -> f64 {
        y * self.normal.0 - x * self.normal.1
    }

    /// The point where two lines meet. `None` for parallel ones.
    pub(super) fn meets(&self, other: &Self) -> Option<Point> {
        meet((self.normal, self.offset), (other.normal, other.offset))
    }

    /// The mean support, 0–1, between two positions along the line.
    pub(super) fn support(&self, from: f64, to: f64) -> f64 {
        if to - from < 1.0 {
            return 0.0;
        }
        (self.sum_until(to) - self.sum_until(from)) / (to - from)
    }

    /// The largest mean support of any stretch of this length.
    fn best_stretch(&self, length: f64) -> f64 {
        let places = (self.seen.1 - self.seen.0 - length).max(0.0) / 8.0;
        (0_u16..)
            .map(f64::from)
            .take_while(|place| *place <= places)
            .map(|place| {
                let from = self.seen.0 + 8.0 * place;
                self.support(from, from + length)
            })
            .fold(0.0, f64::max)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the sums"
    )]
    fn sum_until(&self, at: f64) -> f64 {
        let last = self.sums.len() - 1;
        let at = (at - self.first).clamp(0.0, last as f64);
        let below = at as usize;
        let above = (below + 1).min(last);
        self.sums[below] + (self.sums[above] - self.sums[below]) * (at - below as f64)
    }
}

/// The point where two lines, each by its normal and offset, meet. `None` for parallel ones.
pub(super) fn meet((one, first): (Point, f64), (other, second): (Point, f64)) -> Option<Point> {
    let cross = one.0 * other.1 - one.1 * other.0;
    (cross.abs() > 1e-3).then(|| {
        ((first * other.1 - second * one.1) / cross, (one.0 * second - other.0 * first) / cross)
    })
}

/// The lines with most edge points, or with the longest unbroken edge.
pub(super) fn lines(edges: &[Edge], (width, height): (f64, f64)) -> Vec<Line> {
    let long = width.max(height);
    let sorted = Sorted::of(edges);
    let votes = Votes::of(&sorted, (width, height));
    let mut found: Vec<(f64, usize, Line)> = votes
        .peaks(FEWEST_VOTES * long, &sorted.normals)
        .into_iter()
        .filter_map(|(normal, offset)| fitted(&sorted, normal, offset))
        .map(|(normal, offset)| supported(&sorted, normal, offset, (width, height)))
        .map(|line| {
            (line.best_stretch(STRETCH * long), nearest(&sorted.normals, line.normal), line)
        })
        .collect();
    // Equal lines keep the order of their votes.
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut sectors = [0_usize; DIRECTIONS / SECTOR];
    found.retain(|&(_, direction, _)| {
        sectors[direction / SECTOR] += 1;
        sectors[direction / SECTOR] <= MOST_OF_SECTOR
    });
    found.truncate(MOST);
    found.into_iter().map(|(_, _, line)| line).collect()
}

/// Edge points sorted by direction, so that a line examines only those that may lie on it.
struct Sorted {
    /// The direction across, for every degree of half a circle.
    normals: Vec<Point>,
    edges: Vec<Edge>,
    /// The start index of each direction's edge points, and the end of the last.
    starts: Vec<usize>,
}

impl Sorted {
    fn of(edges: &[Edge]) -> Self {
        let normals = normals();
        let mut keyed: Vec<(usize, Edge)> =
            edges.iter().map(|edge| (nearest(&normals, edge.normal), *edge)).collect();
        keyed.sort_by_key(|(direction, _)| *direction);
        let starts = (0..=DIRECTIONS)
            .map(|direction| keyed.partition_point(|(other, _)| *other < direction))
            .collect();
        Self { normals, edges: keyed.into_iter().map(|(_, edge)| edge).collect(), starts }
    }

    /// The edge points of one direction.
    fn at(&self, direction: usize) -> &[Edge] {
        &self.edges[self.starts[direction]..self.starts[direction + 1]]
    }

    /// The edge points that may belong to a line across this direction.
    fn along(&self, normal: Point) -> impl Iterator<Item = &Edge> + Clone {
        let first = nearest(&self.normals, normal) + DIRECTIONS - WIDEST;
        (first..=first + 2 * WIDEST).flat_map(|direction| self.at(direction % DIRECTIONS))
    }
}

/// The direction across, for every degree of half a circle.
fn normals() -> Vec<Point> {
    (0_u8..180).map(|degree| Turn::new(f64::from(degree)).apply((1.0, 0.0))).collect()
}

/// The number of edge points that vote for each line.
struct Votes {
    counts: Vec<f32>,
    /// The number of distinguished distances, and the offset of distance zero.
    distances: usize,
    before: f64,
}

impl Votes {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no distance exceeds the diagonal of a picture"
    )]
    fn of(sorted: &Sorted, (width, height): (f64, f64)) -> Self {
        let before = (width * width + height * height).sqrt().ceil() + 2.0;
        let distances = 2 * before as usize;
        let mut counts = vec![0.0_f32; DIRECTIONS * distances];
        for middle in 0..DIRECTIONS {
            for step in 0..=2 * SLACK {
                let direction = (middle + DIRECTIONS + step - SLACK) % DIRECTIONS;
                let normal = sorted.normals[direction];
                for edge in sorted.at(middle) {
                    let at = edge.at.0 * normal.0 + edge.at.1 * normal.1 + before;
                    if let Some(count) = counts.get_mut(direction * distances + at as usize) {
                        *count += edge.weight as f32;
                    }
                }
            }
        }
        Self { counts, distances, before }
    }

    /// The lines with the most votes among their neighbours, the best first.
    fn peaks(&self, fewest: f64, normals: &[Point]) -> Vec<(Point, f64)> {
        let distances = self.distances;
        // An edge point between two distances votes for both, so that their sum counts.
        let pairs: Vec<f32> = (0..self.counts.len())
            .map(|n| self.counts[n] + self.counts.get(n + 1).copied().unwrap_or(0.0))
            .collect();
        let mut found = Vec::new();
        for direction in 0..DIRECTIONS {
            let row = &pairs[direction * distances..(direction + 1) * distances];
            // The excess over the surroundings counts: the grain of wood has votes at every distance of its direction.
            let mut about: f32 = row.iter().take(2 * ABOUT + 1).sum();
            for distance in ABOUT + 1..distances.saturating_sub(ABOUT) {
                about +=
                    row.get(distance + ABOUT).copied().unwrap_or(0.0) - row[distance - ABOUT - 1];
                let votes = row[distance] - about / (2 * ABOUT + 1) as f32;
                if f64::from(votes) >= fewest && self.is_peak(&pairs, direction, distance) {
                    found.push((votes, direction, distance));
                }
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.cmp_place(other)));
        let mut sectors = [0_usize; DIRECTIONS / SECTOR];
        found.retain(|&(_, direction, _)| {
            sectors[direction / SECTOR] += 1;
            sectors[direction / SECTOR] <= TRIED_OF_SECTOR
        });
        found
            .into_iter()
            .map(|(_, direction, distance)| {
                (normals[direction], distance as f64 + 1.0 - self.before)
            })
            .collect()
    }

    fn is_peak(&self, pairs: &[f32], direction: usize, distance: usize) -> bool {
        let own = pairs[direction * self.distances + distance];
        (0..=4_usize).all(|step| {
            let turned = direction + step;
            let (other, mirrored) = match turned.checked_sub(2) {
                None => (turned + DIRECTIONS - 2, true),
                Some(other) if other >= DIRECTIONS => (other - DIRECTIONS, true),
                Some(other) => (other, false),
            };
            (0..=6_usize).all(|shift| {
                let place = distance + shift - 3;
                // Beyond the half circle the same line has the opposite distance. A pair covers two of them.
                let place = if mirrored { self.distances.saturating_sub(place + 2) } else { place };
                let earlier = (step, shift) < (2, 3);
                let there = pairs.get(other * self.distances + place).copied().unwrap_or(0.0);
                if earlier { there < own } else { there <= own }
            })
        })
    }
}

/// An order among places with equal votes, so that the result does not depend on how sorting works.
trait Place {
    fn cmp_place(&self, other: &Self) -> std::cmp::Ordering;
}

impl Place for (f32, usize, usize) {
    fn cmp_place(&self, other: &Self) -> std::cmp::Ordering {
        (self.1, self.2).cmp(&(other.1, other.2))
    }
}

/// The direction nearest to a normal, whichever way that points.
fn nearest(normals: &[Point], (x, y): Point) -> usize {
    // The upper half of the circle contains all directions.
    let (x, y) = if y < 0.0 { (-x, -y) } else { (x, y) };
    // The cosine falls from 0° to 180°, so that the position of x among the cosines is found by binary search.
    let above = normals.partition_point(|normal| normal.0 > x);
    let candidates = [above.saturating_sub(1), above % DIRECTIONS];
    let dot = |n: usize| (normals[n].0 * x + normals[n].1 * y).abs();
    if dot(candidates[0]) >= dot(candidates[1]) { candidates[0] } else { candidates[1] }
}

/// The line fitted to its edge points by least squares. `None` where hardly any are left.
fn fitted(edges: &Sorted, mut normal: Point, mut offset: f64) -> Option<(Point, f64)> {
    for reach in [3.0, 1.8] {
        let near = edges.along(normal).filter(|edge| belongs(edge, normal, offset, reach));
        (normal, offset) = least_squares(near.map(|edge| (edge.at, edge.weight)))?;
    }
    Some((normal, offset))
}

fn belongs(edge: &Edge, normal: Point, offset: f64, reach: f64) -> bool {
    (edge.at.0 * normal.0 + edge.at.1 * normal.1 - offset).abs() <= reach
        && (edge.normal.0 * normal.0 + edge.normal.1 * normal.1).abs() >= ALONG
}

/// The line with the least squared distance from weighted points, by normal and offset. `None` for fewer than two
/// distinct points.
pub(super) fn least_squares(
    points: impl Iterator<Item = (Point, f64)> + Clone,
) -> Option<(Point, f64)> {
    let (mut total, mut x_sum, mut y_sum) = (0.0, 0.0, 0.0);
    for ((x, y), weight) in points.clone() {
        total += weight;
        x_sum += weight * x;
        y_sum += weight * y;
    }
    let (x_mean, y_mean) = (x_sum / total, y_sum / total);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for ((x, y), weight) in points {
        let (x, y) = (x - x_mean, y - y_mean);
        xx += weight * x * x;
        xy += weight * x * y;
        yy += weight * y * y;
    }
    // The direction across is the eigenvector of the smaller eigenvalue. Of its two forms the longer is exact.
    let root = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt();
    let (x, y) = if xx >= yy { (-2.0 * xy, xx - yy + root) } else { (yy - xx + root, -2.0 * xy) };
    let length = (x * x + y * y).sqrt();
    let normal = (x / length, y / length);
    let offset = normal.0 * x_mean + normal.1 * y_mean;
    (length > 0.0 && offset.is_finite()).then_some((normal, offset))
}

/// The line with the support of its edge points.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places along a line do not exceed the diagonal of a picture"
)]
fn supported(edges: &Sorted, normal: Point, offset: f64, size: (f64, f64)) -> Line {
    let seen = seen(normal, offset, size);
    let first = seen.0.floor() - 1.0;
    let places = (seen.1 - first).max(0.0).ceil() as usize + 3;
    let mut support = vec![0.0_f64; places];
    for edge in edges.along(normal).filter(|edge| belongs(edge, normal, offset, REACH)) {
        let at = edge.at.1 * normal.0 - edge.at.0 * normal.1 - first;
        // Edge points stand a pixel or more apart along a slanted line: each supports its neighbours as well.
        let at = at.max(0.0) as usize;
        for place in at.saturating_sub(1)..=at + 1 {
            if let Some(value) = support.get_mut(place) {
                *value = value.max(edge.weight);
            }
        }
    }
    let mut sums = Vec::with_capacity(places + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for value in support {
        sum += value;
        sums.push(sum);
    }
    Line { normal, offset, sums, first, seen }
}

/// The stretch of a line within a picture, as positions along it.
fn seen((x, y): Point, offset: f64, (width, height): (f64, f64)) -> (f64, f64) {
    let (mut from, mut to) = (f64::NEG_INFINITY, f64::INFINITY);
    // A point of the line is normal · offset + (−y, x) · position.
    for (start, slope, side) in [(x * offset, -y, width), (y * offset, x, height)] {
        if slope.abs() < 1e-9 {
            continue;
        }
        let (one, other) = (-start / slope, (side - start) / slope);
        from = from.max(one.min(other));
        to = to.min(one.max(other));
    }
    if to > from && from.is_finite() && to.is_finite() { (from, to) } else { (0.0, 0.0) }
}
