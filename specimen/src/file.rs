//! Writes canvases as files, correct ones and faulty ones.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use sscard_vision::encode_card_photo;

use crate::SpecimenError;
use crate::canvas::{Canvas, luma, to_byte};
use crate::random::Random;

/// Encodes a canvas with the product's own encoder.
pub(crate) fn write_card_photo(canvas: &Canvas) -> Result<Vec<u8>, SpecimenError> {
    Ok(encode_card_photo(&canvas.to_picture()?)?)
}

/// Encodes a canvas as a camera or another program might: chroma sampling and progressive order are random.
pub(crate) fn write_jpeg(
    canvas: &Canvas,
    quality: u8,
    random: &mut Random,
) -> Result<Vec<u8>, SpecimenError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality);
    encoder.set_sampling_factor(*random.pick(&[
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_2_2,
    ]));
    encoder.set_progressive(random.chance(0.3));
    let (width, height) = side_lengths(canvas);
    encoder.encode(canvas.to_picture()?.rgb(), width, height, ColorType::Rgb)?;
    Ok(file)
}

/// Encodes a canvas as a JPEG with one channel, as scanners write it.
pub(crate) fn write_grey_jpeg(canvas: &Canvas) -> Result<Vec<u8>, SpecimenError> {
    let lumas: Vec<u8> = canvas.pixels.iter().map(|pixel| to_byte(luma(*pixel))).collect();
    let mut file = Vec::new();
    let (width, height) = side_lengths(canvas);
    Encoder::new(&mut file, 96).encode(&lumas, width, height, ColorType::Luma)?;
    Ok(file)
}

pub(crate) fn write_png(canvas: &Canvas) -> Result<Vec<u8>, SpecimenError> {
    let mut file = Vec::new();
    let (width, height) = side_lengths(canvas);
    let mut encoder = png::Encoder::new(&mut file, width.into(), height.into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(canvas.to_picture()?.rgb())?;
    writer.finish()?;
    Ok(file)
}

/// Inserts comment segments after the start of a JPEG until it has at least this many bytes.
pub(crate) fn pad_jpeg(file: &[u8], bytes: usize) -> Vec<u8> {
    const LONGEST: usize = 65_533;
    let mut padded = file.get(..2).unwrap_or_default().to_vec();
    while padded.len() + file.len() < bytes {
        padded.extend([0xFF, 0xFE, 0xFF, 0xFF]);
        padded.extend(std::iter::repeat_n(b' ', LONGEST));
    }
    padded.extend(file.get(2..).unwrap_or_default());
    padded
}

/// A file of a format that the product refuses: its first bytes, and noise.
pub(crate) fn make_foreign_file(random: &mut Random) -> Vec<u8> {
    const STARTS: [&[u8]; 5] = [
        b"GIF89a\x66\x01\xb9\x01",
        b"BM\x36\x00\x00\x00",
        b"\x00\x00\x00\x18ftypheic",
        b"\x00\x00\x00\x1cftypavif",
        b"%PDF-1.7\n",
    ];
    let mut file = random.pick(&STARTS).to_vec();
    file.extend((0..30_000).map(|_| to_byte(random.between(0.0, 255.0))));
    file
}

/// Changes up to four bytes behind the headers, as a bad network or a bad disk does.
pub(crate) fn damage_bytes(mut file: Vec<u8>, random: &mut Random) -> Vec<u8> {
    const HEADERS: usize = 700;
    for _ in 0..random.below(4) + 1 {
        let at = HEADERS + random.below(file.len().saturating_sub(HEADERS));
        if let Some(own) = file.get_mut(at) {
            *own = to_byte(random.between(0.0, 255.0));
        }
    }
    file
}

fn side_lengths(canvas: &Canvas) -> (u16, u16) {
    let side = |length| u16::try_from(length).unwrap_or(u16::MAX);
    (side(canvas.width), side(canvas.height))
}
