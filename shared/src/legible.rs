//! Numbers and dates as people read them: in groups, and with the words of a calendar. For the eye alone: what is kept and sent
//! has neither.

use crate::{Date, date, field::Field, language::Language};

/// The groups in which the text of a field is read: 6-8-4 for an ID number (place, birth date, sequence), 3-4-4 for a mobile
/// number; a mask keeps its two ends apart from its stars. Put together again they are the text; any other field's is one group.
#[must_use]
pub fn groups(field: Field, text: &str) -> Vec<&str> {
    match field {
        Field::IdNumber => id_number(text),
        Field::Mobile | Field::RecipientMobile => mobile(text),
        _ => cut(text, &[]),
    }
}

/// What a line for one answer shows beneath itself: a number in its groups, and a name that may be longer than the line once more as a
/// whole, for who cannot see its end cannot check it. Nothing where it would say nothing new.
#[must_use]
pub fn beneath(field: Field, text: &str) -> Vec<&str> {
    let groups = groups(field, text);
    let is_long = matches!(field, Field::Name | Field::Recipient | Field::Authority)
        && text.chars().nth(SURELY_SEEN).is_some();
    if groups.len() > 1 || is_long { groups } else { Vec::new() }
}

/// How many Chinese characters of an answer a phone shows in one line, however large the letters are.
const SURELY_SEEN: usize = 10;

/// The groups of an ID number, or of as much of one as is typed. A number with letters in front is of a form of its own and stays
/// whole.
#[must_use]
pub fn id_number(text: &str) -> Vec<&str> {
    if text.contains('*') {
        around_stars(text)
    } else if text.bytes().take(6).all(|byte| byte.is_ascii_digit()) {
        cut(text, &[6, 14])
    } else {
        cut(text, &[])
    }
}

/// The groups of a mobile number, or of as much of one as is typed.
#[must_use]
pub fn mobile(text: &str) -> Vec<&str> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*') {
        cut(text, &[3, 7])
    } else {
        cut(text, &[])
    }
}

/// The groups of a receipt number: four digits each, easier to read out over the telephone.
#[must_use]
pub fn receipt(text: &str) -> Vec<&str> {
    cut(text, &[4, 8, 12])
}

/// A day as the readers of a language write it: `2020年03月01日`, and for others the form that no country reads otherwise,
/// `2020-03-01`. [`date::parse`] reads both.
#[must_use]
pub fn day(day: Date, language: Language) -> String {
    match language {
        Language::ZhCn => {
            format!("{:04}年{:02}月{:02}日", day.year(), u8::from(day.month()), day.day())
        }
        Language::En => date::iso(day),
    }
}

/// Cuts a text before the characters of these numbers, as far as it goes.
fn cut<'a>(text: &'a str, before: &[usize]) -> Vec<&'a str> {
    let mut groups = Vec::with_capacity(before.len() + 1);
    let mut from = 0;
    for at in before {
        if let Some((at, _)) = text.char_indices().nth(*at) {
            groups.push(&text[from..at]);
            from = at;
        }
    }
    if from < text.len() {
        groups.push(&text[from..]);
    }
    groups
}

fn around_stars(text: &str) -> Vec<&str> {
    let head = text.find('*').unwrap_or(text.len());
    let tail = text.rfind('*').map_or(text.len(), |last| last + 1);
    [&text[..head], &text[head..tail], &text[tail..]]
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect()
}
