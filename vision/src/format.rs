//! Recognising a container by its first bytes.

use sscard_shared::photo::PictureFormat;

/// Brands of an ISO base media file that mean HEIF still pictures (ISO/IEC 23008-12, annex B and 10.2).
const HEIF_BRANDS: [&[u8; 4]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"];

/// Recognises the container by its magic bytes, regardless of the file's name and its remaining content.
///
/// Twelve bytes are enough, except for a HEIC file with a general major brand: there up to 64 are examined.
pub fn sniff(bytes: &[u8]) -> PictureFormat {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        PictureFormat::Jpeg
    } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        PictureFormat::Png
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        PictureFormat::Webp
    } else if is_heif(bytes) {
        PictureFormat::Heic
    } else {
        PictureFormat::Unknown
    }
}

/// Whether the file begins with an `ftyp` box that names a HEIF brand, as the major or a compatible one.
fn is_heif(bytes: &[u8]) -> bool {
    if bytes.get(4..8) != Some(b"ftyp".as_slice()) {
        return false;
    }
    let declared =
        bytes.iter().take(4).fold(0_usize, |length, &byte| (length << 8) | usize::from(byte));
    let brands = bytes.get(8..bytes.len().min(declared.clamp(12, 64))).unwrap_or_default();
    // The second word is the minor version, a number that is no brand.
    brands
        .chunks_exact(4)
        .enumerate()
        .any(|(index, brand)| index != 1 && HEIF_BRANDS.iter().any(|known| brand == *known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_container_is_recognised_by_its_first_bytes() {
        assert_eq!(sniff(&[0xFF, 0xD8, 0xFF, 0xE0]), PictureFormat::Jpeg);
        assert_eq!(sniff(b"\x89PNG\r\n\x1A\n\0\0"), PictureFormat::Png);
        assert_eq!(sniff(b"RIFF\x10\0\0\0WEBPVP8 "), PictureFormat::Webp);
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), PictureFormat::Heic);
        assert_eq!(sniff(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), PictureFormat::Heic);
        assert_eq!(sniff(b"\0\0\0\x18ftypavif\0\0\0\0miafmif1"), PictureFormat::Heic);
    }

    #[test]
    fn everything_else_is_unknown() {
        for bytes in [
            b"".as_slice(),
            b"GIF89a",
            b"\xFF\xD8",
            b"RIFF\x10\0\0\0WAVE",
            b"\0\0\0\x14ftypisom\0\0\0\0mp42",
            b"\0\0\0\x08ftyp",
        ] {
            assert_eq!(sniff(bytes), PictureFormat::Unknown);
        }
    }
}
