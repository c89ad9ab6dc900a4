//! Half-precision numbers, the format of the stored weights.

/// The value of an IEEE 754 binary16 number. Each is exact in 32 bits.
pub(super) fn widen_half(half: u16) -> f32 {
    let sign = u32::from(half >> 15) << 31;
    let exponent = u32::from(half >> 10 & 0x1f);
    let fraction = u32::from(half & 0x3ff);
    match exponent {
        // A subnormal number is an integer multiple of 2^-24.
        0 => {
            let size = f32::from(half & 0x3ff) / 16_777_216.0;
            if sign == 0 { size } else { -size }
        }
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::widen_half;

    #[test]
    fn halves_have_the_values_of_the_standard() {
        for (half, value) in [
            (0x0000, 0.0),
            (0x0001, 5.960_464_5e-8),
            (0x03ff, 6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
            (0x3555, 0.333_251_95),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65_504.0),
            (0x7c00, f32::INFINITY),
            (0xfc00, f32::NEG_INFINITY),
        ] {
            assert_eq!(widen_half(half), value, "{half:#06x}");
        }
        assert!(widen_half(0x7e00).is_nan());
        assert!(widen_half(0x8000).is_sign_negative());
    }
}
