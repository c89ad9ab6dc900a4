use std::cell::RefCell;

use sscard_shared::fault::FaultCode;
use sscard_vision::{Picture, sniff};

use super::*;

/// A picture with something on it: colours that change from pixel to pixel on a white ground.
fn drawn(width: u32, height: u32) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let inside = x > width / 4 && x < width * 3 / 4 && y > height / 6;
            let shade = ((x * 7 + y * 13) % 90) as u8;
            pixels.extend(if inside {
                [200 - shade, 150 - shade, 120 - shade]
            } else {
                [255, 255, 255]
            });
        }
    }
    let picture = Picture::from_rgb(width, height, pixels).expect("the size is right");
    sscard_vision::encode_preview(&picture).expect("encodes")
}

fn opened(width: u32, height: u32) -> (Bench, Made) {
    let mut bench = Bench::default();
    let made = bench.open(PictureKind::Photo, drawn(width, height), &|_| ()).expect("opens");
    (bench, made)
}

fn codes(faults: &Faults) -> Vec<FaultCode> {
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn an_opened_picture_tells_its_own_size_and_shows_a_smaller_one() {
    let (_, made) = opened(2400, 1800);
    assert_eq!((made.width, made.height), (2400, 1800));
    let shown = Picture::decode(&made.bytes, &Limits::default()).expect("decodes");
    assert_eq!((shown.width(), shown.height()), (1600, 1200));
}

#[test]
fn the_cut_comes_out_as_a_card_photo_whichever_way_it_is_turned() {
    let (bench, _) = opened(900, 1200);
    for rotation in [0.0, 90.0, 180.0, 270.0] {
        let cut = Cut { centre_x: 450.0, centre_y: 600.0, width: 700.0, rotation };
        let made = bench.crop(cut, &|_| ()).expect("a good photo");
        assert_eq!((made.width, made.height), (PHOTO_WIDTH, PHOTO_HEIGHT));
        assert!(made.bytes.len() >= 20_480);
        assert!(!made.faults.has_hard());
    }
}

#[test]
fn stages_are_told_in_their_order() {
    let stages = RefCell::new(Vec::new());
    let note = |stage| stages.borrow_mut().push(stage);
    let mut bench = Bench::default();
    bench.open(PictureKind::Photo, drawn(500, 600), &note).expect("opens");
    let cut = Cut { centre_x: 250.0, centre_y: 300.0, width: 400.0, rotation: 0.0 };
    bench.crop(cut, &note).expect("a good photo");
    assert_eq!(stages.into_inner(), [Stage::Reading, Stage::Making, Stage::Checking]);
}

#[test]
fn a_picture_smaller_than_the_card_photo_is_refused_with_its_size() {
    let faults =
        Bench::default().open(PictureKind::Photo, drawn(300, 400), &|_| ()).expect_err("too small");
    assert_eq!(codes(&faults), [FaultCode::Pixels]);
    assert!(faults.iter().all(|fault| fault.message.contains("300*400")));
}

#[test]
fn a_cut_that_would_have_to_be_enlarged_is_refused() {
    let (bench, _) = opened(900, 1200);
    let cut = Cut { centre_x: 450.0, centre_y: 600.0, width: 200.0, rotation: 0.0 };
    assert_eq!(codes(&bench.crop(cut, &|_| ()).expect_err("too small")), [FaultCode::Pixels]);
}

#[test]
fn what_is_no_picture_is_refused_and_nothing_stays_open() {
    let (mut bench, _) = opened(900, 1200);
    let faults = bench
        .open(PictureKind::Photo, b"GIF89a".to_vec(), &|_| ())
        .expect_err("no picture we read");
    assert_eq!(codes(&faults), [FaultCode::Format]);
    let cut = Cut { centre_x: 450.0, centre_y: 600.0, width: 700.0, rotation: 0.0 };
    assert!(bench.crop(cut, &|_| ()).is_err());
}

#[test]
fn the_side_of_a_card_is_shrunk_and_stays_a_jpeg() {
    let made = Bench::default()
        .id_side(PictureKind::PortraitSide, drawn(2000, 1300), &|_| ())
        .expect("good enough");
    assert_eq!((made.width, made.height), (1600, 1040));
    assert_eq!(sniff(&made.bytes), sscard_shared::photo::PictureFormat::Jpeg);
}

#[test]
fn a_side_too_small_to_be_read_is_refused_under_its_own_field() {
    let faults = Bench::default()
        .id_side(PictureKind::EmblemSide, drawn(320, 200), &|_| ())
        .expect_err("too small");
    assert_eq!(codes(&faults), [FaultCode::Pixels]);
    assert!(faults.iter().all(|fault| fault.field == PictureKind::EmblemSide.field()));
}

#[test]
fn a_file_that_is_too_long_is_refused_unread() {
    assert!(admit(PictureKind::Photo, 8_000_000.0).is_ok());
    assert_eq!(
        codes(&admit(PictureKind::Photo, 60_000_000.0).expect_err("too long")),
        [FaultCode::TooManyBytes]
    );
}
