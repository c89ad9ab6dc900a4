//! Where the frame of the card photo belongs about a head (GA 461-2004), and how a head lies in a frame.

use serde::{Deserialize, Serialize};

use super::{Head, PHOTO_HEIGHT, PHOTO_WIDTH, Turn, standard};

/// Which part of a picture becomes the card photo.
///
/// Coordinates are in pixels of the upright source picture: (0, 0) is the outer corner of the top left pixel. The height
/// follows from the card photo's proportions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Framing {
    /// The source's point in the middle of the frame, from the left.
    pub centre_x: f64,
    /// The source's point in the middle of the frame, from the top.
    pub centre_y: f64,
    /// How many source pixels the frame covers in width.
    pub width: f64,
    /// By how many degrees the source appears turned clockwise in the frame.
    pub rotation: f64,
}

/// How a head lies in a frame, in pixels of the card photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadInFrame {
    /// From ear to ear.
    pub face_width: f64,
    /// From the upper edge to the top of the hair; negative where the frame cuts it off, none where it is not known.
    pub hair_top: Option<f64>,
    /// From the line of the eyes to the lower edge.
    pub eyes_to_bottom: f64,
    /// From the left edge to the middle between the eyes.
    pub eyes_from_left: f64,
    /// By how many degrees the head leans clockwise.
    pub tilt_degrees: f64,
}

const WIDTH: f64 = PHOTO_WIDTH as f64;
const HEIGHT: f64 = PHOTO_HEIGHT as f64;
/// The hair's height above the eyes where it cannot be seen, in distances from the eyes to the chin: a head's eyes lie a
/// little below its middle when hair is counted.
const CROWN_OF_CHIN: f64 = 1.12;
/// A head that leans by less is taken as it is where turning it would leave the picture.
const SLIGHT_TILT: f64 = 3.0;
/// Steps of the search: face widths in pixels of the card photo, and places of the hair and of the eyes.
const FACE_STEP: f64 = 2.0;
const PLACE_STEP: f64 = 2.0;

impl Framing {
    /// The frame that puts a head where the standard wants it: face 207 pixels wide, hair 14 below the upper edge, eyes in
    /// the middle and level, and at least 207 above the lower edge, which wins over the hair's place. What does not fit into
    /// the picture is searched for within the standard's ranges, the nearest to these first. Where nothing within them fits
    /// into the picture, it is the nearest frame that does; none where the picture is smaller than the card photo.
    #[must_use]
    pub fn about(head: &Head, picture_width: u32, picture_height: u32) -> Option<Self> {
        let room = (f64::from(picture_width), f64::from(picture_height));
        let upright = -head.tilt_degrees;
        let mut rotations = vec![upright];
        if head.tilt_degrees.abs() <= SLIGHT_TILT {
            rotations.push(0.0);
        }
        rotations
            .into_iter()
            .find_map(|rotation| Self::within_ranges(head, rotation, room))
            .or_else(|| Self::nearest(head, upright, room))
            .or_else(|| Self::nearest(head, 0.0, room))
    }

    /// The best of the frames that meet every range and lie within the picture.
    fn within_ranges(head: &Head, rotation: f64, room: (f64, f64)) -> Option<Self> {
        let mut best: Option<(f64, Self)> = None;
        let mut face = standard::FACE_WIDTH.0;
        while face <= standard::FACE_WIDTH.1 {
            for (hair, aside, cost) in places() {
                let cost = cost + off(face, standard::FACE_WIDTH_WANTED, standard::FACE_WIDTH_GA);
                if best.as_ref().is_some_and(|(least, _)| *least <= cost) {
                    continue;
                }
                let framing = Self::placing(head, rotation, face, hair, aside);
                let cost = cost + cut_hair(&framing.head(head));
                let better = best.as_ref().is_none_or(|(least, _)| cost < *least);
                if better && framing.width >= WIDTH && framing.lies_within(room) {
                    best = Some((cost, framing));
                }
            }
            face += FACE_STEP;
        }
        best.map(|(_, framing)| framing)
    }

    /// The frame in which the face has a width and the eyes are aside of the middle; the hair has its place unless the eyes
    /// would come too low.
    fn placing(head: &Head, rotation: f64, face: f64, hair: f64, aside: f64) -> Self {
        let scale = face / head.face_width;
        let eyes = (hair + crown(head) * scale).min(HEIGHT - standard::EYES_TO_BOTTOM);
        Self::with_eyes_at(head, rotation, scale, (WIDTH / 2.0 + aside, eyes))
    }

    /// The frame that shows the picture at a scale, turned, with the eyes at a place of the card photo.
    fn with_eyes_at(head: &Head, rotation: f64, scale: f64, (x, y): (f64, f64)) -> Self {
        let away = ((WIDTH / 2.0 - x) / scale, (HEIGHT / 2.0 - y) / scale);
        let (across, down) = Turn::new(rotation).undo(away);
        Self {
            centre_x: head.eye_x + across,
            centre_y: head.eye_y + down,
            width: WIDTH / scale,
            rotation,
        }
    }

    /// The frame about the wanted one that lies within the picture, shrunk and pushed as little as need be.
    fn nearest(head: &Head, rotation: f64, room: (f64, f64)) -> Option<Self> {
        let wanted = Self::placing(
            head,
            rotation,
            standard::FACE_WIDTH_WANTED,
            standard::HAIR_TOP_WANTED,
            0.0,
        );
        let (across, down) = reach(rotation, 1.0);
        let widest = (room.0 / (2.0 * across)).min(room.1 / (2.0 * down));
        if widest < WIDTH {
            return None;
        }
        let width = wanted.width.max(WIDTH).min(widest);
        let (across, down) = reach(rotation, width);
        // Rounding can make the room a hair negative, at which `clamp` would panic.
        Some(Self {
            centre_x: wanted.centre_x.min(room.0 - across).max(across),
            centre_y: wanted.centre_y.min(room.1 - down).max(down),
            width,
            rotation,
        })
    }

    fn lies_within(&self, room: (f64, f64)) -> bool {
        let (across, down) = reach(self.rotation, self.width);
        self.centre_x >= across
            && self.centre_x <= room.0 - across
            && self.centre_y >= down
            && self.centre_y <= room.1 - down
    }

    /// How a head of the same picture lies in this frame.
    #[must_use]
    pub fn head(&self, head: &Head) -> HeadInFrame {
        let scale = WIDTH / self.width;
        let (across, down) = Turn::new(self.rotation)
            .apply((head.eye_x - self.centre_x, head.eye_y - self.centre_y));
        let (x, y) = (WIDTH / 2.0 + across * scale, HEIGHT / 2.0 + down * scale);
        HeadInFrame {
            face_width: head.face_width * scale,
            hair_top: head.crown.map(|crown| y - crown * scale),
            eyes_to_bottom: HEIGHT - y,
            eyes_from_left: x,
            tilt_degrees: wrapped(head.tilt_degrees + self.rotation),
        }
    }
}

/// The places of hair and eyes that are tried, with what each costs.
fn places() -> impl Iterator<Item = (f64, f64, f64)> {
    let (least, most) = standard::HAIR_TOP;
    let (left, right) = standard::EYES_FROM_LEFT;
    // One pixel inside of the ranges, so that measuring again does not end outside.
    let hairs = steps(least + 1.0, most - 1.0);
    hairs.flat_map(move |hair| {
        steps(left + 1.0 - WIDTH / 2.0, right - 1.0 - WIDTH / 2.0).map(move |aside| {
            let cost = off(hair, standard::HAIR_TOP_WANTED, standard::HAIR_TOP)
                + off(aside + WIDTH / 2.0, WIDTH / 2.0, standard::EYES_FROM_LEFT);
            (hair, aside, cost)
        })
    })
}

/// Hair that had to give way to the eyes costs more than a narrow face does: a smaller scale shows more of it.
fn cut_hair(placed: &HeadInFrame) -> f64 {
    let missing = placed.hair_top.map_or(0.0, |top| (standard::HAIR_TOP.0 - top).max(0.0));
    let missing = missing / (standard::HAIR_TOP.1 - standard::HAIR_TOP.0);
    4.0 * missing * missing
}

fn steps(from: f64, to: f64) -> impl Iterator<Item = f64> {
    let count = ((to - from) / PLACE_STEP) as u32;
    (0..=count).map(move |step| from + f64::from(step) * PLACE_STEP)
}

/// How far a value is from the wanted one, where 1 is the end of its range.
fn off(value: f64, wanted: f64, (least, most): (f64, f64)) -> f64 {
    let off = (value - wanted) / ((most - least) / 2.0);
    off * off
}

/// From the eyes to the top of the hair, guessed where it is not known.
fn crown(head: &Head) -> f64 {
    head.crown.unwrap_or(head.chin * CROWN_OF_CHIN)
}

/// How far a turned frame of a width reaches from its middle, across and down.
fn reach(rotation: f64, width: f64) -> (f64, f64) {
    let turn = Turn::new(rotation);
    let height = width * HEIGHT / WIDTH;
    let (one, other) = (turn.apply((width, height)), turn.apply((width, -height)));
    (one.0.abs().max(other.0.abs()) / 2.0, one.1.abs().max(other.1.abs()) / 2.0)
}

/// An angle between −180° and 180°.
fn wrapped(degrees: f64) -> f64 {
    let full = degrees.rem_euclid(360.0);
    if full > 180.0 { full - 360.0 } else { full }
}

#[cfg(test)]
mod tests;
