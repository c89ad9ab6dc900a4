//! What is true of a specimen, told from how it was made.

use sscard_shared::fault::FaultCode;

use crate::person::{Gaze, Geometry};
use crate::sheet::{Sheet, lightness_and_chroma, luma};

/// The faults that a specimen has, and those of which opinions may differ because a value lies near its limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    present: Vec<FaultCode>,
    unsure: Vec<FaultCode>,
}

/// Whether a specimen has a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// It was put there.
    Yes,
    /// It was not.
    No,
    /// It lies within the margin of the limit, or follows from another fault.
    Unsure,
}

/// All that can be wrong with what a card photo shows.
pub(crate) const OF_THE_SCENE: [FaultCode; 16] = [
    FaultCode::Grey,
    FaultCode::Blank,
    FaultCode::BackgroundColour,
    FaultCode::BackgroundUneven,
    FaultCode::Blurred,
    FaultCode::TooDark,
    FaultCode::TooBright,
    FaultCode::LowContrast,
    FaultCode::Glare,
    FaultCode::NoFace,
    FaultCode::SeveralFaces,
    FaultCode::FaceWidth,
    FaultCode::HairTop,
    FaultCode::EyeLine,
    FaultCode::OffCentre,
    FaultCode::Tilted,
];
pub(crate) const OF_THE_PLACE: [FaultCode; 6] = [
    FaultCode::FaceWidth,
    FaultCode::HairTop,
    FaultCode::EyeLine,
    FaultCode::OffCentre,
    FaultCode::Tilted,
    FaultCode::Turned,
];
pub(crate) const OF_THE_LIGHT: [FaultCode; 5] = [
    FaultCode::Blurred,
    FaultCode::TooDark,
    FaultCode::TooBright,
    FaultCode::LowContrast,
    FaultCode::Glare,
];
pub(crate) const OF_THE_GROUND: [FaultCode; 2] =
    [FaultCode::BackgroundColour, FaultCode::BackgroundUneven];

impl Truth {
    /// What is true of one fault.
    #[must_use]
    pub fn of(&self, code: FaultCode) -> Has {
        if self.unsure.contains(&code) {
            Has::Unsure
        } else if self.present.contains(&code) {
            Has::Yes
        } else {
            Has::No
        }
    }

    pub(crate) fn set(&mut self, code: FaultCode, has: Has) {
        self.present.retain(|other| *other != code);
        self.unsure.retain(|other| *other != code);
        match has {
            Has::Yes => self.present.push(code),
            Has::Unsure => self.unsure.push(code),
            Has::No => {}
        }
    }

    pub(crate) fn unsure_of(&mut self, codes: &[FaultCode]) {
        for code in codes {
            self.set(*code, Has::Unsure);
        }
    }

    /// Of pictures that nobody can say anything about, all is unsure but what is told here.
    pub(crate) fn nothing_but(codes: &[FaultCode]) -> Self {
        let mut truth = Self::default();
        truth.unsure_of(&FaultCode::ALL);
        for code in codes {
            truth.set(*code, Has::Yes);
        }
        truth
    }
}

/// Surely so below the first number, surely not from the second on.
fn low(value: f32, (surely, not): (f32, f32)) -> Has {
    if value < surely {
        Has::Yes
    } else if value >= not {
        Has::No
    } else {
        Has::Unsure
    }
}

fn high(value: f32, (not, surely): (f32, f32)) -> Has {
    low(-value, (-surely, -not))
}

fn either(one: Has, other: Has) -> Has {
    match (one, other) {
        (Has::Yes, _) | (_, Has::Yes) => Has::Yes,
        (Has::No, Has::No) => Has::No,
        _ => Has::Unsure,
    }
}

/// Outside of a range by more than a doubt, within it by more, or neither.
fn outside(value: f32, (least, most): (f32, f32), doubt: f32) -> Has {
    either(low(value, (least - doubt, least + doubt)), high(value, (most - doubt, most + doubt)))
}

/// The limits about which the standards and sense agree, with the margin on either side of them.
const BLANK: (f32, f32) = (6.0, 10.0);
const GREY: (f32, f32) = (0.6, 2.0);
const DARK: (f32, f32) = (64.0, 76.0);
const BRIGHT: (f32, f32) = (214.0, 226.0);
const FLAT: (f32, f32) = (38.0, 54.0);
const BLOWN_OUT: (f32, f32) = (0.012, 0.045);
const GROUND_DARK: (f32, f32) = (91.5, 94.5);
const GROUND_COLOURED: (f32, f32) = (4.5, 7.5);
const GROUND_UNEVEN: (f32, f32) = (2.6, 5.2);
const GROUND_SIDES: (f32, f32) = (3.5, 6.5);
/// The side of a block by whose means a ground's evenness is told.
const BLOCK: usize = 8;

/// Whether there is anything on a sheet, and any colour.
pub(crate) fn tell_of_all(truth: &mut Truth, sheet: &Sheet) {
    let count = sheet.pixels.len().max(1) as f32;
    let mean = sheet.pixels.iter().map(|pixel| luma(*pixel)).sum::<f32>() / count;
    let square: f32 = sheet.pixels.iter().map(|pixel| (luma(*pixel) - mean).powi(2)).sum();
    truth.set(FaultCode::Blank, low((square / count).sqrt(), BLANK));
    // Every seventh pixel tells enough of the colour.
    let chroma = sheet.pixels.iter().step_by(7).map(|pixel| lightness_and_chroma(*pixel).1);
    truth.set(FaultCode::Grey, low(chroma.sum::<f32>() / (count / 7.0), GREY));
}

/// What is true of the ground above the chin, where it is seen.
pub(crate) fn tell_of_ground(truth: &mut Truth, ground: &Sheet, cover: &[f32], chin: f32) {
    let (mut blocks, mut chroma, mut count) = (Vec::new(), 0.0, 0.0);
    for top in (0..(chin.max(0.0) as usize).min(ground.height) / BLOCK).map(|row| row * BLOCK) {
        for left in (0..ground.width / BLOCK).map(|column| column * BLOCK) {
            let places =
                (0..BLOCK * BLOCK).map(|at| (top + at / BLOCK) * ground.width + left + at % BLOCK);
            if places.clone().any(|at| cover[at] > 0.01) {
                continue;
            }
            let mut lightness = 0.0;
            // The ground alone has no grain: one pixel of eight tells enough of it.
            for at in places.step_by(BLOCK + 1) {
                let (own, colour) = lightness_and_chroma(ground.pixels[at]);
                lightness += own / BLOCK as f32;
                chroma += colour;
                count += 1.0;
            }
            blocks.push((left, lightness));
        }
    }
    if blocks.len() < 40 {
        truth.unsure_of(&OF_THE_GROUND);
        return;
    }
    let mean = |blocks: &[(usize, f32)]| {
        blocks.iter().map(|(_, own)| own).sum::<f32>() / blocks.len().max(1) as f32
    };
    let lightness = mean(&blocks);
    let spread =
        blocks.iter().map(|(_, own)| (own - lightness).powi(2)).sum::<f32>() / blocks.len() as f32;
    let (left, right): (Vec<_>, Vec<_>) =
        blocks.iter().partition(|(left, _)| *left < ground.width / 2);
    let sides = (mean(&left) - mean(&right)).abs();
    truth.set(
        FaultCode::BackgroundColour,
        either(low(lightness, GROUND_DARK), high(chroma / count, GROUND_COLOURED)),
    );
    truth.set(
        FaultCode::BackgroundUneven,
        either(high(spread.sqrt(), GROUND_UNEVEN), high(sides, GROUND_SIDES)),
    );
}

/// What is true of a face's light, read off the finished sheet.
pub(crate) fn tell_of_light(truth: &mut Truth, sheet: &Sheet, face: &Geometry) {
    let places = sheet.pixels.iter().enumerate().map(|(index, pixel)| {
        ((index % sheet.width) as f32 + 0.5, (index / sheet.width) as f32 + 0.5, *pixel)
    });
    let mut lumas = Vec::new();
    let mut blown = 0.0;
    for (x, y, pixel) in places {
        if face.on_face((x, y)) {
            let value = luma(pixel).clamp(0.0, 255.0);
            lumas.push(value);
            // Where a colour is left, it is bright and not blown out.
            blown += f32::from(u8::from(pixel.iter().all(|channel| *channel >= 244.0)));
        }
    }
    if lumas.len() < 100 {
        truth.unsure_of(&OF_THE_LIGHT);
        return;
    }
    lumas.sort_by(f32::total_cmp);
    let mean = lumas.iter().sum::<f32>() / lumas.len() as f32;
    let span = lumas[lumas.len() * 95 / 100] - lumas[lumas.len() * 5 / 100];
    let (dark, bright) = (low(mean, DARK), high(mean, BRIGHT));
    truth.set(FaultCode::TooDark, dark);
    truth.set(FaultCode::TooBright, bright);
    truth.set(FaultCode::Glare, high(blown / lumas.len() as f32, BLOWN_OUT));
    // Of a face that is too dark or too bright nobody is told that it is flat as well.
    let lit = either(dark, bright) == Has::No;
    truth.set(FaultCode::LowContrast, if lit { low(span, FLAT) } else { Has::Unsure });
}

/// A head as it was placed on a card photo.
pub(crate) struct Placed {
    pub(crate) geometry: Geometry,
    pub(crate) gaze: Gaze,
    pub(crate) width_doubt: f32,
    /// The topmost row of the person that is seen.
    pub(crate) hair_top: f32,
}

/// What is true of where a head lies on a sheet of the card photo's size.
pub(crate) fn tell_of_place(truth: &mut Truth, placed: &Placed, (width, height): (f32, f32)) {
    let Placed { geometry, gaze, width_doubt, hair_top } = placed;
    let aside = if *gaze == Gaze::Ahead { 0.0 } else { 1.0 };
    // Along the picture's edges a leaning face is narrower than along its own axes.
    let leaning = 1.0 - geometry.tilt.to_radians().cos();
    let doubt = 2.0 + geometry.face_width * (width_doubt + leaning);
    truth.set(FaultCode::FaceWidth, outside(geometry.face_width, (179.0, 255.0), doubt));
    let (x, y) = geometry.eyes;
    let up = height - y;
    truth.set(FaultCode::EyeLine, low(up, (207.0 - 5.0 - 3.0 * aside, 207.0 + 5.0 + 3.0 * aside)));
    truth.set(FaultCode::OffCentre, outside(x, (162.0, 196.0), 5.0 + 4.0 * aside));
    truth.set(FaultCode::Tilted, outside(geometry.tilt, (-5.0, 5.0), 1.5 + 1.5 * aside));
    truth.set(
        FaultCode::Turned,
        match gaze {
            Gaze::Ahead => Has::No,
            Gaze::Aside => Has::Unsure,
            Gaze::Profile => Has::Yes,
        },
    );
    // Too high a head gives way to eyes that are as low as they may be.
    let hair = outside(*hair_top, (7.0, 21.0), 3.0 + 3.0 * aside);
    let gives_way = up < 225.0 && *hair_top < 12.0;
    truth.set(FaultCode::HairTop, if gives_way { Has::Unsure } else { hair });
    if *gaze == Gaze::Profile {
        truth.unsure_of(&OF_THE_PLACE[..5]);
    }
    let head = (1.05 * geometry.face_width, geometry.chin);
    if x < head.0 / 2.0 || x > width - head.0 / 2.0 || y + head.1 > height || y < 20.0 {
        // A face that is cut off may be measured anyhow, or not be found.
        truth.unsure_of(&OF_THE_PLACE);
        truth.unsure_of(&[FaultCode::NoFace]);
    }
}
