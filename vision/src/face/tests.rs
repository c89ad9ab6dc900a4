use super::*;
use crate::Limits;
use crate::test_support::{FACE_MODEL, drawn_person, fetched_file, model_file};

fn finder() -> FaceFinder {
    FaceFinder::new(&model_file(FACE_MODEL)).unwrap()
}

/// The drawn person, `side` pixels high, with its corner at a point of a wide white sheet.
fn person_on_sheet(side: u32, (left, top): (u32, u32), (width, height): (u32, u32)) -> Picture {
    let mut pixels = vec![255; (width * height * 3) as usize];
    let source = drawn_person(side);
    for (y, row) in (top..).zip(source.chunks_exact(side as usize * 3)) {
        let start = ((y * width + left) * 3) as usize;
        pixels[start..start + row.len()].copy_from_slice(row);
    }
    Picture::from_rgb(width, height, pixels).unwrap()
}

fn portrait(name: &str) -> Picture {
    Picture::decode(&fetched_file("portraits", name), &Limits::default()).unwrap()
}

fn distance(one: (f32, f32), other: (f32, f32)) -> f32 {
    ((one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)).sqrt()
}

#[test]
fn a_portrait_has_its_points_in_the_right_places() {
    let picture = portrait("astronaut.png");
    let finder = finder();
    let faces = finder.find_faces(&picture).unwrap();
    assert_eq!(faces.len(), 1);
    let face = finder.refine_face(&picture, &faces[0]).unwrap();
    assert!(face.score > 0.9, "{face:?}");
    // Measured on the picture by eye.
    for (point, truth) in [
        (face.right_eye, (204.0, 101.0)),
        (face.left_eye, (247.0, 103.0)),
        (face.nose, (224.0, 125.0)),
        (face.mouth, (224.0, 147.0)),
    ] {
        assert!(distance(point, truth) < 5.0, "{point:?} and not {truth:?}");
    }
}

#[test]
fn finds_no_face_in_plain_pictures() {
    for pixel in [[255, 255, 255], [0, 0, 0], [180, 120, 90]] {
        let picture = Picture::from_rgb(640, 900, pixel.repeat(640 * 900)).unwrap();
        assert_eq!(finder().find_faces(&picture).unwrap(), []);
    }
    for (width, height) in [(1, 1), (1, 3000), (3000, 1)] {
        let pixels = vec![200; (width * height * 3) as usize];
        let picture = Picture::from_rgb(width, height, pixels).unwrap();
        assert_eq!(finder().find_faces(&picture).unwrap(), []);
    }
}

#[test]
fn a_small_face_in_a_large_picture_is_found() {
    let picture = person_on_sheet(400, (1900, 1100), (3000, 2000));
    let faces = finder().find_faces(&picture).unwrap();
    assert_eq!(faces.len(), 1);
    let scale = 400.0 / 512.0;
    let eye = (1900.0 + 222.0 * scale, 1100.0 + 205.0 * scale);
    assert!(distance(faces[0].right_eye, eye) < 12.0, "{:?} and not {eye:?}", faces[0].right_eye);
}
