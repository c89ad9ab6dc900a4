//! Puts faults onto a good card photo, one at a time.

use sscard_shared::fault::FaultCode;

use crate::SpecimenError;
use crate::canvas::Canvas;
use crate::card_photo::{CardPhoto, HEIGHT, WIDTH};
use crate::composition;
use crate::person::Placement;
use crate::random::Random;
use crate::scenes;
use crate::source_images::SourceImages;
use crate::truth::{
    GROUND_FAULTS, LIGHTING_FAULTS, PLACEMENT_FAULTS, Presence, SCENE_FAULTS, Truth,
    set_content_faults,
};

/// A canvas with what is true of it, and a description of the fault.
pub(crate) struct FaultyPhoto {
    pub(crate) canvas: Canvas,
    pub(crate) truth: Truth,
    pub(crate) description: String,
}

/// What is done to a card photo. The names of the variants are part of the specimens' file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
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
    NoPerson,
    SeveralPeople,
}

impl FaultKind {
    /// The order in which specimens take the kinds. Blocking faults come more often.
    pub(crate) const SEQUENCE: [Self; 26] = [
        Self::None,
        Self::SeveralPeople,
        Self::Place,
        Self::NoPerson,
        Self::Light,
        Self::Grey,
        Self::Haze,
        Self::Blank,
        Self::Blur,
        Self::SeveralPeople,
        Self::Ground,
        Self::NoPerson,
        Self::Unevenness,
        Self::None,
        Self::Place,
        Self::Glare,
        Self::SeveralPeople,
        Self::NoPerson,
        Self::Blur,
        Self::Noise,
        Self::Turned,
        Self::Place,
        Self::Light,
        Self::Place,
        Self::Glare,
        Self::Room,
    ];

    pub(crate) fn make_photo(
        self,
        images: &SourceImages,
        random: &mut Random,
    ) -> Result<FaultyPhoto, SpecimenError> {
        match self {
            Self::Blank => return Ok(empty_photo(random)),
            Self::NoPerson => return Ok(scene_without_person(images, random)),
            Self::SeveralPeople => return Ok(group_photo(images, random)),
            _ => {}
        }
        let people =
            if self == Self::Turned { images.profile_views() } else { images.front_views() };
        // There are four portraits and many busts: each kind is chosen half of the time.
        let portraits = people.iter().filter(|person| !person.is_drawn()).count();
        let first =
            if random.flip_coin() { random.below(portraits) } else { random.below(people.len()) };
        let person = people[first];
        let placement = match self {
            Self::Place => composition::choose_bad_placement(person, random),
            _ => composition::choose_good_placement(person, random),
        };
        let ground = match self {
            Self::Ground => composition::draw_coloured_ground(random),
            Self::Unevenness => composition::draw_uneven_ground(random),
            Self::Room => draw_room(random),
            _ => composition::draw_white_ground(random),
        };
        let mut card = CardPhoto::compose(person, &placement, &ground);
        if !person.is_in_colour && random.chance(0.7) {
            card.change_light(|_, [red, green, blue]| [red * 1.04, green, blue * 0.9]);
        }
        self.distort(&mut card, random);
        let mut blur = 0.0;
        if self == Self::Blur {
            blur = blur_photo(&mut card, random);
        }
        let noise = match self {
            Self::Noise => random.between(2.0, 14.0),
            _ => random.between(0.0, 1.5),
        };
        let is_coloured = self == Self::Noise && random.flip_coin();
        card.add_noise(random, noise, is_coloured);
        let mut truth = card.truth();
        // Enlarging blurs as well, and noise looks like detail.
        let softened = blur.max((placement.scale - 1.0).max(0.0) * 0.7);
        let sharpness = if noise > 4.0 {
            Presence::Unsure
        } else if softened >= 2.4 {
            Presence::Present
        } else if softened <= 0.45 {
            Presence::Absent
        } else {
            Presence::Unsure
        };
        truth.set(FaultCode::Blurred, sharpness);
        self.mark_uncertain_faults(&card, blur, noise, &mut truth);
        Ok(FaultyPhoto {
            canvas: card.canvas,
            truth,
            description: format!("{self:?}-{}", person.name).to_lowercase(),
        })
    }

    fn distort(self, card: &mut CardPhoto, random: &mut Random) {
        match self {
            Self::Light => change_exposure(card, random),
            Self::Haze => {
                let (keep, grey) = (random.between(0.12, 0.9), random.between(110.0, 190.0));
                card.change_light(|_, colour| colour.map(|value| grey + (value - grey) * keep));
            }
            Self::Grey => {
                let keep = if random.chance(0.7) { 0.0 } else { random.between(0.0, 0.9) };
                card.change_light(|_, colour| {
                    let luma = crate::canvas::luma(colour);
                    colour.map(|value| luma + (value - luma) * keep)
                });
            }
            Self::Glare => add_glare(card, random),
            _ => {}
        }
    }

    /// Marks the faults that are uncertain after such a change.
    fn mark_uncertain_faults(self, card: &CardPhoto, blur: f32, noise: f32, truth: &mut Truth) {
        let face_luma = card.face_luma();
        if blur > 4.5
            || !(30.0..=238.0).contains(&face_luma)
            || truth.presence(FaultCode::Turned) == Presence::Present
        {
            truth.set_unsure(&[FaultCode::NoFace]);
        }
        if noise > 5.0 {
            truth.set_unsure(&[FaultCode::LowContrast, FaultCode::BackgroundUneven]);
        }
        if blur > 2.0 {
            truth.set_unsure(&[FaultCode::HairTop, FaultCode::Tilted]);
        }
        match self {
            // The hair hardly differs from such a ground.
            Self::Room | Self::Ground | Self::Unevenness => truth.set_unsure(&[FaultCode::HairTop]),
            // The only profile is cut out of a picture in which a camera stands in front of it.
            Self::Turned => {
                truth.set_unsure(&LIGHTING_FAULTS);
                truth.set_unsure(&GROUND_FAULTS);
            }
            // A light's reflection has no edges and covers much of the face's range of lumas.
            Self::Glare => truth.set_unsure(&[FaultCode::Blurred, FaultCode::NoFace]),
            Self::Haze | Self::Light => truth.set_unsure(&[FaultCode::Blurred]),
            _ => {}
        }
        if truth.presence(FaultCode::Blank) != Presence::Absent {
            set_all_but_blank_unsure(truth);
        }
    }
}

/// The product reports a blank picture and nothing else of it.
fn set_all_but_blank_unsure(truth: &mut Truth) {
    let blank = truth.presence(FaultCode::Blank);
    truth.set_unsure(&SCENE_FAULTS);
    truth.set_unsure(&PLACEMENT_FAULTS);
    truth.set(FaultCode::Blank, blank);
}

/// Makes the whole photo, or the person alone, darker or brighter.
fn change_exposure(card: &mut CardPhoto, random: &mut Random) {
    let wanted =
        if random.flip_coin() { random.between(34.0, 110.0) } else { random.between(170.0, 246.0) };
    let gain = wanted / card.face_luma().max(1.0);
    if random.flip_coin() {
        card.change_light(|_, colour| colour.map(|value| value * gain));
    } else {
        card.change_person_light(|_, colour| colour.map(|value| value * gain));
    }
}

fn add_glare(card: &mut CardPhoto, random: &mut Random) {
    let face = card.placed.geometry;
    let size = random.between(0.01, 0.16) * face.face_width;
    let blobs: Vec<(f32, f32)> =
        (0..random.below(3) + 1).map(|_| *random.pick(&composition::GLARE)).collect();
    card.change_person_light(|place, colour| {
        let (across, down) = face.head_axes_position(place);
        blobs.iter().fold(colour, |colour, (x, y)| {
            let away = (across - x * face.face_width).hypot(down - y * face.face_width);
            composition::overexpose(colour, (1.5 - away / size).clamp(0.0, 1.0))
        })
    });
}

/// Blurs by a Gaussian curve or along a line. Returns the deviation of the blur in pixels.
fn blur_photo(card: &mut CardPhoto, random: &mut Random) -> f32 {
    if random.chance(0.6) {
        let sigma = random.between(0.4, 6.0);
        card.canvas = card.canvas.blur_gaussian(sigma);
        return sigma;
    }
    let length = 3 + 2 * random.below(11);
    let (down, across) = random.between(0.0, std::f32::consts::PI).sin_cos();
    let weights = vec![1.0 / length as f32; length];
    card.canvas = card.canvas.blur_along((across, down), &weights);
    // The deviation of an even line.
    length as f32 / 12.0_f32.sqrt()
}

fn draw_room(random: &mut Random) -> Canvas {
    match random.below(3) {
        0 => scenes::draw_landscape(random, WIDTH, HEIGHT),
        1 => scenes::draw_clouds(random, WIDTH, HEIGHT),
        _ => scenes::draw_slope(random, WIDTH, HEIGHT),
    }
}

/// A photo of one colour, or of hardly more.
fn empty_photo(random: &mut Random) -> FaultyPhoto {
    const USUAL: [[f32; 3]; 4] = [[255.0; 3], [0.0; 3], [128.0; 3], [67.0, 142.0, 219.0]];
    let colour = if random.flip_coin() {
        *random.pick(&USUAL)
    } else {
        [0, 1, 2].map(|_| random.between(0.0, 255.0))
    };
    let (noise, slope) = (random.between(0.0, 3.0), random.between(0.0, 14.0));
    let canvas = Canvas::paint(WIDTH, HEIGHT, |(x, _)| {
        let shade = random.normal() * noise + slope * x / WIDTH as f32;
        colour.map(|value| (value + shade).clamp(0.0, 255.0))
    });
    let mut truth = Truth::default();
    set_content_faults(&mut truth, &canvas);
    truth.set(FaultCode::NoFace, Presence::Present);
    set_all_but_blank_unsure(&mut truth);
    FaultyPhoto { canvas, truth, description: "blank".to_owned() }
}

/// A photo without a person.
fn scene_without_person(images: &SourceImages, random: &mut Random) -> FaultyPhoto {
    let (description, mut canvas) = if random.flip_coin() {
        scenes::cut_photo_part(random, images.pictures(), WIDTH, HEIGHT)
    } else {
        ("drawn".to_owned(), scenes::draw_any(random, WIDTH, HEIGHT))
    };
    let noise = random.between(0.0, 6.0);
    canvas.map_pixels(|_, colour| {
        let grain = random.normal() * noise;
        colour.map(|value| value + grain)
    });
    let mut truth = Truth::default();
    set_content_faults(&mut truth, &canvas);
    truth.set(FaultCode::NoFace, Presence::Present);
    // The product does not judge ground, position and light on a picture without a person.
    truth.set_unsure(&GROUND_FAULTS);
    truth.set_unsure(&PLACEMENT_FAULTS);
    truth.set_unsure(&LIGHTING_FAULTS);
    if truth.presence(FaultCode::Blank) != Presence::Absent {
        set_all_but_blank_unsure(&mut truth);
    }
    FaultyPhoto { canvas, truth, description: format!("nobody-{description}") }
}

/// A photo of two people side by side. The smaller face has at least two fifths of the larger one's width.
fn group_photo(images: &SourceImages, random: &mut Random) -> FaultyPhoto {
    let people = images.front_views();
    let (one, other) = (people[random.below(people.len())], people[random.below(people.len())]);
    let ratio = random.between(0.4, 1.0);
    // Both heads with their hair fit beside one another.
    let width = random.between(0.85, 1.0) * WIDTH as f32 / (1.42 * (1.0 + ratio));
    let near = if random.flip_coin() { 1.0 } else { -1.0 };
    let (large, small) = (0.71 * width, 0.71 * width * ratio);
    let middle = WIDTH as f32 / 2.0;
    let mut placement = |person: &crate::person::Person, width: f32, x: f32| Placement {
        scale: width / person.geometry.face_width,
        eyes: (x, random.between(0.35, 0.55) * HEIGHT as f32),
        lean: random.between(-8.0, 8.0),
        is_mirrored: random.flip_coin(),
    };
    // The person with the smaller face stands behind.
    let behind = placement(other, width * ratio, middle + near * large);
    let before = placement(one, width, middle - near * small);
    let mut card = CardPhoto::compose(other, &behind, &composition::draw_white_ground(random));
    let cover = one.draw_on(&mut card.canvas, &before);
    card.cover.iter_mut().zip(cover).for_each(|(all, own)| *all = all.max(own));
    card.add_noise(random, 1.0, false);
    let mut truth = card.truth();
    truth.set_unsure(&PLACEMENT_FAULTS);
    truth.set_unsure(&LIGHTING_FAULTS);
    truth.set_unsure(&GROUND_FAULTS);
    truth.set(FaultCode::NoFace, Presence::Absent);
    truth.set(FaultCode::SeveralFaces, Presence::Present);
    let description = format!("company-{}-{}-{}", one.name, other.name, (ratio * 100.0) as u32);
    FaultyPhoto { canvas: card.canvas, truth, description }
}
