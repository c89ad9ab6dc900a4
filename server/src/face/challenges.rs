//! Challenges under way. They are in memory only: a face that was never written need not be thrown away, and one that is lost with a
//! restart costs the person a minute.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use rand::seq::SliceRandom as _;
use sscard_shared::{api::FACE_FRAME_MAX_BYTES, live::Move, photo::PictureFormat};

use super::Frame;
use crate::{
    error::{Error, FaceFailure},
    limits::network,
    secret,
};

/// Challenges at one time, of all networks and of one. With the page's frames of 15 to 40 KB each they take a hundred megabytes at the very
/// most.
const UNDER_WAY: usize = 1_000;
const UNDER_WAY_OF_ONE: usize = 100;
/// Bytes of frames at one time, of all networks and of one, should somebody send the largest that are taken.
const BYTES: usize = 128 * 1024 * 1024;
const BYTES_OF_ONE: usize = 16 * 1024 * 1024;
/// The longest side of a frame: what the page sends is a third of it.
const LONGEST: u32 = 1_600;

/// What was asked for, and the frames that have come.
struct Challenge {
    network: IpAddr,
    /// Challenges that began later have a greater one.
    turn: u64,
    moves: Vec<Move>,
    frames: Vec<Option<Bytes>>,
    ends_at: i64,
}

impl Challenge {
    fn bytes(&self) -> usize {
        self.frames.iter().flatten().map(Bytes::len).sum()
    }
}

/// Everything under way. Where there is no room, the oldest challenge of whoever holds the most gives way, so that nobody can shut others out.
#[derive(Default)]
pub struct Challenges(Mutex<UnderWay>);

#[derive(Default)]
struct UnderWay {
    challenges: HashMap<String, Challenge>,
    turns: u64,
}

impl std::fmt::Debug for Challenges {
    /// Tells nothing: the ids are what lets a person in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Challenges").finish_non_exhaustive()
    }
}

impl Challenges {
    /// Asks somebody at an address for so many moves, in an order that nobody can know beforehand.
    pub fn begin(
        &self,
        address: IpAddr,
        moves: usize,
        seconds: u32,
        now: i64,
    ) -> (String, Vec<Move>) {
        let network = network(address);
        let mut all = Move::ALL;
        all.shuffle(&mut rand::rng());
        let moves = all[..moves.clamp(1, all.len())].to_vec();
        let mut held = self.held();
        held.forget_ended(now);
        if held.count_of(network) >= UNDER_WAY_OF_ONE {
            held.drop_oldest_of(network, "");
        }
        if held.challenges.len() >= UNDER_WAY {
            let largest = held.largest_by(|_| 1);
            held.drop_oldest_of(largest.unwrap_or(network), "");
        }
        let id = secret::id();
        let ends_at = now + i64::from(seconds);
        let frames = vec![None; moves.len() + 1];
        held.turns += 1;
        let challenge =
            Challenge { network, turn: held.turns, moves: moves.clone(), frames, ends_at };
        held.challenges.insert(id.clone(), challenge);
        (id, moves)
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
        held.forget_ended(now);
        let challenge = held.challenges.get_mut(id).ok_or(Error::Face(FaceFailure::Over))?;
        let network = challenge.network;
        *challenge.frames.get_mut(at).ok_or(Error::NotFound)? = Some(jpeg);
        while held.bytes_of(network) > BYTES_OF_ONE && held.drop_oldest_of(network, id) {}
        while held.bytes() > BYTES {
            let Some(largest) = held.largest_by(Challenge::bytes) else { break };
            if !held.drop_oldest_of(largest, id) {
                break;
            }
        }
        Ok(())
    }

    /// Takes a challenge out for good, with its frames where all have come.
    #[must_use]
    pub fn take(&self, id: &str, now: i64) -> Option<Vec<Frame>> {
        let challenge = self.held().challenges.remove(id);
        let challenge = challenge.filter(|challenge| now < challenge.ends_at)?;
        let shown = std::iter::once(None).chain(challenge.moves.into_iter().map(Some));
        shown
            .zip(challenge.frames)
            .map(|(shows, jpeg)| Some(Frame { shows, jpeg: jpeg? }))
            .collect()
    }

    fn held(&self) -> MutexGuard<'_, UnderWay> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UnderWay {
    fn forget_ended(&mut self, now: i64) {
        self.challenges.retain(|_, challenge| now < challenge.ends_at);
    }

    fn of(&self, network: IpAddr) -> impl Iterator<Item = (&String, &Challenge)> {
        self.challenges.iter().filter(move |(_, challenge)| challenge.network == network)
    }

    fn count_of(&self, network: IpAddr) -> usize {
        self.of(network).count()
    }

    fn bytes_of(&self, network: IpAddr) -> usize {
        self.of(network).map(|(_, challenge)| challenge.bytes()).sum()
    }

    fn bytes(&self) -> usize {
        self.challenges.values().map(Challenge::bytes).sum()
    }

    /// The network whose challenges come to the most.
    fn largest_by(&self, size: fn(&Challenge) -> usize) -> Option<IpAddr> {
        let mut sizes: HashMap<IpAddr, usize> = HashMap::new();
        for challenge in self.challenges.values() {
            *sizes.entry(challenge.network).or_default() += size(challenge);
        }
        sizes.into_iter().max_by_key(|(_, size)| *size).map(|(network, _)| network)
    }

    /// Drops the oldest challenge of a network but the one of that id, and says whether there was one.
    fn drop_oldest_of(&mut self, network: IpAddr, kept: &str) -> bool {
        let oldest = self
            .of(network)
            .filter(|(id, _)| *id != kept)
            .min_by_key(|(_, challenge)| challenge.turn)
            .map(|(id, _)| id.clone());
        oldest.is_some_and(|id| self.challenges.remove(&id).is_some())
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, net::Ipv4Addr};

    use sscard_vision::{Picture, encode_preview};

    use super::*;

    const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1));
    const OTHER: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 2));

    #[test]
    fn the_order_of_the_moves_changes_and_none_is_asked_twice() {
        let challenges = Challenges::default();
        let mut orders = HashSet::new();
        for _ in 0..100 {
            let (_, moves) = challenges.begin(HOME, 3, 180, 0);
            assert_eq!(moves.iter().collect::<HashSet<_>>().len(), 3);
            orders.insert(moves);
        }
        assert_eq!(orders.len(), 6);
        assert_eq!(challenges.begin(HOME, 0, 180, 0).1.len(), 1);
        assert_eq!(challenges.begin(HOME, 9, 180, 0).1.len(), 3);
    }

    #[test]
    fn one_network_shuts_nobody_out_and_its_own_oldest_gives_way() {
        let challenges = Challenges::default();
        let (other, _) = challenges.begin(OTHER, 1, 180, 0);
        let mut ids: Vec<String> = Vec::new();
        for _ in 0..3 * UNDER_WAY_OF_ONE {
            ids.push(challenges.begin(HOME, 1, 180, 0).0);
        }
        let is_there = |id: &str| challenges.held().challenges.contains_key(id);
        assert!(is_there(&other));
        let kept: Vec<bool> = ids.iter().map(|id| is_there(id)).collect();
        assert_eq!(kept.iter().filter(|kept| **kept).count(), UNDER_WAY_OF_ONE);
        assert!(kept[2 * UNDER_WAY_OF_ONE..].iter().all(|kept| *kept));
    }

    #[test]
    fn many_networks_fill_no_more_than_there_is_room_for() {
        let challenges = Challenges::default();
        let (first, _) = challenges.begin(OTHER, 1, 180, 0);
        for network in 0..20_u8 {
            for _ in 0..UNDER_WAY_OF_ONE {
                challenges.begin(IpAddr::from([192, 0, 2, network]), 1, 180, 0);
            }
        }
        assert_eq!(challenges.held().challenges.len(), UNDER_WAY);
        assert!(challenges.held().challenges.contains_key(&first), "who holds one keeps it");
    }

    #[test]
    fn frames_of_one_network_take_no_more_than_its_share() {
        let challenges = Challenges::default();
        let frame = Bytes::from(
            encode_preview(&Picture::from_rgb(64, 64, vec![90; 64 * 64 * 3]).unwrap()).unwrap(),
        );
        let mut large = frame.to_vec();
        large.resize(FACE_FRAME_MAX_BYTES, 0);
        let large = Bytes::from(large);
        let (other, _) = challenges.begin(OTHER, 1, 180, 0);
        challenges.keep(&other, 0, frame, 0).unwrap();
        for _ in 0..UNDER_WAY_OF_ONE {
            let (id, _) = challenges.begin(HOME, 1, 180, 0);
            challenges.keep(&id, 0, large.clone(), 0).unwrap();
            challenges.keep(&id, 1, large.clone(), 0).unwrap();
            assert!(challenges.held().bytes_of(HOME) <= BYTES_OF_ONE);
        }
        assert!(challenges.held().challenges.contains_key(&other));
    }
}
