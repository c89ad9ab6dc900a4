//! Canvases of colour, on which pictures are composed.

use sscard_vision::Picture;

use crate::SpecimenError;

pub(crate) type Colour = [f32; 3];

/// A picture whose channels are fractions, 0–255, so that several changes do not round several times.
#[derive(Clone, Debug)]
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<Colour>,
}

impl Canvas {
    /// Paints every pixel with the colour at its middle.
    pub(crate) fn paint(
        width: usize,
        height: usize,
        mut paint: impl FnMut((f32, f32)) -> Colour,
    ) -> Self {
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            pixels.extend((0..width).map(|x| paint((x as f32 + 0.5, y as f32 + 0.5))));
        }
        Self { width, height, pixels }
    }

    pub(crate) fn from_picture(picture: &Picture) -> Self {
        Self {
            width: picture.width() as usize,
            height: picture.height() as usize,
            pixels: picture.pixels().iter().map(|pixel| pixel.map(f32::from)).collect(),
        }
    }

    /// The canvas as a picture with whole channel values.
    ///
    /// # Errors
    /// [`SpecimenError::Picture`] when the canvas has no pixels or is too large for a picture.
    pub(crate) fn to_picture(&self) -> Result<Picture, SpecimenError> {
        let bytes = self.pixels.iter().flat_map(|pixel| pixel.map(to_byte)).collect();
        let side = |length| u32::try_from(length).unwrap_or(u32::MAX);
        Ok(Picture::from_rgb(side(self.width), side(self.height), bytes)?)
    }

    pub(crate) fn map_pixels(&mut self, mut change: impl FnMut((f32, f32), Colour) -> Colour) {
        let width = self.width.max(1);
        for (index, pixel) in self.pixels.iter_mut().enumerate() {
            let place = ((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
            *pixel = change(place, *pixel);
        }
    }

    /// The colour of a pixel. Outside of the canvas, the colour of the nearest pixel.
    pub(crate) fn nearest_colour(&self, x: isize, y: isize) -> Colour {
        let along = |at: isize, length: usize| at.clamp(0, length as isize - 1) as usize;
        self.pixels[along(y, self.height) * self.width + along(x, self.width)]
    }

    /// The colour at a point, interpolated between the four pixels around it.
    pub(crate) fn colour_at(&self, x: f32, y: f32) -> Colour {
        let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
        let (across, down) = (x - 0.5 - left, y - 0.5 - top);
        let (left, top) = (left as isize, top as isize);
        // Almost every point has all four pixels, so that none of them has to be clamped.
        let (wide, high) = (self.width as isize, self.height as isize);
        let [one, two, three, four] = if left >= 0 && top >= 0 && left + 1 < wide && top + 1 < high
        {
            let at = (top * wide + left) as usize;
            let below = at + self.width;
            [self.pixels[at], self.pixels[at + 1], self.pixels[below], self.pixels[below + 1]]
        } else {
            [(left, top), (left + 1, top), (left, top + 1), (left + 1, top + 1)]
                .map(|(x, y)| self.nearest_colour(x, y))
        };
        mix(mix(one, two, across), mix(three, four, across), down)
    }

    /// A canvas of half the width and height: each pixel is the mean of four.
    pub(crate) fn halve(&self) -> Self {
        Self::paint(self.width / 2, self.height / 2, |(x, y)| {
            let at = 2 * (y as usize * self.width + x as usize);
            let four = [at, at + 1, at + self.width, at + self.width + 1].map(|at| self.pixels[at]);
            [0, 1, 2].map(|channel| four.iter().map(|pixel| pixel[channel]).sum::<f32>() / 4.0)
        })
    }

    /// Blurs along a line. The weights sum to one, and the middle weight belongs to the pixel itself.
    pub(crate) fn blur_along(&self, (across, down): (f32, f32), weights: &[f32]) -> Self {
        let middle = (weights.len() / 2) as f32;
        Self::paint(self.width, self.height, |(x, y)| {
            let mut sum = [0.0; 3];
            for (index, weight) in weights.iter().enumerate() {
                let away = index as f32 - middle;
                let (x, y) = (x + across * away, y + down * away);
                // Along the axes no point lies between pixels.
                let straight = across == 0.0 || down == 0.0;
                let colour = if straight {
                    self.nearest_colour(x as isize, y as isize)
                } else {
                    self.colour_at(x, y)
                };
                sum = [0, 1, 2].map(|channel| sum[channel] + weight * colour[channel]);
            }
            sum
        })
    }

    /// Blurs by a Gaussian curve with this deviation in pixels.
    pub(crate) fn blur_gaussian(&self, sigma: f32) -> Self {
        let reach = (3.0 * sigma).ceil() as i32;
        let kernel: Vec<f32> =
            (-reach..=reach).map(|at| (-0.5 * (at as f32 / sigma).powi(2)).exp()).collect();
        let sum: f32 = kernel.iter().sum();
        let kernel: Vec<f32> = kernel.iter().map(|weight| weight / sum).collect();
        self.blur_along((1.0, 0.0), &kernel).blur_along((0.0, 1.0), &kernel)
    }

    /// Blurs as a lens out of focus does: along each axis two box means, which have this deviation together. The time does not grow with
    /// it.
    pub(crate) fn defocus(&self, sigma: f32) -> Self {
        // A box mean over 2r + 1 pixels has a variance of ((2r + 1)² − 1) / 12.
        let reach = ((6.0 * sigma * sigma + 1.0).sqrt() - 1.0) / 2.0;
        self.average_rows(reach).average_rows(reach).average_columns(reach).average_columns(reach)
    }

    /// The mean over `reach` pixels to either side in each row. A fraction of `reach` counts the outermost pixels in part.
    fn average_rows(&self, reach: f32) -> Self {
        let (whole, part) = (reach.floor() as isize, reach.fract());
        let share = 1.0 / (2.0 * reach + 1.0);
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for row in self.pixels.chunks(self.width.max(1)) {
            let at = |x: isize| row[x.clamp(0, row.len() as isize - 1) as usize];
            let mut sum = [0.0_f32; 3];
            for x in -whole..=whole {
                let colour = at(x);
                sum = [0, 1, 2].map(|channel| sum[channel] + colour[channel]);
            }
            for x in 0..row.len() as isize {
                let (left, right) = (at(x - whole - 1), at(x + whole + 1));
                pixels.push([0, 1, 2].map(|channel| {
                    (sum[channel] + part * (left[channel] + right[channel])) * share
                }));
                let last = at(x - whole);
                sum = [0, 1, 2].map(|channel| sum[channel] + right[channel] - last[channel]);
            }
        }
        Self { width: self.width, height: self.height, pixels }
    }

    /// As [`Canvas::average_rows`], but along the columns. It works row by row, in the order of the memory.
    fn average_columns(&self, reach: f32) -> Self {
        let (whole, part) = (reach.floor() as isize, reach.fract());
        let share = 1.0 / (2.0 * reach + 1.0);
        let row = |y: isize| {
            let y = y.clamp(0, self.height as isize - 1) as usize;
            &self.pixels[y * self.width..(y + 1) * self.width]
        };
        let mut sums = vec![[0.0_f32; 3]; self.width];
        for y in -whole..=whole {
            for (sum, colour) in sums.iter_mut().zip(row(y)) {
                *sum = [0, 1, 2].map(|channel| sum[channel] + colour[channel]);
            }
        }
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..self.height as isize {
            let ends = row(y - whole - 1).iter().zip(row(y + whole + 1)).zip(row(y - whole));
            for (sum, ((above, below), last)) in sums.iter_mut().zip(ends) {
                pixels.push([0, 1, 2].map(|channel| {
                    (sum[channel] + part * (above[channel] + below[channel])) * share
                }));
                *sum = [0, 1, 2].map(|channel| sum[channel] + below[channel] - last[channel]);
            }
        }
        Self { width: self.width, height: self.height, pixels }
    }
}

pub(crate) fn mix(one: Colour, other: Colour, share: f32) -> Colour {
    [0, 1, 2].map(|channel| one[channel] + (other[channel] - one[channel]) * share)
}

/// The luma of Rec. 601, 0–255.
pub(crate) fn luma([red, green, blue]: Colour) -> f32 {
    0.299 * red + 0.587 * green + 0.114 * blue
}

pub(crate) fn to_byte(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// CIE L\* and C\*ab of sRGB (D65), by the formulas. The product uses tables instead, and its measurements are compared with these values.
pub(crate) fn lightness_and_chroma(colour: Colour) -> (f32, f32) {
    let [red, green, blue] = colour.map(|value| {
        let value = value.clamp(0.0, 255.0) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let root = |value: f32| {
        if value > 216.0 / 24_389.0 { value.cbrt() } else { (841.0 / 108.0) * value + 4.0 / 29.0 }
    };
    let x = root((0.412_456 * red + 0.357_576 * green + 0.180_438 * blue) / 0.950_47);
    let y = root(0.212_673 * red + 0.715_152 * green + 0.072_175 * blue);
    let z = root((0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83);
    (116.0 * y - 16.0, (500.0 * (x - y)).hypot(200.0 * (y - z)))
}
