use super::*;

fn head() -> Head {
    Head {
        eye_x: 1500.0,
        eye_y: 1800.0,
        tilt_degrees: 0.0,
        face_width: 900.0,
        crown: Some(870.0),
        chin: 780.0,
    }
}

fn assert_within_ranges(head: &Head, framing: &Framing, room: (f64, f64)) {
    let placed = framing.head(head);
    let within =
        |value: f64, (least, most): (f64, f64)| value >= least - 1e-6 && value <= most + 1e-6;
    assert!(framing.lies_within(room), "{framing:?}");
    assert!(framing.width >= WIDTH, "{framing:?}");
    assert!(within(placed.face_width, standard::FACE_WIDTH), "{placed:?}");
    assert!(within(placed.hair_top.unwrap(), standard::HAIR_TOP), "{placed:?}");
    assert!(placed.eyes_to_bottom >= standard::EYES_TO_BOTTOM - 1e-6, "{placed:?}");
    assert!(within(placed.eyes_from_left, standard::EYES_FROM_LEFT), "{placed:?}");
    assert!(placed.tilt_degrees.abs() < 1e-6, "{placed:?}");
}

#[test]
fn a_head_with_room_about_it_lies_exactly_where_the_standard_wants_it() {
    let framing = Framing::about(&head(), 3000, 4000).unwrap();
    let placed = framing.head(&head());
    assert!((placed.face_width - 207.0).abs() < 1.5, "{placed:?}");
    assert!((placed.hair_top.unwrap() - 14.0).abs() < 1.5, "{placed:?}");
    assert!((placed.eyes_from_left - 179.0).abs() < 1.5, "{placed:?}");
}

#[test]
fn a_leaning_head_is_straightened_whatever_way_it_leans() {
    for tilt in [-40.0, -12.5, 3.0, 27.0, 90.0, 180.0] {
        let head = Head { tilt_degrees: tilt, eye_x: 2000.0, eye_y: 2000.0, ..head() };
        let framing = Framing::about(&head, 4000, 4000).unwrap();
        assert_within_ranges(&head, &framing, (4000.0, 4000.0));
    }
}

#[test]
fn a_head_near_an_edge_is_framed_within_the_ranges_while_that_is_possible() {
    // The hair ends 40 pixels below the upper edge: 9 pixels of the photo at the widest face.
    let head = Head { eye_y: 910.0, ..head() };
    let framing = Framing::about(&head, 3000, 4000).unwrap();
    assert_within_ranges(&head, &framing, (3000.0, 4000.0));
    assert!(framing.head(&head).face_width > 200.0);
}

#[test]
fn tall_hair_is_cut_rather_than_the_eyes_set_too_low() {
    let head = Head { crown: Some(1300.0), ..head() };
    let placed = Framing::about(&head, 3000, 4000).unwrap().head(&head);
    assert!(placed.eyes_to_bottom >= standard::EYES_TO_BOTTOM - 1e-6, "{placed:?}");
    assert!(placed.face_width >= standard::FACE_WIDTH.0);
}

#[test]
fn what_cannot_meet_the_ranges_still_gets_a_frame_within_the_picture() {
    // A face as wide as the picture, a face at the edge, and one far too small.
    for (eye_x, face_width) in [(500.0, 990.0), (40.0, 300.0), (500.0, 60.0)] {
        let head = Head { eye_x, eye_y: 400.0, face_width, crown: None, ..head() };
        let framing = Framing::about(&head, 1000, 1300).unwrap();
        assert!(framing.lies_within((1000.001, 1300.001)), "{framing:?}");
        assert!(framing.width >= WIDTH, "{framing:?}");
    }
}

#[test]
fn a_picture_below_the_card_photos_size_gets_no_frame() {
    assert_eq!(Framing::about(&head(), 357, 4000), None);
    assert_eq!(Framing::about(&head(), 4000, 440), None);
}
