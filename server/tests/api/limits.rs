//! Whatever is wrong with a request, the answer is an `ErrorBody` with the right status, and soon.

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use reqwest::{Method, header};
use sscard_server::{
    admission::{Admission, BodyKind},
    error::Error,
};
use sscard_shared::api::{self, PictureKind};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::test_app::{LI, TestApp, ZHANG};

#[tokio::test]
async fn a_bad_body_is_named_for_what_it_is() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let json = "application/json";
    let long = format!("{{\"mobile\":\"{}\"}}", "1".repeat(70_000));
    let cases = [
        (json, "", 400, "bad_request"),
        (json, "{", 400, "bad_request"),
        (json, "[]", 400, "bad_request"),
        (json, "{\"mobile\":1}", 400, "bad_request"),
        (json, "{\"mobile\":\"13900000001\",\"more\":1}", 400, "bad_request"),
        (json, "\u{0}", 400, "bad_request"),
        ("text/plain", "{\"mobile\":\"13900000001\"}", 415, "unsupported_type"),
        (json, &long, 413, "too_large"),
        (json, "{\"mobile\":\"\"}", 422, "faults"),
    ];
    for (content_type, body, status, code) in cases {
        let request = visitor.request(Method::POST, api::SMS_PATH);
        let request = request.header(header::CONTENT_TYPE, content_type).body(body.to_owned());
        let answer = visitor.send(request).await;
        assert_eq!(answer.refusal(), (status, code.into()), "{:.40}", body);
    }
}

#[tokio::test]
async fn a_path_or_method_that_there_is_not_is_named_so() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    for path in ["/api/nothing", "/api/session/nothing", "/api/texts/imprint", "/api/"] {
        assert_eq!(visitor.get(path).await.refusal(), (404, "not_found".into()), "{path}");
    }
    let answer = visitor.delete(api::DIRECTORY_PATH).await;
    assert_eq!(answer.refusal(), (405, "method_not_allowed".into()));
    assert_eq!(answer.header("allow"), "GET,HEAD");
    assert_eq!(visitor.get("/api/branches").await.refusal(), (400, "bad_request".into()));
    let unknown = visitor.get("/api/branches?bank=999").await;
    assert_eq!((unknown.status.as_u16(), unknown.json()), (200, serde_json::json!([])));
}

#[tokio::test]
async fn a_body_that_never_comes_ends_with_503() {
    let app = TestApp::open_with("limits.request_seconds = 1").await;
    let address = app.base.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{{",
        api::SMS_PATH
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let mut buffer = [0; 4096];
    while !answer.contains("request_id") {
        let read = stream.read(&mut buffer).await.unwrap();
        assert!(read > 0, "{answer}");
        answer.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("\"code\":\"unavailable\""), "{answer}");
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let app = TestApp::open_with("limits.header_seconds = 1").await;
    let address = app.base.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nx-slow: ").await.unwrap();
    let began = Instant::now();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_stop_lets_an_upload_under_way_finish() {
    let mut app = TestApp::open().await;
    let visitor = app.applicant("13900000001", ZHANG).await;
    let photo = crate::test_app::card_photo();
    let cookie = visitor.cookie.lock().unwrap().clone().unwrap();
    let address = app.base.trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "PUT /api/pictures/photo HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\
         content-type: image/jpeg\r\ncontent-length: {}\r\n\r\n",
        photo.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&photo[..1000]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (_, answer) = tokio::join!(app.stop(), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        stream.write_all(&photo[1000..]).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    });
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

/// A request of which only the beginning is sent.
async fn begin(app: &TestApp, method: &str, path: &str, headers: &str, body: &[u8]) -> TcpStream {
    let address = app.base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\n{headers}\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    stream
}

#[tokio::test]
async fn a_connection_waits_longer_for_a_request_than_a_request_for_its_head() {
    let app = TestApp::open_with("limits.header_seconds = 1\nlimits.idle_seconds = 30").await;
    let mut stream = begin(&app, "GET", "/healthz", "", b"").await;
    let mut buffer = [0; 4096];
    assert!(stream.read(&mut buffer).await.unwrap() > 0);
    tokio::time::sleep(Duration::from_millis(2_000)).await;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    let read = stream.read(&mut buffer).await.unwrap();
    assert!(String::from_utf8_lossy(&buffer[..read]).starts_with("HTTP/1.1 200"));
    stream.write_all(b"GET /healthz HTTP/1.1\r\nx-slow: ").await.unwrap();
    let began = Instant::now();
    while stream.read(&mut buffer).await.unwrap_or(0) > 0 {}
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn bodies_that_dribble_hold_up_neither_health_nor_anybody_else() {
    let app = TestApp::open_with("limits.concurrent_requests = 4").await;
    let headers = "content-type: application/json\r\ncontent-length: 60000\r\n";
    let mut slow = Vec::new();
    for _ in 0..40 {
        slow.push(begin(&app, "POST", api::SMS_PATH, headers, b"{").await);
    }
    let visitor = app.applicant("13900000001", ZHANG).await;
    let began = Instant::now();
    assert_eq!(visitor.get("/healthz").await.status, 200);
    assert_eq!(visitor.get("/readyz").await.status, 200);
    assert!(began.elapsed() < Duration::from_secs(2));
    visitor.fit_picture(PictureKind::Photo).await;
    drop(slow);
}

#[tokio::test]
async fn uploads_that_one_person_never_ends_are_the_persons_own_affair() {
    let settings = "limits.uploads_per_person = 2\nlimits.waiting_uploads_per_person = 2\nlimits.concurrent_requests = 4";
    let app = TestApp::open_with(settings).await;
    let (slow, other) =
        (app.applicant("13900000001", ZHANG).await, app.applicant("13900000002", LI).await);
    let cookie = slow.cookie.lock().unwrap().clone().unwrap();
    let headers =
        format!("cookie: {cookie}\r\ncontent-type: image/jpeg\r\ncontent-length: 1000000\r\n");
    let path = format!("{}/photo", api::PICTURES_PATH);
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(begin(&app, "PUT", &path, &headers, b"\xff\xd8").await);
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut refused = begin(&app, "PUT", &path, &headers, b"\xff\xd8").await;
    let mut buffer = [0; 4096];
    let read = refused.read(&mut buffer).await.unwrap();
    let answer = String::from_utf8_lossy(&buffer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 429") && answer.contains("retry-after"), "{answer}");
    other.fit_picture(PictureKind::Photo).await;
    // Who ends theirs gets the turn back.
    drop(open);
    tokio::time::sleep(Duration::from_millis(300)).await;
    slow.fit_picture(PictureKind::Photo).await;
}

#[tokio::test]
async fn who_gets_no_place_in_time_is_told_when_to_come_again() {
    let app = TestApp::open_with("limits.concurrent_requests = 1\nlimits.wait_seconds = 1").await;
    let slot = app.state().admission.acquire_slot().await.unwrap();
    let visitor = app.visitor();
    let refused = visitor.get(api::DIRECTORY_PATH).await;
    assert_eq!(refused.refusal(), (503, "unavailable".into()));
    assert_eq!(refused.header("retry-after"), "5");
    let page = visitor.get("/other-ways").await;
    assert_eq!((page.status.as_u16(), page.header("retry-after")), (503, "5"));
    assert_eq!(visitor.get("/healthz").await.status, 200);
    drop(slot);
    assert_eq!(visitor.get(api::DIRECTORY_PATH).await.status, 200);
}

#[tokio::test]
async fn bodies_fill_no_more_memory_than_they_may() {
    let app = TestApp::open_with("limits.body_megabytes = 1\nlimits.wait_seconds = 1").await;
    let admission = &app.state().admission;
    let body = |bytes: usize| axum::body::Body::from(vec![0; bytes]);
    let first = admission.receive_body(BodyKind::Upload, body(900_000), 2_000_000).await.unwrap();
    assert!(matches!(
        admission.receive_body(BodyKind::Upload, body(200_000), 2_000_000).await,
        Err(Error::Busy { .. })
    ));
    // What is for others has memory of its own.
    assert!(admission.receive_body(BodyKind::Json, body(60_000), 60_000).await.is_ok());
    drop(first);
    assert_eq!(
        admission
            .receive_body(BodyKind::Upload, body(200_000), 2_000_000)
            .await
            .unwrap()
            .bytes()
            .len(),
        200_000
    );
    assert!(matches!(
        admission.receive_body(BodyKind::Upload, body(2_000), 1_000).await,
        Err(Error::TooLarge)
    ));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stops_is_given_up_however_fast_it_began() {
    let limits = sscard_server::config::Config::from_toml("").unwrap().limits;
    let admission = Admission::new(&limits);
    let first = futures_util::stream::once(async { Ok::<_, std::io::Error>(vec![0; 19_000_000]) });
    let body = axum::body::Body::from_stream(first.chain(futures_util::stream::pending()));
    let begun = tokio::time::Instant::now();
    let read = admission.receive_body(BodyKind::Upload, body, 20_000_000).await;
    assert!(matches!(read, Err(Error::TooSlow)));
    assert!(begun.elapsed() <= Duration::from_secs(21));
}
