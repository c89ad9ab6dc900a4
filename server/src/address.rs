//! The address of a request's client.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{app::App, config::Config, error::Error};

/// The connection's address and the headers of proxies.
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
            .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |Peer(address)| address.ip().to_canonical());
        Ok(Self { peer, headers: parts.headers.clone() })
    }
}

/// The headers that proxies add to a request that they forward.
const PROXY_HEADERS: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Whether the operator was warned that a proxy hides all clients.
static REPORTED_ONCE: std::sync::Once = std::sync::Once::new();

/// Refuses requests whose client's address is hidden by a proxy that the settings do not name: no limit could work for them.
pub async fn require_known_client(
    State(app): State<App>,
    address: ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    if address.is_hidden(&app.config) {
        let cause = String::from("which client asks is not known");
        return Error::Unavailable { service: "the proxy", cause }.into_response();
    }
    next.run(request).await
}

impl ClientAddress {
    /// Whether a program on this machine sent the request, and not a proxy on this machine for another client: behind such a proxy every
    /// connection comes from here.
    #[must_use]
    pub fn is_local_program(&self, config: &Config) -> bool {
        self.peer.is_loopback() && !self.is_proxied(config)
    }

    /// Whether a proxy states that it forwards the request for another client.
    #[must_use]
    pub fn is_proxied(&self, config: &Config) -> bool {
        let configured = config.client_address_header.as_str();
        PROXY_HEADERS
            .into_iter()
            .chain((!configured.is_empty()).then_some(configured))
            .any(|name| self.headers.contains_key(name))
    }

    /// The client's address where it identifies the client. Behind a proxy on this machine without a configured header it does not, because
    /// all clients have the proxy's address.
    #[must_use]
    pub fn known_ip(&self, config: &Config) -> Option<IpAddr> {
        (!self.is_hidden(config)).then(|| self.client_ip(config))
    }

    /// Whether a proxy on this machine hides all clients. Logs it, once.
    fn is_hidden(&self, config: &Config) -> bool {
        let is_hidden = config.client_address_header.is_empty()
            && self.peer.is_loopback()
            && !self.is_local_program(config);
        if is_hidden {
            REPORTED_ONCE.call_once(|| {
                tracing::error!(
                    "requests come through a proxy, and client_address_header is not set: everybody would have the proxy's address, so no limit \
                     could tell one from another. Every request to the API is refused until it is set"
                );
            });
        }
        is_hidden
    }

    /// The client's address: from the trusted proxy where one is configured, otherwise the connection's.
    #[must_use]
    pub fn client_ip(&self, config: &Config) -> IpAddr {
        if config.client_address_header.is_empty() {
            return self.peer;
        }
        // The last entry of the last line is the proxy's own; those before it are what the client claimed.
        self.headers
            .get_all(&config.client_address_header)
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|last| last.trim().parse::<IpAddr>().ok())
            // An IPv4 address may be written as an IPv6 one, and is the same.
            .map(|address| address.to_canonical())
            .unwrap_or(self.peer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[(&'static str, &'static str)]) -> ClientAddress {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, axum::http::HeaderValue::from_static(value));
        }
        ClientAddress { peer: peer.parse().unwrap(), headers }
    }

    fn config_with_header(header: &str) -> Config {
        Config { client_address_header: header.to_owned(), ..Config::from_toml("").unwrap() }
    }

    #[test]
    fn the_last_entry_of_the_last_proxy_header_counts() {
        let config = config_with_header("x-forwarded-for");
        for (lines, expected) in [
            (&[("x-forwarded-for", "192.0.2.1")][..], "192.0.2.1"),
            (&[("x-forwarded-for", "192.0.2.1, 192.0.2.2")], "192.0.2.2"),
            (&[("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2")], "192.0.2.2"),
            (
                &[
                    ("x-forwarded-for", "192.0.2.1, 192.0.2.3"),
                    ("x-forwarded-for", "192.0.2.4,192.0.2.2"),
                ],
                "192.0.2.2",
            ),
            // An invalid address counts as none, and the client's claim before it does not count instead.
            (&[("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "unknown")], "127.0.0.1"),
            (&[("x-real-ip", "192.0.2.1")], "127.0.0.1"),
            // The same address in the other notation.
            (&[("x-forwarded-for", "::ffff:192.0.2.1")], "192.0.2.1"),
            (&[("x-forwarded-for", "2001:db8::1")], "2001:db8::1"),
        ] {
            let expected: IpAddr = expected.parse().unwrap();
            assert_eq!(client("127.0.0.1", lines).client_ip(&config), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_local_proxy_hides_clients_unless_its_header_is_set() {
        let known_ip = |peer: &str, lines: &[(&'static str, &'static str)], header: &str| {
            client(peer, lines)
                .known_ip(&config_with_header(header))
                .map(|address| address.to_string())
        };
        for name in PROXY_HEADERS {
            let lines = [(name, "192.0.2.1")];
            assert_eq!(known_ip("127.0.0.1", &lines, ""), None, "{name}");
            assert_eq!(known_ip("::1", &lines, ""), None, "{name}");
            // A client from elsewhere can send such a header, and has an address of its own.
            assert_eq!(known_ip("192.0.2.7", &lines, "").as_deref(), Some("192.0.2.7"));
        }
        assert_eq!(known_ip("127.0.0.1", &[], "").as_deref(), Some("127.0.0.1"));
        let lines = [("x-real-ip", "192.0.2.1")];
        assert_eq!(known_ip("127.0.0.1", &lines, "x-real-ip").as_deref(), Some("192.0.2.1"));
    }
}
