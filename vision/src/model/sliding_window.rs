//! A small window that moves over an input of many channels.

use std::borrow::Cow;

use super::ModelError;

/// A window of `height` × `width` that moves by steps over an input. Each position gives one output.
///
/// Values lie row by row, and within a row pixel by pixel, all channels of a pixel together.
#[derive(Clone, Copy, Debug)]
pub(super) struct SlidingWindow {
    pub(super) in_height: usize,
    pub(super) in_width: usize,
    pub(super) out_height: usize,
    pub(super) out_width: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) step_down: usize,
    pub(super) step_across: usize,
    /// How far the window reaches out of the input at its first position, above and to the left.
    rows_above: usize,
    columns_before: usize,
}

/// The treatment of the window at the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WindowPadding {
    /// The window reaches over the edge, so that a step of one keeps the size.
    Same,
    /// The window stays within the input.
    Valid,
}

impl WindowPadding {
    /// The padding for its number in the format.
    pub(super) const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Same),
            1 => Some(Self::Valid),
            _ => None,
        }
    }
}

impl SlidingWindow {
    /// The window over `picture` (height, width) with the size `window` (height, width) and `steps` (down, across).
    pub(super) fn new(
        picture: (usize, usize),
        window: (usize, usize),
        steps: (usize, usize),
        padding: WindowPadding,
    ) -> Result<Self, ModelError> {
        let (out_height, rows_above) = window_positions(picture.0, window.0, steps.0, padding)?;
        let (out_width, columns_before) = window_positions(picture.1, window.1, steps.1, padding)?;
        Ok(Self {
            in_height: picture.0,
            in_width: picture.1,
            out_height,
            out_width,
            height: window.0,
            width: window.1,
            step_down: steps.0,
            step_across: steps.1,
            rows_above,
            columns_before,
        })
    }

    /// Whether every position is one pixel of the input, in the same order.
    pub(super) const fn is_pixelwise(&self) -> bool {
        self.height == 1 && self.width == 1 && self.step_down == 1 && self.step_across == 1
    }

    /// The same window with all pixels in one row. Where every position is one pixel, rows have no meaning, and one
    /// long row has the fewest ends.
    pub(super) const fn in_one_row(self) -> Self {
        let pixels = self.in_height * self.in_width;
        Self { in_height: 1, in_width: pixels, out_height: 1, out_width: pixels, ..self }
    }

    /// The width of the input with its margins.
    pub(super) const fn padded_width(&self) -> usize {
        let needed = (self.out_width - 1) * self.step_across + self.width;
        if needed > self.in_width { needed } else { self.in_width }
    }

    /// The height of the input with its margins.
    pub(super) const fn padded_height(&self) -> usize {
        let needed = (self.out_height - 1) * self.step_down + self.height;
        if needed > self.in_height { needed } else { self.in_height }
    }

    /// The input with a margin of `filling` so wide that the window never reaches out of it. The loops over it then
    /// need no special case at the edge.
    pub(super) fn padded<'a>(
        &self,
        input: &'a [f32],
        channels: usize,
        filling: f32,
    ) -> Cow<'a, [f32]> {
        let (height, width) = (self.padded_height(), self.padded_width());
        if height == self.in_height && width == self.in_width {
            return Cow::Borrowed(input);
        }
        let mut padded = vec![filling; height * width * channels];
        let rows = padded.chunks_exact_mut(width * channels).skip(self.rows_above);
        let row_values = self.in_width * channels;
        for (row, source) in rows.zip(input.chunks_exact(row_values)) {
            row[self.columns_before * channels..][..row_values].copy_from_slice(source);
        }
        Cow::Owned(padded)
    }

    /// The multiplications for `channels` values a position.
    pub(super) fn multiplications(&self, channels: usize) -> Option<usize> {
        super::file::element_count(&[
            self.out_height,
            self.out_width,
            self.height,
            self.width,
            channels,
        ])
    }
}

/// The number of positions of the window along one axis, and how far it reaches out at the first.
fn window_positions(
    side: usize,
    window: usize,
    step: usize,
    padding: WindowPadding,
) -> Result<(usize, usize), ModelError> {
    // A window may be as large as the input, where the whole input becomes one value. A larger one is invalid.
    if side == 0 || window == 0 || step == 0 || window > side.max(5) || step > side.max(5) {
        return Err(ModelError::Damaged);
    }
    match padding {
        WindowPadding::Same => {
            let count = side.div_ceil(step);
            let missing = ((count - 1) * step + window).saturating_sub(side);
            Ok((count, missing / 2))
        }
        WindowPadding::Valid if window <= side => Ok(((side - window) / step + 1, 0)),
        WindowPadding::Valid => Err(ModelError::Damaged),
    }
}
