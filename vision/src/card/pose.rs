//! Checking whether four points can be the corners of a card in a camera's picture.

use super::homography::{Homography, Point};
use super::{CARD_HEIGHT_MM, CARD_WIDTH_MM};

/// The focal lengths that are tried, in long sides of the picture. Phones have about 0.75, a cropped or zoomed picture
/// more.
const FOCAL_LENGTHS: [f64; 3] = [0.75, 1.0, 1.4];
/// The least cosine of the angle by which a card leans away, and the cost of a steeper one.
const MIN_FACING_COSINE: f64 = 0.78;
const LEANING_COST: f64 = 1.0;

/// The pose of a quadrilateral in space that makes it most nearly a card.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pose {
    /// The relative error of its proportions and its right angle against a card's: 0 for a perfect fit.
    pub(super) misfit: f64,
    /// Whether the side from the first point to the second is a short one.
    pub(super) is_sideways: bool,
}

/// The pose that fits a card best. `None` for points of which three lie on a line. The lens is assumed to point at the
/// middle of a picture of this size.
pub(super) fn find_pose(points: &[Point; 4], (width, height): (f64, f64)) -> Option<Pose> {
    let centred = points.map(|(x, y)| (x - width / 2.0, y - height / 2.0));
    let map = Homography::onto_quadrilateral(&centred)?;
    let mut best: Option<Pose> = None;
    for length in FOCAL_LENGTHS {
        let focal = length * width.max(height);
        let scaled = |column: [f64; 3]| [column[0], column[1], column[2] * focal];
        let (across, down) = (scaled(map.across), scaled(map.down));
        let (across_length, down_length) =
            (dot_product(across, across).sqrt(), dot_product(down, down).sqrt());
        let slant = dot_product(across, down).abs() / (across_length * down_length);
        let is_sideways = down_length > across_length;
        let ratio =
            if is_sideways { down_length / across_length } else { across_length / down_length };
        let facing =
            (across[0] * down[1] - across[1] * down[0]).abs() / (across_length * down_length);
        let misfit = excess_over_one(ratio * CARD_HEIGHT_MM / CARD_WIDTH_MM)
            + slant
            + LEANING_COST * (MIN_FACING_COSINE - facing).max(0.0);
        if misfit.is_finite() && best.is_none_or(|pose| misfit < pose.misfit) {
            best = Some(Pose { misfit, is_sideways });
        }
    }
    best
}

/// The relative excess over one of a ratio or its inverse.
fn excess_over_one(ratio: f64) -> f64 {
    if ratio >= 1.0 { ratio - 1.0 } else { 1.0 / ratio - 1.0 }
}

fn dot_product(one: [f64; 3], other: [f64; 3]) -> f64 {
    one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
}
