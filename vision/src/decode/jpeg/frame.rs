//! The frame and the tables of a JPEG.

use super::{DAMAGED, UNSUPPORTED};
use crate::PictureError;

/// One colour component and its blocks.
pub(crate) struct FrameComponent {
    pub(crate) id: u8,
    /// Sampling factors, 1 to 4.
    pub(crate) h: usize,
    pub(crate) v: usize,
    /// The number of the quantisation table.
    pub(crate) quantisation_table: usize,
    /// Blocks across and down, rounded up to whole units.
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// The frame header: size and components of the picture.
pub(crate) struct Frame {
    pub(crate) is_progressive: bool,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) components: Vec<FrameComponent>,
    /// The largest sampling factors.
    pub(crate) h: usize,
    pub(crate) v: usize,
    pub(crate) units_across: usize,
    pub(crate) units_down: usize,
}

/// The column and the row of a unit or a block.
#[derive(Clone, Copy)]
pub(crate) struct GridPosition {
    pub(crate) column: usize,
    pub(crate) row: usize,
}

/// The units of a scan.
pub(crate) struct ScanUnits {
    pub(crate) across: usize,
    pub(crate) down: usize,
    /// The pixel rows of a unit.
    pub(crate) row_height: usize,
}

impl Frame {
    pub(crate) fn parse(marker: u8, content: &[u8]) -> Result<Self, PictureError> {
        let [precision, h1, h0, w1, w0, count, ref rest @ ..] = *content else {
            return Err(DAMAGED);
        };
        let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
        if precision != 8 || !matches!(count, 1 | 3 | 4) {
            return Err(UNSUPPORTED);
        }
        if width == 0 || height == 0 || rest.len() < usize::from(count) * 3 {
            return Err(DAMAGED);
        }
        let mut components = Vec::new();
        for part in rest.as_chunks::<3>().0.iter().take(count.into()) {
            let (h, v) = (usize::from(part[1] >> 4), usize::from(part[1] & 15));
            if !(1..=4).contains(&h) || !(1..=4).contains(&v) {
                return Err(DAMAGED);
            }
            // A single component shares its units with no other, whatever factors the file gives.
            let (h, v) = if count == 1 { (1, 1) } else { (h, v) };
            components.push(FrameComponent {
                id: part[0],
                h,
                v,
                quantisation_table: part[2].into(),
                columns: 0,
                rows: 0,
            });
        }
        let h = components.iter().map(|component| component.h).max().unwrap_or(1);
        let v = components.iter().map(|component| component.v).max().unwrap_or(1);
        let units_across = usize::from(width).div_ceil(8 * h);
        let units_down = usize::from(height).div_ceil(8 * v);
        for component in &mut components {
            component.columns = units_across * component.h;
            component.rows = units_down * component.v;
        }
        let (width, height) = (width.into(), height.into());
        let is_progressive = marker == 0xC2;
        Ok(Self { is_progressive, width, height, components, h, v, units_across, units_down })
    }

    /// Whether a component is sampled in thirds. Few programs write such files and few decoders read them.
    pub(crate) fn has_thirds_sampling(&self) -> bool {
        self.components.iter().any(|component| component.h == 3 || component.v == 3)
    }

    /// The units of a scan of these components, given by their indices.
    pub(crate) fn scan_units(&self, components: &[usize]) -> ScanUnits {
        if let [index] = *components {
            let component = &self.components[index];
            let across = (self.width as usize * component.h).div_ceil(8 * self.h);
            let down = (self.height as usize * component.v).div_ceil(8 * self.v);
            return ScanUnits { across, down, row_height: 8 * self.v / component.v };
        }
        ScanUnits { across: self.units_across, down: self.units_down, row_height: 8 * self.v }
    }

    /// The number of samples across a component's blocks in a picture reduced to `side` eighths. It is more than `side`
    /// for a component of coarser sampling, which the reduced picture need not repeat.
    pub(crate) fn block_side(&self, component: &FrameComponent, side: usize) -> usize {
        let mut block_side = side;
        while block_side > 0
            && block_side < 8
            && component.h * block_side * 2 <= self.h * side
            && component.v * block_side * 2 <= self.v * side
        {
            block_side *= 2;
        }
        block_side
    }
}
