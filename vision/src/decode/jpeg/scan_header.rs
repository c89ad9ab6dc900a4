//! The header of a JPEG's scan.

use super::DAMAGED;
use super::blocks::CoefficientBand;
use super::frame::Frame;
use super::tables::{CodingTables, TablePair};
use crate::PictureError;

/// A component of a scan: its index in the frame, and its tables.
pub(crate) struct ScanComponent {
    pub(crate) index: usize,
    pub(crate) quantisation: [u16; 64],
    pub(crate) huffman: TablePair,
}

/// A scan's header.
pub(crate) struct ScanHeader {
    pub(crate) components: Vec<ScanComponent>,
    pub(crate) band: CoefficientBand,
}

impl ScanHeader {
    pub(crate) fn parse(
        content: &[u8],
        frame: &Frame,
        tables: &CodingTables,
    ) -> Result<Self, PictureError> {
        let (count, rest) = content.split_first().ok_or(DAMAGED)?;
        let (component_bytes, rest) =
            rest.split_at_checked(usize::from(*count) * 2).ok_or(DAMAGED)?;
        let [first, last, bits, ..] = *rest else { return Err(DAMAGED) };
        let band = if frame.is_progressive {
            CoefficientBand {
                first: first.into(),
                last: last.into(),
                is_refinement: bits >> 4 != 0,
                low_bit: (bits & 15).into(),
            }
        } else {
            CoefficientBand { first: 0, last: 63, is_refinement: false, low_bit: 0 }
        };
        let is_sound = band.first <= band.last && band.last < 64 && band.low_bit < 14;
        let is_single = band.first == 0 || *count == 1;
        let has_single_mean = !frame.is_progressive || band.first > 0 || band.last == 0;
        if !(is_sound && is_single && has_single_mean && (1..=4).contains(count)) {
            return Err(DAMAGED);
        }
        let mut components: Vec<ScanComponent> = Vec::new();
        for part in component_bytes.as_chunks::<2>().0 {
            let index = frame.components.iter().position(|component| component.id == part[0]);
            let index = index.ok_or(DAMAGED)?;
            if components.iter().any(|other| other.index == index) {
                return Err(DAMAGED);
            }
            let slot = frame.components[index].quantisation_table;
            let quantisation = *tables.quantisation(slot).ok_or(DAMAGED)?;
            let huffman = tables.huffman_pair(frame, part[1]);
            let needs_dc = band.first == 0 && !band.is_refinement;
            if needs_dc && huffman.dc.is_none() || band.last > 0 && huffman.ac.is_none() {
                return Err(DAMAGED);
            }
            components.push(ScanComponent { index, quantisation, huffman });
        }
        Ok(Self { components, band })
    }
}
