//! Sine and cosine that are the same to the last bit on every device.

/// A rotation in the plane of a picture, taken apart into quarter turns and what remains.
///
/// Its arithmetic is exact for quarter turns, and otherwise the same to the last bit natively and in WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    quarters: u8,
    sine: f64,
    cosine: f64,
}

/// Below this many degrees a rotation moves no pixel of the largest picture we admit by a tenth, and counts as none.
const NEGLIGIBLE: f64 = 1e-4;

impl Turn {
    /// Takes apart a finite angle in degrees clockwise.
    #[must_use]
    pub fn new(degrees: f64) -> Self {
        let full = degrees.rem_euclid(360.0);
        // A tiny negative angle can round up to the full circle.
        let (quarters, rest) = match full {
            a if a < 45.0 => (0, a),
            a if a < 135.0 => (1, a - 90.0),
            a if a < 225.0 => (2, a - 180.0),
            a if a < 315.0 => (3, a - 270.0),
            a => (0, a - 360.0),
        };
        if rest.abs() < NEGLIGIBLE {
            return Self { quarters, sine: 0.0, cosine: 1.0 };
        }
        let radians = rest * (std::f64::consts::PI / 180.0);
        Self { quarters, sine: sine(radians), cosine: cosine(radians) }
    }

    /// Whole quarter turns clockwise, 0–3.
    #[must_use]
    pub const fn quarters(&self) -> u8 {
        self.quarters
    }

    /// The sine of the −45° to 45° that remain beside the quarter turns.
    #[must_use]
    pub const fn sine(&self) -> f64 {
        self.sine
    }

    /// The cosine of the −45° to 45° that remain beside the quarter turns.
    #[must_use]
    pub const fn cosine(&self) -> f64 {
        self.cosine
    }

    /// Whether nothing remains beside quarter turns.
    #[must_use]
    pub fn is_square(&self) -> bool {
        self.sine == 0.0
    }

    /// A vector, to the right and down, turned clockwise by the whole angle.
    #[must_use]
    pub fn apply(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (x, y) = (self.cosine * x - self.sine * y, self.sine * x + self.cosine * y);
        match self.quarters {
            0 => (x, y),
            1 => (-y, x),
            2 => (-x, -y),
            _ => (y, -x),
        }
    }

    /// A vector turned counter-clockwise by the whole angle: the inverse of [`Turn::apply`].
    #[must_use]
    pub fn undo(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (x, y) = match self.quarters {
            0 => (x, y),
            1 => (y, -x),
            2 => (-x, -y),
            _ => (-y, x),
        };
        (self.cosine * x + self.sine * y, self.cosine * y - self.sine * x)
    }
}

/// Taylor's series to the fifteenth power: within 1e-15 up to 45°. The library's own sine is another implementation on
/// every platform, and the last bit of a crop would depend on the device.
fn sine(x: f64) -> f64 {
    let square = x * x;
    let mut sum = 0.0;
    for n in (1..=7_u8).rev() {
        let n = f64::from(n);
        sum = -square / (2.0 * n * (2.0 * n + 1.0)) * (1.0 + sum);
    }
    x * (1.0 + sum)
}

/// Taylor's series to the sixteenth power.
fn cosine(x: f64) -> f64 {
    let square = x * x;
    let mut sum = 0.0;
    for n in (1..=8_u8).rev() {
        let n = f64::from(n);
        sum = -square / ((2.0 * n - 1.0) * 2.0 * n) * (1.0 + sum);
    }
    1.0 + sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_and_cosine_agree_with_the_library_within_rounding() {
        for tenth in -450..=450 {
            let x = f64::from(tenth) / 10.0 * std::f64::consts::PI / 180.0;
            assert!(
                (sine(x) - x.sin()).abs() < 1e-14 && (cosine(x) - x.cos()).abs() < 1e-14,
                "at {tenth}"
            );
        }
    }

    #[test]
    fn quarter_turns_are_exact_however_they_are_written() {
        for (degrees, quarters) in
            [(0.0, 0), (90.0, 1), (-90.0, 3), (180.0, 2), (450.0, 1), (-1e-20, 0), (360.0, 0)]
        {
            let turn = Turn::new(degrees);
            assert_eq!((turn.quarters, turn.is_square()), (quarters, true), "{degrees}°");
        }
        assert!(!Turn::new(10.0).is_square());
    }
}
