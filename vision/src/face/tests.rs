use super::*;
use crate::network::tests::{FACE, GROUND, drawn, fetched, model};
use crate::{Crop, GroundFinder, Limits};

fn finder() -> FaceFinder {
    FaceFinder::new(&model(FACE)).unwrap()
}

fn person(side: u32) -> Picture {
    Picture::from_rgb(side, side, drawn(side)).unwrap()
}

/// The drawn person, `side` pixels high, with its corner at a point of a wide white sheet.
fn person_on_sheet(side: u32, (left, top): (u32, u32), (width, height): (u32, u32)) -> Picture {
    let mut pixels = vec![255; (width * height * 3) as usize];
    let source = drawn(side);
    for (y, row) in (top..).zip(source.chunks_exact(side as usize * 3)) {
        let start = ((y * width + left) * 3) as usize;
        pixels[start..start + row.len()].copy_from_slice(row);
    }
    Picture::from_rgb(width, height, pixels).unwrap()
}

fn portrait(name: &str) -> Picture {
    Picture::decode(&fetched("portraits", name), &Limits::default()).unwrap()
}

fn apart(one: (f32, f32), other: (f32, f32)) -> f32 {
    ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt()
}

#[test]
fn a_portrait_has_its_points_where_they_are() {
    let picture = portrait("astronaut.png");
    let finder = finder();
    let faces = finder.find(&picture).unwrap();
    assert_eq!(faces.len(), 1);
    let face = finder.refine(&picture, &faces[0]).unwrap();
    assert!(face.score > 0.9, "{face:?}");
    // Measured on the picture by eye.
    for (point, truth) in [
        (face.right_eye, (204.0, 101.0)),
        (face.left_eye, (247.0, 103.0)),
        (face.nose, (224.0, 125.0)),
        (face.mouth, (224.0, 147.0)),
    ] {
        assert!(apart(point, truth) < 5.0, "{point:?} and not {truth:?}");
    }
}

#[test]
fn a_man_seen_from_the_side_is_found_and_told_to_be_turned() {
    let picture = portrait("camera.png");
    let faces = finder().find(&picture).unwrap();
    assert_eq!(faces.len(), 1);
    let ground = GroundFinder::new(&model(GROUND)).unwrap();
    let mask = ground.mask_about(&picture, &faces[0]).unwrap();
    let geometry = HeadGeometry::of(&picture, &faces[0], &mask);
    assert!(geometry.turn > 0.5, "{geometry:?}");
}

#[test]
fn nothing_is_found_where_nothing_is() {
    for pixel in [[255, 255, 255], [0, 0, 0], [180, 120, 90]] {
        let picture = Picture::from_rgb(640, 900, pixel.repeat(640 * 900)).unwrap();
        assert_eq!(finder().find(&picture).unwrap(), []);
    }
    for (width, height) in [(1, 1), (1, 3000), (3000, 1)] {
        let pixels = vec![200; (width * height * 3) as usize];
        let picture = Picture::from_rgb(width, height, pixels).unwrap();
        assert_eq!(finder().find(&picture).unwrap(), []);
    }
}

#[test]
fn a_small_face_in_a_large_picture_is_found() {
    let picture = person_on_sheet(400, (1900, 1100), (3000, 2000));
    let faces = finder().find(&picture).unwrap();
    assert_eq!(faces.len(), 1);
    let scale = 400.0 / 512.0;
    let eye = (1900.0 + 222.0 * scale, 1100.0 + 205.0 * scale);
    assert!(apart(faces[0].right_eye, eye) < 12.0, "{:?} and not {eye:?}", faces[0].right_eye);
}

#[test]
fn refining_tells_the_tilt_and_does_not_move_an_upright_face() {
    let (finder, picture) = (finder(), person(512));
    let ground = GroundFinder::new(&model(GROUND)).unwrap();
    for rotation in [-20.0, 0.0, 12.0_f32] {
        let crop =
            Crop { centre_x: 256.0, centre_y: 256.0, width: 512.0, rotation: rotation.into() };
        let turned = picture.crop(&crop, 512, 512).unwrap();
        let face = finder.find(&turned).unwrap()[0];
        let face = finder.refine(&turned, &face).unwrap();
        let mask = ground.mask_about(&turned, &face).unwrap();
        let geometry = HeadGeometry::of(&turned, &face, &mask);
        assert!((geometry.tilt_degrees - rotation).abs() < 2.0, "{rotation}°: {geometry:?}");
        assert!(geometry.turn.abs() < 0.15, "{rotation}°: {geometry:?}");
    }
}

#[test]
fn a_face_without_sense_is_refined_without_panic() {
    let (finder, picture) = (finder(), person(512));
    let ground = GroundFinder::new(&model(GROUND)).unwrap();
    let found = finder.find(&picture).unwrap()[0];
    for value in [f32::NAN, f32::INFINITY, -1e30, 0.0, 1e9] {
        let face = found.map(|_| (value, value));
        finder.refine(&picture, &face).unwrap();
        let mask = ground.mask_about(&picture, &face).unwrap();
        HeadGeometry::of(&picture, &face, &mask);
    }
}

#[test]
fn the_drawn_head_is_measured() {
    let (finder, picture) = (finder(), person(512));
    let face = finder.refine(&picture, &finder.find(&picture).unwrap()[0]).unwrap();
    let mask = GroundFinder::new(&model(GROUND)).unwrap().mask_about(&picture, &face).unwrap();
    let geometry = HeadGeometry::of(&picture, &face, &mask);
    let hair_top = geometry.hair_top.unwrap();
    assert!((hair_top - 60.0).abs() < 2.0, "{geometry:?}");
    assert!(apart(geometry.eye_mid, (256.0, 205.0)) < 8.0, "{geometry:?}");
    assert!((geometry.face_width() - 170.0).abs() < 20.0, "{geometry:?}");
    assert!((geometry.chin - 335.0).abs() < 20.0, "{geometry:?}");
}

#[test]
fn the_bits_are_the_same_on_every_device() {
    let (finder, picture) = (finder(), person(512));
    let face = finder.refine(&picture, &finder.find(&picture).unwrap()[0]).unwrap();
    let mask = GroundFinder::new(&model(GROUND)).unwrap().mask_about(&picture, &face).unwrap();
    let geometry = HeadGeometry::of(&picture, &face, &mask);
    let points = [face.right_eye, face.left_eye, face.nose, face.mouth, geometry.eye_mid];
    let numbers = points.into_iter().flat_map(|(x, y)| [x, y]).chain([
        face.score,
        geometry.hair_top.unwrap(),
        geometry.tilt_degrees,
        geometry.turn,
    ]);
    // FNV-1a over the bits: any changed bit changes it. WebAssembly gives the same number.
    let hash = numbers
        .chain(mask.probabilities().iter().copied())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, number| {
            (hash ^ u64::from(number.to_bits())).wrapping_mul(0x0100_0000_01b3)
        });
    assert_eq!(hash, 0xfe63_5a84_cc26_165a, "{hash:#018x}");
}
