//! 民族: one of the fifty-six names, as cards print them (without 族).

use super::{confidence::Found, glyph::Glyph};
use crate::dictionary::{Dictionary, Word};

/// The likelihood of a character that the engine did not think of.
const UNTHOUGHT: f64 = 0.01;
/// How many times as likely as the next name the nearest must be.
const CLEARLY: f64 = 20.0;
/// The last of the names that cards print; what follows in the table are words of registers.
const LAST: &str = "56";

/// The word of the name that is clearly the nearest to some letters.
///
/// A name of three letters or more is known by all but one of them, for no two such names differ by one alone.
pub(super) fn read(glyphs: &[Glyph]) -> Option<Found<&'static Word>> {
    let glyphs = match glyphs {
        [name @ .., last] if last.character == '族' && !name.is_empty() => name,
        _ => glyphs,
    };
    let printed = Dictionary::Ethnicity.words().iter().filter(|word| word.code <= LAST);
    let mut names: Vec<(f64, Found<&'static Word>)> =
        printed.filter_map(|word| weigh(word, glyphs)).collect();
    names.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut names = names.into_iter();
    let (nearest, found) = names.next()?;
    let next = names.next().map_or(0.0, |(likelihood, _)| likelihood);
    (nearest > next * CLEARLY).then_some(found)
}

/// The name as a card prints it.
pub(super) fn printed(word: &Word) -> &'static str {
    word.name.strip_suffix('族').unwrap_or(word.name)
}

/// How likely a name is, relative to others, and how sure it would be; `None` where it is out of the question.
fn weigh(word: &'static Word, glyphs: &[Glyph]) -> Option<(f64, Found<&'static Word>)> {
    let name: Vec<char> = printed(word).chars().collect();
    if name.len() != glyphs.len() {
        return None;
    }
    let each = name.iter().zip(glyphs).map(|(c, glyph)| glyph.likelihood(*c));
    let missed = each.clone().filter(|likelihood| *likelihood < UNTHOUGHT).count();
    let may_miss = usize::from(name.len() >= 3);
    if missed > may_miss {
        return None;
    }
    let likelihood = each.clone().map(|likelihood| likelihood.max(UNTHOUGHT)).product();
    let known = each.filter(|likelihood| *likelihood >= UNTHOUGHT);
    let confidence = known.fold(1.0, f64::min);
    Some((likelihood, Found { value: word, confidence }))
}
