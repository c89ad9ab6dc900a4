//! The direction of a line, the same to the last bit on every device.

/// The direction of a line that goes `across` to the right and `down`, in degrees clockwise from the horizontal, without
/// telling its two ends apart: −90 (excluded) to 90. A line of no length has none: zero.
pub(super) fn degrees(across: f64, down: f64) -> f64 {
    if across.abs() >= down.abs() {
        if across == 0.0 {
            return 0.0;
        }
        return arctangent(down / across);
    }
    let rest = arctangent(across / down);
    if rest >= 0.0 { 90.0 - rest } else { -90.0 - rest }
}

/// The arctangent in degrees for −1 ≤ x ≤ 1, within 1e-12. The library's own is another implementation on every platform.
fn arctangent(x: f64) -> f64 {
    // Halving the angle twice leaves an argument below 0.2, for which the series is short.
    let halved = |x: f64| x / (1.0 + (1.0 + x * x).sqrt());
    let x = halved(halved(x));
    let square = x * x;
    let mut sum = 0.0;
    for n in (0..=9_u8).rev() {
        sum = 1.0 / f64::from(2 * n + 1) - square * sum;
    }
    x * sum * (4.0 * 180.0 / std::f64::consts::PI)
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
        assert_eq!((degrees(0.0, 0.0), degrees(0.0, -3.0)), (0.0, 90.0));
    }
}
