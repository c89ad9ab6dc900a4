//! Drawn busts of varied skin, hair and shape. They depict no real person.

use crate::canvas::{Canvas, Colour, mix};
use crate::person::{Gaze, HeadGeometry, Person};
use crate::random::Random;

const WIDTH: usize = 900;
const HEIGHT: usize = 1500;
/// The column of the middle of the head.
const MIDDLE: f32 = 450.0;
const EYE_LINE: f32 = 600.0;

const SKINS: [Colour; 8] = [
    [244.0, 214.0, 192.0],
    [232.0, 194.0, 164.0],
    [222.0, 178.0, 146.0],
    [206.0, 160.0, 124.0],
    [186.0, 138.0, 104.0],
    [160.0, 112.0, 82.0],
    [134.0, 90.0, 64.0],
    [112.0, 74.0, 54.0],
];
const HAIRS: [Colour; 6] = [
    [28.0, 24.0, 24.0],
    [52.0, 40.0, 34.0],
    [88.0, 60.0, 40.0],
    [128.0, 92.0, 54.0],
    [70.0, 70.0, 74.0],
    [120.0, 118.0, 116.0],
];
const CLOTHES: [Colour; 6] = [
    [52.0, 84.0, 128.0],
    [40.0, 42.0, 50.0],
    [128.0, 50.0, 52.0],
    [60.0, 104.0, 84.0],
    [104.0, 96.0, 88.0],
    [150.0, 132.0, 60.0],
];

/// An oval of a drawing: its middle, half axes and colour.
#[derive(Clone, Copy, Debug)]
struct Oval {
    middle: (f32, f32),
    half: (f32, f32),
    colour: Colour,
}

impl Oval {
    /// The squared distance from the middle in half axes: below 1 inside, above 1 outside.
    fn squared_distance(&self, (x, y): (f32, f32)) -> f32 {
        let (across, down) = ((x - self.middle.0) / self.half.0, (y - self.middle.1) / self.half.1);
        across * across + down * down
    }

    /// The share of a pixel that the oval covers. The edge is three pixels soft.
    fn cover(&self, point: (f32, f32)) -> f32 {
        let soft = 3.0 / self.half.0.min(self.half.1);
        ((1.0 + soft - self.squared_distance(point).sqrt()) / (2.0 * soft)).clamp(0.0, 1.0)
    }
}

/// Draws the bust of a number.
pub(crate) fn draw_bust(number: u64) -> Person {
    let mut random = Random::new(0xb057, number);
    let skin = SKINS[usize::try_from(number % 8).unwrap_or(0)];
    let hair = *random.pick(&HAIRS);
    let half_width = random.between(212.0, 246.0);
    let half_height = random.between(272.0, 312.0);
    let face_middle = EYE_LINE + random.between(8.0, 34.0);
    let light = random.signed_between(0.0, 0.16);
    let mouth = half_height * random.between(0.55, 0.62) + face_middle - EYE_LINE - 20.0;
    let ovals = ovals(&mut random, skin, hair, (half_width, half_height), face_middle, mouth);
    let head = ovals[HAIR];
    let mut cover = Vec::with_capacity(WIDTH * HEIGHT);
    let colours = Canvas::paint(WIDTH, HEIGHT, |point| {
        let mut colour = [0.0; 3];
        let mut total = 0.0_f32;
        for (index, oval) in ovals.iter().enumerate() {
            let oval_cover = oval.cover(point);
            if oval_cover > 0.0 {
                // Where no oval lies below, the edge has the oval's own colour.
                colour = if total > 0.0 {
                    mix(colour, shade(oval, index, point, light), oval_cover)
                } else {
                    shade(oval, index, point, light)
                };
                total = total.max(oval_cover);
            }
        }
        cover.push(total);
        let grain = 3.0 * random.normal();
        colour.map(|value| value + grain)
    });
    let geometry = HeadGeometry {
        eyes: (MIDDLE, EYE_LINE),
        tilt: 0.0,
        face_width: 2.0 * half_width,
        mouth,
        chin: face_middle + half_height - EYE_LINE,
        crown: EYE_LINE - (head.middle.1 - head.half.1),
    };
    let name = format!("bust-{number}");
    Person {
        name,
        colours,
        cover,
        geometry,
        gaze: Gaze::Ahead,
        width_doubt: 0.25,
        is_in_colour: true,
    }
}

/// The indices of the head's hair and of the face among the ovals.
const HAIR: usize = 2;
const FACE: usize = 3;

fn ovals(
    random: &mut Random,
    skin: Colour,
    hair: Colour,
    (half_width, half_height): (f32, f32),
    face_middle: f32,
    mouth: f32,
) -> Vec<Oval> {
    let oval = |middle, half, colour| Oval { middle, half, colour };
    let darker = |share: f32| skin.map(|value| value * share);
    let hair_up = random.between(24.0, 90.0);
    let has_long_hair = random.chance(0.3);
    let hair_half = (half_width + random.between(14.0, 36.0), half_height + hair_up);
    let hair_middle = face_middle - if has_long_hair { 0.0 } else { 45.0 };
    let mut ovals = vec![
        oval((MIDDLE, 1420.0), (random.between(360.0, 420.0), 440.0), *random.pick(&CLOTHES)),
        oval(
            (MIDDLE, face_middle + half_height),
            (random.between(96.0, 130.0), 130.0),
            darker(0.9),
        ),
        oval((MIDDLE, hair_middle), hair_half, hair),
        oval((MIDDLE, face_middle), (half_width, half_height), skin),
    ];
    let eyes = half_width * random.between(0.36, 0.42);
    let has_glasses = random.chance(0.25);
    let brow = hair.map(|value| value * 0.9 + 10.0);
    let iris = [36.0, 28.0, 24.0];
    for side in [-1.0, 1.0] {
        let x = MIDDLE + side * eyes;
        // The hollow of the eye, by which the face model finds an eye from a distance.
        ovals.push(oval((x, EYE_LINE - 4.0), (58.0, 36.0), darker(0.86)));
        if has_glasses {
            ovals.push(oval((x, EYE_LINE + 4.0), (70.0, 56.0), [40.0, 40.0, 44.0]));
            ovals.push(oval((x, EYE_LINE + 4.0), (62.0, 48.0), darker(0.94)));
        }
        ovals.push(oval((x, EYE_LINE), (36.0, 19.0), [246.0, 244.0, 242.0]));
        ovals.push(oval((x, EYE_LINE), (17.0, 18.0), iris));
        ovals.push(oval((x + 5.0, EYE_LINE - 5.0), (4.0, 4.0), [250.0; 3]));
        ovals.push(oval((x, EYE_LINE - random.between(48.0, 56.0)), (52.0, 9.0), brow));
        let nostril = EYE_LINE + mouth * 0.62;
        ovals.push(oval((MIDDLE + side * 20.0, nostril), (10.0, 6.0), darker(0.6)));
    }
    let down = EYE_LINE + mouth;
    ovals.push(oval((MIDDLE + 14.0, down - mouth * 0.58), (14.0, mouth * 0.28), darker(0.93)));
    ovals.push(oval(
        (MIDDLE, down),
        (random.between(56.0, 76.0), 19.0),
        mix(skin, [150.0, 50.0, 56.0], 0.55),
    ));
    ovals.push(oval((MIDDLE, down), (56.0, 3.0), darker(0.45)));
    ovals
}

/// Shades an oval: the face is darker towards its edge and away from the light, and hair has strands.
fn shade(oval: &Oval, index: usize, point: (f32, f32), light: f32) -> Colour {
    let across = (point.0 - oval.middle.0) / oval.half.0;
    let shade = match index {
        FACE => 1.0 + light * across - 0.3 * oval.squared_distance(point).powi(2),
        HAIR => {
            1.0 + 0.22 * ((point.0 * 0.19).sin() + (point.0 * 0.31 + point.1 * 0.05).sin()) / 2.0
        }
        0 => 1.0 + 0.5 * light * across + 0.06 * (point.1 * 0.08).sin(),
        _ => 1.0,
    };
    oval.colour.map(|value| value * shade)
}
