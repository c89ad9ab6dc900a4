//! Luma, lightness and chroma of sRGB bytes.

/// Rec. 601 luma of a pixel, 0–255, rounded to nearest.
pub(crate) fn luma([red, green, blue]: [u8; 3]) -> u8 {
    // The weights are 0.299, 0.587 and 0.114 in 16 bits. They sum to 65,536, so that white stays 255.
    let sum = 19_595 * u32::from(red) + 38_470 * u32::from(green) + 7_471 * u32::from(blue);
    u8::try_from((sum + 32_768) >> 16).unwrap_or(u8::MAX)
}

/// CIE L\*a\*b\* from sRGB (D65), by tables.
///
/// The tables are filled by Newton's iteration with `+ − × ÷` alone, which IEEE 754 rounds exactly. The `powf` and
/// `cbrt` of a platform's library differ in the last bit between a phone's browser and the server. A measurement that
/// differs could change the verdict.
pub(crate) struct LabConverter {
    linear_by_byte: [f64; 256],
    roots: Vec<f64>,
}

/// Steps of the cube root table between 0 and 1. With linear interpolation the error of L\* is below 0.001.
const ROOT_TABLE_STEPS: u16 = 4096;

impl LabConverter {
    pub(crate) fn new() -> Self {
        let mut linear_by_byte = [0.0; 256];
        for (byte, value) in (0_u8..=255).zip(&mut linear_by_byte) {
            *value = linear_light(f64::from(byte) / 255.0);
        }
        let roots = (0..=ROOT_TABLE_STEPS)
            .map(|step| lab_function(f64::from(step) / f64::from(ROOT_TABLE_STEPS)))
            .collect();
        Self { linear_by_byte, roots }
    }

    /// Lightness L\* (0–100) and chroma C\*ab of a pixel.
    pub(crate) fn lightness_and_chroma(&self, [red, green, blue]: [u8; 3]) -> (f64, f64) {
        let channel = |byte: u8| self.linear_by_byte[usize::from(byte)];
        let (red, green, blue) = (channel(red), channel(green), channel(blue));
        // Each row is an sRGB primary divided by the white point, so that each sums to one and grey has no chroma.
        let x = self.interpolated_root(
            (0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47,
        );
        let y =
            self.interpolated_root(0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue);
        let z = self.interpolated_root(
            (0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue) / 1.088_83,
        );
        let (a, b) = (500.0 * (x - y), 200.0 * (y - z));
        (116.0 * y - 16.0, (a * a + b * b).sqrt())
    }

    /// The cube root of a value, interpolated between two steps of the table.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the table"
    )]
    fn interpolated_root(&self, value: f64) -> f64 {
        let position = value.clamp(0.0, 1.0) * f64::from(ROOT_TABLE_STEPS);
        let step = (position as usize).min(usize::from(ROOT_TABLE_STEPS) - 1);
        let (below, above) = (self.roots[step], self.roots[step + 1]);
        below + (above - below) * (position - step as f64)
    }
}

/// An sRGB value (0–1) as linear light.
pub(crate) fn linear_light(value: f64) -> f64 {
    if value <= 0.040_45 {
        return value / 12.92;
    }
    // The power of 2.4 is the square times the square of the fifth root.
    let base = (value + 0.055) / 1.055;
    let fifth = nth_root(base, 5);
    base * base * fifth * fifth
}

/// The function f of CIE L\*a\*b\*: a cube root with a straight line near zero.
fn lab_function(value: f64) -> f64 {
    if value <= 216.0 / 24_389.0 {
        (24_389.0 / 27.0 * value + 16.0) / 116.0
    } else {
        nth_root(value, 3)
    }
}

/// The n-th root of a value in (0, 1], by Newton's iteration from above, where it falls monotonically.
fn nth_root(value: f64, n: u8) -> f64 {
    let mut root = 1.0;
    // Values here are above 0.008. This many steps reach the last bit, and a fixed number of steps is the same on every
    // device.
    for _ in 0..24 {
        let mut power = 1.0;
        for _ in 1..n {
            power *= root;
        }
        root = (f64::from(n - 1) * root + value / power) / f64::from(n);
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_grey_and_white_have_their_lightness_and_no_chroma() {
        let lab = LabConverter::new();
        for (byte, wanted) in [(0_u8, 0.0), (119, 50.03), (255, 100.0)] {
            let (lightness, chroma) = lab.lightness_and_chroma([byte; 3]);
            assert!((lightness - wanted).abs() < 0.05, "{byte}: {lightness}");
            assert!(chroma < 0.05, "{byte}: {chroma}");
        }
    }

    #[test]
    fn the_primaries_have_their_published_values() {
        let lab = LabConverter::new();
        for (pixel, lightness, chroma) in [
            ([255, 0, 0], 53.24, 104.55),
            ([0, 255, 0], 87.73, 119.78),
            ([0, 0, 255], 32.30, 133.81),
        ] {
            let (l, c) = lab.lightness_and_chroma(pixel);
            assert!((l - lightness).abs() < 0.05 && (c - chroma).abs() < 0.1, "{pixel:?}: {l} {c}");
        }
    }

    #[test]
    fn roots_agree_with_the_library_within_rounding() {
        for hundredth in 1..=100_u8 {
            let value = f64::from(hundredth) / 100.0;
            assert!((nth_root(value, 3) - value.cbrt()).abs() < 1e-14);
            assert!((nth_root(value, 5) - value.powf(0.2)).abs() < 1e-14);
        }
    }

    #[test]
    fn luma_keeps_black_and_white() {
        assert_eq!((luma([0; 3]), luma([255; 3]), luma([255, 0, 0])), (0, 255, 76));
    }
}
