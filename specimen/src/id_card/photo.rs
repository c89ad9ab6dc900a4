//! Photographs as phones take them.

use super::desk::Ground;
use super::scene::{Glare, Lying, Scene, Shadow, noisy};
use super::truth::Strengths;
use super::view::{Pose, View};
use crate::chance::Chance;
use crate::sheet::Sheet;

/// The side of a card's small characters in millimetres, which what can be read is measured by.
const CHARACTER: f32 = 3.175;
/// With fewer pixels a millimetre, strokes run together.
const LEAST_SCALE: f32 = 7.0;

/// A picture's size in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// A part of a picture: left, top, right, bottom.
pub(crate) type Room = [f32; 4];

impl Frame {
    /// As phones have them, upright or lying.
    pub(crate) fn any(chance: &mut Chance) -> Self {
        let long = 1600.0 + 1400.0 * chance.between(0.0, 1.0) * chance.between(0.0, 1.0);
        let short = long * *chance.of(&[0.75, 0.75, 0.5625]);
        let (long, short) = (long.round(), short.round());
        if chance.happens(0.6) {
            Self { width: long, height: short }
        } else {
            Self { width: short, height: long }
        }
    }

    pub(crate) fn room(&self) -> Room {
        [0.0, 0.0, self.width, self.height]
    }
}

/// A pose as hands hold a phone: mostly nearly straight; some pictures lie on their side or on their head.
pub(crate) fn pose(chance: &mut Chance) -> Pose {
    let quarter = if chance.happens(0.15) { *chance.of(&[90.0, 180.0, 270.0]) } else { 0.0 };
    let lean = if chance.coin() { 4.0 } else { 15.0 };
    Pose {
        turn: quarter + chance.between(-lean, lean),
        tilt: 25.0 * chance.between(0.0, 1.0) * chance.between(0.3, 1.0),
        away: chance.between(0.0, 360.0),
        distance: chance.between(2.2, 5.0),
    }
}

/// A pose from one of the card's sides, as somebody holds the phone who dodges the shadow of the hand.
pub(crate) fn slanted_pose(chance: &mut Chance) -> Pose {
    let side = *chance.of(&[0.0, 90.0, 180.0, 270.0]);
    Pose {
        turn: chance.between(-8.0, 8.0),
        tilt: chance.between(16.0, 30.0),
        away: side + chance.between(-20.0, 20.0),
        distance: chance.between(2.4, 4.0),
    }
}

/// Lays a card so that it covers a share of the room's width, as far as its height lets it.
pub(crate) fn laid(
    pose: &Pose,
    [left, top, right, bottom]: Room,
    cover: f32,
    chance: &mut Chance,
) -> View {
    let view = View::posed(pose);
    let [own_left, own_top, own_right, own_bottom] = view.bounds();
    let (wide, high) = (own_right - own_left, own_bottom - own_top);
    let most = (0.97 * (right - left) / wide).min(0.97 * (bottom - top) / high);
    let scale = (cover * (right - left) / wide).max(LEAST_SCALE).min(most);
    let x = left + chance.between(0.0, 1.0) * (right - left - scale * wide);
    let y = top + chance.between(0.0, 1.0) * (bottom - top - scale * high);
    view.moved(scale, (x - scale * own_left, y - scale * own_top))
}

/// Moves a card so that so many of its millimetres are beyond an edge of the picture.
pub(crate) fn cropped(view: &View, frame: Frame, millimetres: f32, chance: &mut Chance) -> View {
    let [left, top, right, bottom] = view.bounds();
    let beyond = millimetres * view.scale();
    let by = match chance.below(4) {
        0 => (-left - beyond, 0.0),
        1 => (0.0, -top - beyond),
        2 => (frame.width - right + beyond, 0.0),
        _ => (0.0, frame.height - bottom + beyond),
    };
    view.moved(1.0, by)
}

/// A picture that was taken.
pub(crate) struct Shot {
    pub(crate) sheet: Sheet,
    pub(crate) strengths: Strengths,
}

/// The light of a scene: drawn before the picture is taken, so that what it hides is known.
pub(crate) fn light(frame: Frame, ground: Ground, cards: Vec<Lying>, chance: &mut Chance) -> Scene {
    let sheet = ground.painted(frame.width as usize, frame.height as usize, chance);
    let dark = chance.happens(0.2);
    let gain = if dark { chance.between(0.34, 0.6) } else { chance.between(0.8, 1.06) };
    // A deep shadow in a dark room would leave nothing to read.
    let deepest = if dark { 0.3 } else { 0.6 };
    let warm = if chance.coin() { chance.between(-0.03, 0.03) } else { chance.between(-0.1, 0.16) };
    let green = chance.between(-0.03, 0.03);
    Scene {
        width: frame.width as usize,
        height: frame.height as usize,
        ground: sheet,
        shadow: chance.happens(0.35).then(|| shadow(frame, deepest, chance)),
        glare: chance.happens(0.3).then(|| glare(frame, &cards, chance)),
        cards,
        light: [gain * (1.0 + warm), gain * (1.0 + green), gain * (1.0 - warm)],
        thick: true,
    }
}

/// Somewhere across the middle of the picture.
fn shadow(frame: Frame, deepest: f32, chance: &mut Chance) -> Shadow {
    let (down, across) = chance.between(0.0, std::f32::consts::TAU).sin_cos();
    let (x, y) =
        (chance.between(0.25, 0.75) * frame.width, chance.between(0.25, 0.75) * frame.height);
    Shadow {
        towards: (across, down),
        from: x * across + y * down,
        soft: chance.between(0.01, 0.4) * frame.width,
        depth: chance.between(0.15, deepest),
    }
}

/// On a card or beside it.
fn glare(frame: Frame, cards: &[Lying], chance: &mut Chance) -> Glare {
    let place = (chance.between(-5.0, 90.0), chance.between(-5.0, 59.0));
    let (middle, scale) = cards.first().map_or_else(
        || ((frame.width / 2.0, frame.height / 2.0), 12.0),
        |card| (card.view.pixel(place), card.view.scale()),
    );
    let size = chance.between(2.0, 9.0) * scale;
    let strength = if chance.coin() { chance.between(0.25, 0.7) } else { chance.between(0.7, 1.6) };
    Glare { middle, half: (size, size * chance.between(0.4, 2.0)), strength }
}

/// A lamp's reflection across a card that is seen at a slant: broad, and weak enough to read through.
pub(crate) fn reflection(view: &View, chance: &mut Chance) -> Glare {
    let place = (chance.between(15.0, 70.0), chance.between(20.0, 50.0));
    let scale = view.scale();
    let (long, short) = (chance.between(22.0, 50.0) * scale, chance.between(6.0, 16.0) * scale);
    let half = if chance.happens(0.7) { (long, short) } else { (short, long) };
    Glare { middle: view.pixel(place), half, strength: chance.between(0.3, 0.66) }
}

/// Takes the picture: the lens, the hand, the sensor, and who sent it on.
pub(crate) fn taken(scene: &Scene, chance: &mut Chance) -> Shot {
    let scale = scene.cards.first().map_or(12.0, |card| card.view.scale());
    let character = CHARACTER * scale;
    let mut sheet = scene.picture();
    let mut strengths = Strengths {
        scale,
        light: scene.light,
        glare: scene.glare.map_or(0.0, |glare| glare.strength),
        shadow: scene.shadow.map_or(0.0, |shadow| shadow.depth),
        resampled: 1.0,
        ..Strengths::default()
    };
    if chance.happens(0.15) {
        // A movement that takes a tenth of a character is read with some trouble.
        let length = 1.0 + 2.0 * (0.5 * chance.between(0.04, 0.11) * character).round();
        let along = if chance.coin() { (1.0, 0.0) } else { (0.0, 1.0) };
        strengths.motion = length as usize;
        sheet = sheet.smeared(along, &vec![1.0 / length; strengths.motion]);
    }
    // Beyond a twentieth of a character, dense ones are guessed rather than read.
    let sharp = chance.happens(0.65);
    let blur = if sharp { chance.between(0.0, 0.025) } else { chance.between(0.025, 0.055) };
    strengths.blur = blur * character;
    if strengths.blur > 0.3 {
        sheet = sheet.defocused(strengths.blur);
    }
    let dark = scene.light[1] < 0.65;
    strengths.noise = if dark { chance.between(2.0, 7.0) } else { chance.between(0.5, 4.0) };
    noisy(&mut sheet, strengths.noise, chance);
    // Messengers make pictures smaller.
    let smaller = chance.between(0.55, 0.9);
    if chance.happens(0.15) && scale * smaller > LEAST_SCALE {
        strengths.resampled = smaller;
        let (width, height) = (sheet.width as f32 * smaller, sheet.height as f32 * smaller);
        // Without this, what is finer than the new pixels would turn into patterns.
        let fine = sheet.defocused(0.35 / smaller);
        sheet = Sheet::painted(width as usize, height as usize, |(x, y)| {
            fine.at(x / smaller, y / smaller)
        });
    }
    strengths.scale *= strengths.resampled;
    strengths.quality = Some(45 + u8::try_from(chance.below(46)).unwrap_or_default());
    Shot { sheet, strengths }
}
