//! How often one address, or one person, may ask for something; kept in memory only, for an address is personal data.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    sync::Mutex,
};

const HOUR: i64 = 3_600;
/// Askers remembered at one time; when there are more, those whose hour is over are forgotten first.
const REMEMBERED: usize = 100_000;

/// Counts what each asker asked for in their current hour.
pub struct PerHour<K> {
    most: u32,
    seen: Mutex<HashMap<K, (i64, u32)>>,
}

/// By the mark of a person.
pub type PerPerson = PerHour<String>;

impl<K> std::fmt::Debug for PerHour<K> {
    /// Tells nothing: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PerHour").field("most", &self.most).finish_non_exhaustive()
    }
}

impl<K: Eq + Hash> PerHour<K> {
    /// So many an hour.
    #[must_use]
    pub fn new(most: u32) -> Self {
        Self { most, seen: Mutex::default() }
    }

    /// Counts one; where it is one too many, says how many seconds to wait.
    ///
    /// # Errors
    /// The seconds until the asker's hour is over.
    pub fn count(&self, asker: K, now: i64) -> Result<(), i64> {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.len() >= REMEMBERED {
            seen.retain(|_, (since, _)| now < *since + HOUR);
            if seen.len() >= REMEMBERED {
                seen.clear();
            }
        }
        let (since, count) = seen.entry(asker).or_insert((now, 0));
        if now >= *since + HOUR {
            (*since, *count) = (now, 0);
        }
        if *count >= self.most {
            return Err(*since + HOUR - now);
        }
        *count += 1;
        Ok(())
    }
}

/// Counts what each address asked for in the current hour.
#[derive(Debug)]
pub struct PerAddress(PerHour<IpAddr>);

impl PerAddress {
    /// So many an hour.
    #[must_use]
    pub fn new(per_hour: u32) -> Self {
        Self(PerHour::new(per_hour))
    }

    /// Counts one; where it is one too many, says how many seconds to wait.
    ///
    /// # Errors
    /// The seconds until the address's hour is over.
    pub fn count(&self, address: IpAddr, now: i64) -> Result<(), i64> {
        // This machine itself, or a proxy that hides everybody behind one address: a limit would stop all at once.
        if address.is_loopback() {
            return Ok(());
        }
        self.0.count(network(address), now)
    }
}

/// One household has a whole /64 of IPv6 addresses.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_waits_until_its_hour_is_over_and_another_does_not() {
        let limit = PerAddress::new(2);
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        assert_eq!(limit.count(one, 0), Ok(()));
        assert_eq!(limit.count(one, 10), Ok(()));
        assert_eq!(limit.count(one, 20), Err(3_580));
        assert_eq!(limit.count(other, 20), Ok(()));
        assert_eq!(limit.count(one, 3_600), Ok(()));
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one() {
        let limit = PerAddress::new(1);
        assert_eq!(limit.count("2001:db8::1".parse().unwrap(), 0), Ok(()));
        assert!(limit.count("2001:db8::ffff".parse().unwrap(), 0).is_err());
    }
}
