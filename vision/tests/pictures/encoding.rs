//! The written files have their documented properties.

use sscard_shared::photo::{PHOTO_HEIGHT, PHOTO_MAX_BYTES, PHOTO_MIN_BYTES_WRITTEN, PHOTO_WIDTH};
use sscard_vision::{
    ID_PICTURE_MAX_SIDE_PIXELS, Limits, Picture, PictureError, encode_card_photo,
    encode_id_picture, encode_preview, probe,
};

use crate::drawing::{WHITE, draw, is_near, pixel_at, scene};

/// The segments before the first scan: marker and content.
fn segments(file: &[u8]) -> Vec<(u8, &[u8])> {
    let mut found = Vec::new();
    let mut at = 2;
    loop {
        assert_eq!(file[at], 0xFF);
        let length = usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
        found.push((file[at + 1], &file[at + 4..at + 2 + length]));
        if file[at + 1] == 0xDA {
            return found;
        }
        at += 2 + length;
    }
}

fn assert_is_card_photo(file: &[u8]) {
    assert!(
        (PHOTO_MIN_BYTES_WRITTEN..=PHOTO_MAX_BYTES).contains(&file.len()),
        "{} bytes",
        file.len()
    );
    assert!(file.starts_with(&[0xFF, 0xD8]) && file.ends_with(&[0xFF, 0xD9]));
    let header = probe(file).unwrap();
    assert_eq!((header.width(), header.height()), (PHOTO_WIDTH, PHOTO_HEIGHT));
    let segments = segments(file);
    // JFIF 1.02, unit dots per inch, 350 both ways, no thumbnail.
    assert_eq!(segments[0], (0xE0, b"JFIF\0\x01\x02\x01\x01\x5E\x01\x5E\0\0".as_slice()));
    assert!(
        segments[1..].iter().all(|(marker, _)| !(0xE1..=0xEF).contains(marker)),
        "no EXIF, no profile"
    );
    let (_, frame) = segments.iter().find(|(marker, _)| *marker == 0xC0).unwrap();
    // 8 bits, 441 × 358, three components, each sampled 1×1.
    assert_eq!(frame[..6], [8, 0x01, 0xB9, 0x01, 0x66, 3]);
    assert_eq!([frame[7], frame[10], frame[13]], [0x11; 3]);
}

#[test]
fn a_card_photo_has_its_size_density_and_bytes() {
    let picture = scene(PHOTO_WIDTH, PHOTO_HEIGHT);
    let file = encode_card_photo(&picture).unwrap();
    assert_is_card_photo(&file);
    assert!(segments(&file).iter().all(|(marker, _)| *marker != 0xFE), "nothing to fill up");
    let back = Picture::decode(&file, &Limits::default()).unwrap();
    assert!(is_near(pixel_at(&back, 179, 220), pixel_at(&picture, 179, 220), 12));
}

#[test]
fn a_blank_photo_is_filled_up_to_the_least_size() {
    let file = encode_card_photo(&draw(PHOTO_WIDTH, PHOTO_HEIGHT, |_, _| WHITE)).unwrap();
    assert_is_card_photo(&file);
    assert!(file.len() <= PHOTO_MIN_BYTES_WRITTEN + 3);
    let (marker, comment) = segments(&file)[1];
    assert!(marker == 0xFE && comment.iter().all(|&byte| byte == b' '));
    let back = Picture::decode(&file, &Limits::default()).unwrap();
    assert!(back.pixels().iter().all(|&pixel| is_near(pixel, WHITE, 1)));
}

#[test]
fn a_smooth_photo_is_written_at_a_higher_quality() {
    // A slope too smooth for 20 KB at the first quality.
    let slope = draw(PHOTO_WIDTH, PHOTO_HEIGHT, |x, y| {
        let value = u8::try_from((x * x + y * 131 + x * y / 3) / 97 % 4).unwrap();
        [200 + value, 205 + value, 210]
    });
    assert_is_card_photo(&encode_card_photo(&slope).unwrap());
}

#[test]
fn the_noisiest_photo_stays_below_the_largest_size() {
    let noise = draw(PHOTO_WIDTH, PHOTO_HEIGHT, |x, y| {
        let hash =
            (x.wrapping_mul(0x9E37_79B9) ^ y.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35);
        let [_, red, green, blue] = hash.to_be_bytes();
        [red, green, blue]
    });
    assert_is_card_photo(&encode_card_photo(&noise).unwrap());
}

#[test]
fn a_card_photo_of_another_size_is_not_written() {
    let refused = Err(PictureError::WrongSize { width: 441, height: 358 });
    assert_eq!(encode_card_photo(&scene(441, 358)), refused);
}

#[test]
fn equal_pixels_give_equal_files() {
    let picture = scene(PHOTO_WIDTH, PHOTO_HEIGHT);
    assert_eq!(encode_card_photo(&picture), encode_card_photo(&picture.clone()));
}

#[test]
fn an_identity_card_is_shrunk_to_its_longest_side() {
    let file = encode_id_picture(&scene(2400, 1500), ID_PICTURE_MAX_SIDE_PIXELS).unwrap();
    let header = probe(&file).unwrap();
    assert_eq!((header.width(), header.height()), (1600, 1000));
    assert!(segments(&file)[1..].iter().all(|(marker, _)| !(0xE1..=0xEF).contains(marker)));
    let small = encode_id_picture(&scene(300, 200), ID_PICTURE_MAX_SIDE_PIXELS).unwrap();
    assert_eq!(probe(&small).unwrap().width(), 300);
    assert!(Picture::decode(&file, &Limits::default()).is_ok());
}

#[test]
fn a_preview_keeps_its_size() {
    let file = encode_preview(&scene(320, 240)).unwrap();
    let back = Picture::decode(&file, &Limits::default()).unwrap();
    assert_eq!((back.width(), back.height()), (320, 240));
}

#[test]
fn a_picture_too_wide_for_a_jpeg_is_an_error() {
    assert_eq!(encode_preview(&draw(70_000, 1, |_, _| WHITE)), Err(PictureError::Encode));
    assert!(encode_id_picture(&draw(70_000, 1, |_, _| WHITE), u32::MAX).is_ok());
}
