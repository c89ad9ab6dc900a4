use sscard_vision::{Corners, Picture, PictureError, find_card, measure_card, straighten_card};

use crate::scene::{Scene, SceneKind, scene};
use crate::surface::{CARD_HEIGHT, CARD_WIDTH, CardSide, card_colour};

/// The flat card, drawn with sixteen samples a pixel, without the effects of light.
fn draw_flat_card(side: CardSide, paper: [f64; 3], width: u32, height: u32) -> Vec<[f64; 3]> {
    let place = |pixel: u32, sub: u32, side: u32, length: f64| {
        (f64::from(pixel) + (f64::from(sub) + 0.5) / 4.0) / f64::from(side) * length
    };
    (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .map(|(x, y)| {
            let mut sum = [0.0; 3];
            for sub in 0..16 {
                let u = place(x, sub % 4, width, CARD_WIDTH);
                let v = place(y, sub / 4, height, CARD_HEIGHT);
                for (sum, value) in sum.iter_mut().zip(card_colour(side, paper, u, v)) {
                    *sum += value / 16.0;
                }
            }
            sum
        })
        .collect()
}

/// The mean difference of two pictures in bytes, after scaling to equal means, without the margin.
fn difference(found: &Picture, wanted: &[[f64; 3]]) -> f64 {
    let (width, height) = (found.width() as usize, found.height() as usize);
    let margin = height / 12;
    let inner = |index: &usize| {
        (margin..width - margin).contains(&(index % width))
            && (margin..height - margin).contains(&(index / width))
    };
    let green = |index: usize| f64::from(found.pixels()[index][1]);
    let places: Vec<usize> = (0..width * height).filter(inner).collect();
    let count = places.len() as f64;
    let gain = places.iter().map(|&n| wanted[n][1]).sum::<f64>()
        / places.iter().map(|&n| green(n)).sum::<f64>();
    places.iter().map(|&n| (green(n) * gain - wanted[n][1]).abs()).sum::<f64>() / count
}

fn corners_of_scene(scene: &Scene) -> Corners {
    Corners::new(scene.true_corners.unwrap(), &scene.picture).unwrap()
}

#[test]
fn a_straightened_card_looks_like_the_flat_one() {
    for seed in 3000..3006 {
        let scene = scene(SceneKind::Clean, seed, 1.2);
        let (width, height) = corners_of_scene(&scene).natural_size(480);
        let wanted = draw_flat_card(scene.side, scene.paper, width, height);
        let right =
            straighten_card(&scene.picture, &corners_of_scene(&scene), width, height).unwrap();
        let found = find_card(&scene.picture).unwrap().corners();
        // Whether the card is upside down is not known: one of the two is right.
        let differences = [0, 2].map(|quarters| {
            let flat =
                straighten_card(&scene.picture, &found.turned(quarters), width, height).unwrap();
            difference(&flat, &wanted)
        });
        let (true_difference, found_difference) =
            (difference(&right, &wanted), differences[0].min(differences[1]));
        assert!(
            true_difference < 8.0 && found_difference < true_difference + 1.5,
            "seed {seed}: {true_difference} {found_difference}"
        );
        assert!(
            differences[0].max(differences[1]) > found_difference * 1.5,
            "seed {seed}: {differences:?}"
        );
    }
}

#[test]
fn shrinking_a_card_makes_no_pattern() {
    // Stripes one pixel wide: sampling single pixels would turn them into broad ones.
    let (width, height) = (1600_u32, 1200_u32);
    let pixels = (0..height)
        .flat_map(|_| (0..width).flat_map(|x| [if x % 2 == 0 { 40 } else { 200 }; 3]))
        .collect();
    let picture = Picture::from_rgb(width, height, pixels).unwrap();
    let corners =
        Corners::new([(90.3, 80.2), (1490.6, 120.0), (1470.0, 1010.0), (60.0, 960.0)], &picture)
            .unwrap();
    let small = straighten_card(&picture, &corners, 171, 108).unwrap();
    let (least, most) = small
        .rgb()
        .iter()
        .fold((255, 0), |(least, most), &value| (value.min(least), value.max(most)));
    assert!(least >= 108 && most <= 132, "{least} {most}");
}

#[test]
fn a_card_is_not_enlarged_and_white_outside_the_picture() {
    let picture = Picture::from_rgb(400, 300, vec![50; 400 * 300 * 3]).unwrap();
    let corners =
        Corners::new([(-20.0, 20.0), (330.0, 20.0), (330.0, 240.0), (-20.0, 240.0)], &picture)
            .unwrap();
    let (width, height) = corners.natural_size(4000);
    assert_eq!((width, height), (350, 221));
    let flat = straighten_card(&picture, &corners, width, height).unwrap();
    assert_eq!((flat.row(100)[5], flat.row(100)[100]), ([255; 3], [50; 3]));
    assert!(matches!(
        straighten_card(&picture, &corners, 700, 442),
        Err(PictureError::TooSmall { wanted: 700, .. })
    ));
    assert_eq!(straighten_card(&picture, &corners, 0, 10), Err(PictureError::BadCrop));
    let tiny = Picture::from_rgb(20, 20, vec![0; 1200]).unwrap();
    assert_eq!(straighten_card(&tiny, &corners, 20, 10), Err(PictureError::BadCrop));
}

#[test]
fn the_measures_of_a_card_match_the_drawing() {
    // A grey card of known size on black, turned a quarter, with fine print and one blown-out disc.
    let (width, height) = (1000_u32, 1200_u32);
    let card = |x: u32, y: u32| (200..740).contains(&x) && (150..1006).contains(&y);
    let draw_card = |glare: bool, print: u8| {
        let pixels = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .flat_map(|(x, y)| {
                let across = f64::from(x) - 470.0;
                let down = f64::from(y) - 578.0;
                match () {
                    () if !card(x, y) => [0; 3],
                    () if glare && across * across + down * down < 100.0 * 100.0 => [255; 3],
                    () if (x / 6 + y / 6) % 2 == 0 => [180 - print; 3],
                    () => [180; 3],
                }
            })
            .collect();
        Picture::from_rgb(width, height, pixels).unwrap()
    };
    let points = [(740.0, 150.0), (740.0, 1006.0), (200.0, 1006.0), (200.0, 150.0)];
    let plain = draw_card(false, 0);
    let corners = Corners::new(points, &plain).unwrap();
    let measures = measure_card(&plain, &corners).unwrap();
    assert!((measures.fill - 540.0 * 856.0 / 1.2e6).abs() < 1e-9);
    assert!((measures.long_side - 856.0).abs() < 1e-9 && (measures.tilt - 90.0).abs() < 1e-9);
    assert!((measures.perspective - 1.0).abs() < 1e-9 && !measures.touches_frame);
    assert!((measures.mean_luma - 180.0).abs() < 0.5, "{measures:?}");
    assert!(measures.glare == 0.0 && measures.sharpness < 0.5, "{measures:?}");

    let glaring = measure_card(&draw_card(true, 0), &corners).unwrap();
    let share = std::f64::consts::PI * 1e4 / (540.0 * 856.0);
    assert!((glaring.glare - share).abs() < 0.015, "{} {share}", glaring.glare);

    let printed = measure_card(&draw_card(false, 80), &corners).unwrap();
    let faint = measure_card(&draw_card(false, 20), &corners).unwrap();
    assert!(printed.sharpness > 10.0 * faint.sharpness && faint.sharpness > 10.0);
    let turned = measure_card(&draw_card(true, 0), &corners.turned(1)).unwrap();
    assert!((turned.glare - glaring.glare).abs() < 1e-6);
    assert!((turned.tilt - glaring.tilt).abs() < 1e-9);
}
