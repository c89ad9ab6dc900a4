//! How many connections one network may hold open, so that one address cannot take all.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{config::Config, limits::household_network};

/// The open connections of each network.
pub struct ConnectionLimit {
    /// `None` behind a proxy, whose address all connections have.
    max: Option<usize>,
    open: Mutex<HashMap<IpAddr, usize>>,
}

impl std::fmt::Debug for ConnectionLimit {
    /// Shows the limit only: addresses must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectionLimit").field("max", &self.max).finish_non_exhaustive()
    }
}

/// An open connection that is counted, until it is dropped.
pub struct CountedConnection(Option<(Arc<ConnectionLimit>, IpAddr)>);

impl std::fmt::Debug for CountedConnection {
    /// Shows no content, as [`ConnectionLimit`].
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CountedConnection").finish_non_exhaustive()
    }
}

impl ConnectionLimit {
    /// The limit of the settings. This machine's own connections are not counted.
    #[must_use]
    pub fn new(config: &Config) -> Arc<Self> {
        let is_behind_proxy = !config.client_address_header.is_empty();
        let max = (!is_behind_proxy).then_some(config.limits.connections_per_address);
        Arc::new(Self { max, open: Mutex::default() })
    }

    /// Counts a connection from an address; `None` where its network has reached the limit.
    #[must_use]
    pub fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<CountedConnection> {
        let Some(max) = self.max.filter(|_| !peer.is_loopback()) else {
            return Some(CountedConnection(None));
        };
        let network = household_network(peer);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(network).or_default();
        if *count >= max {
            return None;
        }
        *count += 1;
        Some(CountedConnection(Some((Arc::clone(self), network))))
    }
}

impl Drop for CountedConnection {
    fn drop(&mut self) {
        let Some((limit, network)) = self.0.take() else { return };
        let mut open = limit.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&network) {
            *count -= 1;
            if *count == 0 {
                open.remove(&network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(settings: &str) -> Arc<ConnectionLimit> {
        let settings = format!("{settings}\nlimits.connections_per_address = 2");
        ConnectionLimit::new(&Config::from_toml(&settings).unwrap())
    }

    fn admit(limit: &Arc<ConnectionLimit>, peer: &str) -> Option<CountedConnection> {
        limit.admit(peer.parse().unwrap())
    }

    #[test]
    fn each_network_has_its_own_number_of_connections() {
        let limit = limit("");
        let first = admit(&limit, "192.0.2.1");
        let second = admit(&limit, "192.0.2.1");
        assert!(first.is_some() && second.is_some());
        assert!(admit(&limit, "192.0.2.1").is_none());
        assert!(admit(&limit, "192.0.2.2").is_some());
        drop(first);
        assert!(admit(&limit, "192.0.2.1").is_some());
        drop(second);
        assert!(limit.open.lock().unwrap().is_empty());
    }

    #[test]
    fn one_ipv6_customer_is_one_network() {
        let limit = limit("");
        let _open = [admit(&limit, "2001:db8::1"), admit(&limit, "2001:db8::2")];
        assert!(admit(&limit, "2001:db8::3").is_none());
        assert!(admit(&limit, "2001:db8:0:1::3").is_some());
    }

    #[test]
    fn a_proxy_and_this_machine_are_not_counted() {
        for (settings, peer) in [("client_address_header = 'x-real-ip'", "192.0.2.1"), ("", "::1")]
        {
            let limit = limit(settings);
            let open: Vec<_> = (0..5).map(|_| admit(&limit, peer)).collect();
            assert!(open.iter().all(Option::is_some), "{peer}");
        }
    }
}
