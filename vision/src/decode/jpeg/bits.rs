//! The bits of a JPEG's entropy-coded data.

use super::huffman::{Broken, LOOK, Table, extend};
use super::markers::begins_segment;

/// How far behind the data of an interval its restart marker is searched, in bytes. Scanners write about ten stray
/// bytes.
const MOST_STRAY_BYTES: usize = 1024;

/// Reads bits up to the next marker or the end of the file, and counts the zero bits that it supplies beyond.
pub(crate) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The next bits, the first in the highest place.
    held: u64,
    count: u32,
    made_up: u32,
    ended: bool,
}

impl<'a> Bits<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, held: 0, count: 0, made_up: 0, ended: false }
    }

    /// The position of the next marker once all data are read; before that, a position somewhere before it.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Whether bits were used that the file does not have.
    pub(crate) fn overrun(&self) -> bool {
        self.count < self.made_up
    }

    /// Whether an invalid code may be one that the end of the data cut off.
    pub(crate) fn near_end(&self) -> bool {
        self.ended && self.count < self.made_up + 16
    }

    /// Fills up to at least 57 bits.
    fn fill(&mut self) {
        if !self.ended
            && let Some(next) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<8>())
        {
            let word = u64::from_be_bytes(*next);
            // No byte is 0xFF where no byte of the complement is zero.
            let flipped = !word;
            if flipped.wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
                let whole = (64 - self.count) / 8;
                // Bits that do not fill a whole byte are set again, to the same value, by the next fill.
                self.held |= word >> self.count;
                self.at += whole as usize;
                self.count += whole * 8;
                return;
            }
        }
        // The previous fill may have left bits beyond the count.
        self.held &= !(u64::MAX >> self.count);
        while self.count <= 56 {
            let byte = self.next_byte();
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    fn next_byte(&mut self) -> u8 {
        while !self.ended {
            match (self.bytes.get(self.at), self.bytes.get(self.at + 1)) {
                (Some(0xFF), Some(0x00)) => {
                    self.at += 2;
                    return 0xFF;
                }
                // A fill byte before a marker.
                (Some(0xFF), Some(0xFF)) => self.at += 1,
                (Some(0xFF), _) | (None, _) => self.ended = true,
                (Some(&byte), _) => {
                    self.at += 1;
                    return byte;
                }
            }
        }
        self.made_up += 8;
        0
    }

    /// Ensures enough bits for a code and the number behind it.
    fn ready(&mut self) {
        if self.count < 32 {
            self.fill();
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "at most 16 bits are looked at")]
    fn peek(&self, count: u32) -> u32 {
        (self.held >> (64 - count)) as u32
    }

    fn skip(&mut self, count: u32) {
        self.held <<= count;
        self.count -= count;
    }

    /// Reads up to 16 bits as an unsigned number.
    pub(crate) fn take(&mut self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        self.ready();
        let bits = self.peek(count);
        self.skip(count);
        bits
    }

    /// Reads a signed number of up to 15 bits. Where the first bit is zero, the number is negative (T.81, F.2.2.1).
    pub(crate) fn signed(&mut self, count: u32) -> i32 {
        extend(self.take(count), count)
    }

    /// Reads a code and returns its symbol.
    pub(crate) fn symbol(&mut self, table: &Table) -> Result<u8, Broken> {
        self.ready();
        let entry = table.short[self.peek(LOOK) as usize];
        let length = u32::from(entry >> 8);
        if length != 0 {
            self.skip(length);
            let [symbol, _] = entry.to_le_bytes();
            return Ok(symbol);
        }
        let code = self.peek(16);
        for length in LOOK + 1..=16 {
            let row = &table.long[length as usize];
            let code = code >> (16 - length);
            if code < row.end {
                self.skip(length);
                let index = row.first_value + (code.wrapping_sub(row.first_code)) as usize;
                return table.values.get(index).copied().ok_or(Broken);
            }
        }
        Err(Broken)
    }

    /// Reads a run of zeros and the number behind it at once, where both are short. Returns the value and the run.
    #[inline]
    pub(crate) fn run_and_value(&mut self, table: &Table) -> Option<(i16, usize)> {
        self.ready();
        let entry = table.pairs[self.peek(LOOK) as usize];
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
    pub(crate) fn restart(&mut self, number: usize) -> Option<Restart> {
        // At the end of an interval only padding is left, so that filling stops at the marker.
        if self.count <= 56 {
            self.fill();
        }
        let is_padding = self.count < self.made_up + 8;
        if is_padding && let [0xFF, 0xD0..=0xD7, ..] = *self.bytes.get(self.at..)? {
            *self = Self::new(self.bytes, self.at + 2);
            return Some(Restart::AtOnce);
        }
        // An interval ends in ones up to a whole byte (T.81, F.1.2.3). Damaged data end in any bits.
        let begun = self.count.saturating_sub(self.made_up) % 8;
        if begun > 0 && self.peek(begun) != (1 << begun) - 1 {
            return None;
        }
        let rest = self.bytes.get(self.at..)?;
        let rest = rest.get(..MOST_STRAY_BYTES).unwrap_or(rest);
        let offset = rest.windows(2).position(|pair| {
            pair[0] == 0xFF && (begins_segment(pair[1]) || matches!(pair[1], 0xD0..=0xD7))
        })?;
        let code = *rest.get(offset + 1)?;
        if usize::from(code) != 0xD0 + number % 8 {
            return None;
        }
        *self = Self::new(self.bytes, self.at + offset + 2);
        Some(Restart::BehindStrayBytes)
    }
}

/// The place where a restart marker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    /// Directly where the data of the interval end.
    AtOnce,
    /// Farther behind. Some scanners write stray bytes before it.
    BehindStrayBytes,
}
