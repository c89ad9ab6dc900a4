//! A URL under which the browser shows bytes that only this page has, and the size of what it shows.

use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// An object URL of a JPEG. The browser keeps the bytes until this is dropped.
#[derive(Debug, PartialEq, Eq)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// A URL for these JPEG bytes, or nothing where the browser has no memory left for them.
    #[must_use]
    pub fn of_jpeg(bytes: &[u8]) -> Option<Self> {
        let options = BlobPropertyBag::new();
        options.set_type("image/jpeg");
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The URL itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// A JPEG that the browser can show, and its size.
#[derive(Debug, PartialEq, Eq)]
pub struct ShownPicture {
    url: ObjectUrl,
    size: (u16, u16),
}

impl ShownPicture {
    /// A picture of these JPEG bytes, or nothing where they are none or the browser has no memory left for them.
    #[must_use]
    pub fn of_jpeg(bytes: &[u8]) -> Option<Self> {
        let size = size_of_jpeg(bytes)?;
        Some(Self { url: ObjectUrl::of_jpeg(bytes)?, size })
    }

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Its width and height in pixels.
    #[must_use]
    pub const fn size(&self) -> (u16, u16) {
        self.size
    }
}

/// Width and height that a JPEG's frame header gives (ITU-T T.81, B.2.2). The pictures that are shown were written by our own
/// encoder; the worker's reader, which takes any file, would cost the page more than all of this module.
fn size_of_jpeg(bytes: &[u8]) -> Option<(u16, u16)> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let [0xFF, marker, high, low, segment @ ..] = rest else { return None };
        // C4, C8 and CC are in the middle of the frame headers and none themselves.
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            let [_, h1, h0, w1, w0] = segment.first_chunk::<5>()?;
            return Some((u16::from_be_bytes([*w1, *w0]), u16::from_be_bytes([*h1, *h0])));
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = segment.get(length.checked_sub(2)?..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_jpeg_stands_in_its_frame_header() {
        let comment = [0xFF, 0xFE, 0, 4, b'h', b'i'];
        let frame = [0xFF, 0xC2, 0, 11, 8, 0x03, 0xF2, 0x06, 0x40, 1, 1, 0x11, 0];
        let whole = [&[0xFF, 0xD8][..], &comment, &frame].concat();
        assert_eq!(size_of_jpeg(&whole), Some((1600, 1010)));
    }

    #[test]
    fn what_is_cut_short_or_no_jpeg_has_no_size() {
        for bytes in [&[][..], b"\x89PNG", &[0xFF, 0xD8], &[0xFF, 0xD8, 0xFF, 0xFE, 0, 1, 0]] {
            assert_eq!(size_of_jpeg(bytes), None);
        }
    }
}
