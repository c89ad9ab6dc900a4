//! What a reading says of the person who is signed in, and the two sides of each other.

use super::{CardReading, confidence::CLEAR, outcome::not_read};
use crate::{
    Date,
    date::BirthDate,
    dictionary::Dictionary,
    fault::{Fault, FaultCode, Faults},
    field::Field,
    id_number::{IdKind, IdNumber},
    name::Name,
    validity::{ValidFrom, ValidUntil, Validity},
};

/// The hard fault of a card that is another person's than the one signed in, whose verified name and number these are.
///
/// A number that was read surely and differs is another person's. So is a name, every letter of which was clear, of another length
/// or with most characters different: a rare character that is read as a common one is no fault.
#[must_use]
pub fn against_person(reading: &CardReading, name: &str, id_number: &str) -> Option<Fault> {
    let another = || {
        Fault::hard(
            Field::PortraitSide,
            FaultCode::NotThePerson,
            "照片上的身份证不是实名认证本人的，请上传本人身份证；如需更换申领人，请退出后重新认证",
        )
    };
    let number = value(reading, Field::IdNumber);
    if number.is_some_and(|number| !number.eq_ignore_ascii_case(id_number.trim())) {
        return Some(another());
    }
    let confidence = reading.fields.get(&Field::Name)?.confidence;
    let read = value(reading, Field::Name).filter(|_| confidence >= CLEAR)?;
    let verified = Name::parse(name).ok()?;
    let characters = |name: &str| name.chars().filter(|c| *c != '·').collect::<Vec<char>>();
    let (read, verified) = (characters(read), characters(verified.as_str()));
    let different = read.iter().zip(&verified).filter(|(one, other)| one != other).count();
    (read.len() != verified.len() || 2 * different > read.len()).then(another)
}

/// The reading of the card of the person who is signed in, whose verified name this is: a name that was read as another one was
/// misread, as rare characters are, and is left to the person.
///
/// Whether the card is that person's at all, [`against_person`] decides before.
#[must_use]
pub fn without_misread_name(mut reading: CardReading, name: &str) -> CardReading {
    let verified = Name::parse(name).ok();
    let Some(read) = reading.fields.get_mut(&Field::Name) else { return reading };
    let is_another = |read: &String| verified.as_ref().is_some_and(|name| name.as_str() != read);
    if read.value.as_ref().is_some_and(is_another) {
        (read.value, read.text) = (None, None);
        reading.faults.push(not_read(Field::Name));
        reading.faults.sort();
    }
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
