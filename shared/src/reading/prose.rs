//! Names and authorities as text: the dot inside a name, and stray signs at the ends.

use super::glyph::Glyph;

/// The middle dot for what it is read as; any other character is itself.
pub(super) const fn dotted(c: char) -> char {
    match c {
        '、' | '，' | ',' | '。' | '-' | '\'' | '`' | '*' | ':' | ';' => '·',
        _ => c,
    }
}

/// A letter that is the dot inside a name, as sure as it is any of the signs that a dot is read as; any other letter is itself.
pub(super) fn with_sure_dot(glyph: Glyph) -> Glyph {
    let is_dot = |c: char| matches!(dotted(c), '·' | '•' | '‧' | '・' | '･' | '∙' | '.');
    if !is_dot(glyph.character) {
        return glyph;
    }
    let others = glyph.others.iter().filter(|(other, _)| is_dot(*other));
    let confidence = others.fold(glyph.confidence, |sum, (_, likely)| sum + likely).min(1.0);
    Glyph { confidence, ..glyph }
}

/// The letters without what stands before the first word character and behind the last: specks, the label's colon, the frame.
pub(super) fn trimmed(glyphs: Vec<Glyph>, is_word: impl Fn(char) -> bool) -> Vec<Glyph> {
    let is_word = |glyph: &Glyph| is_word(glyph.character);
    let Some(first) = glyphs.iter().position(is_word) else { return Vec::new() };
    let last = glyphs.iter().rposition(is_word).unwrap_or(first);
    glyphs.into_iter().take(last + 1).skip(first).collect()
}
