//! 公民身份号码: eighteen characters that check themselves.

use std::ops::Range;

use super::{
    confidence::{Found, of_letters},
    glyph::{Glyph, Line},
};
use crate::{
    Date,
    code::Sex,
    id_number::{IdKind, IdNumber},
};

/// The characters of a number.
const LENGTH: usize = 18;

/// How often a wrong number passes the check digit (ISO 7064 MOD 11-2).
const CHANCE_OF_CHECK: f64 = 1.0 / 11.0;

/// From here on a letter is taken as read, and not as one that may stand for another.
const READ: f64 = 0.97;

/// How likely a letter is one that it is mistaken for, where the engine did not say.
const MISTAKEN: f64 = 0.5;

/// A stretch of a line that reads as a number.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) line: usize,
    pub(super) glyphs: Range<usize>,
}

/// Every stretch of seventeen or more characters of numbers.
pub(super) fn runs(lines: &[Line]) -> Vec<Run> {
    let mut runs = Vec::new();
    for (line, of_line) in lines.iter().enumerate() {
        let mut from = 0;
        for (at, glyph) in of_line.glyphs.iter().enumerate() {
            if digit(glyph.character).is_some() {
                continue;
            }
            let end = if is_x(glyph.character) { at + 1 } else { at };
            runs.push(Run { line, glyphs: from..end });
            from = at + 1;
        }
        runs.push(Run { line, glyphs: from..of_line.glyphs.len() });
    }
    runs.retain(|run| (LENGTH - 1..=LENGTH + 2).contains(&run.glyphs.len()));
    runs
}

/// The letters that can be of a number.
pub(super) fn of_number(glyphs: &[Glyph]) -> Vec<Glyph> {
    let can_be = |glyph: &&Glyph| digit(glyph.character).is_some() || is_x(glyph.character);
    glyphs.iter().filter(can_be).cloned().collect()
}

/// What a birth date and a sex, read surely elsewhere on the card, ask of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    pub(super) birth: Option<Date>,
    pub(super) sex: Option<Sex>,
}

impl Beside {
    fn allows(self, number: &IdNumber) -> bool {
        self.birth.is_none_or(|birth| birth == number.birth_date())
            && self.sex.is_none_or(|sex| number.sex() == Some(sex))
    }
}

/// Reads the number that some letters make, if need be with one letter put right.
///
/// A letter is put right only where it was unsure and where exactly one change to one letter gives a number that checks and agrees
/// with what stands beside it.
pub(super) fn read(glyphs: &[Glyph], beside: Beside, today: Date) -> Option<Found<IdNumber>> {
    let mut whole = glyphs.windows(LENGTH).filter_map(|letters| {
        let value = parse(&characters(letters), today)?;
        Some(Found { value, confidence: of_letters(letters) }.confirmed(CHANCE_OF_CHECK))
    });
    match (whole.next(), whole.next()) {
        (Some(found), None) => Some(found),
        (Some(_), Some(_)) => None,
        (None, _) if glyphs.len() == LENGTH => repaired(glyphs, beside, today),
        (None, _) => None,
    }
}

fn repaired(glyphs: &[Glyph], beside: Beside, today: Date) -> Option<Found<IdNumber>> {
    let read = characters(glyphs);
    let unsure = glyphs.iter().enumerate().filter(|(_, glyph)| glyph.confidence < READ);
    let changes = unsure.flat_map(|(at, glyph)| {
        instead(glyph, at + 1 == LENGTH).into_iter().map(move |other| (at, other))
    });
    let mut found = changes.filter_map(|(at, (other, likelihood))| {
        let mut changed = read.clone();
        *changed.get_mut(at)? = other;
        let value = parse(&changed, today).filter(|number| beside.allows(number))?;
        let rest = glyphs.iter().enumerate().filter(|(of_rest, _)| *of_rest != at);
        let rest = of_letters(rest.map(|(_, glyph)| glyph));
        // The check digit is used up: it chose the letter.
        Some(Found { value, confidence: rest.min(likelihood.max(MISTAKEN)) })
    });
    let only = found.next()?;
    found.all(|other| other.value == only.value).then_some(only)
}

/// What an unsure letter may be instead, each with how likely that is.
fn instead(glyph: &Glyph, is_last: bool) -> Vec<(char, f64)> {
    let read = character(glyph.character, is_last);
    let of_engine = glyph.others.iter().map(|(other, likelihood)| (*other, *likelihood));
    let of_kind = read.map_or("", mistaken_for).chars().map(|other| (other, MISTAKEN));
    let mut instead: Vec<(char, f64)> = Vec::new();
    for (other, likelihood) in of_engine.chain(of_kind) {
        if let Some(other) = character(other, is_last)
            && Some(other) != read
            && instead.iter().all(|(known, _)| *known != other)
        {
            instead.push((other, likelihood));
        }
    }
    instead
}

fn parse(characters: &[char], today: Date) -> Option<IdNumber> {
    let number = IdNumber::parse(&characters.iter().collect::<String>(), today).ok()?;
    match number.kind() {
        IdKind::ResidentCard
        | IdKind::HongKongPermit
        | IdKind::MacaoPermit
        | IdKind::TaiwanPermit => Some(number),
        IdKind::PermanentResident | IdKind::PermanentResident2017 => None,
    }
}

fn characters(glyphs: &[Glyph]) -> Vec<char> {
    let last = glyphs.len().saturating_sub(1);
    let glyphs = glyphs.iter().enumerate();
    glyphs
        .map(|(at, glyph)| character(glyph.character, at == last).unwrap_or(glyph.character))
        .collect()
}

fn character(c: char, is_last: bool) -> Option<char> {
    if is_last && is_x(c) { Some('X') } else { digit(c) }
}

/// The digit that a character is, or is mistaken for, among digits.
pub(super) const fn digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        'O' | 'o' | 'D' | 'Q' | '〇' | '○' | 'о' | 'О' => '0',
        'I' | 'l' | 'i' | '|' | '!' | '丨' => '1',
        'Z' | 'z' => '2',
        'S' | 's' => '5',
        'b' | 'G' => '6',
        'B' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}

const fn is_x(c: char) -> bool {
    matches!(c, 'X' | 'x' | '×' | '乂' | '✕' | 'Χ' | 'х' | 'Х' | '✗')
}

/// The digits that a digit is mistaken for on small or worn print.
pub(super) const fn mistaken_for(digit: char) -> &'static str {
    match digit {
        '0' => "869",
        '1' => "74",
        '2' => "7",
        '3' => "85",
        '4' => "1",
        '5' => "638",
        '6' => "850",
        '7' => "12",
        '8' => "0369",
        '9' => "80",
        _ => "",
    }
}
