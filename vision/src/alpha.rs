//! Compositing pixels with alpha onto white.

/// One channel composited onto white, rounded to nearest.
pub(crate) fn composite_on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    let scaled = value * alpha + 255 * (255 - alpha);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a mean of two values up to 255 fits a byte"
    )]
    let mixed = ((scaled + 127) / 255) as u8;
    mixed
}

/// Composites RGBA onto white in place, so that a large picture is not in memory twice.
pub(crate) fn composite_rgba_on_white(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for index in 0..count {
        let alpha = pixels[index * 4 + 3];
        for channel in 0..3 {
            pixels[index * 3 + channel] = composite_on_white(pixels[index * 4 + channel], alpha);
        }
    }
    pixels.truncate(count * 3);
    pixels
}
