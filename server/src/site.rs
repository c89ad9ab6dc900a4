//! The built app, and the headers of all answers.
//!
//! Trunk puts a digest into the names of scripts, styles and wasm, so these may be cached for ever. `index.html` names them, so it is
//! requested again each time. A path without an extension is a page of the app, which routes by itself.

mod engine;
mod headers;
mod index;
mod verify;

use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

pub use headers::add_security_headers;
pub use index::Index;

use crate::app::App;

/// The longest path, in bytes, that is looked up among the files. Their paths are shorter. The file system refuses longer names with an
/// error.
const MAX_PATH_BYTES: usize = 255;

/// The directory of the built app.
#[derive(Debug)]
pub struct Site {
    dist: PathBuf,
    index: index::IndexCache,
}

impl Site {
    /// The app built into a directory; it may be built later.
    #[must_use]
    pub fn new(dist: &Path) -> Self {
        Self { dist: dist.to_owned(), index: index::IndexCache::new(dist) }
    }
}

/// Serves a file of the built app, or `index.html`.
pub async fn serve_site(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let path = request.uri().path();
    let last = path.rsplit('/').next().unwrap_or_default();
    if !last.contains('.') || path == "/index.html" {
        return index::index_response(app.site.index.get().await, request.headers());
    }
    if let Some(file) = verify::verification_file(&app.config.data, path) {
        return verify::file_response(&file).await;
    }
    if path.len() > MAX_PATH_BYTES {
        return not_found();
    }
    let is_immutable = has_digest(last);
    let files =
        ServeDir::new(&app.site.dist).append_index_html_on_directories(false).precompressed_br();
    let mut response = match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    };
    let status = response.status();
    if status == StatusCode::NOT_FOUND {
        return not_found();
    }
    let caching = if !status.is_success() && status != StatusCode::NOT_MODIFIED {
        // A browser that cached a failure for a year would never request the file again.
        "no-store"
    } else if is_immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

/// The answer for an unknown file. It is not cached: the file may come with the next version.
fn not_found() -> Response {
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "没有这个文件\n").into_response()
}

/// The user agent of a request: the engine and the application around it.
fn user_agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// Whether a file's name carries the digest of its content: `app-1a2b3c4d5e6f7a8b.js`, `app-1a2b3c4d5e6f7a8b_bg.wasm`.
fn has_digest(name: &str) -> bool {
    name.split(['-', '.', '_'])
        .any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::has_digest;

    #[test]
    fn only_names_with_a_digest_are_cached_for_ever() {
        assert!(has_digest("sscard-app-1a2b3c4d5e6f7a8b.js"));
        assert!(has_digest("sscard-app-1a2b3c4d5e6f7a8b_bg.wasm"));
        assert!(has_digest("base-0123456789abcdef.css"));
        for plain in ["index.html", "image-worker.js", "image-worker_bg.wasm", "favicon.svg"] {
            assert!(!has_digest(plain), "{plain}");
        }
    }
}
