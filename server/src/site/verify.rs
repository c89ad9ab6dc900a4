//! The files that prove to the hosts' platforms that a domain is the operator's: stored in `verify/` of the data directory, served at the
//! root.

use std::path::{Path, PathBuf};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};

/// The folder of the data directory.
const VERIFY_FOLDER: &str = "verify";
/// The most bytes of such a file: it holds one word.
const MAX_FILE_BYTES: u64 = 4096;

/// The location of a path's file, if the path is one of these: a name of letters, digits, underscores and hyphens at the root.
pub(super) fn verification_file(data: &Path, path: &str) -> Option<PathBuf> {
    let name = path.strip_prefix('/')?;
    let stem = name.strip_suffix(".txt")?;
    let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'-');
    let is_verify_name = (6..=60).contains(&stem.len()) && stem.bytes().all(is_plain);
    // These two are files of the app itself.
    (is_verify_name && stem != "radicals" && stem != "robots")
        .then(|| data.join(VERIFY_FOLDER).join(name))
}

/// The file, or the answer for an unknown file.
pub(super) async fn file_response(file: &Path) -> Response {
    let is_small = tokio::fs::metadata(file)
        .await
        .is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_FILE_BYTES);
    let text = if is_small { tokio::fs::read(file).await.ok() } else { None };
    let Some(text) = text else {
        return super::not_found();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_at_the_root_are_served() {
        let data = Path::new("/data");
        for name in ["MP_verify_AbCdEf0123456789.txt", "0a1b2c3d4e5f.txt", "bd-verify-0123.txt"] {
            assert_eq!(
                verification_file(data, &format!("/{name}")),
                Some(data.join("verify").join(name)),
                "{name}"
            );
        }
        for path in [
            "/../sscard.txt",
            "/verify/MP_verify_1.txt",
            "/%2e%2e%2fsecret.txt",
            "/.hidden1.txt",
            "/short.txt",
            "/robots.txt",
            "/radicals.txt",
            "/MP_verify_1.html",
            "MP_verify_1.txt",
        ] {
            assert_eq!(verification_file(data, path), None, "{path}");
        }
    }
}
