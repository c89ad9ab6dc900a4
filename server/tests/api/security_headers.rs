//! The headers of every kind of answer: what they tell browsers and caches, and what they do not tell.

use reqwest::{Method, header};
use serde_json::json;
use sscard_shared::api::{self, PictureKind};

use crate::{
    pages,
    test_app::{Answer, TestApp, Visitor, ZHANG},
};

const MOBILE: &str = "13900000001";
const FILE: &str = "/sscard-app-0123456789abcdef.js";

/// An answer of every kind to somebody who is not signed in, with what it is an answer to.
async fn answers_of_every_kind(visitor: &Visitor) -> Vec<(&'static str, Answer)> {
    let send = async |method: Method, path: &str, name: &'static str, value: &str| {
        visitor.send(visitor.request(method, path).header(name, value)).await
    };
    let etag = visitor.get("/").await.header("etag").to_owned();
    let long = json!({ "mobile": "1".repeat(70_000) });
    vec![
        ("the page", visitor.get("/").await),
        ("the page by HEAD", send(Method::HEAD, "/", "x-note", "").await),
        ("the page unchanged", send(Method::GET, "/", "if-none-match", &etag).await),
        ("a file", visitor.get(FILE).await),
        ("a part of a file", send(Method::GET, FILE, "range", "bytes=0-3").await),
        ("no part of a file", send(Method::GET, FILE, "range", "bytes=999-").await),
        ("no file", visitor.get("/nothing-0123456789abcdef.js").await),
        ("no method of a page", visitor.delete("/").await),
        ("the other ways", visitor.get("/other-ways").await),
        ("a page of the sandbox", visitor.get("/sandbox/outbox").await),
        ("a file of the sandbox", visitor.get("/sandbox/style.css").await),
        ("no page of the sandbox", visitor.get("/sandbox/head/x.jpg").await),
        ("health", visitor.get("/healthz").await),
        ("numbers", visitor.get("/metrics").await),
        ("JSON", visitor.get(api::SESSION_PATH).await),
        ("nothing in JSON", visitor.delete(api::SESSION_PATH).await),
        (
            "to a provider",
            visitor.get(&format!("{}/wechat?back=/portal", api::PROVIDERS_PATH)).await,
        ),
        ("from no provider", visitor.get(&format!("{}/wechat/back", api::PROVIDERS_PATH)).await),
        ("400", visitor.post(api::SMS_PATH, &json!({})).await),
        ("401", visitor.get(api::DRAFT_PATH).await),
        ("403", send(Method::POST, api::SMS_PATH, "sec-fetch-site", "cross-site").await),
        ("404", visitor.get("/api/nothing").await),
        ("405", visitor.delete(api::DIRECTORY_PATH).await),
        ("413", visitor.post(api::SMS_PATH, &long).await),
        ("415", send(Method::POST, api::SMS_PATH, "content-type", "text/plain").await),
        ("422", visitor.post(api::SMS_PATH, &json!({ "mobile": "" })).await),
    ]
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_security_headers() {
    let (server, _dist) = pages::built().await;
    let answers = answers_of_every_kind(&server.visitor()).await;
    let statuses: Vec<u16> = answers.iter().map(|(_, answer)| answer.status.as_u16()).collect();
    let expected = [
        200, 200, 304, 200, 206, 416, 404, 405, 200, 200, 200, 404, 200, 200, 200, 204, 303, 303,
        400, 401, 403, 404, 405, 413, 415, 422,
    ];
    assert_eq!(statuses, expected);
    for (what, answer) in &answers {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            (
                "permissions-policy",
                "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
            ),
            // Cookies are not for TLS only here, so no browser is told to come by TLS.
            ("strict-transport-security", ""),
            ("server", ""),
            ("x-powered-by", ""),
            ("via", ""),
        ] {
            assert_eq!(answer.header(name), value, "{what}: {name}");
        }
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'self'; script-src 'self' ",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{what}: {policy}");
        }
        for part in ["'unsafe-inline'", "'unsafe-eval'", "*", "http:"] {
            assert!(!policy.contains(part), "{what}: {policy}");
        }
        assert_eq!(answer.header("x-request-id").len(), 16, "{what}");
        let names = answer.headers.keys().map(header::HeaderName::as_str);
        let shared: Vec<_> = names.filter(|name| name.starts_with("access-control-")).collect();
        assert_eq!(shared, Vec::<&str>::new(), "{what}");
        let has_body = !answer.body.is_empty();
        assert!(!has_body || answer.headers.contains_key("content-type"), "{what}");
    }
}

#[tokio::test]
async fn where_cookies_need_tls_every_answer_asks_for_it_here() {
    let dist = tempfile::tempdir().unwrap();
    let server =
        TestApp::open_with(&format!("secure_cookies = 'on'\ndist = '{}'", dist.path().display()))
            .await;
    let visitor = server.visitor();
    for path in
        ["/", "/x.js", "/healthz", "/other-ways", api::SESSION_PATH, api::DRAFT_PATH, "/api/x"]
    {
        // A year, and for this host alone: what other hosts of the operator's domain have is not known here.
        assert_eq!(
            visitor.get(path).await.header("strict-transport-security"),
            "max-age=31536000",
            "{path}"
        );
    }
}

#[tokio::test]
async fn no_answer_about_a_person_is_kept_by_a_cache() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = visitor.submit("0123456789abcdef", &draft).await;
    let picture = format!("{}/{}", api::PICTURES_PATH, draft["photo"].as_str().unwrap());
    let application =
        format!("{}/{}", api::APPLICATIONS_PATH, receipt.json()["receipt"].as_str().unwrap());
    let saved = json!({ "key": "another-key-0123", "saved_at": 1, "draft": { "name": "张" } });
    let kept = visitor.put(api::DRAFT_PATH, &saved).await;
    for (answer, what) in [(receipt, "a receipt"), (kept, "a save")] {
        assert_eq!(answer.header("cache-control"), "private, no-store", "{what}");
    }
    for (path, status) in [
        (api::SESSION_PATH, 200),
        (api::PERSON_PATH, 200),
        (api::DRAFT_PATH, 200),
        (api::ELIGIBILITY_PATH, 200),
        (api::DEVICES_PATH, 200),
        (api::APPLICATIONS_PATH, 200),
        (&application, 200),
        (&picture, 200),
        ("/api/sandbox/card", 200),
        ("/api/sandbox/outbox", 200),
        ("/sandbox/outbox", 200),
        ("/sandbox/people", 200),
        ("/sandbox/phone", 200),
        ("/metrics", 200),
        ("/healthz", 200),
        (&format!("{}/0", api::APPLICATIONS_PATH), 404),
        (&format!("{}/{}", api::PICTURES_PATH, "0".repeat(32)), 404),
        (&format!("{}/wechat/back", api::PROVIDERS_PATH), 303),
        (&format!("{}/wechat?back=/portal", api::PROVIDERS_PATH), 303),
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("cache-control"), "private, no-store", "{path}");
    }
    let refused = server.visitor().put_picture(PictureKind::Photo, Vec::new()).await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("cache-control")),
        (401, "private, no-store")
    );
}

#[tokio::test]
async fn a_file_is_kept_for_a_year_and_its_failure_never() {
    let (server, _dist) = pages::built().await;
    let visitor = server.visitor();
    let ask = async |path: &str, name: &'static str, value: &str| {
        let answer = visitor.send(visitor.request(Method::GET, path).header(name, value)).await;
        (answer.status.as_u16(), answer.header("cache-control").to_owned(), answer.body.len())
    };
    let lasting = || String::from("public, max-age=31536000, immutable");
    let never = || String::from("no-store");
    let ranges = vec!["0-"; 2_000].join(",");
    assert_eq!(ask(FILE, "range", "bytes=0-4").await, (206, lasting(), 5));
    assert_eq!(ask(FILE, "range", "bytes=999-").await, (416, never(), 0));
    // Many parts of one file in one answer would make a small request a large answer.
    let (status, caching, bytes) = ask(FILE, "range", &format!("bytes={ranges}")).await;
    assert_eq!((status, caching), (416, never()));
    assert!(bytes < 100, "{bytes}");
    assert_eq!(ask("/missing-0123456789abcdef.js", "x-note", "").await.1, never());
    assert_eq!(ask("/MP_verify_0123456789.txt", "x-note", "").await.1, never());
    let modified = visitor.get(FILE).await.header("last-modified").to_owned();
    assert_eq!(ask(FILE, "if-modified-since", &modified).await, (304, lasting(), 0));
    assert_eq!(ask(FILE, "if-unmodified-since", "Thu, 01 Jan 1970 00:00:00 GMT").await.1, never());
}
