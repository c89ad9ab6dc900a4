//! Files that were tampered with: decoding always returns, and a decoded picture has the size that the header
//! announces.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseResult;
use sscard_vision::{Limits, Picture, probe, sniff};

const WIDTH: u16 = 57;
const HEIGHT: u16 = 43;

/// Small enough that even the largest picture of a changed header is decoded fast.
const LIMITS: Limits = Limits::new(100_000, 300_000);

/// A sound file of every supported kind.
fn files() -> Vec<Vec<u8>> {
    let pixels = usize::from(WIDTH) * usize::from(HEIGHT);
    let samples = |channels: usize| -> Vec<u8> {
        (0..pixels * channels).map(|index| (index * index / 7 % 251).to_le_bytes()[0] | 3).collect()
    };
    let jpeg = |channels: usize, colour: ColorType, set: &dyn Fn(&mut Encoder<&mut Vec<u8>>)| {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 60);
        encoder
            .add_app_segment(
                1,
                b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0".to_vec(),
            )
            .unwrap();
        set(&mut encoder);
        encoder.encode(&samples(channels), WIDTH, HEIGHT, colour).unwrap();
        file
    };
    let png = |colour: png::ColorType, depth: png::BitDepth, bytes: usize| {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, WIDTH.into(), HEIGHT.into());
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if colour == png::ColorType::Indexed {
            encoder.set_palette(samples(3)[..768].to_vec());
            encoder.set_trns(vec![0, 9, 200]);
        }
        encoder.write_header().unwrap().write_image_data(&samples(bytes)).unwrap();
        file
    };
    let webp = |channels: usize, colour: image_webp::ColorType| {
        let mut file = Vec::new();
        let encoder = image_webp::WebPEncoder::new(&mut file);
        encoder.encode(&samples(channels), WIDTH.into(), HEIGHT.into(), colour).unwrap();
        file
    };
    vec![
        jpeg(3, ColorType::Rgb, &|_| {}),
        jpeg(3, ColorType::Rgb, &|encoder| encoder.set_sampling_factor(SamplingFactor::F_2_2)),
        jpeg(3, ColorType::Rgb, &|encoder| encoder.set_optimized_huffman_tables(true)),
        jpeg(3, ColorType::Rgb, &|encoder| encoder.set_restart_interval(3)),
        jpeg(3, ColorType::Rgb, &|encoder| encoder.set_progressive(true)),
        jpeg(1, ColorType::Luma, &|_| {}),
        jpeg(4, ColorType::Cmyk, &|_| {}),
        jpeg(4, ColorType::CmykAsYcck, &|encoder| encoder.set_progressive(true)),
        include_bytes!("pictures/refined.jpg").to_vec(),
        png(png::ColorType::Rgb, png::BitDepth::Eight, 3),
        png(png::ColorType::Rgba, png::BitDepth::Sixteen, 8),
        png(png::ColorType::Indexed, png::BitDepth::Eight, 1),
        png(png::ColorType::GrayscaleAlpha, png::BitDepth::Eight, 2),
        webp(3, image_webp::ColorType::Rgb8),
        webp(4, image_webp::ColorType::Rgba8),
        include_bytes!("pictures/lossy.webp").to_vec(),
        include_bytes!("pictures/clear.webp").to_vec(),
    ]
}

/// A change to a file.
#[derive(Clone, Debug)]
enum Tampering {
    Flip(Index, u8),
    Set(Index, u8),
    /// Overwrites a number of two bytes, the format of lengths and sides.
    Overwrite(Index, u16),
    Cut(Index),
    Remove(Index, Index),
    /// Copies a piece of another file over this one, or inserts it.
    Splice(Index, Index, Index, bool),
}

fn tampering() -> impl Strategy<Value = Tampering> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), 0_u8..8).prop_map(|(at, bit)| Tampering::Flip(at, bit)),
        3 => (index(), prop_oneof![Just(0), Just(0xFF), any::<u8>()]).prop_map(|(at, byte)| Tampering::Set(at, byte)),
        2 => (index(), prop_oneof![Just(0), Just(1), Just(0xFFFF), any::<u16>()]).prop_map(|(at, number)| Tampering::Overwrite(at, number)),
        1 => index().prop_map(Tampering::Cut),
        1 => (index(), index()).prop_map(|(from, to)| Tampering::Remove(from, to)),
        1 => (index(), index(), index(), any::<bool>())
            .prop_map(|(at, from, to, over)| Tampering::Splice(at, from, to, over)),
    ]
}

impl Tampering {
    fn apply(&self, file: &mut Vec<u8>, other: &[u8]) {
        if file.is_empty() {
            return;
        }
        let range_between = |from: &Index, to: &Index, length: usize| {
            let (from, to) = (from.index(length), to.index(length));
            from.min(to)..from.max(to)
        };
        match self {
            Self::Flip(at, bit) => {
                let at = at.index(file.len());
                file[at] ^= 1 << bit;
            }
            Self::Set(at, byte) => {
                let at = at.index(file.len());
                file[at] = *byte;
            }
            Self::Overwrite(at, number) => {
                // Most lengths are near the beginning.
                let at = at.index(file.len().min(700));
                for (place, byte) in file[at..].iter_mut().zip(number.to_be_bytes()) {
                    *place = byte;
                }
            }
            Self::Cut(at) => file.truncate(at.index(file.len())),
            Self::Remove(from, to) => drop(file.drain(range_between(from, to, file.len()))),
            Self::Splice(at, from, to, over) => {
                let at = at.index(file.len());
                let piece = &other[range_between(from, to, other.len())];
                let end = if *over { (at + piece.len()).min(file.len()) } else { at };
                drop(file.splice(at..end, piece.iter().copied()));
            }
        }
    }
}

/// Reads a file in every way, and checks the results against the header.
fn check_file(file: &[u8]) -> TestCaseResult {
    let _ = sniff(file);
    let header = probe(file);
    let whole = Picture::decode(file, &LIMITS);
    if let Ok(picture) = &whole {
        let header = header.clone().unwrap();
        let size = (header.upright_width(), header.upright_height());
        prop_assert_eq!((picture.width(), picture.height()), size);
    }
    for most in [u64::MAX, 1_000, 200, 40] {
        if let Ok(picture) = Picture::decode_reduced(file, &LIMITS, most) {
            let header = header.clone().unwrap();
            let fits = |side: u32, whole: u32| (1..=8).any(|block| side == whole.div_ceil(block));
            prop_assert!(fits(picture.width(), header.upright_width()));
            prop_assert!(fits(picture.height(), header.upright_height()));
        }
    }
    Ok(())
}

#[test]
fn a_sound_file_of_every_kind_is_decoded() {
    for file in files() {
        assert!(Picture::decode(&file, &LIMITS).is_ok());
        assert!(Picture::decode_reduced(&file, &LIMITS, 100).is_ok());
    }
}

#[test]
fn decoding_a_tampered_file_always_returns() {
    let files = files();
    let cases =
        ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() };
    let strategy = (
        0..files.len(),
        0..files.len(),
        proptest::collection::vec(tampering(), 1..6),
        any::<bool>(),
    );
    proptest!(cases, |((which, other, changes, checksums) in strategy)| {
        let mut file = files[which].clone();
        for change in &changes {
            change.apply(&mut file, &files[other]);
        }
        if checksums {
            correct_checksums(&mut file);
        }
        check_file(&file)?;
    });
}

/// Corrects the checksums of a PNG's chunks, so that decoders accept the changes.
fn correct_checksums(file: &mut [u8]) {
    let mut at = 8;
    while file.starts_with(b"\x89PNG")
        && let Some(length) = file.get(at..at + 4)
    {
        let length = length.iter().fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte));
        let end = at + 8 + length;
        let Some(body) = file.get(at + 4..end) else { return };
        let sum = png_checksum(body).to_be_bytes();
        let Some(place) = file.get_mut(end..end + 4) else { return };
        place.copy_from_slice(&sum);
        at = end + 4;
    }
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
