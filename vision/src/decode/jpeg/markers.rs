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
pub(crate) struct Markers<'a> {
    bytes: &'a [u8],
    at: usize,
    sound: usize,
    ended: bool,
}

impl<'a> Markers<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2, sound: 2, ended: false }
    }

    /// The position directly behind the last segment.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Continues from the end of a scan's data.
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at;
        self.sound = at;
    }

    /// The position behind the last complete segment or scan.
    pub(crate) fn sound_end(&self) -> usize {
        self.sound
    }

    /// Whether the end-of-image marker was found.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    pub(crate) fn next(&mut self) -> Option<Segment<'a>> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            let offset = rest.iter().position(|&byte| byte == 0xFF)?;
            self.at += offset + 1;
            let &marker = self.bytes.get(self.at)?;
            match marker {
                // A fill byte: the marker itself follows.
                0xFF => {}
                END_OF_IMAGE => {
                    self.ended = true;
                    return None;
                }
                code if !begins_segment(code) => self.at += 1,
                _ => {
                    let length = self.bytes.get(self.at + 1..self.at + 3)?.try_into().ok()?;
                    let length = usize::from(u16::from_be_bytes(length));
                    let content = self.bytes.get(self.at + 3..self.at + 1 + length)?;
                    self.at += 1 + length;
                    // A scan's header without its data is not complete.
                    if marker != START_OF_SCAN {
                        self.sound = self.at;
                    }
                    return Some(Segment { marker, content });
                }
            }
        }
    }
}
