use super::*;

const FRAME: Part = Part { left: 0.2, top: 0.1, width: 0.6, height: 0.8 };

fn facts(seen: Option<Seen>) -> Facts {
    Facts { brightness: 140.0, movement: Some(2.0), seen }
}

/// A face of some part of the frame's width, with its middle at a point of the frame.
fn face_of(width: f64, across: f64, down: f64) -> Seen {
    let (width, height) = (width * FRAME.width, width * FRAME.height);
    let face = SeenBox {
        left: (FRAME.left + across * FRAME.width - width / 2.0) as f32,
        top: (FRAME.top + down * FRAME.height - height / 2.0) as f32,
        width: width as f32,
        height: height as f32,
    };
    Seen { face: Some(face), faces: 1, card: None }
}

/// A card whose corners are points of the frame.
fn card_of(left: f64, top: f64, right: f64, bottom: f64) -> Seen {
    let corner = |x: f64, y: f64| {
        [(FRAME.left + x * FRAME.width) as f32, (FRAME.top + y * FRAME.height) as f32]
    };
    let corners =
        [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
    Seen { face: None, faces: 0, card: Some(corners) }
}

const NOTHING: Seen = Seen { face: None, faces: 0, card: None };

#[test]
fn light_comes_before_everything() {
    for seen in [None, Some(NOTHING), Some(face_of(0.5, 0.5, 0.43))] {
        let dark = Facts { brightness: 20.0, movement: Some(90.0), seen };
        assert_eq!(hint(PictureKind::Photo, FRAME, dark), Hint::TooDark);
        let bright = Facts { brightness: 250.0, ..dark };
        assert_eq!(hint(PictureKind::Photo, FRAME, bright), Hint::TooBright);
    }
}

#[test]
fn without_a_worker_there_is_light_and_stillness() {
    for kind in [PictureKind::Photo, PictureKind::EmblemSide] {
        assert_eq!(hint(kind, FRAME, facts(None)), Hint::Aim);
        let moving = Facts { movement: Some(40.0), ..facts(None) };
        assert_eq!(hint(kind, FRAME, moving), Hint::Moving);
        let first = Facts { movement: None, ..facts(None) };
        assert_eq!(hint(kind, FRAME, first), Hint::Aim);
    }
}

#[test]
fn a_face_is_led_into_its_place() {
    let says = |seen| hint(PictureKind::Photo, FRAME, facts(Some(seen)));
    assert_eq!(says(NOTHING), Hint::NoFace);
    assert_eq!(says(face_of(0.2, 0.5, 0.43)), Hint::Nearer);
    assert_eq!(says(face_of(0.9, 0.5, 0.43)), Hint::Farther);
    assert_eq!(says(face_of(0.5, 0.8, 0.43)), Hint::FaceAside);
    assert_eq!(says(face_of(0.5, 0.5, 0.8)), Hint::FaceAside);
    assert_eq!(says(face_of(0.5, 0.5, 0.43)), Hint::Good);
    let two = Seen { faces: 2, ..face_of(0.5, 0.5, 0.43) };
    assert_eq!(says(two), Hint::ManyFaces);
}

#[test]
fn a_card_is_led_into_the_frame() {
    let says = |seen| hint(PictureKind::PortraitSide, FRAME, facts(Some(seen)));
    assert_eq!(says(NOTHING), Hint::NoCard);
    assert_eq!(says(card_of(0.02, 0.03, 0.97, 0.98)), Hint::Good);
    assert_eq!(says(card_of(0.25, 0.25, 0.75, 0.75)), Hint::Nearer);
    assert_eq!(says(card_of(-0.3, 0.0, 0.7, 1.0)), Hint::NoCard);
    assert_eq!(says(card_of(-0.1, -0.1, 1.1, 1.1)), Hint::Farther);
}

#[test]
fn who_is_in_place_is_told_to_be_still_only_while_moving() {
    let moving = Facts { movement: Some(40.0), ..facts(Some(face_of(0.5, 0.5, 0.43))) };
    assert_eq!(hint(PictureKind::Photo, FRAME, moving), Hint::Moving);
    let away = Facts { movement: Some(40.0), ..facts(Some(face_of(0.2, 0.5, 0.43))) };
    assert_eq!(hint(PictureKind::Photo, FRAME, away), Hint::Nearer);
}

#[test]
fn a_line_changes_once_a_second_at_most_and_not_for_one_look() {
    let mut steady = Steady::default();
    assert_eq!(steady.after(Hint::Aim, 0.0), Hint::Aim);
    assert_eq!(steady.after(Hint::Moving, 400.0), Hint::Aim);
    assert_eq!(steady.after(Hint::Moving, 800.0), Hint::Aim);
    assert_eq!(steady.after(Hint::Moving, 1200.0), Hint::Moving);
    assert_eq!(steady.after(Hint::Aim, 2400.0), Hint::Moving, "seen once only");
    assert_eq!(steady.after(Hint::Good, 2800.0), Hint::Moving, "another one, once only");
    assert_eq!(steady.after(Hint::Good, 3200.0), Hint::Good);
}

#[test]
fn every_line_has_words_for_every_picture() {
    for hint in [Hint::Aim, Hint::Good, Hint::Nearer, Hint::Moving] {
        for kind in [PictureKind::EmblemSide, PictureKind::PortraitSide, PictureKind::Photo] {
            assert!(!hint.words(kind).is_empty());
        }
    }
}
