//! The exponential and the logistic function, the same to the last bit on every device.

/// The natural logarithm of two in two parts. The first has so few bits that its product with a small integer is exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// e to the power of x within a few units of the last place, for −700 ≤ x ≤ 700. Values beyond are clamped to the
/// bound.
///
/// The library's function is implemented differently on every platform.
pub(crate) fn exponential(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let power = (x * std::f64::consts::LOG2_E).round_ties_even();
    let rest = (x - power * LN_2_HIGH) - power * LN_2_LOW;
    // Taylor's series to the thirteenth power: the argument is at most 0.35, and 0.35^14 / 14! is below 1e-17.
    let mut sum = 1.0;
    for n in (1..=13_u8).rev() {
        sum = 1.0 + rest / f64::from(n) * sum;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the power lies within ±1010"
    )]
    let scale = f64::from_bits(((power as i64 + 1023) as u64) << 52);
    sum * scale
}

/// The logistic function 1 / (1 + e^−x), which converts a score to a probability.
#[expect(clippy::cast_possible_truncation, reason = "the model computes in 32 bits")]
pub(crate) fn logistic(x: f32) -> f32 {
    (1.0 / (1.0 + exponential(-f64::from(x)))) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_agrees_with_the_library() {
        for step in -7000..=7000 {
            let x = f64::from(step) / 10.0;
            let (ours, theirs) = (exponential(x), x.exp());
            assert!((ours / theirs - 1.0).abs() < 4e-15, "e^{x}: {ours} and {theirs}");
        }
    }

    #[test]
    fn the_logistic_function_stays_within_zero_and_one() {
        assert_eq!(logistic(0.0), 0.5);
        assert_eq!(logistic(f32::INFINITY), 1.0);
        assert!(logistic(-80.0) > 0.0 && logistic(f32::NEG_INFINITY) >= 0.0);
        assert!((logistic(2.0) + logistic(-2.0) - 1.0).abs() < 1e-7);
    }
}
