//! Measures the automatic crop of a card photo out of wide pictures, as phones take them.

use sscard_shared::fault::FaultCode;
use sscard_shared::photo::{Framing, Head, HeadInFrame, PhotoSpec};
use sscard_vision::{Limits, Picture, PortraitFinder, encode_preview};

use crate::canvas::Canvas;
use crate::parallel::in_parallel;
use crate::person::{HeadGeometry, Person, Placement};
use crate::random::Random;
use crate::scenes;
use crate::source_images::SourceImages;
use crate::{SpecimenError, accuracy};

/// How many automatic crops were right.
#[derive(Clone, Debug, Default)]
pub struct AutomaticCrops {
    picture_count: u32,
    right_by_truth: u32,
    right_by_measurement: u32,
    misses: Vec<String>,
}

impl AutomaticCrops {
    /// How many pictures were cropped.
    #[must_use]
    pub fn picture_count(&self) -> u32 {
        self.picture_count
    }

    /// In how many crops the head holds every range of the standard, by its true position.
    #[must_use]
    pub fn right_by_truth(&self) -> u32 {
        self.right_by_truth
    }

    /// In how many crops the head holds every range, as measured on the finished photo.
    #[must_use]
    pub fn right_by_measurement(&self) -> u32 {
        self.right_by_measurement
    }

    /// One line for each picture whose crop was wrong.
    #[must_use]
    pub fn misses(&self) -> &[String] {
        &self.misses
    }
}

/// A wide picture of one person.
struct WidePicture<'images> {
    person: &'images Person,
    /// The true position of the head on the picture.
    head: Head,
    picture: Picture,
}

struct CropTrial {
    right_by_truth: bool,
    right_by_measurement: bool,
    miss: Option<String>,
}

/// Makes `count` wide pictures and crops a card photo out of each.
///
/// # Errors
/// [`SpecimenError`] when a picture cannot be made.
pub fn measure_automatic_crops(
    images: &SourceImages,
    finder: &PortraitFinder,
    count: u64,
    seed: u64,
) -> Result<AutomaticCrops, SpecimenError> {
    let mut automatic = AutomaticCrops::default();
    for trial in in_parallel(count, |number| run_trial(images, finder, seed, number)) {
        let trial = trial?;
        automatic.picture_count += 1;
        automatic.right_by_truth += u32::from(trial.right_by_truth);
        automatic.right_by_measurement += u32::from(trial.right_by_measurement);
        automatic.misses.extend(trial.miss);
    }
    Ok(automatic)
}

fn run_trial(
    images: &SourceImages,
    finder: &PortraitFinder,
    seed: u64,
    number: u64,
) -> Result<CropTrial, SpecimenError> {
    let mut random = Random::new(seed ^ 0x00f0_0000, number);
    let WidePicture { person, head, picture } = make_usable_picture(images, &mut random)?;
    let spec = PhotoSpec::card();
    let (width, height) = (picture.width(), picture.height());
    // A preview of this size is decoded at full size, so this is the very frame that `make_card_photo` takes.
    let file = encode_preview(&picture)?;
    let sighting = finder.locate_head(&Picture::decode(&file, &Limits::default())?)?;
    let placed: Option<HeadInFrame> = sighting
        .head
        .and_then(|head| Framing::about(&head, width, height))
        .map(|framing| framing.head(&head));
    let right_by_truth = placed.is_some_and(|placed| {
        // A drawing has no ears, so the true width of its face is unknown.
        let faults = spec.judge_place(&placed);
        faults.iter().all(|fault| person.is_drawn() && fault.code == FaultCode::FaceWidth)
    });
    let photo = finder.make_card_photo(&file, &Limits::default())?;
    let faults = accuracy::judge_file(finder, &photo);
    let right_by_measurement = !faults.iter().any(|fault| {
        crate::truth::PLACEMENT_FAULTS[..5].contains(&fault.code) || fault.code == FaultCode::NoFace
    });
    let miss = (!right_by_truth || !right_by_measurement).then(|| {
        format!("{number}: {} in {width}x{height}, {head:?} lies at {placed:?}", person.name)
    });
    Ok(CropTrial { right_by_truth, right_by_measurement, miss })
}

/// A picture from which a frame within every range can be cut.
fn make_usable_picture<'images>(
    images: &'images SourceImages,
    random: &mut Random,
) -> Result<WidePicture<'images>, SpecimenError> {
    let people = images.front_views();
    loop {
        let person =
            people[if random.flip_coin() { random.below(3) } else { random.below(people.len()) }];
        let (width, height) = (random.between(700.0, 1800.0), random.between(800.0, 1700.0));
        let (width, height) = (width.floor(), height.floor());
        let face_width = random.between(216.0, 400.0);
        let placement = Placement {
            scale: face_width / person.geometry.face_width,
            eyes: (random.between(0.15, 0.85) * width, random.between(0.15, 0.75) * height),
            lean: random.between(-20.0, 20.0),
            is_mirrored: random.flip_coin(),
        };
        let head = head_from_geometry(&person.placed_geometry(&placement));
        if !is_usable(&head, width as u32, height as u32)
            || !reaches_lower_edge(person, &placement, height)
        {
            continue;
        }
        let mut canvas = draw_ground(images, random, width as usize, height as usize);
        person.draw_on(&mut canvas, &placement);
        return Ok(WidePicture { person, head, picture: canvas.to_picture()? });
    }
}

/// Whether a frame around the head holds every range, with a little margin, and needs no enlarging.
fn is_usable(head: &Head, width: u32, height: u32) -> bool {
    Framing::about(head, width, height).is_some_and(|framing| {
        let placed = framing.head(head);
        PhotoSpec::card().judge_place(&placed).is_empty()
            && (190.0..=240.0).contains(&placed.face_width)
            && placed.hair_top.is_some_and(|top| (11.0..=17.0).contains(&top))
            && (168.0..=190.0).contains(&placed.eyes_from_left)
    })
}

/// Whether a person who is cut out of a portrait reaches the lower edge of the picture. The cut-out ends where the portrait does.
fn reaches_lower_edge(person: &Person, placement: &Placement, height: f32) -> bool {
    let below = person.colours.height as f32 - person.geometry.eyes.1;
    placement.eyes.1 + below * placement.scale * 0.9 > height
}

fn head_from_geometry(geometry: &HeadGeometry) -> Head {
    Head {
        eye_x: geometry.eyes.0.into(),
        eye_y: geometry.eyes.1.into(),
        tilt_degrees: geometry.tilt.into(),
        face_width: geometry.face_width.into(),
        crown: Some(geometry.crown.into()),
        chin: geometry.chin.into(),
    }
}

/// White and coloured walls, gradients, and rooms out of focus.
fn draw_ground(images: &SourceImages, random: &mut Random, width: usize, height: usize) -> Canvas {
    match random.below(6) {
        0 | 1 => {
            let white = random.between(236.0, 255.0);
            let slope = random.between(0.0, 30.0);
            Canvas::paint(width, height, |(x, _)| [white - slope * x / width as f32; 3])
        }
        2 => {
            let colour = [0, 1, 2].map(|_| random.between(120.0, 250.0));
            Canvas::paint(width, height, |_| colour)
        }
        3 => scenes::draw_landscape(random, width, height),
        4 => scenes::draw_clouds(random, width, height),
        _ => {
            let (_, small) = scenes::cut_photo_part(random, images.pictures(), 90, 120);
            let small = small.blur_gaussian(2.0);
            let (across, down) = (90.0 / width as f32, 120.0 / height as f32);
            Canvas::paint(width, height, |(x, y)| small.colour_at(x * across, y * down))
        }
    }
}
