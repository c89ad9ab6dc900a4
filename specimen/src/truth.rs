//! What is true of a card photo specimen, derived from how it was made.

use std::ops::RangeInclusive;

use sscard_shared::fault::FaultCode;

use crate::canvas::{Canvas, lightness_and_chroma, luma};
use crate::person::{Gaze, HeadGeometry};

/// The faults that a specimen has. A fault is unsure when a value lies near its limit, so that opinions may differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    present: Vec<FaultCode>,
    unsure: Vec<FaultCode>,
}

/// Whether a specimen has a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The fault was put there, or a value lies clearly beyond the limit.
    Present,
    /// A value lies clearly within the limit.
    Absent,
    /// A value lies within the margin of the limit, or the fault follows from another fault.
    Unsure,
}

/// Every fault of what a card photo shows.
pub(crate) const SCENE_FAULTS: [FaultCode; 16] = [
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
pub(crate) const PLACEMENT_FAULTS: [FaultCode; 6] = [
    FaultCode::FaceWidth,
    FaultCode::HairTop,
    FaultCode::EyeLine,
    FaultCode::OffCentre,
    FaultCode::Tilted,
    FaultCode::Turned,
];
pub(crate) const LIGHTING_FAULTS: [FaultCode; 5] = [
    FaultCode::Blurred,
    FaultCode::TooDark,
    FaultCode::TooBright,
    FaultCode::LowContrast,
    FaultCode::Glare,
];
pub(crate) const GROUND_FAULTS: [FaultCode; 2] =
    [FaultCode::BackgroundColour, FaultCode::BackgroundUneven];

impl Truth {
    /// Whether the specimen has a fault.
    #[must_use]
    pub fn presence(&self, code: FaultCode) -> Presence {
        if self.unsure.contains(&code) {
            Presence::Unsure
        } else if self.present.contains(&code) {
            Presence::Present
        } else {
            Presence::Absent
        }
    }

    pub(crate) fn set(&mut self, code: FaultCode, presence: Presence) {
        self.present.retain(|other| *other != code);
        self.unsure.retain(|other| *other != code);
        match presence {
            Presence::Present => self.present.push(code),
            Presence::Unsure => self.unsure.push(code),
            Presence::Absent => {}
        }
    }

    pub(crate) fn set_unsure(&mut self, codes: &[FaultCode]) {
        for code in codes {
            self.set(*code, Presence::Unsure);
        }
    }

    /// The truth of a picture that cannot be judged: the given faults are present, and every other fault is unsure.
    pub(crate) fn unsure_except(codes: &[FaultCode]) -> Self {
        let mut truth = Self::default();
        truth.set_unsure(&FaultCode::ALL);
        for code in codes {
            truth.set(*code, Presence::Present);
        }
        truth
    }
}

/// The uncertain range about a limit.
#[derive(Clone, Copy)]
struct Margin {
    low: f32,
    high: f32,
}

/// A fault of low values: present below the margin, absent from its upper end on.
fn below(value: f32, margin: Margin) -> Presence {
    if value < margin.low {
        Presence::Present
    } else if value >= margin.high {
        Presence::Absent
    } else {
        Presence::Unsure
    }
}

/// A fault of high values: absent up to the lower end of the margin, present above it.
fn above(value: f32, margin: Margin) -> Presence {
    below(-value, Margin { low: -margin.high, high: -margin.low })
}

fn either(one: Presence, other: Presence) -> Presence {
    match (one, other) {
        (Presence::Present, _) | (_, Presence::Present) => Presence::Present,
        (Presence::Absent, Presence::Absent) => Presence::Absent,
        _ => Presence::Unsure,
    }
}

/// A fault of a value outside a range: present beyond the range by more than the doubt, absent within it by more than the doubt.
fn outside(value: f32, range: RangeInclusive<f32>, doubt: f32) -> Presence {
    let about = |limit: f32| Margin { low: limit - doubt, high: limit + doubt };
    either(below(value, about(*range.start())), above(value, about(*range.end())))
}

/// The limits of the standards, with the margin in which a specimen's fault is unsure.
const BLANK: Margin = Margin { low: 6.0, high: 10.0 };
const GREY: Margin = Margin { low: 0.6, high: 2.0 };
const DARK: Margin = Margin { low: 64.0, high: 76.0 };
const BRIGHT: Margin = Margin { low: 214.0, high: 226.0 };
const FLAT: Margin = Margin { low: 38.0, high: 54.0 };
const BLOWN_OUT: Margin = Margin { low: 0.012, high: 0.045 };
const GROUND_DARK: Margin = Margin { low: 91.5, high: 94.5 };
const GROUND_COLOURED: Margin = Margin { low: 4.5, high: 7.5 };
const GROUND_UNEVEN: Margin = Margin { low: 2.6, high: 5.2 };
const GROUND_SIDES: Margin = Margin { low: 3.5, high: 6.5 };
/// The side in pixels of the blocks by which the evenness of a ground is measured.
const BLOCK: usize = 8;

/// Sets whether the canvas is blank and whether it is grey.
pub(crate) fn set_content_faults(truth: &mut Truth, canvas: &Canvas) {
    let count = canvas.pixels.len().max(1) as f32;
    let mean = canvas.pixels.iter().map(|pixel| luma(*pixel)).sum::<f32>() / count;
    let square: f32 = canvas.pixels.iter().map(|pixel| (luma(*pixel) - mean).powi(2)).sum();
    truth.set(FaultCode::Blank, below((square / count).sqrt(), BLANK));
    // Every seventh pixel gives the colour closely enough.
    let chroma = canvas.pixels.iter().step_by(7).map(|pixel| lightness_and_chroma(*pixel).1);
    truth.set(FaultCode::Grey, below(chroma.sum::<f32>() / (count / 7.0), GREY));
}

/// Sets the faults of the visible ground above the chin.
pub(crate) fn set_ground_faults(truth: &mut Truth, ground: &Canvas, cover: &[f32], chin: f32) {
    let (mut blocks, mut chroma, mut count) = (Vec::new(), 0.0, 0.0);
    for top in (0..(chin.max(0.0) as usize).min(ground.height) / BLOCK).map(|row| row * BLOCK) {
        for left in (0..ground.width / BLOCK).map(|column| column * BLOCK) {
            let places =
                (0..BLOCK * BLOCK).map(|at| (top + at / BLOCK) * ground.width + left + at % BLOCK);
            if places.clone().any(|at| cover[at] > 0.01) {
                continue;
            }
            let mut lightness = 0.0;
            // The ground alone has no grain, so one pixel of eight is enough.
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
        truth.set_unsure(&GROUND_FAULTS);
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
        either(below(lightness, GROUND_DARK), above(chroma / count, GROUND_COLOURED)),
    );
    truth.set(
        FaultCode::BackgroundUneven,
        either(above(spread.sqrt(), GROUND_UNEVEN), above(sides, GROUND_SIDES)),
    );
}

/// Sets the faults of the light on a face, measured on the finished canvas.
pub(crate) fn set_lighting_faults(truth: &mut Truth, canvas: &Canvas, face: &HeadGeometry) {
    let places = canvas.pixels.iter().enumerate().map(|(index, pixel)| {
        ((index % canvas.width) as f32 + 0.5, (index / canvas.width) as f32 + 0.5, *pixel)
    });
    let mut lumas = Vec::new();
    let mut blown = 0.0;
    for (x, y, pixel) in places {
        if face.is_on_face((x, y)) {
            let value = luma(pixel).clamp(0.0, 255.0);
            lumas.push(value);
            // A pixel that still has a colour is bright, but not blown out.
            blown += f32::from(u8::from(pixel.iter().all(|channel| *channel >= 244.0)));
        }
    }
    if lumas.len() < 100 {
        truth.set_unsure(&LIGHTING_FAULTS);
        return;
    }
    lumas.sort_by(f32::total_cmp);
    let mean = lumas.iter().sum::<f32>() / lumas.len() as f32;
    let span = lumas[lumas.len() * 95 / 100] - lumas[lumas.len() * 5 / 100];
    let (dark, bright) = (below(mean, DARK), above(mean, BRIGHT));
    truth.set(FaultCode::TooDark, dark);
    truth.set(FaultCode::TooBright, bright);
    truth.set(FaultCode::Glare, above(blown / lumas.len() as f32, BLOWN_OUT));
    // The product does not report low contrast on a face that it reports as too dark or too bright.
    let lit = either(dark, bright) == Presence::Absent;
    truth.set(FaultCode::LowContrast, if lit { below(span, FLAT) } else { Presence::Unsure });
}

/// A head as it is placed on a card photo.
pub(crate) struct PlacedHead {
    pub(crate) geometry: HeadGeometry,
    pub(crate) gaze: Gaze,
    pub(crate) width_doubt: f32,
    /// The topmost row in which the person is visible.
    pub(crate) hair_top: f32,
}

/// Sets the faults of a head's position on a canvas of the card photo's size.
pub(crate) fn set_placement_faults(
    truth: &mut Truth,
    placed: &PlacedHead,
    (width, height): (f32, f32),
) {
    let PlacedHead { geometry, gaze, width_doubt, hair_top } = placed;
    let aside = if *gaze == Gaze::Ahead { 0.0 } else { 1.0 };
    // A leaning face is narrower along the picture's edges than along its own axes.
    let leaning = 1.0 - geometry.tilt.to_radians().cos();
    let doubt = 2.0 + geometry.face_width * (width_doubt + leaning);
    truth.set(FaultCode::FaceWidth, outside(geometry.face_width, 179.0..=255.0, doubt));
    let (x, y) = geometry.eyes;
    let up = height - y;
    let eye_line = Margin { low: 207.0 - 5.0 - 3.0 * aside, high: 207.0 + 5.0 + 3.0 * aside };
    truth.set(FaultCode::EyeLine, below(up, eye_line));
    truth.set(FaultCode::OffCentre, outside(x, 162.0..=196.0, 5.0 + 4.0 * aside));
    truth.set(FaultCode::Tilted, outside(geometry.tilt, -5.0..=5.0, 1.5 + 1.5 * aside));
    truth.set(
        FaultCode::Turned,
        match gaze {
            Gaze::Ahead => Presence::Absent,
            Gaze::Aside => Presence::Unsure,
            Gaze::Profile => Presence::Present,
        },
    );
    // The product accepts a head that is too high where the eyes are as low as the standard allows.
    let hair = outside(*hair_top, 7.0..=21.0, 3.0 + 3.0 * aside);
    let gives_way = up < 225.0 && *hair_top < 12.0;
    truth.set(FaultCode::HairTop, if gives_way { Presence::Unsure } else { hair });
    if *gaze == Gaze::Profile {
        truth.set_unsure(&PLACEMENT_FAULTS[..5]);
    }
    let head = (1.05 * geometry.face_width, geometry.chin);
    if x < head.0 / 2.0 || x > width - head.0 / 2.0 || y + head.1 > height || y < 20.0 {
        // A face that is cut off may be measured all the same, or not be found.
        truth.set_unsure(&PLACEMENT_FAULTS);
        truth.set_unsure(&[FaultCode::NoFace]);
    }
}
