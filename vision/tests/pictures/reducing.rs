//! A large picture is decoded at a reduced size.

use jpeg_encoder::ColorType;
use sscard_vision::{Limits, Picture, PictureError};

use crate::cut_files::{REFINED_JPEG, jpeg_kinds};
use crate::drawing::{add_exif, draw, encode_png, is_near, jpeg, pixel_at, png, scene};

fn decode_whole(bytes: &[u8]) -> Picture {
    Picture::decode(bytes, &Limits::default()).unwrap()
}

fn decode_reduced(bytes: &[u8], at_most_pixels: u64) -> Picture {
    Picture::decode_reduced(bytes, &Limits::default(), at_most_pixels).unwrap()
}

/// The mean of a block of a picture.
fn block_mean(picture: &Picture, x: u32, y: u32, block: u32) -> [u8; 3] {
    let (right, bottom) =
        (((x + 1) * block).min(picture.width()), ((y + 1) * block).min(picture.height()));
    let mut sums = [0_u32; 3];
    let mut count = 0;
    for y in y * block..bottom {
        for pixel in &picture.row(y)[(x * block) as usize..right as usize] {
            count += 1;
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += u32::from(*value);
            }
        }
    }
    sums.map(|sum| u8::try_from((sum + count / 2) / count).unwrap())
}

/// The mean and the largest difference between a reduced picture and the block means of the whole one.
fn distance(reduced: &Picture, whole: &Picture, block: u32) -> (f64, u8) {
    let (mut sum, mut largest, mut count) = (0.0, 0, f64::EPSILON);
    // The last column and row may stand for pixels beyond the edge.
    for y in 0..whole.height() / block {
        for x in 0..whole.width() / block {
            for (a, b) in pixel_at(reduced, x, y).into_iter().zip(block_mean(whole, x, y, block)) {
                sum += f64::from(a.abs_diff(b));
                largest = largest.max(a.abs_diff(b));
                count += 1.0;
            }
        }
    }
    (sum / count, largest)
}

#[test]
fn every_jpeg_is_reduced_to_the_means_of_its_blocks() {
    // The coarsest colour blocks are wider than the narrow picture.
    for (width, height, most_apart) in [(203, 157, 5.0), (96, 80, 5.0), (7, 300, 10.0)] {
        let mut files = jpeg_kinds(width, height);
        files.push(("refined", REFINED_JPEG.to_vec()));
        for (name, file) in files {
            let full = decode_whole(&file);
            let pixels = u64::from(full.width()) * u64::from(full.height());
            for block in [2, 4, 8] {
                let size = (full.width().div_ceil(block), full.height().div_ceil(block));
                let most = u64::from(size.0) * u64::from(size.1);
                if most == pixels {
                    continue;
                }
                let small = decode_reduced(&file, most);
                assert_eq!((small.width(), small.height()), size, "{name} by {block}");
                let (mean, largest) = distance(&small, &full, block);
                assert!(mean < most_apart && largest < 70, "{name} by {block}: {mean}, {largest}");
            }
        }
    }
}

#[test]
fn a_plain_colour_stays_the_same() {
    for colour in [[255, 255, 255], [0, 0, 0], [200, 30, 30], [128, 128, 128], [30, 40, 190]] {
        let file = jpeg(&draw(100, 60, |_, _| colour));
        for most in [1_500, 375, 104] {
            let small = decode_reduced(&file, most);
            assert!(small.pixels().iter().all(|&pixel| is_near(pixel, colour, 3)), "{colour:?}");
        }
    }
}

#[test]
fn the_smallest_reduction_that_fits_is_used() {
    let file = jpeg(&scene(160, 80));
    for (most, size) in [
        (12_800, (160, 80)),
        (12_799, (80, 40)),
        (3_200, (80, 40)),
        (3_199, (40, 20)),
        (800, (40, 20)),
        (799, (20, 10)),
        (1, (20, 10)),
        (0, (20, 10)),
    ] {
        let small = decode_reduced(&file, most);
        assert_eq!((small.width(), small.height()), size, "at most {most}");
    }
    let file = png(&scene(160, 80));
    for (most, size) in [(12_799, (80, 40)), (3_199, (54, 27)), (800, (40, 20)), (1, (20, 10))] {
        let small = decode_reduced(&file, most);
        assert_eq!((small.width(), small.height()), size, "at most {most}");
    }
}

#[test]
fn a_reduced_picture_is_upright() {
    let file = add_exif(&jpeg(&scene(160, 80)), 6);
    let (small, full) = (decode_reduced(&file, 3_200), decode_whole(&file));
    assert_eq!((small.width(), small.height()), (40, 80));
    assert!(distance(&small, &full, 2).0 < 3.0);
}

#[test]
fn a_png_is_reduced_to_the_exact_means_of_its_blocks() {
    let scene = scene(67, 41);
    let adam = interlaced_png(&scene);
    for file in [png(&scene), adam] {
        for (block, most) in [(2, 34 * 21), (3, 23 * 14), (8, 9 * 6)] {
            let small = decode_reduced(&file, most);
            assert_eq!(
                (small.width(), small.height()),
                (67_u32.div_ceil(block), 41_u32.div_ceil(block))
            );
            for y in 0..small.height() {
                for x in 0..small.width() {
                    assert_eq!(pixel_at(&small, x, y), block_mean(&scene, x, y, block));
                }
            }
        }
    }
}

/// The pixels of an interlaced file: row by row of each of the seven passes.
fn interlaced_png(picture: &Picture) -> Vec<u8> {
    let passes = [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];
    let mut raw = Vec::new();
    for (left, top, across, down) in passes {
        for y in (top..picture.height()).step_by(down) {
            raw.push(0);
            for x in (left..picture.width()).step_by(across) {
                raw.extend(pixel_at(picture, x, y));
            }
        }
    }
    crate::drawing::png_from_filtered(picture.width(), picture.height(), [8, 2, 0, 0, 1], &raw)
}

#[test]
fn alpha_and_grey_pngs_are_reduced_over_white() {
    let samples = [100, 255, 100, 0].repeat(8);
    let file =
        encode_png(&samples, 4, 4, png::ColorType::GrayscaleAlpha, png::BitDepth::Eight, |_| {});
    let small = decode_reduced(&file, 4);
    assert!(small.pixels().iter().all(|&pixel| pixel == [178; 3]));
}

#[test]
fn limits_apply_to_reduced_decoding() {
    let file = jpeg(&scene(100, 80));
    let refused = PictureError::TooManyPixels { width: 100, height: 80, max: 7_999 };
    assert_eq!(Picture::decode_reduced(&file, &Limits::new(1_000_000, 7_999), 10), Err(refused));
    assert_eq!(Picture::decode_reduced(b"", &Limits::default(), 10), Err(PictureError::Empty));
}

#[test]
fn inks_keep_their_colours_when_reduced() {
    let samples = [0, 255, 255, 0].repeat(32 * 32);
    for colour in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let file = crate::drawing::encode_jpeg(&samples, 32, 32, colour, |_| {});
        let small = decode_reduced(&file, 64);
        assert!(
            is_near(pixel_at(&small, 4, 4), [255, 0, 0], 6),
            "{colour:?}: {:?}",
            pixel_at(&small, 4, 4)
        );
    }
}
