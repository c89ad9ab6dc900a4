//! What several looks at a line, and its place on the picture, say of its letters.

use sscard_shared::reading::Letter;

/// Leaves open what a line says at an end that lies at the picture's edge: it may go on beyond, so that its last letter is not sure to be
/// that. The corners go clockwise from the line's top left.
pub(super) fn leave_cut_ends_open(letters: &mut [Letter], [a, b, c, d]: [bool; 4]) {
    let first = if a || d { letters.first_mut() } else { None };
    if let Some(letter) = first {
        letter.confidence = 0.0;
    }
    let last = if b || c { letters.last_mut() } else { None };
    if let Some(letter) = last {
        letter.confidence = 0.0;
    }
}

/// Takes several looks at a line together: a character is as likely as the looks think on average.
pub(super) fn together(letters: &mut [Letter], looks: &[Vec<Letter>]) {
    for (at, letter) in letters.iter_mut().enumerate() {
        let mut all: Vec<(char, f64)> = Vec::new();
        for seen in looks.iter().filter_map(|look| look.get(at)) {
            let first = (seen.character, seen.confidence);
            for (character, likely) in std::iter::once(first).chain(seen.others.iter().copied()) {
                match all.iter_mut().find(|(known, _)| *known == character) {
                    Some((_, sum)) => *sum += likely,
                    None => all.push((character, likely)),
                }
            }
        }
        all.sort_by(|one, other| other.1.total_cmp(&one.1));
        let mut all = all.into_iter().map(|(character, sum)| (character, sum / looks.len() as f64));
        if let Some((character, confidence)) = all.next() {
            (letter.character, letter.confidence) = (character, confidence);
            letter.others = all.collect();
        }
    }
}
