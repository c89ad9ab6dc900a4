//! 人脸识别: whether it is a living person who looks into the camera.
//!
//! The server asks for some moves in an order that nobody can know beforehand; the page watches for them with [`Progress`] and keeps
//! one frame for each; the server judges these frames anew with [`judge`]. This says that somebody moved as asked, no more: who it is,
//! and whether it was a person and not a film made to order, is for the face service of the operator.

mod progress;

use serde::{Deserialize, Serialize};

pub use progress::{Hint, Progress, Seen};

/// The largest face's width in the box of the network, as a part of the frame's shorter side, with which a challenge may begin. A
/// smaller one has too few pixels, a larger one leaves no room for coming closer.
pub const START_SIZE: (f32, f32) = (0.16, 0.45);
/// How far the face may lie from the frame's middle when a challenge begins, in parts of the shorter side.
pub const START_ASIDE: f32 = 0.3;
/// By how much narrower the page takes all three of the beginning, the size and the place and [`AHEAD`].
pub const START_MARGIN: f32 = 0.03;
/// How far a head is turned at most that looks ahead. Measured: 0.20 is about 13°, and who looks straight at a phone that is held a
/// little aside stays below.
pub const AHEAD: f32 = 0.2;
/// From where a head counts as turned. Measured on portraits that were turned about their axis: it is reached at 17–24°, which every
/// neck can do that turns at all, and never by a face that looks ahead.
pub const TURNED: f32 = 0.35;
/// What the page asks for beyond that, so that the server, which sees the frame as a JPEG, does not judge otherwise.
pub const TURN_MARGIN: f32 = 0.05;
/// By how much a face must grow to have come closer.
pub const CLOSER: f32 = 1.25;
/// What the page asks for beyond that.
pub const CLOSER_MARGIN: f32 = 0.05;
/// How much a face may grow in a challenge and still be the same.
const GROWN: f32 = 2.6;
/// How much smaller it may become: a head that turns shows less of its cheeks.
const SHRUNK: f32 = 0.6;
/// How far the middle of a face may go in a challenge, in parts of its own width at the beginning.
const GONE: f32 = 1.0;
/// Mean brightness of the frame, 0–255, under which nothing is judged.
pub const DARK: u8 = 40;

/// A face before the camera.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiveFace {
    /// From the frame's middle to that of the face, to the right of the picture, in parts of the frame's shorter side.
    pub across: f32,
    /// The same downwards.
    pub down: f32,
    /// The width of the face's box, in parts of the frame's shorter side.
    pub size: f32,
    /// How far the head is turned: −1 to 1, 0 looks ahead, positive towards the right of the picture, which is the person's own left.
    pub turn: f32,
}

/// What a frame of the camera shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// How many faces there are.
    pub faces: u32,
    /// The largest.
    pub face: Option<LiveFace>,
    /// Mean brightness, 0–255.
    pub luma: u8,
}

/// What a person is asked to do. Left and right are the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Turn the head to the left.
    TurnLeft,
    /// Turn the head to the right.
    TurnRight,
    /// Bring the face closer to the camera.
    ComeCloser,
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 3] = [Self::TurnLeft, Self::TurnRight, Self::ComeCloser];

    /// Whether a face does it, measured by how the same face began. `margin` is what is asked for beyond the least: 0 or 1.
    fn is_done(self, began: &LiveFace, now: &LiveFace, margin: f32) -> bool {
        let turned = TURNED + margin * TURN_MARGIN;
        match self {
            Self::TurnLeft => now.turn >= turned,
            Self::TurnRight => now.turn <= -turned,
            Self::ComeCloser => now.size >= began.size * (CLOSER + margin * CLOSER_MARGIN),
        }
    }
}

/// Why frames do not show what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// There is not one frame for each move and one for the beginning.
    Missing,
    /// In a frame there is nobody, or more than one person.
    NotOne,
    /// At the beginning the face does not look ahead, or lies where a challenge does not begin.
    NotAhead,
    /// A move was not done.
    NotDone,
    /// It is not the same face throughout, by its place and size.
    AnotherFace,
}

/// Judges the frames of a challenge: the first looks ahead, and each further one shows its move.
///
/// # Errors
/// What is wrong first.
pub fn judge(moves: &[Move], looks: &[Look]) -> Result<(), Unlike> {
    let Some((first, rest)) = looks.split_first().filter(|(_, rest)| rest.len() == moves.len())
    else {
        return Err(Unlike::Missing);
    };
    let began = the_one(first).ok_or(Unlike::NotOne)?;
    if began.turn.abs() > AHEAD || place(&began, 0.0).is_some() {
        return Err(Unlike::NotAhead);
    }
    for (asked, look) in moves.iter().zip(rest) {
        let now = the_one(look).ok_or(Unlike::NotOne)?;
        if !is_same(&began, &now) {
            return Err(Unlike::AnotherFace);
        }
        if !asked.is_done(&began, &now, 0.0) {
            return Err(Unlike::NotDone);
        }
    }
    Ok(())
}

/// The only face, where there is only one.
fn the_one(look: &Look) -> Option<LiveFace> {
    look.face.filter(|_| look.faces == 1)
}

/// What keeps a challenge from beginning where the face is; the bounds are narrower by `margin`.
fn place(face: &LiveFace, margin: f32) -> Option<Hint> {
    if face.size < START_SIZE.0 + margin {
        Some(Hint::Nearer)
    } else if face.size > START_SIZE.1 - margin {
        Some(Hint::Farther)
    } else if face.across.abs().max(face.down.abs()) > START_ASIDE - margin {
        Some(Hint::Middle)
    } else {
        None
    }
}

/// Whether a face may be the one that a challenge began with, by place and size.
fn is_same(began: &LiveFace, now: &LiveFace) -> bool {
    let grown = now.size / began.size;
    let gone = (now.across - began.across).hypot(now.down - began.down);
    (SHRUNK..=GROWN).contains(&grown) && gone <= GONE * began.size.max(now.size)
}

#[cfg(test)]
mod tests;
