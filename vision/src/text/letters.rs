//! The effect of several readings, and of the picture's edge, on the letters of a line.

use sscard_shared::reading::Letter;

/// The largest confidence of the first and the last letter of a line along the picture's edge, whose letters may be cut
/// lengthwise. It is too little for a text, and enough where a check digit and a second print confirm it.
const CUT_LENGTHWISE_CONFIDENCE: f64 = 0.6;

/// The largest distance of the outermost letter's middle from the end of a line, in breadths of the line. Half a letter
/// and the margin of a line make half a breadth. Where there is room for another letter, the model skipped a character
/// that it does not know.
const MAX_END_DISTANCE: f64 = 0.85;

/// Sets the outermost letter of a line to no confidence where another letter has room beyond it. `length` is the line's
/// length in its breadths.
pub(super) fn clear_roomy_ends(letters: &mut [Letter], length: f64) {
    if let Some(first) = letters.first_mut()
        && first.at * length > MAX_END_DISTANCE
    {
        first.confidence = 0.0;
    }
    if let Some(last) = letters.last_mut()
        && (1.0 - last.at) * length > MAX_END_DISTANCE
    {
        last.confidence = 0.0;
    }
}

/// How the left and the right end of a line lie to the picture's edge: whether the middle of the end is there, so that
/// the line may go on beyond, and whether a corner of the end is.
#[derive(Clone, Copy, Debug)]
pub(super) struct CutEnds {
    pub(super) middles: [bool; 2],
    pub(super) corners: [bool; 2],
}

/// Lowers the confidence of the letters at an end that the picture's edge may have cut: such a letter need not be the
/// last.
pub(super) fn lower_cut_ends(letters: &mut [Letter], cut: CutEnds) {
    let max_confidence = |end: usize| match (cut.middles[end], cut.corners[end]) {
        (true, _) => 0.0,
        (false, true) => CUT_LENGTHWISE_CONFIDENCE,
        (false, false) => 1.0,
    };
    if let Some(first) = letters.first_mut() {
        first.confidence = first.confidence.min(max_confidence(0));
    }
    if let Some(last) = letters.last_mut() {
        last.confidence = last.confidence.min(max_confidence(1));
    }
}

/// Averages several readings of a line: the probability of a character is its mean over the readings.
pub(super) fn average_readings(letters: &mut [Letter], readings: &[Vec<Letter>]) {
    for (at, letter) in letters.iter_mut().enumerate() {
        let mut candidates: Vec<(char, f64)> = Vec::new();
        for letter_read in readings.iter().filter_map(|reading| reading.get(at)) {
            let first = (letter_read.character, letter_read.confidence);
            for (character, probability) in
                std::iter::once(first).chain(letter_read.others.iter().copied())
            {
                match candidates.iter_mut().find(|(known, _)| *known == character) {
                    Some((_, sum)) => *sum += probability,
                    None => candidates.push((character, probability)),
                }
            }
        }
        candidates.sort_by(|one, other| other.1.total_cmp(&one.1));
        let mut candidates =
            candidates.into_iter().map(|(character, sum)| (character, sum / readings.len() as f64));
        if let Some((character, confidence)) = candidates.next() {
            (letter.character, letter.confidence) = (character, confidence);
            letter.others = candidates.collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(cut: CutEnds) -> (f64, f64) {
        let letter = |at| Letter { character: '8', confidence: 0.9, others: Vec::new(), at };
        let mut letters = vec![letter(0.1), letter(0.5), letter(0.9)];
        lower_cut_ends(&mut letters, cut);
        assert_eq!(letters[1].confidence, 0.9);
        (letters[0].confidence, letters[2].confidence)
    }

    #[test]
    fn a_letter_beside_a_gap_loses_its_confidence() {
        // A name of two letters on a line that is long enough for three.
        let letter = |at| Letter { character: '样', confidence: 0.9, others: Vec::new(), at };
        for (positions, length, wanted) in [
            ([0.22, 0.5], 2.3, [0.9, 0.0]),
            ([0.5, 0.78], 2.3, [0.0, 0.9]),
            ([0.3, 0.7], 1.7, [0.9, 0.9]),
        ] {
            let mut letters = positions.map(letter);
            clear_roomy_ends(&mut letters, length);
            assert_eq!(letters.map(|letter| letter.confidence), wanted, "{positions:?}");
        }
    }

    #[test]
    fn an_end_at_the_edge_loses_its_confidence() {
        let none = [false; 2];
        assert_eq!(ends(CutEnds { middles: none, corners: none }), (0.9, 0.9));
        assert_eq!(ends(CutEnds { middles: [true, false], corners: [true, false] }), (0.0, 0.9));
        assert_eq!(ends(CutEnds { middles: none, corners: [true; 2] }), (0.6, 0.6));
    }
}
