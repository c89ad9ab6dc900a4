//! Our own JPEG decoder: it reduces while decoding, and it counts exactly what the data leave out.
//!
//! The decoder crate decodes sound files at full size. It cannot reduce while decoding, and it fills missing data with
//! grey without an error.

use super::bits::{Bits, Restart};
use super::blocks::{Band, Kept, sequential};
use super::canvas::{Canvas, Colour};
use super::component::{NOTHING, Plane};
use super::frame::{Component, Frame, huffman, quantisation};
use super::huffman::{Broken, Table};
use super::markers::{Markers, START_OF_SCAN, Segment};
use super::{DAMAGED, UNSUPPORTED, default_tables};
use crate::PictureError;

/// The share of a scan's units, in hundredths, that may be missing at its end. A picture of a person loses this much of
/// its height without harm. A file of a broken download lacks more.
const SPARE: usize = 3;
/// How many times a file's scans may cover its picture, averaged over all blocks. The usual ten scans of a progressive
/// file cover it six times. A hostile file could ask for endless scans that cost it a few bytes each.
const MOST_WALKS: usize = 20;
/// The number of lowest bits that the coefficients of a progressive file may lack. One bit is the difference between
/// two usual qualities.
const LAST_BIT: u8 = 1;

/// How much of the picture a file's data cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// All of it.
    Whole,
    /// All of it, but the end marker is missing, which belongs at this position.
    Unended(usize),
    /// All of it, with stray bytes before a restart marker, as some scanners write them.
    StrayBytes,
    /// All but the tolerated part: up to [`SPARE`] hundredths of a scan's units at its end, and of a progressive file
    /// the last bit of its coefficients.
    Gaps,
}

/// Checks how much of the picture the data cover, without decoding. [`PictureError::Damaged`] where it is too little.
///
/// It needs 1/8 byte a sample for a progressive file, and hardly any memory for a baseline one.
pub(crate) fn coverage(bytes: &[u8]) -> Result<Coverage, PictureError> {
    let mut reading = Reading::new(bytes, 0, Colour::Grey);
    let (end, ended) = reading.read()?;
    Ok(match (reading.gaps, reading.has_stray_bytes, ended) {
        (true, ..) => Coverage::Gaps,
        (false, true, _) => Coverage::StrayBytes,
        (false, false, true) => Coverage::Whole,
        (false, false, false) => Coverage::Unended(end),
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
    colour: Colour,
) -> Result<(Vec<u8>, u32, u32), PictureError> {
    let mut reading = Reading::new(bytes, side, colour);
    reading.read()?;
    reading.finish()
}

struct Reading<'a> {
    bytes: &'a [u8],
    side: usize,
    colour: Colour,
    frame: Option<Frame>,
    planes: Vec<Plane>,
    canvas: Option<Canvas>,
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    tables: [Option<[u16; 64]>; 4],
    interval: usize,
    /// The number of blocks that all scans so far have covered.
    walked: usize,
    /// Whether a scan lacked anything at its end.
    gaps: bool,
    has_stray_bytes: bool,
    missing_from: Option<u32>,
}

/// A scan's header: the components by their index, each with its two tables.
struct Scan {
    parts: Vec<(usize, Option<Table>, Option<Table>)>,
    band: Band,
}

impl<'a> Reading<'a> {
    fn new(bytes: &'a [u8], side: usize, colour: Colour) -> Self {
        Self {
            bytes,
            side,
            colour,
            frame: None,
            planes: Vec::new(),
            canvas: None,
            dc: Default::default(),
            ac: Default::default(),
            tables: Default::default(),
            interval: 0,
            walked: 0,
            gaps: false,
            has_stray_bytes: false,
            missing_from: None,
        }
    }

    /// Reads all segments. Returns the position where the sound data end, and whether the end marker was found.
    fn read(&mut self) -> Result<(usize, bool), PictureError> {
        let mut markers = Markers::new(self.bytes);
        while let Some(segment) = markers.next() {
            let Segment { marker, content } = segment;
            match marker {
                0xC0..=0xC2 if self.frame.is_none() => {
                    self.begin(Frame::parse(marker, content)?)?
                }
                0xC4 => huffman(content, &mut self.dc, &mut self.ac)?,
                0xC0..=0xCF => return Err(UNSUPPORTED),
                0xDB => quantisation(content, &mut self.tables)?,
                0xDD => {
                    let interval = content.first_chunk().ok_or(DAMAGED)?;
                    self.interval = u16::from_be_bytes(*interval).into();
                }
                START_OF_SCAN => {
                    let end = self.scan(content, markers.position())?;
                    markers.go_to(end);
                }
                _ => {}
            }
        }
        self.cover()?;
        Ok((markers.sound_end(), markers.ended()))
    }

    fn begin(&mut self, frame: Frame) -> Result<(), PictureError> {
        for component in &frame.components {
            self.planes.push(Plane::new(Kept::new(frame.side_of(component, self.side))));
        }
        self.frame = Some(frame);
        Ok(())
    }

    /// Checks that the sent data are enough to be called the picture. The end marker is no proof: some programs close a
    /// broken file with one.
    fn cover(&self) -> Result<(), PictureError> {
        let frame = self.frame.as_ref().ok_or(DAMAGED)?;
        let enough = |plane: &Plane| {
            let needed = if frame.progressive { 64 } else { 1 };
            plane.sent[..needed].iter().all(|bit| *bit <= LAST_BIT)
        };
        let covered = self.planes.iter().all(enough) && self.missing_from != Some(0);
        if covered { Ok(()) } else { Err(DAMAGED) }
    }

    /// Reads one scan and returns the position where its data end.
    fn scan(&mut self, content: &[u8], at: usize) -> Result<usize, PictureError> {
        let frame = self.frame.take().ok_or(DAMAGED)?;
        let scan = self.header(&frame, content)?;
        let blocks = |component: &Component| component.columns * component.rows;
        self.walked +=
            scan.parts.iter().map(|part| blocks(&frame.components[part.0])).sum::<usize>();
        if self.walked > MOST_WALKS * frame.components.iter().map(blocks).sum::<usize>() {
            return Err(UNSUPPORTED);
        }
        let direct = !frame.progressive && scan.parts.len() == frame.components.len();
        if direct && self.side > 0 && self.canvas.is_none() {
            self.canvas = Some(Canvas::new(&frame, self.side, self.colour)?);
        } else if !direct {
            self.store(&frame, &scan)?;
        }
        let (across, down, height) =
            frame.units(&scan.parts.iter().map(|part| part.0).collect::<Vec<_>>());
        let total = across * down;
        let mut bits = Bits::new(self.bytes, at);
        let mut skip = 0;
        let mut done = 0;
        for plane in &mut self.planes {
            plane.predicted = 0;
        }
        while done < total {
            if self.interval > 0 && done > 0 && done.is_multiple_of(self.interval) {
                match bits.restart(done / self.interval - 1) {
                    Some(Restart::AtOnce) => {}
                    Some(Restart::BehindStrayBytes) => self.has_stray_bytes = true,
                    None if bits.near_end() => break,
                    None => return Err(DAMAGED),
                }
                skip = 0;
                for plane in &mut self.planes {
                    plane.predicted = 0;
                }
            }
            let place = (done % across, done / across);
            match self.unit(&frame, &scan, &mut bits, &mut skip, place) {
                Err(Broken) if bits.near_end() => break,
                Err(Broken) => return Err(DAMAGED),
                Ok(()) if bits.overrun() => break,
                Ok(()) => done += 1,
            }
            if direct
                && done.is_multiple_of(across)
                && let Some(canvas) = &mut self.canvas
            {
                canvas.emit();
            }
        }
        self.gaps |= done < total;
        self.account(&frame, &scan, (total - done) * 100 <= total * SPARE);
        if done < total && !scan.band.refines && scan.band.first == 0 {
            let from = u32::try_from(done / across * height).unwrap_or(0);
            self.missing_from = Some(self.missing_from.map_or(from, |row| row.min(from)));
        }
        self.frame = Some(frame);
        Ok(bits.position())
    }

    /// Records which bits a scan has sent.
    fn account(&mut self, frame: &Frame, scan: &Scan, enough: bool) {
        if !enough {
            return;
        }
        let low =
            if frame.progressive { u8::try_from(scan.band.low).unwrap_or(NOTHING) } else { 0 };
        for (index, ..) in &scan.parts {
            for sent in &mut self.planes[*index].sent[scan.band.first..=scan.band.last] {
                *sent = low.min(*sent);
            }
        }
    }

    fn header(&mut self, frame: &Frame, content: &[u8]) -> Result<Scan, PictureError> {
        let (count, rest) = content.split_first().ok_or(DAMAGED)?;
        let (parts, rest) = rest.split_at_checked(usize::from(*count) * 2).ok_or(DAMAGED)?;
        let [first, last, bits, ..] = *rest else { return Err(DAMAGED) };
        let band = if frame.progressive {
            Band {
                first: first.into(),
                last: last.into(),
                refines: bits >> 4 != 0,
                low: (bits & 15).into(),
            }
        } else {
            Band { first: 0, last: 63, refines: false, low: 0 }
        };
        let sound = band.first <= band.last && band.last < 64 && band.low < 14;
        let alone = band.first == 0 || *count == 1;
        let mean_alone = !frame.progressive || band.first > 0 || band.last == 0;
        if !(sound && alone && mean_alone && (1..=4).contains(count)) {
            return Err(DAMAGED);
        }
        let mut found: Vec<(usize, Option<Table>, Option<Table>)> = Vec::new();
        for part in parts.as_chunks::<2>().0 {
            let index = frame.components.iter().position(|component| component.id == part[0]);
            let index = index.ok_or(DAMAGED)?;
            if found.iter().any(|(other, ..)| *other == index) {
                return Err(DAMAGED);
            }
            let plane = &mut self.planes[index];
            let table = self.tables.get(frame.components[index].table).and_then(Option::as_ref);
            plane.quantisation = plane.kept.quantisation(table.ok_or(DAMAGED)?);
            let (dc, ac) = self.huffman_tables(frame, part[1]);
            let needs_dc = band.first == 0 && !band.refines;
            if needs_dc && dc.is_none() || band.last > 0 && ac.is_none() {
                return Err(DAMAGED);
            }
            found.push((index, dc, ac));
        }
        Ok(Scan { parts: found, band })
    }

    /// The tables that a scan's header names in the two halves of a byte. A baseline file without tables uses those of
    /// the standard.
    fn huffman_tables(&self, frame: &Frame, places: u8) -> (Option<Table>, Option<Table>) {
        let (dc, ac) = (usize::from(places >> 4), usize::from(places & 15));
        let pick = |tables: &[Option<Table>; 4], at: usize| tables.get(at).cloned().flatten();
        let or_default = |table: Option<Table>, default: fn(usize) -> Option<Table>, at| {
            table.or_else(|| if frame.progressive { None } else { default(at) })
        };
        (
            or_default(pick(&self.dc, dc), default_tables::dc_table, dc),
            or_default(pick(&self.ac, ac), default_tables::ac_table, ac),
        )
    }

    /// Allocates the memory for a component that comes in several scans.
    fn store(&mut self, frame: &Frame, scan: &Scan) -> Result<(), PictureError> {
        for (index, ..) in &scan.parts {
            let (component, plane) = (&frame.components[*index], &mut self.planes[*index]);
            let blocks = component.columns * component.rows;
            let memory = |_| PictureError::OutOfMemory { width: frame.width, height: frame.height };
            if plane.values.is_empty() {
                plane.values.try_reserve_exact(blocks * plane.kept.count()).map_err(memory)?;
                plane.values.resize(blocks * plane.kept.count(), 0);
            }
            if frame.progressive && plane.known.is_empty() {
                plane.known.try_reserve_exact(blocks).map_err(memory)?;
                plane.known.resize(blocks, 0);
            }
        }
        Ok(())
    }

    /// Reads the blocks of one unit: the share of each component, or one block where the scan has a single component.
    fn unit(
        &mut self,
        frame: &Frame,
        scan: &Scan,
        bits: &mut Bits<'_>,
        skip: &mut u32,
        (column, row): (usize, usize),
    ) -> Result<(), Broken> {
        let single = scan.parts.len() == 1;
        for (index, dc, ac) in &scan.parts {
            let component = &frame.components[*index];
            let (across, down) = if single { (1, 1) } else { (component.h, component.v) };
            let plane = &mut self.planes[*index];
            for y in 0..down {
                for x in 0..across {
                    let (column, row) = (column * across + x, row * down + y);
                    let at = row * component.columns + column;
                    if frame.progressive {
                        plane.banded(scan.band, bits, (dc.as_ref(), ac.as_ref()), skip, at)?;
                        continue;
                    }
                    let tables = (dc.as_ref().ok_or(Broken)?, ac.as_ref().ok_or(Broken)?);
                    let mut block = [0; 65];
                    sequential(bits, tables, &mut plane.predicted, &plane.kept, &mut block)?;
                    let count = plane.kept.count();
                    if let Some(values) = plane.values.get_mut(at * count..(at + 1) * count) {
                        values.copy_from_slice(&block[..count]);
                    } else if let Some(canvas) = &mut self.canvas {
                        canvas.put(*index, (column, y), &block, &plane.quantisation);
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns the picture, once everything is read.
    fn finish(self) -> Result<(Vec<u8>, u32, u32), PictureError> {
        let frame = self.frame.ok_or(DAMAGED)?;
        let mut canvas = match self.canvas {
            Some(canvas) => canvas,
            None => {
                let mut canvas = Canvas::new(&frame, self.side, self.colour)?;
                for unit in 0..frame.units_down {
                    for (index, (component, plane)) in
                        frame.components.iter().zip(&self.planes).enumerate()
                    {
                        let count = plane.kept.count();
                        for y in 0..component.v {
                            let first = (unit * component.v + y) * component.columns;
                            for column in 0..component.columns {
                                let at = (first + column) * count;
                                let block = plane.values.get(at..at + count).ok_or(DAMAGED)?;
                                canvas.put(index, (column, y), block, &plane.quantisation);
                            }
                        }
                    }
                    canvas.emit();
                }
                canvas
            }
        };
        if let Some(row) = self.missing_from {
            canvas.repeat_from(row as usize * self.side / 8);
        }
        Ok(canvas.into_rgb())
    }
}
