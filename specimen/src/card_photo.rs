//! A card photo while it is composed.

use sscard_shared::photo::{PHOTO_HEIGHT, PHOTO_WIDTH};

use crate::canvas::{Canvas, Colour, mix};
use crate::person::{Person, Placement};
use crate::random::Random;
use crate::truth::{self, PlacedHead, Truth};

pub(crate) const WIDTH: usize = PHOTO_WIDTH as usize;
pub(crate) const HEIGHT: usize = PHOTO_HEIGHT as usize;

/// A person in front of a ground. The ground is kept apart, so that its truth stays known after a change.
pub(crate) struct CardPhoto {
    pub(crate) canvas: Canvas,
    /// The ground alone, with the same changes of light.
    pub(crate) ground: Canvas,
    /// The share of each pixel that the person covers, 0–1.
    pub(crate) cover: Vec<f32>,
    pub(crate) placed: PlacedHead,
}

impl CardPhoto {
    /// Places a person in front of a ground. The person is drawn at twice the size, so that edges are smooth.
    pub(crate) fn compose(person: &Person, placement: &Placement, ground: &Canvas) -> Self {
        let mut large = Canvas::paint(2 * WIDTH, 2 * HEIGHT, |(x, y)| {
            ground.nearest_colour((x / 2.0) as isize, (y / 2.0) as isize)
        });
        let doubled = Placement {
            scale: 2.0 * placement.scale,
            eyes: (2.0 * placement.eyes.0, 2.0 * placement.eyes.1),
            ..*placement
        };
        let large_cover = person.draw_on(&mut large, &doubled);
        let cover = Canvas {
            width: 2 * WIDTH,
            height: 2 * HEIGHT,
            pixels: large_cover.iter().map(|share| [*share; 3]).collect(),
        };
        let cover: Vec<f32> = cover.halve().pixels.iter().map(|[share, ..]| *share).collect();
        let placed = PlacedHead {
            geometry: person.placed_geometry(placement),
            gaze: person.gaze,
            width_doubt: person.width_doubt,
            hair_top: hair_top(&cover),
        };
        Self { canvas: large.halve(), ground: ground.clone(), cover, placed }
    }

    /// Changes the light on the person and on the ground.
    pub(crate) fn change_light(&mut self, change: impl Fn((f32, f32), Colour) -> Colour) {
        let change =
            |place, colour| change(place, colour).map(|value: f32| value.clamp(0.0, 255.0));
        self.canvas.map_pixels(change);
        self.ground.map_pixels(change);
    }

    /// Changes the light on the person alone.
    pub(crate) fn change_person_light(&mut self, change: impl Fn((f32, f32), Colour) -> Colour) {
        let width = self.canvas.width;
        let cover = &self.cover;
        self.canvas.map_pixels(|(x, y), colour| {
            let share = cover[y as usize * width + x as usize];
            mix(colour, change((x, y), colour).map(|value| value.clamp(0.0, 255.0)), share)
        });
    }

    pub(crate) fn add_noise(&mut self, random: &mut Random, deviation: f32, is_in_colour: bool) {
        self.canvas.map_pixels(|_, colour| {
            let grey = random.normal() * deviation;
            colour
                .map(|value| value + if is_in_colour { random.normal() * deviation } else { grey })
        });
    }

    /// The mean luma of the face.
    pub(crate) fn face_luma(&self) -> f32 {
        let (mut sum, mut count) = (0.0, 0.0);
        for (index, pixel) in self.canvas.pixels.iter().enumerate() {
            let place = ((index % WIDTH) as f32, (index / WIDTH) as f32);
            if self.placed.geometry.is_on_face(place) {
                sum += crate::canvas::luma(*pixel);
                count += 1.0;
            }
        }
        sum / f32::max(count, 1.0)
    }

    /// What is true of the photo in its present state. Sharpness is left to the caller.
    pub(crate) fn truth(&self) -> Truth {
        let mut found = Truth::default();
        truth::set_content_faults(&mut found, &self.canvas);
        let geometry = &self.placed.geometry;
        truth::set_ground_faults(
            &mut found,
            &self.ground,
            &self.cover,
            geometry.eyes.1 + geometry.chin,
        );
        truth::set_lighting_faults(&mut found, &self.canvas, geometry);
        truth::set_placement_faults(&mut found, &self.placed, (WIDTH as f32, HEIGHT as f32));
        found
    }
}

/// The first row in which the person covers more than five pixels.
fn hair_top(cover: &[f32]) -> f32 {
    let row =
        cover.chunks(WIDTH).position(|row| row.iter().filter(|share| **share > 0.5).count() > 5);
    row.unwrap_or(HEIGHT) as f32
}
