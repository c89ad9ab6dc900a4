//! Letters that come in parts put together: a Latin letter and its accents become one character, as Unicode's normal form NFC has it.
//!
//! Some systems keep file names, and with them what is copied from there, in parts. The tables of all scripts would weigh more than the page's
//! other rules together; the fields take no letters with accents but Latin ones.

/// A mark that follows its letter, its class of combination, and pairs: a letter, and the letter with the mark.
struct Mark {
    mark: char,
    class: u8,
    pairs: &'static str,
}

/// All canonical compositions of U+00C0–U+024F and U+1E00–U+1EFF (Unicode 15.1, UnicodeData.txt).
#[rustfmt::skip]
const MARKS: [Mark; 25] = [
    Mark { mark: '\u{0300}', class: 230, pairs: "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳÂẦÊỀÔỒÜǛâầêềôồüǜĂẰăằĒḔēḕŌṐōṑƠỜơờƯỪưừ" },
    Mark { mark: '\u{0301}', class: 230, pairs: "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźÂẤÅǺÆǼÇḈÊẾÏḮÔỐÕṌØǾÜǗâấåǻæǽçḉêếïḯôốõṍøǿüǘĂẮăắĒḖēḗŌṒōṓŨṸũṹƠỚơớƯỨưứ" },
    Mark { mark: '\u{0302}', class: 230, pairs: "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑẠẬạậẸỆẹệỌỘọộ" },
    Mark { mark: '\u{0303}', class: 230, pairs: "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹÂẪÊỄÔỖâẫêễôỗĂẴăẵƠỠơỡƯỮưữ" },
    Mark { mark: '\u{0304}', class: 230, pairs: "AĀEĒGḠIĪOŌUŪYȲaāeēgḡiīoōuūyȳÄǞÆǢÕȬÖȪÜǕäǟæǣõȭöȫüǖǪǬǫǭȦǠȧǡȮȰȯȱḶḸḷḹṚṜṛṝ" },
    Mark { mark: '\u{0306}', class: 230, pairs: "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭȨḜȩḝẠẶạặ" },
    Mark { mark: '\u{0307}', class: 230, pairs: "AȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻaȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzżŚṤśṥŠṦšṧſẛṢṨṣṩ" },
    Mark { mark: '\u{0308}', class: 230, pairs: "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿÕṎõṏŪṺūṻ" },
    Mark { mark: '\u{0309}', class: 230, pairs: "AẢEẺIỈOỎUỦYỶaảeẻiỉoỏuủyỷÂẨÊỂÔỔâẩêểôổĂẲăẳƠỞơởƯỬưử" },
    Mark { mark: '\u{030A}', class: 230, pairs: "AÅUŮaåuůwẘyẙ" },
    Mark { mark: '\u{030B}', class: 230, pairs: "OŐUŰoőuű" },
    Mark { mark: '\u{030C}', class: 230, pairs: "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžÜǙüǚƷǮʒǯ" },
    Mark { mark: '\u{030F}', class: 230, pairs: "AȀEȄIȈOȌRȐUȔaȁeȅiȉoȍrȑuȕ" },
    Mark { mark: '\u{0311}', class: 230, pairs: "AȂEȆIȊOȎRȒUȖaȃeȇiȋoȏrȓuȗ" },
    Mark { mark: '\u{031B}', class: 216, pairs: "OƠUƯoơuư" },
    Mark { mark: '\u{0323}', class: 220, pairs: "AẠBḄDḌEẸHḤIỊKḲLḶMṂNṆOỌRṚSṢTṬUỤVṾWẈYỴZẒaạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓƠỢơợƯỰưự" },
    Mark { mark: '\u{0324}', class: 220, pairs: "UṲuṳ" },
    Mark { mark: '\u{0325}', class: 220, pairs: "AḀaḁ" },
    Mark { mark: '\u{0326}', class: 220, pairs: "SȘTȚsștț" },
    Mark { mark: '\u{0327}', class: 202, pairs: "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ" },
    Mark { mark: '\u{0328}', class: 202, pairs: "AĄEĘIĮOǪUŲaąeęiįoǫuų" },
    Mark { mark: '\u{032D}', class: 220, pairs: "DḒEḘLḼNṊTṰUṶdḓeḙlḽnṋtṱuṷ" },
    Mark { mark: '\u{032E}', class: 220, pairs: "HḪhḫ" },
    Mark { mark: '\u{0330}', class: 220, pairs: "EḚIḬUṴeḛiḭuṵ" },
    Mark { mark: '\u{0331}', class: 220, pairs: "BḆDḎKḴLḺNṈRṞTṮZẔbḇdḏhẖkḵlḻnṉrṟtṯzẕ" },
];

/// The text with letters and their marks put together, as far as there is one character for them.
pub(super) fn compose(text: String) -> String {
    if !text.chars().any(|c| mark(c).is_some()) {
        return text;
    }
    let mut composed = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        let mut marks: Vec<&Mark> = Vec::new();
        while let Some(mark) = rest.peek().and_then(|c| mark(*c)) {
            marks.push(mark);
            rest.next();
        }
        if !marks.is_empty() && mark(letter).is_none() {
            push_composed(letter, marks, &mut composed);
        } else {
            composed.push(letter);
            composed.extend(marks.iter().map(|mark| mark.mark));
        }
    }
    composed
}

/// A mark joins its letter unless another of its class, or of a higher one, stands between (Unicode 15, D115 to D117).
fn push_composed(mut letter: char, mut marks: Vec<&Mark>, composed: &mut String) {
    // A letter that has marks already is taken apart, for another mark may come before them.
    while let Some((plain, mark)) = without_mark(letter) {
        letter = plain;
        marks.insert(0, mark);
    }
    marks.sort_by_key(|mark| mark.class);
    let mut apart = String::new();
    let mut last_class = 0;
    for mark in marks {
        match with_mark(letter, mark) {
            Some(joined) if last_class < mark.class => letter = joined,
            _ => {
                apart.push(mark.mark);
                last_class = mark.class;
            }
        }
    }
    composed.push(letter);
    composed.push_str(&apart);
}

fn mark(c: char) -> Option<&'static Mark> {
    // Nearly all text lies below or above these blocks.
    if !('\u{0300}'..='\u{036F}').contains(&c) {
        return None;
    }
    MARKS.iter().find(|mark| mark.mark == c)
}

fn without_mark(letter: char) -> Option<(char, &'static Mark)> {
    MARKS.iter().find_map(|mark| {
        let mut pairs = mark.pairs.chars();
        while let (Some(plain), Some(joined)) = (pairs.next(), pairs.next()) {
            if joined == letter {
                return Some((plain, mark));
            }
        }
        None
    })
}

fn with_mark(letter: char, mark: &Mark) -> Option<char> {
    let mut pairs = mark.pairs.chars();
    while let (Some(plain), Some(joined)) = (pairs.next(), pairs.next()) {
        if plain == letter {
            return Some(joined);
        }
    }
    None
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_accented_latin_letter_is_put_together() {
        let letters = ('\u{C0}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}');
        let mut in_parts = 0;
        for letter in letters {
            let parts: String = std::iter::once(letter).nfd().collect();
            in_parts += usize::from(parts.chars().nth(1).is_some());
            assert_eq!(compose(parts.clone()), parts.nfc().collect::<String>(), "{letter}");
        }
        assert!(in_parts > 490, "{in_parts}");
    }

    #[test]
    fn marks_are_ordered_and_joined_as_unicode_says() {
        let marks: Vec<char> = MARKS.iter().map(|mark| mark.mark).collect();
        for letter in ['a', 'U', 'o', 'ê', 'Ư', 'x', '中'] {
            for first in &marks {
                for second in &marks {
                    let text = format!("{letter}{first}{second}\u{301}b");
                    assert_eq!(compose(text.clone()), text.nfc().collect::<String>(), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn a_mark_without_a_letter_stays() {
        assert_eq!(compose("\u{301}a".to_owned()), "\u{301}a");
    }
}
