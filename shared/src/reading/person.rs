//! What a reading says of the person who is signed in, and the two sides of each other.

use super::{CardReading, confidence::CLEAR, outcome::not_read};
use crate::{
    Date,
    date::BirthDate,
    dictionary::Dictionary,
    fault::{Fault, FaultCode, Faults},
    field::Field,
    id_number::{IdKind, IdNumber},
    name::{Name, is_same_name},
    normalise::fold_case,
    validity::{ValidFrom, ValidUntil, Validity},
};

/// From here on a number that was read is another one than the verified, and not the verified one misread: its check digit fits, and
/// its letters were clear or its printed birth date agrees.
const CLEAR_NUMBER: f64 = 0.98;

/// The hard fault of a card that is another person's than the one signed in, whose verified name and number these are.
///
/// A number that was read clearly decides: another one is another person's card, the verified one is that person's, whatever was read of
/// the name. Without a number, a name decides, every letter of which was clear: a longer one, or one that lacks or has otherwise
/// most of the characters. A rare character that is read as a common one, and an end that is covered, are no fault.
#[must_use]
pub fn against_person(reading: &CardReading, name: &str, id_number: &str) -> Option<Fault> {
    let another = || {
        Fault::hard(
            Field::PortraitSide,
            FaultCode::NotThePerson,
            "照片上的身份证不是实名认证本人的，请上传本人身份证；如需更换申领人，请退出后重新认证",
        )
    };
    if let Some(read) = value(reading, Field::IdNumber) {
        let is_clear = reading.fields.get(&Field::IdNumber)?.confidence >= CLEAR_NUMBER;
        let is_another = !read.eq_ignore_ascii_case(id_number.trim());
        return (is_another && is_clear).then(another);
    }
    let confidence = reading.fields.get(&Field::Name)?.confidence;
    let read = value(reading, Field::Name).filter(|_| confidence >= CLEAR)?;
    let verified = Name::parse(name).ok()?;
    let characters =
        |name: &str| fold_case(name).chars().filter(|c| *c != '·').collect::<Vec<char>>();
    let (read, verified) = (characters(read), characters(verified.as_str()));
    let same = read.iter().zip(&verified).filter(|(one, other)| one == other).count();
    (read.len() > verified.len() || 2 * same < verified.len()).then(another)
}

/// The reading as it may be offered to the person who is signed in, whose verified name and number these are: another name or number was
/// misread, as rare characters are, or is another person's, and is left out either way.
#[must_use]
pub fn without_other_person(mut reading: CardReading, name: &str, id_number: &str) -> CardReading {
    let verified = Name::parse(name).ok();
    let name = verified.as_ref().map_or(name, Name::as_str);
    for (field, verified) in [(Field::Name, name), (Field::IdNumber, id_number.trim())] {
        let Some(read) = reading.fields.get_mut(&field) else { continue };
        if read.value.as_ref().is_some_and(|value| !is_same_name(value, verified)) {
            (read.value, read.text) = (None, None);
            reading.faults.push(not_read(field));
        }
    }
    reading.faults.sort();
    reading
}

/// What the two sides of a card, as they were read, say against each other on a day: the term by the age at issue, and whether the
/// authority is of the province that the number begins with (soft, for people move).
#[must_use]
pub fn between_sides(portrait: &CardReading, emblem: &CardReading, today: Date) -> Faults {
    let number = value(portrait, Field::IdNumber);
    let number = number.and_then(|number| IdNumber::parse(number, today).ok());
    let printed = value(portrait, Field::BirthDate);
    let printed = printed.and_then(|day| BirthDate::parse(day, today).ok()).map(BirthDate::date);
    let birth = printed.or(number.as_ref().map(IdNumber::birth_date));

    let mut faults = Faults::default();
    let from = value(emblem, Field::ValidFrom).and_then(|from| ValidFrom::parse(from).ok());
    let until = value(emblem, Field::ValidUntil).and_then(|until| ValidUntil::parse(until).ok());
    if let (Some(from), Some(until)) = (from, until) {
        let kind = number.as_ref().map(IdNumber::kind);
        faults.extend(Validity { from, until }.faults(kind, birth));
    }
    let authority = value(emblem, Field::Authority).and_then(province);
    // A permit's number begins with 81 to 83, wherever it was issued.
    if let (Some(province), Some(number)) = (authority, &number)
        && matches!(number.kind(), IdKind::ResidentCard)
        && !number.as_str().starts_with(province)
    {
        faults.push(Fault::soft(
            Field::Authority,
            FaultCode::Mismatch,
            "签发机关与公民身份号码不是同一省份的，请核对两面是否同一张身份证；如户口迁移过，可以继续",
        ));
    }
    faults.sort();
    faults
}

fn value(reading: &CardReading, field: Field) -> Option<&str> {
    reading.fields.get(&field)?.value.as_deref()
}

/// The first two digits (GB/T 2260) of the province that an authority names at its beginning, as those of the municipalities do;
/// most others begin with a city, of which we have no table.
fn province(authority: &str) -> Option<&'static str> {
    if authority.starts_with("北京市") {
        return Some("11");
    }
    let words = Dictionary::MailRegion.words().iter();
    words.filter(|word| authority.starts_with(word.name)).find_map(|word| word.code.get(..2))
}
