//! Our own JPEG decoder: it reduces while decoding, and it counts exactly what the data leave out.
//!
//! The decoder crate decodes sound files at full size. It cannot reduce while decoding, and it fills missing data with
//! grey without an error.

use super::bits::{BitReader, RestartMarker};
use super::blocks::{KeptCoefficients, read_sequential_block};
use super::canvas::{Canvas, ColourModel};
use super::component::{ComponentPlane, NOT_SENT};
use super::frame::{Frame, FrameComponent, GridPosition, ScanUnits};
use super::huffman::CorruptData;
use super::markers::{START_OF_SCAN, Segment, SegmentReader};
use super::scan_header::{ScanComponent, ScanHeader};
use super::tables::CodingTables;
use super::{DAMAGED, UNSUPPORTED};
use crate::PictureError;
use crate::picture::StoredPixels;

/// The share of a scan's units, in hundredths, that may be missing at its end. A picture of a person loses this much of
/// its height without harm. A file of a broken download lacks more.
const MAX_MISSING_PERCENT: usize = 3;
/// How many times a file's scans may cover its picture, averaged over all blocks. The usual ten scans of a progressive
/// file cover it six times. A hostile file could ask for endless scans that cost it a few bytes each.
const MAX_COVERINGS: usize = 20;
/// The number of lowest bits that the coefficients of a progressive file may lack. One bit is the difference between
/// two usual qualities.
const MAX_MISSING_BITS: u8 = 1;

/// How much of the picture a file's data cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// All of it.
    Complete,
    /// All of it, but the end marker is missing, which belongs at this position.
    MissingEnd(usize),
    /// All of it, with stray bytes before a restart marker, as some scanners write them.
    StrayBytes,
    /// All but the tolerated part: up to [`MAX_MISSING_PERCENT`] hundredths of a scan's units at its end, and of a progressive file
    /// the last bit of its coefficients.
    Gaps,
}

/// Checks how much of the picture the data cover, without decoding. [`PictureError::Damaged`] where it is too little.
///
/// It needs 1/8 byte a sample for a progressive file, and hardly any memory for a baseline one.
pub(crate) fn check_coverage(bytes: &[u8]) -> Result<Coverage, PictureError> {
    let mut decoder = ScanDecoder::new(bytes, 0, ColourModel::Grey);
    let (end, has_end_marker) = decoder.read_segments()?;
    Ok(match (decoder.has_gaps, decoder.has_stray_bytes, has_end_marker) {
        (true, ..) => Coverage::Gaps,
        (false, true, _) => Coverage::StrayBytes,
        (false, false, true) => Coverage::Complete,
        (false, false, false) => Coverage::MissingEnd(end),
    })
}

/// Decodes to RGB8 as stored, in `side` eighths of its size (1, 2, 4 or 8), each side rounded up. Rows that are missing
/// within the tolerance repeat the last good row.
///
/// It needs 3 bytes an output pixel. A file of several scans needs 2 more for each kept coefficient of a block (`side`
/// squared), and a progressive one 8 more a block.
pub(crate) fn decode(
    bytes: &[u8],
    side: usize,
    colour_model: ColourModel,
) -> Result<StoredPixels, PictureError> {
    let mut decoder = ScanDecoder::new(bytes, side, colour_model);
    decoder.read_segments()?;
    decoder.into_pixels()
}

/// The state of reading all scans of a file.
struct ScanDecoder<'a> {
    bytes: &'a [u8],
    side: usize,
    colour_model: ColourModel,
    frame: Option<Frame>,
    planes: Vec<ComponentPlane>,
    canvas: Option<Canvas>,
    tables: CodingTables,
    restart_interval: usize,
    /// The number of blocks that all scans so far have covered.
    covered_blocks: usize,
    /// Whether a scan lacked anything at its end.
    has_gaps: bool,
    has_stray_bytes: bool,
    first_missing_row: Option<u32>,
}

impl<'a> ScanDecoder<'a> {
    fn new(bytes: &'a [u8], side: usize, colour_model: ColourModel) -> Self {
        Self {
            bytes,
            side,
            colour_model,
            frame: None,
            planes: Vec::new(),
            canvas: None,
            tables: CodingTables::default(),
            restart_interval: 0,
            covered_blocks: 0,
            has_gaps: false,
            has_stray_bytes: false,
            first_missing_row: None,
        }
    }

    /// Reads all segments. Returns the position where the sound data end, and whether the end marker was found.
    fn read_segments(&mut self) -> Result<(usize, bool), PictureError> {
        let mut markers = SegmentReader::new(self.bytes);
        while let Some(segment) = markers.next_segment() {
            let Segment { marker, content } = segment;
            match marker {
                0xC0..=0xC2 if self.frame.is_none() => {
                    self.start_frame(Frame::parse(marker, content)?);
                }
                0xC4 => self.tables.read_huffman(content)?,
                0xC0..=0xCF => return Err(UNSUPPORTED),
                0xDB => self.tables.read_quantisation(content)?,
                0xDD => {
                    let restart_interval = content.first_chunk().ok_or(DAMAGED)?;
                    self.restart_interval = u16::from_be_bytes(*restart_interval).into();
                }
                START_OF_SCAN => {
                    let end = self.read_scan(content, markers.position())?;
                    markers.continue_at(end);
                }
                _ => {}
            }
        }
        self.check_covered()?;
        Ok((markers.sound_end(), markers.has_end_marker()))
    }

    fn start_frame(&mut self, frame: Frame) {
        for component in &frame.components {
            self.planes.push(ComponentPlane::new(KeptCoefficients::new(
                frame.block_side(component, self.side),
            )));
        }
        self.frame = Some(frame);
    }

    /// Checks that the sent data are enough to be called the picture. The end marker is no proof: some programs close a
    /// broken file with one.
    fn check_covered(&self) -> Result<(), PictureError> {
        let frame = self.frame.as_ref().ok_or(DAMAGED)?;
        let is_enough = |plane: &ComponentPlane| {
            let needed = if frame.is_progressive { 64 } else { 1 };
            plane.lowest_sent_bits[..needed].iter().all(|bit| *bit <= MAX_MISSING_BITS)
        };
        let is_covered = self.planes.iter().all(is_enough) && self.first_missing_row != Some(0);
        if is_covered { Ok(()) } else { Err(DAMAGED) }
    }

    /// Reads one scan and returns the position where its data end.
    fn read_scan(&mut self, content: &[u8], position: usize) -> Result<usize, PictureError> {
        let frame = self.frame.take().ok_or(DAMAGED)?;
        let scan = ScanHeader::parse(content, &frame, &self.tables)?;
        for component in &scan.components {
            let plane = &mut self.planes[component.index];
            plane.quantisation = plane.kept.quantisation(&component.quantisation);
        }
        let blocks = |component: &FrameComponent| component.columns * component.rows;
        self.covered_blocks +=
            scan.components.iter().map(|part| blocks(&frame.components[part.index])).sum::<usize>();
        if self.covered_blocks > MAX_COVERINGS * frame.components.iter().map(blocks).sum::<usize>()
        {
            return Err(UNSUPPORTED);
        }
        let is_direct = !frame.is_progressive && scan.components.len() == frame.components.len();
        if is_direct && self.side > 0 && self.canvas.is_none() {
            self.canvas = Some(Canvas::new(&frame, self.side, self.colour_model)?);
        } else if !is_direct {
            self.allocate_planes(&frame, &scan)?;
        }
        let ScanUnits { across, down, row_height } =
            frame.scan_units(&scan.components.iter().map(|part| part.index).collect::<Vec<_>>());
        let total = across * down;
        let mut bits = BitReader::new(self.bytes, position);
        let mut skip = 0;
        let mut units_done = 0;
        for plane in &mut self.planes {
            plane.predicted_mean = 0;
        }
        while units_done < total {
            if self.restart_interval > 0
                && units_done > 0
                && units_done.is_multiple_of(self.restart_interval)
            {
                match bits.skip_restart(units_done / self.restart_interval - 1) {
                    Some(RestartMarker::Immediate) => {}
                    Some(RestartMarker::AfterStrayBytes) => self.has_stray_bytes = true,
                    None if bits.is_near_end() => break,
                    None => return Err(DAMAGED),
                }
                skip = 0;
                for plane in &mut self.planes {
                    plane.predicted_mean = 0;
                }
            }
            let position = GridPosition { column: units_done % across, row: units_done / across };
            match self.read_unit(&frame, &scan, &mut bits, &mut skip, position) {
                Err(CorruptData) if bits.is_near_end() => break,
                Err(CorruptData) => return Err(DAMAGED),
                Ok(()) if bits.has_overrun() => break,
                Ok(()) => units_done += 1,
            }
            if is_direct
                && units_done.is_multiple_of(across)
                && let Some(canvas) = &mut self.canvas
            {
                canvas.emit_rows();
            }
        }
        self.has_gaps |= units_done < total;
        self.record_sent(&frame, &scan, (total - units_done) * 100 <= total * MAX_MISSING_PERCENT);
        if units_done < total && !scan.band.is_refinement && scan.band.first == 0 {
            let from = u32::try_from(units_done / across * row_height).unwrap_or(0);
            self.first_missing_row = Some(self.first_missing_row.map_or(from, |row| row.min(from)));
        }
        self.frame = Some(frame);
        Ok(bits.position())
    }

    /// Records which bits a scan has sent.
    fn record_sent(&mut self, frame: &Frame, scan: &ScanHeader, is_enough: bool) {
        if !is_enough {
            return;
        }
        let low_bit = if frame.is_progressive {
            u8::try_from(scan.band.low_bit).unwrap_or(NOT_SENT)
        } else {
            0
        };
        for component in &scan.components {
            let plane = &mut self.planes[component.index];
            for lowest in &mut plane.lowest_sent_bits[scan.band.first..=scan.band.last] {
                *lowest = low_bit.min(*lowest);
            }
        }
    }

    /// Allocates the memory for a component that comes in several scans.
    fn allocate_planes(&mut self, frame: &Frame, scan: &ScanHeader) -> Result<(), PictureError> {
        for &ScanComponent { index, .. } in &scan.components {
            let (component, plane) = (&frame.components[index], &mut self.planes[index]);
            let blocks = component.columns * component.rows;
            let out_of_memory =
                |_| PictureError::OutOfMemory { width: frame.width, height: frame.height };
            if plane.values.is_empty() {
                plane
                    .values
                    .try_reserve_exact(blocks * plane.kept.count())
                    .map_err(out_of_memory)?;
                plane.values.resize(blocks * plane.kept.count(), 0);
            }
            if frame.is_progressive && plane.nonzero.is_empty() {
                plane.nonzero.try_reserve_exact(blocks).map_err(out_of_memory)?;
                plane.nonzero.resize(blocks, 0);
            }
        }
        Ok(())
    }

    /// Reads the blocks of one unit: the share of each component, or one block where the scan has a single component.
    fn read_unit(
        &mut self,
        frame: &Frame,
        scan: &ScanHeader,
        bits: &mut BitReader<'_>,
        skip: &mut u32,
        position: GridPosition,
    ) -> Result<(), CorruptData> {
        let is_single = scan.components.len() == 1;
        for ScanComponent { index, huffman, .. } in &scan.components {
            let component = &frame.components[*index];
            let (across, down) = if is_single { (1, 1) } else { (component.h, component.v) };
            let plane = &mut self.planes[*index];
            for y in 0..down {
                for x in 0..across {
                    let (column, row) = (position.column * across + x, position.row * down + y);
                    let block_index = row * component.columns + column;
                    if frame.is_progressive {
                        plane.read_band(scan.band, bits, huffman, skip, block_index)?;
                        continue;
                    }
                    let dc = huffman.dc.as_ref().ok_or(CorruptData)?;
                    let ac = huffman.ac.as_ref().ok_or(CorruptData)?;
                    let mut block = [0; 65];
                    read_sequential_block(
                        bits,
                        dc,
                        ac,
                        &mut plane.predicted_mean,
                        &plane.kept,
                        &mut block,
                    )?;
                    let count = plane.kept.count();
                    let own = block_index * count..(block_index + 1) * count;
                    if let Some(values) = plane.values.get_mut(own) {
                        values.copy_from_slice(&block[..count]);
                    } else if let Some(canvas) = &mut self.canvas {
                        canvas.add_block(
                            *index,
                            GridPosition { column, row: y },
                            &block,
                            &plane.quantisation,
                        );
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns the picture, once everything is read.
    fn into_pixels(self) -> Result<StoredPixels, PictureError> {
        let frame = self.frame.ok_or(DAMAGED)?;
        let mut canvas = match self.canvas {
            Some(canvas) => canvas,
            None => {
                let mut canvas = Canvas::new(&frame, self.side, self.colour_model)?;
                for unit in 0..frame.units_down {
                    for (index, (component, plane)) in
                        frame.components.iter().zip(&self.planes).enumerate()
                    {
                        let count = plane.kept.count();
                        for y in 0..component.v {
                            let first = (unit * component.v + y) * component.columns;
                            for column in 0..component.columns {
                                let start = (first + column) * count;
                                let block =
                                    plane.values.get(start..start + count).ok_or(DAMAGED)?;
                                let position = GridPosition { column, row: y };
                                canvas.add_block(index, position, block, &plane.quantisation);
                            }
                        }
                    }
                    canvas.emit_rows();
                }
                canvas
            }
        };
        if let Some(row) = self.first_missing_row {
            canvas.repeat_rows_from(row as usize * self.side / 8);
        }
        Ok(canvas.into_pixels())
    }
}
