//! Normal form of typed and pasted text, before any rule looks at it.
//!
//! Phones paste full-width digits, invisible marks and stray spaces; none of them is a mistake of the person. Both
//! functions change nothing when applied a second time.

mod compose;
mod radicals;

use compose::compose;

pub use radicals::Radical;

/// Text for reading: full-width digits, letters and spaces become half-width, invisible marks and controls vanish,
/// runs of white space become one space, none is left at either end, and a Latin letter and its accents become one
/// character (NFC).
///
/// Full-width punctuation stays, for in Chinese text it is right.
#[must_use]
pub fn text(input: &str) -> String {
    let mut folded = String::with_capacity(input.len());
    for c in input.chars() {
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
            continue;
        }
        folded.push(match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => half_width(c),
            _ => c,
        });
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    compose(folded)
}

/// Numbers, dates and codes: as [`text`], and moreover without any space, with all full-width ASCII made half-width
/// and every dash made a hyphen.
#[must_use]
pub fn compact(input: &str) -> String {
    let folded = input
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| match c {
            '！'..='～' => half_width(c),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => '-',
            _ => c,
        })
        .collect();
    compose(folded)
}

/// Text that is compared without regard to case, in any script that has cases: `STRAUSS` and `Strauß` become the same.
///
/// For the letters that names have this is Unicode's full case folding: ß, ẞ and ss are one.
#[must_use]
pub fn fold_case(text: &str) -> String {
    text.to_lowercase().to_uppercase().to_lowercase()
}

/// The ASCII character that a full-width form stands for.
fn half_width(c: char) -> char {
    char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
}

/// Marks that nobody sees: controls other than white space, zero-width and direction marks, variation selectors.
///
/// A variation selector asks for another drawing of the same character; the character itself is kept.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{E0001}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a character is Han: a unified or compatibility ideograph up to Unicode 15.1 (Ext A to I), or 〇.
///
/// Ext B and later lie outside the first plane, so counting must go by Unicode scalars. A rare character is never
/// replaced by a likely one (GB 18030-2022).
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2EE5D}' | '\u{2F800}'..='\u{2FA1F}'
        | '\u{30000}'..='\u{323AF}')
}
