//! Measurements describe the picture, with the same values on every device.

use sscard_shared::photo::{Measurements, PictureFormat};
use sscard_vision::{Limits, Picture, encode_card_photo, measure, measure_picture};

use crate::drawing::{GREY, WHITE, add_exif, draw, jpeg, png, scene};

fn measure_drawing(picture: &Picture) -> Measurements {
    measure_picture(picture, PictureFormat::Unknown, 0)
}

fn is_close(one: f32, other: f32) -> bool {
    (one - other).abs() < 0.1
}

#[test]
fn a_file_is_measured_upright_with_its_container() {
    let file = add_exif(&jpeg(&scene(90, 60)), 6);
    let found = measure(&file, &Limits::default()).unwrap();
    assert_eq!(
        (found.format, found.bytes, found.width, found.height),
        (PictureFormat::Jpeg, file.len(), 60, 90)
    );
    let file = png(&scene(90, 60));
    let found = measure(&file, &Limits::default()).unwrap();
    assert_eq!(
        (found.format, found.bytes, found.width, found.height),
        (PictureFormat::Png, file.len(), 90, 60)
    );
}

#[test]
fn a_white_sheet_is_blank_colourless_and_even() {
    let found = measure_drawing(&draw(358, 441, |_, _| WHITE));
    assert!(
        is_close(found.colourfulness, 0.0)
            && is_close(found.luma_deviation, 0.0)
            && is_close(found.sharpness, 0.0)
    );
    assert!(is_close(found.centre_luma, 255.0) && is_close(found.ground_lightness, 100.0));
    assert!(is_close(found.ground_chroma, 0.0) && is_close(found.ground_deviation, 0.0));
}

#[test]
fn the_ground_is_measured_at_the_upper_edges_only() {
    // Blue strips above. The middle and the lower half do not count.
    let picture =
        draw(
            358,
            441,
            |x, y| {
                if y < 221 && !(35..323).contains(&x) { [67, 142, 219] } else { GREY }
            },
        );
    let found = measure_drawing(&picture);
    assert!(is_close(found.ground_deviation, 0.0) && found.ground_chroma > 40.0);
    assert!(found.ground_lightness > 50.0 && found.ground_lightness < 65.0);
    assert!(is_close(found.centre_luma, 128.0));
}

#[test]
fn an_uneven_ground_deviates() {
    let found = measure_drawing(&draw(358, 441, |_, y| if y < 110 { WHITE } else { GREY }));
    assert!(found.ground_deviation > 20.0);
}

#[test]
fn a_blurred_picture_is_less_sharp() {
    let sharp = scene(716, 882);
    // Shrunk to a tenth and enlarged again.
    let tiny = sharp.preview(88).unwrap();
    let blurred = draw(716, 882, |x, y| {
        let (x, y) = (x * tiny.width() / 716, y * tiny.height() / 882);
        tiny.row(y)[x as usize]
    });
    assert!(measure_drawing(&sharp).sharpness > 5.0 * measure_drawing(&blurred).sharpness);
}

#[test]
fn the_smallest_pictures_are_measured_too() {
    for (width, height) in [(1, 1), (1, 9), (9, 1), (2, 2), (3, 3), (4, 5)] {
        let found = measure_drawing(&draw(width, height, |_, _| GREY));
        assert!(
            is_close(found.centre_luma, 128.0)
                && found.sharpness == 0.0
                && is_close(found.ground_lightness, 53.6)
        );
    }
}

#[test]
fn equal_bytes_give_equal_numbers_to_the_last_bit() {
    let file = encode_card_photo(&scene(358, 441)).unwrap();
    let found = measure(&file, &Limits::default()).unwrap();
    let bits = [
        found.colourfulness,
        found.luma_deviation,
        found.centre_luma,
        found.sharpness,
        found.ground_lightness,
        found.ground_chroma,
        found.ground_deviation,
    ]
    .map(f32::to_bits);
    // These numbers hold on every platform. A change means that apps and servers of two versions disagree.
    let wanted = [
        1_092_038_682,
        1_107_953_922,
        1_126_359_984,
        1_150_478_110,
        1_119_550_818,
        1_066_051_776,
        1_055_224_957,
    ];
    assert_eq!(bits, wanted, "{found:?}");
}
