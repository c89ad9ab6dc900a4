//! Where the card lies on a sheet: fitted to what is printed in the same place on every card.

use super::{
    Area, Sheet, Side,
    glyph::{Glyph, Line},
    labels::{Label, Mark},
    number::Run,
};

/// A card's width in parts of its height (85.6 × 54 mm, ISO/IEC 7810 ID-1).
const CARD_ASPECT: f64 = 85.6 / 54.0;

/// How far from its place on the card a printed word may stand, in card heights: layouts differ, and cuts are not exact.
const MAX_OFFSET: f64 = 0.09;

/// The least distance of two words that a turn and a size can be told from, in card heights.
const MIN_SPREAD: f64 = 0.12;

/// The most that an upright sheet's card leans, as a tangent: about 22°.
const MAX_SLOPE: f64 = 0.4;

/// How far from the slope that an engine measured the card's may be: of lines that are seen at an angle, not all have the same.
const MAX_SLOPE_ERROR: f64 = 0.02;

/// The slopes that the card's lines can have: about the one that was measured; or less steep than the flattest line, for one that rose more
/// than its place is high, against its length, would not fit there.
fn slopes(sheet: &Sheet, lines: &[Line], width: f64) -> Slopes {
    match sheet.slope {
        Some(slope) => Slopes { least: slope - MAX_SLOPE_ERROR, most: slope + MAX_SLOPE_ERROR },
        None => {
            let steepest = steepest(lines, width);
            Slopes { least: -steepest, most: steepest }
        }
    }
}

/// A range of slopes as tangents; those below zero rise to the right.
#[derive(Clone, Copy, Debug)]
struct Slopes {
    least: f64,
    most: f64,
}

fn steepest(lines: &[Line], width: f64) -> f64 {
    let rises = lines.iter().map(|line| {
        let Area { left, top, right, bottom } = line.area;
        (bottom - top) / ((right - left) * width)
    });
    rises.fold(MAX_SLOPE, f64::min)
}

/// A turn, a size and a shift that take places on a sheet to places on a card.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The sheet's width, in the unit of its height.
    width: f64,
    /// Size and turn, as a complex number.
    turn: (f64, f64),
    shift: (f64, f64),
}

/// A known point: where it stands on the sheet, as its line's middle and its distance right of that, and on the card.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    line: (f64, f64),
    beside: f64,
    card: (f64, f64),
}

impl Anchor {
    /// Its place on the sheet, where lines rise by this slope.
    fn on_sheet(self, slope: f64) -> (f64, f64) {
        (self.line.0 + self.beside, self.line.1 + slope * self.beside)
    }
}

impl Frame {
    /// The frame of a sheet that is a card.
    fn of_card() -> Self {
        Self { width: CARD_ASPECT, turn: (1.0, 0.0), shift: (0.0, 0.0) }
    }

    /// How much a line of the card rises on the sheet.
    fn slope(self) -> f64 {
        -self.turn.1 / self.turn.0
    }

    /// Where a glyph of a line stands on the card, in shares of it.
    pub(super) fn place(self, line: &Line, glyph: &Glyph) -> (f64, f64) {
        let (middle, y) = line.middle();
        let beside = (glyph.x() - middle) * self.width;
        self.on_card((middle * self.width + beside, y + self.slope() * beside))
    }

    fn on_card(self, (x, y): (f64, f64)) -> (f64, f64) {
        let (re, im) = self.turn;
        ((re * x - im * y + self.shift.0) / CARD_ASPECT, im * x + re * y + self.shift.1)
    }

    /// How far an anchor stands from its place, in card heights.
    fn offset(self, anchor: Anchor) -> f64 {
        let (x, y) = self.on_card(anchor.on_sheet(self.slope()));
        ((x - anchor.card.0) * CARD_ASPECT).hypot(y - anchor.card.1)
    }

    /// The least squares through some anchors; `None` where they are too few or too near to each other, or tell nonsense.
    ///
    /// `slopes` are those that lines can have: few words, and layouts that differ, do not tell a turn as well as the lines themselves.
    fn through(anchors: &[Anchor], width: f64, slopes: Slopes) -> Option<Self> {
        let mut slope = 0.0;
        let mut frame = None;
        // The anchors' own heights hang on the slope, which few steps settle.
        for _ in 0..4 {
            let points = anchors.iter().map(|anchor| {
                (anchor.on_sheet(slope), (anchor.card.0 * CARD_ASPECT, anchor.card.1))
            });
            let count = anchors.len() as f64;
            let sum = points.clone().fold([0.0; 4], |sum, (sheet, card)| {
                [sum[0] + sheet.0, sum[1] + sheet.1, sum[2] + card.0, sum[3] + card.1]
            });
            let mean = sum.map(|sum| sum / count);
            let (mut re, mut im, mut square, mut spread) = (0.0, 0.0, 0.0, 0.0);
            for (sheet, card) in points {
                let (x, y) = (sheet.0 - mean[0], sheet.1 - mean[1]);
                let (u, v) = (card.0 - mean[2], card.1 - mean[3]);
                re += u * x + v * y;
                im += v * x - u * y;
                square += x * x + y * y;
                spread += u * u + v * v;
            }
            if square <= 0.0 || (spread / count).sqrt() < MIN_SPREAD / 2.0 {
                return None;
            }
            if re <= 0.0 {
                return None;
            }
            slope = (-im / re).max(slopes.least).min(slopes.most);
            // The best size for that slope.
            let size = (re - slope * im) / (1.0 + slope * slope) / square;
            let turn = (size, -slope * size);
            let shift = (
                mean[2] - turn.0 * mean[0] + turn.1 * mean[1],
                mean[3] - turn.1 * mean[0] - turn.0 * mean[1],
            );
            frame = Some(Self { width, turn, shift });
        }
        frame
    }

    /// Without a second anchor: level, and of the size that a word's length tells.
    fn about(anchor: Anchor, length: f64, card_length: f64, width: f64) -> Option<Self> {
        let scale = card_length * CARD_ASPECT / length;
        let (x, y) = anchor.on_sheet(0.0);
        let shift = (anchor.card.0 * CARD_ASPECT - scale * x, anchor.card.1 - scale * y);
        scale.is_finite().then_some(Self { width, turn: (scale, 0.0), shift })
    }
}

/// A side's frame, and the printed words that stand where that frame has them.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// `None` where nothing tells where the card lies.
    pub(super) frame: Option<Frame>,
    /// At most one of each label.
    pub(super) marks: Vec<Mark>,
    /// Printed words that stand elsewhere: no anchors, and yet no values.
    pub(super) stray: Vec<Mark>,
}

impl Layout {
    /// The mark of a label.
    pub(super) fn mark(&self, label: Label) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.label == label)
    }
}

/// Where the middle of the ID number's eighteen characters stands on a card, and how long they are, in shares of it.
const NUMBER_PLACE: (f64, f64) = (0.606, 0.834);
const NUMBER_LENGTH: f64 = 0.534;

/// Fits a side's frame: first to the words that are plain, then also to those that are known by their place alone.
///
pub(super) fn layout(
    sheet: &Sheet,
    lines: &[Line],
    marks: &[Mark],
    number: Option<&Run>,
    side: Side,
) -> Layout {
    let width = if sheet.is_card { CARD_ASPECT } else { sheet.aspect };
    if !(width.is_finite() && width > 0.0) {
        return Layout::default();
    }
    let anchor = |line: &Line, first: usize, last: usize, card: (f64, f64)| {
        let (middle, y) = line.middle();
        let x = f64::midpoint(line.glyphs[first].x(), line.glyphs[last].x());
        Anchor { line: (middle * width, y), beside: (x - middle) * width, card }
    };
    let of_mark = |mark: &Mark| {
        anchor(&lines[mark.line], mark.glyphs.start, mark.glyphs.end - 1, mark.place())
    };
    let number = number.filter(|_| matches!(side, Side::Portrait));
    let of_number = number
        .map(|run| anchor(&lines[run.line], run.glyphs.start, run.glyphs.end - 1, NUMBER_PLACE));
    let marks: Vec<&Mark> = marks.iter().filter(|mark| mark.label.side() == side).collect();
    // A word that is found twice anchors nothing until the others have told which one is meant.
    let is_single = |mark: &Mark| {
        marks.iter().filter(|other| other.label == mark.label && other.is_plain).count() == 1
    };
    let plain: Vec<&Mark> =
        marks.iter().copied().filter(|mark| mark.is_plain && is_single(mark)).collect();
    let anchors: Vec<Anchor> = plain.iter().map(|mark| of_mark(mark)).chain(of_number).collect();

    // A cut tells where the card's corners are, if only nearly, and holds what a few words in one part of the card would tilt.
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)].map(|(x, y)| Anchor {
        line: (x * width, y),
        beside: 0.0,
        card: (x, y),
    });
    let corners = corners.into_iter().filter(|_| sheet.is_card);
    let fitted =
        fit(anchors.iter().copied().chain(corners).collect(), width, slopes(sheet, lines, width));
    let alone = || {
        let (line, glyphs, card_length) = match (number, plain.first()) {
            (Some(run), _) => (run.line, run.glyphs.clone(), NUMBER_LENGTH),
            (None, Some(mark)) => {
                let pitch = mark.label.place(1.0).0 - mark.label.place(0.0).0;
                (mark.line, mark.glyphs.clone(), pitch * mark.glyphs.len() as f64)
            }
            (None, None) => return None,
        };
        let glyphs = &lines[line].glyphs[glyphs];
        let length = (glyphs.last()?.area.right - glyphs.first()?.area.left) * width;
        Frame::about(of_number.or(anchors.first().copied())?, length, card_length, width)
    };
    let frame = if sheet.is_card {
        Some(fitted.filter(|frame| frame.is_near_the_cut()).unwrap_or_else(Frame::of_card))
    } else {
        fitted.or_else(alone)
    };
    let Some(frame) = frame else { return Layout::default() };

    let in_place = |label: Label| {
        let of_label = marks.iter().filter(|mark| mark.label == label);
        let offsets = of_label.map(|mark| (*mark, frame.offset(of_mark(mark))));
        let nearest = offsets.min_by(|one, other| one.1.total_cmp(&other.1))?;
        (nearest.1 <= MAX_OFFSET).then(|| nearest.0.clone())
    };
    let mut kept: Vec<Mark> = Label::ALL.into_iter().filter_map(in_place).collect();
    // 民族 behind 性别 and its value is told by that line, wherever the engine says that it stands in it.
    let missing = marks.iter().filter(|mark| kept.iter().all(|other| other.label != mark.label));
    let of_line: Vec<Mark> = missing
        .filter(|mark| {
            mark.is_plain
                && kept
                    .iter()
                    .any(|other| other.line == mark.line && other.glyphs.end <= mark.glyphs.start)
        })
        .map(|mark| (*mark).clone())
        .collect();
    kept.extend(of_line);
    // 民族 is also in names of places; the others begin no value.
    let is_stray = |mark: &&&Mark| {
        let is_kept = kept.iter().any(|other| other.label == mark.label && other.line == mark.line);
        mark.is_plain && !is_kept && !matches!(mark.label, Label::Ethnicity)
    };
    let stray = marks.iter().filter(is_stray).map(|mark| (*mark).clone()).collect();
    Layout { frame: Some(frame), marks: kept, stray }
}

impl Frame {
    /// Whether it differs from a cut card's own by no more than a bad cut does.
    fn is_near_the_cut(self) -> bool {
        let (x, y) = self.on_card((CARD_ASPECT / 2.0, 0.5));
        (0.8..1.25).contains(&self.turn.0)
            && self.turn.1.abs() < 0.12
            && (x - 0.5).abs() < 0.12
            && (y - 0.5).abs() < 0.15
    }
}

/// The frame through most anchors: those that fit worst are left out one by one.
fn fit(mut anchors: Vec<Anchor>, width: f64, slopes: Slopes) -> Option<Frame> {
    loop {
        let frame = Frame::through(&anchors, width, slopes)?;
        let offsets = anchors.iter().map(|anchor| frame.offset(*anchor)).enumerate();
        let (worst, offset) = offsets.max_by(|one, other| one.1.total_cmp(&other.1))?;
        if offset <= MAX_OFFSET {
            return Some(frame);
        }
        // Which of two or three is wrong cannot be told.
        if anchors.len() <= 3 {
            return None;
        }
        anchors.remove(worst);
    }
}
