//! The direction of a line without regard to its ends, the same to the last bit on every device.

use crate::angle;

/// The direction of a line that runs `across` to the right and `down` downwards, in degrees clockwise from the
/// horizontal. Its two ends are equivalent: −90 (excluded) to 90. A line of zero length gives zero.
pub(super) fn degrees(across: f64, down: f64) -> f64 {
    let whole = angle::degrees(across, down);
    // Rounding can leave a vertical line slightly to the left. It still counts as vertical.
    if whole > 90.0 + 1e-9 {
        whole - 180.0
    } else if whole <= 1e-9 - 90.0 {
        whole + 180.0
    } else {
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::degrees;

    #[test]
    fn directions_agree_with_the_library_and_ignore_which_end_is_first() {
        for tenth in -899..=900_i32 {
            let angle = f64::from(tenth) / 10.0;
            let (down, across) = angle.to_radians().sin_cos();
            for sign in [5.0, -5.0] {
                let off = (degrees(sign * across, sign * down) - angle).abs();
                assert!(off < 1e-11 || (off - 180.0).abs() < 1e-11, "{angle}°: off by {off}");
            }
        }
        assert_eq!(degrees(0.0, 0.0), 0.0);
        assert!((degrees(0.0, -3.0).abs() - 90.0).abs() < 1e-11);
    }
}
