//! Finding straight lines through edge points.

use super::edges::EdgePoint;
use super::homography::Point;
use sscard_shared::photo::Turn;

/// The number of distinguished directions of half a circle: one a degree.
const DIRECTIONS: usize = 180;
/// How far the direction of an edge point may be off that of its line, in degrees: noise turns faint edges.
const DIRECTION_SLACK_DEGREES: usize = 4;
/// The cosine of the angle within which an edge point belongs to a line.
const MIN_DIRECTION_COSINE: f64 = 0.978;
/// The largest distance in pixels of an edge point from its line.
const MAX_DISTANCE_PIXELS: f64 = 1.6;
/// The most lines in total, and within a sector of thirty degrees: stripes of wood would displace all others.
const MAX_LINES: usize = 100;
const MAX_LINES_PER_SECTOR: usize = 30;
const SECTOR_DEGREES: usize = 30;
/// The most lines of a sector that are tried.
const MAX_TRIED_PER_SECTOR: usize = 60;
/// The stretch of a line that must have an unbroken edge, as a share of the picture's longer side. A card's side is at
/// least about that long, while the grain of wood wavers.
const STRETCH_SHARE: f64 = 0.16;
/// The angle of the cosine above, rounded up to whole degrees.
const MAX_DIRECTION_DEGREES: usize = 13;
/// The distances to either side above which a line must stand out, in pixels.
const SURROUNDING_PIXELS: usize = 12;
/// The fewest votes of a line, as a share of the picture's longer side.
const MIN_VOTES_SHARE: f64 = 0.06;

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
    pub(super) visible_stretch: (f64, f64),
}

impl Line {
    /// The position of a point along the line.
    pub(super) fn position_along(&self, (x, y): Point) -> f64 {
        y * self.normal.0 - x * self.normal.1
    }

    /// The point where two lines meet. `None` for parallel ones.
    pub(super) fn intersection(&self, other: &Self) -> Option<Point> {
        intersect_lines((self.normal, self.offset), (other.normal, other.offset))
    }

    /// The mean support, 0–1, between two positions along the line.
    pub(super) fn support(&self, from: f64, to: f64) -> f64 {
        if to - from < 1.0 {
            return 0.0;
        }
        (self.sum_until(to) - self.sum_until(from)) / (to - from)
    }

    /// The largest mean support of any stretch of this length.
    fn best_stretch_support(&self, length: f64) -> f64 {
        let positions = (self.visible_stretch.1 - self.visible_stretch.0 - length).max(0.0) / 8.0;
        (0_u16..)
            .map(f64::from)
            .take_while(|position| *position <= positions)
            .map(|position| {
                let from = self.visible_stretch.0 + 8.0 * position;
                self.support(from, from + length)
            })
            .fold(0.0, f64::max)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the sums"
    )]
    fn sum_until(&self, position: f64) -> f64 {
        let last = self.sums.len() - 1;
        let position = (position - self.first).clamp(0.0, last as f64);
        let below = position as usize;
        let above = (below + 1).min(last);
        self.sums[below] + (self.sums[above] - self.sums[below]) * (position - below as f64)
    }
}

/// The point where two lines, each by its normal and offset, meet. `None` for parallel ones.
pub(super) fn intersect_lines(
    (one, first): (Point, f64),
    (other, second): (Point, f64),
) -> Option<Point> {
    let cross = one.0 * other.1 - one.1 * other.0;
    (cross.abs() > 1e-3).then(|| {
        ((first * other.1 - second * one.1) / cross, (one.0 * second - other.0 * first) / cross)
    })
}

/// A line with the support of its best stretch, and the index of its direction.
struct ScoredLine {
    support: f64,
    direction: usize,
    line: Line,
}

/// The lines with most edge points, or with the longest unbroken edge.
pub(super) fn find_lines(edges: &[EdgePoint], (width, height): (f64, f64)) -> Vec<Line> {
    let long_side = width.max(height);
    let sorted_edges = SortedEdges::new(edges);
    let votes = LineVotes::count(&sorted_edges, (width, height));
    let mut found: Vec<ScoredLine> = votes
        .peaks(MIN_VOTES_SHARE * long_side, &sorted_edges.normals)
        .into_iter()
        .filter_map(|(normal, offset)| fit_line(&sorted_edges, normal, offset))
        .map(|(normal, offset)| measure_support(&sorted_edges, normal, offset, (width, height)))
        .map(|line| ScoredLine {
            support: line.best_stretch_support(STRETCH_SHARE * long_side),
            direction: nearest_direction(&sorted_edges.normals, line.normal),
            line,
        })
        .collect();
    // Equal lines keep the order of their votes.
    found.sort_by(|one, other| other.support.total_cmp(&one.support));
    let mut sectors = [0_usize; DIRECTIONS / SECTOR_DEGREES];
    found.retain(|scored| {
        sectors[scored.direction / SECTOR_DEGREES] += 1;
        sectors[scored.direction / SECTOR_DEGREES] <= MAX_LINES_PER_SECTOR
    });
    found.truncate(MAX_LINES);
    found.into_iter().map(|scored| scored.line).collect()
}

/// Edge points sorted by direction, so that a line examines only those that may lie on it.
struct SortedEdges {
    /// The direction across, for every degree of half a circle.
    normals: Vec<Point>,
    edges: Vec<EdgePoint>,
    /// The start index of each direction's edge points, and the end of the last.
    starts: Vec<usize>,
}

impl SortedEdges {
    fn new(edges: &[EdgePoint]) -> Self {
        let normals = direction_normals();
        let mut keyed: Vec<(usize, EdgePoint)> =
            edges.iter().map(|edge| (nearest_direction(&normals, edge.normal), *edge)).collect();
        keyed.sort_by_key(|(direction, _)| *direction);
        let starts = (0..=DIRECTIONS)
            .map(|direction| keyed.partition_point(|(other, _)| *other < direction))
            .collect();
        Self { normals, edges: keyed.into_iter().map(|(_, edge)| edge).collect(), starts }
    }

    /// The edge points of one direction.
    fn in_direction(&self, direction: usize) -> &[EdgePoint] {
        &self.edges[self.starts[direction]..self.starts[direction + 1]]
    }

    /// The edge points that may belong to a line across this direction.
    fn near_direction(&self, normal: Point) -> impl Iterator<Item = &EdgePoint> + Clone {
        let first = nearest_direction(&self.normals, normal) + DIRECTIONS - MAX_DIRECTION_DEGREES;
        (first..=first + 2 * MAX_DIRECTION_DEGREES)
            .flat_map(|direction| self.in_direction(direction % DIRECTIONS))
    }
}

/// The direction across, for every degree of half a circle.
fn direction_normals() -> Vec<Point> {
    (0_u8..180).map(|degree| Turn::new(f64::from(degree)).apply((1.0, 0.0))).collect()
}

/// The number of edge points that vote for each line.
struct LineVotes {
    counts: Vec<f32>,
    /// The number of distinguished distances, and the offset of distance zero.
    distance_count: usize,
    zero_offset: f64,
}

/// A direction and a distance with more votes than their neighbours.
struct VotePeak {
    votes: f32,
    direction: usize,
    distance: usize,
}

impl LineVotes {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no distance exceeds the diagonal of a picture"
    )]
    fn count(sorted_edges: &SortedEdges, (width, height): (f64, f64)) -> Self {
        let zero_offset = (width * width + height * height).sqrt().ceil() + 2.0;
        let distance_count = 2 * zero_offset as usize;
        let mut counts = vec![0.0_f32; DIRECTIONS * distance_count];
        for middle in 0..DIRECTIONS {
            for step in 0..=2 * DIRECTION_SLACK_DEGREES {
                let direction = (middle + DIRECTIONS + step - DIRECTION_SLACK_DEGREES) % DIRECTIONS;
                let normal = sorted_edges.normals[direction];
                for edge in sorted_edges.in_direction(middle) {
                    let distance =
                        edge.position.0 * normal.0 + edge.position.1 * normal.1 + zero_offset;
                    if let Some(count) =
                        counts.get_mut(direction * distance_count + distance as usize)
                    {
                        *count += edge.weight as f32;
                    }
                }
            }
        }
        Self { counts, distance_count, zero_offset }
    }

    /// The lines with the most votes among their neighbours, the best first.
    fn peaks(&self, min_votes: f64, normals: &[Point]) -> Vec<(Point, f64)> {
        let distance_count = self.distance_count;
        // An edge point between two distances votes for both, so that their sum counts.
        let pair_votes: Vec<f32> = (0..self.counts.len())
            .map(|n| self.counts[n] + self.counts.get(n + 1).copied().unwrap_or(0.0))
            .collect();
        let mut found: Vec<VotePeak> = Vec::new();
        for direction in 0..DIRECTIONS {
            let row = &pair_votes[direction * distance_count..(direction + 1) * distance_count];
            // The excess over the surroundings counts: the grain of wood has votes at every distance of its direction.
            let mut surrounding_votes: f32 = row.iter().take(2 * SURROUNDING_PIXELS + 1).sum();
            for distance in
                SURROUNDING_PIXELS + 1..distance_count.saturating_sub(SURROUNDING_PIXELS)
            {
                surrounding_votes += row.get(distance + SURROUNDING_PIXELS).copied().unwrap_or(0.0)
                    - row[distance - SURROUNDING_PIXELS - 1];
                let votes = row[distance] - surrounding_votes / (2 * SURROUNDING_PIXELS + 1) as f32;
                if f64::from(votes) >= min_votes && self.is_peak(&pair_votes, direction, distance) {
                    found.push(VotePeak { votes, direction, distance });
                }
            }
        }
        // Peaks with equal votes are ordered by position, so that the result does not depend on how sorting works.
        found.sort_by(|one, other| {
            let position = |peak: &VotePeak| (peak.direction, peak.distance);
            other.votes.total_cmp(&one.votes).then(position(one).cmp(&position(other)))
        });
        let mut sectors = [0_usize; DIRECTIONS / SECTOR_DEGREES];
        found.retain(|peak| {
            sectors[peak.direction / SECTOR_DEGREES] += 1;
            sectors[peak.direction / SECTOR_DEGREES] <= MAX_TRIED_PER_SECTOR
        });
        found
            .into_iter()
            .map(|peak| (normals[peak.direction], peak.distance as f64 + 1.0 - self.zero_offset))
            .collect()
    }

    fn is_peak(&self, pair_votes: &[f32], direction: usize, distance: usize) -> bool {
        let own_votes = pair_votes[direction * self.distance_count + distance];
        (0..=4_usize).all(|step| {
            let turned = direction + step;
            let (other, is_mirrored) = match turned.checked_sub(2) {
                None => (turned + DIRECTIONS - 2, true),
                Some(other) if other >= DIRECTIONS => (other - DIRECTIONS, true),
                Some(other) => (other, false),
            };
            (0..=6_usize).all(|shift| {
                let position = distance + shift - 3;
                // Beyond the half circle the same line has the opposite distance. A pair covers two of them.
                let position = if is_mirrored {
                    self.distance_count.saturating_sub(position + 2)
                } else {
                    position
                };
                let is_earlier = (step, shift) < (2, 3);
                let neighbour_votes =
                    pair_votes.get(other * self.distance_count + position).copied().unwrap_or(0.0);
                if is_earlier { neighbour_votes < own_votes } else { neighbour_votes <= own_votes }
            })
        })
    }
}

/// The direction nearest to a normal, whichever way that points.
fn nearest_direction(normals: &[Point], (x, y): Point) -> usize {
    // The upper half of the circle contains all directions.
    let (x, y) = if y < 0.0 { (-x, -y) } else { (x, y) };
    // The cosine falls from 0° to 180°, so that the position of x among the cosines is found by binary search.
    let above = normals.partition_point(|normal| normal.0 > x);
    let candidates = [above.saturating_sub(1), above % DIRECTIONS];
    let dot = |n: usize| (normals[n].0 * x + normals[n].1 * y).abs();
    if dot(candidates[0]) >= dot(candidates[1]) { candidates[0] } else { candidates[1] }
}

/// The line fitted to its edge points by least squares. `None` where hardly any are left.
fn fit_line(edges: &SortedEdges, mut normal: Point, mut offset: f64) -> Option<(Point, f64)> {
    for reach in [3.0, 1.8] {
        let near = edges
            .near_direction(normal)
            .filter(|edge| belongs_to_line(edge, normal, offset, reach));
        (normal, offset) = fit_least_squares(near.map(|edge| (edge.position, edge.weight)))?;
    }
    Some((normal, offset))
}

fn belongs_to_line(edge: &EdgePoint, normal: Point, offset: f64, reach: f64) -> bool {
    (edge.position.0 * normal.0 + edge.position.1 * normal.1 - offset).abs() <= reach
        && (edge.normal.0 * normal.0 + edge.normal.1 * normal.1).abs() >= MIN_DIRECTION_COSINE
}

/// The line with the least squared distance from weighted points, by normal and offset. `None` for fewer than two
/// distinct points.
pub(super) fn fit_least_squares(
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
    reason = "positions along a line do not exceed the diagonal of a picture"
)]
fn measure_support(edges: &SortedEdges, normal: Point, offset: f64, size: (f64, f64)) -> Line {
    let visible_stretch = visible_stretch(normal, offset, size);
    let first = visible_stretch.0.floor() - 1.0;
    let positions = (visible_stretch.1 - first).max(0.0).ceil() as usize + 3;
    let mut support = vec![0.0_f64; positions];
    for edge in edges
        .near_direction(normal)
        .filter(|edge| belongs_to_line(edge, normal, offset, MAX_DISTANCE_PIXELS))
    {
        let position = edge.position.1 * normal.0 - edge.position.0 * normal.1 - first;
        // Edge points stand a pixel or more apart along a slanted line: each supports its neighbours as well.
        let position = position.max(0.0) as usize;
        for position in position.saturating_sub(1)..=position + 1 {
            if let Some(value) = support.get_mut(position) {
                *value = value.max(edge.weight);
            }
        }
    }
    let mut sums = Vec::with_capacity(positions + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for value in support {
        sum += value;
        sums.push(sum);
    }
    Line { normal, offset, sums, first, visible_stretch }
}

/// The stretch of a line within a picture, as positions along it.
fn visible_stretch((x, y): Point, offset: f64, (width, height): (f64, f64)) -> (f64, f64) {
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
