//! Photographs of cards as phones take them.

use super::projection::{CardPose, Projection};
use super::scene::{Glare, PlacedCard, Scene, Shadow, add_noise};
use super::surface::Surface;
use super::truth::Distortions;
use crate::canvas::Canvas;
use crate::random::Random;

/// The side of a card's small characters in millimetres. Blur is measured in characters, since it decides what can be read.
const CHARACTER_MILLIMETRES: f32 = 3.175;
/// With fewer pixels in a millimetre, strokes run together.
const MIN_PIXELS_PER_MILLIMETRE: f32 = 7.0;

/// The size of a picture in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FrameSize {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// A part of a picture in pixels: left, top, right, bottom.
pub(crate) type Bounds = [f32; 4];

impl FrameSize {
    /// A random size, as phones have it, upright or landscape.
    pub(crate) fn choose(random: &mut Random) -> Self {
        let long = 1600.0 + 1400.0 * random.between(0.0, 1.0) * random.between(0.0, 1.0);
        let short = long * *random.pick(&[0.75, 0.75, 0.5625]);
        let (long, short) = (long.round(), short.round());
        if random.chance(0.6) {
            Self { width: long, height: short }
        } else {
            Self { width: short, height: long }
        }
    }

    pub(crate) fn bounds(&self) -> Bounds {
        [0.0, 0.0, self.width, self.height]
    }
}

/// A random pose of a hand-held phone: nearly straight in most pictures, on its side or upside down in some.
pub(crate) fn choose_pose(random: &mut Random) -> CardPose {
    let quarter = if random.chance(0.15) { *random.pick(&[90.0, 180.0, 270.0]) } else { 0.0 };
    let lean = if random.flip_coin() { 4.0 } else { 15.0 };
    CardPose {
        turn: quarter + random.between(-lean, lean),
        tilt: 25.0 * random.between(0.0, 1.0) * random.between(0.3, 1.0),
        away: random.between(0.0, 360.0),
        distance: random.between(2.2, 5.0),
    }
}

/// A random pose from one of the card's sides, as of a person who avoids the shadow of the own hand.
pub(crate) fn choose_slanted_pose(random: &mut Random) -> CardPose {
    let side = *random.pick(&[0.0, 90.0, 180.0, 270.0]);
    CardPose {
        turn: random.between(-8.0, 8.0),
        tilt: random.between(16.0, 30.0),
        away: side + random.between(-20.0, 20.0),
        distance: random.between(2.4, 4.0),
    }
}

/// Projects a card so that it covers a share of the bounds' width, as far as its height allows.
pub(crate) fn project_card(
    pose: &CardPose,
    [left, top, right, bottom]: Bounds,
    cover: f32,
    random: &mut Random,
) -> Projection {
    let projection = Projection::from_pose(pose);
    let [own_left, own_top, own_right, own_bottom] = projection.bounds();
    let (wide, high) = (own_right - own_left, own_bottom - own_top);
    let most = (0.97 * (right - left) / wide).min(0.97 * (bottom - top) / high);
    let scale = (cover * (right - left) / wide).max(MIN_PIXELS_PER_MILLIMETRE).min(most);
    let x = left + random.between(0.0, 1.0) * (right - left - scale * wide);
    let y = top + random.between(0.0, 1.0) * (bottom - top - scale * high);
    projection.scale_and_move(scale, (x - scale * own_left, y - scale * own_top))
}

/// Moves a card so that a number of its millimetres lies outside of the picture.
pub(crate) fn move_beyond_edge(
    projection: &Projection,
    frame: FrameSize,
    millimetres: f32,
    random: &mut Random,
) -> Projection {
    let [left, top, right, bottom] = projection.bounds();
    let beyond = millimetres * projection.scale();
    let by = match random.below(4) {
        0 => (-left - beyond, 0.0),
        1 => (0.0, -top - beyond),
        2 => (frame.width - right + beyond, 0.0),
        _ => (0.0, frame.height - bottom + beyond),
    };
    projection.scale_and_move(1.0, by)
}

/// A finished picture with its distortions.
pub(crate) struct Photograph {
    pub(crate) canvas: Canvas,
    pub(crate) distortions: Distortions,
}

/// Lights a scene at random. The light is chosen before the picture is taken, so that the fields it hides are known.
pub(crate) fn light_scene(
    frame: FrameSize,
    ground: Surface,
    cards: Vec<PlacedCard>,
    random: &mut Random,
) -> Scene {
    let canvas = ground.paint(frame.width as usize, frame.height as usize, random);
    let is_dark = random.chance(0.2);
    let gain = if is_dark { random.between(0.34, 0.6) } else { random.between(0.8, 1.06) };
    // A deep shadow in a dark room would leave nothing readable.
    let deepest = if is_dark { 0.3 } else { 0.6 };
    let warm =
        if random.flip_coin() { random.between(-0.03, 0.03) } else { random.between(-0.1, 0.16) };
    let green = random.between(-0.03, 0.03);
    Scene {
        width: frame.width as usize,
        height: frame.height as usize,
        ground: canvas,
        shadow: random.chance(0.35).then(|| choose_shadow(frame, deepest, random)),
        glare: random.chance(0.3).then(|| choose_glare(frame, &cards, random)),
        cards,
        light: [gain * (1.0 + warm), gain * (1.0 + green), gain * (1.0 - warm)],
        has_thickness: true,
    }
}

/// A shadow across the middle of the picture.
fn choose_shadow(frame: FrameSize, deepest: f32, random: &mut Random) -> Shadow {
    let (down, across) = random.between(0.0, std::f32::consts::TAU).sin_cos();
    let (x, y) =
        (random.between(0.25, 0.75) * frame.width, random.between(0.25, 0.75) * frame.height);
    Shadow {
        towards: (across, down),
        from: x * across + y * down,
        soft: random.between(0.01, 0.4) * frame.width,
        depth: random.between(0.15, deepest),
    }
}

/// Glare on a card or beside it.
fn choose_glare(frame: FrameSize, cards: &[PlacedCard], random: &mut Random) -> Glare {
    let point = (random.between(-5.0, 90.0), random.between(-5.0, 59.0));
    let (middle, scale) = cards.first().map_or_else(
        || ((frame.width / 2.0, frame.height / 2.0), 12.0),
        |card| (card.projection.pixel_at(point), card.projection.scale()),
    );
    let size = random.between(2.0, 9.0) * scale;
    let strength =
        if random.flip_coin() { random.between(0.25, 0.7) } else { random.between(0.7, 1.6) };
    Glare { middle, half: (size, size * random.between(0.4, 2.0)), strength }
}

/// A lamp's reflection across a card that is photographed at a slant: broad, and weak enough to read through.
pub(crate) fn choose_reflection(projection: &Projection, random: &mut Random) -> Glare {
    let point = (random.between(15.0, 70.0), random.between(20.0, 50.0));
    let scale = projection.scale();
    let (long, short) = (random.between(22.0, 50.0) * scale, random.between(6.0, 16.0) * scale);
    let half = if random.chance(0.7) { (long, short) } else { (short, long) };
    Glare { middle: projection.pixel_at(point), half, strength: random.between(0.3, 0.66) }
}

/// Takes the picture, with the effects of the lens, the hand, the sensor and a messenger.
pub(crate) fn take_photograph(scene: &Scene, random: &mut Random) -> Photograph {
    let scale = scene.cards.first().map_or(12.0, |card| card.projection.scale());
    let character = CHARACTER_MILLIMETRES * scale;
    let mut canvas = scene.render();
    let mut distortions = Distortions {
        scale,
        light: scene.light,
        glare: scene.glare.map_or(0.0, |glare| glare.strength),
        shadow: scene.shadow.map_or(0.0, |shadow| shadow.depth),
        resampled: 1.0,
        ..Distortions::default()
    };
    if random.chance(0.15) {
        // A motion blur of a tenth of a character is readable with some difficulty.
        let length = 1.0 + 2.0 * (0.5 * random.between(0.04, 0.11) * character).round();
        let along = if random.flip_coin() { (1.0, 0.0) } else { (0.0, 1.0) };
        distortions.motion = length as usize;
        canvas = canvas.blur_along(along, &vec![1.0 / length; distortions.motion]);
    }
    // Beyond a twentieth of a character, dense characters cannot be read for certain.
    let is_sharp = random.chance(0.65);
    let blur = if is_sharp { random.between(0.0, 0.025) } else { random.between(0.025, 0.055) };
    distortions.blur = blur * character;
    if distortions.blur > 0.3 {
        canvas = canvas.defocus(distortions.blur);
    }
    let is_dark = scene.light[1] < 0.65;
    distortions.noise = if is_dark { random.between(2.0, 7.0) } else { random.between(0.5, 4.0) };
    add_noise(&mut canvas, distortions.noise, random);
    // Messengers make pictures smaller.
    let smaller = random.between(0.55, 0.9);
    if random.chance(0.15) && scale * smaller > MIN_PIXELS_PER_MILLIMETRE {
        distortions.resampled = smaller;
        let (width, height) = (canvas.width as f32 * smaller, canvas.height as f32 * smaller);
        // Without this blur, details finer than the new pixels would turn into patterns.
        let fine = canvas.defocus(0.35 / smaller);
        canvas = Canvas::paint(width as usize, height as usize, |(x, y)| {
            fine.colour_at(x / smaller, y / smaller)
        });
    }
    distortions.scale *= distortions.resampled;
    distortions.quality = Some(45 + u8::try_from(random.below(46)).unwrap_or_default());
    Photograph { canvas, distortions }
}
