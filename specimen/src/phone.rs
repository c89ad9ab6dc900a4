//! Wide pictures as a phone takes them, out of which the card photo is cut by itself.

use sscard_shared::fault::FaultCode;
use sscard_shared::photo::{Framing, Head, HeadInFrame, PhotoSpec};
use sscard_vision::{Limits, Picture, PortraitFinder, encode_preview};

use crate::cast::Cast;
use crate::chance::Chance;
use crate::nobody;
use crate::parallel::in_parallel;
use crate::person::{Geometry, Person, Pose};
use crate::sheet::Sheet;
use crate::{SpecimenError, accuracy};

/// What became of the card photos that were cut automatically.
#[derive(Clone, Debug, Default)]
pub struct Automatic {
    all: u32,
    by_truth: u32,
    by_measure: u32,
    misses: Vec<String>,
}

impl Automatic {
    /// How many pictures there were.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.all
    }

    /// Of how many the place of the head holds the standard by what is true of it.
    #[must_use]
    pub fn by_truth(&self) -> u32 {
        self.by_truth
    }

    /// Of how many it does by what is measured on the photo that was made.
    #[must_use]
    pub fn by_measure(&self) -> u32 {
        self.by_measure
    }

    /// The pictures that did not come out right.
    #[must_use]
    pub fn misses(&self) -> &[String] {
        &self.misses
    }
}

struct Trial {
    by_truth: bool,
    by_measure: bool,
    miss: Option<String>,
}

/// Cuts a card photo out of each of so many pictures.
///
/// # Errors
/// [`SpecimenError`].
pub fn automatic_crops(
    cast: &Cast,
    finder: &PortraitFinder,
    count: u64,
    seed: u64,
) -> Result<Automatic, SpecimenError> {
    let mut automatic = Automatic::default();
    for trial in in_parallel(count, |number| trial(cast, finder, seed, number)) {
        let trial = trial?;
        automatic.all += 1;
        automatic.by_truth += u32::from(trial.by_truth);
        automatic.by_measure += u32::from(trial.by_measure);
        automatic.misses.extend(trial.miss);
    }
    Ok(automatic)
}

fn trial(
    cast: &Cast,
    finder: &PortraitFinder,
    seed: u64,
    number: u64,
) -> Result<Trial, SpecimenError> {
    let mut chance = Chance::new(seed ^ 0x00f0_0000, number);
    let (person, truth, picture) = usable(cast, &mut chance)?;
    let spec = PhotoSpec::card();
    let (width, height) = (picture.width(), picture.height());
    // At this size nothing is decoded smaller, so that this is the very frame that `make_card_photo` takes.
    let file = encode_preview(&picture)?;
    let seen = finder.locate_head(&Picture::decode(&file, &Limits::default())?)?;
    let placed: Option<HeadInFrame> = seen
        .head
        .and_then(|head| Framing::about(&head, width, height))
        .map(|framing| framing.head(&truth));
    let by_truth = placed.is_some_and(|placed| {
        // A drawing has no ears, so of the width of its face nothing is true.
        let told = spec.judge_place(&placed);
        told.iter().all(|fault| person.is_drawn() && fault.code == FaultCode::FaceWidth)
    });
    let photo = finder.make_card_photo(&file, &Limits::default())?;
    let told = accuracy::judged(finder, &photo);
    let by_measure = !told.iter().any(|fault| {
        crate::truth::OF_THE_PLACE[..5].contains(&fault.code) || fault.code == FaultCode::NoFace
    });
    let miss = (!by_truth || !by_measure).then(|| {
        format!("{number}: {} in {width}x{height}, {truth:?} lies at {placed:?}", person.name)
    });
    Ok(Trial { by_truth, by_measure, miss })
}

/// A picture out of which a good frame could be cut, by what is true of it.
fn usable<'cast>(
    cast: &'cast Cast,
    chance: &mut Chance,
) -> Result<(&'cast Person, Head, Picture), SpecimenError> {
    let people = cast.sitters();
    loop {
        let person =
            people[if chance.coin() { chance.below(3) } else { chance.below(people.len()) }];
        let (width, height) = (chance.between(700.0, 1800.0), chance.between(800.0, 1700.0));
        let (width, height) = (width.floor(), height.floor());
        let face_width = chance.between(216.0, 400.0);
        let pose = Pose {
            scale: face_width / person.geometry.face_width,
            eyes: (chance.between(0.15, 0.85) * width, chance.between(0.15, 0.75) * height),
            lean: chance.between(-20.0, 20.0),
            mirrored: chance.coin(),
        };
        let truth = head_of(&person.placed(&pose));
        if !is_usable(&truth, width as u32, height as u32) || !reaches_down(person, &pose, height) {
            continue;
        }
        let mut sheet = ground(cast, chance, width as usize, height as usize);
        person.put_on(&mut sheet, &pose);
        return Ok((person, truth, sheet.picture()?));
    }
}

/// Whether some frame about the head holds every range, with a little room, and needs no enlarging.
fn is_usable(head: &Head, width: u32, height: u32) -> bool {
    Framing::about(head, width, height).is_some_and(|framing| {
        let placed = framing.head(head);
        PhotoSpec::card().judge_place(&placed).is_empty()
            && (190.0..=240.0).contains(&placed.face_width)
            && placed.hair_top.is_some_and(|top| (11.0..=17.0).contains(&top))
            && (168.0..=190.0).contains(&placed.eyes_from_left)
    })
}

/// A cut-out person ends where the portrait does; it must not hang in the air.
fn reaches_down(person: &Person, pose: &Pose, height: f32) -> bool {
    let below = person.colours.height as f32 - person.geometry.eyes.1;
    pose.eyes.1 + below * pose.scale * 0.9 > height
}

fn head_of(geometry: &Geometry) -> Head {
    Head {
        eye_x: geometry.eyes.0.into(),
        eye_y: geometry.eyes.1.into(),
        tilt_degrees: geometry.tilt.into(),
        face_width: geometry.face_width.into(),
        crown: Some(geometry.crown.into()),
        chin: geometry.chin.into(),
    }
}

/// White and coloured walls, shades, and rooms out of focus.
fn ground(cast: &Cast, chance: &mut Chance, width: usize, height: usize) -> Sheet {
    match chance.below(6) {
        0 | 1 => {
            let white = chance.between(236.0, 255.0);
            let slope = chance.between(0.0, 30.0);
            Sheet::painted(width, height, |(x, _)| [white - slope * x / width as f32; 3])
        }
        2 => {
            let colour = [0, 1, 2].map(|_| chance.between(120.0, 250.0));
            Sheet::painted(width, height, |_| colour)
        }
        3 => nobody::landscape(chance, width, height),
        4 => nobody::clouds(chance, width, height),
        _ => {
            let (_, small) = nobody::part(chance, cast.pictures(), 90, 120);
            let small = small.blurred(2.0);
            let (across, down) = (90.0 / width as f32, 120.0 / height as f32);
            Sheet::painted(width, height, |(x, y)| small.at(x * across, y * down))
        }
    }
}
