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

/// The file as our own decoder gives it, perhaps reduced.
fn source(file: &[u8], shrunk_to: u32) -> Source {
    let whole = Picture::decode(file, &Limits::default()).expect("decodes");
    let (width, height) = (whole.width(), whole.height());
    let picture = whole.preview(shrunk_to).expect("shrinks");
    Source { picture, width, height, bytes: file.len() }
}

fn opened(width: u32, height: u32, shrunk_to: u32) -> (Bench, Opened) {
    let mut bench = Bench::default();
    let file = drawn(width, height);
    let opened = bench.open(PictureKind::Photo, source(&file, shrunk_to), &|_| ()).expect("opens");
    (bench, opened)
}

fn made(cut: Cut) -> Made {
    match cut {
        Cut::Made(made) => made,
        Cut::Finer(pixels) => panic!("{pixels} pixels are wanted"),
    }
}

/// A fetched file, from where `cargo xtask setup` puts it.
fn fetched(name: &str) -> Vec<u8> {
    let tools = std::env::var_os("SSCARD_TOOLS").map_or_else(
        || {
            std::path::PathBuf::from(std::env::var_os("HOME").unwrap_or_default())
                .join(".cache/sscard/tools")
        },
        std::path::PathBuf::from,
    );
    std::fs::read(tools.join(name)).expect("fetched by `cargo xtask setup`")
}

fn people() -> PortraitFinder {
    let face = fetched("models/face_detection_short_range.tflite");
    let ground = fetched("models/selfie_segmentation.tflite");
    PortraitFinder::new(&face, &ground).expect("the networks")
}

fn codes(faults: &Faults) -> Vec<FaultCode> {
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn an_opened_picture_tells_its_own_size_though_it_was_decoded_smaller() {
    let (_, opened) = opened(2400, 1800, 1200);
    assert_eq!((opened.width, opened.height), (2400, 1800));
    assert_eq!((opened.head, opened.framing, opened.corners), (None, None, None));
}

#[test]
fn the_cut_comes_out_as_a_card_photo_whichever_way_it_is_turned() {
    let (bench, _) = opened(900, 1200, 1200);
    for rotation in [0.0, 90.0, 180.0, 270.0, 7.5] {
        let cut = Framing { centre_x: 450.0, centre_y: 600.0, width: 650.0, rotation };
        let made = made(bench.cut(cut, false, &|_| ()).expect("a good photo"));
        assert_eq!((made.width, made.height), (PHOTO_WIDTH, PHOTO_HEIGHT));
        assert!(made.bytes.len() >= 20_480);
        assert!(!made.faults.has_hard());
    }
}

#[test]
fn a_small_part_of_a_reduced_picture_asks_for_a_finer_one_and_makes_do_without() {
    let (mut bench, _) = opened(2400, 3200, 800);
    let cut = Framing { centre_x: 1200.0, centre_y: 1600.0, width: 1200.0, rotation: 0.0 };
    let Ok(Cut::Finer(pixels)) = bench.cut(cut, false, &|_| ()) else { panic!("coarse") };
    assert!((2_210_000..2_230_000).contains(&pixels), "{pixels}");
    // A quarter of 1200 pixels is less than the card photo: it would have to be enlarged.
    assert_eq!(codes(&bench.cut(cut, true, &|_| ()).expect_err("coarse")), [FaultCode::Pixels]);
    bench.refine(source(&drawn(2400, 3200), 3200).picture);
    assert_eq!(made(bench.cut(cut, false, &|_| ()).expect("a good photo")).width, PHOTO_WIDTH);
}

#[test]
fn with_the_networks_a_head_is_found_framed_and_judged() {
    let file = fetched("portraits/obama.jpg");
    let mut bench = Bench::default();
    bench.meet(people());
    let opened =
        bench.open(PictureKind::Photo, source(&file, 1200), &|_| ()).expect("a good source");
    assert_eq!((opened.width, opened.height), (910, 1137));
    let head = opened.head.expect("a head");
    assert!((head.eye_y - 216.0).abs() < 8.0, "{head:?}");
    let framing = opened.framing.expect("a frame");
    let made = made(bench.cut(framing, true, &|_| ()).expect("a good photo"));
    let told = codes(&made.faults);
    // The ground of this portrait is a room.
    assert_eq!(told, [FaultCode::BackgroundColour, FaultCode::BackgroundUneven]);
    let (faults, measured) = bench.judge(PictureKind::Photo, &made.bytes);
    assert_eq!((faults, measured.expect("measured").width), (made.faults, PHOTO_WIDTH));
}

#[test]
fn stages_are_told_in_their_order() {
    let stages = RefCell::new(Vec::new());
    let note = |stage| stages.borrow_mut().push(stage);
    let mut bench = Bench::default();
    bench.meet(people());
    bench.open(PictureKind::Photo, source(&drawn(500, 600), 600), &note).expect("opens");
    let cut = Framing { centre_x: 250.0, centre_y: 300.0, width: 400.0, rotation: 0.0 };
    let _ = bench.cut(cut, true, &note);
    assert_eq!(stages.into_inner(), [Stage::Looking, Stage::Making, Stage::Checking]);
}

#[test]
fn a_picture_smaller_than_the_card_photo_is_refused_with_its_size() {
    let source = source(&drawn(300, 400), 400);
    let faults = Bench::default().open(PictureKind::Photo, source, &|_| ()).expect_err("too small");
    assert_eq!(codes(&faults), [FaultCode::Pixels]);
    assert!(faults.iter().all(|fault| fault.message.contains("300*400")));
}

#[test]
fn a_cut_that_would_have_to_be_enlarged_is_refused() {
    let (bench, _) = opened(900, 1200, 1200);
    let cut = Framing { centre_x: 450.0, centre_y: 600.0, width: 200.0, rotation: 0.0 };
    let faults = bench.cut(cut, false, &|_| ()).expect_err("too small");
    assert_eq!(codes(&faults), [FaultCode::Pixels]);
}

#[test]
fn nothing_can_be_cut_where_nothing_is_open() {
    let (mut bench, _) = opened(900, 1200, 1200);
    bench.clear();
    let cut = Framing { centre_x: 450.0, centre_y: 600.0, width: 700.0, rotation: 0.0 };
    assert!(bench.cut(cut, true, &|_| ()).is_err());
}

fn side_of(kind: PictureKind, file: &[u8]) -> Result<Made, Faults> {
    let mut bench = Bench::default();
    let opened = bench.open(kind, source(file, 4000), &|_| ())?;
    bench.straighten(opened.corners, &|_| ())
}

#[test]
fn the_side_of_a_card_is_shrunk_and_stays_a_jpeg() {
    let made = side_of(PictureKind::PortraitSide, &drawn(2000, 1300)).expect("good enough");
    assert_eq!((made.width, made.height), (1600, 1040));
    assert_eq!(sniff(&made.bytes), sscard_shared::photo::PictureFormat::Jpeg);
}

#[test]
fn a_side_too_small_to_be_read_is_refused_under_its_own_field() {
    let faults = side_of(PictureKind::EmblemSide, &drawn(320, 200)).expect_err("too small");
    assert_eq!(codes(&faults), [FaultCode::Pixels]);
    assert!(faults.iter().all(|fault| fault.field == PictureKind::EmblemSide.field()));
}

/// A light card with dark lines on a dark desk, its long side leaning to the right.
fn leaning_card() -> Vec<u8> {
    let pixels = (0..1200).flat_map(|y| (0..1600).map(move |x| (f64::from(x), f64::from(y))));
    let pixels = pixels.flat_map(|(x, y)| {
        let (across, down) = (x - 800.0 + 0.1 * (y - 600.0), y - 600.0 - 0.1 * (x - 800.0));
        if across.abs() > 500.0 || down.abs() > 315.0 {
            [70, 60, 52]
        } else if (down.abs() as u32 / 12) % 4 == 1 && across.abs() < 380.0 {
            [60, 70, 90]
        } else {
            [222, 232, 238]
        }
    });
    let picture = Picture::from_rgb(1600, 1200, pixels.collect()).expect("the size is right");
    sscard_vision::encode_preview(&picture).expect("encodes")
}

#[test]
fn a_leaning_card_is_found_and_set_straight_and_so_is_one_outlined_by_hand() {
    let mut bench = Bench::default();
    let opened =
        bench.open(PictureKind::EmblemSide, source(&leaning_card(), 1200), &|_| ()).expect("opens");
    let corners = opened.corners.expect("a card");
    let off = |(x, y): (f64, f64), (wanted_x, wanted_y): (f64, f64)| {
        ((x - wanted_x).powi(2) + (y - wanted_y).powi(2)).sqrt()
    };
    // The corner at (−500, −315) from the middle, turned back.
    assert!(off(corners[0], (336.1, 238.6)) < 6.0, "{corners:?}");
    let made = bench.straighten(Some(corners), &|_| ()).expect("good enough");
    let ratio = f64::from(made.width) / f64::from(made.height);
    assert!((ratio - 85.6 / 54.0).abs() < 0.01, "{}×{}", made.width, made.height);
    // Decoded to half its size, the card has too few pixels to be sent alone.
    let small = Bench::default()
        .open(PictureKind::EmblemSide, source(&leaning_card(), 800), &|_| ())
        .expect("opens");
    assert_eq!(small.corners, None);
    let by_hand = [(300.0, 330.0), (1280.0, 430.0), (1220.0, 1050.0), (240.0, 950.0)];
    assert!(bench.straighten(Some(by_hand), &|_| ()).is_ok());
    let nonsense = [(0.0, 0.0), (1.0, 0.0), (f64::NAN, 5.0), (0.0, 1.0)];
    assert!(bench.straighten(Some(nonsense), &|_| ()).is_err());
}

#[test]
fn a_frame_of_the_camera_tells_where_the_card_or_the_face_is() {
    let mut bench = Bench::default();
    bench.meet(people());
    let file = leaning_card();
    let frame = source(&file, 320).picture;
    let seen = bench.look(PictureKind::EmblemSide, &frame);
    assert!(seen.card.is_some_and(|card| (card[0][0] - 0.21).abs() < 0.01), "{seen:?}");
    assert_eq!(bench.look(PictureKind::Photo, &frame).faces, 0);
    let portrait = source(&fetched("portraits/obama.jpg"), 320).picture;
    let seen = bench.look(PictureKind::Photo, &portrait);
    let face = seen.face.expect("a face");
    assert!(seen.faces == 1 && (face.left + face.width / 2.0 - 0.54).abs() < 0.04, "{face:?}");
}

#[test]
fn a_file_that_is_too_long_is_refused_unread() {
    assert!(admit(PictureKind::Photo, 8_000_000.0).is_ok());
    assert_eq!(
        codes(&admit(PictureKind::Photo, 60_000_000.0).expect_err("too long")),
        [FaultCode::TooManyBytes]
    );
}
