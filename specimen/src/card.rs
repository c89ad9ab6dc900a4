//! One card photo while it is being made.

use sscard_shared::photo::{PHOTO_HEIGHT, PHOTO_WIDTH};

use crate::chance::Chance;
use crate::person::{Person, Pose};
use crate::sheet::{Colour, Sheet, mix};
use crate::truth::{self, Placed, Truth};

pub(crate) const WIDTH: usize = PHOTO_WIDTH as usize;
pub(crate) const HEIGHT: usize = PHOTO_HEIGHT as usize;

/// A person before a ground, both still apart, so that what is done to the ground stays known.
pub(crate) struct Card {
    pub(crate) sheet: Sheet,
    /// The ground alone, through the same changes of light.
    pub(crate) ground: Sheet,
    /// How much of each pixel is a person.
    pub(crate) cover: Vec<f32>,
    pub(crate) placed: Placed,
}

impl Card {
    /// Places a person before a ground. It is drawn at twice the size, for smooth edges.
    pub(crate) fn of(person: &Person, pose: &Pose, ground: &Sheet) -> Self {
        let mut large = Sheet::painted(2 * WIDTH, 2 * HEIGHT, |(x, y)| {
            ground.nearest((x / 2.0) as isize, (y / 2.0) as isize)
        });
        let double =
            Pose { scale: 2.0 * pose.scale, eyes: (2.0 * pose.eyes.0, 2.0 * pose.eyes.1), ..*pose };
        let large_cover = person.put_on(&mut large, &double);
        let cover = Sheet {
            width: 2 * WIDTH,
            height: 2 * HEIGHT,
            pixels: large_cover.iter().map(|share| [*share; 3]).collect(),
        };
        let cover: Vec<f32> = cover.halved().pixels.iter().map(|[share, ..]| *share).collect();
        let placed = Placed {
            geometry: person.placed(pose),
            gaze: person.gaze,
            width_doubt: person.width_doubt,
            hair_top: hair_top(&cover),
        };
        Self { sheet: large.halved(), ground: ground.clone(), cover, placed }
    }

    /// Changes the light on everything.
    pub(crate) fn relit(&mut self, change: impl Fn((f32, f32), Colour) -> Colour) {
        let change =
            |place, colour| change(place, colour).map(|value: f32| value.clamp(0.0, 255.0));
        self.sheet.change(change);
        self.ground.change(change);
    }

    /// Changes the light on the person alone.
    pub(crate) fn person_relit(&mut self, change: impl Fn((f32, f32), Colour) -> Colour) {
        let width = self.sheet.width;
        let cover = &self.cover;
        self.sheet.change(|(x, y), colour| {
            let share = cover[y as usize * width + x as usize];
            mix(colour, change((x, y), colour).map(|value| value.clamp(0.0, 255.0)), share)
        });
    }

    pub(crate) fn noisy(&mut self, chance: &mut Chance, deviation: f32, in_colour: bool) {
        self.sheet.change(|_, colour| {
            let alike = chance.grain() * deviation;
            colour.map(|value| value + if in_colour { chance.grain() * deviation } else { alike })
        });
    }

    /// The mean luma of the face.
    pub(crate) fn face_luma(&self) -> f32 {
        let (mut sum, mut count) = (0.0, 0.0);
        for (index, pixel) in self.sheet.pixels.iter().enumerate() {
            let place = ((index % WIDTH) as f32, (index / WIDTH) as f32);
            if self.placed.geometry.on_face(place) {
                sum += crate::sheet::luma(*pixel);
                count += 1.0;
            }
        }
        sum / f32::max(count, 1.0)
    }

    /// Everything that is true of it as it is now; of sharpness nothing is said here.
    pub(crate) fn truth(&self) -> Truth {
        let mut told = Truth::default();
        truth::tell_of_all(&mut told, &self.sheet);
        let geometry = &self.placed.geometry;
        truth::tell_of_ground(
            &mut told,
            &self.ground,
            &self.cover,
            geometry.eyes.1 + geometry.chin,
        );
        truth::tell_of_light(&mut told, &self.sheet, geometry);
        truth::tell_of_place(&mut told, &self.placed, (WIDTH as f32, HEIGHT as f32));
        told
    }
}

/// The first row in which a person is seen over a few pixels.
fn hair_top(cover: &[f32]) -> f32 {
    let row =
        cover.chunks(WIDTH).position(|row| row.iter().filter(|share| **share > 0.5).count() > 5);
    row.unwrap_or(HEIGHT) as f32
}
