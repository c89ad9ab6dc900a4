//! The inverse cosine transform of a JPEG's block, to its own size or to a half, a quarter or an eighth of it.
//!
//! All arithmetic is in integers, so that every device gives the same bytes. Sums wrap: sound files stay far below 32
//! bits, and hostile ones give arbitrary samples.

use std::num::Wrapping;

type Number = Wrapping<i32>;

/// Fraction bits of the constants.
const CONSTANT_BITS: usize = 13;
/// Fraction bits of the values between the two passes.
const BETWEEN_BITS: usize = 2;

/// Transforms the lowest `side` × `side` coefficients (1, 2, 4 or 8) to as many samples, written into `out` with `stride`
/// from row to row. The mean of the block is kept exactly, so that a reduced picture is as light as the whole one.
pub(crate) fn inverse_transform(
    side: usize,
    block: &[i16],
    quantisation: &[i32; 64],
    out: &mut [u8],
    stride: usize,
) {
    let coefficient =
        |index: usize| Wrapping(i32::from(block[index])) * Wrapping(quantisation[index]);
    match side {
        1 => out[0] = round_sample(coefficient(0), 3),
        2 => {
            let (mean, right, down, both) =
                (coefficient(0), coefficient(1), coefficient(2), coefficient(3));
            let (left_sum, left_difference) = (mean + down, mean - down);
            let (sum, difference) = (right + both, right - both);
            out[0] = round_sample(left_sum + sum, 3);
            out[1] = round_sample(left_sum - sum, 3);
            out[stride] = round_sample(left_difference + difference, 3);
            out[stride + 1] = round_sample(left_difference - difference, 3);
        }
        4 => transform_square::<4>(coefficient, transform_four, out, stride),
        _ => transform_square::<8>(coefficient, transform_eight, out, stride),
    }
}

/// Transforms the columns, then the rows.
#[inline]
fn transform_square<const N: usize>(
    coefficient: impl Fn(usize) -> Number,
    transform_line: impl Fn([Number; N]) -> [Number; N],
    out: &mut [u8],
    stride: usize,
) {
    let mut between = [[Wrapping(0); N]; N];
    let round = Wrapping(1 << (CONSTANT_BITS - BETWEEN_BITS - 1));
    for column in 0..N {
        let transformed = transform_line(std::array::from_fn(|row| coefficient(row * N + column)));
        for (row, value) in between.iter_mut().zip(transformed) {
            row[column] = (value + round) >> (CONSTANT_BITS - BETWEEN_BITS);
        }
    }
    for (row, samples) in between.into_iter().zip(out.chunks_mut(stride)) {
        for (out, value) in samples.iter_mut().zip(transform_line(row)) {
            *out = round_sample(value, CONSTANT_BITS + BETWEEN_BITS + 3);
        }
    }
}

/// Rounds, shifts the middle to 128 and clamps to a byte.
#[expect(clippy::cast_sign_loss, reason = "the value is clamped to a byte")]
fn round_sample(value: Number, bits: usize) -> u8 {
    (((value + Wrapping(1 << (bits - 1))) >> bits).0.wrapping_add(128)).clamp(0, 255) as u8
}

/// Four points of a line. The constants are cos(π/8)·√2 and cos(3π/8)·√2.
#[inline]
fn transform_four([x0, x1, x2, x3]: [Number; 4]) -> [Number; 4] {
    let (sum, difference) = ((x0 + x2) << CONSTANT_BITS, (x0 - x2) << CONSTANT_BITS);
    let (large, small) = (Wrapping(10_703), Wrapping(4_433));
    let (outer, inner) = (x1 * large + x3 * small, x1 * small - x3 * large);
    [sum + outer, difference + inner, difference - inner, sum - outer]
}

/// Eight points of a line, after Loeffler, Ligtenberg and Moschytz (1989), with the constants of the Independent JPEG Group.
#[inline]
fn transform_eight(x: [Number; 8]) -> [Number; 8] {
    let constant = |constant: i32| Wrapping(constant);
    let z = (x[2] + x[6]) * constant(4_433);
    let (t2, t3) = (z - x[6] * constant(15_137), z + x[2] * constant(6_270));
    let (t0, t1) = ((x[0] + x[4]) << CONSTANT_BITS, (x[0] - x[4]) << CONSTANT_BITS);
    let even = [t0 + t3, t1 + t2, t1 - t2, t0 - t3];

    let (z1, z2, z3, z4) = (x[7] + x[1], x[5] + x[3], x[7] + x[3], x[5] + x[1]);
    let z5 = (z3 + z4) * constant(9_633);
    let (z1, z2) = (z1 * constant(-7_373), z2 * constant(-20_995));
    let (z3, z4) = (z3 * constant(-16_069) + z5, z4 * constant(-3_196) + z5);
    let odd = [
        x[1] * constant(12_299) + z1 + z4,
        x[3] * constant(25_172) + z2 + z3,
        x[5] * constant(16_819) + z2 + z4,
        x[7] * constant(2_446) + z1 + z3,
    ];
    std::array::from_fn(|n| if n < 4 { even[n] + odd[n] } else { even[7 - n] - odd[7 - n] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_keeps_the_mean_and_the_cosines() {
        for side in [1_usize, 2, 4, 8] {
            for (u, v) in [(0, 0), (1, 0), (0, 1), (3, 2), (2, 3), (7, 5)] {
                if u >= side || v >= side {
                    continue;
                }
                let mut block = [0_i16; 64];
                block[0] = 80;
                block[v * side + u] += 200;
                let mut out = [0_u8; 64];
                inverse_transform(side, &block, &[1; 64], &mut out, side);
                for y in 0..side {
                    for x in 0..side {
                        let expected = (0..2)
                            .map(|part| {
                                let (u, v, f) = [(0, 0, 80.0), (u, v, 200.0)][part];
                                let wave = |at: usize, k: usize| {
                                    let scale = if k == 0 { 0.5_f64.sqrt() } else { 1.0 };
                                    let angle = (2 * at + 1) as f64 * k as f64;
                                    scale * (angle * std::f64::consts::PI / (2 * side) as f64).cos()
                                };
                                f / 4.0 * wave(x, u) * wave(y, v)
                            })
                            .sum::<f64>()
                            + 128.0;
                        let found = f64::from(out[y * side + x]);
                        assert!((found - expected).abs() <= 0.6, "{side}: {found} for {expected}");
                    }
                }
            }
        }
    }
}
