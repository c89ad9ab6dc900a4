//! The objects before the camera: a specimen card and grounds, as colours of points in millimetres.

pub(crate) const CARD_WIDTH: f64 = 85.60;
pub(crate) const CARD_HEIGHT: f64 = 54.00;

/// Red, green and blue, 0–255.
pub(crate) type Colour = [f64; 3];

/// The two sides of an identity card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CardSide {
    Portrait,
    Emblem,
}

/// Pseudo-random numbers, the same on every platform.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(mix_bits(seed))
    }

    fn next_unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        (mix_bits(self.0) >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn between(&mut self, least: f64, most: f64) -> f64 {
        least + self.next_unit() * (most - least)
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.next_unit() < share
    }

    pub(crate) fn below(&mut self, count: u32) -> u32 {
        ((self.next_unit() * f64::from(count)) as u32).min(count - 1)
    }
}

fn mix_bits(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A pseudo-random number, 0–1, that belongs to a grid point.
pub(crate) fn noise(x: i64, y: i64, layer: u64) -> f64 {
    let key = (x as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ (y as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
        ^ layer.wrapping_mul(0x1656_67B1_9E37_79F9);
    (mix_bits(key) >> 11) as f64 / (1_u64 << 53) as f64
}

/// The same interpolated between grid points, 0–1, smooth.
fn smooth_noise(x: f64, y: f64, layer: u64) -> f64 {
    let (left, top) = (x.floor(), y.floor());
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (right, below) = (ease(x - left), ease(y - top));
    let at = |dx: i64, dy: i64| noise(left as i64 + dx, top as i64 + dy, layer);
    let above = at(0, 0) + (at(1, 0) - at(0, 0)) * right;
    let under = at(0, 1) + (at(1, 1) - at(0, 1)) * right;
    above + (under - above) * below
}

/// A ground that a card lies on.
pub(crate) struct Ground {
    texture: u32,
    base: Colour,
    strength: f64,
    sine: f64,
    cosine: f64,
    layer: u64,
}

impl Ground {
    pub(crate) fn draw(random: &mut Random, is_hard: bool, paper: Colour) -> Self {
        let angle = random.between(0.0, 360.0).to_radians();
        let base = match random.below(5) {
            // A light ground, a little darker than the card's own paper.
            0 => {
                let less =
                    if is_hard { random.between(9.0, 18.0) } else { random.between(28.0, 45.0) };
                paper.map(|value| value - less)
            }
            1 => [48.0, 46.0, 50.0],
            2 => [150.0, 112.0, 78.0],
            3 => [96.0, 116.0, 140.0],
            _ => [176.0, 158.0, 132.0],
        };
        Self {
            texture: random.below(5),
            base,
            strength: if is_hard { random.between(0.7, 1.2) } else { random.between(0.2, 0.6) },
            sine: angle.sin(),
            cosine: angle.cos(),
            layer: u64::from(random.below(1000)) + 10,
        }
    }

    pub(crate) fn colour(&self, u: f64, v: f64) -> Colour {
        let (x, y) = (u * self.cosine + v * self.sine, v * self.cosine - u * self.sine);
        let room = (self.base[1] / 150.0).min(1.0) * self.strength;
        let change = match self.texture {
            0 => 6.0 * (smooth_noise(x / 30.0, y / 30.0, self.layer) - 0.5),
            // The grain of wood: long stripes that waver.
            1 => {
                let waver = 3.0 * smooth_noise(x / 40.0, y / 12.0, self.layer + 1);
                let stripes = smooth_noise(x / 90.0, (y + waver) / 1.4, self.layer) - 0.5;
                60.0 * stripes + 20.0 * (smooth_noise(x / 25.0, y / 0.5, self.layer + 2) - 0.5)
            }
            // Cloth: threads both ways.
            2 => {
                let thread = |t: f64| if (t / 1.1).rem_euclid(1.0) < 0.5 { 1.0 } else { -1.0 };
                10.0 * thread(x)
                    + 10.0 * thread(y)
                    + 12.0 * (smooth_noise(x / 3.0, y / 3.0, self.layer) - 0.5)
            }
            // Stone.
            3 => {
                50.0 * (smooth_noise(x / 1.5, y / 1.5, self.layer) - 0.5)
                    + 40.0 * (smooth_noise(x / 6.0, y / 6.0, self.layer + 1) - 0.5)
            }
            // Planks with dark joints.
            _ => {
                let plank = (y / 34.0).floor();
                let joint = if (y / 34.0).rem_euclid(1.0) < 0.025 { -50.0 } else { 0.0 };
                joint
                    + 36.0 * (noise(plank as i64, 3, self.layer) - 0.5)
                    + 14.0 * (smooth_noise(x / 50.0, y / 1.0, self.layer) - 0.5)
            }
        };
        self.base.map(|value| (value + change * room).clamp(4.0, 246.0))
    }
}

/// The colour of the card at a point within it.
pub(crate) fn card_colour(side: CardSide, paper: Colour, u: f64, v: f64) -> Colour {
    let tint = 6.0 * ((u / 9.0).sin() * (v / 7.0).cos());
    let mut colour = [paper[0] + tint - 3.0, paper[1] - tint * 0.4 - 2.0, paper[2] - 2.0];
    let ink = |colour: &mut Colour, ink: Colour, share: f64| {
        for (value, ink) in colour.iter_mut().zip(ink) {
            *value += (ink - *value) * share;
        }
    };
    // Characters are boxes with random strokes.
    let text = |left: f64, top: f64, count: f64, height: f64, line: u64| -> bool {
        let (x, y) = ((u - left) / height, (v - top) / height);
        (0.0..1.0).contains(&y)
            && (0.0..count * 1.08).contains(&x)
            && x.rem_euclid(1.08) < 1.0
            && noise(
                (x.rem_euclid(1.08) * 6.0) as i64 + (x / 1.08) as i64 * 9,
                (y * 6.0) as i64,
                line,
            ) > 0.55
    };
    let dark = [40.0, 40.0, 46.0];
    match side {
        CardSide::Portrait => {
            for (line, (left, top, count, height)) in [
                (7.0, 6.0, 2.0, 2.2),
                (17.0, 5.7, 3.0, 3.0),
                (7.0, 13.0, 2.0, 2.2),
                (17.0, 13.0, 1.0, 2.6),
                (30.0, 13.0, 2.0, 2.2),
                (38.0, 13.0, 1.0, 2.6),
                (7.0, 20.0, 2.0, 2.2),
                (17.0, 20.0, 9.0, 2.6),
                (7.0, 27.5, 2.0, 2.2),
                (17.0, 27.0, 11.0, 2.7),
                (17.0, 31.5, 8.0, 2.7),
                (7.0, 45.0, 6.0, 2.4),
                (30.0, 44.4, 15.0, 2.9),
            ]
            .into_iter()
            .enumerate()
            {
                if text(left, top, count, height, line as u64) {
                    ink(&mut colour, dark, 0.85);
                }
            }
            let (x, y) = ((u - 68.0) / 8.5, (v - 20.0) / 11.0);
            if x * x + y * y < 1.0 {
                ink(
                    &mut colour,
                    if y < -0.35 { [36.0, 32.0, 34.0] } else { [212.0, 172.0, 150.0] },
                    0.95,
                );
            } else if (u - 68.0).abs() < 12.5
                && v > 31.0
                && v < 41.0
                && (u - 68.0).abs() < (v - 28.0) * 1.6
            {
                ink(&mut colour, [70.0, 76.0, 98.0], 0.9);
            }
        }
        CardSide::Emblem => {
            let off = ((u - 15.0).powi(2) + (v - 14.0).powi(2)).sqrt();
            if off < 8.5 {
                ink(&mut colour, [196.0, 48.0, 40.0], if off > 6.0 { 0.9 } else { 0.6 });
            }
            for (line, (left, top, count, height)) in [
                (30.0, 7.0, 9.0, 4.6),
                (30.0, 15.5, 5.0, 7.0),
                (18.0, 37.5, 4.0, 2.4),
                (32.0, 37.3, 8.0, 2.7),
                (18.0, 44.5, 4.0, 2.4),
                (32.0, 44.3, 14.0, 2.6),
            ]
            .into_iter()
            .enumerate()
            {
                if text(left, top, count, height, 40 + line as u64) {
                    ink(&mut colour, dark, 0.85);
                }
            }
        }
    }
    // The word for a specimen, in slanted strokes across the middle.
    let slanted = (u - 42.8) * 0.45 + (v - 27.0);
    if slanted.abs() < 5.0
        && (u - 42.8).abs() < 14.0
        && noise((u / 1.7) as i64, (slanted / 1.7 + 9.0) as i64, 77) > 0.6
    {
        ink(&mut colour, [200.0, 90.0, 90.0], 0.35);
    }
    colour
}
