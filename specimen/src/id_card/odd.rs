//! Pictures that do not show one whole card.

use std::collections::BTreeMap;

use sscard_shared::reading::Side;

use super::card_size::{CARD_WIDTH, POINT};
use super::paper::{Paper, TextLine};
use super::photo::{self, FrameSize};
use super::print::PrintedSide;
use super::projection::{CardPose, Projection};
use super::scene::{PlacedCard, Scene};
use super::surface::Surface;
use super::truth::{Distortions, PictureContent};
use super::{CardSide, UnencodedPicture};
use crate::canvas::{Canvas, Colour, luma, mix};
use crate::person::Placement;

/// The kinds in turn. Their count is odd, so that each kind occurs with both sides.
pub(super) fn make_picture(card_side: &mut CardSide<'_>, number: u64) -> UnencodedPicture {
    match number % 7 {
        0 | 3 => make_photocopy(card_side),
        1 | 4 => photograph_two_cards(card_side),
        2 => {
            let beyond = card_side.random.between(22.0, 42.0);
            UnencodedPicture { kind: PictureContent::Cut, ..card_side.photograph(Some(beyond)) }
        }
        _ => photograph_no_card(card_side),
    }
}

/// A copy in black and white on white paper, scanned or photographed.
fn make_photocopy(card_side: &mut CardSide<'_>) -> UnencodedPicture {
    let holder = card_side.holder();
    let scale = card_side.random.between(9.0, 13.0);
    let (wide, high) =
        (card_side.random.between(100.0, 190.0), card_side.random.between(70.0, 190.0));
    let frame = FrameSize { width: (wide * scale).round(), height: (high * scale).round() };
    let quarter = if card_side.random.chance(0.1) && high > 95.0 { 90.0 } else { 0.0 };
    let pose = CardPose {
        turn: quarter + card_side.random.between(-3.0, 3.0),
        tilt: 0.0,
        away: 0.0,
        distance: 4.0,
    };
    let cover = Projection::from_pose(&pose).bounds();
    let cover = (cover[2] - cover[0]) / wide;
    let projection = photo::project_card(&pose, frame.bounds(), cover, card_side.random);
    let placed = card_side.place_card(&holder, card_side.side, projection);
    let scene = if card_side.random.flip_coin() {
        Scene::evenly_lit(frame.width as usize, frame.height as usize, [250.0; 3], vec![placed])
    } else {
        let mut scene = photo::light_scene(frame, Surface::Paper, vec![placed], card_side.random);
        // A copy is flat.
        scene.has_thickness = false;
        scene.glare = None;
        scene
    };
    let (contrast, bright) =
        (card_side.random.between(1.0, 1.35), card_side.random.between(-8.0, 14.0));
    let mut picture = card_side.take_picture(&scene, &holder);
    picture.canvas.map_pixels(|_, colour| [(luma(colour) - 200.0) * contrast + 200.0 + bright; 3]);
    let ground = Some(Surface::Paper);
    let distortions = Distortions { turn: pose.turn, cover, ground, ..picture.distortions };
    UnencodedPicture { kind: PictureContent::Photocopy, distortions, ..picture }
}

/// Both sides of one card, or the portrait sides of two cards.
fn photograph_two_cards(card_side: &mut CardSide<'_>) -> UnencodedPicture {
    let frame = FrameSize::choose(card_side.random);
    let FrameSize { width, height } = frame;
    let halves = if width > height {
        [[0.0, 0.0, width / 2.0, height], [width / 2.0, 0.0, width, height]]
    } else {
        [[0.0, 0.0, width, height / 2.0], [0.0, height / 2.0, width, height]]
    };
    let is_one_card = card_side.random.flip_coin();
    let other = if is_one_card {
        (card_side.holder(), Side::Emblem)
    } else {
        (card_side.printer.holder(card_side.seed, card_side.number + 1), Side::Portrait)
    };
    let tilt = card_side.random.between(0.0, 12.0);
    let (away, distance) =
        (card_side.random.between(0.0, 360.0), card_side.random.between(3.0, 6.0));
    let turn = card_side.random.between(-8.0, 8.0);
    let sides = [(card_side.holder(), Side::Portrait), other];
    let cards = halves.into_iter().zip(sides).map(|(bounds, (holder, side))| {
        let turn = turn + card_side.random.between(-4.0, 4.0);
        let cover = card_side.random.between(0.75, 0.96);
        let projection = photo::project_card(
            &CardPose { turn, tilt, away, distance },
            bounds,
            cover,
            card_side.random,
        );
        card_side.place_card(&holder, side, projection)
    });
    let cards = cards.collect();
    let ground = Surface::choose(card_side.random);
    let scene = photo::light_scene(frame, ground, cards, card_side.random);
    let photograph = photo::take_photograph(&scene, card_side.random);
    UnencodedPicture {
        canvas: photograph.canvas,
        kind: PictureContent::Two,
        side: None,
        fields: BTreeMap::new(),
        lost: Vec::new(),
        corners: None,
        distortions: Distortions { turn, tilt, ground: Some(ground), ..photograph.distortions },
    }
}

/// No ID card: an empty surface, a printed page, a bank card, or a portrait.
fn photograph_no_card(card_side: &mut CardSide<'_>) -> UnencodedPicture {
    let frame = FrameSize::choose(card_side.random);
    let (instead, cards) = match card_side.random.below(4) {
        0 => (None, Vec::new()),
        1 => (Some(draw_page(card_side, frame)), Vec::new()),
        2 => {
            let pose = photo::choose_pose(card_side.random);
            let cover = card_side.random.between(0.4, 0.85);
            let projection = photo::project_card(&pose, frame.bounds(), cover, card_side.random);
            (
                None,
                vec![PlacedCard {
                    printed: print_bank_card(card_side, projection.scale()),
                    projection,
                }],
            )
        }
        _ => (Some(draw_portrait(card_side, frame)), Vec::new()),
    };
    let surface = Surface::choose(card_side.random);
    let ground = instead.is_none().then_some(surface);
    let mut scene = photo::light_scene(frame, surface, cards, card_side.random);
    if let Some(canvas) = instead {
        scene.ground = canvas;
    }
    let photograph = photo::take_photograph(&scene, card_side.random);
    UnencodedPicture {
        canvas: photograph.canvas,
        kind: PictureContent::Nothing,
        side: None,
        fields: BTreeMap::new(),
        lost: Vec::new(),
        corners: None,
        distortions: Distortions { ground, ..photograph.distortions },
    }
}

const SENTENCES: [&str; 8] = [
    "为方便群众办理业务，现将有关事项通知如下：",
    "一、请于工作日上午9时至下午5时前往服务大厅办理。",
    "二、办理时须携带本人有效证件原件，复印件一律无效。",
    "三、委托他人代办的，应当出具委托书和双方身份证件。",
    "四、材料不齐的，工作人员应当一次性告知需要补正的内容。",
    "五、咨询电话：服务时间内拨打当地12333热线。",
    "本通知自2026年1月1日起施行，原有规定同时废止。",
    "春天来了，河边的柳树发了芽，孩子们在草地上放风筝。",
];

/// A printed page that fills the picture.
fn draw_page(card_side: &mut CardSide<'_>, frame: FrameSize) -> Canvas {
    let width = card_side.random.between(90.0, 180.0);
    let scale = frame.width / width;
    let height = frame.height / scale;
    let fonts = &card_side.printer.fonts;
    let face = *card_side.random.pick(&[&fonts.plain, &fonts.serif]);
    let size = card_side.random.between(9.0, 14.0) * POINT;
    let mut paper = Paper::new(width, height, scale, |_| [248.0, 247.0, 243.0]);
    let mut top = card_side.random.between(2.0, 12.0);
    while top < height {
        let text = *card_side.random.pick(&SENTENCES);
        let at = (card_side.random.between(8.0, 9.0), top);
        let line = TextLine { text, at, size, pitch: None, colour: [30.0; 3] };
        paper.print_line(face, face, &line);
        top += 1.6 * size;
    }
    paper.canvas
}

/// A bank card: it has the size of an ID card, and a number that is no ID number.
fn print_bank_card(card_side: &mut CardSide<'_>, scale: f32) -> PrintedSide {
    const COLOURS: [Colour; 5] = [
        [30.0, 62.0, 128.0],
        [150.0, 28.0, 40.0],
        [20.0, 104.0, 92.0],
        [40.0, 40.0, 46.0],
        [188.0, 148.0, 70.0],
    ];
    let colour = *card_side.random.pick(&COLOURS);
    let fonts = &card_side.printer.fonts;
    let mut paper = Paper::card_sized(scale, |(x, y)| {
        let on_chip = (10.0..22.0).contains(&x) && (18.0..27.0).contains(&y);
        let shade = mix(colour, [255.0; 3], 0.25 * x / CARD_WIDTH);
        if on_chip { [208.0, 184.0, 120.0] } else { shade }
    });
    let groups: Vec<String> =
        (0..4).map(|_| format!("{:04}", card_side.random.below(10_000))).collect();
    let number = groups.join(" ");
    let white = [244.0; 3];
    let words: [(&str, (f32, f32), f32); 4] = [
        ("样本银行 SPECIMEN BANK", (6.0, 5.0), 11.0),
        (&number, (9.0, 30.5), 15.0),
        ("有效期至 VALID THRU 08/31", (30.0, 39.5), 7.0),
        ("借记卡 DEBIT", (62.0, 46.0), 9.0),
    ];
    for (text, at, points) in words {
        let line = TextLine { text, at, size: points * POINT, pitch: None, colour: white };
        paper.print_line(&fonts.plain, &fonts.plain, &line);
    }
    PrintedSide { canvas: paper.canvas, scale, boxes: Vec::new() }
}

/// A person in front of a wall.
fn draw_portrait(card_side: &mut CardSide<'_>, frame: FrameSize) -> Canvas {
    let wall: Colour = [0, 1, 2].map(|_| card_side.random.between(120.0, 250.0));
    let bust = card_side.printer.bust(card_side.number);
    // Half the size is fine enough for a drawing.
    let (width, height) = (frame.width / 2.0, frame.height / 2.0);
    let mut canvas = Canvas::paint(width as usize, height as usize, |_| wall);
    let placement = Placement {
        scale: 0.36 * height / bust.geometry.face_width,
        eyes: (width * card_side.random.between(0.35, 0.65), 0.42 * height),
        lean: card_side.random.between(-8.0, 8.0),
        is_mirrored: card_side.random.flip_coin(),
    };
    bust.draw_on(&mut canvas, &placement);
    canvas
}
