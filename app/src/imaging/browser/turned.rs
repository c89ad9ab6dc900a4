//! Whether a decoder of this browser sets pictures upright that cameras keep lying on their side. Browsers have changed their
//! minds about it, and a width and a height do not tell a quarter turn to the left from one to the right; so it is tried once.

use std::cell::Cell;

use sscard_vision::{Orientation, Picture, encode_preview};
use web_sys::{Blob, BlobPropertyBag};

use super::{Decoder, Wanted, decode_unchecked};

/// The sides of the picture that is tried, as stored: black on the left, white on the right.
const WIDTH: u32 = 32;
const HEIGHT: u32 = 16;
/// An EXIF segment that says: the left side of what is stored is the top (orientation 6).
const ORIENTATION_6: [u8; 36] = [
    0xFF, 0xE1, 0, 34, b'E', b'x', b'i', b'f', 0, 0, b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01,
    0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
];

thread_local! {
    static KNOWN: Cell<[Option<bool>; 2]> = const { Cell::new([None; 2]) };
}

/// Whether this decoder sets pictures upright, tried once.
pub(super) async fn comes_upright(decoder: Decoder) -> bool {
    let place = usize::from(decoder == Decoder::ImageBitmap);
    if let Some(known) = KNOWN.get()[place] {
        return known;
    }
    let upright = try_it(decoder).await.unwrap_or(false);
    let mut known = KNOWN.get();
    known[place] = Some(upright);
    KNOWN.set(known);
    upright
}

async fn try_it(decoder: Decoder) -> Option<bool> {
    let options = BlobPropertyBag::new();
    options.set_type("image/jpeg");
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(lying().as_slice()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let wanted = Wanted { width: HEIGHT, height: WIDTH, orientation: Orientation::Clockwise };
    let picture = decode_unchecked(decoder, &blob, "image/jpeg", wanted).await?;
    let shade = |y: u32| picture.row(y).get(HEIGHT as usize / 2).map(|pixel| pixel[0]);
    Some(shade(WIDTH / 4)? < 64 && shade(WIDTH * 3 / 4)? > 192)
}

/// The picture that is tried.
fn lying() -> Vec<u8> {
    let pixels = (0..WIDTH * HEIGHT)
        .flat_map(|at| [if at % WIDTH < WIDTH / 2 { 0 } else { 255 }; 3])
        .collect();
    let encoded =
        Picture::from_rgb(WIDTH, HEIGHT, pixels).and_then(|picture| encode_preview(&picture));
    let mut file = encoded.unwrap_or_default();
    // Behind the two bytes that begin every JPEG.
    let at = file.len().min(2);
    file.splice(at..at, ORIENTATION_6);
    file
}

#[cfg(test)]
mod tests {
    use sscard_vision::{Limits, probe};

    use super::*;

    #[test]
    fn the_picture_that_is_tried_lies_with_its_top_to_the_left() {
        let file = lying();
        let header = probe(&file).expect("a JPEG");
        assert_eq!((header.upright_width(), header.upright_height()), (HEIGHT, WIDTH));
        let picture = Picture::decode(&file, &Limits::default()).expect("decodes");
        assert!(picture.row(4)[8][0] < 64 && picture.row(28)[8][0] > 192);
    }
}
