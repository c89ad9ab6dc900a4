//! Challenges under way. They are in memory only: a face that was never written need not be thrown away, and one that is lost with a
//! restart costs the person a minute.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use rand::seq::SliceRandom as _;
use sscard_shared::{api::FACE_FRAME_MAX_BYTES, live::Move, photo::PictureFormat};

use super::Frame;
use crate::{
    error::{Error, FaceFailure},
    secret,
};

/// Challenges at one time. With the page's frames of 15 to 40 KB each they take a hundred megabytes at the very most.
const UNDER_WAY: usize = 1_000;
/// Bytes of frames at one time, should somebody send the largest that are taken.
const BYTES: usize = 128 * 1024 * 1024;
/// The longest side of a frame: what the page sends is a third of it.
const LONGEST: u32 = 1_600;
/// Seconds after which it may be tried again where too many are under way.
const PAUSE: i64 = 20;

/// What was asked for, and the frames that have come.
struct Challenge {
    moves: Vec<Move>,
    frames: Vec<Option<Bytes>>,
    ends_at: i64,
}

/// Everything under way.
#[derive(Default)]
pub struct Challenges(Mutex<HashMap<String, Challenge>>);

impl std::fmt::Debug for Challenges {
    /// Tells nothing: the ids are what lets a person in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Challenges").finish_non_exhaustive()
    }
}

impl Challenges {
    /// Asks for so many moves, in an order that nobody can know beforehand.
    ///
    /// # Errors
    /// [`Error::TooMany`] while too many are under way.
    pub fn begin(
        &self,
        moves: usize,
        seconds: u32,
        now: i64,
    ) -> Result<(String, Vec<Move>), Error> {
        let mut all = Move::ALL;
        all.shuffle(&mut rand::rng());
        let moves = all[..moves.clamp(1, all.len())].to_vec();
        let mut held = self.held();
        held.retain(|_, challenge| now < challenge.ends_at);
        if held.len() >= UNDER_WAY {
            return Err(busy());
        }
        let id = secret::id();
        let ends_at = now + i64::from(seconds);
        let frames = vec![None; moves.len() + 1];
        held.insert(id.clone(), Challenge { moves: moves.clone(), frames, ends_at });
        Ok((id, moves))
    }

    /// Keeps a frame; one that came before for the same move is dropped, for the page may begin anew.
    ///
    /// # Errors
    /// As [`Faces::keep`](super::Faces::keep).
    pub fn keep(&self, id: &str, at: usize, jpeg: Bytes, now: i64) -> Result<(), Error> {
        if jpeg.len() > FACE_FRAME_MAX_BYTES {
            return Err(Error::TooLarge);
        }
        if sscard_vision::sniff(&jpeg) != PictureFormat::Jpeg {
            return Err(Error::UnsupportedType);
        }
        let header = sscard_vision::probe(&jpeg).map_err(|_| Error::UnsupportedType)?;
        if header.width().max(header.height()) > LONGEST {
            return Err(Error::TooLarge);
        }
        let mut held = self.held();
        held.retain(|_, challenge| now < challenge.ends_at);
        let bytes: usize =
            held.values().flat_map(|challenge| &challenge.frames).flatten().map(Bytes::len).sum();
        let challenge = held.get_mut(id).ok_or(Error::Face(FaceFailure::Over))?;
        let place = challenge.frames.get_mut(at).ok_or(Error::NotFound)?;
        if bytes + jpeg.len() > BYTES {
            return Err(busy());
        }
        *place = Some(jpeg);
        Ok(())
    }

    /// Takes a challenge out for good, with its frames where all have come.
    #[must_use]
    pub fn take(&self, id: &str, now: i64) -> Option<Vec<Frame>> {
        let challenge = self.held().remove(id).filter(|challenge| now < challenge.ends_at)?;
        let shown = std::iter::once(None).chain(challenge.moves.into_iter().map(Some));
        shown
            .zip(challenge.frames)
            .map(|(shows, jpeg)| Some(Frame { shows, jpeg: jpeg? }))
            .collect()
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, Challenge>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn busy() -> Error {
    Error::too_many(PAUSE, "正在进行人脸识别的人较多，请稍后再试")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_order_of_the_moves_changes_and_none_is_asked_twice() {
        let challenges = Challenges::default();
        let mut orders = HashSet::new();
        for _ in 0..100 {
            let (_, moves) = challenges.begin(3, 180, 0).unwrap();
            assert_eq!(moves.iter().collect::<HashSet<_>>().len(), 3);
            orders.insert(moves);
        }
        assert_eq!(orders.len(), 6);
        assert_eq!(challenges.begin(0, 180, 0).unwrap().1.len(), 1);
        assert_eq!(challenges.begin(9, 180, 0).unwrap().1.len(), 3);
    }

    #[test]
    fn only_so_many_are_under_way_at_one_time_and_the_old_ones_make_room() {
        let challenges = Challenges::default();
        for _ in 0..UNDER_WAY {
            challenges.begin(1, 180, 0).unwrap();
        }
        assert!(matches!(challenges.begin(1, 180, 179), Err(Error::TooMany { .. })));
        assert!(challenges.begin(1, 180, 180).is_ok());
    }
}
