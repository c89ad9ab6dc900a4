//! Grounds and head positions of card photos.

use crate::canvas::{Canvas, Colour, mix};
use crate::card_photo::{HEIGHT, WIDTH};
use crate::person::{Person, Placement};
use crate::random::Random;

/// A ground that is white enough, with the slightest gradient, as of a good wall.
pub(crate) fn draw_white_ground(random: &mut Random) -> Canvas {
    let white = random.between(246.0, 255.0);
    let slope = random.between(0.0, 4.0);
    Canvas::paint(WIDTH, HEIGHT, |(_, y)| [white - slope * y / HEIGHT as f32; 3])
}

/// Grounds of other colours, and near-white ones on either side of the limit.
pub(crate) fn draw_coloured_ground(random: &mut Random) -> Canvas {
    const USUAL: [Colour; 8] = [
        [67.0, 142.0, 219.0],
        [215.0, 40.0, 44.0],
        [150.0, 150.0, 150.0],
        [196.0, 178.0, 140.0],
        [140.0, 180.0, 150.0],
        [180.0, 214.0, 240.0],
        [90.0, 86.0, 84.0],
        [226.0, 226.0, 222.0],
    ];
    let colour = match random.below(3) {
        0 => *random.pick(&USUAL),
        1 => [random.between(205.0, 255.0); 3],
        _ => {
            let tint = random.between(4.0, 34.0);
            let shade: Colour = [0, 1, 2].map(|_| random.between(0.0, 1.0));
            shade.map(|share| 254.0 - tint * share)
        }
    };
    Canvas::paint(WIDTH, HEIGHT, |_| colour)
}

/// A white wall with a dark side, a shadow, lines of tiles, or a stain.
pub(crate) fn draw_uneven_ground(random: &mut Random) -> Canvas {
    let white = random.between(246.0, 255.0);
    let depth = random.between(4.0, 90.0);
    let (wide, high) = (WIDTH as f32, HEIGHT as f32);
    let kind = random.below(5);
    let is_mirrored = random.flip_coin();
    let middle = (random.between(0.1, 0.4) * wide, random.between(0.1, 0.5) * high);
    let size = random.between(60.0, 180.0);
    Canvas::paint(WIDTH, HEIGHT, |(x, y)| {
        let x = if is_mirrored { wide - x } else { x };
        let shade = match kind {
            0 => 1.0 - x / wide,
            1 => (1.0 - 2.0 * x / wide).max(0.0),
            2 => y / high,
            3 => (-((x - middle.0).hypot(y - middle.1) / size).powi(2)).exp(),
            _ => f32::from(u8::from(x % 70.0 < 5.0 || y % 70.0 < 5.0)),
        };
        [white - depth * shade; 3]
    })
}

/// Places a head within every range of the standard, with its hair a little below the upper edge.
pub(crate) fn choose_good_placement(person: &Person, random: &mut Random) -> Placement {
    let least = 186.0 + 179.0 * person.width_doubt;
    let face_width = random.between(least.min(214.0), 222.0);
    let position = HeadPosition {
        face_width,
        hair_top: random.between(11.0, 17.0),
        aside: random.between(-8.0, 8.0),
        lean: random.between(-2.0, 2.0),
    };
    position.placement(person, random)
}

/// Where a head lies on a card photo, in pixels and degrees.
struct HeadPosition {
    face_width: f32,
    /// The row of the top of the hair.
    hair_top: f32,
    /// How far the eyes lie to the right of the middle.
    aside: f32,
    /// By how many degrees the head leans clockwise.
    lean: f32,
}

impl HeadPosition {
    /// The placement that brings a person's head to this position.
    fn placement(&self, person: &Person, random: &mut Random) -> Placement {
        let scale = self.face_width / person.geometry.face_width;
        let down = self.hair_top + person.geometry.crown * scale * self.lean.to_radians().cos();
        Placement {
            scale,
            eyes: (WIDTH as f32 / 2.0 + self.aside, down),
            lean: self.lean,
            is_mirrored: random.flip_coin(),
        }
    }
}

/// Places a head wrongly: too small, too large, too high, too low, off centre, leaning, or near one of the limits.
pub(crate) fn choose_bad_placement(person: &Person, random: &mut Random) -> Placement {
    let face_width = random.between(196.0, 216.0);
    let mut position = HeadPosition { face_width, hair_top: 14.0, aside: 0.0, lean: 0.0 };
    match random.below(6) {
        0 => position.face_width = random.between(90.0, 200.0),
        1 => position.face_width = random.between(225.0, 310.0),
        2 => position.hair_top = random.between(-40.0, 12.0),
        3 => position.hair_top = random.between(16.0, 130.0),
        4 => position.aside = random.signed_between(6.0, 70.0),
        _ => position.lean = random.signed_between(2.0, 24.0),
    }
    position.placement(person, random)
}

/// Where spots of glare lie on a face: from the eyes along the head's axes, in widths of the face.
pub(crate) const GLARE: [(f32, f32); 6] =
    [(-0.22, 0.0), (0.22, 0.0), (0.0, -0.28), (0.0, 0.3), (-0.24, 0.32), (0.24, 0.32)];

/// Mixes a colour with white, as a light's reflection does. A share of 1 blows it out.
pub(crate) fn overexpose(colour: Colour, share: f32) -> Colour {
    mix(colour, [270.0; 3], share)
}
