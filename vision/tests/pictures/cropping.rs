//! A crop has the requested part and turn, and never enlarges.

use sscard_vision::{Crop, Picture, PictureError};

use crate::drawing::{GREY, RED, Rgb, WHITE, draw, is_near, pixel_at, scene};

const UPRIGHT: Crop = Crop { centre_x: 500.0, centre_y: 400.0, width: 500.0, rotation: 0.0 };

/// Grey, 1000 × 800, with a red square of 21 pixels about a point.
fn draw_marked(x: u32, y: u32) -> Picture {
    draw(1000, 800, |px, py| if px.abs_diff(x) <= 10 && py.abs_diff(y) <= 10 { RED } else { GREY })
}

/// The centroid of all pixels that are redder than grey.
fn find_mark(picture: &Picture) -> (f64, f64) {
    let (mut sum_x, mut sum_y, mut sum) = (0.0, 0.0, 0.0);
    for y in 0..picture.height() {
        for (x, pixel) in (0_u32..).zip(picture.row(y)) {
            let redness = f64::from(pixel[0].saturating_sub(pixel[1]));
            sum_x += (f64::from(x) + 0.5) * redness;
            sum_y += (f64::from(y) + 0.5) * redness;
            sum += redness;
        }
    }
    (sum_x / sum, sum_y / sum)
}

#[test]
fn a_marked_point_moves_to_its_calculated_position() {
    // Half scale: the mark lies 100 right of and 40 above the centre, so 50 and 20 in the output of 250 × 300.
    let (source, middle) = (draw_marked(600, 360), (125.0, 150.0));
    let (right, up) = ((600.5 - 500.0) / 2.0, (400.0 - 360.5) / 2.0);
    for rotation in [0.0_f64, 90.0, 180.0, 270.0, -90.0, 10.0, -10.0, 37.5, 100.0, 195.0, 315.0] {
        let out = source.crop(&Crop { rotation, ..UPRIGHT }, 250, 300).unwrap();
        let (sine, cosine) = rotation.to_radians().sin_cos();
        // Clockwise on a screen, where y points down.
        let wanted = (middle.0 + right * cosine + up * sine, middle.1 + right * sine - up * cosine);
        let found = find_mark(&out);
        assert!(
            (found.0 - wanted.0).abs() < 0.1 && (found.1 - wanted.1).abs() < 0.1,
            "{rotation}°: {found:?} instead of {wanted:?}"
        );
    }
}

#[test]
fn a_quarter_turn_clockwise_moves_the_left_to_the_top() {
    let source = draw(400, 400, |x, _| if x < 200 { RED } else { GREY });
    let crop = Crop { centre_x: 200.0, centre_y: 200.0, width: 400.0, rotation: 90.0 };
    let out = source.crop(&crop, 100, 100).unwrap();
    assert!(is_near(pixel_at(&out, 50, 10), RED, 2) && is_near(pixel_at(&out, 50, 90), GREY, 2));
}

#[test]
fn flat_colours_stay_exactly_as_they_are() {
    let colour: Rgb = [201, 55, 130];
    for (width, rotation) in
        [(100.0, 0.0), (130.3, 0.0), (290.0, 90.0), (333.3, 180.0), (200.0, 13.0)]
    {
        let source = draw(900, 900, |_, _| colour);
        let crop = Crop { centre_x: 450.0, centre_y: 450.0, width, rotation };
        let out = source.crop(&crop, 100, 120).unwrap();
        assert!(out.pixels().iter().all(|&pixel| pixel == colour), "{width} at {rotation}°");
    }
}

#[test]
fn a_crop_in_the_pictures_own_size_changes_nothing() {
    let source = scene(120, 90);
    let crop = Crop { centre_x: 60.0, centre_y: 45.0, width: 120.0, rotation: 0.0 };
    assert!(source.crop(&crop, 120, 90).unwrap() == source);
    let part =
        source.crop(&Crop { centre_x: 40.0, centre_y: 30.0, width: 60.0, ..crop }, 60, 40).unwrap();
    assert_eq!(
        (pixel_at(&part, 0, 0), pixel_at(&part, 59, 39)),
        (pixel_at(&source, 10, 10), pixel_at(&source, 69, 49))
    );
}

#[test]
fn a_crop_is_white_outside_the_picture() {
    let source = draw(400, 400, |_, _| RED);
    for rotation in [0.0, 90.0, 20.0] {
        for width in [300.0, 2400.0] {
            // The centre is the picture's corner, so that one quarter of the output shows the picture.
            let crop = Crop { centre_x: 0.0, centre_y: 0.0, width, rotation };
            let out = source.crop(&crop, 100, 100).unwrap();
            let white = out.pixels().iter().filter(|&&pixel| pixel == WHITE).count();
            let red = out.pixels().iter().filter(|&&pixel| pixel == RED).count();
            assert!(
                white >= 7_300 && red > 200 && white + red > 9_650,
                "{width} at {rotation}°: {white} {red}"
            );
        }
    }
}

#[test]
fn an_edge_within_a_pixel_mixes_it_with_white() {
    let source = draw(100, 100, |_, _| [55; 3]);
    // Four source pixels an output pixel; the first output column begins two source pixels left of the picture.
    let crop = Crop { centre_x: 38.0, centre_y: 50.0, width: 80.0, rotation: 0.0 };
    let out = source.crop(&crop, 20, 20).unwrap();
    assert!(is_near(pixel_at(&out, 0, 10), [155; 3], 1), "{:?}", pixel_at(&out, 0, 10));
    assert_eq!(pixel_at(&out, 1, 10), [55; 3]);
}

#[test]
fn nothing_is_ever_enlarged() {
    let source = scene(1000, 800);
    let small = |width| source.crop(&Crop { width, ..UPRIGHT }, 358, 441).map(|_| ());
    assert_eq!(small(358.0), Ok(()));
    assert_eq!(small(357.6), Ok(()));
    assert_eq!(small(357.4), Err(PictureError::TooSmall { width: 357.4, wanted: 358 }));
}

#[test]
fn numbers_that_are_no_crop_are_refused() {
    let source = scene(1000, 800);
    for crop in [
        Crop { centre_x: f64::NAN, ..UPRIGHT },
        Crop { centre_y: f64::INFINITY, ..UPRIGHT },
        Crop { centre_x: -0.1, ..UPRIGHT },
        Crop { centre_y: 800.1, ..UPRIGHT },
        Crop { width: f64::NAN, ..UPRIGHT },
        Crop { width: 0.0, ..UPRIGHT },
        Crop { width: -358.0, ..UPRIGHT },
        Crop { width: 1e300, ..UPRIGHT },
        Crop { rotation: f64::NAN, ..UPRIGHT },
        Crop { rotation: f64::NEG_INFINITY, ..UPRIGHT },
    ] {
        assert_eq!(crop.validate(&source, 358, 441), Err(PictureError::BadCrop), "{crop:?}");
        assert_eq!(source.crop(&crop, 358, 441), Err(PictureError::BadCrop), "{crop:?}");
    }
    for (width, height) in [(0, 1), (1, 0), (70_000, 1), (60_000, 60_000)] {
        assert_eq!(UPRIGHT.validate(&source, width, height), Err(PictureError::BadCrop));
    }
}

#[test]
fn extreme_but_valid_crops_are_cut() {
    let source = scene(1000, 800);
    for crop in [
        Crop { width: 7200.0, ..UPRIGHT },
        Crop { rotation: 1e15, ..UPRIGHT },
        Crop { rotation: -1e-300, ..UPRIGHT },
        Crop { centre_x: 1000.0, centre_y: 800.0, width: 1.0, rotation: 45.0 },
    ] {
        let out = source.crop(&crop, 1, 3).unwrap();
        assert_eq!((out.width(), out.height()), (1, 3));
    }
    let thin = scene(1, 5000);
    let crop = Crop { centre_x: 0.5, centre_y: 2500.0, width: 5000.0, rotation: 3.0 };
    assert!(thin.crop(&crop, 358, 441).is_ok());
}

#[test]
fn the_centred_crop_is_the_largest_within_the_picture() {
    let wide = scene(1000, 441).centred_crop(358, 441);
    assert_eq!((wide.centre_x, wide.centre_y, wide.rotation), (500.0, 220.5, 0.0));
    assert!((wide.width - 358.0).abs() < 1e-9);
    let tall = scene(716, 2000).centred_crop(358, 441);
    assert!((tall.width - 716.0).abs() < 1e-9);
    let source = scene(716, 2000);
    let out = source.crop(&tall, 358, 441).unwrap();
    assert!(!out.pixels().contains(&WHITE));
}

#[test]
fn a_preview_keeps_proportions_and_never_enlarges() {
    let source = scene(1200, 800);
    let preview = source.preview(300).unwrap();
    assert_eq!((preview.width(), preview.height()), (300, 200));
    assert!(source.preview(1200).unwrap() == source && source.preview(5000).unwrap() == source);
    let line = scene(3000, 1).preview(100).unwrap();
    assert_eq!((line.width(), line.height()), (100, 1));
    assert_eq!(source.preview(0).unwrap().width(), 1);
}

#[test]
fn shrinking_averages_fine_patterns() {
    let checks = draw(1000, 1000, |x, y| if (x + y) % 2 == 0 { [0; 3] } else { WHITE });
    for rotation in [0.0, 30.0] {
        let crop = Crop { centre_x: 500.0, centre_y: 500.0, width: 600.0, rotation };
        for side in [60, 100, 150] {
            let out = checks.crop(&crop, side, side).unwrap();
            assert!(
                out.pixels().iter().all(|&pixel| is_near(pixel, [127; 3], 12)),
                "{side} at {rotation}°"
            );
        }
    }
}

#[test]
fn equal_crops_give_equal_pixels_to_the_last_bit() {
    let source = scene(1000, 800);
    let checksum = |rotation| {
        let out = source.crop(&Crop { rotation, width: 512.5, ..UPRIGHT }, 358, 441).unwrap();
        out.rgb().iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        })
    };
    // These numbers hold on every platform. A change means that apps and servers of two versions disagree.
    assert_eq!(
        [checksum(0.0), checksum(90.0), checksum(7.25)],
        [12_023_062_867_369_944_265, 13_254_212_956_152_809_218, 14_534_099_938_445_064_399]
    );
}
