//! The Huffman codes of a JPEG.

/// The data contradict themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CorruptData;

/// The number of bits of one look-up. Nearly all codes of photos are shorter.
pub(super) const LOOKUP_BITS: u32 = 10;

/// The codes of one length beyond the look-up.
#[derive(Clone, Copy, Default)]
pub(super) struct LongCodes {
    pub(super) first_code: u32,
    /// One more than the last code.
    pub(super) end: u32,
    pub(super) first_value: usize,
}

/// A Huffman table with look-ups for short codes.
#[derive(Clone)]
pub(crate) struct HuffmanTable {
    pub(super) values: Vec<u8>,
    pub(super) long_codes: [LongCodes; 17],
    /// For each bit pattern, length and symbol of the code that it begins with, or zero.
    pub(super) short_codes: Vec<u16>,
    /// For each bit pattern, value, run and length in bits of the coefficient that it begins with, or zero.
    pub(super) run_values: Vec<i16>,
}

impl HuffmanTable {
    /// Builds the table from the number of codes of each length, and their symbols in order.
    pub(crate) fn new(counts: &[u8; 16], values: &[u8]) -> Result<Self, CorruptData> {
        let size = 1_usize << LOOKUP_BITS;
        let mut table = Self {
            values: values.to_vec(),
            long_codes: [LongCodes::default(); 17],
            short_codes: vec![0; size],
            run_values: vec![0; size],
        };
        let (mut code, mut index) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(counts) {
            let end = code + u32::from(count);
            if end > 1 << length {
                return Err(CorruptData);
            }
            if length <= LOOKUP_BITS {
                let symbols = values.get(index..index + usize::from(count)).ok_or(CorruptData)?;
                for (code, &symbol) in (code..end).zip(symbols) {
                    table.add_short_code(code, length, symbol);
                }
            } else {
                table.long_codes[length as usize] =
                    LongCodes { first_code: code, end, first_value: index };
            }
            index += usize::from(count);
            code = end << 1;
        }
        if index != values.len() {
            return Err(CorruptData);
        }
        Ok(table)
    }

    fn add_short_code(&mut self, code: u32, length: u32, symbol: u8) {
        let spare_bits = LOOKUP_BITS - length;
        let first = (code << spare_bits) as usize;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a look-up has ten bits, a value eight"
        )]
        for bits in 0..1_usize << spare_bits {
            self.short_codes[first + bits] = (length as u16) << 8 | u16::from(symbol);
            let (run, count) = (i32::from(symbol >> 4), u32::from(symbol & 15));
            if count == 0 || count > spare_bits {
                continue;
            }
            let value = sign_extend((bits >> (spare_bits - count)) as u32, count);
            if (-128..128).contains(&value) {
                self.run_values[first + bits] =
                    (value << 8 | run << 4 | (length + count).cast_signed()) as i16;
            }
        }
    }
}

/// The signed number that these bits stand for (T.81, F.2.2.1).
pub(super) fn sign_extend(bits: u32, count: u32) -> i32 {
    let value = bits.cast_signed();
    if count > 0 && bits < 1 << (count - 1) { value - (1 << count) + 1 } else { value }
}
