//! Sound files of rare kinds, from scanners, document cameras and editors. Every viewer shows them, so that they are
//! decoded.

use jpeg_encoder::ColorType;
use sscard_vision::{Limits, Orientation, Picture, PictureError, probe, strip_metadata};

use crate::cut_files::REFINED_JPEG;
use crate::drawing::{
    add_exif, add_segment, encode_jpeg, exif_block, is_near, jpeg, pixel_at, png_chunk,
    png_from_filtered, scene,
};

const WIDTH: u32 = 203;
const HEIGHT: u32 = 157;
/// Written by libjpeg with the lightness sampled three times as often across as the colours: 96 × 64.
const THIRDS_JPEG: &[u8] = include_bytes!("thirds.jpg");

fn decode(bytes: &[u8]) -> Picture {
    Picture::decode(bytes, &Limits::default()).unwrap()
}

fn jpeg_with_restarts() -> Vec<u8> {
    let scene = scene(WIDTH, HEIGHT);
    encode_jpeg(scene.rgb(), WIDTH, HEIGHT, ColorType::Rgb, |encoder| {
        encoder.set_restart_interval(7)
    })
}

/// The file with these bytes before each of its restart markers.
fn insert_before_restarts(file: &[u8], stray: &[u8]) -> Vec<u8> {
    let mut changed = Vec::new();
    for (index, byte) in file.iter().enumerate() {
        if *byte == 0xFF && matches!(file.get(index + 1), Some(0xD0..=0xD7)) {
            changed.extend(stray);
        }
        changed.push(*byte);
    }
    changed
}

fn remove_huffman_tables(file: &[u8]) -> Vec<u8> {
    let mut kept = file[..2].to_vec();
    let mut rest = &file[2..];
    while rest[1] != 0xDA {
        let (segment, behind) =
            rest.split_at(2 + usize::from(u16::from_be_bytes([rest[2], rest[3]])));
        if segment[1] != 0xC4 {
            kept.extend(segment);
        }
        rest = behind;
    }
    [&kept, rest].concat()
}

/// Our own decoder spreads colours differently than the crate, and rounds differently.
fn assert_similar(name: &str, one: &Picture, other: &Picture, tolerance: u8) {
    assert_eq!((one.width(), one.height()), (other.width(), other.height()), "{name}");
    let off = (0..one.height())
        .flat_map(|y| (0..one.width()).map(move |x| (x, y)))
        .find(|&(x, y)| !is_near(pixel_at(one, x, y), pixel_at(other, x, y), tolerance));
    assert_eq!(off, None, "{name}");
}

#[test]
fn stray_bytes_before_restart_markers_are_skipped() {
    let file = jpeg_with_restarts();
    let whole = decode(&file);
    let strays: [&[u8]; 5] = [
        &[0x00],
        &[0x41; 40],
        &[0xFF, 0x7F],
        &[0x12, 0xFF, 0x00, 0xFF, 0x01, 0x34],
        &[0xFF, 0xFF, 0xFF],
    ];
    for stray in strays {
        let changed = insert_before_restarts(&file, stray);
        assert_similar(&format!("{stray:?}"), &decode(&changed), &whole, 6);
        let kept = strip_metadata(&changed).unwrap();
        assert!(decode(&kept) == decode(&changed), "{stray:?}: kept otherwise than judged");
    }
}

#[test]
fn an_interval_that_is_missing_is_damage() {
    let file = jpeg_with_restarts();
    let restarts: Vec<usize> = (0..file.len() - 1)
        .filter(|at| file[*at] == 0xFF && matches!(file[at + 1], 0xD0..=0xD7))
        .collect();
    // The end of an interval looks like stray bytes here: its marker, and the beginning of the next interval, are gone.
    let mut cut = file.clone();
    cut.splice(restarts[3]..restarts[4] - 5, []);
    assert_eq!(Picture::decode(&cut, &Limits::default()), Err(PictureError::Damaged));
}

#[test]
fn damage_within_an_interval_is_no_stray_bytes() {
    let file = jpeg_with_restarts();
    let whole = decode(&file);
    let first = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap() + 14;
    let (mut read, mut smeared) = (0, 0);
    for place in (first..file.len() - 40).step_by(7) {
        let mut broken = file.clone();
        // The change neither creates nor removes a marker or a stuffed byte.
        if broken[place - 1..place + 2].contains(&0xFF) || broken[place] == 0xFE {
            continue;
        }
        broken[place] ^= 1;
        if let Ok(picture) = Picture::decode(&broken, &Limits::default()) {
            read += 1;
            let rows = (0..HEIGHT).filter(|y| {
                (0..WIDTH).any(|x| !is_near(pixel_at(&picture, x, *y), pixel_at(&whole, x, *y), 60))
            });
            smeared += usize::from(rows.count() > 16);
        }
    }
    // A changed bit may change some coefficients. It must not shift the rest of the picture.
    assert_eq!(smeared, 0, "of {read} that were read");
}

#[test]
fn stray_bytes_between_scans_are_skipped() {
    let scans =
        (0..REFINED_JPEG.len() - 1).filter(|at| REFINED_JPEG[*at..].starts_with(&[0xFF, 0xC4]));
    for stray in [[0x55; 12].as_slice(), &[0xFF, 0x7F, 0, 9], &[0, 0xFF, 0x00, 7]] {
        let mut changed = REFINED_JPEG.to_vec();
        for scan in scans.clone().collect::<Vec<_>>().into_iter().skip(2).rev() {
            changed.splice(scan..scan, stray.iter().copied());
        }
        assert!(changed.len() > REFINED_JPEG.len() + 4 * stray.len());
        // The crate refuses some of these, and our decoder spreads halved colours without smoothing.
        assert_similar(&format!("{stray:?}"), &decode(&changed), &decode(REFINED_JPEG), 45);
    }
}

#[test]
fn a_file_without_huffman_tables_uses_the_standard_ones() {
    let scene = scene(WIDTH, HEIGHT);
    let grey: Vec<u8> = scene.pixels().iter().map(|pixel| pixel[1]).collect();
    for file in [jpeg(&scene), encode_jpeg(&grey, WIDTH, HEIGHT, ColorType::Luma, |_| {})] {
        let bare = remove_huffman_tables(&file);
        assert!(bare.len() < file.len());
        assert_similar("bare", &decode(&bare), &decode(&file), 6);
        let reduced =
            |file: &[u8]| Picture::decode_reduced(file, &Limits::default(), 9_000).unwrap();
        assert!(reduced(&bare) == reduced(&file));
    }
}

#[test]
fn colours_sampled_in_thirds_are_decoded() {
    // Red on the left, blue on the right, and a white band below.
    let picture = decode(THIRDS_JPEG);
    assert_eq!((picture.width(), picture.height()), (96, 64));
    for (x, y, colour) in [(20, 20, [200, 30, 30]), (76, 20, [30, 40, 190]), (50, 56, [250; 3])] {
        assert!(
            is_near(pixel_at(&picture, x, y), colour, 8),
            "{:?} at {x},{y}",
            pixel_at(&picture, x, y)
        );
    }
}

#[test]
fn the_first_exif_segment_with_an_orientation_counts() {
    let plain = jpeg(&scene(60, 40));
    // An EXIF block without any tag.
    let silent = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0";
    let silent = |file: &[u8]| add_segment(file, 0xE1, silent);
    for (name, file, orientation) in [
        ("first block", add_exif(&silent(&plain), 6), Orientation::Clockwise),
        ("last block", silent(&add_exif(&plain, 6)), Orientation::Clockwise),
        ("both blocks", add_exif(&add_exif(&plain, 1), 6), Orientation::Clockwise),
        ("first upright", add_exif(&add_exif(&plain, 6), 1), Orientation::Upright),
    ] {
        let header = probe(&file).unwrap();
        assert_eq!(header.orientation(), orientation, "{name}");
        assert!(!header.has_certain_orientation(), "{name}");
        let picture = decode(&file);
        let upright = (header.upright_width(), header.upright_height());
        assert_eq!((picture.width(), picture.height()), upright, "{name}");
        assert!(decode(&strip_metadata(&file).unwrap()) == picture, "{name}");
    }
}

#[test]
fn an_orientation_behind_the_pixels_of_a_png_counts() {
    let file = png_from_filtered(2, 1, [8, 2, 0, 0, 0], &[0, 255, 0, 0, 0, 0, 255]);
    let end = file.len() - 12;
    let turned = [&file[..end], &png_chunk(b"eXIf", &exif_block(6)), &file[end..]].concat();
    let picture = decode(&turned);
    assert_eq!((picture.width(), picture.height()), (1, 2));
    assert_eq!(picture.pixels(), &[[255, 0, 0], [0, 0, 255]]);
    assert!(decode(&strip_metadata(&turned).unwrap()) == picture);
}

#[test]
fn a_file_with_too_many_scans_is_refused() {
    let markers = |code: u8| {
        (0..REFINED_JPEG.len()).filter(move |at| REFINED_JPEG[*at..].starts_with(&[0xFF, code]))
    };
    // The seventh scan sends one more bit of the means. It is repeated here.
    let scan = markers(0xDA).nth(6).unwrap();
    let end = markers(0xDA).nth(7).unwrap();
    let scan =
        &REFINED_JPEG[scan..markers(0xC4).find(|at| (scan..end).contains(at)).unwrap_or(end)];
    let behind = REFINED_JPEG.len() - 2;
    let repeated = |times: usize| {
        [&REFINED_JPEG[..behind], &scan.repeat(times), &REFINED_JPEG[behind..]].concat()
    };
    assert!(Picture::decode(&repeated(5), &Limits::default()).is_ok());
    let refused = Picture::decode(&repeated(200), &Limits::default()).unwrap_err();
    assert!(matches!(refused, PictureError::UnsupportedCoding(_)));
}
