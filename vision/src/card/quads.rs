//! Combining four lines to candidates for a card.

use super::corners::Corners;
use super::homography::Point;
use super::lines::Line;
use super::pose::find_pose;

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
    pub(super) is_overshot: bool,
    /// The share of the picture's area. Small rectangles are everywhere.
    pub(super) area_share: f64,
}

/// How far beyond the picture a corner may lie, as a share of its longer side.
const OUTSIDE_MARGIN: f64 = 0.1;
/// The shortest side and the least distance of opposite sides, as a share of the picture's longer side.
const MIN_SIDE_SHARE: f64 = 0.13;
/// The least share of a side that the picture must show.
const MIN_VISIBLE_SHARE: f64 = 0.45;
/// The share of each end of a side that is left out for a card's rounded corners.
const ROUNDED_END_SHARE: f64 = 0.06;
/// How far a line is followed beyond a corner, as a share of the side. A card's side ends there.
const BEYOND_SHARE: f64 = 0.15;
/// The weight of support beyond the corners against support within.
const BEYOND_COST: f64 = 0.35;
/// The support below which the last quarter of a side is bare.
const BARE_SUPPORT: f64 = 0.4;
/// The least support of a side, and the least mean support of all four.
const MIN_SIDE_SUPPORT: f64 = 0.2;
const MIN_MEAN_SUPPORT: f64 = 0.42;
/// The largest relative error of the proportions.
const MAX_MISFIT: f64 = 0.16;
/// The shortest side as a share of its opposite. A card seen from very near is not readable anyway.
const MIN_TAPER: f64 = 0.55;
/// How many candidates are examined closely.
const MAX_CANDIDATES: usize = 40;

/// Two lines that may be opposite sides.
#[derive(Clone, Copy)]
struct LinePair {
    first: usize,
    second: usize,
}

/// A side of a candidate: the index of its line, and its two ends.
#[derive(Clone, Copy)]
struct CandidateSide {
    line: usize,
    from: Point,
    to: Point,
}

/// The best candidates, the best first, without near duplicates.
pub(super) fn find_candidates(lines: &[Line], size: (f64, f64)) -> Vec<Candidate> {
    let long_side = size.0.max(size.1);
    let crossings = Crossings::new(lines, size);
    let pairs = opposite_lines(lines, size);
    let mut found = Vec::new();
    for (index, one) in pairs.iter().enumerate() {
        for other in &pairs[index + 1..] {
            let Some(points) = crossings.corners(*one, *other) else { continue };
            let [a, b, c, d] = points;
            // The first pair contains a–b and c–d, the second b–c and d–a.
            let side = |line: usize, from: Point, to: Point| CandidateSide { line, from, to };
            let sides = [
                side(one.first, a, b),
                side(other.second, b, c),
                side(one.second, c, d),
                side(other.first, d, a),
            ];
            found.extend(score_candidate(lines, sides, size, long_side));
        }
    }
    found.sort_by(|one: &Candidate, other| {
        let first_corner = |candidate: &Candidate| candidate.corners.points()[0];
        other
            .score
            .total_cmp(&one.score)
            .then(first_corner(one).0.total_cmp(&first_corner(other).0))
            .then(first_corner(one).1.total_cmp(&first_corner(other).1))
    });
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        if kept.len() >= MAX_CANDIDATES {
            break;
        }
        if !kept.iter().any(|better| {
            are_near_duplicates(&better.corners, &candidate.corners, long_side * 0.006)
        }) {
            kept.push(candidate);
        }
    }
    kept
}

/// Whether two quadrilaterals have the same corners within a distance, in any rotation.
fn are_near_duplicates(one: &Corners, other: &Corners, distance: f64) -> bool {
    (0..4_u8).any(|quarters| {
        let turned = other.turned(quarters).points();
        one.points().iter().zip(turned).all(|(point, other)| {
            (point.0 - other.0).abs() <= distance && (point.1 - other.1).abs() <= distance
        })
    })
}

/// The pairs of lines of similar direction that lie apart.
fn opposite_lines(lines: &[Line], (width, height): (f64, f64)) -> Vec<LinePair> {
    let middle = (width / 2.0, height / 2.0);
    let least = MIN_SIDE_SHARE * width.max(height);
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
                pairs.push(LinePair { first, second });
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
    fn new(lines: &[Line], (width, height): (f64, f64)) -> Self {
        let margin = OUTSIDE_MARGIN * width.max(height);
        let mut points = Vec::with_capacity(lines.len() * lines.len());
        for one in lines {
            points.extend(lines.iter().map(|other| {
                let dot = one.normal.0 * other.normal.0 + one.normal.1 * other.normal.1;
                // The cosine of 55°.
                if dot.abs() > 0.574 {
                    return None;
                }
                one.intersection(other).filter(|(x, y)| {
                    (-margin..=width + margin).contains(x)
                        && (-margin..=height + margin).contains(y)
                })
            }));
        }
        Self { points, lines: lines.len() }
    }

    fn point(&self, one: usize, other: usize) -> Option<Point> {
        self.points[one * self.lines + other]
    }

    /// The four corners in order about the quadrilateral.
    fn corners(&self, one: LinePair, other: LinePair) -> Option<[Point; 4]> {
        Some([
            self.point(one.first, other.first)?,
            self.point(one.first, other.second)?,
            self.point(one.second, other.second)?,
            self.point(one.second, other.first)?,
        ])
    }
}

/// The candidate of four sides in order. `None` where a criterion excludes it.
fn score_candidate(
    lines: &[Line],
    sides: [CandidateSide; 4],
    size: (f64, f64),
    long_side: f64,
) -> Option<Candidate> {
    let mut sum = 0.0;
    let mut weakest = 1.0_f64;
    let (mut beyond, mut ends) = (0.0, 0.0);
    let mut has_bare_ends = [(false, false); 4];
    for (CandidateSide { line, from, to }, has_bare_ends) in
        sides.into_iter().zip(&mut has_bare_ends)
    {
        let line = &lines[line];
        let (one, other) = (line.position_along(from), line.position_along(to));
        let (from, to) = (one.min(other), one.max(other));
        let length = to - from;
        if length < MIN_SIDE_SHARE * long_side {
            return None;
        }
        let inner = (from + ROUNDED_END_SHARE * length, to - ROUNDED_END_SHARE * length);
        let visible = (inner.0.max(line.visible_stretch.0), inner.1.min(line.visible_stretch.1));
        if visible.1 - visible.0 < MIN_VISIBLE_SHARE * length {
            return None;
        }
        let support = line.support(visible.0, visible.1);
        if support < MIN_SIDE_SUPPORT {
            return None;
        }
        sum += support;
        weakest = weakest.min(support);
        let quarter = (visible.1 - visible.0) / 4.0;
        let (least, most) = (
            line.support(visible.0, visible.0 + quarter) < BARE_SUPPORT,
            line.support(visible.1 - quarter, visible.1) < BARE_SUPPORT,
        );
        *has_bare_ends = if one < other { (least, most) } else { (most, least) };
        let beyond_length = BEYOND_SHARE * length;
        for (from, to) in [(from - beyond_length, from - 2.0), (to + 2.0, to + beyond_length)] {
            let (from, to) = (from.max(line.visible_stretch.0), to.min(line.visible_stretch.1));
            // Where the frame hides most of the stretch, nothing is known of it.
            if to - from >= beyond_length / 2.0 {
                beyond += line.support(from, to);
                ends += 1.0;
            }
        }
    }
    let beyond = if ends > 0.0 { beyond / ends } else { 1.0 };
    let is_overshot = (0..4).any(|n| has_bare_ends[(n + 3) % 4].1 && has_bare_ends[(n + 1) % 4].0);
    let support = sum / 4.0;
    if support < MIN_MEAN_SUPPORT {
        return None;
    }
    let points = sides.map(|side| side.from);
    let [(x0, y0), (x1, y1), (x2, y2), _] = points;
    let is_clockwise = (x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1) > 0.0;
    let points = if is_clockwise { points } else { [points[0], points[3], points[2], points[1]] };
    let corners = Corners::for_size(points, size)?;
    let [top, right, bottom, left] = corners.side_lengths();
    if top.min(bottom) < MIN_TAPER * top.max(bottom)
        || right.min(left) < MIN_TAPER * right.max(left)
    {
        return None;
    }
    let pose = find_pose(&points, size)?;
    if pose.misfit > MAX_MISFIT {
        return None;
    }
    let corners = label_upright(if pose.is_sideways { corners.turned(1) } else { corners });
    let area_share = corners.area() / (size.0 * size.1);
    let score = support + 0.35 * weakest - BEYOND_COST * beyond + 0.35 * area_share.sqrt()
        - 1.5 * (pose.misfit - 0.03).max(0.0);
    Some(Candidate {
        corners,
        score,
        support,
        weakest,
        misfit: pose.misfit,
        beyond,
        is_overshot,
        area_share,
    })
}

/// Of the two labellings with the long sides at top and bottom, the one whose top runs to the right, or straight down.
pub(super) fn label_upright(corners: Corners) -> Corners {
    let [top_left, top_right, bottom_right, bottom_left] = corners.points();
    let across = top_right.0 - top_left.0 + bottom_right.0 - bottom_left.0;
    let down = top_right.1 - top_left.1 + bottom_right.1 - bottom_left.1;
    if across < 0.0 || (across == 0.0 && down < 0.0) { corners.turned(2) } else { corners }
}
