//! 国徽面: who issued the card, and how long it is good.

use super::{
    confidence::{CLEAR, Found, of_letters},
    dates,
    frame::{Frame, Layout},
    glyph::{Glyph, Line},
    labels::Label,
    outcome::Outcome,
    prose,
    rows::{Band, Values},
};
use crate::{Date, address::Authority, date, field::Field, normalise::is_han};

/// How far above its label's middle a value reaches, in the card's height,
const ABOVE: f64 = 0.06;
/// and how far below: authority and validity are 0.125 apart, and a long authority takes two lines, the second up to 0.075 below.
const BELOW: f64 = 0.09;
/// The validity lies right below the second line of an authority.
const ABOVE_VALIDITY: f64 = 0.045;
/// From where values stand where their label was not found.
const VALUES_LEFT: f64 = 0.41;
/// What every authority ends in.
const OFFICE: [char; 3] = ['公', '安', '局'];

/// Reads the emblem side.
pub(super) fn read(lines: &[Line], layout: &Layout, frame: Frame, today: Date) -> Outcome {
    let values = Values::of(lines, layout, frame);
    let band = |label: Label| {
        let (left, y) = layout.mark(label).map_or((VALUES_LEFT, label.place(0.0).1), |mark| {
            let line = &lines[mark.line];
            frame.place(line, &line.glyphs[mark.glyphs.end - 1])
        });
        let above = if label == Label::Validity { ABOVE_VALIDITY } else { ABOVE };
        Band { left, right: 1.05, top: y - above, bottom: y + BELOW }
    };
    let mut outcome = Outcome::default();
    let of_authority = band(Label::Authority);
    let glyphs = prose::trimmed(values.glyphs(of_authority), is_han);
    // Without a label, its last letter and the first of the authority are told apart by their places alone.
    let is_whole = (layout.mark(Label::Authority).is_some() || !values.is_cut(of_authority))
        && !values.has_holes(of_authority);
    outcome.put(Field::Authority, authority(&glyphs).filter(|_| is_whole), &glyphs);

    let glyphs = values.glyphs(band(Label::Validity));
    let Some(term) = dates::term(&glyphs) else {
        outcome.put(Field::ValidFrom, None, &glyphs);
        outcome.put(Field::ValidUntil, None, &glyphs);
        return outcome;
    };
    let found = term.read(today);
    if found.is_none() && of_letters(term.from.iter().chain(&term.until)) >= CLEAR {
        let words = "照片上的有效期限不是已开始的5年、10年、20年或长期，请对照照片核对";
        outcome.mismatch(Field::ValidUntil, words);
    }
    let end = found.as_ref().map(|found| found.value.until);
    let from = found.as_ref().map(|found| {
        let day = found.value.from.date();
        Found { value: (date::iso(day), dates::printed(day)), confidence: found.confidence }
    });
    let until = found.map(|found| {
        found.map(|validity| (validity.until.to_string(), dates::printed_end(validity.until)))
    });
    outcome.put(Field::ValidFrom, from, &term.from);
    outcome.put(Field::ValidUntil, until, &term.until);
    if outcome.offers(Field::ValidUntil) {
        outcome.faults.extend(end.and_then(|end| end.fault_on(today)));
    }
    outcome
}

/// An authority, which ends in 公安局 or 分局; one misread character of 公安局 at the end is put right.
fn authority(glyphs: &[Glyph]) -> Option<Found<(String, String)>> {
    let mut characters: Vec<char> = glyphs.iter().map(|glyph| glyph.character).collect();
    let mut letters: Vec<&Glyph> = glyphs.iter().collect();
    let from = characters.len().checked_sub(OFFICE.len())?;
    let tail = characters.get_mut(from..)?;
    let wrong: Vec<usize> = (0..OFFICE.len()).filter(|at| tail[*at] != OFFICE[*at]).collect();
    match wrong.as_slice() {
        [] => {}
        // 分局 stands behind the name of a place, and 公安处 and the like behind nothing that is looked for here.
        _ if tail.ends_with(&['分', '局']) => {}
        [at] => {
            tail[*at] = OFFICE[*at];
            letters.remove(from + at);
        }
        _ => return None,
    }
    let authority = Authority::parse(&characters.into_iter().collect::<String>()).ok()?;
    let said = (authority.as_str().to_owned(), authority.as_str().to_owned());
    Some(Found { value: said, confidence: of_letters(letters) })
}
