//! Hostile, broken and foreign files are refused with the right error, and never panic.

use sscard_shared::photo::PictureFormat;
use sscard_vision::{Limits, Picture, PictureError, measure, probe};

use crate::drawn::{jpeg, jpeg_with, png, scene, with_exif};

fn refusal(bytes: &[u8]) -> PictureError {
    Picture::decode(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn an_empty_file_is_called_empty() {
    assert_eq!(refusal(b""), PictureError::Empty);
    assert_eq!(probe(b""), Err(PictureError::Empty));
}

#[test]
fn foreign_containers_are_named() {
    for (bytes, format) in [
        (b"RIFF\x10\0\0\0WEBPVP8 ".as_slice(), PictureFormat::Webp),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", PictureFormat::Heic),
        (b"GIF89a", PictureFormat::Unknown),
    ] {
        assert_eq!(refusal(bytes), PictureError::UnsupportedFormat(format));
    }
}

#[test]
fn a_jpeg_cut_anywhere_is_damaged() {
    let scene = scene(96, 80);
    let progressive = jpeg_with(scene.rgb(), 96, 80, jpeg_encoder::ColorType::Rgb, |encoder| {
        encoder.set_progressive(true)
    });
    for file in [with_exif(&jpeg(&scene), 6), progressive] {
        for length in 3..file.len() {
            assert_eq!(
                refusal(&file[..length]),
                PictureError::Damaged,
                "at {length} of {}",
                file.len()
            );
        }
    }
}

#[test]
fn a_png_cut_within_its_pixels_is_damaged() {
    let file = png(&scene(96, 80));
    let end = file.windows(4).position(|name| name == b"IEND").unwrap() - 8;
    for length in 8..end {
        assert_eq!(
            refusal(&file[..length]),
            PictureError::Damaged,
            "at {length} of {}",
            file.len()
        );
    }
}

#[test]
fn a_scan_with_impossible_codes_is_refused_instead_of_smeared() {
    let mut file = jpeg(&scene(96, 80));
    let middle = file.len() / 2;
    // No code of the standard tables consists of ones alone; the zeros keep them from being read as markers.
    for pair in file[middle..middle + 60].chunks_exact_mut(2) {
        pair.copy_from_slice(&[0xFF, 0x00]);
    }
    assert_eq!(refusal(&file), PictureError::Damaged);
}

#[test]
fn no_changed_byte_makes_anything_panic() {
    let scene = scene(40, 32);
    let limits = Limits::new(1_000_000, 4_000_000);
    let progressive = jpeg_with(scene.rgb(), 40, 32, jpeg_encoder::ColorType::Rgb, |encoder| {
        encoder.set_progressive(true)
    });
    for file in [with_exif(&jpeg(&scene), 5), progressive, png(&scene)] {
        for index in 0..file.len() {
            for change in [0x01, 0x80, 0xFF] {
                let mut broken = file.clone();
                broken[index] ^= change;
                // Whether a changed byte shows is the decoder's matter; that it returns is ours.
                if let Ok(measurements) = measure(&broken, &limits) {
                    assert!(measurements.sharpness.is_finite());
                }
            }
        }
    }
}

#[test]
fn a_file_that_is_too_long_is_refused_unread() {
    let limits = Limits::new(10, 1_000_000);
    let refused = Picture::decode(&[0xFF; 11], &limits);
    assert_eq!(refused, Err(PictureError::TooManyBytes { bytes: 11, max: 10 }));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // 60,000 × 60,000 pixels in 45 bytes: were they decoded, they would take 10 GB.
    let mut bomb = b"\x89PNG\r\n\x1A\n".to_vec();
    let mut header = b"IHDR".to_vec();
    header.extend(60_000_u32.to_be_bytes());
    header.extend(60_000_u32.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    bomb.extend(13_u32.to_be_bytes());
    bomb.extend(&header);
    bomb.extend(crc(&header).to_be_bytes());
    bomb.extend([0, 0, 0, 0]);
    bomb.extend(b"IDAT");
    bomb.extend(crc(b"IDAT").to_be_bytes());
    assert_eq!(probe(&bomb).unwrap().width(), 60_000);
    let refused = PictureError::TooManyPixels { width: 60_000, height: 60_000, max: 120_000_000 };
    assert_eq!(refusal(&bomb), refused);

    let mut file = jpeg(&scene(16, 16));
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    let refused = PictureError::TooManyPixels { width: 65_535, height: 65_535, max: 120_000_000 };
    assert_eq!(refusal(&file), refused);
}

#[test]
fn the_pixel_limit_is_the_callers() {
    let file = jpeg(&scene(100, 80));
    assert!(Picture::decode(&file, &Limits::new(1_000_000, 8_000)).is_ok());
    let refused = PictureError::TooManyPixels { width: 100, height: 80, max: 7_999 };
    assert_eq!(Picture::decode(&file, &Limits::new(1_000_000, 7_999)), Err(refused));
}

/// The checksum of a PNG chunk, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes
        .iter()
        .fold(u32::MAX, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc)))
}
