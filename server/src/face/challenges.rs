//! Challenges under way. They are in memory only: a face that was never written need not be deleted, and a challenge that a restart loses
//! costs the applicant a minute.

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
    limits::household_network,
    secret,
};

/// The most challenges at one time, of all networks and of one. With the app's frames of 15 to 40 KB each they take a hundred megabytes at
/// most.
const MAX_CHALLENGES: usize = 1_000;
const MAX_CHALLENGES_PER_NETWORK: usize = 100;
/// The most bytes of frames at one time, of all networks and of one, for clients that send the largest frames.
const MAX_FRAME_BYTES: usize = 128 * 1024 * 1024;
const MAX_FRAME_BYTES_PER_NETWORK: usize = 16 * 1024 * 1024;
/// The longest side of a frame in pixels. The app's frames are a third of it.
const MAX_FRAME_SIDE: u32 = 1_600;

/// The demanded moves, and the frames received so far.
struct Challenge {
    network: IpAddr,
    /// Later challenges have a greater number.
    number: u64,
    moves: Vec<Move>,
    frames: Vec<Option<Bytes>>,
    ends_at: i64,
}

impl Challenge {
    fn bytes(&self) -> usize {
        self.frames.iter().flatten().map(Bytes::len).sum()
    }
}

/// All challenges under way. Where there is no room, the oldest challenge of the network with the most is dropped, so that no network can
/// shut others out.
#[derive(Default)]
pub struct Challenges(Mutex<ChallengeTable>);

#[derive(Default)]
struct ChallengeTable {
    challenges: HashMap<String, Challenge>,
    last_number: u64,
}

impl std::fmt::Debug for Challenges {
    /// Shows no content: the ids are secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Challenges").finish_non_exhaustive()
    }
}

impl Challenges {
    /// Issues a challenge of so many moves, in a random order.
    pub fn start(
        &self,
        address: IpAddr,
        moves: usize,
        seconds: u32,
        now: i64,
    ) -> (String, Vec<Move>) {
        let network = household_network(address);
        let mut all = Move::ALL;
        all.shuffle(&mut rand::rng());
        let moves = all[..moves.clamp(1, all.len())].to_vec();
        let mut table = self.table();
        table.drop_expired(now);
        if table.network_count(network) >= MAX_CHALLENGES_PER_NETWORK {
            table.drop_oldest(network, "");
        }
        if table.challenges.len() >= MAX_CHALLENGES {
            let largest = table.largest_network(|_| 1);
            table.drop_oldest(largest.unwrap_or(network), "");
        }
        let id = secret::id();
        let ends_at = now + i64::from(seconds);
        let frames = vec![None; moves.len() + 1];
        table.last_number += 1;
        let challenge =
            Challenge { network, number: table.last_number, moves: moves.clone(), frames, ends_at };
        table.challenges.insert(id.clone(), challenge);
        (id, moves)
    }

    /// Stores a frame. An earlier one for the same move is dropped, because the app may start again.
    ///
    /// # Errors
    /// As [`Faces::store_frame`](super::Faces::store_frame).
    pub fn store_frame(&self, id: &str, index: usize, jpeg: Bytes, now: i64) -> Result<(), Error> {
        if jpeg.len() > FACE_FRAME_MAX_BYTES {
            return Err(Error::TooLarge);
        }
        if sscard_vision::sniff(&jpeg) != PictureFormat::Jpeg {
            return Err(Error::UnsupportedType);
        }
        let header = sscard_vision::probe(&jpeg).map_err(|_| Error::UnsupportedType)?;
        if header.width().max(header.height()) > MAX_FRAME_SIDE {
            return Err(Error::TooLarge);
        }
        let mut table = self.table();
        table.drop_expired(now);
        let challenge = table.challenges.get_mut(id).ok_or(Error::Face(FaceFailure::Over))?;
        let network = challenge.network;
        *challenge.frames.get_mut(index).ok_or(Error::NotFound)? = Some(jpeg);
        while table.network_bytes(network) > MAX_FRAME_BYTES_PER_NETWORK
            && table.drop_oldest(network, id)
        {}
        while table.bytes() > MAX_FRAME_BYTES {
            let Some(largest) = table.largest_network(Challenge::bytes) else { break };
            if !table.drop_oldest(largest, id) {
                break;
            }
        }
        Ok(())
    }

    /// Removes a challenge. Returns its frames where all have come.
    #[must_use]
    pub fn remove(&self, id: &str, now: i64) -> Option<Vec<Frame>> {
        let challenge = self.table().challenges.remove(id);
        let challenge = challenge.filter(|challenge| now < challenge.ends_at)?;
        let contents = std::iter::once(None).chain(challenge.moves.into_iter().map(Some));
        contents
            .zip(challenge.frames)
            .map(|(shows, jpeg)| Some(Frame { shows, jpeg: jpeg? }))
            .collect()
    }

    fn table(&self) -> MutexGuard<'_, ChallengeTable> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ChallengeTable {
    fn drop_expired(&mut self, now: i64) {
        self.challenges.retain(|_, challenge| now < challenge.ends_at);
    }

    fn of_network(&self, network: IpAddr) -> impl Iterator<Item = (&String, &Challenge)> {
        self.challenges.iter().filter(move |(_, challenge)| challenge.network == network)
    }

    fn network_count(&self, network: IpAddr) -> usize {
        self.of_network(network).count()
    }

    fn network_bytes(&self, network: IpAddr) -> usize {
        self.of_network(network).map(|(_, challenge)| challenge.bytes()).sum()
    }

    fn bytes(&self) -> usize {
        self.challenges.values().map(Challenge::bytes).sum()
    }

    /// The network whose challenges have the greatest total size.
    fn largest_network(&self, size: fn(&Challenge) -> usize) -> Option<IpAddr> {
        let mut sizes: HashMap<IpAddr, usize> = HashMap::new();
        for challenge in self.challenges.values() {
            *sizes.entry(challenge.network).or_default() += size(challenge);
        }
        sizes.into_iter().max_by_key(|(_, size)| *size).map(|(network, _)| network)
    }

    /// Drops the oldest challenge of a network except `kept`. False where there was none.
    fn drop_oldest(&mut self, network: IpAddr, kept: &str) -> bool {
        let oldest = self
            .of_network(network)
            .filter(|(id, _)| *id != kept)
            .min_by_key(|(_, challenge)| challenge.number)
            .map(|(id, _)| id.clone());
        oldest.is_some_and(|id| self.challenges.remove(&id).is_some())
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, net::Ipv4Addr};

    use sscard_vision::{Picture, encode_preview};

    use super::*;

    const ONE_NETWORK: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1));
    const OTHER_NETWORK: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 2));

    #[test]
    fn moves_come_in_random_order_without_repetition() {
        let challenges = Challenges::default();
        let mut orders = HashSet::new();
        for _ in 0..100 {
            let (_, moves) = challenges.start(ONE_NETWORK, 3, 180, 0);
            assert_eq!(moves.iter().collect::<HashSet<_>>().len(), 3);
            orders.insert(moves);
        }
        assert_eq!(orders.len(), 6);
        assert_eq!(challenges.start(ONE_NETWORK, 0, 180, 0).1.len(), 1);
        assert_eq!(challenges.start(ONE_NETWORK, 9, 180, 0).1.len(), 3);
    }

    #[test]
    fn a_network_drops_only_its_own_oldest_challenge() {
        let challenges = Challenges::default();
        let (other, _) = challenges.start(OTHER_NETWORK, 1, 180, 0);
        let mut ids: Vec<String> = Vec::new();
        for _ in 0..3 * MAX_CHALLENGES_PER_NETWORK {
            ids.push(challenges.start(ONE_NETWORK, 1, 180, 0).0);
        }
        let is_stored = |id: &str| challenges.table().challenges.contains_key(id);
        assert!(is_stored(&other));
        let kept: Vec<bool> = ids.iter().map(|id| is_stored(id)).collect();
        assert_eq!(kept.iter().filter(|kept| **kept).count(), MAX_CHALLENGES_PER_NETWORK);
        assert!(kept[2 * MAX_CHALLENGES_PER_NETWORK..].iter().all(|kept| *kept));
    }

    #[test]
    fn challenges_of_many_networks_stay_bounded() {
        let challenges = Challenges::default();
        let (first, _) = challenges.start(OTHER_NETWORK, 1, 180, 0);
        for network in 0..20_u8 {
            for _ in 0..MAX_CHALLENGES_PER_NETWORK {
                challenges.start(IpAddr::from([192, 0, 2, network]), 1, 180, 0);
            }
        }
        assert_eq!(challenges.table().challenges.len(), MAX_CHALLENGES);
        assert!(
            challenges.table().challenges.contains_key(&first),
            "a network with one challenge keeps it"
        );
    }

    #[test]
    fn frames_of_one_network_stay_within_its_share() {
        let challenges = Challenges::default();
        let frame = Bytes::from(
            encode_preview(&Picture::from_rgb(64, 64, vec![90; 64 * 64 * 3]).unwrap()).unwrap(),
        );
        let mut large = frame.to_vec();
        large.resize(FACE_FRAME_MAX_BYTES, 0);
        let large = Bytes::from(large);
        let (other, _) = challenges.start(OTHER_NETWORK, 1, 180, 0);
        challenges.store_frame(&other, 0, frame, 0).unwrap();
        for _ in 0..MAX_CHALLENGES_PER_NETWORK {
            let (id, _) = challenges.start(ONE_NETWORK, 1, 180, 0);
            challenges.store_frame(&id, 0, large.clone(), 0).unwrap();
            challenges.store_frame(&id, 1, large.clone(), 0).unwrap();
            assert!(challenges.table().network_bytes(ONE_NETWORK) <= MAX_FRAME_BYTES_PER_NETWORK);
        }
        assert!(challenges.table().challenges.contains_key(&other));
    }
}
