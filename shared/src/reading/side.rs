//! Which side of an identity card a sheet shows, if any.

use super::{
    Sheet, Side,
    frame::{self, Layout},
    glyph::Line,
    labels::{self, Label},
    number::{self, Run},
};
use crate::{Date, id_number::IdNumber};

/// What must speak for a side: two things that do not follow from each other.
const ENOUGH: u32 = 4;

/// What was seen of a card as a whole.
#[derive(Debug)]
pub(super) struct Seen {
    /// `None` where too little speaks for either side, or the text is another document's.
    pub(super) side: Option<Side>,
    /// That side's layout.
    pub(super) layout: Layout,
    /// The ID number's place, where there is one.
    pub(super) number: Option<Run>,
    /// Whether two different ID numbers, or both sides, are on the sheet.
    pub(super) is_several: bool,
    /// Whether it is a foreigner's permanent residence card, which goes with the application but is not read.
    pub(super) is_permanent_residence: bool,
}

/// Looks for both sides, and takes the one that more speaks for.
pub(super) fn see(sheet: &Sheet, lines: &[Line], today: Date) -> Seen {
    let marks = labels::find(lines);
    let mut runs = number::runs(lines);
    let told: Vec<(usize, IdNumber)> = runs
        .iter()
        .enumerate()
        .filter_map(|(index, run)| Some((index, number_of(lines, run, today)?)))
        .collect();
    let several_numbers =
        told.first().is_some_and(|first| told.iter().any(|other| other.1 != first.1));
    let checks = !told.is_empty();
    // A number that checks is the card's; another of that length may be a telephone's or an order's.
    let chosen = told.first().map(|(index, _)| *index).or((!runs.is_empty()).then_some(0));
    let number = chosen.map(|index| runs.swap_remove(index));

    let portrait = frame::layout(sheet, lines, &marks, number.as_ref(), Side::Portrait);
    let emblem = frame::layout(sheet, lines, &marks, None, Side::Emblem);
    let for_portrait = weight(&portrait)
        + match (&number, checks) {
            (Some(_), true) => 2,
            (Some(_), false) => 1,
            (None, _) => 0,
        };
    let papers = Papers::among(lines);
    let for_emblem = weight(&emblem)
        + u32::from(lines.iter().any(is_validity))
        + if papers.permit { 2 } else { 0 };
    let is_permanent_residence = papers.permanent_residence;
    let strong = portrait.mark(Label::Number).is_some()
        || emblem.mark(Label::Title).is_some()
        || papers.permit;
    let is_other = papers.other || papers.weak_other && !strong;
    let most = for_portrait.max(for_emblem);
    let side = if most < ENOUGH || is_other || is_permanent_residence {
        None
    } else if for_portrait >= for_emblem {
        Some(Side::Portrait)
    } else {
        Some(Side::Emblem)
    };
    Seen {
        side,
        layout: if for_portrait >= for_emblem { portrait } else { emblem },
        number,
        is_several: several_numbers || for_portrait >= ENOUGH && for_emblem >= ENOUGH,
        is_permanent_residence,
    }
}

/// The ID number of a run, where it checks.
fn number_of(lines: &[Line], run: &Run, today: Date) -> Option<IdNumber> {
    let glyphs = &lines[run.line].glyphs[run.glyphs.clone()];
    number::read(glyphs, number::Beside::default(), today)
        .filter(|_| glyphs.len() >= 18)
        .map(|found| found.value)
}

/// How much the printed words that stand in their places say: two for each that is plain, one for one known by its place.
fn weight(layout: &Layout) -> u32 {
    layout.marks.iter().map(|mark| if mark.is_plain { 2 } else { 1 }).sum()
}

/// Whether a line is a validity: sixteen digits in a row, or eight and 长期.
fn is_validity(line: &Line) -> bool {
    super::dates::term(&line.glyphs).is_some() && line.glyphs.len() <= 24
}

/// Which other papers' words are on the sheet.
#[derive(Debug, Default)]
struct Papers {
    /// Words that no identity card has.
    other: bool,
    /// Words that other papers have, and that may lie beside an identity card or be in an address.
    weak_other: bool,
    permanent_residence: bool,
    /// The title of a residence permit of Hong Kong, Macao or Taiwan, which is laid out as an identity card.
    permit: bool,
}

impl Papers {
    fn among(lines: &[Line]) -> Self {
        const OTHER: [&str; 8] = [
            "驾驶证",
            "行驶证",
            "临时居民",
            "临时身份",
            "户口簿",
            "居民户口",
            "社会保障卡",
            "社会保障号",
        ];
        const WEAK: [&str; 12] = [
            "准驾",
            "护照",
            "PASSPORT",
            "Passport",
            "银行",
            "银联",
            "UnionPay",
            "结婚",
            "学生证",
            "军官",
            "通行证",
            "国籍",
        ];
        let mut papers = Self::default();
        for line in lines {
            let text = line.text();
            // Words put over a picture say what for, such as 仅供办理社会保障卡使用, and not what it is of.
            if ["仅", "使用", "用于", "办理"].iter().any(|word| text.contains(word)) {
                continue;
            }
            papers.other |= OTHER.iter().any(|word| text.contains(word));
            // 中华人民共和国港澳居民居住证 and 中华人民共和国台湾居民居住证 (国办发〔2018〕81号), of which 港澳 may be misread; a place's own
            // permit begins with its name.
            let is_of_a_place = text.contains(['省', '市', '区', '县', '州']);
            let is_permit = ["港澳", "台湾"].iter().any(|word| text.contains(word))
                || text.contains("居民居住证") && !is_of_a_place;
            papers.permit |= text.contains("居住证") && is_permit;
            papers.other |= text.contains("居住证") && !is_permit;
            papers.weak_other |= WEAK.iter().any(|word| text.contains(word));
            papers.permanent_residence |= text.contains("永久居留");
        }
        papers
    }
}
