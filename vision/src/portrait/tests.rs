use sscard_shared::photo::standard;

use super::*;
use crate::test_support::{FACE_MODEL, GROUND_MODEL, fetched_file, model_file};

fn finder() -> PortraitFinder {
    PortraitFinder::new(&model_file(FACE_MODEL), &model_file(GROUND_MODEL)).unwrap()
}

fn portrait(name: &str) -> Picture {
    Picture::decode(&fetched_file("portraits", name), &Limits::default()).unwrap()
}

/// The measurements of the card photo that is made of a picture automatically.
fn card_photo_head(finder: &PortraitFinder, picture: &Picture) -> HeadMeasures {
    let crop = finder.card_photo_crop(picture, (picture.width(), picture.height())).unwrap();
    let photo =
        encode_card_photo(&picture.crop(&crop, PHOTO_WIDTH, PHOTO_HEIGHT).unwrap()).unwrap();
    finder.measure(&photo, &Limits::default()).unwrap().portrait.unwrap().head.unwrap()
}

fn assert_meets_the_standard(head: &HeadMeasures) {
    let within = |value: f32, (least, most): (f64, f64)| (least..=most).contains(&f64::from(value));
    assert!(within(head.face_width, standard::FACE_WIDTH_GA), "{head:?}");
    assert!(within(head.hair_top.unwrap(), standard::HAIR_TOP), "{head:?}");
    assert!(within(head.eyes_from_left, standard::EYES_FROM_LEFT), "{head:?}");
    assert!(f64::from(head.eyes_to_bottom) >= standard::EYES_TO_BOTTOM, "{head:?}");
    assert!(head.tilt_degrees.abs() < 2.0, "{head:?}");
}

#[test]
fn a_card_photo_meets_every_rule_of_position() {
    let finder = finder();
    for name in ["obama.jpg", "biden.jpg"] {
        assert_meets_the_standard(&card_photo_head(&finder, &portrait(name)));
    }
}

#[test]
fn a_picture_on_its_side_is_turned_upright() {
    let (finder, picture) = (finder(), portrait("obama.jpg"));
    let upright = finder.locate_head(&picture).unwrap().head.unwrap();
    for quarters in [1, 2, 3] {
        let turned = sighting::quarter_turned(&picture, quarters).unwrap();
        let head = finder.locate_head(&turned).unwrap().head.unwrap();
        let difference = (head.tilt_degrees - 90.0 * f64::from(quarters)).rem_euclid(360.0);
        assert!(!(5.0..=355.0).contains(&difference), "{quarters}: {head:?}");
        assert!((head.face_width - upright.face_width).abs() < 8.0, "{quarters}: {head:?}");
        assert_meets_the_standard(&card_photo_head(&finder, &turned));
    }
}

#[test]
fn a_leaning_head_is_straightened() {
    let (finder, picture) = (finder(), portrait("obama.jpg"));
    for rotation in [-20.0, 15.0] {
        let crop = Crop { centre_x: 455.0, centre_y: 420.0, width: 900.0, rotation };
        let leaning = crop.cut_out(&picture, 900, 900).unwrap();
        let head = finder.locate_head(&leaning).unwrap().head.unwrap();
        assert!((head.tilt_degrees - rotation).abs() < 2.5, "{rotation}°: {head:?}");
        assert!(card_photo_head(&finder, &leaning).tilt_degrees.abs() < 2.0);
    }
}

#[test]
fn hair_that_the_picture_cuts_off_is_reported() {
    let (finder, picture) = (finder(), portrait("obama.jpg"));
    // The hair begins 31 pixels below the upper edge. This crop leaves out 60.
    let crop = Crop { centre_x: 455.0, centre_y: 560.0, width: 910.0, rotation: 0.0 };
    let cut = crop.cut_out(&picture, 910, 1000).unwrap();
    let head = finder.locate_head(&cut).unwrap().head.unwrap();
    assert_eq!(head.crown, None, "{head:?}");
}

#[test]
fn a_file_is_decoded_as_finely_as_its_face_needs() {
    let finder = finder();
    let file = fetched_file("portraits", "obama.jpg");
    let photo = finder.make_card_photo(&file, &Limits::default()).unwrap();
    let measured = finder.measure(&photo, &Limits::default()).unwrap();
    assert_eq!((measured.width, measured.height), (PHOTO_WIDTH, PHOTO_HEIGHT));
    assert_meets_the_standard(&measured.portrait.unwrap().head.unwrap());
    // A crop of 1200 pixels of 4000 needs 1.8 × 358 of them, 0.537 of each side.
    let crop = Crop { centre_x: 2000.0, centre_y: 1500.0, width: 1200.0, rotation: 0.0 };
    assert_eq!(crop.finer_decode_pixels((4000, 3000), 1000, PHOTO_WIDTH), Some(3_464_188));
    assert_eq!(crop.finer_decode_pixels((4000, 3000), 4000, PHOTO_WIDTH), None);
    let wide = Crop { width: 2400.0, ..crop };
    assert_eq!(wide.finer_decode_pixels((4000, 3000), 1100, PHOTO_WIDTH), None);
    // The file does not have more pixels, so that none are asked for.
    let small = Crop { centre_x: 250.0, centre_y: 300.0, width: 400.0, rotation: 0.0 };
    assert_eq!(small.finer_decode_pixels((500, 600), 500, PHOTO_WIDTH), None);
}

#[test]
fn finds_no_person_in_stripes() {
    let finder = finder();
    let stripes =
        (0..358 * 441_u32).flat_map(|at| [[240, 230, 90], [30, 60, 160]][at as usize / 40 % 2]);
    let picture = Picture::from_rgb(358, 441, stripes.collect()).unwrap();
    assert_eq!(finder.locate_head(&picture).unwrap(), PortraitSighting { faces: 0, head: None });
    let photo = encode_card_photo(&picture).unwrap();
    let portrait = finder.measure(&photo, &Limits::default()).unwrap().portrait.unwrap();
    assert_eq!((portrait.faces, portrait.head), (0, None));
}

#[test]
fn a_blurred_face_is_measured_as_less_sharp() {
    let (finder, picture) = (finder(), portrait("obama.jpg"));
    let sharp = card_photo_head(&finder, &picture).sharpness;
    let crop = Crop { centre_x: 455.0, centre_y: 568.0, width: 910.0, rotation: 0.0 };
    let small = crop.cut_out(&picture, 150, 187).unwrap();
    // Enlarging, as an applicant's own program may have done, leaves out every fine detail.
    let whole = Crop { centre_x: 75.0, centre_y: 93.5, width: 150.0, rotation: 0.0 };
    let blurred = card_photo_head(&finder, &whole.cut_out(&small, 910, 1134).unwrap()).sharpness;
    assert!(blurred < 0.6 * sharp, "{blurred} and {sharp}");
}
