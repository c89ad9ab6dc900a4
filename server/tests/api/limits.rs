//! Whatever is wrong with a request, the answer is an `ErrorBody` with the right status, and soon.

use std::time::{Duration, Instant};

use reqwest::{Method, header};
use sscard_shared::api;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::house::{House, ZHANG};

#[tokio::test]
async fn a_bad_body_is_named_for_what_it_is() {
    let house = House::open().await;
    let visitor = house.visitor();
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
    let house = House::open().await;
    let visitor = house.visitor();
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
    let house = House::open_with("limits.request_seconds = 1").await;
    let address = house.base.trim_start_matches("http://");
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
    let house = House::open_with("limits.header_seconds = 1").await;
    let address = house.base.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nx-slow: ").await.unwrap();
    let began = Instant::now();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_stop_lets_an_upload_under_way_finish() {
    let mut house = House::open().await;
    let visitor = house.applicant("13900000001", ZHANG).await;
    let photo = crate::house::card_photo();
    let cookie = visitor.cookie.lock().unwrap().clone().unwrap();
    let address = house.base.trim_start_matches("http://").to_owned();
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "PUT /api/pictures/photo HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\
         content-type: image/jpeg\r\ncontent-length: {}\r\n\r\n",
        photo.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&photo[..1000]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (_, answer) = tokio::join!(house.stop(), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        stream.write_all(&photo[1000..]).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    });
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}
