//! Reading a flatbuffer from untrusted bytes.
//!
//! A flatbuffer is a heap of tables that refer to each other by offsets. Every read here is checked against the length
//! of the bytes, and every offset points forward, so that no file can lead outside or into a cycle.

/// The bytes of a flatbuffer.
#[derive(Clone, Copy)]
pub(super) struct Flatbuffer<'a>(&'a [u8]);

/// A table: its start, and the list of its fields' offsets.
#[derive(Clone, Copy)]
pub(super) struct FlatTable<'a> {
    buffer: Flatbuffer<'a>,
    start: usize,
    /// The start of the list of fields, and its length in bytes.
    fields: usize,
    fields_bytes: usize,
}

/// A vector of `len` elements.
#[derive(Clone, Copy)]
pub(super) struct FlatVector<'a> {
    buffer: Flatbuffer<'a>,
    start: usize,
    len: usize,
}

impl<'a> Flatbuffer<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The root table of a file with this identifier in bytes 4 to 7.
    pub(super) fn root(self, identifier: [u8; 4]) -> Option<FlatTable<'a>> {
        if self.array::<4>(4)? != identifier {
            return None;
        }
        self.table_at_offset(0)
    }

    fn array<const N: usize>(self, position: usize) -> Option<[u8; N]> {
        self.0.get(position..position.checked_add(N)?)?.try_into().ok()
    }

    fn u16(self, position: usize) -> Option<usize> {
        self.array(position).map(|bytes| usize::from(u16::from_le_bytes(bytes)))
    }

    fn u32(self, position: usize) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array(position)?)).ok()
    }

    fn i32(self, position: usize) -> Option<i32> {
        self.array(position).map(i32::from_le_bytes)
    }

    /// The position that the offset at `position` points to.
    fn offset_target(self, position: usize) -> Option<usize> {
        position.checked_add(self.u32(position)?)
    }

    fn table_at_offset(self, position: usize) -> Option<FlatTable<'a>> {
        let start = self.offset_target(position)?;
        // A signed offset points back to the list of fields. Tables share such lists.
        let back = i64::from(self.i32(start)?);
        let fields = usize::try_from(i64::try_from(start).ok()?.checked_sub(back)?).ok()?;
        let fields_bytes = self.u16(fields)?;
        Some(FlatTable { buffer: self, start, fields, fields_bytes })
    }

    /// A vector whose elements of `size` bytes all lie within the file.
    fn vector_at_offset(self, position: usize, size: usize) -> Option<FlatVector<'a>> {
        let length_position = self.offset_target(position)?;
        let len = self.u32(length_position)?;
        let start = length_position.checked_add(4)?;
        self.0.get(start..start.checked_add(len.checked_mul(size)?)?)?;
        Some(FlatVector { buffer: self, start, len })
    }
}

impl<'a> FlatTable<'a> {
    /// The position of the field with this number. `None` where it was left out because it has its default.
    fn field_position(&self, field: usize) -> Option<usize> {
        let entry = 4 + 2 * field;
        if entry + 2 > self.fields_bytes {
            return None;
        }
        match self.buffer.u16(self.fields.checked_add(entry)?)? {
            0 => None,
            offset => self.start.checked_add(offset),
        }
    }

    /// A one-byte field. Zero where it was left out.
    pub(super) fn byte(&self, field: usize) -> u8 {
        self.field_position(field)
            .and_then(|position| self.buffer.array::<1>(position))
            .map_or(0, |[byte]| byte)
    }

    /// An integer. The schema's default where it was left out.
    pub(super) fn int(&self, field: usize, default: i32) -> i32 {
        self.field_position(field).and_then(|position| self.buffer.i32(position)).unwrap_or(default)
    }

    /// A count or an index. `None` for a negative number.
    pub(super) fn index(&self, field: usize, default: i32) -> Option<usize> {
        usize::try_from(self.int(field, default)).ok()
    }

    pub(super) fn table(&self, field: usize) -> Option<FlatTable<'a>> {
        self.buffer.table_at_offset(self.field_position(field)?)
    }

    /// A vector of bytes, such as raw data or a string.
    pub(super) fn bytes(&self, field: usize) -> Option<&'a [u8]> {
        let vector = self.buffer.vector_at_offset(self.field_position(field)?, 1)?;
        self.buffer.0.get(vector.start..vector.start.checked_add(vector.len)?)
    }

    /// A vector of 32-bit integers. Empty where it was left out.
    pub(super) fn ints(&self, field: usize) -> Option<Vec<i32>> {
        let Some(field_position) = self.field_position(field) else { return Some(Vec::new()) };
        let vector = self.buffer.vector_at_offset(field_position, 4)?;
        (0..vector.len).map(|index| self.buffer.i32(vector.start + 4 * index)).collect()
    }

    /// A vector of tables.
    pub(super) fn tables(&self, field: usize) -> Option<FlatVector<'a>> {
        self.buffer.vector_at_offset(self.field_position(field)?, 4)
    }
}

impl<'a> FlatVector<'a> {
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&self, index: usize) -> Option<FlatTable<'a>> {
        if index >= self.len {
            return None;
        }
        self.buffer.table_at_offset(self.start + 4 * index)
    }
}
