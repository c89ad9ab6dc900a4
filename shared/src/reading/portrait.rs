//! 个人信息面: six fields, two of which the number says once more.

use super::{
    confidence::{CLEAR, Found, of_letters},
    dates, ethnicity,
    frame::{Frame, Layout},
    glyph::{Glyph, Line},
    labels::Label,
    number::{self, Beside, Run},
    outcome::Outcome,
    prose,
    rows::{Band, Row, Values, has_hole},
};
use crate::{
    Date,
    address::Address,
    code::Sex,
    date::{self, BirthDate},
    dictionary::{Dictionary, Word},
    field::Field,
    id_number::{IdKind, IdNumber},
    name::Name,
    normalise::is_han,
};

/// From where values stand, beside the labels of the left edge, in shares of the card's width.
const VALUES_LEFT: f64 = 0.165;
/// From where the holder's picture stands.
const PICTURE_LEFT: f64 = 0.645;
/// Half the height of a row of the card, in its height: rows are 0.12 apart, and a long name takes two lines of one row.
const HALF_ROW: f64 = 0.055;
/// How seldom a printed date is that of the number by chance, and a sex.
const CHANCE_OF_DATE: f64 = 0.01;
const CHANCE_OF_SEX: f64 = 0.5;

/// Where values are looked for on the portrait side.
struct Places {
    values: Values,
    layout: Layout,
    frame: Frame,
}

impl Places {
    /// The height of a label's row: where the label is, or would be.
    fn height(&self, label: Label, lines: &[Line]) -> f64 {
        self.layout.mark(label).map_or(label.place(0.0).1, |mark| {
            let line = &lines[mark.line];
            self.frame.place(line, &line.glyphs[mark.glyphs.start]).1
        })
    }

    /// Where a label ends, from the left edge; `None` where it was not found.
    fn end(&self, label: Label, lines: &[Line]) -> Option<f64> {
        let mark = self.layout.mark(label)?;
        let line = &lines[mark.line];
        Some(self.frame.place(line, line.glyphs.get(mark.glyphs.end - 1)?).0)
    }
}

/// What a side says twice, by label and by number.
struct Twice<T> {
    found: Option<Found<T>>,
    glyphs: Vec<Glyph>,
}

/// Reads the portrait side.
pub(super) fn read(
    lines: &[Line],
    layout: Layout,
    frame: Frame,
    run: Option<&Run>,
    today: Date,
) -> Outcome {
    let values = Values::of(lines, &layout, frame);
    let places = Places { values, layout, frame };
    let band = |label, left: f64, right: f64| {
        let y = places.height(label, lines);
        Band { left, right, top: y - HALF_ROW, bottom: y + HALF_ROW }
    };
    let row = |label, left, right| places.values.glyphs(band(label, left, right));
    let after = |label: Label| places.end(label, lines).unwrap_or(VALUES_LEFT);
    let before_ethnicity = places.layout.mark(Label::Ethnicity).map_or(0.30, |mark| {
        let line = &lines[mark.line];
        frame.place(line, &line.glyphs[mark.glyphs.start]).0
    });
    let after_ethnicity = places.end(Label::Ethnicity, lines).unwrap_or(0.38);

    let mut outcome = Outcome::default();
    let of_name = band(Label::Name, after(Label::Name), PICTURE_LEFT);
    let has_label = places.layout.mark(Label::Name).is_some();
    let (found, glyphs) = name(places.values.glyphs(of_name), has_label);
    // Without a label, its last letter and the first of the name are told apart by their places alone.
    let is_whole =
        (has_label || !places.values.is_cut(of_name)) && !places.values.has_holes(of_name);
    // On a slanting sheet a row may run into the next: a letter is not of two fields.
    let ethnicity_glyphs = row(Label::Ethnicity, after_ethnicity, PICTURE_LEFT);
    let is_shared =
        glyphs.iter().any(|glyph| ethnicity_glyphs.iter().any(|other| other.area == glyph.area));
    outcome.put(Field::Name, found.filter(|_| is_whole && !is_shared), &glyphs);

    let glyphs = row(Label::Sex, after(Label::Sex), before_ethnicity);
    let (found, glyphs) = printed_sex(glyphs);
    let sex_twice = Twice { found, glyphs };
    let glyphs = row(Label::Birth, after(Label::Birth), PICTURE_LEFT);
    let birth_twice = Twice { found: dates::birth(&glyphs, today), glyphs };

    let number_glyphs = match run {
        Some(run) => lines[run.line].glyphs[run.glyphs.clone()].to_vec(),
        None => number::of_number(&row(Label::Number, after(Label::Number).max(0.3), 0.97)),
    };
    let birth = birth_twice.found.as_ref().filter(|found| found.is_sure(Field::BirthDate));
    let sex = sex_twice.found.as_ref().filter(|found| found.is_sure(Field::Sex));
    let beside =
        Beside { birth: birth.map(|found| found.value.date()), sex: sex.map(|found| found.value) };
    let number = number::read(&number_glyphs, beside, today);
    let kind = number.as_ref().map(|found| found.value.kind());
    reconcile(&mut outcome, number, &number_glyphs, birth_twice, sex_twice);

    match kind {
        // Permits print no ethnicity, and it is not asked of their holders.
        Some(IdKind::HongKongPermit | IdKind::MacaoPermit | IdKind::TaiwanPermit) => {}
        Some(IdKind::ResidentCard | IdKind::PermanentResident | IdKind::PermanentResident2017)
        | None => {
            let found = ethnicity::read(&ethnicity_glyphs).map(|found| found.map(ethnicity_values));
            outcome.put(Field::Ethnicity, found, &ethnicity_glyphs);
        }
    }

    let (found, glyphs) = address(&places, lines);
    outcome.put(Field::Address, found, &glyphs);
    outcome
}

fn ethnicity_values(word: &'static Word) -> (String, String) {
    (word.code.to_owned(), ethnicity::printed(word).to_owned())
}

fn name(mut glyphs: Vec<Glyph>, has_label: bool) -> (Option<Found<(String, String)>>, Vec<Glyph>) {
    // The second half of a label whose first was not read; nobody is called so.
    if !has_label && glyphs.len() > 2 && glyphs.first().is_some_and(|first| first.character == '名')
    {
        glyphs.remove(0);
    }
    let glyphs = prose::trimmed(glyphs, is_han);
    let glyphs: Vec<Glyph> = glyphs.into_iter().map(prose::with_sure_dot).collect();
    let text: String = glyphs.iter().map(|glyph| prose::dotted(glyph.character)).collect();
    let found = Name::parse(&text).ok().filter(Name::is_han).map(|name| Found {
        value: (name.as_str().to_owned(), name.as_str().to_owned()),
        confidence: of_letters(&glyphs),
    });
    (found, glyphs)
}

/// The likelier of the two characters among some letters, and the letter.
fn printed_sex(glyphs: Vec<Glyph>) -> (Option<Found<Sex>>, Vec<Glyph>) {
    let either = |glyph: &Glyph| glyph.likelihood('男').max(glyph.likelihood('女'));
    let likeliest = glyphs.iter().max_by(|one, other| either(one).total_cmp(&either(other)));
    let Some(letter) = likeliest.filter(|glyph| either(glyph) > 0.0) else {
        return (None, glyphs);
    };
    let (male, female) = (letter.likelihood('男'), letter.likelihood('女'));
    let value = if male > female { Sex::Male } else { Sex::Female };
    (Some(Found { value, confidence: male.max(female) }), vec![letter.clone()])
}

/// Holds number, birth date and sex against each other, and takes them.
fn reconcile(
    outcome: &mut Outcome,
    number: Option<Found<IdNumber>>,
    number_glyphs: &[Glyph],
    birth: Twice<BirthDate>,
    sex: Twice<Sex>,
) {
    let birth_read = birth.found.map(|found| found.map(BirthDate::date));
    let number_birth = number.as_ref().map(|found| found.value.birth_date());
    let number_sex = number.as_ref().and_then(|found| found.value.sex());
    let (number, birth_read) = agree(
        outcome,
        number,
        number_birth,
        birth_read,
        Field::BirthDate,
        CHANCE_OF_DATE,
        "照片上的出生日期与公民身份号码不一致，请对照照片核对",
    );
    let (number, sex_read) = agree(
        outcome,
        number,
        number_sex,
        sex.found,
        Field::Sex,
        CHANCE_OF_SEX,
        "照片上的性别与公民身份号码不一致，请对照照片核对",
    );
    let said = |number: IdNumber| (number.as_str().to_owned(), number.as_str().to_owned());
    outcome.put(Field::IdNumber, number.map(|found| found.map(said)), number_glyphs);
    let said = |day: Date| (date::iso(day), dates::printed_birth(day));
    outcome.put(Field::BirthDate, birth_read.map(|found| found.map(said)), &birth.glyphs);
    let said = |sex: Sex| {
        let word = Dictionary::Sex.name_of(sex.as_str()).unwrap_or_default();
        (sex.as_str().to_owned(), word.to_owned())
    };
    outcome.put(Field::Sex, sex_read.map(|found| found.map(said)), &sex.glyphs);
}

/// What is left of the number and of what it says again, once they are held against each other.
///
/// Where they agree, each makes the other surer. Where they do not, the one that is sure stands against one that is not clear;
/// where both are clear, neither is offered.
fn agree<T: PartialEq>(
    outcome: &mut Outcome,
    number: Option<Found<IdNumber>>,
    says: Option<T>,
    printed: Option<Found<T>>,
    field: Field,
    chance: f64,
    words: &'static str,
) -> (Option<Found<IdNumber>>, Option<Found<T>>) {
    let Some(number) = number else { return (None, printed) };
    let Some(says) = says else { return (Some(number), printed) };
    let number_is_sure = number.is_sure(Field::IdNumber);
    let confidence = number.confidence;
    match printed {
        Some(printed) if printed.value == says => {
            let sure = printed.confidence.max(confidence);
            (Some(number.confirmed(chance)), Some(Found { value: says, confidence: sure }))
        }
        Some(printed) if number_is_sure && printed.confidence < CLEAR => {
            outcome.mismatch(field, words);
            (Some(number), Some(Found { value: says, confidence }))
        }
        Some(_) if number_is_sure => {
            outcome.mismatch(field, words);
            outcome.mismatch(Field::IdNumber, words);
            (None, None)
        }
        Some(printed) => (None, Some(printed)),
        None if number_is_sure => (Some(number), Some(Found { value: says, confidence })),
        None => (Some(number), None),
    }
}

/// How far the lines of an address may begin from each other.
const ALIGNED: f64 = 0.045;
/// The most that two lines of an address lie apart; more, and one between them was lost.
const MAX_PITCH: f64 = 0.13;
/// How far from its label's height the first line lies at most; lower, and it is the second.
const BESIDE_LABEL: f64 = 0.04;
/// What provinces, cities, counties and their like end in, and within how many characters one does: 新疆维吾尔自治区 is a long one.
const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];
const PLACE_NAME: usize = 9;
/// How far a line reaches that goes on in the next, in card widths: eleven letters take 0.4. A shorter one has lost its end.
const FULL_LINE: f64 = 0.22;
/// The most lines that an address takes.
const MAX_LINES: f64 = 4.0;

/// One to four lines, left-aligned. A line that is missing, or a weak letter, leaves out the whole.
fn address(places: &Places, lines: &[Line]) -> (Option<Found<(String, String)>>, Vec<Glyph>) {
    let top = places.height(Label::Address, lines);
    let number = places.height(Label::Number, lines);
    let left = places.end(Label::Address, lines).unwrap_or(VALUES_LEFT);
    let has_label = places.layout.mark(Label::Address).is_some();
    let band = Band {
        left,
        right: PICTURE_LEFT,
        // A first line that stands higher than it should must be seen, lest the second be taken for it.
        top: top - 0.085,
        bottom: (number - HALF_ROW).min(top + MAX_LINES * 0.09),
    };
    let is_cut = !has_label && places.values.is_cut(band);
    let mut rows: Vec<Row> = places.values.rows(band);
    let begins = rows.iter().filter_map(|row| row.first()).map(|first| first.x);
    let Some(begin) = begins.reduce(f64::min) else { return (None, Vec::new()) };
    // Of a row that begins farther right the beginning was lost, unless it is a speck.
    let is_aligned = |row: &Row| row.first().is_some_and(|first| (first.x - begin).abs() < ALIGNED);
    let are_aligned = rows.iter().all(|row| is_aligned(row) || row.len() < 2);
    rows.retain(is_aligned);
    let heights = rows.iter().filter_map(|row| row.first()).map(|first| first.y);
    let before = std::iter::once(top).chain(heights.clone());
    let follow = heights.zip(before).enumerate().all(|(index, (y, before))| {
        let furthest = if index == 0 { BESIDE_LABEL } else { MAX_PITCH };
        (y - before).abs() < furthest
    });
    let is_full = |row: &Row| row.last().is_some_and(|last| last.x - begin > FULL_LINE);
    let are_full = rows.split_last().is_none_or(|(_, before)| before.iter().all(is_full));
    let is_whole = are_aligned && follow && are_full && !rows.iter().any(has_hole);
    let glyphs: Vec<Glyph> = rows.into_iter().flatten().map(|placed| placed.glyph).collect();
    let is_word = |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, ')' | '(');
    let glyphs = prose::trimmed(glyphs, is_word);
    let text: String = glyphs.iter().map(|glyph| glyph.character).collect();
    // Without its label, the first line is known by what addresses begin with, lest the second be taken for it.
    let is_begun = has_label || text.chars().take(PLACE_NAME).any(|c| PLACES.contains(&c));
    let is_whole = is_whole && is_begun && !is_cut && !ends_in_a_bare_number(&text);
    let found = Address::parse(&text).ok().filter(|_| is_whole).map(|address| Found {
        value: (address.as_str().to_owned(), address.as_str().to_owned()),
        confidence: of_letters(&glyphs),
    });
    (found, glyphs)
}

/// Whether a text ends in a number that counts nothing, such as 村13 or 院2: the 号, 组 or 楼 behind it has been lost. A room's number
/// may stand alone.
fn ends_in_a_bare_number(text: &str) -> bool {
    const BEFORE_ROOMS: &str = "号栋幢座元层室";
    const BEFORE_LONG_ROOMS: &str = "楼院门排";
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let is_room =
        |c: char| BEFORE_ROOMS.contains(c) || digits >= 3 && BEFORE_LONG_ROOMS.contains(c);
    digits > 0 && rest.chars().next_back().is_some_and(|c| is_han(c) && !is_room(c))
}
