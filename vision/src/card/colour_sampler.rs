//! Sampling colours between the pixels of a picture.

use super::homography::Point;
use crate::Picture;
use crate::resample::ReducedPicture;

/// A picture, shrunk by whole blocks or not, whose colours are sampled at points of the source.
pub(super) struct ColourSampler<'a> {
    reduced: &'a ReducedPicture<'a>,
}

impl<'a> ColourSampler<'a> {
    pub(super) fn new(reduced: &'a ReducedPicture<'a>) -> Self {
        Self { reduced }
    }

    /// The picture in its blocks.
    pub(super) fn reduced_picture(&self) -> &Picture {
        &self.reduced.picture
    }

    /// The side of a block in pixels of the source.
    pub(super) fn block(&self) -> f64 {
        f64::from(self.reduced.block)
    }

    /// The colour at a point of the source. `None` outside.
    pub(super) fn colour_at(&self, (x, y): Point) -> Option<[f64; 3]> {
        let block = self.block();
        let (x, y) = ((x - self.reduced.left) / block, (y - self.reduced.top) / block);
        ((0.0..=self.reduced.width).contains(&x) && (0.0..=self.reduced.height).contains(&y))
            .then(|| self.reduced.colour_at(x, y))
    }
}
