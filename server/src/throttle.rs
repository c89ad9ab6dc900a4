//! Growing pauses between wrong passwords, that lock no account for its owner: what a stranger tries is counted by the stranger's network,
//! and a device on which the owner has signed in before has a count of its own. Kept in memory only, for an address is personal data.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use crate::{
    config,
    limits::{Network, network, networks},
    secret,
};

/// Counts remembered at one time.
const REMEMBERED: usize = 100_000;
const HOUR: i64 = 3_600;
/// A count that nothing was added to for so long is forgotten.
const DAY: i64 = 86_400;
/// Of what was tried from a network, or for an account from everywhere, one is forgotten each five minutes: what honest people behind one address mistype in weeks shall not
/// add up, and nobody keeps their neighbours out for longer than that between one try and the next.
const DECAY_SECONDS: i64 = 300;

/// By whom a wrong password is counted.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Counted {
    /// A device that its owner has signed in on before, and the account.
    Device(String),
    /// A name, whoever's it is, tried from a network.
    Name(String, IpAddr),
    /// A network, whatever names were tried, and how many times the allowance of a household it has.
    Network(Network, u32),
    /// A name, whatever networks it was tried from.
    Everywhere(String),
}

/// Somebody who is about to try a password, or to have a code sent.
#[derive(Clone)]
pub struct ThrottleKey(Vec<Counted>);

impl std::fmt::Debug for ThrottleKey {
    /// Tells nothing: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guesser").finish_non_exhaustive()
    }
}

impl ThrottleKey {
    /// At a device that the account's owner has signed in on before: neither strangers nor neighbours count there.
    #[must_use]
    pub fn at_known_device(account: &str, device: &str) -> Self {
        Self(vec![Counted::Device(format!("{account}:{device}"))])
    }

    /// Anywhere else: by the name that was typed and the network, and by each of the two alone. Whether there is such an account does not
    /// matter, so that pauses tell nothing about it. Where a proxy hides everybody behind its own address nothing counts, for then anybody
    /// could have anybody wait.
    #[must_use]
    pub fn anywhere(name: &str, address: Option<IpAddr>) -> Self {
        let Some(address) = address else { return Self(Vec::new()) };
        let name = secret::sha256(name.as_bytes());
        let mut counted = vec![Counted::Name(name.clone(), network(address))];
        // This machine itself, or a proxy that hides everybody behind one address.
        if !address.is_loopback() {
            let networks = networks(address).into_iter();
            counted.extend(networks.map(|(network, share)| Counted::Network(network, share)));
            counted.push(Counted::Everywhere(name));
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
    /// No pause ever.
    const NONE: Self = Self { free: u32::MAX, first: 0, longest: 0 };

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
pub struct Throttle {
    of_name: Growth,
    of_network: Growth,
    everywhere: Growth,
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
        if matches!(counted, Counted::Device(_) | Counted::Name(..)) {
            return self;
        }
        let times = ((now - self.worn) / DECAY_SECONDS).max(0);
        let failures = self.failures.saturating_sub(u32::try_from(times).unwrap_or(u32::MAX));
        Self { failures, worn: self.worn + times * DECAY_SECONDS, ..self }
    }
}

impl std::fmt::Debug for Counted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Counted").finish_non_exhaustive()
    }
}

impl Throttle {
    /// The pauses of codes for a new password: each waits for the pause of the SMS, and nobody sees whether one was sent.
    #[must_use]
    pub fn of_resets(settings: &config::Sms) -> Self {
        let pause = settings.resend_seconds;
        let of_name = Growth { free: 1, first: pause, longest: pause };
        let of_network =
            Growth { free: settings.per_address_per_hour, first: pause, longest: 3_600 };
        // What an account gets in a day is bounded where the codes are kept.
        Self { of_name, of_network, everywhere: Growth::NONE, seen: Mutex::default() }
    }

    /// The pauses of codes that are sent and not used: a stranger uses up no more than a part of what a number or an account gets in a day.
    #[must_use]
    pub fn of_codes(settings: &config::Sms) -> Self {
        let growth = Growth { free: settings.unused_per_address, first: HOUR, longest: DAY };
        let everywhere = Growth::NONE;
        Self { of_name: growth, of_network: growth, everywhere, seen: Mutex::default() }
    }

    /// The pauses of passwords, as the settings say.
    #[must_use]
    pub fn of_passwords(settings: &config::Accounts) -> Self {
        let (first, longest) = (settings.pause_seconds, settings.longest_pause_seconds);
        Self {
            of_name: Growth { free: settings.free_tries, first, longest },
            of_network: Growth { free: settings.free_tries_per_address, first, longest },
            everywhere: Growth { free: settings.free_tries_per_account, first, longest },
            seen: Mutex::default(),
        }
    }

    /// Counts a try before it is known whether it is right, so that many at one time are no way around. What was right is given back.
    ///
    /// # Errors
    /// The seconds to wait; then nothing is counted.
    pub fn begin(&self, throttle_key: &ThrottleKey, now: i64) -> Result<(), i64> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.len() >= REMEMBERED {
            seen.retain(|_, count| now < count.last + DAY);
            if seen.len() >= REMEMBERED {
                seen.clear();
            }
        }
        let wait = throttle_key.0.iter().map(|counted| {
            let count = seen.get(counted).map(|count| count.at(counted, now));
            count.map_or(0, |count| count.last + self.growth(counted).pause(count.failures) - now)
        });
        match wait.max() {
            Some(seconds) if seconds > 0 => return Err(seconds),
            _ => {}
        }
        for counted in &throttle_key.0 {
            let count = seen.entry(counted.clone()).or_insert(Count::new(now));
            let old = count.at(counted, now);
            let failures = old.failures.saturating_add(1);
            *count = Count { failures, last: now, before: old.last, worn: old.worn };
        }
        Ok(())
    }

    /// It was right: the count of the name or the device is over. That of the network is only given back, for an account of one's own
    /// must not be a way to try others' for ever.
    pub fn reset(&self, throttle_key: &ThrottleKey) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for counted in &throttle_key.0 {
            match counted {
                Counted::Device(_) | Counted::Name(..) => drop(seen.remove(counted)),
                Counted::Network(..) | Counted::Everywhere(_) => give_back(&mut seen, counted),
            }
        }
    }

    /// It could not be tried after all.
    pub fn refund(&self, throttle_key: &ThrottleKey) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for counted in &throttle_key.0 {
            give_back(&mut seen, counted);
        }
    }

    const fn growth(&self, counted: &Counted) -> Growth {
        match counted {
            Counted::Device(_) | Counted::Name(..) => self.of_name,
            Counted::Network(_, share) => {
                Growth { free: self.of_network.free.saturating_mul(*share), ..self.of_network }
            }
            Counted::Everywhere(_) => self.everywhere,
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
mod tests;
