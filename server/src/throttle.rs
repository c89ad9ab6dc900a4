//! Growing pauses between wrong passwords. They lock no account for its owner: a stranger's tries count for the stranger's network, and a
//! device on which the owner has signed in before has its own count. Counts are in memory only, because an address is personal data.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use crate::{
    config,
    limits::{Network, enclosing_networks, household_network},
    secret,
};

/// The most counts that are remembered at one time.
const MAX_COUNTS: usize = 100_000;
const HOUR_SECONDS: i64 = 3_600;
/// A count that stays unchanged for this long is forgotten.
const DAY_SECONDS: i64 = 86_400;
/// One try that counts for a network, or for an account from all networks, is forgotten each time this period ends. What honest applicants
/// behind one address mistype over weeks does not add up, and no stranger keeps neighbours out for longer than this between two tries.
const DECAY_SECONDS: i64 = 300;

/// What a wrong password counts against.
#[derive(Clone, PartialEq, Eq, Hash)]
enum CountKey {
    /// An account on a device on which its owner has signed in before.
    Device(String),
    /// A name, of an account or not, that is tried from one network.
    NameFromNetwork(String, IpAddr),
    /// A network, for all names, and the multiple of a household's allowance that it has.
    Network(Network, u32),
    /// A name, tried from all networks.
    NameEverywhere(String),
}

/// The counts that one try of a password, or one request for a code, adds to.
#[derive(Clone)]
pub struct ThrottleKey(Vec<CountKey>);

impl std::fmt::Debug for ThrottleKey {
    /// Shows no content: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ThrottleKey").finish_non_exhaustive()
    }
}

impl ThrottleKey {
    /// The key on a device on which the account's owner has signed in before. Strangers and neighbours do not count there.
    #[must_use]
    pub fn for_known_device(account: &str, device: &str) -> Self {
        Self(vec![CountKey::Device(format!("{account}:{device}"))])
    }

    /// The key on any other device: the typed name with the network, and each of the two alone. It is the same whether the account exists
    /// or not, so that pauses reveal nothing about it. Where a proxy hides all clients behind its own address nothing counts, because
    /// otherwise any client could make any other wait.
    #[must_use]
    pub fn for_unknown_device(name: &str, address: Option<IpAddr>) -> Self {
        let Some(address) = address else { return Self(Vec::new()) };
        let name = secret::sha256(name.as_bytes());
        let mut keys = vec![CountKey::NameFromNetwork(name.clone(), household_network(address))];
        // A loopback address is this machine itself, or a proxy that hides all clients behind one address.
        if !address.is_loopback() {
            let networks = enclosing_networks(address).into_iter();
            keys.extend(networks.map(|(network, share)| CountKey::Network(network, share)));
            keys.push(CountKey::NameEverywhere(name));
        }
        Self(keys)
    }

    /// The key of a request for a code to a number or an account: the name with the network. This machine itself is not counted.
    #[must_use]
    pub fn for_code_request(name: &str, address: Option<IpAddr>) -> Self {
        let address = address.filter(|address| !address.is_loopback());
        let name = secret::sha256(name.as_bytes());
        Self(
            address
                .map(|address| CountKey::NameFromNetwork(name, household_network(address)))
                .into_iter()
                .collect(),
        )
    }
}

/// How pauses grow with the number of failures.
#[derive(Clone, Copy, Debug)]
struct PauseGrowth {
    free_tries: u32,
    first_seconds: i64,
    longest_seconds: i64,
}

impl PauseGrowth {
    /// No pause at all.
    const NONE: Self = Self { free_tries: u32::MAX, first_seconds: 0, longest_seconds: 0 };

    /// The pause in seconds after this many wrong passwords: none for the first free tries, then doubled with each further one.
    fn pause_seconds(self, failures: u32) -> i64 {
        match failures.checked_sub(self.free_tries) {
            None => 0,
            Some(doubled) => self
                .first_seconds
                .saturating_mul(1 << doubled.min(30))
                .min(self.longest_seconds.max(self.first_seconds)),
        }
    }
}

/// The counts of recent tries, and how their pauses grow.
#[derive(Debug)]
pub struct Throttle {
    per_name: PauseGrowth,
    per_network: PauseGrowth,
    per_name_everywhere: PauseGrowth,
    counts: Mutex<HashMap<CountKey, Count>>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    failures: u32,
    last_at: i64,
    /// The time of the try before the last, for a refund.
    last_before: i64,
    /// The time up to which the decay of a network's count has been applied.
    decayed_until: i64,
}

impl Count {
    const fn new(now: i64) -> Self {
        Self { failures: 0, last_at: now, last_before: now, decayed_until: now }
    }

    /// The count as it is at `now`. After a day without a try nothing is left of it.
    fn decayed(self, key: &CountKey, now: i64) -> Self {
        if now >= self.last_at + DAY_SECONDS {
            return Self { failures: 0, decayed_until: now, ..self };
        }
        if matches!(key, CountKey::Device(_) | CountKey::NameFromNetwork(..)) {
            return self;
        }
        let times = ((now - self.decayed_until) / DECAY_SECONDS).max(0);
        let failures = self.failures.saturating_sub(u32::try_from(times).unwrap_or(u32::MAX));
        Self { failures, decayed_until: self.decayed_until + times * DECAY_SECONDS, ..self }
    }
}

impl std::fmt::Debug for CountKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CountKey").finish_non_exhaustive()
    }
}

impl Throttle {
    /// The pauses of codes for a new password. Each request waits as long as for an SMS, so that an asker cannot see whether one was sent.
    #[must_use]
    pub fn for_resets(settings: &config::SmsSettings) -> Self {
        let pause_seconds = settings.resend_seconds;
        let per_name = PauseGrowth {
            free_tries: 1,
            first_seconds: pause_seconds,
            longest_seconds: pause_seconds,
        };
        let per_network = PauseGrowth {
            free_tries: settings.per_address_per_hour,
            first_seconds: pause_seconds,
            longest_seconds: 3_600,
        };
        // The database bounds the codes of one account in a day.
        Self {
            per_name,
            per_network,
            per_name_everywhere: PauseGrowth::NONE,
            counts: Mutex::default(),
        }
    }

    /// The pauses of codes that are sent and not used. A stranger uses up only a part of what a number or an account gets in a day.
    #[must_use]
    pub fn for_codes(settings: &config::SmsSettings) -> Self {
        let pause_growth = PauseGrowth {
            free_tries: settings.unused_per_address,
            first_seconds: HOUR_SECONDS,
            longest_seconds: DAY_SECONDS,
        };
        let per_name_everywhere = PauseGrowth::NONE;
        Self {
            per_name: pause_growth,
            per_network: pause_growth,
            per_name_everywhere,
            counts: Mutex::default(),
        }
    }

    /// The pauses of passwords, from the settings.
    #[must_use]
    pub fn for_passwords(settings: &config::AccountsSettings) -> Self {
        let (first_seconds, longest_seconds) =
            (settings.pause_seconds, settings.longest_pause_seconds);
        Self {
            per_name: PauseGrowth {
                free_tries: settings.free_tries,
                first_seconds,
                longest_seconds,
            },
            per_network: PauseGrowth {
                free_tries: settings.free_tries_per_address,
                first_seconds,
                longest_seconds,
            },
            per_name_everywhere: PauseGrowth {
                free_tries: settings.free_tries_per_account,
                first_seconds,
                longest_seconds,
            },
            counts: Mutex::default(),
        }
    }

    /// Counts a try before it is known whether it is right, so that parallel tries cannot avoid the pause. A right try is given back
    /// afterwards.
    ///
    /// # Errors
    /// The seconds to wait; then nothing is counted.
    pub fn count_try(&self, throttle_key: &ThrottleKey, now: i64) -> Result<(), i64> {
        let mut counts = self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if counts.len() >= MAX_COUNTS {
            counts.retain(|_, count| now < count.last_at + DAY_SECONDS);
            if counts.len() >= MAX_COUNTS {
                counts.clear();
            }
        }
        let wait = throttle_key.0.iter().map(|key| {
            let count = counts.get(key).map(|count| count.decayed(key, now));
            count.map_or(0, |count| {
                count.last_at + self.pause_growth(key).pause_seconds(count.failures) - now
            })
        });
        match wait.max() {
            Some(seconds) if seconds > 0 => return Err(seconds),
            _ => {}
        }
        for key in &throttle_key.0 {
            let count = counts.entry(key.clone()).or_insert(Count::new(now));
            let old = count.decayed(key, now);
            let failures = old.failures.saturating_add(1);
            *count = Count {
                failures,
                last_at: now,
                last_before: old.last_at,
                decayed_until: old.decayed_until,
            };
        }
        Ok(())
    }

    /// The try was right: the count of the name or the device is removed. The count of the network only gets the try back, because
    /// otherwise an own account would permit endless tries of other accounts.
    pub fn reset(&self, throttle_key: &ThrottleKey) {
        let mut counts = self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for key in &throttle_key.0 {
            match key {
                CountKey::Device(_) | CountKey::NameFromNetwork(..) => drop(counts.remove(key)),
                CountKey::Network(..) | CountKey::NameEverywhere(_) => {
                    subtract_try(&mut counts, key)
                }
            }
        }
    }

    /// The try could not be checked, so it does not count.
    pub fn refund(&self, throttle_key: &ThrottleKey) {
        let mut counts = self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for key in &throttle_key.0 {
            subtract_try(&mut counts, key);
        }
    }

    const fn pause_growth(&self, key: &CountKey) -> PauseGrowth {
        match key {
            CountKey::Device(_) | CountKey::NameFromNetwork(..) => self.per_name,
            CountKey::Network(_, share) => PauseGrowth {
                free_tries: self.per_network.free_tries.saturating_mul(*share),
                ..self.per_network
            },
            CountKey::NameEverywhere(_) => self.per_name_everywhere,
        }
    }
}

fn subtract_try(counts: &mut HashMap<CountKey, Count>, key: &CountKey) {
    if let Some(count) = counts.get_mut(key) {
        count.failures = count.failures.saturating_sub(1);
        count.last_at = count.last_before;
    }
}

#[cfg(test)]
mod tests;
