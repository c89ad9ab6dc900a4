//! Small requests that would cost much: each is answered soon, and the server goes on.

use std::time::{Duration, Instant};

use reqwest::{Method, header};
use serde_json::json;
use sscard_shared::api::{self, PictureKind};

use crate::{
    pictures::crc,
    test_app::{Answer, TestApp, Visitor, ZHANG},
};

const MOBILE: &str = "13900000001";
/// Far more than any of these takes, also on a machine that does other things.
const SOON: Duration = Duration::from_secs(10);

async fn send_json(visitor: &Visitor, method: Method, path: &str, body: String) -> Answer {
    let request = visitor.request(method, path).header(header::CONTENT_TYPE, "application/json");
    visitor.send(request.body(body)).await
}

#[tokio::test]
async fn json_of_any_depth_and_breadth_is_refused_at_once() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let repeated = |text: &str, times: usize| text.repeat(times);
    let entries = |count: usize| -> String {
        let entries: Vec<String> = (0..count).map(|at| format!("\"k{at}\":\"\"")).collect();
        format!("{{{}}}", entries.join(","))
    };
    let bodies = [
        repeated("{\"a\":", 12_000),
        format!("{}1{}", repeated("{\"a\":", 9_000), repeated("}", 9_000)),
        repeated("[", 60_000),
        format!("{}{}", repeated("[", 30_000), repeated("]", 30_000)),
        format!("{{\"draft\":{}1{}}}", repeated("{\"a\":", 9_000), repeated("}", 9_000)),
        format!("{{\"mobile\":[{}1]}}", repeated("1,", 30_000)),
        format!("{{\"mobile\":{}}}", repeated("9", 60_000)),
        format!("{{\"saved_at\":1e{}}}", repeated("9", 60_000)),
        format!("{{\"{}\":1}}", repeated("\\u0000", 10_000)),
        format!("{{{}\"mobile\":\"1\"}}", repeated("\"mobile\":\"1\",", 4_000)),
        entries(4_500),
        format!("{{\"key\":\"0123456789abcdef\",\"saved_at\":1,\"draft\":{}}}", entries(4_500)),
        repeated(" ", 60_000),
        // Compressed: nothing unpacks what comes in.
        String::from("\u{1f}\u{8b}\u{8}\u{0}"),
    ];
    let began = Instant::now();
    for body in bodies {
        for (method, path) in [
            (Method::POST, api::SMS_PATH),
            (Method::POST, api::SESSION_PATH),
            (Method::PUT, api::DRAFT_PATH),
            (Method::POST, api::APPLICATIONS_PATH),
        ] {
            let refused = send_json(&visitor, method, path, body.clone()).await;
            assert_eq!(refused.refusal(), (400, "bad_request".into()), "{path} {body:.40}");
        }
    }
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    // One byte more than the limit is not even read.
    let long = send_json(&visitor, Method::POST, api::SMS_PATH, " ".repeat(64 * 1024 + 1)).await;
    assert_eq!(long.refusal(), (413, "too_large".into()));
}

#[tokio::test]
async fn a_text_of_any_length_is_cut_or_refused() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let text = "路".repeat(20_000);
    let saved = json!({ "key": "0123456789abcdef", "saved_at": 1, "draft": { "address": text } });
    assert_eq!(visitor.put(api::DRAFT_PATH, &saved).await.status, 204);
    let kept = visitor.get(api::DRAFT_PATH).await.json();
    assert_eq!(kept["draft"]["address"].as_str().unwrap().chars().count(), 500);
    let began = Instant::now();
    let password = visitor.give_password(&"a".repeat(20_000), &"b".repeat(20_000)).await;
    assert_eq!(password.refusal(), (422, "bad_password".into()));
    let query = format!("/other-ways?q={}", "%E6%97%A0".repeat(3_000));
    assert_eq!(visitor.get(&query).await.status, 200);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

/// The first bytes of a JPEG of this size.
fn jpeg_head(side: u16) -> Vec<u8> {
    let [high, low] = side.to_be_bytes();
    let frame = [0xff, 0xc0, 0, 17, 8, high, low, high, low, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    let scan = [0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0];
    [&[0xff, 0xd8][..], &frame, &scan].concat()
}

/// The first bytes of a WebP that says it has 16,384 × 16,384 pixels.
fn webp_head() -> Vec<u8> {
    let frame =
        [b"VP8X".as_slice(), &10_u32.to_le_bytes(), &[0; 4], &[0xff, 0x3f, 0, 0xff, 0x3f, 0]]
            .concat();
    let size = u32::try_from(4 + frame.len()).unwrap().to_le_bytes();
    [b"RIFF".as_slice(), &size, b"WEBP", &frame].concat()
}

#[tokio::test]
async fn a_picture_of_many_pixels_is_refused_by_its_head() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let began = Instant::now();
    for kind in PictureKind::ALL {
        for head in [jpeg_head(65_500), webp_head()] {
            let refused = visitor.put_picture(kind, head).await;
            assert_eq!(refused.refusal(), (422, "faults".into()));
            let fault = format!("{}:pixels", kind.name());
            assert!(refused.faults().contains(&fault), "{fault}: {:?}", refused.faults());
        }
    }
    let id =
        visitor.post(api::FACE_PATH, &json!({})).await.json()["id"].as_str().unwrap().to_owned();
    let frame = visitor.put_frame(&id, 0, jpeg_head(65_500)).await;
    assert_eq!(frame.refusal(), (413, "too_large".into()));
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

/// Zeros that are compressed to a thousandth and less, as zlib writes them: one block of fixed codes, each but the first "258 bytes more".
fn zeros(runs: usize) -> Vec<u8> {
    let (mut file, mut bits, mut count) = (vec![0x78, 0x9c], 0_u32, 0);
    let mut push = |code: u32, length: u32| {
        // Codes stand with their highest bit first, and so do these.
        for at in (0..length).rev() {
            bits |= ((code >> at) & 1) << count;
            count += 1;
            if count == 8 {
                file.push(bits as u8);
                (bits, count) = (0, 0);
            }
        }
    };
    push(0b110, 3);
    push(0b0011_0000, 8);
    for _ in 0..runs {
        push(0b1100_0101, 8);
        push(0, 5);
    }
    push(0, 7);
    push(0, 8);
    file
}

fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [1_000_u32.to_be_bytes(), 640_u32.to_be_bytes()].concat();
    let head = [size.as_slice(), &[8, 2, 0, 0, 0]].concat();
    let ends: [(&[u8; 4], &[u8]); 1] = [(b"IEND", &[])];
    for (kind, data) in [(b"IHDR", head.as_slice())].iter().chain(chunks).chain(&ends) {
        let body = [kind.as_slice(), data].concat();
        file.extend_from_slice(&u32::try_from(data.len()).unwrap().to_be_bytes());
        file.extend_from_slice(&body);
        file.extend_from_slice(&crc(&body).to_be_bytes());
    }
    file
}

#[tokio::test]
async fn a_picture_is_unpacked_no_further_than_its_pixels() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    // 640 rows of 3,001 bytes each; the others are a hundred times that and more.
    let (fit, much) = (zeros(7_445), zeros(3_000_000));
    let profile = [b"x\0\0".as_slice(), &much].concat();
    let text = [b"Comment\0\0".as_slice(), &much].concat();
    let plain = visitor.put_picture(PictureKind::EmblemSide, png(&[(b"IDAT", &fit)])).await;
    let expected = (plain.status, plain.faults());
    assert!(!expected.1.iter().any(|fault| fault.ends_with(":damaged")), "{expected:?}");
    let began = Instant::now();
    for (what, chunks) in [
        ("pixels", vec![(b"IDAT", much.as_slice())]),
        ("profile", vec![(b"iCCP", profile.as_slice()), (b"IDAT", &fit)]),
        ("text", vec![(b"zTXt", text.as_slice()), (b"IDAT", &fit)]),
    ] {
        let file = png(&chunks);
        assert!(file.len() < 5_000_000, "{what}");
        let answer = visitor.put_picture(PictureKind::EmblemSide, file).await;
        assert_eq!((answer.status, answer.faults()), expected, "{what}");
    }
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}
