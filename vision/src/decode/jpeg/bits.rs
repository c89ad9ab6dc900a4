//! The bits of a JPEG's entropy-coded data.

use super::huffman::{CorruptData, HuffmanTable, LOOKUP_BITS, sign_extend};
use super::markers::begins_segment;

/// How far behind the data of an interval its restart marker is searched, in bytes. Scanners write about ten stray
/// bytes.
const MAX_STRAY_BYTES: usize = 1024;

/// Reads bits up to the next marker or the end of the file, and counts the zero bits that it supplies beyond.
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    position: usize,
    /// The next bits, the first in the highest place.
    buffer: u64,
    bit_count: u32,
    padding_bits: u32,
    has_ended: bool,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8], position: usize) -> Self {
        Self { bytes, position, buffer: 0, bit_count: 0, padding_bits: 0, has_ended: false }
    }

    /// The position of the next marker once all data are read; before that, a position somewhere before it.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Whether bits were used that the file does not have.
    pub(crate) fn has_overrun(&self) -> bool {
        self.bit_count < self.padding_bits
    }

    /// Whether an invalid code may be one that the end of the data cut off.
    pub(crate) fn is_near_end(&self) -> bool {
        self.has_ended && self.bit_count < self.padding_bits + 16
    }

    /// Fills up to at least 57 bits.
    fn fill(&mut self) {
        if !self.has_ended
            && let Some(next) =
                self.bytes.get(self.position..).and_then(|rest| rest.first_chunk::<8>())
        {
            let word = u64::from_be_bytes(*next);
            // No byte is 0xFF where no byte of the complement is zero.
            let complement = !word;
            if complement.wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
                let whole_bytes = (64 - self.bit_count) / 8;
                // Bits that do not fill a whole byte are set again, to the same value, by the next fill.
                self.buffer |= word >> self.bit_count;
                self.position += whole_bytes as usize;
                self.bit_count += whole_bytes * 8;
                return;
            }
        }
        // The previous fill may have left bits beyond the count.
        self.buffer &= !(u64::MAX >> self.bit_count);
        while self.bit_count <= 56 {
            let byte = self.next_byte();
            self.buffer |= u64::from(byte) << (56 - self.bit_count);
            self.bit_count += 8;
        }
    }

    fn next_byte(&mut self) -> u8 {
        while !self.has_ended {
            match (self.bytes.get(self.position), self.bytes.get(self.position + 1)) {
                (Some(0xFF), Some(0x00)) => {
                    self.position += 2;
                    return 0xFF;
                }
                // A fill byte before a marker.
                (Some(0xFF), Some(0xFF)) => self.position += 1,
                (Some(0xFF), _) | (None, _) => self.has_ended = true,
                (Some(&byte), _) => {
                    self.position += 1;
                    return byte;
                }
            }
        }
        self.padding_bits += 8;
        0
    }

    /// Ensures enough bits for a code and the number behind it.
    fn ensure_code(&mut self) {
        if self.bit_count < 32 {
            self.fill();
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "at most 16 bits are read")]
    fn peek(&self, count: u32) -> u32 {
        (self.buffer >> (64 - count)) as u32
    }

    fn skip(&mut self, count: u32) {
        self.buffer <<= count;
        self.bit_count -= count;
    }

    /// Reads up to 16 bits as an unsigned number.
    pub(crate) fn read_bits(&mut self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        self.ensure_code();
        let bits = self.peek(count);
        self.skip(count);
        bits
    }

    /// Reads a signed number of up to 15 bits. Where the first bit is zero, the number is negative (T.81, F.2.2.1).
    pub(crate) fn read_signed(&mut self, count: u32) -> i32 {
        sign_extend(self.read_bits(count), count)
    }

    /// Reads a code and returns its symbol.
    pub(crate) fn read_symbol(&mut self, table: &HuffmanTable) -> Result<u8, CorruptData> {
        self.ensure_code();
        let entry = table.short_codes[self.peek(LOOKUP_BITS) as usize];
        let length = u32::from(entry >> 8);
        if length != 0 {
            self.skip(length);
            let [symbol, _] = entry.to_le_bytes();
            return Ok(symbol);
        }
        let code = self.peek(16);
        for length in LOOKUP_BITS + 1..=16 {
            let codes = &table.long_codes[length as usize];
            let code = code >> (16 - length);
            if code < codes.end {
                self.skip(length);
                let index = codes.first_value + (code.wrapping_sub(codes.first_code)) as usize;
                return table.values.get(index).copied().ok_or(CorruptData);
            }
        }
        Err(CorruptData)
    }

    /// Reads a run of zeros and the number behind it at once, where both are short. Returns the value and the run.
    #[inline]
    pub(crate) fn read_run_and_value(&mut self, table: &HuffmanTable) -> Option<(i16, usize)> {
        self.ensure_code();
        let entry = table.run_values[self.peek(LOOKUP_BITS) as usize];
        if entry == 0 {
            return None;
        }
        #[expect(clippy::cast_sign_loss, reason = "four bits are not negative")]
        let (length, run) = ((entry & 15) as u32, ((entry >> 4) & 15) as usize);
        self.skip(length);
        Some((entry >> 8, run))
    }

    /// Skips the restart marker of this number, counted from 0 in the scan. Where stray bytes stand before the marker,
    /// its number must be right, because a whole interval might be missing.
    pub(crate) fn skip_restart(&mut self, number: usize) -> Option<RestartMarker> {
        // At the end of an interval only padding is left, so that filling stops at the marker.
        if self.bit_count <= 56 {
            self.fill();
        }
        let is_padding = self.bit_count < self.padding_bits + 8;
        if is_padding && let [0xFF, 0xD0..=0xD7, ..] = *self.bytes.get(self.position..)? {
            *self = Self::new(self.bytes, self.position + 2);
            return Some(RestartMarker::Immediate);
        }
        // An interval ends in ones up to a whole byte (T.81, F.1.2.3). Damaged data end in any bits.
        let rest_bits = self.bit_count.saturating_sub(self.padding_bits) % 8;
        if rest_bits > 0 && self.peek(rest_bits) != (1 << rest_bits) - 1 {
            return None;
        }
        let rest = self.bytes.get(self.position..)?;
        let rest = rest.get(..MAX_STRAY_BYTES).unwrap_or(rest);
        let offset = rest.windows(2).position(|pair| {
            pair[0] == 0xFF && (begins_segment(pair[1]) || matches!(pair[1], 0xD0..=0xD7))
        })?;
        let code = *rest.get(offset + 1)?;
        if usize::from(code) != 0xD0 + number % 8 {
            return None;
        }
        *self = Self::new(self.bytes, self.position + offset + 2);
        Some(RestartMarker::AfterStrayBytes)
    }
}

/// The place where a restart marker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RestartMarker {
    /// Directly where the data of the interval end.
    Immediate,
    /// Farther behind. Some scanners write stray bytes before it.
    AfterStrayBytes,
}
