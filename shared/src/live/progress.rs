//! How far a person has come with the moves, look by look.

use super::{AHEAD, DARK, LiveFace, Look, Move, START_MARGIN, is_same, place, the_one};

/// Looks in a row that must show a thing before it counts: one alone may be a mistake of the network.
const HELD: u8 = 2;
/// Looks in a row without the face after which it is no longer taken to be the same. A head that turns far is lost for a moment.
const LOST: u8 = 8;

/// What to tell the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hint {
    /// There is too little light.
    Dark,
    /// Nobody is seen.
    NoFace,
    /// More than one person is seen.
    SeveralFaces,
    /// The face is too small to begin.
    Nearer,
    /// The face is too large to begin.
    Farther,
    /// The face is too far from the middle to begin.
    Middle,
    /// Look straight ahead, and stay so for a moment.
    Ahead,
    /// Do this.
    Do(Move),
    /// The face was lost or changed: it begins anew.
    Again,
    /// Everything is done.
    Done,
}

/// What came of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What to say now.
    pub hint: Hint,
    /// The frame is to be kept as this one: 0 for the beginning, then one for each move.
    pub keep: Option<usize>,
}

/// A challenge under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    moves: Vec<Move>,
    began: Option<LiveFace>,
    /// How many moves are done.
    done: usize,
    held: u8,
    lost: u8,
}

impl Progress {
    /// At the beginning of these moves.
    #[must_use]
    pub fn new(moves: Vec<Move>) -> Self {
        Self { moves, began: None, done: 0, held: 0, lost: 0 }
    }

    /// How many moves are done, and how many there are.
    #[must_use]
    pub fn done(&self) -> (usize, usize) {
        (self.done, self.moves.len())
    }

    /// Takes in what a frame shows.
    pub fn see(&mut self, look: &Look) -> Seen {
        let (hint, keep) = match (self.began, self.moves.get(self.done).copied()) {
            (Some(_), None) => (Hint::Done, None),
            (None, _) => self.wait_for_the_beginning(look),
            (Some(began), Some(asked)) => self.wait_for(asked, &began, look),
        };
        Seen { hint, keep }
    }

    fn wait_for_the_beginning(&mut self, look: &Look) -> (Hint, Option<usize>) {
        let in_the_way = if look.luma < DARK {
            Some(Hint::Dark)
        } else if look.faces > 1 {
            Some(Hint::SeveralFaces)
        } else {
            match look.face {
                None => Some(Hint::NoFace),
                Some(face) => place(&face, START_MARGIN)
                    .or_else(|| (face.turn.abs() > AHEAD - START_MARGIN).then_some(Hint::Ahead)),
            }
        };
        if let Some(hint) = in_the_way {
            self.held = 0;
            return (hint, None);
        }
        if !self.holds() {
            return (Hint::Ahead, None);
        }
        self.began = look.face;
        (self.next(), Some(0))
    }

    fn wait_for(&mut self, asked: Move, began: &LiveFace, look: &Look) -> (Hint, Option<usize>) {
        let Some(now) = the_one(look) else {
            self.held = 0;
            self.lost += 1;
            return match look.faces {
                _ if self.lost > LOST => self.again(),
                0 | 1 => (Hint::Do(asked), None),
                _ => (Hint::SeveralFaces, None),
            };
        };
        if !is_same(began, &now) {
            return self.again();
        }
        self.lost = 0;
        if !asked.is_done(began, &now, 1.0) {
            self.held = 0;
            return (Hint::Do(asked), None);
        }
        if !self.holds() {
            return (Hint::Do(asked), None);
        }
        self.done += 1;
        (self.next(), Some(self.done))
    }

    /// Whether what is looked for has now been seen often enough.
    fn holds(&mut self) -> bool {
        self.held += 1;
        let holds = self.held >= HELD;
        if holds {
            self.held = 0;
        }
        holds
    }

    fn next(&self) -> Hint {
        self.moves.get(self.done).map_or(Hint::Done, |asked| Hint::Do(*asked))
    }

    fn again(&mut self) -> (Hint, Option<usize>) {
        *self = Self::new(std::mem::take(&mut self.moves));
        (Hint::Again, None)
    }
}
