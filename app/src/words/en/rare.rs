//! English: the words around rare characters.

use super::phrases::counted;
use crate::words::RareWords;

pub(in crate::words) const RARE: RareWords = RareWords {
    open: "Enter a rare character",
    by_code: "Paste the character, or enter its code",
    by_code_hint: "A code looks like U+20BB7. Online dictionaries tell it",
    no_such: "No such character was found. Please paste one Chinese character only, or check the code.",
    by_radical: "Find it by radical and strokes",
    radical_strokes: "Strokes of the radical",
    radical: "Radical",
    change_radical: "Press it again to choose another radical",
    remaining_strokes: "Strokes besides the radical",
    found: "Choose the character to enter",
    try_near: "Not there? Try one stroke more or less, or another radical. If you still cannot find it, please call 96066.",
    may_be_unseen: "Your device may be unable to show this character. The card will show it all the same",
    some_unseen: "Boxes and gaps are characters that your device cannot show. The card will show them: choose by the code.",
};

pub(in crate::words) fn strokes(strokes: u8) -> String {
    counted(usize::from(strokes), "stroke")
}

pub(in crate::words) fn characters_found(found: usize) -> String {
    [&counted(found, "character"), " found"].concat()
}
