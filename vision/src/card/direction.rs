//! The direction of a line without regard to its ends, the same to the last bit on every device.

use crate::angle;

/// The direction of a line that runs `across` to the right and `down` downwards, in degrees clockwise from the
/// horizontal. Its two ends are equivalent: −90 (excluded) to 90. A line of zero length gives zero.
pub(super) fn line_degrees(across: f64, down: f64) -> f64 {
    let full_circle = angle::direction_degrees(across, down);
    // Rounding can leave a vertical line slightly to the left. It still counts as vertical.
    if full_circle > 90.0 + 1e-9 {
        full_circle - 180.0
    } else if full_circle <= 1e-9 - 90.0 {
        full_circle + 180.0
    } else {
        full_circle
    }
}

#[cfg(test)]
mod tests {
    use super::line_degrees;

    #[test]
    fn directions_agree_with_the_library_for_both_ends() {
        for tenth in -899..=900_i32 {
            let angle = f64::from(tenth) / 10.0;
            let (down, across) = angle.to_radians().sin_cos();
            for sign in [5.0, -5.0] {
                let off = (line_degrees(sign * across, sign * down) - angle).abs();
                assert!(off < 1e-11 || (off - 180.0).abs() < 1e-11, "{angle}°: off by {off}");
            }
        }
        assert_eq!(line_degrees(0.0, 0.0), 0.0);
        assert!((line_degrees(0.0, -3.0).abs() - 90.0).abs() < 1e-11);
    }
}
