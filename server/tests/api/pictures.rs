//! Pictures: judged anew, refused in time, shown to their owner only.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use sscard_shared::api::{PICTURES_PATH, PictureKind};
use sscard_vision::{Limits, Picture, encode_card_photo, encode_id_picture, probe};

use crate::test_app::{LI, TestApp, ZHANG, bust, card_photo, drawing, id_picture};

/// A small WebP: such a file may be the source of a photo, but no photo itself.
const WEBP: &[u8] = include_bytes!("../../../vision/tests/pictures/lossy.webp");
const MOBILE: &str = "13900000001";

#[tokio::test]
async fn a_card_photo_is_kept_to_the_byte() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let photo = card_photo();
    let answer = visitor.put_picture(PictureKind::Photo, photo.clone()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let view = answer.json();
    assert_eq!(view["width"], 358);
    assert_eq!(view["bytes"], photo.len());
    let id = view["id"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));

    let shown = visitor.get(&format!("{PICTURES_PATH}/{id}")).await;
    assert_eq!(shown.header("cache-control"), "private, no-store");
    assert_eq!(shown.header("content-type"), "image/jpeg");
    assert_eq!(shown.body, photo);
}

#[tokio::test]
async fn a_picture_of_an_identity_card_loses_what_else_the_file_carried() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    // A comment segment right behind the start of the image, where a phone puts its notes.
    let plain = id_picture();
    let secret = b"taken at home";
    let mut noted = plain[..2].to_vec();
    noted.extend_from_slice(&[0xff, 0xfe, 0, secret.len() as u8 + 2]);
    noted.extend_from_slice(secret);
    noted.extend_from_slice(&plain[2..]);
    let answer = visitor.put_picture(PictureKind::EmblemSide, noted).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let kept = visitor.get(&format!("{PICTURES_PATH}/{id}")).await.body;
    assert!(!kept.windows(secret.len()).any(|window| window == secret));
    assert_eq!(probe(&kept).unwrap().width(), 1000);
}

#[tokio::test]
async fn what_the_page_would_refuse_the_server_refuses_and_names_the_field() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let cut = card_photo()[..9_000].to_vec();
    let large = encode_id_picture(&drawing(716, 882), 1600).unwrap();
    let cases = [
        (PictureKind::Photo, Vec::new(), "photo:too_few_bytes"),
        (PictureKind::Photo, b"<html>".to_vec(), "photo:format"),
        (PictureKind::Photo, WEBP.to_vec(), "photo:format"),
        (PictureKind::Photo, cut, "photo:damaged"),
        (PictureKind::Photo, large, "photo:pixels"),
        (PictureKind::PortraitSide, card_photo(), "portrait_side:pixels"),
        (PictureKind::EmblemSide, bomb(), "emblem_side:pixels"),
    ];
    for (kind, bytes, fault) in cases {
        let answer = visitor.put_picture(kind, bytes).await;
        assert_eq!(answer.refusal(), (422, "faults".into()), "{fault}");
        assert!(answer.faults().contains(&fault.to_owned()), "{fault}: {:?}", answer.faults());
    }
    // Nothing of all this is kept.
    assert!(!app.data.path().join("objects/pictures").exists());
}

#[tokio::test]
async fn a_grey_photo_is_refused_and_an_uneven_ground_only_advised_against() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let mut grey = drawing(358, 441).into_rgb();
    for pixel in grey.chunks_mut(3) {
        pixel.fill(pixel[0]);
    }
    let grey = sscard_vision::Picture::from_rgb(358, 441, grey).unwrap();
    let answer = visitor.put_picture(PictureKind::Photo, encode_card_photo(&grey).unwrap()).await;
    assert!(answer.faults().contains(&"photo:grey".to_owned()), "{:?}", answer.faults());

    let photo = Picture::decode(&card_photo(), &Limits::default()).unwrap();
    let mut uneven = photo.into_rgb();
    for row in uneven.chunks_mut(358 * 3).take(100) {
        row[..90].fill(120);
    }
    let uneven = sscard_vision::Picture::from_rgb(358, 441, uneven).unwrap();
    let answer = visitor.put_picture(PictureKind::Photo, encode_card_photo(&uneven).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let faults = answer.json()["faults"].clone();
    assert!(faults.as_array().unwrap().iter().any(|fault| fault["code"] == "background_uneven"));
    assert!(faults.as_array().unwrap().iter().all(|fault| fault["severity"] == "soft"));
}

#[tokio::test]
async fn a_photo_without_a_face_is_refused_and_so_is_one_of_two_people() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let anonymous = encode_card_photo(&drawing(358, 441)).unwrap();
    let answer = visitor.put_picture(PictureKind::Photo, anonymous).await;
    assert_eq!(answer.refusal(), (422, "faults".into()));
    assert!(answer.faults().contains(&"photo:no_face".to_owned()), "{:?}", answer.faults());

    // Two busts side by side, each of half the width.
    let one = bust(179, 240);
    let mut two = vec![255; 358 * 441 * 3];
    for (row, out) in one.rgb().chunks(179 * 3).zip(two.chunks_mut(358 * 3).skip(100)) {
        out[..179 * 3].copy_from_slice(row);
        out[179 * 3..].copy_from_slice(row);
    }
    let two = Picture::from_rgb(358, 441, two).unwrap();
    let answer = visitor.put_picture(PictureKind::Photo, encode_card_photo(&two).unwrap()).await;
    assert!(answer.faults().contains(&"photo:several_faces".to_owned()), "{:?}", answer.faults());
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_is_decoded() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let began = Instant::now();
    for kind in PictureKind::ALL {
        let answer = visitor.put_picture(kind, bomb()).await;
        assert_eq!(answer.faults(), [format!("{}:pixels", kind.name())]);
    }
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_body_that_is_too_large_or_no_picture_by_its_type_is_not_read() {
    let app = TestApp::open_with("pictures.max_bytes = 100000").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let answer = visitor.put_picture(PictureKind::Photo, vec![0; 100_001]).await;
    assert_eq!(answer.refusal(), (413, "too_large".into()));
    let form = visitor.request(Method::PUT, "/api/pictures/photo");
    let form = form.header("content-type", "text/plain").body("photo");
    assert_eq!(visitor.send(form).await.refusal(), (415, "unsupported_type".into()));
    let answer = visitor.put("/api/pictures/selfie", &1).await;
    assert_eq!(answer.refusal(), (404, "not_found".into()));
}

#[tokio::test]
async fn an_applicant_has_so_many_pictures_a_day() {
    let app = TestApp::open_with("pictures.per_applicant_per_day = 2").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    visitor.fit_picture(PictureKind::Photo).await;
    app.clock.advance(600);
    visitor.fit_picture(PictureKind::Photo).await;
    let answer = visitor.put_picture(PictureKind::Photo, card_photo()).await;
    assert_eq!(answer.refusal(), (429, "too_many".into()));
    assert_eq!(answer.failure().retry_after, Some(86_400 - 600));
    app.applicant("13900000002", LI).await.fit_picture(PictureKind::Photo).await;
}

#[tokio::test]
async fn pictures_that_are_refused_or_come_at_one_time_count_as_well() {
    let app = TestApp::open_with("pictures.per_applicant_per_day = 5").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let text = || visitor.put_picture(PictureKind::Photo, b"not a picture".to_vec());
    assert_eq!(text().await.status, 422);
    let all = [app.same(&visitor), app.same(&visitor), app.same(&visitor), app.same(&visitor)];
    let [a, b, c, d] = &all;
    let (a, b, c, d) = tokio::join!(
        a.put_picture(PictureKind::Photo, card_photo()),
        b.put_picture(PictureKind::Photo, card_photo()),
        c.put_picture(PictureKind::Photo, card_photo()),
        d.put_picture(PictureKind::Photo, card_photo()),
    );
    assert_eq!([a, b, c, d].map(|answer| answer.status.as_u16()), [201; 4]);
    assert_eq!(text().await.refusal(), (429, "too_many".into()));
}

#[tokio::test]
async fn nobody_uploads_who_is_not_known_by_name() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let answer = visitor.put_picture(PictureKind::Photo, card_photo()).await;
    assert_eq!(answer.refusal(), (401, "signed_out".into()));
    visitor.sign_in(MOBILE).await;
    let answer = visitor.put_picture(PictureKind::Photo, card_photo()).await;
    assert_eq!(answer.refusal(), (403, "forbidden".into()));
}

/// A PNG of a few bytes that says it has 60,000 × 60,000 pixels.
fn bomb() -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        file.extend_from_slice(&(data.len() as u32).to_be_bytes());
        let body = [kind.as_slice(), data].concat();
        file.extend_from_slice(&body);
        file.extend_from_slice(&crc(&body).to_be_bytes());
    };
    let side = 60_000_u32.to_be_bytes();
    chunk(b"IHDR", &[side.as_slice(), &side, &[8, 2, 0, 0, 0]].concat());
    chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
    chunk(b"IEND", &[]);
    file
}

pub(crate) fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

#[tokio::test]
async fn a_card_photo_is_kept_without_what_is_not_picture() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let photo = card_photo();
    let comment = b"\xff\xfe\x00\x17<script>taken at home";
    let sent = [&photo[..2], comment, &photo[2..], b"<html>PK\x03\x04"].concat();
    let answer = visitor.put_picture(PictureKind::Photo, sent).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let kept = visitor.get(&format!("{PICTURES_PATH}/{id}")).await;
    assert_eq!(kept.body, photo);
    assert_eq!(answer.json()["bytes"], photo.len());
}
