//! Faults that are put onto a good card photo, one at a time.

use sscard_shared::fault::FaultCode;

use crate::SpecimenError;
use crate::card::{Card, HEIGHT, WIDTH};
use crate::cast::Cast;
use crate::chance::Chance;
use crate::nobody;
use crate::person::Pose;
use crate::recipe;
use crate::sheet::Sheet;
use crate::truth::{
    Has, OF_THE_GROUND, OF_THE_LIGHT, OF_THE_PLACE, OF_THE_SCENE, Truth, tell_of_all,
};

/// A sheet with what is true of it, and a word that tells what was done.
pub(crate) struct Made {
    pub(crate) sheet: Sheet,
    pub(crate) truth: Truth,
    pub(crate) what: String,
}

/// What is done to a card photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    Place,
    Light,
    Haze,
    Blur,
    Ground,
    Unevenness,
    Glare,
    Grey,
    Noise,
    Room,
    Turned,
    Blank,
    Nobody,
    Company,
}

impl Fault {
    /// In the order in which specimens take turns; what blocks comes more often.
    pub(crate) const TURNS: [Self; 26] = [
        Self::None,
        Self::Company,
        Self::Place,
        Self::Nobody,
        Self::Light,
        Self::Grey,
        Self::Haze,
        Self::Blank,
        Self::Blur,
        Self::Company,
        Self::Ground,
        Self::Nobody,
        Self::Unevenness,
        Self::None,
        Self::Place,
        Self::Glare,
        Self::Company,
        Self::Nobody,
        Self::Blur,
        Self::Noise,
        Self::Turned,
        Self::Place,
        Self::Light,
        Self::Place,
        Self::Glare,
        Self::Room,
    ];

    pub(crate) fn made(self, cast: &Cast, chance: &mut Chance) -> Result<Made, SpecimenError> {
        match self {
            Self::Blank => return Ok(blank(chance)),
            Self::Nobody => return Ok(nobody(cast, chance)),
            Self::Company => return Ok(company(cast, chance)),
            _ => {}
        }
        let people = if self == Self::Turned { cast.profiles() } else { cast.sitters() };
        // Portraits are four, busts are many: each kind half of the time.
        let portraits = people.iter().filter(|person| !person.is_drawn()).count();
        let first =
            if chance.coin() { chance.below(portraits) } else { chance.below(people.len()) };
        let person = people[first];
        let pose = match self {
            Self::Place => recipe::bad_pose(person, chance),
            _ => recipe::good_pose(person, chance),
        };
        let ground = match self {
            Self::Ground => recipe::coloured_ground(chance),
            Self::Unevenness => recipe::uneven_ground(chance),
            Self::Room => room(chance),
            _ => recipe::white_ground(chance),
        };
        let mut card = Card::of(person, &pose, &ground);
        if !person.in_colour && chance.happens(0.7) {
            card.relit(|_, [red, green, blue]| [red * 1.04, green, blue * 0.9]);
        }
        self.put_on(&mut card, chance);
        let mut smear = 0.0;
        if self == Self::Blur {
            smear = smeared(&mut card, chance);
        }
        let noise = match self {
            Self::Noise => chance.between(2.0, 14.0),
            _ => chance.between(0.0, 1.5),
        };
        let coloured = self == Self::Noise && chance.coin();
        card.noisy(chance, noise, coloured);
        let mut truth = card.truth();
        // Enlarging blurs as well; and noise makes up detail.
        let softened = smear.max((pose.scale - 1.0).max(0.0) * 0.7);
        let sharpness = if noise > 4.0 {
            Has::Unsure
        } else if softened >= 2.4 {
            Has::Yes
        } else if softened <= 0.45 {
            Has::No
        } else {
            Has::Unsure
        };
        truth.set(FaultCode::Blurred, sharpness);
        self.leave_open(&card, smear, noise, &mut truth);
        Ok(Made {
            sheet: card.sheet,
            truth,
            what: format!("{self:?}-{}", person.name).to_lowercase(),
        })
    }

    fn put_on(self, card: &mut Card, chance: &mut Chance) {
        match self {
            Self::Light => light(card, chance),
            Self::Haze => {
                let (keep, grey) = (chance.between(0.12, 0.9), chance.between(110.0, 190.0));
                card.relit(|_, colour| colour.map(|value| grey + (value - grey) * keep));
            }
            Self::Grey => {
                let keep = if chance.happens(0.7) { 0.0 } else { chance.between(0.0, 0.9) };
                card.relit(|_, colour| {
                    let luma = crate::sheet::luma(colour);
                    colour.map(|value| luma + (value - luma) * keep)
                });
            }
            Self::Glare => glare(card, chance),
            _ => {}
        }
    }

    /// What nobody can be sure of after such a change.
    fn leave_open(self, card: &Card, smear: f32, noise: f32, truth: &mut Truth) {
        let dark = card.face_luma();
        if smear > 4.5 || !(30.0..=238.0).contains(&dark) || truth.of(FaultCode::Turned) == Has::Yes
        {
            truth.unsure_of(&[FaultCode::NoFace]);
        }
        if noise > 5.0 {
            truth.unsure_of(&[FaultCode::LowContrast, FaultCode::BackgroundUneven]);
        }
        if smear > 2.0 {
            truth.unsure_of(&[FaultCode::HairTop, FaultCode::Tilted]);
        }
        match self {
            // The hair cannot be told from such a ground by anybody, or only just.
            Self::Room | Self::Ground | Self::Unevenness => truth.unsure_of(&[FaultCode::HairTop]),
            // There is one profile only, cut out with a camera before it.
            Self::Turned => {
                truth.unsure_of(&OF_THE_LIGHT);
                truth.unsure_of(&OF_THE_GROUND);
            }
            // A light that is mirrored has no edges and much of the face's span.
            Self::Glare => truth.unsure_of(&[FaultCode::Blurred, FaultCode::NoFace]),
            Self::Haze | Self::Light => truth.unsure_of(&[FaultCode::Blurred]),
            _ => {}
        }
        if truth.of(FaultCode::Blank) != Has::No {
            unsure_behind_blank(truth);
        }
    }
}

/// An empty picture is told that alone.
fn unsure_behind_blank(truth: &mut Truth) {
    let blank = truth.of(FaultCode::Blank);
    truth.unsure_of(&OF_THE_SCENE);
    truth.unsure_of(&OF_THE_PLACE);
    truth.set(FaultCode::Blank, blank);
}

/// The whole scene or the face alone, darker or brighter.
fn light(card: &mut Card, chance: &mut Chance) {
    let wanted =
        if chance.coin() { chance.between(34.0, 110.0) } else { chance.between(170.0, 246.0) };
    let gain = wanted / card.face_luma().max(1.0);
    if chance.coin() {
        card.relit(|_, colour| colour.map(|value| value * gain));
    } else {
        card.person_relit(|_, colour| colour.map(|value| value * gain));
    }
}

fn glare(card: &mut Card, chance: &mut Chance) {
    let face = card.placed.geometry;
    let size = chance.between(0.01, 0.16) * face.face_width;
    let blobs: Vec<(f32, f32)> =
        (0..chance.below(3) + 1).map(|_| *chance.of(&recipe::GLARE)).collect();
    card.person_relit(|place, colour| {
        let (across, down) = face.own_axes(place);
        blobs.iter().fold(colour, |colour, (x, y)| {
            let away = (across - x * face.face_width).hypot(down - y * face.face_width);
            recipe::blown(colour, (1.5 - away / size).clamp(0.0, 1.0))
        })
    });
}

/// Blurs by a bell or along a line; gives the deviation in pixels that it amounts to.
fn smeared(card: &mut Card, chance: &mut Chance) -> f32 {
    if chance.happens(0.6) {
        let sigma = chance.between(0.4, 6.0);
        card.sheet = card.sheet.blurred(sigma);
        return sigma;
    }
    let length = 3 + 2 * chance.below(11);
    let (down, across) = chance.between(0.0, std::f32::consts::PI).sin_cos();
    let weights = vec![1.0 / length as f32; length];
    card.sheet = card.sheet.smeared((across, down), &weights);
    // The deviation of an even line.
    length as f32 / 12.0_f32.sqrt()
}

fn room(chance: &mut Chance) -> Sheet {
    match chance.below(3) {
        0 => nobody::landscape(chance, WIDTH, HEIGHT),
        1 => nobody::clouds(chance, WIDTH, HEIGHT),
        _ => nobody::slope(chance, WIDTH, HEIGHT),
    }
}

/// One colour, or hardly more.
fn blank(chance: &mut Chance) -> Made {
    const USUAL: [[f32; 3]; 4] = [[255.0; 3], [0.0; 3], [128.0; 3], [67.0, 142.0, 219.0]];
    let colour = if chance.coin() {
        *chance.of(&USUAL)
    } else {
        [0, 1, 2].map(|_| chance.between(0.0, 255.0))
    };
    let (noise, slope) = (chance.between(0.0, 3.0), chance.between(0.0, 14.0));
    let sheet = Sheet::painted(WIDTH, HEIGHT, |(x, _)| {
        let shade = chance.grain() * noise + slope * x / WIDTH as f32;
        colour.map(|value| (value + shade).clamp(0.0, 255.0))
    });
    let mut truth = Truth::default();
    tell_of_all(&mut truth, &sheet);
    truth.set(FaultCode::NoFace, Has::Yes);
    unsure_behind_blank(&mut truth);
    Made { sheet, truth, what: "blank".to_owned() }
}

/// A scene without anybody.
fn nobody(cast: &Cast, chance: &mut Chance) -> Made {
    let (what, mut sheet) = if chance.coin() {
        nobody::part(chance, cast.pictures(), WIDTH, HEIGHT)
    } else {
        ("drawn".to_owned(), nobody::drawn(chance, WIDTH, HEIGHT))
    };
    let noise = chance.between(0.0, 6.0);
    sheet.change(|_, colour| {
        let grain = chance.grain() * noise;
        colour.map(|value| value + grain)
    });
    let mut truth = Truth::default();
    tell_of_all(&mut truth, &sheet);
    truth.set(FaultCode::NoFace, Has::Yes);
    // Of grounds, places and light a picture without a person says nothing.
    truth.unsure_of(&OF_THE_GROUND);
    truth.unsure_of(&OF_THE_PLACE);
    truth.unsure_of(&OF_THE_LIGHT);
    if truth.of(FaultCode::Blank) != Has::No {
        unsure_behind_blank(&mut truth);
    }
    Made { sheet, truth, what: format!("nobody-{what}") }
}

/// Two people side by side, the smaller face at least two fifths of the larger; or one far behind.
fn company(cast: &Cast, chance: &mut Chance) -> Made {
    let people = cast.sitters();
    let (one, other) = (people[chance.below(people.len())], people[chance.below(people.len())]);
    let ratio = chance.between(0.4, 1.0);
    // Both heads with their hair have room beside one another.
    let width = chance.between(0.85, 1.0) * WIDTH as f32 / (1.42 * (1.0 + ratio));
    let near = if chance.coin() { 1.0 } else { -1.0 };
    let (large, small) = (0.71 * width, 0.71 * width * ratio);
    let middle = WIDTH as f32 / 2.0;
    let mut pose = |person: &crate::person::Person, width: f32, x: f32| Pose {
        scale: width / person.geometry.face_width,
        eyes: (x, chance.between(0.35, 0.55) * HEIGHT as f32),
        lean: chance.between(-8.0, 8.0),
        mirrored: chance.coin(),
    };
    // The farther one stands behind.
    let behind = pose(other, width * ratio, middle + near * large);
    let before = pose(one, width, middle - near * small);
    let mut card = Card::of(other, &behind, &recipe::white_ground(chance));
    let cover = one.put_on(&mut card.sheet, &before);
    card.cover.iter_mut().zip(cover).for_each(|(all, own)| *all = all.max(own));
    card.noisy(chance, 1.0, false);
    let mut truth = card.truth();
    truth.unsure_of(&OF_THE_PLACE);
    truth.unsure_of(&OF_THE_LIGHT);
    truth.unsure_of(&OF_THE_GROUND);
    truth.set(FaultCode::NoFace, Has::No);
    truth.set(FaultCode::SeveralFaces, Has::Yes);
    let what = format!("company-{}-{}-{}", one.name, other.name, (ratio * 100.0) as u32);
    Made { sheet: card.sheet, truth, what }
}
