//! The tables that a JPEG defines for its scans.

use super::frame::Frame;
use super::huffman::HuffmanTable;
use super::{DAMAGED, default_tables};
use crate::PictureError;

/// The tables that were defined so far, by their slots.
#[derive(Default)]
pub(crate) struct CodingTables {
    dc: [Option<HuffmanTable>; 4],
    ac: [Option<HuffmanTable>; 4],
    quantisation: [Option<[u16; 64]>; 4],
}

/// The two Huffman tables of a scan's component.
pub(crate) struct TablePair {
    pub(crate) dc: Option<HuffmanTable>,
    pub(crate) ac: Option<HuffmanTable>,
}

impl CodingTables {
    /// Reads Huffman tables into their slots.
    pub(crate) fn read_huffman(&mut self, content: &[u8]) -> Result<(), PictureError> {
        let mut rest = content;
        while let [kind, after @ ..] = rest {
            let (counts, after) = after.split_first_chunk::<16>().ok_or(DAMAGED)?;
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let (values, after) = after.split_at_checked(total).ok_or(DAMAGED)?;
            let tables = if kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            let slot = tables.get_mut(usize::from(kind & 15)).ok_or(DAMAGED)?;
            *slot = Some(HuffmanTable::new(counts, values).map_err(|_| DAMAGED)?);
            rest = after;
        }
        Ok(())
    }

    /// Reads quantisation tables into their slots.
    pub(crate) fn read_quantisation(&mut self, content: &[u8]) -> Result<(), PictureError> {
        let mut rest = content;
        while let [kind, after @ ..] = rest {
            let mut table = [0; 64];
            let size = if kind >> 4 == 0 { 64 } else { 128 };
            let (values, after) = after.split_at_checked(size).ok_or(DAMAGED)?;
            if size == 64 {
                for (entry, value) in table.iter_mut().zip(values) {
                    *entry = u16::from(*value);
                }
            } else {
                for (entry, value) in table.iter_mut().zip(values.as_chunks::<2>().0) {
                    *entry = u16::from_be_bytes(*value);
                }
            }
            *self.quantisation.get_mut(usize::from(kind & 15)).ok_or(DAMAGED)? = Some(table);
            rest = after;
        }
        Ok(())
    }

    /// The quantisation table in a slot. `None` where none was defined.
    pub(crate) fn quantisation(&self, slot: usize) -> Option<&[u16; 64]> {
        self.quantisation.get(slot).and_then(Option::as_ref)
    }

    /// The Huffman tables in the slots that a scan's header names in the two halves of a byte. A baseline file without
    /// tables uses those of the standard.
    pub(crate) fn huffman_pair(&self, frame: &Frame, slots: u8) -> TablePair {
        let (dc, ac) = (usize::from(slots >> 4), usize::from(slots & 15));
        let table_in =
            |tables: &[Option<HuffmanTable>; 4], slot: usize| tables.get(slot).cloned().flatten();
        let or_default =
            |table: Option<HuffmanTable>, default: fn(usize) -> Option<HuffmanTable>, slot| {
                table.or_else(|| if frame.is_progressive { None } else { default(slot) })
            };
        TablePair {
            dc: or_default(table_in(&self.dc, dc), default_tables::dc_table, dc),
            ac: or_default(table_in(&self.ac, ac), default_tables::ac_table, ac),
        }
    }
}
