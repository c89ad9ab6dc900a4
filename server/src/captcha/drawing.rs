//! Draws the characters of a captcha: each tilted and shifted by itself, all on a wave, with a few lines across.

use rand::RngExt as _;
use sscard_vision::{Picture, PictureError, encode_preview};

use super::glyphs::{self, Stroke};

const WIDTH: u32 = 240;
const HEIGHT: u32 = 88;
/// Half the width of a stroke, in pixels.
const STROKE_HALF_WIDTH: f64 = 3.6;
/// Half the width of a disturbing line, in pixels.
const NOISE_HALF_WIDTH: f64 = 1.1;
const BACKGROUND: [f64; 3] = [244.0, 246.0, 248.0];

type Point = (f64, f64);

/// A line segment, its thickness, and its colour.
struct LineSegment {
    from: Point,
    to: Point,
    half_width: f64,
    ink: [f64; 3],
}

/// The picture of a text, as JPEG.
///
/// # Errors
/// Those of the encoder, which a drawing of this size does not meet.
pub(super) fn draw(text: &str) -> Result<Vec<u8>, PictureError> {
    let segments = segments(text);
    let wave = Wave::random();
    let mut pixels = Vec::with_capacity((WIDTH * HEIGHT * 3) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let at = wave.displace((f64::from(x), f64::from(y)));
            let colour = segments
                .iter()
                .fold(BACKGROUND, |beneath, segment| segment.blend_over(beneath, at));
            pixels.extend(colour.map(|part| part.round() as u8));
        }
    }
    encode_preview(&Picture::from_rgb(WIDTH, HEIGHT, pixels)?)
}

/// The disturbing lines, and over them the characters.
fn segments(text: &str) -> Vec<LineSegment> {
    let mut rng = rand::rng();
    let mut segments = Vec::new();
    for _ in 0..5 {
        let mut side = |x| (x, rng.random_range(6.0..f64::from(HEIGHT) - 6.0));
        let (from, to) = (side(0.0), side(f64::from(WIDTH)));
        segments.push(LineSegment {
            from,
            to,
            half_width: NOISE_HALF_WIDTH,
            ink: [150.0, 162.0, 176.0],
        });
    }
    let count = text.chars().count().max(1);
    let width_per_character = (f64::from(WIDTH) - 24.0) / count as f64;
    for (index, character) in text.chars().enumerate() {
        let tilt: f64 = rng.random_range(-0.35..0.35);
        let size = rng.random_range(42.0..52.0);
        let middle = (
            12.0 + width_per_character * (index as f64 + 0.5) + rng.random_range(-4.0..4.0),
            f64::from(HEIGHT) / 2.0 + rng.random_range(-7.0..7.0),
        );
        let ink = [20.0, 30.0, 60.0].map(|part: f64| part + rng.random_range(0.0..55.0));
        let placed = |(x, y): Point| {
            let (x, y) = ((x - 0.5) * size * 0.72, (y - 0.5) * size);
            (middle.0 + x * tilt.cos() - y * tilt.sin(), middle.1 + x * tilt.sin() + y * tilt.cos())
        };
        for line in strokes(character) {
            segments.extend(line.windows(2).filter_map(|ends| match ends {
                [from, to] => Some(LineSegment {
                    from: placed(*from),
                    to: placed(*to),
                    half_width: STROKE_HALF_WIDTH,
                    ink,
                }),
                _ => None,
            }));
        }
    }
    segments
}

/// The lines of a character, with the corners of the round ones cut.
fn strokes(character: char) -> Vec<Vec<Point>> {
    let found = glyphs::ALL.iter().find(|(one, _)| *one == character);
    let strokes = found.map_or(&[][..], |(_, strokes)| *strokes);
    strokes
        .iter()
        .map(|stroke| match stroke {
            Stroke::Sharp(points) => points.to_vec(),
            Stroke::Round(points) => cut_corners(&cut_corners(points)),
        })
        .collect()
}

/// Cuts every corner at a quarter of its sides; the ends stay.
fn cut_corners(points: &[Point]) -> Vec<Point> {
    let [first, .., last] = points else { return points.to_vec() };
    let mut cut = vec![*first];
    for ends in points.windows(2) {
        if let [(ax, ay), (bx, by)] = ends {
            cut.push((ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25));
            cut.push((ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75));
        }
    }
    cut.push(*last);
    cut
}

impl LineSegment {
    /// The colour at a point over the colour beneath, with a soft edge.
    fn blend_over(&self, beneath: [f64; 3], (x, y): Point) -> [f64; 3] {
        let ((ax, ay), (bx, by)) = (self.from, self.to);
        let (dx, dy) = (bx - ax, by - ay);
        let length = (dx * dx + dy * dy).max(f64::EPSILON);
        let along = (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0);
        let away = (x - ax - along * dx).hypot(y - ay - along * dy);
        let share = (self.half_width + 0.5 - away).clamp(0.0, 1.0);
        let [r, g, b] = beneath;
        let [ir, ig, ib] = self.ink;
        [r + (ir - r) * share, g + (ig - g) * share, b + (ib - b) * share]
    }
}

/// The wave that bends the lines of a picture.
struct Wave {
    phase: f64,
    length: f64,
    height: f64,
}

impl Wave {
    fn random() -> Self {
        let mut rng = rand::rng();
        Self {
            phase: rng.random_range(0.0..6.2),
            length: rng.random_range(50.0..90.0),
            height: rng.random_range(3.0..5.5),
        }
    }

    fn displace(&self, (x, y): Point) -> Point {
        let turn = std::f64::consts::TAU / self.length;
        let (along, across) = (x * turn + self.phase, y * turn + self.phase);
        (x + across.sin() * self.height * 0.6, y + along.sin() * self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_strokes_of_its_own() {
        // Only the strokes identify a character: tilt, wave and lines are random.
        let drawn: Vec<_> = glyphs::ALL.iter().map(|(character, _)| strokes(*character)).collect();
        for (at, one) in drawn.iter().enumerate() {
            assert!(!one.is_empty() && one.iter().all(|line| line.len() > 1));
            assert!(drawn[at + 1..].iter().all(|other| other != one));
            assert!(
                one.iter()
                    .flatten()
                    .all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y))
            );
        }
    }

    #[test]
    fn a_captcha_is_small_and_never_the_same_twice() {
        let (one, other) = (draw("A3KW").unwrap(), draw("A3KW").unwrap());
        assert_ne!(one, other);
        let header = sscard_vision::probe(&one).unwrap();
        assert_eq!((header.width(), header.height()), (WIDTH, HEIGHT));
        assert!(one.len() < 8_000, "{} bytes", one.len());
    }
}
