//! Removing metadata from a picture file: place and device of the shot, texts, thumbnails, and data behind the end of
//! the picture.
//!
//! The bytes that a decoder reads stay unchanged, so that a picture gets the same verdict before and after.

use sscard_shared::photo::PictureFormat;

use crate::decode::begins_segment;
use crate::{Orientation, PictureError, probe, sniff};

/// Markers of a JPEG (ITU-T T.81, table B.1).
const START_OF_IMAGE: [u8; 2] = [0xFF, 0xD8];
const END_OF_IMAGE: [u8; 2] = [0xFF, 0xD9];
const START_OF_SCAN: u8 = 0xDA;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;

/// The chunks of a PNG that affect how its pixels look (PNG third edition, table 7). All other ancillary chunks are
/// dropped.
const PNG_PICTURE_CHUNKS: [&[u8; 4]; 8] =
    [b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"tRNS", b"pHYs"];
const PNG_SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// Removes everything from a picture file that is not picture. Of EXIF only the orientation stays, where it is not
/// upright.
///
/// Decoding the result gives the same pixels as decoding `bytes`, with one exception: where stray bytes stood between
/// scans, these are removed, and the colours between two samples may then be smoothed differently.
///
/// # Errors
/// [`PictureError::Damaged`] where the file's structure cannot be followed to its end;
/// [`PictureError::UnsupportedCoding`] for containers other than JPEG and PNG; the errors of [`probe`] for its header.
pub fn strip_metadata(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let orientation = probe(bytes)?.orientation();
    match sniff(bytes) {
        PictureFormat::Jpeg => strip_jpeg(bytes, orientation).ok_or(PictureError::Damaged),
        PictureFormat::Png => strip_png(bytes, orientation).ok_or(PictureError::Damaged),
        other => Err(PictureError::UnsupportedCoding(other)),
    }
}

fn strip_jpeg(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend(START_OF_IMAGE);
    let mut position = 2;
    let mut is_first = true;
    loop {
        // No decoder reads the bytes between two segments.
        let marker_at = find_marker(bytes, position)?;
        let marker = *bytes.get(marker_at + 1)?;
        if marker == END_OF_IMAGE[1] {
            kept.extend(END_OF_IMAGE);
            return Some(kept);
        }
        let length: [u8; 2] = bytes.get(marker_at + 2..marker_at + 4)?.try_into().ok()?;
        let end = marker_at + 2 + usize::from(u16::from_be_bytes(length)).max(2);
        let segment = bytes.get(marker_at..end)?;
        // JFIF must stand first, and EXIF behind it.
        if is_first && marker != APP0 {
            kept.extend(exif_segment(orientation));
            is_first = false;
        }
        kept.extend(kept_segment(marker, segment)?);
        if is_first && marker == APP0 {
            kept.extend(exif_segment(orientation));
            is_first = false;
        }
        position = end;
        if marker == START_OF_SCAN {
            let data_end = end_of_scan(bytes, position);
            kept.extend_from_slice(bytes.get(position..data_end)?);
            position = data_end;
            if position == bytes.len() {
                // A picture without its end marker was judged as it is.
                return Some(kept);
            }
        }
    }
}

/// The part of a segment that a decoder reads. Tables, frames, scans and the colour profile are kept whole. A JFIF
/// segment loses its thumbnail. Of an Adobe segment the twelve bytes that name the colour transform are kept. All other
/// segments give an empty result.
fn kept_segment(marker: u8, segment: &[u8]) -> Option<Vec<u8>> {
    /// Bytes of `JFIF\0`, version, unit, densities, and the two sides of the thumbnail.
    const JFIF: usize = 14;
    const ADOBE: usize = 12;
    let content = segment.get(4..)?;
    let shortened = |content: &[u8]| {
        let length = u16::try_from(content.len() + 2).ok()?.to_be_bytes();
        Some([&[0xFF, marker], length.as_slice(), content].concat())
    };
    match marker {
        APP0 if content.starts_with(b"JFIF\0") && content.len() >= JFIF => {
            let mut header: [u8; JFIF] = content.get(..JFIF)?.try_into().ok()?;
            header[JFIF - 2..].fill(0);
            shortened(&header)
        }
        APP2 if content.starts_with(b"ICC_PROFILE\0") => Some(segment.to_vec()),
        APP14 if content.starts_with(b"Adobe") && content.len() >= ADOBE => {
            shortened(content.get(..ADOBE)?)
        }
        0xC0..=0xCF | START_OF_SCAN..=0xDD => Some(segment.to_vec()),
        _ => Some(Vec::new()),
    }
}

/// The position of the next marker that begins a segment or ends the image.
fn find_marker(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let offset = rest.windows(2).position(|pair| pair[0] == 0xFF && begins_segment(pair[1]))?;
    Some(from + offset)
}

/// The position where the data of a scan end: before the next marker, or at the end of the file.
fn end_of_scan(bytes: &[u8], from: usize) -> usize {
    find_marker(bytes, from).unwrap_or(bytes.len())
}

/// An EXIF block with the single tag 0x0112, in the byte order of the TIFF header "MM".
fn exif_block(orientation: Orientation) -> Option<[u8; 26]> {
    if orientation == Orientation::Upright {
        return None;
    }
    let mut block = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    block[19] = orientation.to_exif();
    Some(block)
}

fn exif_segment(orientation: Orientation) -> Vec<u8> {
    let Some(block) = exif_block(orientation) else { return Vec::new() };
    let mut segment = vec![0xFF, APP1, 0, 2 + 6 + 26];
    segment.extend(b"Exif\0\0");
    segment.extend(block);
    segment
}

fn strip_png(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let mut kept = PNG_SIGNATURE.to_vec();
    let mut position = PNG_SIGNATURE.len();
    loop {
        let length: [u8; 4] = bytes.get(position..position + 4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_be_bytes(length)).ok()?;
        let name: &[u8; 4] = bytes.get(position + 4..position + 8)?.try_into().ok()?;
        let end = position.checked_add(length)?.checked_add(12)?;
        let chunk = bytes.get(position..end)?;
        // A capital first letter marks a critical chunk, which a decoder must read.
        if name[0].is_ascii_uppercase() || PNG_PICTURE_CHUNKS.contains(&name) {
            kept.extend_from_slice(chunk);
        }
        if name == b"IHDR"
            && let Some(block) = exif_block(orientation)
        {
            kept.extend(png_chunk(b"eXIf", &block));
        }
        if name == b"IEND" {
            return Some(kept);
        }
        position = end;
    }
}

fn png_chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [name.as_slice(), data].concat();
    let mut chunk = u32::try_from(data.len()).unwrap_or_default().to_be_bytes().to_vec();
    chunk.extend(&body);
    chunk.extend(crc32(&body).to_be_bytes());
    chunk
}

/// The checksum of a chunk (PNG third edition, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, Picture, encode_card_photo};

    const LIMITS: Limits = Limits::new(1 << 20, 1_000_000);

    fn photo() -> Vec<u8> {
        let pixels = (0..358 * 441 * 3_u32).map(|index| (index % 251) as u8).collect();
        encode_card_photo(&Picture::from_rgb(358, 441, pixels).unwrap()).unwrap()
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), content].concat()
    }

    /// The photo with segments behind its first marker and bytes behind its end.
    fn photo_with(segments: &[Vec<u8>], tail: &[u8]) -> Vec<u8> {
        let photo = photo();
        [&photo[..2], &segments.concat(), &photo[2..], tail].concat()
    }

    fn contains(file: &[u8], words: &[u8]) -> bool {
        file.windows(words.len()).any(|window| window == words)
    }

    #[test]
    fn a_photo_of_the_app_stays_unchanged() {
        assert_eq!(strip_metadata(&photo()).unwrap(), photo());
    }

    #[test]
    fn metadata_goes_and_the_pixels_stay() {
        let gps = segment(APP1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0 GPS 39.9,116.4");
        let xmp = segment(APP1, b"http://ns.adobe.com/xap/1.0/\0<html>");
        let comment = segment(0xFE, b"<script>alert(1)</script>");
        let file = photo_with(
            &[gps, xmp, comment, segment(0xED, b"Photoshop 3.0\0IPTC")],
            b"PK\x03\x04 zip",
        );
        let stripped = strip_metadata(&file).unwrap();
        for words in [&b"GPS"[..], b"<html>", b"<script>", b"IPTC", b"PK\x03\x04"] {
            assert!(contains(&file, words) && !contains(&stripped, words), "{words:?}");
        }
        assert_eq!(stripped, photo());
    }

    #[test]
    fn reserved_segments_and_thumbnails_are_removed() {
        let thumbnail =
            [b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x02".as_slice(), b"a face of 12"].concat();
        let file = photo_with(
            &[segment(APP0, &thumbnail), segment(0xF0, b"hidden"), segment(0x02, b"hidden")],
            b"",
        );
        let stripped = strip_metadata(&file).unwrap();
        assert!(!contains(&stripped, b"a face") && !contains(&stripped, b"hidden"));
        let pixels = |file: &[u8]| Picture::decode(file, &LIMITS).unwrap().pixels().to_vec();
        assert_eq!(pixels(&stripped), pixels(&file));
    }

    #[test]
    fn a_turned_picture_stays_turned() {
        let exif = segment(
            APP1,
            b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x04ABC\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
        );
        let file = photo_with(&[exif], b"");
        assert_eq!(probe(&file).unwrap().orientation(), Orientation::Clockwise);
        let stripped = strip_metadata(&file).unwrap();
        assert!(!contains(&stripped, b"ABC"));
        assert_eq!(probe(&stripped).unwrap().orientation(), Orientation::Clockwise);
        let pixels = |file: &[u8]| Picture::decode(file, &LIMITS).unwrap().pixels().to_vec();
        assert_eq!(pixels(&stripped), pixels(&file));
    }

    #[test]
    fn a_png_keeps_what_its_pixels_need() {
        let pixels = vec![200; 40 * 30 * 3];
        let mut plain = Vec::new();
        {
            let mut encoder = png::Encoder::new(&mut plain, 40, 30);
            encoder.set_color(png::ColorType::Rgb);
            encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        }
        let text = png_chunk(b"tEXt", b"Comment\0at home");
        let behind_header = PNG_SIGNATURE.len() + 25;
        let file = [&plain[..behind_header], &text, &plain[behind_header..], b"tail"].concat();
        assert_eq!(strip_metadata(&file).unwrap(), plain);
    }

    #[test]
    fn a_cut_file_never_causes_a_panic() {
        let file = photo_with(&[segment(APP1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0")], b"");
        for length in 0..file.len().min(2_000) {
            let _ = strip_metadata(&file[..length]);
        }
        assert!(strip_metadata(b"GIF89a").is_err());
    }
}
