//! The dates of a card: 1990年1月5日 on the one side, 2014.03.21-2034.03.21 on the other.

use super::{
    confidence::{Found, of_letters},
    glyph::Glyph,
    number::{digit, mistaken_for},
};
use crate::{
    Date,
    date::{self, BirthDate},
    validity::{self, LONG_TERM, ValidFrom, ValidUntil, Validity},
};

/// The terms of cards, in years (居民身份证法 第五条).
const TERMS: [i32; 3] = [5, 10, 20];
/// How seldom two misread days are a term apart.
const CHANCE_OF_TERM: f64 = 0.02;
/// From here on a letter is taken as read.
const READ: f64 = 0.97;

/// A birth date of three groups of digits; what stands between them is 年 and 月, however they were read.
pub(super) fn birth(glyphs: &[Glyph], today: Date) -> Option<Found<BirthDate>> {
    let characters: Vec<Option<char>> = glyphs.iter().map(|glyph| digit(glyph.character)).collect();
    let groups: Vec<String> = characters
        .split(Option::is_none)
        .filter(|group| !group.is_empty())
        .map(|group| group.iter().flatten().collect())
        .collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let parts = match groups.as_slice() {
        [year, month, day] if year.len() == 4 => [*year, *month, *day],
        // 年 was lost.
        [both, day] if matches!(both.len(), 5 | 6) => {
            let (year, month) = both.split_at(4);
            [year, month, *day]
        }
        _ => return None,
    };
    let value = BirthDate::parse(&parts.join("-"), today).ok()?;
    let digits = glyphs.iter().filter(|glyph| digit(glyph.character).is_some());
    Some(Found { value, confidence: of_letters(digits) })
}

/// `1990年1月5日`, as the portrait side prints it.
pub(super) fn printed_birth(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), u8::from(day.month()), day.day())
}

/// `2014.03.21`, as the emblem side prints it.
pub(super) fn printed(day: Date) -> String {
    date::iso(day).replace('-', ".")
}

/// The end as the emblem side prints it.
pub(super) fn printed_end(until: ValidUntil) -> String {
    match until {
        ValidUntil::Day(day) => printed(day),
        ValidUntil::LongTerm => LONG_TERM.to_owned(),
    }
}

/// The letters of a validity, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The eight digits of the beginning.
    pub(super) from: Vec<Glyph>,
    /// The eight digits of the end, or the letters of 长期.
    pub(super) until: Vec<Glyph>,
    is_long: bool,
}

/// Takes the letters of a validity apart; `None` where they are no two dates, nor a date and 长期.
pub(super) fn term(glyphs: &[Glyph]) -> Option<Term> {
    let digits: Vec<Glyph> =
        glyphs.iter().filter(|glyph| digit(glyph.character).is_some()).cloned().collect();
    // 期 before the dates is the label's.
    let behind = glyphs.iter().rposition(|glyph| digit(glyph.character).is_some());
    let behind = glyphs.get(behind? + 1..)?.iter();
    let long: Vec<Glyph> =
        behind.filter(|glyph| matches!(glyph.character, '长' | '期')).cloned().collect();
    match (digits.len(), long.is_empty()) {
        (16, true) => {
            let (from, until) = digits.split_at(8);
            Some(Term { from: from.to_vec(), until: until.to_vec(), is_long: false })
        }
        // One of the two characters is enough: nothing else stands there.
        (8, false) => Some(Term { from: digits, until: long, is_long: true }),
        _ => None,
    }
}

impl Term {
    /// Both ends, if need be with one digit put right, where exactly one change to an unsure digit gives a term that is issued.
    pub(super) fn read(&self, today: Date) -> Option<Found<Validity>> {
        let from = numerals(&self.from);
        if self.is_long {
            let from = ValidFrom::parse(&from).ok().filter(|from| from.date() <= today)?;
            let value = Validity { from, until: ValidUntil::LongTerm };
            return Some(Found {
                value,
                confidence: of_letters(self.from.iter().chain(&self.until)),
            });
        }
        let both = from + &numerals(&self.until);
        let glyphs = || self.from.iter().chain(&self.until);
        if let Some(value) = issued(&both, today) {
            return Some(
                Found { value, confidence: of_letters(glyphs()) }.confirmed(CHANCE_OF_TERM),
            );
        }
        let mut repaired = glyphs().enumerate().flat_map(|(at, glyph)| {
            let both = &both;
            instead(glyph).into_iter().filter_map(move |other| {
                let changed = both.chars().enumerate();
                let changed: String =
                    changed.map(|(i, c)| if i == at { other } else { c }).collect();
                Some((at, issued(&changed, today)?))
            })
        });
        let (at, value) = repaired.next()?;
        if repaired.any(|(_, other)| other != value) {
            return None;
        }
        let rest = glyphs().enumerate().filter(|(of_rest, _)| *of_rest != at);
        let rest = of_letters(rest.map(|(_, glyph)| glyph));
        // The other date's month and day, or the term, chose the digit; what is left of them confirms the rest.
        Some(Found { value, confidence: rest }.confirmed(0.5))
    }
}

/// The validity of sixteen digits, where it is one that is issued and has begun.
fn issued(digits: &str, today: Date) -> Option<Validity> {
    let (from, until) = digits.split_at_checked(8)?;
    let from = ValidFrom::parse(from).ok().filter(|from| from.date() <= today)?;
    let until = date::parse(until).ok()?;
    TERMS
        .iter()
        .any(|years| validity::is_anniversary(from.date(), until, *years))
        .then_some(Validity { from, until: ValidUntil::Day(until) })
}

fn numerals(glyphs: &[Glyph]) -> String {
    glyphs.iter().filter_map(|glyph| digit(glyph.character)).collect()
}

/// The digits that an unsure one may be instead.
fn instead(glyph: &Glyph) -> Vec<char> {
    if glyph.confidence >= READ {
        return Vec::new();
    }
    let of_kind = digit(glyph.character).map_or("", mistaken_for).chars();
    let of_engine = glyph.others.iter().filter_map(|(other, _)| digit(*other));
    of_engine.chain(of_kind).collect()
}
