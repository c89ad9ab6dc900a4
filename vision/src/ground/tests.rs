use super::*;
use crate::test_support::{FACE_MODEL, GROUND_MODEL, drawn_person, model_file};

fn person() -> (Picture, GroundFinder) {
    let picture = Picture::from_rgb(512, 512, drawn_person(512)).unwrap();
    (picture, GroundFinder::new(&model_file(GROUND_MODEL)).unwrap())
}

#[test]
fn a_drawn_person_stands_out_from_the_ground() {
    let (picture, finder) = person();
    let mask = finder.mask_picture(&picture).unwrap();
    assert_eq!(mask.covered_area(), MaskArea { left: 0.0, top: 0.0, right: 512.0, bottom: 512.0 });
    assert_eq!(mask.probabilities().len(), (Mask::SIDE * Mask::SIDE) as usize);
    for (x, y) in [(256.0, 90.0), (256.0, 250.0), (200.0, 240.0), (256.0, 480.0)] {
        assert!(mask.probability_at(x, y) > 0.9, "({x}, {y}): {}", mask.probability_at(x, y));
    }
    for (x, y) in [(10.0, 10.0), (500.0, 40.0), (60.0, 250.0), (-90.0, -1e9), (480.0, 300.0)] {
        assert!(mask.probability_at(x, y) < 0.1, "({x}, {y}): {}", mask.probability_at(x, y));
    }
}

#[test]
fn a_mask_about_a_face_covers_the_head_in_the_picture() {
    let (picture, finder) = person();
    let faces =
        crate::FaceFinder::new(&model_file(FACE_MODEL)).unwrap().find_faces(&picture).unwrap();
    let mask = finder.mask_about_face(&picture, &faces[0]).unwrap();
    let MaskArea { left, top, right, bottom } = mask.covered_area();
    assert!(left >= 0.0 && top >= 0.0 && right <= 512.0 && bottom <= 512.0);
    assert!(
        left < 160.0 && top < 60.0 && right > 350.0 && bottom > 400.0,
        "{:?}",
        mask.covered_area()
    );
}

#[test]
fn each_finder_refuses_the_model_of_the_other() {
    assert_eq!(GroundFinder::new(&model_file(FACE_MODEL)).unwrap_err(), ModelError::WrongModel);
    assert_eq!(
        crate::FaceFinder::new(&model_file(GROUND_MODEL)).unwrap_err(),
        ModelError::WrongModel
    );
}
