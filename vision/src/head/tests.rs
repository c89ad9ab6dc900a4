use super::*;
use crate::test_support::{FACE_MODEL, GROUND_MODEL, drawn_person, fetched_file, model_file};
use crate::{Crop, FaceFinder, GroundFinder, Limits};

fn finder() -> FaceFinder {
    FaceFinder::new(&model_file(FACE_MODEL)).unwrap()
}

fn person(side: u32) -> Picture {
    Picture::from_rgb(side, side, drawn_person(side)).unwrap()
}

fn portrait(name: &str) -> Picture {
    Picture::decode(&fetched_file("portraits", name), &Limits::default()).unwrap()
}

fn distance(one: (f32, f32), other: (f32, f32)) -> f32 {
    ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt()
}

#[test]
fn a_face_in_profile_is_found_with_its_turn() {
    let picture = portrait("camera.png");
    let faces = finder().find_faces(&picture).unwrap();
    assert_eq!(faces.len(), 1);
    let ground = GroundFinder::new(&model_file(GROUND_MODEL)).unwrap();
    let mask = ground.mask_about_face(&picture, &faces[0]).unwrap();
    let geometry = HeadGeometry::measure(&picture, &faces[0], &mask);
    assert!(geometry.turn > 0.5, "{geometry:?}");
}

#[test]
fn refining_measures_the_tilt_of_a_face() {
    let (finder, picture) = (finder(), person(512));
    let ground = GroundFinder::new(&model_file(GROUND_MODEL)).unwrap();
    for rotation in [-20.0, 0.0, 12.0_f32] {
        let crop =
            Crop { centre_x: 256.0, centre_y: 256.0, width: 512.0, rotation: rotation.into() };
        let turned = picture.crop(&crop, 512, 512).unwrap();
        let face = finder.find_faces(&turned).unwrap()[0];
        let face = finder.refine_face(&turned, &face).unwrap();
        let mask = ground.mask_about_face(&turned, &face).unwrap();
        let geometry = HeadGeometry::measure(&turned, &face, &mask);
        assert!((geometry.tilt_degrees - rotation).abs() < 2.0, "{rotation}°: {geometry:?}");
        assert!(geometry.turn.abs() < 0.15, "{rotation}°: {geometry:?}");
    }
}

#[test]
fn refining_an_invalid_face_causes_no_panic() {
    let (finder, picture) = (finder(), person(512));
    let ground = GroundFinder::new(&model_file(GROUND_MODEL)).unwrap();
    let found = finder.find_faces(&picture).unwrap()[0];
    for value in [f32::NAN, f32::INFINITY, -1e30, 0.0, 1e9] {
        let face = found.map_points(|_| (value, value));
        finder.refine_face(&picture, &face).unwrap();
        let mask = ground.mask_about_face(&picture, &face).unwrap();
        HeadGeometry::measure(&picture, &face, &mask);
    }
}

#[test]
fn the_drawn_head_is_measured() {
    let (finder, picture) = (finder(), person(512));
    let face = finder.refine_face(&picture, &finder.find_faces(&picture).unwrap()[0]).unwrap();
    let mask = GroundFinder::new(&model_file(GROUND_MODEL))
        .unwrap()
        .mask_about_face(&picture, &face)
        .unwrap();
    let geometry = HeadGeometry::measure(&picture, &face, &mask);
    let hair_top = geometry.hair_top.unwrap();
    assert!((hair_top - 60.0).abs() < 2.0, "{geometry:?}");
    assert!(distance(geometry.eye_mid, (256.0, 205.0)) < 8.0, "{geometry:?}");
    assert!((geometry.face_width() - 170.0).abs() < 20.0, "{geometry:?}");
    assert!((geometry.chin - 335.0).abs() < 20.0, "{geometry:?}");
}

#[test]
fn head_measures_have_the_same_bits_on_every_device() {
    let (finder, picture) = (finder(), person(512));
    let face = finder.refine_face(&picture, &finder.find_faces(&picture).unwrap()[0]).unwrap();
    let mask = GroundFinder::new(&model_file(GROUND_MODEL))
        .unwrap()
        .mask_about_face(&picture, &face)
        .unwrap();
    let geometry = HeadGeometry::measure(&picture, &face, &mask);
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
