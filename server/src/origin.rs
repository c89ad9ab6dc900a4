//! Requests that change something must come from this site's own page, or from a program that is no browser.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, Version, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{app::App, config::Config, error::Error, log::RequestId};

/// Refuses requests that another site's page had a browser send.
pub async fn require_same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_same_origin(request.headers(), &app.config.public_origin) {
        next.run(request).await
    } else {
        Error::OtherSite.into_response()
    }
}

/// Refuses a request that names no host, or several, as RFC 9112, 3.2 demands: a proxy and this server must not choose different ones.
pub async fn require_one_host(RequestId(id): RequestId, request: Request, next: Next) -> Response {
    if has_one_host(request.headers(), request.version()) {
        next.run(request).await
    } else {
        Error::BadRequest.to_response(id)
    }
}

/// Before HTTP/1.1 a request need not name its host.
fn has_one_host(headers: &HeaderMap, version: Version) -> bool {
    match headers.get_all(header::HOST).iter().count() {
        0 => version < Version::HTTP_11,
        hosts => hosts == 1,
    }
}

/// A browser states the site in `Sec-Fetch-Site`, which no page can forge; older browsers state the `Origin`. A request with neither does
/// not come from a browser: such a program carries no other person's cookie.
fn is_same_origin(headers: &HeaderMap, public_origin: &str) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    if !public_origin.is_empty() {
        return origin == public_origin;
    }
    let host = text(header::HOST).unwrap_or_default();
    let origin_host = origin.split_once("://").map(|(_, host)| host);
    !host.is_empty() && origin_host == Some(host)
}

/// The origin of this site as browsers see it, such as `https://card.example.cn`: from the settings, or else from the request.
///
/// The `Host` of a request becomes part of codes that others scan and of addresses that providers redirect to. Without a setting it is
/// therefore accepted only where it is this machine or an address of a private network; for any other host the result is `None`.
#[must_use]
pub fn site_origin(headers: &HeaderMap, config: &Config) -> Option<String> {
    if !config.public_origin.is_empty() {
        return Some(config.public_origin.trim_end_matches('/').to_owned());
    }
    let host = headers.get(header::HOST)?.to_str().ok()?;
    if !is_private_host(host) {
        tracing::warn!("a request came for a name or a public address: set public_origin");
        return None;
    }
    let scheme = if config.cookies_are_secure() { "https" } else { "http" };
    Some([scheme, "://", host].concat())
}

/// Whether a `Host` is this machine or an address of a private network, with a port or without.
fn is_private_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return false;
    }
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    match bare.map(str::parse::<Ipv6Addr>) {
        Some(Ok(address)) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
        Some(Err(_)) => false,
        None => {
            name.eq_ignore_ascii_case("localhost")
                || name.parse::<Ipv4Addr>().is_ok_and(|address| {
                    address.is_loopback() || address.is_private() || address.is_link_local()
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn is_allowed(headers: &[(&'static str, &'static str)], public_origin: &str) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), header::HeaderValue::from_static(value))
            })
            .collect();
        is_same_origin(&headers, public_origin)
    }

    #[test]
    fn only_our_page_and_non_browsers_may_change_something() {
        assert!(is_allowed(&[], ""));
        assert!(is_allowed(&[("sec-fetch-site", "same-origin"), ("origin", "http://else")], ""));
        assert!(!is_allowed(&[("sec-fetch-site", "cross-site")], ""));
        assert!(!is_allowed(&[("sec-fetch-site", "same-site")], ""));
        assert!(is_allowed(&[("origin", "http://a:1"), ("host", "a:1")], ""));
        assert!(!is_allowed(&[("origin", "http://b"), ("host", "a")], ""));
        assert!(!is_allowed(&[("origin", "null"), ("host", "a")], ""));
        assert!(is_allowed(&[("origin", "https://a"), ("host", "inside")], "https://a"));
        assert!(!is_allowed(&[("origin", "http://a"), ("host", "a")], "https://a"));
    }

    #[test]
    fn site_origin_is_configured_or_the_private_host_asked_for() {
        let origin_for = |host: &'static str, settings: &str| {
            let headers = [(header::HOST, HeaderValue::from_static(host))].into_iter().collect();
            site_origin(&headers, &Config::from_toml(settings).unwrap())
        };
        let set = "public_origin = 'https://card.example.cn'";
        assert_eq!(origin_for("inside:8080", set).as_deref(), Some("https://card.example.cn"));
        assert_eq!(origin_for("127.0.0.1:8080", "").as_deref(), Some("http://127.0.0.1:8080"));
        let secure = "secure_cookies = 'on'";
        assert_eq!(origin_for("192.168.3.4", secure).as_deref(), Some("https://192.168.3.4"));
        for private_host in
            ["localhost", "LOCALHOST:80", "10.1.2.3:8443", "[::1]", "[fd00::1]:8080"]
        {
            assert_eq!(origin_for(private_host, ""), Some(format!("http://{private_host}")));
        }
    }

    #[test]
    fn a_public_host_header_is_no_site_origin() {
        for foreign in [
            "a.cn",
            "card.example.cn:443",
            "203.0.113.9",
            "[2001:db8::1]",
            "localhost.a.cn",
            "127.0.0.1.a.cn",
            "127.0.0.1:80:80",
            "127.0.0.1/#",
            "user@127.0.0.1",
            "::1",
            "",
        ] {
            let headers = [(header::HOST, HeaderValue::from_static(foreign))].into_iter().collect();
            assert_eq!(site_origin(&headers, &Config::from_toml("").unwrap()), None, "{foreign}");
        }
    }
}
