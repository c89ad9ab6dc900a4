//! Grounds and places: what most specimens have in common.

use crate::card::{HEIGHT, WIDTH};
use crate::chance::Chance;
use crate::person::{Person, Pose};
use crate::sheet::{Colour, Sheet, mix};

/// White enough, with the least of shades, as a good wall is.
pub(crate) fn white_ground(chance: &mut Chance) -> Sheet {
    let white = chance.between(246.0, 255.0);
    let slope = chance.between(0.0, 4.0);
    Sheet::painted(WIDTH, HEIGHT, |(_, y)| [white - slope * y / HEIGHT as f32; 3])
}

/// Grounds of other colours, and near white ones on either side of the limit.
pub(crate) fn coloured_ground(chance: &mut Chance) -> Sheet {
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
    let colour = match chance.below(3) {
        0 => *chance.of(&USUAL),
        1 => [chance.between(205.0, 255.0); 3],
        _ => {
            let tint = chance.between(4.0, 34.0);
            let shade: Colour = [0, 1, 2].map(|_| chance.between(0.0, 1.0));
            shade.map(|share| 254.0 - tint * share)
        }
    };
    Sheet::painted(WIDTH, HEIGHT, |_| colour)
}

/// A white wall with one dark side, a shadow, a line of tiles, or things on it.
pub(crate) fn uneven_ground(chance: &mut Chance) -> Sheet {
    let white = chance.between(246.0, 255.0);
    let depth = chance.between(4.0, 90.0);
    let (wide, high) = (WIDTH as f32, HEIGHT as f32);
    let kind = chance.below(5);
    let mirrored = chance.coin();
    let middle = (chance.between(0.1, 0.4) * wide, chance.between(0.1, 0.5) * high);
    let size = chance.between(60.0, 180.0);
    Sheet::painted(WIDTH, HEIGHT, |(x, y)| {
        let x = if mirrored { wide - x } else { x };
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

/// A head where the standard wants it, with its hair a little below the upper edge.
pub(crate) fn good_pose(person: &Person, chance: &mut Chance) -> Pose {
    let least = 186.0 + 179.0 * person.width_doubt;
    let face_width = chance.between(least.min(214.0), 222.0);
    pose_of(
        person,
        face_width,
        chance.between(11.0, 17.0),
        chance.between(-8.0, 8.0),
        chance.between(-2.0, 2.0),
        chance,
    )
}

/// A head by the width of its face, the row of its hair, how far it lies aside of the middle, and its lean.
pub(crate) fn pose_of(
    person: &Person,
    face_width: f32,
    hair_top: f32,
    aside: f32,
    lean: f32,
    chance: &mut Chance,
) -> Pose {
    let scale = face_width / person.geometry.face_width;
    let down = hair_top + person.geometry.crown * scale * lean.to_radians().cos();
    Pose { scale, eyes: (WIDTH as f32 / 2.0 + aside, down), lean, mirrored: chance.coin() }
}

/// A head that lies wrongly: too small, too large, too high, too low, aside, leaning, or near one of the limits.
pub(crate) fn bad_pose(person: &Person, chance: &mut Chance) -> Pose {
    let mut face_width = chance.between(196.0, 216.0);
    let (mut hair_top, mut aside, mut lean) = (14.0, 0.0, 0.0);
    match chance.below(6) {
        0 => face_width = chance.between(90.0, 200.0),
        1 => face_width = chance.between(225.0, 310.0),
        2 => hair_top = chance.between(-40.0, 12.0),
        3 => hair_top = chance.between(16.0, 130.0),
        4 => aside = chance.either_way(6.0, 70.0),
        _ => lean = chance.either_way(2.0, 24.0),
    }
    pose_of(person, face_width, hair_top, aside, lean, chance)
}

/// Where blobs of glare lie on a face, from the eyes along its own axes, in widths of the face.
pub(crate) const GLARE: [(f32, f32); 6] =
    [(-0.22, 0.0), (0.22, 0.0), (0.0, -0.28), (0.0, 0.3), (-0.24, 0.32), (0.24, 0.32)];

/// A colour on its way to white, where a light is mirrored.
pub(crate) fn blown(colour: Colour, share: f32) -> Colour {
    mix(colour, [270.0; 3], share)
}
