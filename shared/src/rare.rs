//! 生僻字: characters of names that few keyboards write, found by their code, or by radical and strokes.

use crate::normalise::{self, is_han};

/// The radicals of the Kangxi dictionary.
const RADICALS: usize = 214;

/// The character that is meant by itself or by its code: `𠮷`, `U+20BB7`, `20bb7`.
///
/// Only Han characters are meant: what a name can hold besides them every keyboard writes.
#[must_use]
pub fn character(typed: &str) -> Option<char> {
    let typed = normalise::compact(typed);
    let mut characters = typed.chars();
    let meant = match (characters.next(), characters.next()) {
        (Some(only), None) => Some(only),
        _ => by_code(&typed),
    };
    meant.filter(|character| is_han(*character))
}

fn by_code(typed: &str) -> Option<char> {
    let code = typed.strip_prefix(['U', 'u']).map_or(typed, |rest| rest.trim_start_matches('+'));
    let is_code = matches!(code.len(), 4..=6) && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(code, 16).ok().filter(|_| is_code).and_then(char::from_u32)
}

/// A character's code, as standards write it.
#[must_use]
pub fn code(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Whether a device may have no drawing for a character: those beyond the basic plane.
#[must_use]
pub const fn may_be_unseen(character: char) -> bool {
    character as u32 > 0xFFFF
}

/// A way to write a radical: 水, 氵 and 氺 are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    radical: usize,
    character: char,
    name: char,
    strokes: u8,
}

impl Form {
    /// Which of the 214 radicals it is, counted from nought.
    #[must_use]
    pub const fn radical(self) -> usize {
        self.radical
    }

    /// The form itself.
    #[must_use]
    pub const fn character(self) -> char {
        self.character
    }

    /// The form by which the radical is called.
    #[must_use]
    pub const fn name(self) -> char {
        self.name
    }
}

/// All radicals with all characters under them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Radicals {
    forms: Vec<Form>,
    /// For each radical its characters, by the strokes that they have beside it.
    groups: Vec<Vec<(u8, String)>>,
}

impl Radicals {
    /// Reads the table: a line for each radical; between tabulators its forms, each with its strokes, and then, group by group, a number
    /// of remaining strokes with the characters that have so many. None where it did not arrive whole.
    #[must_use]
    pub fn read(table: &str) -> Option<Self> {
        let mut read = Self { forms: Vec::new(), groups: Vec::with_capacity(RADICALS) };
        for (radical, line) in table.lines().enumerate() {
            let mut parts = line.split('\t');
            let forms = parts.next()?;
            let name = forms.chars().next()?;
            for form in forms.split(' ') {
                let mut rest = form.chars();
                let character = rest.next()?;
                let strokes = rest.as_str().parse().ok()?;
                read.forms.push(Form { radical, character, name, strokes });
            }
            read.groups.push(parts.map(group).collect::<Option<_>>()?);
        }
        (read.groups.len() == RADICALS).then_some(read)
    }

    /// The numbers of strokes that forms of radicals have, the least first.
    #[must_use]
    pub fn strokes(&self) -> Vec<u8> {
        let mut strokes: Vec<u8> = self.forms.iter().map(|form| form.strokes).collect();
        strokes.sort_unstable();
        strokes.dedup();
        strokes
    }

    /// The forms that have so many strokes.
    pub fn forms(&self, strokes: u8) -> impl Iterator<Item = Form> {
        self.forms.iter().copied().filter(move |form| form.strokes == strokes)
    }

    /// How many strokes the characters of a radical have beside it, the least first.
    #[must_use]
    pub fn remaining(&self, radical: usize) -> Vec<u8> {
        self.of(radical).iter().map(|(remaining, _)| *remaining).collect()
    }

    /// The characters of a radical that have so many strokes beside it, the more common blocks first.
    #[must_use]
    pub fn characters(&self, radical: usize, remaining: u8) -> Vec<char> {
        let group = self.of(radical).iter().find(|(strokes, _)| *strokes == remaining);
        group.map(|(_, characters)| characters.chars().collect()).unwrap_or_default()
    }

    fn of(&self, radical: usize) -> &[(u8, String)] {
        self.groups.get(radical).map(Vec::as_slice).unwrap_or_default()
    }
}

fn group(part: &str) -> Option<(u8, String)> {
    let characters = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let strokes = part.strip_suffix(characters)?.parse().ok()?;
    Some((strokes, characters.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../public/radicals.txt");

    #[test]
    fn a_character_is_meant_by_itself_and_by_its_code() {
        for (typed, meant) in [
            ("𠮷", Some('𠮷')),
            (" 𠮷\u{E0100} ", Some('𠮷')),
            ("U+20BB7", Some('𠮷')),
            ("u+20bb7", Some('𠮷')),
            ("20BB7", Some('𠮷')),
            ("２０ＢＢ７", Some('𠮷')),
            ("U20BB7", Some('𠮷')),
            ("020BB7", Some('𠮷')),
            ("4E00", Some('一')),
            ("〇", Some('〇')),
            ("", None),
            ("A", None),
            ("U+0041", None),
            ("+20BB7", None),
            ("U+D842", None),
            ("110000", None),
            ("20BB", None),
            ("𠮷𠮷", None),
            ("20BB7G", None),
        ] {
            assert_eq!(character(typed), meant, "{typed}");
        }
    }

    #[test]
    fn a_code_leads_back_to_its_character() {
        for of in ['一', '㐀', '𠮷', '𰻞'] {
            assert_eq!(character(&code(of)), Some(of));
        }
        assert_eq!(code('𠮷'), "U+20BB7");
    }

    #[test]
    fn only_what_lies_beyond_the_basic_plane_may_be_unseen() {
        for (character, wanted) in [('样', false), ('龘', false), ('𠮷', true), ('𰻞', true)]
        {
            assert_eq!(may_be_unseen(character), wanted, "{character}");
        }
    }

    #[test]
    fn characters_are_found_under_every_form_of_their_radical() {
        let radicals = Radicals::read(TABLE).expect("the table is whole");
        for (strokes, form, remaining, wanted) in [
            (3, '口', 3, '𠮷'),
            (3, '氵', 11, '漢'),
            (4, '水', 11, '漢'),
            (2, '讠', 2, '计'),
            (5, '钅', 6, '铭'),
            (3, '艹', 7, '莉'),
            (4, '月', 6, '脍'),
            (2, '阝', 4, '邦'),
            (4, '王', 8, '琨'),
            (3, '飞', 15, '𬲊'),
        ] {
            let found = radicals
                .forms(strokes)
                .filter(|one| one.character() == form)
                .any(|one| radicals.characters(one.radical(), remaining).contains(&wanted));
            assert!(found, "{wanted} is not under {form} with {remaining} strokes");
        }
    }

    #[test]
    fn every_character_of_the_table_may_stand_in_a_name() {
        let radicals = Radicals::read(TABLE).expect("the table is whole");
        let characters = |radical| {
            let remaining = radicals.remaining(radical).into_iter();
            remaining.flat_map(|strokes| radicals.characters(radical, strokes)).collect::<Vec<_>>()
        };
        let all: Vec<char> = (0..RADICALS).flat_map(characters).collect();
        assert!(all.len() > 97_000, "{}", all.len());
        let strange = all.iter().find(|character| !is_han(**character));
        assert_eq!(strange, None);
    }

    #[test]
    fn a_table_that_is_cut_short_is_none() {
        for broken in ["", "水", "水4\t3", "<html>", TABLE.get(..100_000).unwrap_or_default()] {
            assert_eq!(Radicals::read(broken), None);
        }
        let short = TABLE.lines().take(213).collect::<Vec<_>>().join("\n");
        assert_eq!(Radicals::read(&short), None);
    }
}
