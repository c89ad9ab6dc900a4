//! Brightness and stillness of the live picture: pure arithmetic on a few thousand pixels.

/// The brightness of each pixel of RGBA bytes, by the weights of ITU-R BT.601.
pub(super) fn brightness(rgba: &[u8]) -> Vec<u8> {
    rgba.chunks_exact(4)
        .map(|pixel| {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
            ((red * 77 + green * 150 + blue * 29) >> 8) as u8
        })
        .collect()
}

/// The mean, or nothing where there are no pixels.
pub(super) fn mean(pixels: &[u8]) -> Option<f64> {
    let sum: u32 = pixels.iter().copied().map(u32::from).sum();
    (!pixels.is_empty()).then(|| f64::from(sum) / pixels.len() as f64)
}

/// The mean difference from pixel to pixel, or nothing where the two pictures have not the same size.
pub(super) fn movement(before: &[u8], now: &[u8]) -> Option<f64> {
    if before.len() != now.len() {
        return None;
    }
    let apart: Vec<u8> = before.iter().zip(now).map(|(a, b)| a.abs_diff(*b)).collect();
    mean(&apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_is_bright_and_black_is_dark() {
        assert_eq!(brightness(&[255, 255, 255, 255, 0, 0, 0, 255]), [255, 0]);
        assert_eq!(mean(&[255, 0]), Some(127.5));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn a_still_picture_does_not_move() {
        assert_eq!(movement(&[10, 20, 30], &[10, 20, 30]), Some(0.0));
        assert_eq!(movement(&[10, 20], &[20, 10]), Some(10.0));
        assert_eq!(movement(&[10], &[20, 10]), None);
    }
}
