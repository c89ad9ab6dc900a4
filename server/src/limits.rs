//! How often one address, or one person, may request something. Counts are in memory only, because an address is personal data.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    sync::Mutex,
};

const HOUR_SECONDS: i64 = 3_600;
/// The most keys at one time. When there are more, those whose hour is over are forgotten first.
const MAX_KEYS: usize = 300_000;

/// Counts the requests of each key in its current hour.
pub struct HourlyLimit<K> {
    max: u32,
    counts: Mutex<HashMap<K, (i64, u32)>>,
}

/// A limit for each person's id.
pub type PersonLimit = HourlyLimit<String>;

impl<K> std::fmt::Debug for HourlyLimit<K> {
    /// Shows the limit only: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HourlyLimit").field("max", &self.max).finish_non_exhaustive()
    }
}

impl<K: Clone + Eq + Hash> HourlyLimit<K> {
    /// Allows `max` requests an hour.
    #[must_use]
    pub fn new(max: u32) -> Self {
        Self { max, counts: Mutex::default() }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// The seconds until the key's hour is over, where it would be one too many.
    pub fn count(&self, key: K, now: i64) -> Result<(), i64> {
        self.count_all(&[(key, 1)], now)
    }

    /// Counts one request for each of several keys, of which each has a multiple of the allowance. Where it is one too many for any of
    /// them, it is counted for none.
    fn count_all(&self, keys: &[(K, u32)], now: i64) -> Result<(), i64> {
        let mut counts = self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if counts.len() >= MAX_KEYS {
            counts.retain(|_, (since, _)| now < *since + HOUR_SECONDS);
            if counts.len() >= MAX_KEYS {
                counts.clear();
            }
        }
        // A refused request leaves no trace, so that refused requests cannot fill the table.
        let current_count = |kept: Option<&(i64, u32)>| match kept {
            Some((since, count)) if now < *since + HOUR_SECONDS => (*since, *count),
            _ => (now, 0),
        };
        for (key, factor) in keys {
            let (since, count) = current_count(counts.get(key));
            if count >= self.max.saturating_mul(*factor) {
                return Err(since + HOUR_SECONDS - now);
            }
        }
        for (key, _) in keys {
            let (since, count) = current_count(counts.get(key));
            counts.insert(key.clone(), (since, count + 1));
        }
        Ok(())
    }
}

/// Counts the requests of each address in its current hour.
#[derive(Debug)]
pub struct AddressLimit(HourlyLimit<Network>);

impl AddressLimit {
    /// Allows `per_hour` requests an hour.
    #[must_use]
    pub fn new(per_hour: u32) -> Self {
        Self(HourlyLimit::new(per_hour))
    }

    /// Counts one request.
    ///
    /// # Errors
    /// The seconds until the address's hour is over, where it would be one too many.
    pub fn count(&self, address: IpAddr, now: i64) -> Result<(), i64> {
        // A loopback address is this machine itself, or a proxy that hides all clients: a limit would stop all at once.
        if address.is_loopback() {
            return Ok(());
        }
        self.0.count_all(&enclosing_networks(address), now)
    }
}

/// A part of the Internet that counts as one client.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Network {
    first: IpAddr,
    bits: u8,
}

impl std::fmt::Debug for Network {
    /// Shows the size only: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").field("bits", &self.bits).finish_non_exhaustive()
    }
}

/// The networks of an address, each with the multiple of a household's allowance that it has. A household has an IPv4 address, or a /64 of
/// IPv6; providers give a /56 to some, and a /48 to renters of a server.
pub(crate) fn enclosing_networks(address: IpAddr) -> Vec<(Network, u32)> {
    match address.to_canonical() {
        first @ IpAddr::V4(_) => vec![(Network { first, bits: 32 }, 1)],
        IpAddr::V6(v6) => [(64, 1), (56, 4), (48, 16)]
            .map(|(bits, factor)| {
                let first = IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !(u128::MAX >> bits)));
                (Network { first, bits }, factor)
            })
            .into(),
    }
}

/// The network of a household: an IPv4 address, or a whole /64 of IPv6 addresses.
pub(crate) fn household_network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_waits_for_its_hour_and_others_do_not() {
        let limit = AddressLimit::new(2);
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        assert_eq!(limit.count(one, 0), Ok(()));
        assert_eq!(limit.count(one, 10), Ok(()));
        assert_eq!(limit.count(one, 20), Err(3_580));
        assert_eq!(limit.count(other, 20), Ok(()));
        assert_eq!(limit.count(one, 3_600), Ok(()));
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one() {
        let limit = AddressLimit::new(1);
        assert_eq!(limit.count("2001:db8::1".parse().unwrap(), 0), Ok(()));
        assert!(limit.count("2001:db8::ffff".parse().unwrap(), 0).is_err());
    }

    #[test]
    fn many_networks_of_one_customer_are_counted_together() {
        let limit = AddressLimit::new(1);
        let asked = |subnets: std::ops::Range<u32>| {
            subnets
                .filter(|at| {
                    let text = format!("2001:db8:1:{at:x}::1");
                    limit.count(text.parse().unwrap(), 0).is_ok()
                })
                .count()
        };
        // A /56 has 256 networks of a household and four times its allowance, a /48 sixteen times.
        assert_eq!(asked(0..256), 4);
        assert_eq!(asked(256..65_536), 12);
        assert_eq!(limit.count("2001:db8:2::1".parse().unwrap(), 0), Ok(()));
    }

    #[test]
    fn refusals_for_a_large_network_do_not_count_for_small_ones() {
        let limit = AddressLimit::new(2);
        for at in 0..4 {
            for _ in 0..2 {
                assert_eq!(
                    limit.count(format!("2001:db8:1:{at:x}::1").parse().unwrap(), 0),
                    Ok(())
                );
            }
        }
        assert!(limit.count("2001:db8:1:9::1".parse().unwrap(), 0).is_err());
        assert_eq!(limit.count("2001:db8:1:9::1".parse().unwrap(), 3_600), Ok(()));
    }
}
