//! 姓名: the name as the document prints it.

use crate::{
    fault::{FaultCode, Refusal},
    normalise::{self, Radical, is_han},
};

/// The most Han characters of a name: a name field holds at least 25 (民委发〔2016〕33号); the dots between are not counted.
const MAX_HAN: usize = 25;
/// The most characters of a name in Latin letters: the same field's 50.
const MAX_LATIN: usize = 50;

/// A person's name: 2–25 Han characters with single dots (U+00B7) inside, or 2–50 characters in Latin letters.
///
/// The two scripts do not mix: the card prints one of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    text: String,
    han: bool,
}

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// A single character.
    #[error("姓名至少两个字，请填写完整姓名")]
    TooShort,
    /// More than 25 Han or 50 Latin characters.
    #[error("姓名太长：汉字最多25个，拉丁字母最多50个字符，请核对")]
    TooLong,
    /// A digit, sign or picture, or a character that is not Han.
    #[error("姓名只能写汉字或字母，请删去数字、表情等符号；生僻字无法输入的，请拨打96066")]
    Characters,
    /// A radical that is no character, as copied text may hold.
    #[error("姓名中的{0}")]
    Radical(Radical),
    /// Han and Latin in one name.
    #[error("汉字和字母不能混写，请按证件上的姓名填写")]
    Mixed,
    /// A dot, hyphen or apostrophe at an end, or two in a row.
    #[error("间隔号、连字符等只能单个写在姓名中间，请核对")]
    Separator,
}

impl Refusal for NameError {
    fn code(&self) -> FaultCode {
        match self {
            Self::TooShort => FaultCode::TooShort,
            Self::TooLong => FaultCode::TooLong,
            Self::Characters | Self::Radical(_) | Self::Mixed => FaultCode::Characters,
            Self::Separator => FaultCode::Format,
        }
    }
}

impl Name {
    /// Parses a name. Spaces inside a Han name are left out; every look-alike of the middle dot becomes U+00B7.
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(input: &str) -> Result<Self, NameError> {
        let text = normalise::text(input);
        if let Some(radical) = Radical::first_in(&text) {
            return Err(NameError::Radical(radical));
        }
        if text.chars().any(is_han) { Self::parse_han(&text) } else { Self::parse_latin(&text) }
    }

    /// The name in normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is written in Han characters; otherwise it is in Latin letters.
    #[must_use]
    pub const fn is_han(&self) -> bool {
        self.han
    }

    fn parse_han(text: &str) -> Result<Self, NameError> {
        let name: String = text
            .chars()
            .filter(|c| *c != ' ')
            .map(|c| if is_middle_dot(c) { '·' } else { c })
            .collect();
        if name.chars().any(is_latin) {
            return Err(NameError::Mixed);
        }
        if !name.chars().all(|c| is_han(c) || c == '·') {
            return Err(NameError::Characters);
        }
        if name.split('·').any(str::is_empty) {
            return Err(NameError::Separator);
        }
        match name.chars().filter(|c| is_han(*c)).count() {
            0 | 1 => Err(NameError::TooShort),
            2..=MAX_HAN => Ok(Self { text: name, han: true }),
            _ => Err(NameError::TooLong),
        }
    }

    fn parse_latin(text: &str) -> Result<Self, NameError> {
        let name: String = text
            .chars()
            .map(|c| match c {
                '’' | '‘' | 'ʼ' | '＇' | '`' | '´' => '\'',
                '‐' | '‑' | '–' | '—' | '－' => '-',
                // Chinese keyboards have no other dot within a name.
                c if is_middle_dot(c) => '.',
                _ => c,
            })
            .collect();
        if !name.chars().all(|c| is_latin(c) || matches!(c, ' ' | '-' | '\'' | '.')) {
            return Err(NameError::Characters);
        }
        // A letter must stand before every sign, except that an initial's dot may be followed by a space.
        let mut before = ' ';
        for c in name.chars() {
            let stands_well = is_latin(c) || is_latin(before) || (c == ' ' && before == '.');
            if !stands_well {
                return Err(NameError::Separator);
            }
            before = c;
        }
        if matches!(before, '-' | '\'') {
            return Err(NameError::Separator);
        }
        match name.chars().count() {
            0 | 1 => Err(NameError::TooShort),
            2..=MAX_LATIN => Ok(Self { text: name, han: false }),
            _ => Err(NameError::TooLong),
        }
    }
}

/// Whether two names in normal form are one: registers write Latin names in capitals, people do not.
#[must_use]
pub fn is_same_name(one: &str, other: &str) -> bool {
    one == other || normalise::fold_case(one) == normalise::fold_case(other)
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// What keyboards and other systems write for the middle dot between Han characters.
const fn is_middle_dot(c: char) -> bool {
    matches!(
        c,
        '·' | '•'
            | '‧'
            | '・'
            | '.'
            | '．'
            | '∙'
            | '⋅'
            | '･'
            | '\u{0387}'
            | '․'
            | '⸱'
            | '﹒'
            | '●'
            | '⚫'
    )
}

/// Latin letters, accented ones included: the letters of passports' upper part, which a card may print without accents.
const fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}') && !matches!(c, '×' | '÷')
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn names_are_one_in_capitals_and_small_letters_of_any_alphabet() {
        for (one, other, same) in [
            ("Müller Jürgen", "MÜLLER JÜRGEN", true),
            ("Großmann", "GROSSMANN", true),
            ("Großmann", "GROẞMANN", true),
            ("Łukasz Žižka", "ŁUKASZ ŽIŽKA", true),
            ("Nguyễn Thị Ánh", "NGUYỄN THỊ ÁNH", true),
            ("张三", "张三", true),
            ("Müller", "Muller", false),
            ("张三", "张二", false),
        ] {
            assert_eq!(is_same_name(one, other), same, "{one} {other}");
        }
    }
}
