//! The EXIF orientation: reading it, and turning pixels by it.

use crate::{Picture, PictureError};

/// How a stored picture must be mirrored and turned to stand upright: the eight values of the EXIF tag 0x0112.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// 1: stored upright.
    #[default]
    Upright,
    /// 2: mirrored left to right.
    Mirrored,
    /// 3: to be turned by 180°.
    HalfTurn,
    /// 4: mirrored top to bottom.
    Flipped,
    /// 5: rows and columns are exchanged.
    Transposed,
    /// 6: to be turned by 90° clockwise.
    Clockwise,
    /// 7: rows and columns are exchanged about the other diagonal.
    Transversed,
    /// 8: to be turned by 90° counter-clockwise.
    CounterClockwise,
}

/// The side in pixels of the tiles that `transpose` works in, so that both sides stay in the processor's cache.
const TILE_SIDE: usize = 32;

impl Orientation {
    /// The orientation for the value of the EXIF tag, or `None` where it is none of 1–8.
    pub const fn from_exif(value: u16) -> Option<Self> {
        Some(match value {
            1 => Self::Upright,
            2 => Self::Mirrored,
            3 => Self::HalfTurn,
            4 => Self::Flipped,
            5 => Self::Transposed,
            6 => Self::Clockwise,
            7 => Self::Transversed,
            8 => Self::CounterClockwise,
            _ => return None,
        })
    }

    /// The value of the EXIF tag.
    pub const fn to_exif(self) -> u8 {
        match self {
            Self::Upright => 1,
            Self::Mirrored => 2,
            Self::HalfTurn => 3,
            Self::Flipped => 4,
            Self::Transposed => 5,
            Self::Clockwise => 6,
            Self::Transversed => 7,
            Self::CounterClockwise => 8,
        }
    }

    /// Whether the turn exchanges width and height.
    pub const fn swaps_sides(self) -> bool {
        matches!(
            self,
            Self::Transposed | Self::Clockwise | Self::Transversed | Self::CounterClockwise
        )
    }

    /// Reads the orientation from an EXIF block, which begins with the TIFF header. A broken block gives `None`: a
    /// picture is not refused for its metadata.
    pub(crate) fn from_exif_block(block: &[u8]) -> Option<Self> {
        TiffBlock::parse(block)?.orientation()
    }

    /// Turns a picture as stored upright.
    pub(crate) fn turn(self, picture: Picture) -> Result<Picture, PictureError> {
        let (width, height) = (picture.width(), picture.height());
        let mut pixels = picture.into_rgb();
        match self {
            Self::Upright => {}
            Self::Mirrored => mirror_rows(&mut pixels, width),
            Self::HalfTurn => pixels.as_chunks_mut::<3>().0.reverse(),
            Self::Flipped => {
                pixels.as_chunks_mut::<3>().0.reverse();
                mirror_rows(&mut pixels, width);
            }
            Self::Transposed => pixels = transpose(&pixels, width, height)?,
            Self::Clockwise => {
                pixels = transpose(&pixels, width, height)?;
                mirror_rows(&mut pixels, height);
            }
            Self::Transversed => {
                pixels = transpose(&pixels, width, height)?;
                pixels.as_chunks_mut::<3>().0.reverse();
            }
            Self::CounterClockwise => {
                pixels = transpose(&pixels, width, height)?;
                pixels.as_chunks_mut::<3>().0.reverse();
                mirror_rows(&mut pixels, height);
            }
        }
        if self.swaps_sides() {
            Picture::from_rgb(height, width, pixels)
        } else {
            Picture::from_rgb(width, height, pixels)
        }
    }
}

/// Mirrors every row.
fn mirror_rows(pixels: &mut [u8], width: u32) {
    for row in pixels.as_chunks_mut::<3>().0.chunks_exact_mut((width as usize).max(1)) {
        row.reverse();
    }
}

/// Exchanges rows and columns.
fn transpose(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PictureError> {
    let mut turned = crate::picture::zeroed_rgb(width, height)?;
    let (width, height) = (width as usize, height as usize);
    let source = pixels.as_chunks::<3>().0;
    let target = turned.as_chunks_mut::<3>().0;
    for top in (0..height).step_by(TILE_SIDE) {
        for left in (0..width).step_by(TILE_SIDE) {
            for x in left..(left + TILE_SIDE).min(width) {
                for y in top..(top + TILE_SIDE).min(height) {
                    target[x * height + y] = source[y * width + x];
                }
            }
        }
    }
    Ok(turned)
}

impl Picture {
    /// The picture turned clockwise by a number of quarters; four quarters change nothing. Pixels only change their
    /// position.
    ///
    /// # Errors
    /// [`PictureError::OutOfMemory`].
    pub fn turned(self, quarters: u8) -> Result<Self, PictureError> {
        let orientation = match quarters % 4 {
            0 => Orientation::Upright,
            1 => Orientation::Clockwise,
            2 => Orientation::HalfTurn,
            _ => Orientation::CounterClockwise,
        };
        orientation.turn(self)
    }
}

/// A TIFF structure. Every offset in it is checked.
struct TiffBlock<'a> {
    block: &'a [u8],
    is_little_endian: bool,
}

impl<'a> TiffBlock<'a> {
    fn parse(block: &'a [u8]) -> Option<Self> {
        let is_little_endian = match block.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        Some(Self { block, is_little_endian })
    }

    fn u16_at(&self, offset: usize) -> Option<u16> {
        let bytes = self.block.get(offset..offset.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little_endian {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn u32_at(&self, offset: usize) -> Option<usize> {
        let bytes = self.block.get(offset..offset.checked_add(4)?)?.try_into().ok()?;
        let value = if self.is_little_endian {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        usize::try_from(value).ok()
    }

    /// The tag 0x0112 of the first directory, a single SHORT.
    fn orientation(&self) -> Option<Orientation> {
        const ORIENTATION: u16 = 0x0112;
        const SHORT: u16 = 3;
        const ENTRY: usize = 12;
        let directory = self.u32_at(4)?;
        let entries = self.u16_at(directory)?;
        for index in 0..usize::from(entries) {
            let entry = directory.checked_add(2 + index * ENTRY)?;
            if self.u16_at(entry)? == ORIENTATION {
                let is_single_short =
                    self.u16_at(entry + 2)? == SHORT && self.u32_at(entry + 4)? == 1;
                return if is_single_short {
                    Orientation::from_exif(self.u16_at(entry + 8)?)
                } else {
                    None
                };
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_exif_block_has_no_orientation() {
        for block in [
            b"".as_slice(),
            b"II*\0",
            b"II*\0\xFF\xFF\xFF\xFF",
            b"II*\0\x08\0\0\0\xFF\xFF",
            b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0",
        ] {
            assert_eq!(Orientation::from_exif_block(block), None);
        }
    }

    #[test]
    fn an_exif_block_is_read_in_both_byte_orders() {
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        let is_little_endian = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        assert_eq!(Orientation::from_exif_block(big), Some(Orientation::Clockwise));
        assert_eq!(Orientation::from_exif_block(is_little_endian), Some(Orientation::Clockwise));
    }

    #[test]
    fn a_picture_is_turned_clockwise_by_quarters() {
        let row = [[1_u8; 3], [2; 3], [3; 3]];
        let picture =
            crate::Picture::from_rgb(3, 2, [row, row.map(|p| p.map(|v| v + 3))].concat().concat())
                .unwrap();
        let cases: [(u8, u32, [u8; 6]); 5] = [
            (0, 3, [1, 2, 3, 4, 5, 6]),
            (1, 2, [4, 1, 5, 2, 6, 3]),
            (2, 3, [6, 5, 4, 3, 2, 1]),
            (3, 2, [3, 6, 2, 5, 1, 4]),
            (4, 3, [1, 2, 3, 4, 5, 6]),
        ];
        for (quarters, width, wanted) in cases {
            let turned = picture.clone().turned(quarters).unwrap();
            let values: Vec<u8> = turned.pixels().iter().map(|pixel| pixel[0]).collect();
            assert_eq!((turned.width(), values.as_slice()), (width, wanted.as_slice()));
        }
    }
}
