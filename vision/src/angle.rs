//! The angle of a line, the same to the last bit on every device.

/// The direction of a line that runs `across` to the right and `down` downwards, in degrees clockwise from the
/// horizontal, −180 to 180. A line of zero length gives zero.
pub(crate) fn direction_degrees(across: f64, down: f64) -> f64 {
    if across == 0.0 && down == 0.0 {
        return 0.0;
    }
    let length = (across * across + down * down).sqrt();
    // The tangent of half the angle, by the one of two formulas that does not subtract nearly equal numbers.
    let half = if across >= 0.0 {
        arctangent(down / (length + across))
    } else {
        left_half_angle(down, across, length)
    };
    half * (360.0 / std::f64::consts::PI)
}

/// Half the angle of a line that points to the left.
fn left_half_angle(down: f64, across: f64, length: f64) -> f64 {
    let rest = arctangent(down.abs() / (length - across));
    let half = std::f64::consts::FRAC_PI_2 - rest;
    if down < 0.0 { -half } else { half }
}

/// The arctangent for −1 ≤ x ≤ 1 within 1e-15. The library's function is implemented differently on every platform.
fn arctangent(x: f64) -> f64 {
    // Halving the angle twice leaves an argument below 0.2. The series for it is short.
    let halved = |x: f64| x / (1.0 + (1.0 + x * x).sqrt());
    let x = halved(halved(x));
    let square = x * x;
    let mut sum = 0.0;
    for n in (1..=11_u8).rev() {
        // The signs alternate: each iteration flips the sign of all later terms.
        sum = -square * (1.0 / f64::from(2 * n + 1) + sum);
    }
    4.0 * x * (1.0 + sum)
}

#[cfg(test)]
mod tests {
    use super::direction_degrees;

    #[test]
    fn directions_agree_with_the_library_within_rounding() {
        for tenth in -1800..=1800_i32 {
            let angle = f64::from(tenth) / 10.0;
            let (down, across) = angle.to_radians().sin_cos();
            let ours = direction_degrees(7.0 * across, 7.0 * down);
            let off = (ours - angle).abs();
            assert!(off < 1e-11 || (off - 360.0).abs() < 1e-11, "{angle}°: {ours}");
        }
        assert_eq!(direction_degrees(0.0, 0.0), 0.0);
        assert_eq!(direction_degrees(3.0, 0.0), 0.0);
    }
}
