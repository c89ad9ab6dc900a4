//! Pictures that are not of one whole card.

use std::collections::BTreeMap;

use sscard_shared::reading::Side;

use super::desk::Ground;
use super::paper::{CARD_WIDTH, Line, POINT, Paper};
use super::photo::{self, Frame};
use super::print::Printed;
use super::scene::{Lying, Scene};
use super::truth::{Kind, Strengths};
use super::view::{Pose, View};
use super::{Made, Subject};
use crate::person::Pose as Place;
use crate::sheet::{Colour, Sheet, luma, mix};

/// The kinds in turn: an odd count of them, so that each is of both sides.
pub(super) fn made(subject: &mut Subject<'_>, number: u64) -> Made {
    match number % 7 {
        0 | 3 => photocopy(subject),
        1 | 4 => two(subject),
        2 => {
            let beyond = subject.chance.between(22.0, 42.0);
            Made { kind: Kind::Cut, ..subject.photographed(Some(beyond)) }
        }
        _ => nothing(subject),
    }
}

/// Black and white on white paper, from a scanner or photographed.
fn photocopy(subject: &mut Subject<'_>) -> Made {
    let holder = subject.holder();
    let scale = subject.chance.between(9.0, 13.0);
    let (wide, high) = (subject.chance.between(100.0, 190.0), subject.chance.between(70.0, 190.0));
    let frame = Frame { width: (wide * scale).round(), height: (high * scale).round() };
    let quarter = if subject.chance.happens(0.1) && high > 95.0 { 90.0 } else { 0.0 };
    let pose = Pose {
        turn: quarter + subject.chance.between(-3.0, 3.0),
        tilt: 0.0,
        away: 0.0,
        distance: 4.0,
    };
    let cover = View::posed(&pose).bounds();
    let cover = (cover[2] - cover[0]) / wide;
    let view = photo::laid(&pose, frame.room(), cover, subject.chance);
    let lying = subject.lying(&holder, subject.side, view);
    let scene = if subject.chance.coin() {
        Scene::even(frame.width as usize, frame.height as usize, [250.0; 3], vec![lying])
    } else {
        let mut scene = photo::light(frame, Ground::Paper, vec![lying], subject.chance);
        // A copy is flat.
        scene.thick = false;
        scene.glare = None;
        scene
    };
    let (contrast, bright) =
        (subject.chance.between(1.0, 1.35), subject.chance.between(-8.0, 14.0));
    let mut made = subject.taken(&scene, &holder);
    made.sheet.change(|_, colour| [(luma(colour) - 200.0) * contrast + 200.0 + bright; 3]);
    let ground = Some(Ground::Paper);
    let strengths = Strengths { turn: pose.turn, cover, ground, ..made.strengths };
    Made { kind: Kind::Photocopy, strengths, ..made }
}

/// Both sides of one card, or the portrait sides of two.
fn two(subject: &mut Subject<'_>) -> Made {
    let frame = Frame::any(subject.chance);
    let Frame { width, height } = frame;
    let rooms = if width > height {
        [[0.0, 0.0, width / 2.0, height], [width / 2.0, 0.0, width, height]]
    } else {
        [[0.0, 0.0, width, height / 2.0], [0.0, height / 2.0, width, height]]
    };
    let of_one = subject.chance.coin();
    let other = if of_one {
        (subject.holder(), Side::Emblem)
    } else {
        (subject.printer.holder(subject.seed, subject.number + 1), Side::Portrait)
    };
    let tilt = subject.chance.between(0.0, 12.0);
    let (away, distance) = (subject.chance.between(0.0, 360.0), subject.chance.between(3.0, 6.0));
    let turn = subject.chance.between(-8.0, 8.0);
    let sides = [(subject.holder(), Side::Portrait), other];
    let cards = rooms.into_iter().zip(sides).map(|(room, (holder, side))| {
        let turn = turn + subject.chance.between(-4.0, 4.0);
        let cover = subject.chance.between(0.75, 0.96);
        let view = photo::laid(&Pose { turn, tilt, away, distance }, room, cover, subject.chance);
        subject.lying(&holder, side, view)
    });
    let cards = cards.collect();
    let ground = Ground::any(subject.chance);
    let scene = photo::light(frame, ground, cards, subject.chance);
    let shot = photo::taken(&scene, subject.chance);
    Made {
        sheet: shot.sheet,
        kind: Kind::Two,
        side: None,
        fields: BTreeMap::new(),
        lost: Vec::new(),
        corners: None,
        strengths: Strengths { turn, tilt, ground: Some(ground), ..shot.strengths },
    }
}

/// No card at all: an empty desk, a page, a card of another kind, a portrait.
fn nothing(subject: &mut Subject<'_>) -> Made {
    let frame = Frame::any(subject.chance);
    let (instead, cards) = match subject.chance.below(4) {
        0 => (None, Vec::new()),
        1 => (Some(page(subject, frame)), Vec::new()),
        2 => {
            let pose = photo::pose(subject.chance);
            let cover = subject.chance.between(0.4, 0.85);
            let view = photo::laid(&pose, frame.room(), cover, subject.chance);
            (None, vec![Lying { printed: bank_card(subject, view.scale()), view }])
        }
        _ => (Some(portrait(subject, frame)), Vec::new()),
    };
    let desk = Ground::any(subject.chance);
    let ground = instead.is_none().then_some(desk);
    let mut scene = photo::light(frame, desk, cards, subject.chance);
    if let Some(sheet) = instead {
        scene.ground = sheet;
    }
    let shot = photo::taken(&scene, subject.chance);
    Made {
        sheet: shot.sheet,
        kind: Kind::Nothing,
        side: None,
        fields: BTreeMap::new(),
        lost: Vec::new(),
        corners: None,
        strengths: Strengths { ground, ..shot.strengths },
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

/// A page of print as large as the picture.
fn page(subject: &mut Subject<'_>, frame: Frame) -> Sheet {
    let width = subject.chance.between(90.0, 180.0);
    let scale = frame.width / width;
    let height = frame.height / scale;
    let fonts = &subject.printer.fonts;
    let face = *subject.chance.of(&[&fonts.plain, &fonts.serif]);
    let size = subject.chance.between(9.0, 14.0) * POINT;
    let mut paper = Paper::new(width, height, scale, |_| [248.0, 247.0, 243.0]);
    let mut top = subject.chance.between(2.0, 12.0);
    while top < height {
        let text = *subject.chance.of(&SENTENCES);
        let at = (subject.chance.between(8.0, 9.0), top);
        let line = Line { text, at, size, pitch: None, colour: [30.0; 3] };
        paper.print(face, face, &line);
        top += 1.6 * size;
    }
    paper.sheet
}

/// A card of a card's size with a number that is none of an identity.
fn bank_card(subject: &mut Subject<'_>, scale: f32) -> Printed {
    const COLOURS: [Colour; 5] = [
        [30.0, 62.0, 128.0],
        [150.0, 28.0, 40.0],
        [20.0, 104.0, 92.0],
        [40.0, 40.0, 46.0],
        [188.0, 148.0, 70.0],
    ];
    let colour = *subject.chance.of(&COLOURS);
    let fonts = &subject.printer.fonts;
    let mut paper = Paper::card(scale, |(x, y)| {
        let on_chip = (10.0..22.0).contains(&x) && (18.0..27.0).contains(&y);
        let shade = mix(colour, [255.0; 3], 0.25 * x / CARD_WIDTH);
        if on_chip { [208.0, 184.0, 120.0] } else { shade }
    });
    let groups: Vec<String> =
        (0..4).map(|_| format!("{:04}", subject.chance.below(10_000))).collect();
    let number = groups.join(" ");
    let white = [244.0; 3];
    let words: [(&str, (f32, f32), f32); 4] = [
        ("样本银行 SPECIMEN BANK", (6.0, 5.0), 11.0),
        (&number, (9.0, 30.5), 15.0),
        ("有效期至 VALID THRU 08/31", (30.0, 39.5), 7.0),
        ("借记卡 DEBIT", (62.0, 46.0), 9.0),
    ];
    for (text, at, points) in words {
        let line = Line { text, at, size: points * POINT, pitch: None, colour: white };
        paper.print(&fonts.plain, &fonts.plain, &line);
    }
    Printed { sheet: paper.sheet, scale, marks: Vec::new() }
}

/// Somebody before a wall.
fn portrait(subject: &mut Subject<'_>, frame: Frame) -> Sheet {
    let wall: Colour = [0, 1, 2].map(|_| subject.chance.between(120.0, 250.0));
    let bust = subject.printer.bust(subject.number);
    // Half the size is fine enough for a drawing.
    let (width, height) = (frame.width / 2.0, frame.height / 2.0);
    let mut sheet = Sheet::painted(width as usize, height as usize, |_| wall);
    let pose = Place {
        scale: 0.36 * height / bust.geometry.face_width,
        eyes: (width * subject.chance.between(0.35, 0.65), 0.42 * height),
        lean: subject.chance.between(-8.0, 8.0),
        mirrored: subject.chance.coin(),
    };
    bust.put_on(&mut sheet, &pose);
    sheet
}
