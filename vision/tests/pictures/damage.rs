//! Hostile, broken and foreign files are refused with the right error, and never cause a panic.

use sscard_shared::photo::PictureFormat;
use sscard_vision::{Limits, Picture, PictureError, measure, probe};

use crate::drawing::{add_exif, encode_jpeg, jpeg, png, png_from_filtered, scene};

fn refusal(bytes: &[u8]) -> PictureError {
    Picture::decode(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn an_empty_file_is_called_empty() {
    assert_eq!(refusal(b""), PictureError::Empty);
    assert_eq!(probe(b""), Err(PictureError::Empty));
}

#[test]
fn foreign_containers_are_recognised() {
    for (bytes, format) in [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), PictureFormat::Heic),
        (b"\0\0\0\x18ftypavif\0\0\0\0miafmif1", PictureFormat::Heic),
        (b"GIF89a", PictureFormat::Unknown),
    ] {
        assert_eq!(refusal(bytes), PictureError::UnsupportedFormat(format));
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
fn a_scan_with_impossible_codes_is_refused() {
    let mut file = jpeg(&scene(96, 80));
    let middle = file.len() / 2;
    // No code of the standard tables consists of ones alone. The zeros keep them from being read as markers.
    for pair in file[middle..middle + 60].chunks_exact_mut(2) {
        pair.copy_from_slice(&[0xFF, 0x00]);
    }
    assert_eq!(refusal(&file), PictureError::Damaged);
}

#[test]
fn no_changed_byte_causes_a_panic() {
    let scene = scene(40, 32);
    let limits = Limits::new(1_000_000, 4_000_000);
    let progressive = encode_jpeg(scene.rgb(), 40, 32, jpeg_encoder::ColorType::Rgb, |encoder| {
        encoder.set_progressive(true)
    });
    for file in [add_exif(&jpeg(&scene), 5), progressive, png(&scene)] {
        for index in 0..file.len() {
            for change in [0x01, 0x80, 0xFF] {
                let mut broken = file.clone();
                broken[index] ^= change;
                // A changed byte may show or not. Decoding must return.
                if let Ok(measurements) = measure(&broken, &limits) {
                    assert!(measurements.sharpness.is_finite());
                }
            }
        }
    }
}

#[test]
fn a_file_that_is_too_long_is_refused() {
    let limits = Limits::new(10, 1_000_000);
    let refused = Picture::decode(&[0xFF; 11], &limits);
    assert_eq!(refused, Err(PictureError::TooManyBytes { bytes: 11, max: 10 }));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // The first would decode to 10 GB and the second to 900 MB, the third in one line.
    for (width, height, kind) in [
        (60_000, 60_000, [8, 6, 0, 0, 0]),
        (30_000, 30_000, [8, 0, 0, 0, 0]),
        (900_000_000, 1, [16, 6, 0, 0, 0]),
    ] {
        let bomb = png_from_filtered(width, height, kind, &[0; 1000]);
        assert_eq!(probe(&bomb).unwrap().width(), width);
        let refused = PictureError::TooManyPixels { width, height, max: 200_000_000 };
        assert_eq!(refusal(&bomb), refused);
    }

    let mut file = jpeg(&scene(16, 16));
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    let refused = PictureError::TooManyPixels { width: 65_535, height: 65_535, max: 200_000_000 };
    assert_eq!(refusal(&file), refused);
}

#[test]
fn the_caller_sets_the_pixel_limit() {
    let file = jpeg(&scene(100, 80));
    assert!(Picture::decode(&file, &Limits::new(1_000_000, 8_000)).is_ok());
    let refused = PictureError::TooManyPixels { width: 100, height: 80, max: 7_999 };
    assert_eq!(Picture::decode(&file, &Limits::new(1_000_000, 7_999)), Err(refused));
}
