//! From what is known of the live picture to one line of advice: pure, tested natively.

use sscard_shared::api::PictureKind;

use super::region::Part;
use crate::imaging::{Seen, job::SeenBox};
use crate::words;

/// Mean brightness, 0 to 255, under which a face or a card cannot be read.
const DARK: f64 = 50.0;
/// Mean brightness over which it is burnt out. A face before the white ground that is wanted stays below.
const BRIGHT: f64 = 238.0;
/// Mean difference in brightness between two looks over which the picture is blurred by movement.
const MOVED: f64 = 14.0;
/// Width of the face over that of the frame. In the finished photo it is at most 207 of 358, which the crop can still reach from
/// a smaller face; a larger one has no room left for hair and shoulders.
const FACE: (f64, f64) = (0.34, 0.68);
/// How far the middle of the face may be from where it belongs, in parts of the frame's width and height.
const FACE_ASIDE: (f64, f64) = (0.14, 0.16);
/// Where the middle of the face belongs, in parts of the frame's height: above the shoulders.
const FACE_MIDDLE: f64 = 0.43;
/// Width of the card over that of the frame under which its small print is too small.
const CARD: f64 = 0.72;
/// How far a card's corner may lie outside of the frame, in parts of the frame's width and height.
const CARD_OUTSIDE: f64 = 0.05;
/// How long a line stays, in milliseconds: a line that flickers helps nobody.
const STAYS: f64 = 1000.0;

/// What is known of the live picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Facts {
    /// Mean brightness under the frame, 0 to 255.
    pub(super) brightness: f64,
    /// Mean difference in brightness from the look before; nothing at the first look.
    pub(super) movement: Option<f64>,
    /// What the worker found; nothing where it has not answered or cannot.
    pub(super) seen: Option<Seen>,
}

/// One line of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    TooDark,
    TooBright,
    Moving,
    NoFace,
    ManyFaces,
    Nearer,
    Farther,
    FaceAside,
    NoCard,
    /// What to do, where nothing is known of face or card.
    Aim,
    Good,
}

impl Hint {
    /// The line that people read.
    pub(super) fn words(self, kind: PictureKind) -> &'static str {
        match (self, kind) {
            (Self::TooDark, _) => words().camera.too_dark,
            (Self::TooBright, _) => words().camera.too_bright,
            (Self::Moving, _) => words().camera.moving,
            (Self::NoFace, _) => words().camera.no_face,
            (Self::ManyFaces, _) => words().camera.many_faces,
            (Self::Nearer, _) => words().camera.nearer,
            (Self::Farther, _) => words().camera.farther,
            (Self::FaceAside, _) => words().camera.face_aside,
            (Self::NoCard, _) => words().camera.no_card,
            (Self::Aim, PictureKind::Photo) => words().camera.aim_face,
            (Self::Aim, _) => words().camera.aim_card,
            (Self::Good, PictureKind::Photo) => words().camera.good,
            (Self::Good, _) => words().camera.good_card,
        }
    }
}

/// The most useful thing to say: light first, for nothing is seen without it; then where to go; then to be still.
pub(super) fn hint(kind: PictureKind, frame: Part, facts: Facts) -> Hint {
    if facts.brightness < DARK {
        return Hint::TooDark;
    }
    if facts.brightness > BRIGHT {
        return Hint::TooBright;
    }
    let place = facts.seen.map(|seen| match kind {
        PictureKind::Photo => face(frame, seen),
        PictureKind::EmblemSide | PictureKind::PortraitSide => card(frame, seen),
    });
    let moving = facts.movement.is_some_and(|movement| movement > MOVED);
    match place {
        None | Some(Hint::Good) if moving => Hint::Moving,
        None => Hint::Aim,
        Some(place) => place,
    }
}

fn face(frame: Part, seen: Seen) -> Hint {
    let Some(SeenBox { left, top, width, height }) = seen.face else { return Hint::NoFace };
    if seen.faces > 1 {
        return Hint::ManyFaces;
    }
    let (width, height) = (f64::from(width), f64::from(height));
    let across = (f64::from(left) + width / 2.0 - frame.left) / frame.width - 0.5;
    let down = (f64::from(top) + height / 2.0 - frame.top) / frame.height - FACE_MIDDLE;
    let size = width / frame.width;
    if size < FACE.0 {
        Hint::Nearer
    } else if size > FACE.1 {
        Hint::Farther
    } else if across.abs() > FACE_ASIDE.0 || down.abs() > FACE_ASIDE.1 {
        Hint::FaceAside
    } else {
        Hint::Good
    }
}

fn card(frame: Part, seen: Seen) -> Hint {
    let Some(corners) = seen.card else { return Hint::NoCard };
    let in_frame = corners.map(|[x, y]| {
        [(f64::from(x) - frame.left) / frame.width, (f64::from(y) - frame.top) / frame.height]
    });
    let across = in_frame.map(|[x, _]| x);
    let width = across.iter().fold(f64::MIN, |far, x| far.max(*x))
        - across.iter().fold(f64::MAX, |near, x| near.min(*x));
    let inside = -CARD_OUTSIDE..=1.0 + CARD_OUTSIDE;
    if width > 1.0 + 2.0 * CARD_OUTSIDE {
        Hint::Farther
    } else if in_frame.iter().flatten().any(|at| !inside.contains(at)) {
        Hint::NoCard
    } else if width < CARD {
        Hint::Nearer
    } else {
        Hint::Good
    }
}

/// Keeps a line until another has held for two looks and the first has stayed for a second.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Steady {
    shown: Option<(Hint, f64)>,
    wanted: Option<Hint>,
}

impl Steady {
    /// The line to show after a look that calls for `hint`, at a time in milliseconds.
    pub(super) fn after(&mut self, hint: Hint, now: f64) -> Hint {
        let again = self.wanted.replace(hint) == Some(hint);
        match self.shown {
            Some((shown, since)) if shown == hint || !again || now - since < STAYS => shown,
            _ => {
                self.shown = Some((hint, now));
                hint
            }
        }
    }
}

#[cfg(test)]
mod tests;
