//! Reading a flatbuffer from untrusted bytes.
//!
//! A flatbuffer is a heap of tables that refer to each other by offsets. Every read here is checked against the length
//! of the bytes, and every offset points forward, so that no file can lead outside or into a cycle.

/// The bytes of a flatbuffer.
#[derive(Clone, Copy)]
pub(super) struct Flat<'a>(&'a [u8]);

/// A table: its start, and the list of its fields' offsets.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    flat: Flat<'a>,
    start: usize,
    /// The start of the list of fields, and its length in bytes.
    fields: usize,
    fields_length: usize,
}

/// A vector of `len` elements.
#[derive(Clone, Copy)]
pub(super) struct Vector<'a> {
    flat: Flat<'a>,
    start: usize,
    len: usize,
}

impl<'a> Flat<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The root table of a file with this identifier in bytes 4 to 7.
    pub(super) fn root(self, identifier: [u8; 4]) -> Option<Table<'a>> {
        if self.array::<4>(4)? != identifier {
            return None;
        }
        self.table_behind(0)
    }

    fn array<const N: usize>(self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    fn u16(self, at: usize) -> Option<usize> {
        self.array(at).map(|bytes| usize::from(u16::from_le_bytes(bytes)))
    }

    fn u32(self, at: usize) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array(at)?)).ok()
    }

    fn i32(self, at: usize) -> Option<i32> {
        self.array(at).map(i32::from_le_bytes)
    }

    /// The position that the offset at `at` points to.
    fn behind(self, at: usize) -> Option<usize> {
        at.checked_add(self.u32(at)?)
    }

    fn table_behind(self, at: usize) -> Option<Table<'a>> {
        let start = self.behind(at)?;
        // A signed offset points back to the list of fields. Tables share such lists.
        let back = i64::from(self.i32(start)?);
        let fields = usize::try_from(i64::try_from(start).ok()?.checked_sub(back)?).ok()?;
        let fields_length = self.u16(fields)?;
        Some(Table { flat: self, start, fields, fields_length })
    }

    /// A vector whose elements of `size` bytes all lie within the file.
    fn vector_behind(self, at: usize, size: usize) -> Option<Vector<'a>> {
        let head = self.behind(at)?;
        let len = self.u32(head)?;
        let start = head.checked_add(4)?;
        self.0.get(start..start.checked_add(len.checked_mul(size)?)?)?;
        Some(Vector { flat: self, start, len })
    }
}

impl<'a> Table<'a> {
    /// The position of the field with this number. `None` where it was left out because it has its default.
    fn place(&self, field: usize) -> Option<usize> {
        let entry = 4 + 2 * field;
        if entry + 2 > self.fields_length {
            return None;
        }
        match self.flat.u16(self.fields.checked_add(entry)?)? {
            0 => None,
            offset => self.start.checked_add(offset),
        }
    }

    /// A one-byte field. Zero where it was left out.
    pub(super) fn byte(&self, field: usize) -> u8 {
        self.place(field).and_then(|at| self.flat.array::<1>(at)).map_or(0, |[byte]| byte)
    }

    /// An integer. The schema's default where it was left out.
    pub(super) fn int(&self, field: usize, default: i32) -> i32 {
        self.place(field).and_then(|at| self.flat.i32(at)).unwrap_or(default)
    }

    /// A count or an index. `None` for a negative number.
    pub(super) fn index(&self, field: usize, default: i32) -> Option<usize> {
        usize::try_from(self.int(field, default)).ok()
    }

    pub(super) fn table(&self, field: usize) -> Option<Table<'a>> {
        self.flat.table_behind(self.place(field)?)
    }

    /// A vector of bytes, such as raw data or a string.
    pub(super) fn bytes(&self, field: usize) -> Option<&'a [u8]> {
        let vector = self.flat.vector_behind(self.place(field)?, 1)?;
        self.flat.0.get(vector.start..vector.start.checked_add(vector.len)?)
    }

    /// A vector of 32-bit integers. Empty where it was left out.
    pub(super) fn ints(&self, field: usize) -> Option<Vec<i32>> {
        let Some(place) = self.place(field) else { return Some(Vec::new()) };
        let vector = self.flat.vector_behind(place, 4)?;
        (0..vector.len).map(|index| self.flat.i32(vector.start + 4 * index)).collect()
    }

    /// A vector of tables.
    pub(super) fn tables(&self, field: usize) -> Option<Vector<'a>> {
        self.flat.vector_behind(self.place(field)?, 4)
    }
}

impl<'a> Vector<'a> {
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    pub(super) fn get(&self, index: usize) -> Option<Table<'a>> {
        if index >= self.len {
            return None;
        }
        self.flat.table_behind(self.start + 4 * index)
    }
}
