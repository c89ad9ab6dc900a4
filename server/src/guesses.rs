//! Growing pauses between wrong passwords, that lock no account for its owner: what a stranger tries is counted by the stranger's network,
//! and a device on which the owner has signed in before has a count of its own. Kept in memory only, for an address is personal data.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use crate::{config, limits::network, secret};

/// Counts remembered at one time.
const REMEMBERED: usize = 100_000;
const HOUR: i64 = 3_600;
/// A count that nothing was added to for so long is forgotten.
const DAY: i64 = 86_400;
/// Of what was tried from a network one is forgotten each five minutes: what honest people behind one address mistype in weeks shall not
/// add up, and nobody keeps their neighbours out for longer than that between one try and the next.
const WEAR: i64 = 300;

/// By whom a wrong password is counted.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Counted {
    /// A device that its owner has signed in on before, and the account.
    Device(String),
    /// A name, whoever's it is, tried from a network.
    Name(String, IpAddr),
    /// A network, whatever names were tried.
    Network(IpAddr),
}

/// Somebody who is about to try a password, or to have a code sent.
#[derive(Clone)]
pub struct Guesser(Vec<Counted>);

impl std::fmt::Debug for Guesser {
    /// Tells nothing: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guesser").finish_non_exhaustive()
    }
}

impl Guesser {
    /// At a device that the account's owner has signed in on before: neither strangers nor neighbours count there.
    #[must_use]
    pub fn at_known_device(account: &str, device: &str) -> Self {
        Self(vec![Counted::Device(format!("{account}:{device}"))])
    }

    /// Anywhere else: by the name that was typed and the network, and by the network alone. Whether there is such an account does not
    /// matter, so that pauses tell nothing about it. Where a proxy hides everybody behind its own address nothing counts, for then anybody
    /// could have anybody wait.
    #[must_use]
    pub fn anywhere(name: &str, address: Option<IpAddr>) -> Self {
        let Some(address) = address else { return Self(Vec::new()) };
        let network = network(address);
        let mut counted = vec![Counted::Name(secret::sha256(name.as_bytes()), network)];
        // This machine itself, or a proxy that hides everybody behind one address.
        if !address.is_loopback() {
            counted.push(Counted::Network(network));
        }
        Self(counted)
    }

    /// Somebody who has codes sent to a number or an account, by it and by the network. This machine itself is not counted.
    #[must_use]
    pub fn asking(name: &str, address: Option<IpAddr>) -> Self {
        let address = address.filter(|address| !address.is_loopback());
        let name = secret::sha256(name.as_bytes());
        Self(address.map(|address| Counted::Name(name, network(address))).into_iter().collect())
    }
}

/// How pauses grow.
#[derive(Clone, Copy, Debug)]
struct Growth {
    free: u32,
    first: i64,
    longest: i64,
}

impl Growth {
    /// The pause after so many wrong passwords: none while they are few, then doubled with each.
    fn pause(self, failures: u32) -> i64 {
        match failures.checked_sub(self.free) {
            None => 0,
            Some(doubled) => {
                self.first.saturating_mul(1 << doubled.min(30)).min(self.longest.max(self.first))
            }
        }
    }
}

/// What was tried of late.
#[derive(Debug)]
pub struct Guesses {
    of_name: Growth,
    of_network: Growth,
    seen: Mutex<HashMap<Counted, Count>>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    failures: u32,
    last: i64,
    /// The try before the last, for one that is given back.
    before: i64,
    /// Up to when a network's count has worn off.
    worn: i64,
}

impl Count {
    const fn new(now: i64) -> Self {
        Self { failures: 0, last: now, before: now, worn: now }
    }

    /// As it is by now; of what was counted a day ago nothing is left.
    fn at(self, counted: &Counted, now: i64) -> Self {
        if now >= self.last + DAY {
            return Self { failures: 0, worn: now, ..self };
        }
        if !matches!(counted, Counted::Network(_)) {
            return self;
        }
        let times = ((now - self.worn) / WEAR).max(0);
        let failures = self.failures.saturating_sub(u32::try_from(times).unwrap_or(u32::MAX));
        Self { failures, worn: self.worn + times * WEAR, ..self }
    }
}

impl std::fmt::Debug for Counted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Counted").finish_non_exhaustive()
    }
}

impl Guesses {
    /// The pauses of codes for a new password: each waits for the pause of the SMS, and nobody sees whether one was sent.
    #[must_use]
    pub fn of_resets(settings: &config::Sms) -> Self {
        let pause = settings.resend_seconds;
        let of_name = Growth { free: 1, first: pause, longest: pause };
        let of_network =
            Growth { free: settings.per_address_per_hour, first: pause, longest: 3_600 };
        Self { of_name, of_network, seen: Mutex::default() }
    }

    /// The pauses of codes that are sent and not used: a stranger uses up no more than a part of what a number or an account gets in a day.
    #[must_use]
    pub fn of_codes(settings: &config::Sms) -> Self {
        let growth = Growth { free: settings.unused_per_address, first: HOUR, longest: DAY };
        Self { of_name: growth, of_network: growth, seen: Mutex::default() }
    }

    /// The pauses of passwords, as the settings say.
    #[must_use]
    pub fn of_passwords(settings: &config::Accounts) -> Self {
        let (first, longest) = (settings.pause_seconds, settings.longest_pause_seconds);
        Self {
            of_name: Growth { free: settings.free_tries, first, longest },
            of_network: Growth { free: settings.free_tries_per_address, first, longest },
            seen: Mutex::default(),
        }
    }

    /// Counts a try before it is known whether it is right, so that many at one time are no way around. What was right is given back.
    ///
    /// # Errors
    /// The seconds to wait; then nothing is counted.
    pub fn begin(&self, guesser: &Guesser, now: i64) -> Result<(), i64> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.len() >= REMEMBERED {
            seen.retain(|_, count| now < count.last + DAY);
            if seen.len() >= REMEMBERED {
                seen.clear();
            }
        }
        let wait = guesser.0.iter().map(|counted| {
            let count = seen.get(counted).map(|count| count.at(counted, now));
            count.map_or(0, |count| count.last + self.growth(counted).pause(count.failures) - now)
        });
        match wait.max() {
            Some(seconds) if seconds > 0 => return Err(seconds),
            _ => {}
        }
        for counted in &guesser.0 {
            let count = seen.entry(counted.clone()).or_insert(Count::new(now));
            let old = count.at(counted, now);
            let failures = old.failures.saturating_add(1);
            *count = Count { failures, last: now, before: old.last, worn: old.worn };
        }
        Ok(())
    }

    /// It was right: the count of the name or the device is over. That of the network is only given back, for an account of one's own
    /// must not be a way to try others' for ever.
    pub fn was_right(&self, guesser: &Guesser) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for counted in &guesser.0 {
            match counted {
                Counted::Device(_) | Counted::Name(..) => drop(seen.remove(counted)),
                Counted::Network(_) => give_back(&mut seen, counted),
            }
        }
    }

    /// It could not be tried after all.
    pub fn was_not_tried(&self, guesser: &Guesser) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for counted in &guesser.0 {
            give_back(&mut seen, counted);
        }
    }

    const fn growth(&self, counted: &Counted) -> Growth {
        match counted {
            Counted::Device(_) | Counted::Name(..) => self.of_name,
            Counted::Network(_) => self.of_network,
        }
    }
}

fn give_back(seen: &mut HashMap<Counted, Count>, counted: &Counted) {
    if let Some(count) = seen.get_mut(counted) {
        count.failures = count.failures.saturating_sub(1);
        count.last = count.before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn guesses() -> Guesses {
        let text = "[accounts]\nfree_tries = 3\npause_seconds = 30\nlongest_pause_seconds = 200\nfree_tries_per_address = 8";
        Guesses::of_passwords(&Config::from_toml(text).unwrap().accounts)
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let growth = guesses().of_name;
        for (failures, pause) in
            [(0, 0), (2, 0), (3, 30), (4, 60), (5, 120), (6, 200), (7, 200), (u32::MAX, 200)]
        {
            assert_eq!(growth.pause(failures), pause, "{failures}");
        }
    }

    #[test]
    fn a_stranger_waits_longer_each_time_and_the_owner_elsewhere_does_not_wait() {
        let guesses = guesses();
        let stranger = Guesser::anywhere("zhang", address("192.0.2.1"));
        for _ in 0..3 {
            assert_eq!(guesses.begin(&stranger, 0), Ok(()));
        }
        assert_eq!(guesses.begin(&stranger, 0), Err(30));
        assert_eq!(guesses.begin(&stranger, 29), Err(1));
        assert_eq!(guesses.begin(&stranger, 30), Ok(()));
        assert_eq!(guesses.begin(&stranger, 30), Err(60));
        for owner in [
            Guesser::anywhere("zhang", address("192.0.2.2")),
            Guesser::at_known_device("account", "device"),
        ] {
            assert_eq!(guesses.begin(&owner, 30), Ok(()));
        }
        // Behind the stranger's own address another name is free as well, and a day later all is forgotten.
        assert_eq!(guesses.begin(&Guesser::anywhere("li", address("192.0.2.1")), 30), Ok(()));
        assert_eq!(guesses.begin(&stranger, 30 + DAY), Ok(()));
        assert_eq!(guesses.begin(&stranger, 30 + DAY), Ok(()));
    }

    #[test]
    fn a_network_that_tries_many_names_waits_and_a_right_one_does_not_free_it() {
        let guesses = guesses();
        let names = |name: usize| Guesser::anywhere(&name.to_string(), address("2001:db8::1"));
        for name in 0..8 {
            assert_eq!(guesses.begin(&names(name), 0), Ok(()));
        }
        assert_eq!(guesses.begin(&names(8), 0), Err(30));
        assert_eq!(guesses.begin(&Guesser::anywhere("9", address("2001:db8::2")), 0), Err(30));
        guesses.was_right(&names(7));
        assert_eq!(guesses.begin(&names(8), 0), Ok(()));
        assert_eq!(guesses.begin(&names(9), 0), Err(30));
        assert_eq!(guesses.begin(&Guesser::at_known_device("account", "device"), 0), Ok(()));
    }

    #[test]
    fn what_a_network_mistypes_now_and_then_never_adds_up() {
        let guesses = guesses();
        let typing = |at: i64| Guesser::anywhere(&at.to_string(), address("192.0.2.1"));
        for time in 0..1_000 {
            assert_eq!(guesses.begin(&typing(time), time * WEAR), Ok(()), "{time}");
        }
        // A wave is over for the neighbours a while after it ended, though somebody tries again and again.
        let now = 1_000 * WEAR;
        for name in 0..100 {
            let _ = guesses.begin(&typing(now + name), now);
        }
        assert!(guesses.begin(&typing(-1), now).is_err());
        assert_eq!(guesses.begin(&typing(-1), now + 2 * WEAR), Ok(()));
    }

    #[test]
    fn a_right_password_begins_no_pause_for_its_network() {
        let guesses = guesses();
        let names = |name: usize| Guesser::anywhere(&name.to_string(), address("192.0.2.1"));
        for name in 0..8 {
            assert_eq!(guesses.begin(&names(name), 0), Ok(()));
        }
        assert_eq!(guesses.begin(&names(8), 30), Ok(()));
        guesses.was_right(&names(8));
        assert_eq!(guesses.begin(&names(9), 30), Ok(()));
    }

    #[test]
    fn what_was_right_or_never_tried_does_not_count() {
        let guesses = guesses();
        let owner = Guesser::anywhere("zhang", address("192.0.2.1"));
        for _ in 0..10 {
            assert_eq!(guesses.begin(&owner, 0), Ok(()));
            guesses.was_right(&owner);
            assert_eq!(guesses.begin(&owner, 0), Ok(()));
            guesses.was_not_tried(&owner);
        }
    }

    #[test]
    fn one_network_has_a_few_codes_sent_to_a_number_and_longer_pauses_until_one_is_used() {
        let settings = Config::from_toml("sms.unused_per_address = 3").unwrap().sms;
        let codes = Guesses::of_codes(&settings);
        let stranger = Guesser::asking("13900000001", address("192.0.2.1"));
        // Of the ten that a number gets in a day, seven at the most.
        let sent = (0..DAY).filter(|at| codes.begin(&stranger, *at).is_ok()).count();
        assert_eq!(sent, 7);
        for owner in [
            Guesser::asking("13900000001", address("192.0.2.2")),
            Guesser::asking("13900000002", address("192.0.2.1")),
            Guesser::at_known_device("account", "device"),
        ] {
            assert_eq!(codes.begin(&owner, DAY), Ok(()));
        }
        codes.was_right(&stranger);
        assert_eq!(codes.begin(&stranger, DAY), Ok(()));
    }

    #[test]
    fn who_comes_from_this_machine_or_behind_a_proxy_that_tells_nothing_is_not_counted() {
        let guesses = guesses();
        for nobody in [
            Guesser::anywhere("zhang", None),
            Guesser::asking("zhang", None),
            Guesser::asking("zhang", address("127.0.0.1")),
        ] {
            assert!((0..100).all(|_| guesses.begin(&nobody, 0).is_ok()));
        }
    }
}
