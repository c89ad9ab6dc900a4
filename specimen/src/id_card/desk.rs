//! What cards are photographed on.

use serde::Serialize;

use crate::chance::Chance;
use crate::nobody::{self, cloud};
use crate::sheet::{Colour, Sheet, mix};

/// One point of a ground for so many of a picture: nothing on it is finer.
const COARSE: usize = 3;

/// A kind of ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ground {
    Dark,
    Light,
    Wood,
    Cloth,
    Stone,
    Patterned,
    Paper,
}

impl Ground {
    /// As they occur on desks.
    pub(crate) fn any(chance: &mut Chance) -> Self {
        *chance.of(&[
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

    pub(crate) fn painted(self, width: usize, height: usize, chance: &mut Chance) -> Sheet {
        let (width, height) = (width / COARSE, height / COARSE);
        let from = chance.between(0.0, 400.0);
        match self {
            Self::Dark => {
                let shade = chance.between(18.0, 80.0);
                clouded([shade, shade * 1.02, shade * 1.05], 8.0, from, width, height)
            }
            Self::Light => {
                let shade = chance.between(185.0, 246.0);
                clouded([shade, shade * 0.985, shade * 0.96], 8.0, from, width, height)
            }
            Self::Paper => clouded([246.0, 246.0, 244.0], 3.0, from, width, height),
            Self::Wood => wood(from, width, height, chance),
            Self::Cloth => cloth(width, height, chance),
            Self::Stone => nobody::clouds(chance, width, height),
            Self::Patterned => nobody::drawn(chance, width, height),
        }
    }
}

fn clouded(colour: Colour, depth: f32, from: f32, width: usize, height: usize) -> Sheet {
    Sheet::painted(width, height, |(x, y)| {
        let shade = depth * (cloud(from + x / 70.0, y / 70.0) - 0.5);
        colour.map(|value| value + shade)
    })
}

fn wood(from: f32, width: usize, height: usize, chance: &mut Chance) -> Sheet {
    const WOODS: [(Colour, Colour); 4] = [
        ([196.0, 154.0, 108.0], [158.0, 112.0, 70.0]),
        ([124.0, 84.0, 56.0], [84.0, 52.0, 34.0]),
        ([222.0, 196.0, 158.0], [198.0, 164.0, 122.0]),
        ([92.0, 58.0, 42.0], [54.0, 34.0, 26.0]),
    ];
    let (light, dark) = *chance.of(&WOODS);
    let upright = chance.coin();
    let ring = chance.between(9.0, 26.0);
    Sheet::painted(width, height, |(x, y)| {
        let (along, across) = if upright { (y, x) } else { (x, y) };
        let wave = cloud(from + along / 240.0, across / 60.0);
        let grain = (across / ring + 5.0 * wave).sin();
        let fine = cloud(along / 40.0, across / 1.6);
        mix(light, dark, 0.35 + 0.25 * grain + 0.4 * fine)
    })
}

fn cloth(width: usize, height: usize, chance: &mut Chance) -> Sheet {
    let colour: Colour = [0, 1, 2].map(|_| chance.between(40.0, 220.0));
    let (thread, check) = (chance.between(2.5, 5.0), chance.between(30.0, 120.0));
    let checked = chance.happens(0.4);
    Sheet::painted(width, height, |(x, y)| {
        let weave = 0.06 * ((x * 6.3 / thread).sin() * (y * 6.3 / thread).sin());
        let field =
            if checked && ((x / check) as i32 + (y / check) as i32) % 2 == 0 { -0.14 } else { 0.0 };
        let fold = 0.16 * (cloud(x / 160.0, y / 160.0) - 0.5);
        colour.map(|value| value * (1.0 + weave + field + fold))
    })
}
