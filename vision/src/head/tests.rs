use super::*;
use crate::test_support::{FACE, GROUND, drawn, fetched, model};
use crate::{Crop, FaceFinder, GroundFinder, Limits};

fn finder() -> FaceFinder {
    FaceFinder::new(&model(FACE)).unwrap()
}

fn person(side: u32) -> Picture {
    Picture::from_rgb(side, side, drawn(side)).unwrap()
}

fn portrait(name: &str) -> Picture {
    Picture::decode(&fetched("portraits", name), &Limits::default()).unwrap()
}

fn apart(one: (f32, f32), other: (f32, f32)) -> f32 {
    ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt()
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
