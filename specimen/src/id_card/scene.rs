//! The scene in front of a camera: a ground, the cards on it and the light. Renders the picture of it.

use sscard_shared::field::Field;

use super::print::PrintedSide;
use super::projection::{Projection, distance_beyond_edge};
use crate::canvas::{Canvas, Colour, mix};
use crate::random::Random;

/// A printed card with its place on the picture.
pub(crate) struct PlacedCard {
    pub(crate) printed: PrintedSide,
    pub(crate) projection: Projection,
}

/// A shadow whose edge runs along a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shadow {
    /// A unit vector that points into the shadow.
    pub(crate) towards: (f32, f32),
    /// The position of the edge along that vector, in pixels.
    pub(crate) from: f32,
    /// The width of the soft edge, in pixels.
    pub(crate) soft: f32,
    /// The share of the light that the shadow takes.
    pub(crate) depth: f32,
}

/// The reflection of a lamp.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glare {
    pub(crate) middle: (f32, f32),
    pub(crate) half: (f32, f32),
    /// The strength; from 1 on, the middle is blown out.
    pub(crate) strength: f32,
}

impl Glare {
    /// The share of a pixel that is light of the lamp, 0–1.
    fn light_share(&self, (x, y): (f32, f32)) -> f32 {
        let away = ((x - self.middle.0) / self.half.0).hypot((y - self.middle.1) / self.half.1);
        // An even core with a soft edge.
        (self.strength * (1.6 - away).clamp(0.0, 1.0)).min(1.0)
    }
}

/// From this share of glare on, nothing can be read.
const UNREADABLE_GLARE: f32 = 0.86;
/// The shadow that a card's own thickness casts: its width in millimetres, and the share of light that it takes at the card's edge.
const CONTACT: (f32, f32) = (1.1, 0.3);

/// Everything in front of a camera.
pub(crate) struct Scene {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The ground in any size. It is stretched over the picture.
    pub(crate) ground: Canvas,
    /// The cards from the lowest to the topmost.
    pub(crate) cards: Vec<PlacedCard>,
    pub(crate) shadow: Option<Shadow>,
    pub(crate) glare: Option<Glare>,
    /// The share of the light in each channel.
    pub(crate) light: Colour,
    /// Whether the cards cast a small shadow of their own.
    pub(crate) has_thickness: bool,
}

impl Scene {
    /// Cards on one colour, in even light.
    pub(crate) fn evenly_lit(
        width: usize,
        height: usize,
        ground: Colour,
        cards: Vec<PlacedCard>,
    ) -> Self {
        Self {
            width,
            height,
            ground: Canvas::paint(1, 1, |_| ground),
            cards,
            shadow: None,
            glare: None,
            light: [1.0; 3],
            has_thickness: false,
        }
    }

    /// The picture before the effects of lens and sensor.
    pub(crate) fn render(&self) -> Canvas {
        let (across, down) = (
            self.ground.width as f32 / self.width as f32,
            self.ground.height as f32 / self.height as f32,
        );
        let seen: Vec<_> = self
            .cards
            .iter()
            .map(|card| (card, card.projection.bounds(), card.projection.scale()))
            .collect();
        Canvas::paint(self.width, self.height, |(x, y)| {
            let mut colour = None;
            for (card, [left, top, right, bottom], scale) in seen.iter().rev() {
                let near = CONTACT.0 * scale;
                if x < left - near || x > right + near || y < top - near || y > bottom + near {
                    continue;
                }
                let point = card.projection.point_at((x, y));
                let beyond = distance_beyond_edge(point);
                let cover = (0.5 - beyond * scale).clamp(0.0, 1.0);
                if cover >= 1.0 {
                    colour = Some(card.colour_at(point));
                    break;
                }
                if cover > 0.0 || self.has_thickness && beyond < CONTACT.0 {
                    let below = self.ground.colour_at(x * across, y * down);
                    let dark = if self.has_thickness {
                        CONTACT.1 * (1.0 - beyond / CONTACT.0)
                    } else {
                        0.0
                    };
                    let below = below.map(|value| value * (1.0 - dark));
                    colour = Some(mix(below, card.colour_at(point), cover));
                    break;
                }
            }
            let colour = colour.unwrap_or_else(|| self.ground.colour_at(x * across, y * down));
            self.light_pixel((x, y), colour)
        })
    }

    fn light_pixel(&self, pixel: (f32, f32), colour: Colour) -> Colour {
        let share = self.shadow.map_or(1.0, |shadow| {
            let along = pixel.0 * shadow.towards.0 + pixel.1 * shadow.towards.1 - shadow.from;
            let inside = (along / shadow.soft + 0.5).clamp(0.0, 1.0);
            1.0 - shadow.depth * inside * inside * (3.0 - 2.0 * inside)
        });
        let lit = [0, 1, 2].map(|channel| colour[channel] * self.light[channel] * share);
        match self.glare {
            Some(glare) => mix(lit, [262.0; 3], glare.light_share(pixel)),
            None => lit,
        }
    }

    /// The fields of a card that cannot be read in full: a character lies outside of the picture, or under glare.
    pub(crate) fn unreadable_fields(&self, card: &PlacedCard) -> Vec<Field> {
        const STEPS: [f32; 3] = [0.15, 0.5, 0.85];
        let hidden = |point: (f32, f32)| {
            let (x, y) = card.projection.pixel_at(point);
            let outside = x < 0.0 || y < 0.0 || x >= self.width as f32 || y >= self.height as f32;
            outside || self.glare.is_some_and(|glare| glare.light_share((x, y)) > UNREADABLE_GLARE)
        };
        let unreadable = |[left, top, right, bottom]: [f32; 4]| {
            let points = STEPS.iter().flat_map(|across| STEPS.map(|down| (*across, down)));
            let hidden = points.filter(|(across, down)| {
                hidden((left + (right - left) * across, top + (bottom - top) * down))
            });
            hidden.count() >= 3
        };
        let fields = card.printed.boxes.iter();
        fields
            .filter(|(_, boxes)| boxes.iter().any(|character| unreadable(*character)))
            .map(|(field, _)| *field)
            .collect()
    }
}

impl PlacedCard {
    fn colour_at(&self, (x, y): (f32, f32)) -> Colour {
        self.printed.canvas.colour_at(x * self.printed.scale, y * self.printed.scale)
    }
}

/// Adds noise of a deviation to every pixel. Most of it is the same in all channels, as after a phone's filters.
pub(crate) fn add_noise(canvas: &mut Canvas, deviation: f32, random: &mut Random) {
    // Each row and channel begins at a random place of one long list of noise. New numbers for every pixel would take longer than all the
    // rest.
    const GRAINS: usize = 16_381;
    let grains: Vec<f32> = (0..GRAINS).map(|_| deviation * random.normal()).collect();
    for row in canvas.pixels.chunks_mut(canvas.width.max(1)) {
        let [all, own @ ..] = [(); 4].map(|()| random.below(GRAINS));
        for (x, pixel) in row.iter_mut().enumerate() {
            let alike = grains[(all + x) % GRAINS];
            *pixel = [0, 1, 2].map(|channel| {
                pixel[channel] + 0.8 * alike + 0.5 * grains[(own[channel] + x) % GRAINS]
            });
        }
    }
}
