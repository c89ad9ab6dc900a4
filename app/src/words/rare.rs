//! Words for characters that few keyboards write.

use sscard_shared::language::Language;

use super::{en, said, zh_cn};
use crate::language::language;

/// Finding a rare character.
#[derive(Clone, Copy, Debug)]
pub struct RareWords {
    /// The button beside a name, and the dialog that it opens.
    pub open: &'static str,
    pub by_code: &'static str,
    pub by_code_hint: &'static str,
    pub no_such: &'static str,
    pub by_radical: &'static str,
    pub radical_strokes: &'static str,
    pub radical: &'static str,
    pub change_radical: &'static str,
    pub remaining_strokes: &'static str,
    pub found: &'static str,
    pub try_near: &'static str,
    pub may_be_unseen: &'static str,
    pub some_unseen: &'static str,
}

/// A number of strokes to choose.
#[must_use]
pub fn strokes(strokes: u8) -> String {
    said!(strokes(strokes))
}

/// How many characters were found.
#[must_use]
pub fn characters_found(found: usize) -> String {
    said!(characters_found(found))
}
