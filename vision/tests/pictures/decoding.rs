//! Every kind of file that applicants send becomes upright RGB.

use jpeg_encoder::ColorType as JpegColour;
use png::{BitDepth, ColorType};
use sscard_shared::photo::PictureFormat;
use sscard_vision::{Limits, Orientation, Picture, PictureError, probe};

use crate::drawing::{
    BLUE, GREEN, GREY, RED, WHITE, add_exif, draw, encode_jpeg, encode_png, exif_block, is_near,
    jpeg, pixel_at, png, scene,
};

fn decode(bytes: &[u8]) -> Picture {
    Picture::decode(bytes, &Limits::default()).unwrap()
}

/// 48 × 32 upright: red and green above, blue and grey below.
fn quarter_turns() -> Picture {
    draw(48, 32, |x, y| match (x < 24, y < 16) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => GREY,
    })
}

/// The pixels as a camera with this orientation stores them, after the EXIF standard: it defines where the stored row 0
/// and column 0 belong in the upright picture.
fn store_turned(upright: &Picture, orientation: u8) -> Picture {
    let (width, height) = (upright.width(), upright.height());
    let (right, bottom) = (width - 1, height - 1);
    match orientation {
        1 => draw(width, height, |x, y| pixel_at(upright, x, y)),
        2 => draw(width, height, |x, y| pixel_at(upright, right - x, y)),
        3 => draw(width, height, |x, y| pixel_at(upright, right - x, bottom - y)),
        4 => draw(width, height, |x, y| pixel_at(upright, x, bottom - y)),
        5 => draw(height, width, |x, y| pixel_at(upright, y, x)),
        6 => draw(height, width, |x, y| pixel_at(upright, right - y, x)),
        7 => draw(height, width, |x, y| pixel_at(upright, right - y, bottom - x)),
        _ => draw(height, width, |x, y| pixel_at(upright, y, bottom - x)),
    }
}

#[test]
fn a_jpeg_of_each_orientation_is_turned_upright() {
    for orientation in 1..=8 {
        let upright = quarter_turns();
        let file = add_exif(&jpeg(&store_turned(&upright, orientation)), orientation);
        let picture = decode(&file);
        assert_eq!((picture.width(), picture.height()), (48, 32), "orientation {orientation}");
        for (x, y) in [(2, 2), (45, 2), (2, 29), (45, 29), (20, 12), (28, 20)] {
            assert!(
                is_near(pixel_at(&picture, x, y), pixel_at(&upright, x, y), 6),
                "orientation {orientation} at {x},{y}"
            );
        }
    }
}

#[test]
fn a_png_of_each_orientation_comes_back_exactly() {
    let upright = scene(67, 41);
    for orientation in 1..=8 {
        let store_turned = store_turned(&upright, orientation);
        let file = encode_png(
            store_turned.rgb(),
            store_turned.width(),
            store_turned.height(),
            ColorType::Rgb,
            BitDepth::Eight,
            |info| info.exif_metadata = Some(exif_block(orientation).into()),
        );
        assert!(decode(&file) == upright, "orientation {orientation}");
    }
}

#[test]
fn an_impossible_orientation_counts_as_upright() {
    for value in [0, 9, 255] {
        let picture = decode(&add_exif(&jpeg(&quarter_turns()), value));
        assert!(is_near(pixel_at(&picture, 2, 2), RED, 6));
    }
}

#[test]
fn a_header_has_the_stored_and_the_upright_size() {
    let header = probe(&add_exif(&jpeg(&quarter_turns()), 6)).unwrap();
    assert_eq!((header.format(), header.width(), header.height()), (PictureFormat::Jpeg, 48, 32));
    assert_eq!(header.orientation(), Orientation::Clockwise);
    assert_eq!((header.upright_width(), header.upright_height()), (32, 48));

    let header = probe(&png(&quarter_turns())).unwrap();
    assert_eq!((header.format(), header.width(), header.height()), (PictureFormat::Png, 48, 32));
    assert_eq!(header.orientation(), Orientation::Upright);
}

#[test]
fn a_progressive_jpeg_decodes_like_a_baseline_one() {
    let scene = scene(200, 150);
    let progressive = encode_jpeg(scene.rgb(), 200, 150, JpegColour::Rgb, |encoder| {
        encoder.set_progressive(true)
    });
    assert!(progressive.windows(2).any(|pair| pair == [0xFF, 0xC2]));
    assert!(decode(&progressive) == decode(&jpeg(&scene)));
}

#[test]
fn a_jpeg_with_restarts_and_halved_colour_is_decoded() {
    let scene = scene(203, 157);
    let file = encode_jpeg(scene.rgb(), 203, 157, JpegColour::Rgb, |encoder| {
        encoder.set_restart_interval(4);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    });
    let picture = decode(&file);
    assert_eq!((picture.width(), picture.height()), (203, 157));
    assert!(is_near(pixel_at(&picture, 100, 80), pixel_at(&scene, 100, 80), 40));
}

#[test]
fn colours_are_right_for_every_sampling_and_scan_order() {
    use jpeg_encoder::SamplingFactor as S;
    let picture = quarter_turns();
    for sampling in [S::F_1_1, S::F_2_1, S::F_1_2, S::F_2_2, S::F_4_1, S::F_4_2] {
        for (progressive, optimised) in [(false, false), (false, true), (true, false)] {
            // Two hundred pixels are more than one unit of the coarsest sampling in both directions.
            let large = draw(240, 160, |x, y| pixel_at(&picture, x / 5, y / 5));
            let file = encode_jpeg(large.rgb(), 240, 160, JpegColour::Rgb, |encoder| {
                encoder.set_sampling_factor(sampling);
                encoder.set_progressive(progressive);
                encoder.set_optimized_huffman_tables(optimised);
            });
            let read = decode(&file);
            for (x, y, colour) in
                [(40, 40, RED), (200, 40, GREEN), (40, 120, BLUE), (200, 120, GREY)]
            {
                let found = pixel_at(&read, x, y);
                assert!(
                    is_near(found, colour, 12),
                    "{sampling:?} {progressive} {optimised}: {found:?} for {colour:?}"
                );
            }
        }
    }
}

#[test]
fn a_grey_jpeg_becomes_rgb() {
    let file = encode_jpeg(&[77; 40 * 30], 40, 30, JpegColour::Luma, |_| {});
    let picture = decode(&file);
    assert!(picture.pixels().iter().all(|&pixel| is_near(pixel, [77; 3], 1)));
    assert_eq!(picture.pixels().len(), 40 * 30);
}

#[test]
fn cmyk_and_ycck_jpegs_become_rgb() {
    // No cyan, full magenta, full yellow, no black: red.
    let samples = [0, 255, 255, 0].repeat(32 * 32);
    for colour in [JpegColour::Cmyk, JpegColour::CmykAsYcck] {
        let picture = decode(&encode_jpeg(&samples, 32, 32, colour, |_| {}));
        assert!(
            is_near(pixel_at(&picture, 16, 16), [255, 0, 0], 6),
            "{colour:?}: {:?}",
            pixel_at(&picture, 16, 16)
        );
    }
}

#[test]
fn stray_bytes_between_header_segments_are_skipped() {
    let scene = scene(64, 48);
    let plain = jpeg(&scene);
    let mut file = plain.clone();
    // Behind the start of image and the JFIF segment.
    file.splice(20..20, [0, 0, 0, 0, 0, 0, 0, 0]);
    assert!(decode(&file) == decode(&plain));
}

#[test]
fn what_follows_the_end_of_a_jpeg_is_ignored() {
    let plain = jpeg(&scene(64, 48));
    let file = [plain.as_slice(), b"a video clip, as some phones append"].concat();
    assert!(decode(&file) == decode(&plain));
}

#[test]
fn transparent_pixels_are_composited_onto_white() {
    let samples: Vec<u8> =
        [[200, 0, 0, 255], [200, 0, 0, 0], [200, 0, 0, 128], [0, 0, 0, 51]].concat();
    let picture = decode(&encode_png(&samples, 4, 1, ColorType::Rgba, BitDepth::Eight, |_| {}));
    assert_eq!(picture.pixels(), [[200, 0, 0], WHITE, [227, 127, 127], [204, 204, 204]]);
}

#[test]
fn grey_pngs_of_every_depth_become_rgb() {
    let grey = decode(&encode_png(&[10, 200], 2, 1, ColorType::Grayscale, BitDepth::Eight, |_| {}));
    assert_eq!(grey.pixels(), [[10; 3], [200; 3]]);
    let alpha = decode(&encode_png(
        &[10, 255, 10, 0],
        2,
        1,
        ColorType::GrayscaleAlpha,
        BitDepth::Eight,
        |_| {},
    ));
    assert_eq!(alpha.pixels(), [[10; 3], WHITE]);
    let bits =
        decode(&encode_png(&[0b0100_0000], 2, 1, ColorType::Grayscale, BitDepth::One, |_| {}));
    assert_eq!(bits.pixels(), [[0; 3], WHITE]);
}

#[test]
fn sixteen_bits_are_cut_to_eight() {
    let samples = [0x12, 0x34, 0xAB, 0xCD, 0xFF, 0xFF];
    let picture = decode(&encode_png(&samples, 1, 1, ColorType::Rgb, BitDepth::Sixteen, |_| {}));
    assert_eq!(picture.pixels(), [[0x12, 0xAB, 0xFF]]);
}

#[test]
fn a_palette_with_a_transparent_colour_is_decoded() {
    let file = encode_png(&[0, 1, 1, 0], 2, 2, ColorType::Indexed, BitDepth::Eight, |info| {
        info.palette = Some([RED, BLUE].concat().into());
        info.trns = Some(vec![255, 0].into());
    });
    assert_eq!(decode(&file).pixels(), [RED, WHITE, WHITE, RED]);
}

#[test]
fn pixels_of_a_canvas_are_composited_and_counted() {
    let picture = Picture::from_rgba(2, 1, vec![1, 2, 3, 255, 9, 9, 9, 0]).unwrap();
    assert_eq!(picture.pixels(), [[1, 2, 3], WHITE]);
    for (width, height, length) in [(2, 1, 7), (0, 5, 0), (u32::MAX, u32::MAX, 12)] {
        let refused = Err(PictureError::BadPixels { width, height, length });
        assert_eq!(Picture::from_rgba(width, height, vec![0; length]).map(|_| ()), refused.clone());
        assert_eq!(Picture::from_rgb(width, height, vec![0; length]).map(|_| ()), refused);
    }
}

#[test]
fn debug_text_shows_nothing_of_the_picture() {
    assert_eq!(format!("{:?}", quarter_turns()), "Picture { width: 48, height: 32, .. }");
}
