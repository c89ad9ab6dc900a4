//! The markers of a JPEG, and the segments behind them.

/// The marker before a scan's header.
pub(crate) const START_OF_SCAN: u8 = 0xDA;
/// The marker at the end of a file.
pub(crate) const END_OF_IMAGE: u8 = 0xD9;

/// Whether the byte behind `0xFF` makes the two a marker with a segment, or the end of the image. Stuffed bytes, fill
/// bytes, restarts, a second start of image and the reserved codes (T.81, table B.1) do not: decoders skip them between
/// segments.
pub(crate) const fn begins_segment(code: u8) -> bool {
    !matches!(code, 0x00..=0xBF | 0xD0..=0xD8 | 0xFF)
}

/// One segment: its marker and the bytes behind its length.
pub(crate) struct Segment<'a> {
    pub(crate) marker: u8,
    pub(crate) content: &'a [u8],
}

/// Iterates over the segments, skipping stray bytes between them, until the end-of-image marker or the end of the file.
pub(crate) struct SegmentReader<'a> {
    bytes: &'a [u8],
    position: usize,
    sound_position: usize,
    has_end_marker: bool,
}

impl<'a> SegmentReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 2, sound_position: 2, has_end_marker: false }
    }

    /// The position directly behind the last segment.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Continues from the end of a scan's data.
    pub(crate) fn continue_at(&mut self, position: usize) {
        self.position = position;
        self.sound_position = position;
    }

    /// The position behind the last complete segment or scan.
    pub(crate) fn sound_end(&self) -> usize {
        self.sound_position
    }

    /// Whether the end-of-image marker was found.
    pub(crate) fn has_end_marker(&self) -> bool {
        self.has_end_marker
    }

    pub(crate) fn next_segment(&mut self) -> Option<Segment<'a>> {
        loop {
            let rest = self.bytes.get(self.position..)?;
            let offset = rest.iter().position(|&byte| byte == 0xFF)?;
            self.position += offset + 1;
            let &marker = self.bytes.get(self.position)?;
            match marker {
                // A fill byte: the marker itself follows.
                0xFF => {}
                END_OF_IMAGE => {
                    self.has_end_marker = true;
                    return None;
                }
                code if !begins_segment(code) => self.position += 1,
                _ => {
                    let length =
                        self.bytes.get(self.position + 1..self.position + 3)?.try_into().ok()?;
                    let length = usize::from(u16::from_be_bytes(length));
                    let content = self.bytes.get(self.position + 3..self.position + 1 + length)?;
                    self.position += 1 + length;
                    // A scan's header without its data is not complete.
                    if marker != START_OF_SCAN {
                        self.sound_position = self.position;
                    }
                    return Some(Segment { marker, content });
                }
            }
        }
    }
}
