//! Colour conversion by a file's ICC profile. A profile of three primaries with a curve each is converted to sRGB, as
//! browsers do when they draw a picture: phones write Display P3, cameras Adobe RGB. Other kinds of profile are
//! ignored.
//!
//! The layout follows ICC.1:2022, sections 7 and 10.

use sscard_shared::photo::PictureFormat;

use super::{jpeg, png, webp};
use crate::colour::linear_light;
use crate::exponential::exponential;

/// The largest profile that is read, in bytes. Larger profiles are ignored.
const MAX_PROFILE_BYTES: usize = 1 << 20;
/// The primaries of sRGB as its profile has them, adapted to D50: X, Y and Z of red, green and blue.
const SRGB_PRIMARIES: [[f64; 3]; 3] = [
    [0.436_07, 0.222_49, 0.013_92],
    [0.385_15, 0.716_87, 0.097_08],
    [0.143_07, 0.060_61, 0.714_10],
];
/// The tolerance within which a profile counts as sRGB, as a share of full scale. Profiles round their numbers.
const SRGB_TOLERANCE: f64 = 0.003;

/// The conversion of a file's colours to sRGB.
pub(crate) struct SrgbConversion {
    /// The linear light of each byte value, for red, green and blue.
    curves: [Vec<f64>; 3],
    /// The matrix from the file's linear red, green and blue to those of sRGB, one row for each of these.
    matrix: [[f64; 3]; 3],
}

/// The conversion of a file's colours to sRGB. `None` where they are sRGB already or count as sRGB.
pub(crate) fn read_conversion(bytes: &[u8], format: PictureFormat) -> Option<SrgbConversion> {
    let profile = match format {
        PictureFormat::Jpeg => jpeg::colour_profile(bytes),
        PictureFormat::Png => png::colour_profile(bytes),
        PictureFormat::Webp => webp::colour_profile(bytes).map(<[u8]>::to_vec),
        PictureFormat::Heic | PictureFormat::Unknown => None,
    };
    SrgbConversion::parse(&profile.filter(|profile| profile.len() <= MAX_PROFILE_BYTES)?)
}

impl SrgbConversion {
    fn parse(profile: &[u8]) -> Option<Self> {
        let header = profile.get(..128)?;
        if &header[16..20] != b"RGB " || &header[20..24] != b"XYZ " || &header[36..40] != b"acsp" {
            return None;
        }
        // With a colour table in the profile, the primaries are only an approximation.
        if find_tag(profile, *b"A2B0").is_some() {
            return None;
        }
        let primaries = [
            read_xyz(profile, *b"rXYZ")?,
            read_xyz(profile, *b"gXYZ")?,
            read_xyz(profile, *b"bXYZ")?,
        ];
        let curves = [
            read_curve(profile, *b"rTRC")?,
            read_curve(profile, *b"gTRC")?,
            read_curve(profile, *b"bTRC")?,
        ];
        let matrix = matrix_product(
            matrix_inverse(matrix_of_columns(SRGB_PRIMARIES))?,
            matrix_of_columns(primaries),
        );
        let to_srgb = Self { curves, matrix };
        (!to_srgb.is_identity()).then_some(to_srgb)
    }

    fn is_identity(&self) -> bool {
        let is_near = |value: f64, wanted: f64| (value - wanted).abs() <= SRGB_TOLERANCE;
        let is_unit_matrix = self.matrix.iter().enumerate().all(|(row, values)| {
            values
                .iter()
                .enumerate()
                .all(|(column, value)| is_near(*value, if row == column { 1.0 } else { 0.0 }))
        });
        let is_srgb = |curve: &Vec<f64>| {
            (0_u8..=255)
                .zip(curve)
                .all(|(byte, light)| is_near(*light, linear_light(f64::from(byte) / 255.0)))
        };
        is_unit_matrix && self.curves.iter().all(is_srgb)
    }

    /// Converts RGB8 pixels to sRGB. Colours outside sRGB are clipped to its border, channel by channel.
    pub(crate) fn convert(&self, pixels: &mut [u8]) {
        // The light half-way between each byte and the next. The number of these below a value is its byte.
        let borders: Vec<f64> =
            (0_u8..255).map(|byte| linear_light((f64::from(byte) + 0.5) / 255.0)).collect();
        for pixel in pixels.as_chunks_mut::<3>().0 {
            let light: [f64; 3] =
                std::array::from_fn(|channel| self.curves[channel][usize::from(pixel[channel])]);
            *pixel = self.matrix.map(|row| {
                let value = row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
                u8::try_from(borders.partition_point(|border| *border < value)).unwrap_or(u8::MAX)
            });
        }
    }
}

/// The content of a tag.
fn find_tag(profile: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    const MAX_TAGS: usize = 100;
    let count = usize::try_from(u32_at(profile, 128)?).ok()?.min(MAX_TAGS);
    (0..count).find_map(|index| {
        let entry = 132 + index * 12;
        (profile.get(entry..entry + 4)? == name.as_slice()).then_some(())?;
        let offset = usize::try_from(u32_at(profile, entry + 4)?).ok()?;
        let size = usize::try_from(u32_at(profile, entry + 8)?).ok()?;
        profile.get(offset..offset.checked_add(size)?)
    })
}

fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(offset..)?.first_chunk()?))
}

fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(offset..)?.first_chunk()?))
}

/// A signed number with fifteen integer bits and sixteen fraction bits.
fn fixed_at(bytes: &[u8], offset: usize) -> Option<f64> {
    Some(f64::from(u32_at(bytes, offset)?.cast_signed()) / 65_536.0)
}

fn read_xyz(profile: &[u8], name: [u8; 4]) -> Option<[f64; 3]> {
    let content = find_tag(profile, name)?;
    (content.get(..4)? == b"XYZ ").then_some(())?;
    Some([fixed_at(content, 8)?, fixed_at(content, 12)?, fixed_at(content, 16)?])
}

/// The linear light of each of the 256 byte values.
fn read_curve(profile: &[u8], name: [u8; 4]) -> Option<Vec<f64>> {
    let content = find_tag(profile, name)?;
    let light: Box<dyn Fn(f64) -> f64> = match content.get(..4)? {
        b"curv" => match u32_at(content, 8)? {
            0 => Box::new(|value| value),
            1 => {
                let gamma = f64::from(u16_at(content, 12)?) / 256.0;
                Box::new(move |value| power(value, gamma))
            }
            count => {
                let count = usize::try_from(count).ok()?;
                let table = content.get(12..12 + count.checked_mul(2)?)?;
                let table: Vec<f64> = table
                    .as_chunks::<2>()
                    .0
                    .iter()
                    .map(|value| f64::from(u16::from_be_bytes(*value)) / 65_535.0)
                    .collect();
                Box::new(move |value| interpolate(&table, value))
            }
        },
        b"para" => {
            let kind = u16_at(content, 8)?;
            let parameters = match kind {
                0 => 1,
                1 => 3,
                2 => 4,
                3 => 5,
                4 => 7,
                _ => return None,
            };
            let mut parameters_read = [0.0; 7];
            for (index, parameter) in parameters_read.iter_mut().enumerate().take(parameters) {
                *parameter = fixed_at(content, 12 + index * 4)?;
            }
            Box::new(move |value| parametric_curve(kind, parameters_read, value))
        }
        _ => return None,
    };
    Some((0_u8..=255).map(|byte| light(f64::from(byte) / 255.0)).collect())
}

/// The table's value at a position between its first entry (0) and its last (1).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within the table"
)]
fn interpolate(table: &[f64], value: f64) -> f64 {
    let position = value * (table.len() - 1) as f64;
    let below = (position as usize).min(table.len() - 2);
    table[below] + (table[below + 1] - table[below]) * (position - below as f64)
}

/// A curve of ICC.1:2022, table 68.
fn parametric_curve(kind: u16, [g, a, b, c, d, e, f]: [f64; 7], value: f64) -> f64 {
    let base_power = |scale: f64, shift: f64| power((scale * value + shift).max(0.0), g);
    match kind {
        0 => power(value, g),
        1 | 2 if a * value + b >= 0.0 => base_power(a, b) + if kind == 2 { c } else { 0.0 },
        1 => 0.0,
        2 => c,
        _ if value >= d => base_power(a, b) + if kind == 4 { e } else { 0.0 },
        3 => c * value,
        _ => c * value + f,
    }
}

/// A value from 0 on raised to a power, the same to the last bit on every device.
fn power(value: f64, exponent: f64) -> f64 {
    if value <= 0.0 { 0.0 } else { exponential(exponent * logarithm(value)) }
}

/// The natural logarithm of a normal positive number, within a few units of the last place.
fn logarithm(value: f64) -> f64 {
    const FRACTION: u64 = (1 << 52) - 1;
    let bits = value.to_bits();
    #[expect(clippy::cast_possible_wrap, reason = "eleven bits")]
    let mut exponent = ((bits >> 52) as i64 - 1023) as f64;
    // The fraction is brought from 1–2 to a range about one.
    let mut fraction = f64::from_bits(bits & FRACTION | 1023 << 52);
    if fraction > std::f64::consts::SQRT_2 {
        fraction /= 2.0;
        exponent += 1.0;
    }
    // ln x = 2 artanh((x − 1) / (x + 1)). The argument is at most 0.172, so that nine terms reach the last bit but one.
    let part = (fraction - 1.0) / (fraction + 1.0);
    let square = part * part;
    let mut sum = 0.0;
    for n in (0..=9_u8).rev() {
        sum = 1.0 / f64::from(2 * n + 1) + square * sum;
    }
    exponent * std::f64::consts::LN_2 + 2.0 * part * sum
}

/// The matrix that has these columns.
fn matrix_of_columns(columns: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    std::array::from_fn(|row| std::array::from_fn(|column| columns[column][row]))
}

fn matrix_product(left: [[f64; 3]; 3], right: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    std::array::from_fn(|row| {
        std::array::from_fn(|column| {
            (0..3).map(|index| left[row][index] * right[index][column]).sum()
        })
    })
}

/// The inverse matrix. `None` where the rows depend on each other.
fn matrix_inverse(matrix: [[f64; 3]; 3]) -> Option<[[f64; 3]; 3]> {
    let minor = |row: usize, column: usize| {
        let (r, s) = ((row + 1) % 3, (row + 2) % 3);
        let (c, d) = ((column + 1) % 3, (column + 2) % 3);
        matrix[r][c] * matrix[s][d] - matrix[r][d] * matrix[s][c]
    };
    let determinant: f64 = (0..3).map(|column| matrix[0][column] * minor(0, column)).sum();
    (determinant.abs() > 1e-9).then(|| {
        std::array::from_fn(|row| std::array::from_fn(|column| minor(column, row) / determinant))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_agree_with_the_library_within_rounding() {
        for step in 1..=1000_u16 {
            let value = f64::from(step) / 500.0;
            for exponent in [1.0, 1.8, 2.199_218_75, 2.4] {
                let (ours, theirs) = (power(value, exponent), value.powf(exponent));
                assert!((ours / theirs - 1.0).abs() < 1e-13, "{value}^{exponent}: {ours} {theirs}");
            }
        }
        assert_eq!((power(0.0, 2.2), power(1.0, 2.2)), (0.0, 1.0));
    }

    #[test]
    fn an_inverse_undoes_its_matrix() {
        let unit = matrix_product(
            matrix_inverse(matrix_of_columns(SRGB_PRIMARIES)).unwrap(),
            matrix_of_columns(SRGB_PRIMARIES),
        );
        for (row, values) in unit.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                assert!((value - f64::from(u8::from(row == column))).abs() < 1e-12);
            }
        }
        assert!(matrix_inverse([[1.0; 3]; 3]).is_none());
    }

    #[test]
    fn a_broken_profile_is_refused() {
        let mut profile = vec![0; 300];
        profile[16..24].copy_from_slice(b"RGB XYZ ");
        profile[36..40].copy_from_slice(b"acsp");
        profile[128..132].fill(0xFF);
        for at in 132..300 {
            profile[at] = 0xFF;
            assert!(SrgbConversion::parse(&profile).is_none());
        }
        assert!(SrgbConversion::parse(&[]).is_none());
    }
}
