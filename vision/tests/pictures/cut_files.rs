//! A JPEG that ends early is decoded when nearly all of the picture is there, and otherwise refused. It is never half
//! grey.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use sscard_vision::{Limits, Picture, PictureError};

use crate::drawing::{encode_jpeg, is_near, pixel_at, scene};

/// Written by libjpeg with its usual scans, which send the last two bits of the coefficients separately: 200 × 136,
/// 4:2:0.
pub(crate) const REFINED_JPEG: &[u8] = include_bytes!("refined.jpg");

const WIDTH: u32 = 203;
const HEIGHT: u32 = 397;

fn decode(bytes: &[u8]) -> Result<Picture, PictureError> {
    Picture::decode(bytes, &Limits::default())
}

/// A file of each kind, by name.
pub(crate) fn jpeg_kinds(width: u32, height: u32) -> Vec<(&'static str, Vec<u8>)> {
    let scene = scene(width, height);
    let rgb = |set: &dyn Fn(&mut Encoder<&mut Vec<u8>>)| {
        encode_jpeg(scene.rgb(), width, height, ColorType::Rgb, set)
    };
    let grey: Vec<u8> = scene.pixels().iter().map(|pixel| pixel[1]).collect();
    let inks: Vec<u8> = scene.pixels().iter().flat_map(|&[r, g, b]| [r, g, b, 200]).collect();
    vec![
        ("baseline", rgb(&|_| {})),
        ("halved colour", rgb(&|encoder| encoder.set_sampling_factor(SamplingFactor::F_2_2))),
        ("quartered colour", rgb(&|encoder| encoder.set_sampling_factor(SamplingFactor::F_4_1))),
        ("restarts", rgb(&|encoder| encoder.set_restart_interval(5))),
        ("colours apart", rgb(&|encoder| encoder.set_optimized_huffman_tables(true))),
        ("progressive", rgb(&|encoder| encoder.set_progressive(true))),
        (
            "progressive, halved colour",
            rgb(&|encoder| {
                encoder.set_progressive(true);
                encoder.set_sampling_factor(SamplingFactor::F_2_2);
                encoder.set_restart_interval(7);
            }),
        ),
        ("grey", encode_jpeg(&grey, width, height, ColorType::Luma, |_| {})),
        (
            "grey, progressive",
            encode_jpeg(&grey, width, height, ColorType::Luma, |encoder| {
                encoder.set_progressive(true)
            }),
        ),
        ("four inks", encode_jpeg(&inks, width, height, ColorType::Cmyk, |_| {})),
        (
            "four inks as lightness",
            encode_jpeg(&inks, width, height, ColorType::CmykAsYcck, |_| {}),
        ),
    ]
}

/// Checks the picture of a cut file against the whole one: all of it except for the last rows must be there.
fn assert_nearly_whole(name: &str, length: usize, cut: &Picture, whole: &Picture) {
    assert_eq!((cut.width(), cut.height()), (whole.width(), whole.height()));
    // Three hundredths, and one row of the largest units.
    let sound = whole.height() * 97 / 100 - 16;
    let off = (0..sound)
        .flat_map(|y| (0..whole.width()).map(move |x| (x, y)))
        .find(|&(x, y)| !is_near(pixel_at(cut, x, y), pixel_at(whole, x, y), 60));
    assert_eq!(off, None, "{name} cut at {length}");
}

#[test]
fn a_cut_jpeg_is_nearly_whole_or_refused() {
    for (name, file) in jpeg_kinds(WIDTH, HEIGHT) {
        let whole = decode(&file).unwrap();
        let mut read = 0;
        let parts = (20..1000).step_by(20).chain(960..1000);
        // Where a colour has a scan of its own, a thousandth of the file can be a quarter of that scan.
        let nearly_all = file.len() - 4;
        for length in parts.map(|part| file.len() * part / 1000).chain([nearly_all]) {
            let thousandth = length * 1000 / file.len();
            for end in [&[] as &[u8], &[0xFF, 0xD9]] {
                let cut = [&file[..length], end].concat();
                match decode(&cut) {
                    Ok(picture) => {
                        read += 1;
                        assert!(thousandth > 900, "{name}: read at {thousandth} ‰");
                        assert_nearly_whole(name, length, &picture, &whole);
                    }
                    Err(error) => assert_eq!(error, PictureError::Damaged, "{name}"),
                }
                let reduced = Picture::decode_reduced(&cut, &Limits::default(), 30_000);
                assert_eq!(reduced.is_ok(), decode(&cut).is_ok(), "{name} at {length}");
            }
        }
        assert!(read > 0, "{name}: nothing was read");
    }
}

#[test]
fn a_missing_end_marker_changes_no_pixel() {
    for (name, file) in jpeg_kinds(WIDTH, HEIGHT) {
        let whole = decode(&file).unwrap();
        for missing in 1..=2 {
            let cut = decode(&file[..file.len() - missing]).unwrap();
            assert!(cut == whole, "{name}");
        }
    }
}

#[test]
fn missing_rows_repeat_the_last_good_row() {
    let scene = scene(64, 800);
    let file = encode_jpeg(scene.rgb(), 64, 800, ColorType::Rgb, |_| {});
    let picture = decode(&file[..file.len() - file.len() / 100]).unwrap();
    assert_eq!(picture.row(799), picture.row(798));
    assert!(picture.row(799)[5].iter().all(|&value| value > 220), "no grey");
}

#[test]
fn a_progressive_file_may_lack_the_last_bit_only() {
    let whole = decode(REFINED_JPEG).unwrap();
    let scans: Vec<usize> = REFINED_JPEG
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| *pair == [0xFF, 0xDA])
        .map(|(at, _)| at)
        .collect();
    // The scans in order: mean, four bands, a bit of the lightness bands, of the mean, of both colours, the last bit of
    // lightness.
    assert_eq!(scans.len(), 10);
    assert_eq!(decode(&REFINED_JPEG[..scans[5] + 20]), Err(PictureError::Damaged));
    for at in [scans[6], scans[7] + 9, scans[9] + 100] {
        let picture = decode(&REFINED_JPEG[..at]).unwrap();
        assert!(
            (0..136).all(|y| is_near(middle_pixel(&picture, y), middle_pixel(&whole, y), 30)),
            "{at}"
        );
    }
}

fn middle_pixel(picture: &Picture, y: u32) -> [u8; 3] {
    pixel_at(picture, 100, y)
}

#[test]
fn half_a_picture_with_stray_bytes_is_refused() {
    let mut file = encode_jpeg(scene(WIDTH, HEIGHT).rgb(), WIDTH, HEIGHT, ColorType::Rgb, |_| {});
    file.splice(20..20, [0; 8]);
    assert!(decode(&file).is_ok());
    let mut half = file[..file.len() / 2].to_vec();
    half.extend([0xFF, 0xD9]);
    assert_eq!(decode(&half), Err(PictureError::Damaged));
}
