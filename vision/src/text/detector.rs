//! Finding lines of text. A model gives the probability of every pixel to be the middle of a line. A connected region
//! of likely pixels is a line, narrower than the text (Liao and others, Real-time Scene Text Detection with
//! Differentiable Binarization, 2020).

use std::sync::Arc;

use rten::ThreadPool;

use super::TextError;
use super::onnx::OnnxModel;
use super::region::{SlantedBox, find_regions};
use super::view::TextView;
use crate::{ModelError, Picture};

/// Sides of the model's input are multiples of this, in pixels.
const SIDE_STEP_PIXELS: f64 = 32.0;
/// The probability from which a pixel belongs to a line.
const MIN_PROBABILITY: f32 = 0.25;
/// The least mean probability of a region.
const MIN_MEAN_PROBABILITY: f64 = 0.45;
/// A line is its region grown on every side by area / circumference times this, because the model was trained to find
/// shrunk lines.
const GROWTH_FACTOR: f64 = 1.5;
/// The least breadth of a region, in pixels of the model's map. Narrower ones are specks.
const MIN_BREADTH_PIXELS: f64 = 2.0;
/// The most lines of a view: more than a card and its surroundings ever have. A crowded picture must not cost minutes.
const MAX_LINES: usize = 40;

/// The model that finds lines.
#[derive(Debug)]
pub(super) struct Detector {
    model: OnnxModel,
}

impl Detector {
    pub(super) fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Ok(Self { model: OnnxModel::read(bytes)? })
    }

    /// The lines of a view that is drawn with `long_side` pixels along its longer side, in pixels of the view, longest
    /// first.
    pub(super) fn find_lines(
        &self,
        view: &TextView<'_>,
        long_side: f64,
        threads: &Arc<ThreadPool>,
    ) -> Result<Vec<SlantedBox>, TextError> {
        let (width, height) = view.size();
        let scale = long_side / width.max(height);
        let side = |length: f64| {
            let steps = (length * scale / SIDE_STEP_PIXELS).round().max(1.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a cast from float saturates"
            )]
            let side = (steps * SIDE_STEP_PIXELS) as u32;
            side
        };
        let (across, down) = (side(width), side(height));
        let drawn = view.draw(across, down)?;
        let size = (across as usize, down as usize);
        let (shape, map) = self.model.run::<4>(model_planes(&drawn, size.0), size, threads)?;
        if shape != [1, 1, size.1, size.0] {
            return Err(TextError::UnexpectedShape);
        }
        let to_view_scale = (width / f64::from(across), height / f64::from(down));
        let mut lines: Vec<SlantedBox> = find_regions(&map, size.0, MIN_PROBABILITY)
            .into_iter()
            .filter(|region| region.sum >= MIN_MEAN_PROBABILITY * region.count as f64)
            .filter_map(|region| SlantedBox::enclosing(&region.outline))
            .filter(|core| core.breadth >= MIN_BREADTH_PIXELS)
            .map(|core| {
                let area = core.length * core.breadth;
                core.grow(GROWTH_FACTOR * area / (2.0 * (core.length + core.breadth)))
                    .scaled(to_view_scale)
            })
            .collect();
        lines.sort_by(|one, other| other.length.total_cmp(&one.length));
        lines.truncate(MAX_LINES);
        Ok(lines)
    }
}

/// The pixels in the models' format: blue, green and red planes of numbers from −1 to 1, rows padded with zeros up to
/// `width`.
pub(super) fn model_planes(picture: &Picture, width: usize) -> Vec<f32> {
    let (own_width, height) = (picture.width() as usize, picture.height() as usize);
    let plane = width * height;
    let mut numbers = vec![0.0; 3 * plane];
    for (index, pixel) in picture.pixels().iter().enumerate() {
        let position = index / own_width * width + index % own_width;
        for (channel, value) in pixel.iter().rev().enumerate() {
            numbers[channel * plane + position] = f32::from(*value) / 127.5 - 1.0;
        }
    }
    numbers
}
