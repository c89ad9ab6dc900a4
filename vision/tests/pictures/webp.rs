//! WebP files as applicants send them: lossy, lossless, with alpha, animated.

use image_webp::{ColorType, WebPEncoder};
use sscard_shared::photo::PictureFormat;
use sscard_vision::{Limits, Orientation, Picture, PictureError, measure, probe};

use crate::drawing::{WHITE, exif_block, is_near, pixel_at, scene};

/// Written by Chromium: a lossy file, 40 × 30, red above and blue below.
const LOSSY_WEBP: &[u8] = include_bytes!("lossy.webp");
/// The same with its left half transparent.
const TRANSPARENT_WEBP: &[u8] = include_bytes!("clear.webp");

fn decode(bytes: &[u8]) -> Picture {
    Picture::decode(bytes, &Limits::default()).unwrap()
}

fn encode_lossless(samples: &[u8], width: u32, height: u32, colour: ColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    WebPEncoder::new(&mut bytes).encode(samples, width, height, colour).unwrap();
    bytes
}

/// A RIFF file of these chunks.
fn riff_file(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let body = chunk_bytes(chunks);
    let length = u32::try_from(body.len() + 4).unwrap();
    [b"RIFF" as &[u8], &length.to_le_bytes(), b"WEBP", &body].concat()
}

fn chunk_bytes(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, content) in chunks {
        body.extend(*name);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(content);
        body.extend(std::iter::repeat_n(0, content.len() % 2));
    }
    body
}

/// The header of an extended file: flags (32 profile, 16 alpha, 8 EXIF, 2 animation) and the canvas.
fn extended_header(flags: u8, width: u32, height: u32) -> Vec<u8> {
    [&[flags, 0, 0, 0] as &[u8], &three_bytes(width - 1), &three_bytes(height - 1)].concat()
}

fn three_bytes(number: u32) -> [u8; 3] {
    let [a, b, c, _] = number.to_le_bytes();
    [a, b, c]
}

/// An animation of these lossless files as frames, at the top left.
fn animated_file(width: u32, height: u32, frames: &[(Vec<u8>, u32, u32)]) -> Vec<u8> {
    let mut chunks = vec![(b"VP8X", extended_header(2 | 16, width, height)), (b"ANIM", vec![0; 6])];
    for (file, width, height) in frames {
        let place = [
            &[0_u8; 6] as &[u8],
            &three_bytes(width - 1),
            &three_bytes(height - 1),
            &[100, 0, 0, 0],
        ]
        .concat();
        chunks.push((b"ANMF", [place, file[12..].to_vec()].concat()));
    }
    riff_file(&chunks)
}

#[test]
fn a_lossless_file_comes_back_exactly() {
    let scene = scene(67, 41);
    let file = encode_lossless(scene.rgb(), 67, 41, ColorType::Rgb8);
    assert!(decode(&file) == scene);
    let header = probe(&file).unwrap();
    assert_eq!((header.format(), header.width(), header.height()), (PictureFormat::Webp, 67, 41));
}

#[test]
fn a_lossy_file_is_decoded() {
    let picture = decode(LOSSY_WEBP);
    assert_eq!((picture.width(), picture.height()), (40, 30));
    assert!(
        is_near(pixel_at(&picture, 20, 4), [200, 30, 30], 8),
        "{:?}",
        pixel_at(&picture, 20, 4)
    );
    assert!(
        is_near(pixel_at(&picture, 20, 26), [30, 40, 190], 8),
        "{:?}",
        pixel_at(&picture, 20, 26)
    );
}

#[test]
fn transparent_pixels_are_composited_onto_white() {
    let picture = decode(TRANSPARENT_WEBP);
    assert_eq!(pixel_at(&picture, 5, 15), WHITE);
    assert!(
        is_near(pixel_at(&picture, 30, 4), [200, 30, 30], 12),
        "{:?}",
        pixel_at(&picture, 30, 4)
    );
    let file =
        encode_lossless(&[200, 0, 0, 255, 200, 0, 0, 0, 200, 0, 0, 128], 3, 1, ColorType::Rgba8);
    assert_eq!(decode(&file).pixels(), [[200, 0, 0], WHITE, [227, 127, 127]]);
}

#[test]
fn an_animation_is_decoded_to_its_first_frame() {
    let (red, blue) = ([200, 30, 30, 255].repeat(64), [30, 40, 190, 255].repeat(16));
    let frames = [
        (encode_lossless(&red, 8, 8, ColorType::Rgba8), 8, 8),
        (encode_lossless(&blue, 4, 4, ColorType::Rgba8), 4, 4),
    ];
    let picture = decode(&animated_file(8, 8, &frames));
    assert!(
        picture.pixels().iter().all(|&pixel| is_near(pixel, [200, 30, 30], 1)),
        "{:?}",
        pixel_at(&picture, 3, 3)
    );
    // A frame that covers a part of the canvas leaves the rest transparent.
    let picture = decode(&animated_file(16, 8, &frames));
    assert!(is_near(pixel_at(&picture, 7, 7), [200, 30, 30], 1));
    assert_eq!(pixel_at(&picture, 8, 7), WHITE);
}

#[test]
fn the_orientation_is_read_with_and_without_a_marker() {
    let scene = scene(12, 8);
    let coded = encode_lossless(scene.rgb(), 12, 8, ColorType::Rgb8)[20..].to_vec();
    for exif in [exif_block(6), [b"Exif\0\0".to_vec(), exif_block(6)].concat()] {
        let file = riff_file(&[
            (b"VP8X", extended_header(8, 12, 8)),
            (b"VP8L", coded.clone()),
            (b"EXIF", exif),
        ]);
        assert_eq!(probe(&file).unwrap().orientation(), Orientation::Clockwise);
        let picture = decode(&file);
        assert_eq!((picture.width(), picture.height()), (8, 12));
        assert_eq!(pixel_at(&picture, 7, 0), pixel_at(&scene, 0, 0));
    }
}

#[test]
fn a_cut_file_is_damaged() {
    let scene = scene(40, 30);
    for file in [
        encode_lossless(scene.rgb(), 40, 30, ColorType::Rgb8),
        LOSSY_WEBP.to_vec(),
        TRANSPARENT_WEBP.to_vec(),
    ] {
        for length in 12..file.len() - 1 {
            let cut = Picture::decode(&file[..length], &Limits::default());
            // The padding at the end of the coded data may be missing.
            assert!(
                cut == Err(PictureError::Damaged) || length + 8 > file.len(),
                "{length} of {}",
                file.len()
            );
        }
    }
}

#[test]
fn frames_larger_than_their_canvas_are_refused() {
    let coded = LOSSY_WEBP.windows(4).position(|name| name == b"VP8 ").unwrap() + 8;
    let mut lossy = LOSSY_WEBP[coded..].to_vec();
    lossy[6..10].copy_from_slice(&[0xFF, 0x3F, 0xFF, 0x3F]);
    let hidden = riff_file(&[(b"VP8X", extended_header(0, 40, 30)), (b"VP8 ", lossy)]);
    assert_eq!(Picture::decode(&hidden, &Limits::default()), Err(PictureError::Damaged));
}

#[test]
fn a_card_photo_in_webp_is_measured_as_webp() {
    let file = encode_lossless(scene(358, 441).rgb(), 358, 441, ColorType::Rgb8);
    assert_eq!(measure(&file, &Limits::default()).unwrap().format, PictureFormat::Webp);
}
