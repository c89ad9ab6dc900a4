//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};

use crate::config::Config;

/// The connection's address and what a proxy may have said about it.
#[derive(Clone, Debug)]
pub struct ClientAddress {
    peer: IpAddr,
    headers: HeaderMap,
}

/// The other end of a connection, as the listener saw it.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts
            .extensions
            .get::<Peer>()
            .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |Peer(address)| address.ip());
        Ok(Self { peer, headers: parts.headers.clone() })
    }
}

/// What proxies put into the head of a request that they hand on.
const OF_A_PROXY: [&str; 4] = ["forwarded", "via", "x-forwarded-for", "x-real-ip"];

impl ClientAddress {
    /// Whether a program on this machine asks, and not a proxy on this machine for somebody else: behind such a proxy every
    /// connection comes from here.
    #[must_use]
    pub fn is_of_this_machine(&self, config: &Config) -> bool {
        let set = config.client_address_header.as_str();
        let handed_on = OF_A_PROXY
            .into_iter()
            .chain((!set.is_empty()).then_some(set))
            .any(|name| self.headers.contains_key(name));
        self.peer.is_loopback() && !handed_on
    }

    /// The client's address: what the trusted proxy says where one is set, otherwise the connection's.
    #[must_use]
    pub fn of(&self, config: &Config) -> IpAddr {
        if config.client_address_header.is_empty() {
            return self.peer;
        }
        // The last entry is the proxy's own word; those before it are what the client claimed.
        self.headers
            .get(&config.client_address_header)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|last| last.trim().parse().ok())
            .unwrap_or(self.peer)
    }
}
