//! Where one request ends and the next begins: whatever the bytes are, no part of one is taken for another. And paths as they come over the
//! wire, where a client has not tidied them.

use std::time::Duration;

use sscard_shared::api;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{pages, test_app::TestApp};

/// A request that follows the one under test on the same connection.
const NEXT: &str = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";

/// What came back on a connection.
#[derive(Debug)]
struct Exchange {
    text: String,
    is_closed: bool,
}

impl Exchange {
    /// Sends bytes on a connection of their own, and reads until the server closes it or is silent.
    async fn with(server: &TestApp, bytes: impl AsRef<[u8]>) -> Self {
        let mut stream =
            TcpStream::connect(server.base.trim_start_matches("http://")).await.unwrap();
        // The server may close while the rest is still being written.
        let _ = stream.write_all(bytes.as_ref()).await;
        let (mut received, mut buffer) = (Vec::new(), [0; 16_384]);
        let is_closed = loop {
            match timeout(Duration::from_secs(1), stream.read(&mut buffer)).await {
                Err(_) => break false,
                Ok(Ok(0) | Err(_)) => break true,
                Ok(Ok(read)) => received.extend_from_slice(&buffer[..read]),
            }
        };
        Self { text: String::from_utf8_lossy(&received).into_owned(), is_closed }
    }

    fn statuses(&self) -> Vec<u16> {
        let heads = self.text.split("HTTP/1.1 ").skip(1);
        heads.map(|head| head[..3].parse().unwrap()).collect()
    }
}

/// A request for a code whose head has these lines, with what stands behind the head.
fn post(lines: &str, rest: &str) -> String {
    let head =
        format!("POST {} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json", api::SMS_PATH);
    format!("{head}\r\n{lines}\r\n\r\n{rest}")
}

#[tokio::test]
async fn a_head_of_unclear_framing_ends_the_connection() {
    let server = TestApp::open().await;
    for lines in [
        "content-length: 2\r\ncontent-length: 3",
        "content-length: 2, 2",
        "content-length: +2",
        "content-length: -1",
        "content-length: 0x2",
        "content-length: 2 2",
        "content-length:",
        "content-length: 18446744073709551616",
        "content-length : 2",
        "content-length: 2\r\ntransfer-encoding: identity",
        "transfer-encoding: xchunked",
        "transfer-encoding: chunked, identity",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
        "transfer-encoding: \u{b}chunked",
        "transfer-encoding\t: chunked",
        "x-note: a\r\n b\r\ncontent-length: 2",
        "x-note: a\rb\r\ncontent-length: 2",
        "x-note: a\0b\r\ncontent-length: 2",
        ": a\r\ncontent-length: 2",
        "x note: a\r\ncontent-length: 2",
        "x-note\r\ncontent-length: 2",
    ] {
        let sent = [post(lines, "{}").as_str(), NEXT].concat();
        let exchange = Exchange::with(&server, sent).await;
        assert_eq!(exchange.statuses(), [400], "{lines:?}");
        assert!(exchange.is_closed, "{lines:?}");
    }
    let old =
        format!("POST {} HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", api::SMS_PATH);
    assert_eq!(Exchange::with(&server, [&old, NEXT].concat()).await.statuses(), [400]);
}

#[tokio::test]
async fn a_length_beside_chunks_hides_no_second_request() {
    let server = TestApp::open().await;
    let rest = ["0\r\n\r\n", NEXT].concat();
    let length = format!("content-length: {}", rest.len());
    for lines in [[&length, "transfer-encoding: chunked"], ["transfer-encoding: chunked", &length]]
    {
        let exchange = Exchange::with(&server, post(&lines.join("\r\n"), &rest)).await;
        // The chunks count: there is no body, and the connection ends with the answer (RFC 9112, 6.1).
        assert_eq!(exchange.statuses(), [400], "{lines:?}");
        assert!(exchange.text.contains("bad_request") && exchange.is_closed, "{lines:?}");
    }
}

#[tokio::test]
async fn chunks_that_are_none_end_the_connection() {
    let server = TestApp::open().await;
    let trailers = "x: y\r\n".repeat(2_000);
    for chunks in [
        "-2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "2 2\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "g\r\n{}\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFFF\r\n{}",
        "2\n{}\r\n0\r\n\r\n",
        "2;a\nb\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}XX0\r\n\r\n",
        &format!("2;{}\r\n{{}}\r\n0\r\n\r\n", "a".repeat(20_000)),
        &format!("2\r\n{{}}\r\n0\r\n{trailers}\r\n"),
    ] {
        let sent = [post("transfer-encoding: chunked", chunks).as_str(), NEXT].concat();
        let exchange = Exchange::with(&server, sent).await;
        assert_eq!(exchange.statuses(), [400], "{chunks:.30?}");
        assert!(exchange.is_closed, "{chunks:.30?}");
    }
}

#[tokio::test]
async fn what_follows_a_clear_body_is_the_next_request() {
    let server = TestApp::open().await;
    let empty = "{\"mobile\":\"\"}";
    let length = format!("content-length: {}", empty.len());
    let chunked = "transfer-encoding: chunked";
    for (lines, body) in [
        (length.as_str(), empty),
        (&format!("{length}\r\n{length}"), empty),
        // A bare line feed ends a line (RFC 9112, 2.2).
        (&format!("x-note: a\n{length}"), empty),
        (chunked, "d\r\n{\"mobile\":\"\"}\r\n0\r\n\r\n"),
        (chunked, "5;x=y\r\n{\"mob\r\n8\r\nile\":\"\"}\r\n0\r\n\r\n"),
        // A trailer says nothing of any length.
        (chunked, "d\r\n{\"mobile\":\"\"}\r\n0\r\ncontent-length: 9\r\n\r\n"),
    ] {
        let exchange = Exchange::with(&server, [post(lines, body).as_str(), NEXT].concat()).await;
        assert_eq!(exchange.statuses(), [422, 200], "{lines:?} {body:?}");
    }
    // The body of a request that takes none is no request either.
    let hidden =
        format!("GET /healthz HTTP/1.1\r\nhost: a\r\ncontent-length: {}\r\n\r\n", NEXT.len());
    let exchange = Exchange::with(&server, [&hidden, NEXT].concat()).await;
    assert_eq!(exchange.statuses(), [200]);
}

#[tokio::test]
async fn a_request_line_of_another_form_is_refused() {
    let server = TestApp::open().await;
    for line in [
        "GET  /healthz HTTP/1.1",
        " GET /healthz HTTP/1.1",
        "GET /heal\0thz HTTP/1.1",
        "GET /healthz HTTP/1.1 x",
        "GET /healthz HTTP/1.2",
        "GET /healthz HTTP/2.0",
        "PRI * HTTP/2.0",
        "GET /healthz",
        "GE\0T /healthz HTTP/1.1",
        "GET \\healthz HTTP/1.1",
        "GET http:/healthz HTTP/1.1",
    ] {
        let exchange = Exchange::with(&server, format!("{line}\r\nhost: a\r\n\r\n{NEXT}")).await;
        assert_eq!(exchange.statuses(), [400], "{line:?}");
        assert!(exchange.is_closed, "{line:?}");
    }
    for (line, status) in [
        ("get /healthz HTTP/1.1", 405),
        ("TRACE / HTTP/1.1", 405),
        ("TRACE /api/session HTTP/1.1", 405),
        ("CONNECT a:1 HTTP/1.1", 405),
        ("OPTIONS * HTTP/1.1", 405),
        ("PROPFIND / HTTP/1.1", 405),
        // The form for proxies: the path counts, and nobody is asked elsewhere.
        ("GET http://other.example/healthz HTTP/1.1", 200),
        ("GET https://other.example/api/nothing HTTP/1.1", 404),
    ] {
        let sent = format!(
            "{line}\r\nhost: a\r\nx-note: repeated\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n"
        );
        let exchange = Exchange::with(&server, sent).await;
        assert_eq!(exchange.statuses(), [status], "{line}");
        assert!(!exchange.text.contains("other.example"), "{}", exchange.text);
        assert!(!exchange.text.contains("repeated"), "{}", exchange.text);
    }
}

#[tokio::test]
async fn a_request_names_one_host() {
    let server = TestApp::open().await;
    for path in ["/healthz", "/", "/api/session"] {
        for hosts in ["", "host: a\r\nhost: b\r\n", "host: a\r\nhost: a\r\n"] {
            let sent = format!("GET {path} HTTP/1.1\r\n{hosts}\r\n");
            let exchange = Exchange::with(&server, sent).await;
            assert_eq!(exchange.statuses(), [400], "{path} {hosts:?}");
            assert!(exchange.text.contains("\"code\":\"bad_request\""), "{}", exchange.text);
            assert!(exchange.text.contains("x-content-type-options: nosniff"), "{}", exchange.text);
        }
    }
    let old = Exchange::with(&server, "GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(old.text.starts_with("HTTP/1.0 200") && old.is_closed, "{}", old.text);
}

#[tokio::test]
async fn a_head_has_so_many_lines_and_bytes() {
    let server = TestApp::open().await;
    let lines =
        |count: usize| -> String { (0..count).map(|at| format!("x-{at}: a\r\n")).collect() };
    let line = |bytes: usize| format!("x-long: {}\r\n", "a".repeat(bytes));
    for (head, status) in [
        (lines(63), 200),
        (lines(64), 431),
        (lines(5_000), 431),
        (line(30_000), 200),
        (line(300_000), 431),
    ] {
        let sent = format!("GET /healthz HTTP/1.1\r\nhost: a\r\n{head}\r\n");
        let exchange = Exchange::with(&server, sent).await;
        assert_eq!(exchange.statuses(), [status], "{} bytes", head.len());
        assert_eq!(exchange.is_closed, status == 431);
    }
    let path = format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(70_000));
    assert_eq!(Exchange::with(&server, path).await.statuses(), [414]);
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder_of_the_page() {
    let (server, dist) = pages::built().await;
    let long = format!("/{}-0123456789abcdef.js", "a".repeat(300));
    let deep = format!("/{}x.js", "a/".repeat(2_500));
    for path in [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/.%2e/outside.txt",
        "/..%5coutside.txt",
        "/..%c0%afoutside.txt",
        "/%252e%252e%252foutside.txt",
        "/..;/outside.txt",
        "/%2e%2e%2f%2e%2e%2fetc%2fhost.conf",
        "//etc/host.conf",
        "/%2fetc%2fhost.conf",
        "/favicon.svg%00.js",
        "/favicon.svg/..%2f..%2foutside.txt",
        "/favicon.svg/x.js",
        "/outside.txt%00",
        "/%ff.js",
        &long,
        &deep,
    ] {
        let sent = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        let exchange = Exchange::with(&server, sent).await;
        assert_eq!(exchange.statuses(), [404], "{path:.60}");
        assert!(!exchange.text.contains("secret"), "{path:.60}");
    }
    // It is there, and the page's own files are found.
    assert!(dist.path().join("../outside.txt").exists());
    let own = Exchange::with(&server, "GET /favicon.svg HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert_eq!(own.statuses(), [200]);
}

#[tokio::test]
async fn a_path_of_the_api_is_that_path_and_no_other() {
    let (server, _dist) = pages::built().await;
    // What the router does not know by this spelling is a page without data, or nothing.
    for (path, status, is_page) in [
        ("/api%2fsession", 200, true),
        ("/API/session", 200, true),
        ("//api/session", 200, true),
        ("/api/./session", 404, false),
        ("/api/texts/../session", 404, false),
        ("/api/session/", 404, false),
        ("/api/session%00", 404, false),
        ("/api/%2e%2e/session", 404, false),
        ("/api/texts/..%2fsession", 404, false),
        ("/api/texts/%ff", 400, false),
    ] {
        let sent = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        let exchange = Exchange::with(&server, sent).await;
        assert_eq!(exchange.statuses(), [status], "{path}");
        assert_eq!(exchange.text.contains("alert(1)"), is_page, "{path}");
        assert!(!exchange.text.contains("signed_in"), "{path}");
    }
}
