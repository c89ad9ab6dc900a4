//! Decoding stays within the documented memory, and hostile headers are refused before anything large is allocated.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use std::sync::Mutex;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use peak_alloc::PeakAlloc;
use sscard_vision::{Limits, Picture, PictureError};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;
/// One measurement at a time, because the counters belong to the whole program.
static MEASUREMENT_LOCK: Mutex<()> = Mutex::new(());

/// The result of a function, and its peak of memory in bytes.
fn measure_memory<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = run();
    (result, MEMORY.peak_usage().saturating_sub(before))
}

const WIDTH: u16 = 3_264;
const HEIGHT: u16 = 2_448;
const PIXELS: usize = WIDTH as usize * HEIGHT as usize;
/// Lines, tables and the like, in bytes, whatever the size of the picture.
const FIXED_BYTES: usize = 2_000_000;

fn draw_pixels() -> Vec<u8> {
    let width = u32::from(WIDTH);
    (0..width * u32::from(HEIGHT))
        .flat_map(|index| {
            let (x, y) = (index % width, index / width);
            [x / 16, y / 16, (x ^ y) & 63].map(|value| value.to_le_bytes()[0])
        })
        .collect()
}

fn jpeg(set: impl Fn(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 85);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    set(&mut encoder);
    encoder.encode(&draw_pixels(), WIDTH, HEIGHT, ColorType::Rgb).unwrap();
    file
}

fn png() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, WIDTH.into(), HEIGHT.into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&draw_pixels()).unwrap();
    file
}

fn webp() -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut file);
    encoder
        .encode(&draw_pixels(), WIDTH.into(), HEIGHT.into(), image_webp::ColorType::Rgb8)
        .unwrap();
    file
}

/// Checks a file against the memory in bytes a pixel that decoding may take: whole, then halved, quartered and to an
/// eighth, without the result.
fn assert_memory_within(name: &str, file: &[u8], whole: f64, reduced: [f64; 3]) {
    let limits = Limits::default();
    let bound = |bytes_per_pixel: f64, result: usize| {
        (PIXELS as f64 * bytes_per_pixel) as usize + result * 3 + FIXED_BYTES
    };
    let (picture, peak) = measure_memory(|| Picture::decode(file, &limits).unwrap());
    assert_eq!(picture.pixels().len(), PIXELS);
    drop(picture);
    assert!(peak <= bound(whole, 0), "{name} whole: {:.2} a pixel", peak as f64 / PIXELS as f64);
    for (bytes_per_pixel, block) in reduced.into_iter().zip([2, 4, 8]) {
        let most = PIXELS / block / block;
        let (picture, peak) =
            measure_memory(|| Picture::decode_reduced(file, &limits, most as u64).unwrap());
        assert_eq!(picture.pixels().len(), most, "{name}");
        drop(picture);
        let beside = (peak as f64 - most as f64 * 3.0) / PIXELS as f64;
        assert!(
            peak <= bound(bytes_per_pixel, most),
            "{name} by {block}: {beside:.2} a pixel beside the result"
        );
    }
}

#[test]
fn decoding_takes_no_more_memory_than_documented() {
    let _lock = MEASUREMENT_LOCK.lock().unwrap();
    let baseline = jpeg(|_| {});
    assert_memory_within("baseline", &baseline, 3.0, [0.0; 3]);
    assert_memory_within("baseline, cut", &baseline[..baseline.len() - 2_000], 3.0, [0.0; 3]);
    let apart = jpeg(|encoder| encoder.set_optimized_huffman_tables(true));
    assert_memory_within("baseline, colours apart", &apart, 10.0, [1.5, 0.4, 0.1]);
    let progressive = jpeg(|encoder| encoder.set_progressive(true));
    assert_memory_within("progressive", &progressive, 10.0, [2.0, 0.8, 0.5]);
    assert_memory_within("PNG", &png(), 3.0, [0.0; 3]);
    assert_memory_within("WebP", &webp(), 8.0, [8.0; 3]);
}

#[test]
fn hostile_headers_are_refused_before_allocating() {
    let _lock = MEASUREMENT_LOCK.lock().unwrap();
    let mut tall = jpeg(|_| {});
    let frame = tall.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    tall[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    let mut bomb = png();
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let checksum = png_checksum(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    for (name, file) in [("JPEG", tall), ("PNG", bomb)] {
        for most in [u64::MAX, 3_000_000] {
            let limits = Limits::default();
            let (refused, peak) = measure_memory(|| Picture::decode_reduced(&file, &limits, most));
            assert!(
                matches!(refused, Err(PictureError::TooManyPixels { .. })),
                "{name}: {refused:?}"
            );
            assert!(peak < 500_000, "{name}: {peak}");
        }
    }
    // Within the limits, but with a few bytes of data: the memory stays within the bounds of the reduced picture.
    let mut short = jpeg(|_| {});
    short.truncate(2_000);
    let frame = short.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    short[frame + 5..frame + 9].copy_from_slice(&[0x37, 0x00, 0x37, 0x00]);
    let (refused, peak) =
        measure_memory(|| Picture::decode_reduced(&short, &Limits::default(), 3_200_000));
    assert_eq!(refused.map(|_| ()), Err(PictureError::Damaged));
    assert!(peak < 12_000_000, "{peak}");
}

/// The checksum of a PNG chunk, bit by bit.
fn png_checksum(bytes: &[u8]) -> u32 {
    let step = |png_checksum: u32| {
        if png_checksum & 1 == 1 { 0xEDB8_8320 ^ (png_checksum >> 1) } else { png_checksum >> 1 }
    };
    !bytes.iter().fold(u32::MAX, |png_checksum, &byte| {
        (0..8).fold(png_checksum ^ u32::from(byte), |png_checksum, _| step(png_checksum))
    })
}
