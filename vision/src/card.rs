//! An identity card in a photograph: its position, its straightened view, and how well it was taken.
//!
//! No model is needed: a card is a rectangle of known proportions (ISO/IEC 7810 ID-1), and its sides are the longest
//! straight edges about it. The edges of a small copy of the picture vote for lines. Every four lines are scored by the
//! amount of edge between their corners, by the proportions that a camera could give a card, and by the colours on
//! either side. The best four are then moved onto the edges of the full picture.

mod colour_sampler;
mod corners;
mod direction;
mod edges;
mod evidence;
mod fit;
mod homography;
mod lines;
mod measures;
mod paper;

mod pose;
mod quads;
mod straighten;

pub use corners::Corners;
#[cfg(feature = "text")]
pub(crate) use homography::{Homography, Point};
pub use measures::measure_card;
pub(crate) use measures::measure_card_side;
pub use straighten::straighten_card;
#[cfg(feature = "text")]
pub(crate) use straighten::warp;

use crate::Picture;
use crate::resample::{ReducedPicture, Window};
use colour_sampler::ColourSampler;
use evidence::{Evidence, gather_evidence};
use quads::Candidate;

/// The width of a card in millimetres (ISO/IEC 7810 ID-1).
pub(crate) const CARD_WIDTH_MM: f64 = 85.60;
/// The height of a card in millimetres (ISO/IEC 7810 ID-1).
pub(crate) const CARD_HEIGHT_MM: f64 = 54.00;

/// The longer side in pixels of the small copy in which lines are searched, approximately.
const SMALL_COPY_SIDE_PIXELS: f64 = 480.0;
/// The least shorter side in pixels of a picture in which a card is searched. Nothing could be read on a smaller one.
const MIN_SHORT_SIDE_PIXELS: f64 = 48.0;
/// The least confidence that is reported.
const MIN_CONFIDENCE: f64 = 0.4;
/// The confidence from which a second card counts.
const SECOND_CARD_MIN_CONFIDENCE: f64 = 0.4;
/// The least area of a second card, as a share of the first's.
const SECOND_CARD_MIN_AREA: f64 = 0.3;
/// The factor on the confidence where no corner, one, two, three or all lie beyond the frame.
const HIDDEN_CORNER_FACTORS: [f64; 5] = [1.0, 0.7, 0.45, 0.2, 0.0];
/// The support that any line has by chance on a rough ground, for every edge point a pixel.
const CHANCE_SUPPORT: f64 = 1.3;
/// The distance within which a corner touches the frame, as a share of the picture's longer side.
const TOUCH_DISTANCE: f64 = 0.004;

/// A card that was found in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CardSighting {
    corners: Corners,
    confidence: f64,
    touches_frame: bool,
    has_another_card: bool,
}

impl CardSighting {
    /// The corners, in pixels of the picture. The long sides are top and bottom. Of the two labellings that leaves, the
    /// top runs to the right. Whether the card's print is upside down is not known.
    pub const fn corners(&self) -> Corners {
        self.corners
    }

    /// The confidence, 0–1. Below about one half the applicant should check the corners.
    pub const fn confidence(&self) -> f64 {
        self.confidence
    }

    /// Whether a corner lies at the picture's frame or beyond it, so that a part of the card may be missing.
    pub const fn touches_frame(&self) -> bool {
        self.touches_frame
    }

    /// Whether a second card, smaller or less sure than this one, was found beside it.
    pub const fn has_another_card(&self) -> bool {
        self.has_another_card
    }
}

/// Searches for an ID-1 card in an upright picture, at any angle, and returns the largest sure one.
///
/// `None` where there is no card, where more of it than its corners lies beyond the frame (a card that fills the
/// picture has no visible edge), or where the picture is too small, or too large for the memory of this device.
pub fn find_card(picture: &Picture) -> Option<CardSighting> {
    let size = (f64::from(picture.width()), f64::from(picture.height()));
    if size.0.min(size.1) < MIN_SHORT_SIDE_PIXELS {
        return None;
    }
    let small_copy = reduce_to_blocks(picture, size.0.max(size.1) / SMALL_COPY_SIDE_PIXELS)?;
    let sampler = ColourSampler::new(&small_copy);
    let block = sampler.block();
    let copy_size = (small_copy.width, small_copy.height);
    let edges = edges::find_edges(sampler.reduced_picture());
    let chance_support =
        (CHANCE_SUPPORT * edges.len() as f64 / (copy_size.0 * copy_size.1)).min(0.7);
    let lines = lines::find_lines(&edges, copy_size);
    let mut found: Vec<ScoredCard> = quads::find_candidates(&lines, copy_size)
        .into_iter()
        .filter_map(|candidate| {
            let points = candidate.corners.points().map(|(x, y)| (x * block, y * block));
            let corners = Corners::for_size(points, size)?;
            Some(ScoredCard::score(&sampler, corners, &candidate, size, chance_support))
        })
        .collect();
    found.sort_by(|one, other| other.rank.total_cmp(&one.rank));
    let best = *found.iter().find(|scored| scored.confidence >= MIN_CONFIDENCE)?;
    let other = found.iter().find(|other| {
        other.confidence >= SECOND_CARD_MIN_CONFIDENCE
            && !best.corners.contains(other.corners.middle())
            && !other.corners.contains(best.corners.middle())
            && other.corners.area() >= SECOND_CARD_MIN_AREA * best.corners.area()
    });
    // Of two cards the larger one is meant. The other lies nearby by accident.
    let chosen = match other {
        Some(other) if other.corners.area() > best.corners.area() => *other,
        _ => best,
    };
    let full_size = ReducedPicture::new(picture, whole_window(size), 0.0).ok()?;
    let full_sampler = ColourSampler::new(&full_size);
    let mut corners = fit::fit_to_paper(&sampler, chosen.corners, size);
    corners = fit::fit_to_edges(&sampler, corners, 2.5 * block, size);
    corners = fit::fit_to_edges(&full_sampler, corners, (1.5 * block).max(3.0), size);
    corners = fit::fit_to_edges(&full_sampler, corners, (0.8 * block).max(2.0), size);
    Some(CardSighting {
        corners,
        confidence: chosen.confidence,
        touches_frame: corners.touches_frame(size, TOUCH_DISTANCE * size.0.max(size.1)),
        has_another_card: other.is_some(),
    })
}

/// A candidate with its scores, in pixels of the picture.
#[derive(Clone, Copy, Debug)]
struct ScoredCard {
    corners: Corners,
    rank: f64,
    confidence: f64,
}

impl ScoredCard {
    fn score(
        sampler: &ColourSampler<'_>,
        corners: Corners,
        candidate: &Candidate,
        size: (f64, f64),
        chance_support: f64,
    ) -> Self {
        let evidence = gather_evidence(sampler, &corners);
        let hidden_corners = corners
            .points()
            .into_iter()
            .filter(|&(x, y)| x < 0.0 || y < 0.0 || x > size.0 || y > size.1)
            .count();
        Self {
            corners,
            rank: candidate.score
                + 0.6 * evidence.step
                + 0.3 * evidence.weakest_step
                + 0.3 * evidence.paper
                + 0.8 * evidence.contrast,
            confidence: candidate_confidence(candidate, &evidence, hidden_corners, chance_support),
        }
    }
}

/// The confidence of a candidate, 0–1: a product, so that the weakest criterion limits it.
fn candidate_confidence(
    candidate: &Candidate,
    evidence: &Evidence,
    hidden_corners: usize,
    chance_support: f64,
) -> f64 {
    let share_between =
        |value: f64, none: f64, all: f64| ((value - none) / (all - none)).clamp(0.0, 1.0);
    share_between(candidate.support, 0.35, 0.8)
        * (0.4 + 0.6 * share_between(candidate.weakest, 0.15, 0.6))
        * share_between(evidence.step, 0.4, 0.85)
        * (0.4 + 0.6 * share_between(evidence.weakest_step, 0.2, 0.7))
        * (0.5 + 0.5 * share_between(evidence.paper, 0.3, 0.7))
        * (1.0 - 0.8 * share_between(candidate.misfit, 0.05, 0.13))
        * (1.0
            - 0.8
                * share_between(
                    (candidate.beyond - chance_support) / (1.0 - chance_support),
                    0.2,
                    0.5,
                ))
        * if candidate.is_overshot { 0.35 } else { 1.0 }
        * (0.4 + 0.6 * share_between(candidate.area_share, 0.04, 0.12))
        * HIDDEN_CORNER_FACTORS[hidden_corners]
}

/// The picture in blocks of about so many pixels a side.
fn reduce_to_blocks(picture: &Picture, side: f64) -> Option<ReducedPicture<'_>> {
    let size = (f64::from(picture.width()), f64::from(picture.height()));
    ReducedPicture::new(picture, whole_window(size), 2.0 * (side + 0.5).floor()).ok()
}

fn whole_window((width, height): (f64, f64)) -> Window {
    Window { left: 0.0, top: 0.0, width, height }
}
