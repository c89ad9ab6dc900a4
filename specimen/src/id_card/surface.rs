//! The surfaces on which cards are photographed.

use serde::Serialize;

use crate::canvas::{Canvas, Colour, mix};
use crate::random::Random;
use crate::scenes::{self, cloud_noise};

/// The surface is painted with one pixel for three pixels of the picture, since it has no finer detail.
const PIXELS_PER_POINT: usize = 3;

/// A kind of surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Surface {
    Dark,
    Light,
    Wood,
    Cloth,
    Stone,
    Patterned,
    Paper,
}

impl Surface {
    /// A random surface, with the frequencies of tables and desks.
    pub(crate) fn choose(random: &mut Random) -> Self {
        *random.pick(&[
            Self::Dark,
            Self::Dark,
            Self::Light,
            Self::Light,
            Self::Wood,
            Self::Wood,
            Self::Wood,
            Self::Cloth,
            Self::Cloth,
            Self::Stone,
            Self::Patterned,
        ])
    }

    pub(crate) fn paint(self, width: usize, height: usize, random: &mut Random) -> Canvas {
        let (width, height) = (width / PIXELS_PER_POINT, height / PIXELS_PER_POINT);
        let offset = random.between(0.0, 400.0);
        match self {
            Self::Dark => {
                let shade = random.between(18.0, 80.0);
                paint_clouded([shade, shade * 1.02, shade * 1.05], 8.0, offset, width, height)
            }
            Self::Light => {
                let shade = random.between(185.0, 246.0);
                paint_clouded([shade, shade * 0.985, shade * 0.96], 8.0, offset, width, height)
            }
            Self::Paper => paint_clouded([246.0, 246.0, 244.0], 3.0, offset, width, height),
            Self::Wood => paint_wood(offset, width, height, random),
            Self::Cloth => paint_cloth(width, height, random),
            Self::Stone => scenes::draw_clouds(random, width, height),
            Self::Patterned => scenes::draw_any(random, width, height),
        }
    }
}

fn paint_clouded(colour: Colour, depth: f32, offset: f32, width: usize, height: usize) -> Canvas {
    Canvas::paint(width, height, |(x, y)| {
        let shade = depth * (cloud_noise(offset + x / 70.0, y / 70.0) - 0.5);
        colour.map(|value| value + shade)
    })
}

fn paint_wood(offset: f32, width: usize, height: usize, random: &mut Random) -> Canvas {
    const WOODS: [(Colour, Colour); 4] = [
        ([196.0, 154.0, 108.0], [158.0, 112.0, 70.0]),
        ([124.0, 84.0, 56.0], [84.0, 52.0, 34.0]),
        ([222.0, 196.0, 158.0], [198.0, 164.0, 122.0]),
        ([92.0, 58.0, 42.0], [54.0, 34.0, 26.0]),
    ];
    let (light, dark) = *random.pick(&WOODS);
    let is_upright = random.flip_coin();
    let ring = random.between(9.0, 26.0);
    Canvas::paint(width, height, |(x, y)| {
        let (along, across) = if is_upright { (y, x) } else { (x, y) };
        let wave = cloud_noise(offset + along / 240.0, across / 60.0);
        let grain = (across / ring + 5.0 * wave).sin();
        let fine = cloud_noise(along / 40.0, across / 1.6);
        mix(light, dark, 0.35 + 0.25 * grain + 0.4 * fine)
    })
}

fn paint_cloth(width: usize, height: usize, random: &mut Random) -> Canvas {
    let colour: Colour = [0, 1, 2].map(|_| random.between(40.0, 220.0));
    let (thread, check) = (random.between(2.5, 5.0), random.between(30.0, 120.0));
    let is_checked = random.chance(0.4);
    Canvas::paint(width, height, |(x, y)| {
        let weave = 0.06 * ((x * 6.3 / thread).sin() * (y * 6.3 / thread).sin());
        let field = if is_checked && ((x / check) as i32 + (y / check) as i32) % 2 == 0 {
            -0.14
        } else {
            0.0
        };
        let fold = 0.16 * (cloud_noise(x / 160.0, y / 160.0) - 0.5);
        colour.map(|value| value * (1.0 + weave + field + fold))
    })
}
