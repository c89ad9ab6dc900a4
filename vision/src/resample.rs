//! Shrinking: whole blocks first, then a cubic filter or, for a slanted crop, many samples a pixel.

use std::borrow::Cow;

use crate::angle::Turn;
use crate::crop::Crop;
use crate::{Picture, PictureError};

/// A rectangle of the source in pixels, which may reach beyond the picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Shrinks a window of the picture. What lies outside the picture is white.
pub(crate) fn upright(
    picture: &Picture,
    window: Window,
    out_width: u32,
    out_height: u32,
) -> Result<Picture, PictureError> {
    let scale = (window.width / f64::from(out_width)).min(window.height / f64::from(out_height));
    let reduced = Reduced::of(picture, window, scale)?;
    let window = reduced.window(window);
    let across =
        Taps::of(window.left, window.width, out_width, reduced.width, reduced.picture.width());
    let down =
        Taps::of(window.top, window.height, out_height, reduced.height, reduced.picture.height());
    let narrow = across.shrink_rows(&reduced.picture)?;
    down.shrink_columns(&narrow, out_width)
}

/// Shrinks and turns: every output pixel is the mean of a grid of bilinear samples. What lies outside is white.
pub(crate) fn turned(
    picture: &Picture,
    crop: &Crop,
    turn: Turn,
    out_width: u32,
    out_height: u32,
) -> Result<Picture, PictureError> {
    let scale = crop.width / f64::from(out_width);
    let (half_width, half_height) = (crop.width / 2.0, scale * f64::from(out_height) / 2.0);
    let (sine, cosine) = match turn.quarters {
        0 => (turn.sine, turn.cosine),
        1 => (turn.cosine, -turn.sine),
        2 => (-turn.sine, -turn.cosine),
        _ => (-turn.cosine, turn.sine),
    };
    let reach_x = half_width * cosine.abs() + half_height * sine.abs();
    let reach_y = half_width * sine.abs() + half_height * cosine.abs();
    let (left, top) = (crop.centre_x - reach_x, crop.centre_y - reach_y);
    let reduced = Reduced::of(
        picture,
        Window { left, top, width: 2.0 * reach_x, height: 2.0 * reach_y },
        scale,
    )?;
    let block = f64::from(reduced.block);
    let (centre_x, centre_y) =
        ((crop.centre_x - reduced.left) / block, (crop.centre_y - reduced.top) / block);
    let step = scale / block;
    // The reduced picture is two to four times as fine as the output, so that this many samples miss none of its pixels.
    let samples = grid(step);
    let count = f64::from(samples) * f64::from(samples);
    let mut pixels = crate::picture::blank(out_width, out_height)?;
    for (y, row) in
        (0_u32..).zip(pixels.as_chunks_mut::<3>().0.chunks_exact_mut(out_width as usize))
    {
        for (x, pixel) in (0_u32..).zip(row) {
            let mut sum = [0.0; 3];
            for sub_y in 0..samples {
                let down = place(y, sub_y, samples, out_height) * step;
                for sub_x in 0..samples {
                    let across = place(x, sub_x, samples, out_width) * step;
                    // The source appears turned clockwise, so the way back is counter-clockwise (y points down).
                    let colour = reduced.sample(
                        centre_x + cosine * across + sine * down,
                        centre_y - sine * across + cosine * down,
                    );
                    for (sum, value) in sum.iter_mut().zip(colour) {
                        *sum += value;
                    }
                }
            }
            *pixel = sum.map(|sum| to_byte(sum / count));
        }
    }
    Picture::from_rgb(out_width, out_height, pixels)
}

/// The distance of a sample from the middle of the output, in output pixels.
fn place(pixel: u32, sub: u32, samples: u32, side: u32) -> f64 {
    f64::from(pixel) + (f64::from(sub) + 0.5) / f64::from(samples) - f64::from(side) / 2.0
}

/// Samples along each side of an output pixel that covers `step` pixels.
fn grid(step: f64) -> u32 {
    match step {
        s if s <= 1.0 => 2,
        s if s <= 3.0 => 3,
        _ => 4,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates"
)]
fn to_byte(value: f64) -> u8 {
    (value + 0.5) as u8
}

/// The part of a picture that a crop needs, shrunk by whole blocks to no less than twice the output's fineness. A mean of
/// blocks costs one addition a byte, where a filter costs several multiplications: on a 48-megapixel photo that is most
/// of the time.
struct Reduced<'a> {
    picture: Cow<'a, Picture>,
    /// Where the part begins in the source.
    left: f64,
    top: f64,
    /// How much of the source it covers, in blocks. The last block of a row or column may be a partial one.
    width: f64,
    height: f64,
    /// The side of a block in source pixels.
    block: u32,
}

impl<'a> Reduced<'a> {
    fn of(picture: &'a Picture, window: Window, scale: f64) -> Result<Self, PictureError> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast from float saturates"
        )]
        let block = (scale / 2.0) as u32;
        if block < 2 {
            let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
            return Ok(Self {
                picture: Cow::Borrowed(picture),
                left: 0.0,
                top: 0.0,
                width,
                height,
                block: 1,
            });
        }
        // Three output pixels of margin feed the filter at the edges of the window.
        let margin = scale * 3.0;
        let (left, right) =
            part(window.left - margin, window.left + window.width + margin, picture.width());
        let (top, bottom) =
            part(window.top - margin, window.top + window.height + margin, picture.height());
        Ok(Self {
            picture: Cow::Owned(mean_of_blocks(picture, (left, right), (top, bottom), block)?),
            left: f64::from(left),
            top: f64::from(top),
            width: f64::from(right - left) / f64::from(block),
            height: f64::from(bottom - top) / f64::from(block),
            block,
        })
    }

    /// A window of the source in the coordinates of the reduced picture.
    fn window(&self, window: Window) -> Window {
        let block = f64::from(self.block);
        Window {
            left: (window.left - self.left) / block,
            top: (window.top - self.top) / block,
            width: window.width / block,
            height: window.height / block,
        }
    }

    /// The colour at a point, between four pixels; white outside.
    fn sample(&self, x: f64, y: f64) -> [f64; 3] {
        if !((0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)) {
            return [255.0; 3];
        }
        let (x0, x1, right) = neighbours(x, self.picture.width());
        let (y0, y1, below) = neighbours(y, self.picture.height());
        let (upper, lower) = (self.picture.row(y0), self.picture.row(y1));
        let (x0, x1) = (x0 as usize, x1 as usize);
        let mut colour = [0.0; 3];
        for (channel, value) in colour.iter_mut().enumerate() {
            let mix = |row: &[[u8; 3]]| {
                let (left, next) = (f64::from(row[x0][channel]), f64::from(row[x1][channel]));
                left + (next - left) * right
            };
            let (above, under) = (mix(upper), mix(lower));
            *value = above + (under - above) * below;
        }
        colour
    }
}

/// The two pixels between whose middles a coordinate lies, both within the picture, and how far it is to the second.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to the picture"
)]
fn neighbours(at: f64, side: u32) -> (u32, u32, f64) {
    let last = side - 1;
    let at = (at - 0.5).clamp(0.0, f64::from(last));
    let first = at as u32;
    (first, (first + 1).min(last), at - f64::from(first))
}

/// The pixels of a side that a stretch touches: at least one of them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are clamped to the side"
)]
fn part(from: f64, to: f64, side: u32) -> (u32, u32) {
    let end = f64::from(side);
    let start = (from.floor().clamp(0.0, end) as u32).min(side - 1);
    (start, (to.ceil().clamp(0.0, end) as u32).max(start + 1))
}

/// The mean of every block of `block` × `block` pixels, of those at the right and lower edge the mean of what there is.
fn mean_of_blocks(
    picture: &Picture,
    (left, right): (u32, u32),
    (top, bottom): (u32, u32),
    block: u32,
) -> Result<Picture, PictureError> {
    let (columns, rows) = ((right - left).div_ceil(block), (bottom - top).div_ceil(block));
    let mut pixels = crate::picture::blank(columns, rows)?;
    let mut sums = vec![[0_u32; 3]; columns as usize];
    for (index, out) in
        (0_u32..).zip(pixels.as_chunks_mut::<3>().0.chunks_exact_mut(columns as usize))
    {
        let first = top + index * block;
        let last = (first + block).min(bottom);
        sums.fill([0; 3]);
        for y in first..last {
            let row = picture.row(y).get(left as usize..right as usize).unwrap_or_default();
            for (sum, run) in sums.iter_mut().zip(row.chunks(block as usize)) {
                let mut own = [0_u32; 3];
                for pixel in run {
                    own[0] += u32::from(pixel[0]);
                    own[1] += u32::from(pixel[1]);
                    own[2] += u32::from(pixel[2]);
                }
                // A block wider than 4,096 pixels could exceed 32 bits; saturating keeps it white instead of wrapping.
                for (sum, own) in sum.iter_mut().zip(own) {
                    *sum = sum.saturating_add(own);
                }
            }
        }
        for (x, (pixel, sum)) in (0_u32..).zip(out.iter_mut().zip(&sums)) {
            let count = (last - first) * (block.min(right - left - x * block));
            *pixel = sum.map(|sum| {
                u8::try_from((sum.saturating_add(count / 2)) / count).unwrap_or(u8::MAX)
            });
        }
    }
    Picture::from_rgb(columns, rows, pixels)
}

/// One in fixed point: 14 bits leave room for a byte and a sum of taps in 32 bits.
const ONE: i32 = 1 << 14;

/// For every output pixel along one axis: which source pixels it takes, with what weight, and how much white.
struct Taps {
    spans: Vec<Span>,
    weights: Vec<i32>,
}

struct Span {
    /// The first source pixel.
    first: usize,
    /// Where the weights of this output pixel lie.
    weights: std::ops::Range<usize>,
    /// The share of white, already multiplied by 255.
    white: i32,
}

impl Taps {
    /// Taps for `out` pixels over the stretch that begins at `start`; the source is `extent` long, in `side` pixels.
    fn of(start: f64, length: f64, out: u32, extent: f64, side: u32) -> Self {
        let scale = length / f64::from(out);
        // The filter grows with the scale; where nothing shrinks it is as wide as its nature demands.
        let stretch = scale.max(1.0);
        let mut taps = Self { spans: Vec::with_capacity(out as usize), weights: Vec::new() };
        let mut floats = Vec::new();
        for index in 0..out {
            let from = start + f64::from(index) * scale;
            let middle = from + scale / 2.0;
            let covered = (((from + scale).min(extent) - from.max(0.0)) / scale).clamp(0.0, 1.0);
            let (first, end) = part(middle - 2.0 * stretch, middle + 2.0 * stretch, side);
            floats.clear();
            floats.extend(
                (first..end).map(|pixel| catmull_rom((f64::from(pixel) + 0.5 - middle) / stretch)),
            );
            taps.push(first as usize, &floats, covered);
        }
        taps
    }

    /// Turns weights into fixed point such that they sum exactly to the covered share: flat colours stay as they are.
    #[expect(clippy::cast_possible_truncation, reason = "weights are normalised to about one")]
    fn push(&mut self, first: usize, floats: &[f64], covered: f64) {
        let begin = self.weights.len();
        let sum: f64 = floats.iter().sum();
        let share = if sum > 1e-6 { (f64::from(ONE) * covered + 0.5) as i32 } else { 0 };
        let mut rest = share;
        let mut heaviest = 0;
        for (index, float) in floats.iter().enumerate() {
            let weight = if share == 0 {
                0
            } else {
                (float / sum * f64::from(share)).round_ties_even() as i32
            };
            rest -= weight;
            self.weights.push(weight);
            if *float > floats[heaviest] {
                heaviest = index;
            }
        }
        if let Some(weight) = self.weights.get_mut(begin + heaviest) {
            *weight += rest;
        }
        self.spans.push(Span {
            first,
            weights: begin..self.weights.len(),
            white: (ONE - share) * 255,
        });
    }

    /// Shrinks every row.
    fn shrink_rows(&self, picture: &Picture) -> Result<Picture, PictureError> {
        let columns = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
        let mut pixels = crate::picture::blank(columns, picture.height())?;
        for (y, out) in
            (0_u32..).zip(pixels.as_chunks_mut::<3>().0.chunks_exact_mut(self.spans.len()))
        {
            let row = picture.row(y);
            for (pixel, span) in out.iter_mut().zip(&self.spans) {
                let mut sum = [span.white + ONE / 2; 3];
                for (source, weight) in
                    row[span.first..].iter().zip(&self.weights[span.weights.clone()])
                {
                    sum[0] += i32::from(source[0]) * weight;
                    sum[1] += i32::from(source[1]) * weight;
                    sum[2] += i32::from(source[2]) * weight;
                }
                *pixel = sum.map(from_fixed);
            }
        }
        Picture::from_rgb(columns, picture.height(), pixels)
    }

    /// Shrinks every column of a picture `width` wide.
    fn shrink_columns(&self, picture: &Picture, width: u32) -> Result<Picture, PictureError> {
        let rows = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
        let mut pixels = crate::picture::blank(width, rows)?;
        let stride = width as usize * 3;
        let mut sums = vec![0_i32; stride];
        for (out, span) in pixels.chunks_exact_mut(stride).zip(&self.spans) {
            sums.fill(span.white + ONE / 2);
            let sources = picture.rgb().chunks_exact(stride).skip(span.first);
            for (row, weight) in sources.zip(&self.weights[span.weights.clone()]) {
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += i32::from(*value) * weight;
                }
            }
            for (pixel, sum) in out.iter_mut().zip(&sums) {
                *pixel = from_fixed(*sum);
            }
        }
        Picture::from_rgb(width, rows, pixels)
    }
}

fn from_fixed(value: i32) -> u8 {
    (value >> 14).clamp(0, 255) as u8
}

/// Catmull and Rom's cubic: sharp, with an overshoot too small to see, and a polynomial, unlike Lanczos's sines.
fn catmull_rom(x: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((2.5 - 0.5 * x) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}
