//! Combining four lines to candidates for a card.

use super::corners::Corners;
use super::homography::Point;
use super::lines::Line;
use super::pose::pose;

/// Four points that may be a card's corners, with their scores by lines and proportions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) corners: Corners,
    pub(super) score: f64,
    /// The mean support of the four sides, 0–1, and below that of the weakest.
    pub(super) support: f64,
    pub(super) weakest: f64,
    /// The relative error of the proportions against a card's.
    pub(super) misfit: f64,
    /// The mean support beyond the corners, where a card's sides have ended.
    pub(super) beyond: f64,
    /// Whether a side lies where both of its neighbours have already ended: the object is shorter, and no card.
    pub(super) overshot: bool,
    /// The share of the picture's area. Small rectangles are everywhere.
    pub(super) share: f64,
}

/// How far beyond the picture a corner may lie, as a share of its longer side.
const MARGIN: f64 = 0.1;
/// The shortest side and the least distance of opposite sides, as a share of the picture's longer side.
const SHORTEST: f64 = 0.13;
/// The least share of a side that the picture must show.
const LEAST_SEEN: f64 = 0.45;
/// The share of each end of a side that is left out for a card's rounded corners.
const ROUNDING: f64 = 0.06;
/// How far a line is followed beyond a corner, as a share of the side. A card's side ends there.
const BEYOND: f64 = 0.15;
/// The weight of support beyond the corners against support within.
const BEYOND_COST: f64 = 0.35;
/// The support below which the last quarter of a side is bare.
const BARE: f64 = 0.4;
/// The least support of a side, and the least mean support of all four.
const LEAST_SIDE: f64 = 0.2;
const LEAST_MEAN: f64 = 0.42;
/// The largest relative error of the proportions.
const LARGEST_MISFIT: f64 = 0.16;
/// The shortest side as a share of its opposite. A card seen from very near is not readable anyway.
const LEAST_TAPER: f64 = 0.55;
/// How many candidates are examined closely.
const KEPT: usize = 40;

/// Two lines that may be opposite sides.
#[derive(Clone, Copy)]
struct Pair {
    first: usize,
    second: usize,
}

/// A side of a candidate: the index of its line, and its two ends.
type Side = (usize, Point, Point);

/// The best candidates, the best first, without near duplicates.
pub(super) fn candidates(lines: &[Line], size: (f64, f64)) -> Vec<Candidate> {
    let long = size.0.max(size.1);
    let crossings = Crossings::of(lines, size);
    let pairs = pairs(lines, size);
    let mut found = Vec::new();
    for (index, one) in pairs.iter().enumerate() {
        for other in &pairs[index + 1..] {
            let Some(points) = crossings.corners(*one, *other) else { continue };
            let [a, b, c, d] = points;
            // The first pair contains a–b and c–d, the second b–c and d–a.
            let sides =
                [(one.first, a, b), (other.second, b, c), (one.second, c, d), (other.first, d, a)];
            found.extend(judged(lines, sides, size, long));
        }
    }
    found.sort_by(|one: &Candidate, other| {
        let place = |candidate: &Candidate| candidate.corners.points()[0];
        other
            .score
            .total_cmp(&one.score)
            .then(place(one).0.total_cmp(&place(other).0))
            .then(place(one).1.total_cmp(&place(other).1))
    });
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        if kept.len() >= KEPT {
            break;
        }
        if !kept.iter().any(|better| alike(&better.corners, &candidate.corners, long * 0.006)) {
            kept.push(candidate);
        }
    }
    kept
}

/// Whether two quadrilaterals have the same corners within a distance, in any rotation.
fn alike(one: &Corners, other: &Corners, reach: f64) -> bool {
    (0..4_u8).any(|quarters| {
        let turned = other.turned(quarters).points();
        one.points().iter().zip(turned).all(|(point, other)| {
            (point.0 - other.0).abs() <= reach && (point.1 - other.1).abs() <= reach
        })
    })
}

/// The pairs of lines of similar direction that lie apart.
fn pairs(lines: &[Line], (width, height): (f64, f64)) -> Vec<Pair> {
    let middle = (width / 2.0, height / 2.0);
    let least = SHORTEST * width.max(height);
    let mut pairs = Vec::new();
    for (first, one) in lines.iter().enumerate() {
        for (second, other) in lines.iter().enumerate().skip(first + 1) {
            let dot = one.normal.0 * other.normal.0 + one.normal.1 * other.normal.1;
            let from_middle =
                |line: &Line| line.offset - line.normal.0 * middle.0 - line.normal.1 * middle.1;
            // The cosine of 28°.
            if dot.abs() >= 0.883
                && (from_middle(one) - dot.signum() * from_middle(other)).abs() >= least
            {
                pairs.push(Pair { first, second });
            }
        }
    }
    pairs
}

/// The point where each line meets each other at nearly a right angle, in or near the picture.
struct Crossings {
    points: Vec<Option<Point>>,
    lines: usize,
}

impl Crossings {
    fn of(lines: &[Line], (width, height): (f64, f64)) -> Self {
        let margin = MARGIN * width.max(height);
        let mut points = Vec::with_capacity(lines.len() * lines.len());
        for one in lines {
            points.extend(lines.iter().map(|other| {
                let dot = one.normal.0 * other.normal.0 + one.normal.1 * other.normal.1;
                // The cosine of 55°.
                if dot.abs() > 0.574 {
                    return None;
                }
                one.meets(other).filter(|(x, y)| {
                    (-margin..=width + margin).contains(x)
                        && (-margin..=height + margin).contains(y)
                })
            }));
        }
        Self { points, lines: lines.len() }
    }

    fn at(&self, one: usize, other: usize) -> Option<Point> {
        self.points[one * self.lines + other]
    }

    /// The four corners in order about the quadrilateral.
    fn corners(&self, one: Pair, other: Pair) -> Option<[Point; 4]> {
        Some([
            self.at(one.first, other.first)?,
            self.at(one.first, other.second)?,
            self.at(one.second, other.second)?,
            self.at(one.second, other.first)?,
        ])
    }
}

/// The candidate of four sides in order. `None` where a criterion excludes it.
fn judged(lines: &[Line], sides: [Side; 4], size: (f64, f64), long: f64) -> Option<Candidate> {
    let mut sum = 0.0;
    let mut weakest = 1.0_f64;
    let (mut beyond, mut ends) = (0.0, 0.0);
    let mut bare = [(false, false); 4];
    for ((line, from, to), bare) in sides.into_iter().zip(&mut bare) {
        let line = &lines[line];
        let (one, other) = (line.along(from), line.along(to));
        let (from, to) = (one.min(other), one.max(other));
        let length = to - from;
        if length < SHORTEST * long {
            return None;
        }
        let inner = (from + ROUNDING * length, to - ROUNDING * length);
        let shown = (inner.0.max(line.seen.0), inner.1.min(line.seen.1));
        if shown.1 - shown.0 < LEAST_SEEN * length {
            return None;
        }
        let support = line.support(shown.0, shown.1);
        if support < LEAST_SIDE {
            return None;
        }
        sum += support;
        weakest = weakest.min(support);
        let quarter = (shown.1 - shown.0) / 4.0;
        let (least, most) = (
            line.support(shown.0, shown.0 + quarter) < BARE,
            line.support(shown.1 - quarter, shown.1) < BARE,
        );
        *bare = if one < other { (least, most) } else { (most, least) };
        let reach = BEYOND * length;
        for (from, to) in [(from - reach, from - 2.0), (to + 2.0, to + reach)] {
            let (from, to) = (from.max(line.seen.0), to.min(line.seen.1));
            // Where the frame hides most of the stretch, nothing is known of it.
            if to - from >= reach / 2.0 {
                beyond += line.support(from, to);
                ends += 1.0;
            }
        }
    }
    let beyond = if ends > 0.0 { beyond / ends } else { 1.0 };
    let overshot = (0..4).any(|n| bare[(n + 3) % 4].1 && bare[(n + 1) % 4].0);
    let support = sum / 4.0;
    if support < LEAST_MEAN {
        return None;
    }
    let points = sides.map(|(_, from, _)| from);
    let [(x0, y0), (x1, y1), (x2, y2), _] = points;
    let clockwise = (x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1) > 0.0;
    let points = if clockwise { points } else { [points[0], points[3], points[2], points[1]] };
    let corners = Corners::within(points, size)?;
    let [top, right, bottom, left] = corners.sides();
    if top.min(bottom) < LEAST_TAPER * top.max(bottom)
        || right.min(left) < LEAST_TAPER * right.max(left)
    {
        return None;
    }
    let pose = pose(&points, size)?;
    if pose.misfit > LARGEST_MISFIT {
        return None;
    }
    let corners = upright(if pose.sideways { corners.turned(1) } else { corners });
    let share = corners.area() / (size.0 * size.1);
    let score = support + 0.35 * weakest - BEYOND_COST * beyond + 0.35 * share.sqrt()
        - 1.5 * (pose.misfit - 0.03).max(0.0);
    Some(Candidate {
        corners,
        score,
        support,
        weakest,
        misfit: pose.misfit,
        beyond,
        overshot,
        share,
    })
}

/// Of the two labellings with the long sides at top and bottom, the one whose top runs to the right, or straight down.
pub(super) fn upright(corners: Corners) -> Corners {
    let [top_left, top_right, bottom_right, bottom_left] = corners.points();
    let across = top_right.0 - top_left.0 + bottom_right.0 - bottom_left.0;
    let down = top_right.1 - top_left.1 + bottom_right.1 - bottom_left.1;
    if across < 0.0 || (across == 0.0 && down < 0.0) { corners.turned(2) } else { corners }
}
