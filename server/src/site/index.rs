//! `index.html`: read again when it changes, with the hashes of its inline scripts, which the policy must name.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use sha2::{Digest as _, Sha256};
use sscard_shared::host::Host;

use super::engine::wasm_keyword;

/// The file as it was last read.
#[derive(Clone, Debug)]
pub struct Index {
    html: Bytes,
    brotli: Option<Bytes>,
    digest: String,
    scripts: Vec<String>,
}

/// Keeps the file in memory until it changes.
#[derive(Debug)]
pub(super) struct IndexCache {
    file: PathBuf,
    last: Mutex<Option<(Stamp, Arc<Index>)>>,
}

type Stamp = (SystemTime, u64);

impl IndexCache {
    pub(super) fn new(dist: &Path) -> Self {
        Self { file: dist.join("index.html"), last: Mutex::default() }
    }

    /// The file; `None` where the app is not built.
    pub(super) async fn get(&self) -> Option<Arc<Index>> {
        let meta = tokio::fs::metadata(&self.file).await.ok()?;
        let stamp = (meta.modified().ok()?, meta.len());
        let cached = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, index)) = cached.filter(|(cached_stamp, _)| *cached_stamp == stamp) {
            return Some(index);
        }
        let html = tokio::fs::read(&self.file).await.ok()?;
        let brotli = tokio::fs::read(self.file.with_extension("html.br")).await.ok();
        let index = Arc::new(Index::new(html.into(), brotli.map(Bytes::from)));
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((stamp, Arc::clone(&index)));
        Some(index)
    }

    /// The policy for a user agent. Where the app is not built, it is that of a page without inline scripts.
    pub(super) async fn policy(&self, agent: &str) -> HeaderValue {
        self.get().await.map_or_else(|| policy(&[], agent), |index| policy(&index.scripts, agent))
    }
}

impl Index {
    fn new(html: Bytes, brotli: Option<Bytes>) -> Self {
        let scripts = inline_scripts(&String::from_utf8_lossy(&html));
        Self { digest: crate::secret::sha256(&html), scripts, html, brotli }
    }

    /// Identifies this file with this policy: a browser that is told that nothing has changed keeps its old policy.
    fn etag(&self, agent: &str) -> String {
        let policy = crate::secret::sha256(policy(&self.scripts, agent).as_bytes());
        format!("\"{}{}\"", &self.digest[..24], &policy[..8])
    }
}

/// The answer with the file. The file is the same for every host, but its policy is not, so caches must keep them apart.
pub(super) fn index_response(index: Option<Arc<Index>>, headers: &HeaderMap) -> Response {
    let Some(index) = index else {
        let words = "页面还没有构建：请先运行 cargo xtask build，再用 --dist 指明目录。\n";
        return (StatusCode::SERVICE_UNAVAILABLE, words).into_response();
    };
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent = super::user_agent(headers);
    let etag = index.etag(agent);
    let mut response = if text(header::IF_NONE_MATCH).contains(&etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if let Some(brotli) = index.brotli.as_ref().filter(|_| accepts_brotli(headers)) {
        ([(header::CONTENT_ENCODING, "br")], brotli.clone()).into_response()
    } else {
        index.html.clone().into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, user-agent"));
    if let Ok(etag) = HeaderValue::try_from(etag) {
        headers.insert(header::ETAG, etag);
    }
    if let Some(script) = Host::of_user_agent(agent).script()
        && let Ok(early) = HeaderValue::try_from(format!("<{script}>; rel=preload; as=script"))
    {
        // The app requests the bridge when its program runs. With this header the browser learns of it earlier, and nothing waits for it.
        headers.insert(header::LINK, early);
    }
    response
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|one| one.split(';').next().map(|name| (name.trim(), one)))
        .any(|(name, one)| name == "br" && !one.replace(' ', "").contains(";q=0"))
}

/// What the page may load: from its own server, and inside a host the script of that host's vendor, which talks to the application through
/// frames of the vendor's scheme.
fn policy(scripts: &[String], agent: &str) -> HeaderValue {
    let (host, wasm) = (Host::of_user_agent(agent), wasm_keyword(agent));
    let hashes: String = scripts.iter().map(|hash| format!(" 'sha256-{hash}'")).collect();
    let bridge = host.script_origin().map(|origin| format!(" {origin}")).unwrap_or_default();
    let frames = match host.frame_schemes() {
        "" => String::new(),
        schemes => format!("frame-src {schemes}; "),
    };
    let text = format!(
        "default-src 'self'; script-src 'self' {wasm}{hashes}{bridge}; style-src 'self'; \
         img-src 'self' blob: data:; media-src 'self' blob:; worker-src 'self' blob:; connect-src 'self'; {frames}\
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

/// The hashes of the inline scripts, in base64 as the policy demands.
fn inline_scripts(html: &str) -> Vec<String> {
    html.split("<script")
        .skip(1)
        .filter_map(|rest| {
            let (attributes, body) = rest.split_once('>')?;
            let (body, _) = body.split_once("</script")?;
            let has_source = attributes.split_whitespace().any(|one| one.starts_with("src="));
            (!has_source).then(|| base64(&Sha256::digest(body)))
        })
        .collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let six = (word >> (18 - 6 * place)) & 63;
            text.push(if place <= chunk.len() { char::from(LETTERS[six as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inline_scripts_are_hashed() {
        let html =
            "<head><script src=\"/a.js\"></script><script type=\"module\">alert(1)</script></head>";
        // A known example: the SHA-256 of `alert(1)`.
        assert_eq!(inline_scripts(html), ["bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="]);
    }

    #[test]
    fn a_vendors_script_is_allowed_in_its_host_only() {
        for (host, agent) in [
            (Host::Web, "Chrome/140.0"),
            (Host::Wechat, "Chrome/134.0 MicroMessenger/8.0"),
            (Host::Alipay, "Chrome/105.0 AlipayClient/10.7"),
            (Host::Baidu, "Chrome/97.0 swan-baiduboxapp/13.32"),
        ] {
            let policy = policy(&[], agent);
            let policy = policy.to_str().unwrap();
            for other in
                Host::ALL.into_iter().filter_map(|other| Some((other, other.script_origin()?)))
            {
                assert_eq!(policy.contains(other.1), other.0 == host, "{policy}");
            }
            assert_eq!(policy.contains("frame-src"), !host.frame_schemes().is_empty(), "{policy}");
        }
    }

    #[test]
    fn base64_is_padded() {
        assert_eq!(base64(b"a"), "YQ==");
        assert_eq!(base64(b"ab"), "YWI=");
        assert_eq!(base64(b"abc"), "YWJj");
    }

    #[test]
    fn brotli_is_sent_to_clients_that_accept_it() {
        let asks = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_brotli(&headers)
        };
        assert!(asks("gzip, deflate, br") && asks("br;q=1.0"));
        assert!(!asks("gzip") && !asks("br;q=0"));
    }
}
