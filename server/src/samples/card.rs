//! The text on the cards of the sample people. The server has no font for Chinese, so the tester's browser draws them.

use serde::Serialize;
use sscard_shared::{
    Date,
    address::{Address, Authority},
    code::Ethnicity,
    date,
    dictionary::Dictionary,
    draft::Draft,
    field::Field,
    id_number::IdNumber,
    name::Name,
    validity::{ValidFrom, ValidUntil, Validity},
};

use crate::db::InsuredPerson;

const SAMPLE_CARDS: &str = include_str!("../../samples/cards.sample.tsv");
/// Years for which documents are issued, the longest first; `None` is 长期.
const TERM_YEARS: [Option<i32>; 4] = [Some(20), Some(10), Some(5), None];

/// A sample person's card, each value as it is printed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Card {
    /// The printed name of the document, such as 居民身份证.
    document: &'static str,
    name: String,
    sex: &'static str,
    /// Without 族; only resident identity cards have it.
    ethnicity: Option<&'static str>,
    /// Only permanent residents' cards have it.
    nationality: &'static str,
    /// `1990-03-07`.
    birth_date: String,
    /// Permanent residents' cards have none.
    address: Option<String>,
    id_number: String,
    authority: String,
    /// `2016.04.12-2036.04.12` or `2006.11.08-长期`.
    term: String,
    /// The same as answers of the form.
    #[serde(skip)]
    answers: Draft,
}

impl Card {
    /// The card that a person holds on a day, where the table has one for the number. A card that expired before has been renewed on its
    /// last day.
    pub(crate) fn for_person(person: &InsuredPerson, today: Date) -> Option<Self> {
        let mut rows = SAMPLE_CARDS.lines().skip(1).map(|line| line.split('\t'));
        let mut cells =
            rows.find_map(|mut cells| (cells.next()? == person.id_number).then_some(cells))?;
        let name = Name::parse(&person.name).ok()?;
        let id_number = IdNumber::parse(&person.id_number, today).ok()?;
        let ethnicity = optional_cell(cells.next()?, Ethnicity::parse)?;
        let address = optional_cell(cells.next()?, |cell| Address::parse(cell).ok())?;
        let authority = Authority::parse(cells.next()?).ok()?;
        let first = ValidFrom::parse(cells.next()?).ok()?;
        let validity = current_validity(first, &id_number, today)?;
        let sex = Dictionary::Sex.name_of(id_number.sex()?.as_str())?;
        let mut answers = Draft::new();
        for (field, text) in [
            (Field::Ethnicity, ethnicity.map_or_else(String::new, |one| one.to_string())),
            (Field::ValidFrom, validity.from.to_string()),
            (Field::ValidUntil, validity.until.to_string()),
            (Field::Authority, authority.to_string()),
            (Field::Address, address.as_ref().map_or_else(String::new, ToString::to_string)),
        ] {
            answers.set(field, text);
        }
        Some(Self {
            document: Dictionary::DocumentType
                .name_of(id_number.kind().document_type().as_str())?,
            name: name.to_string(),
            sex,
            ethnicity: ethnicity.map(|one| one.name().strip_suffix('族').unwrap_or(one.name())),
            nationality: id_number.country().name(),
            birth_date: date::iso(id_number.birth_date()),
            address: address.map(|address| address.to_string()),
            id_number: id_number.to_string(),
            authority: authority.to_string(),
            term: format!("{}-{}", dotted_date(&validity.from), dotted_date(&validity.until)),
            answers,
        })
    }

    /// Whether an authority of that name issued it.
    pub(crate) fn is_issued_by(&self, issuer: &str) -> bool {
        self.authority.starts_with(issuer)
    }

    /// The text as answers of the form, without name and number, which the person states.
    pub(crate) fn answers(self) -> Draft {
        self.answers
    }
}

/// An end of the validity, as cards print it.
fn dotted_date(end: &impl ToString) -> String {
    end.to_string().replace('-', ".")
}

/// A cell that may be empty: `Some(None)` where it is, `None` where its value is wrong.
fn optional_cell<T>(cell: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if cell.is_empty() { Some(None) } else { parse(cell).map(Some) }
}

/// The validity on a day of a document that was first issued on another. The rules choose the term.
fn current_validity(first: ValidFrom, number: &IdNumber, today: Date) -> Option<Validity> {
    let mut from = first;
    loop {
        let after = |years: i32| from.date().replace_year(from.date().year() + years).ok();
        let until = TERM_YEARS.into_iter().filter_map(|years| match years {
            Some(years) => after(years).map(ValidUntil::Day),
            None => Some(ValidUntil::LongTerm),
        });
        let (kind, birth) = (Some(number.kind()), Some(number.birth_date()));
        let validity = until
            .map(|until| Validity { from, until })
            .find(|validity| validity.faults(kind, birth).is_empty())?;
        match validity.until {
            ValidUntil::Day(last) if last < today => {
                from = ValidFrom::parse(&date::iso(last)).ok()?;
            }
            ValidUntil::Day(_) | ValidUntil::LongTerm => return Some(validity),
        }
    }
}

#[cfg(test)]
mod tests {
    use sscard_shared::{code::District, id_number::IdKind};

    use super::*;
    use crate::{clock::parse_iso_date, register::sample_people};

    fn days() -> impl Iterator<Item = Date> {
        ["2026-06-15", "2029-07-15", "2029-07-16", "2041-01-01"]
            .into_iter()
            .map(|day| parse_iso_date(day).unwrap())
    }

    fn people() -> impl Iterator<Item = InsuredPerson> {
        sample_people().into_iter().map(|(row, _)| row.person)
    }

    fn term(card: &Card) -> (ValidFrom, ValidUntil) {
        let (from, until) = card.term.split_once('-').unwrap();
        (ValidFrom::parse(from).unwrap(), ValidUntil::parse(until).unwrap())
    }

    #[test]
    fn the_font_has_every_character_of_the_cards() {
        let font = include_str!("../../samples/cards.characters.txt");
        let script = include_str!("../routes/sandbox/cards.js");
        let today = parse_iso_date("2026-11-30").unwrap();
        let cards = people().map(|person| {
            serde_json::to_string(&Card::for_person(&person, today).unwrap()).unwrap()
        });
        for text in cards.chain([script.to_owned()]) {
            let missing: String =
                text.chars().filter(|c| !c.is_control() && !font.contains(*c)).collect();
            assert_eq!(missing, "");
        }
    }

    #[test]
    fn every_sample_person_has_a_valid_card_on_each_day() {
        assert_eq!(SAMPLE_CARDS.lines().count() - 1, people().count());
        for today in days() {
            for person in people() {
                let card = Card::for_person(&person, today).expect(&person.name);
                let number = IdNumber::parse(&card.id_number, today).unwrap();
                let (from, until) = term(&card);
                assert_eq!((from.fault_on(today), until.fault_on(today)), (None, None), "{card:?}");
                let birth = Some(number.birth_date());
                let faults = Validity { from, until }.faults(Some(number.kind()), birth);
                assert!(faults.is_empty(), "{card:?}: {faults:?}");
            }
        }
    }

    #[test]
    fn a_card_has_its_documents_values_and_its_numbers_district() {
        let today = parse_iso_date("2026-06-15").unwrap();
        for person in people() {
            let card = Card::for_person(&person, today).unwrap();
            let kind = IdNumber::parse(&card.id_number, today).unwrap().kind();
            let optional_cell = (card.ethnicity.is_some(), card.address.is_some());
            match kind {
                IdKind::ResidentCard => assert_eq!(optional_cell, (true, true), "{card:?}"),
                IdKind::HongKongPermit | IdKind::MacaoPermit | IdKind::TaiwanPermit => {
                    assert_eq!(optional_cell, (false, true), "{card:?}");
                }
                IdKind::PermanentResident | IdKind::PermanentResident2017 => {
                    assert_eq!(optional_cell, (false, false), "{card:?}");
                }
            }
            if let Some(district) = District::parse(&card.id_number[..6]) {
                let address = Address::parse(card.address.as_deref().unwrap()).unwrap();
                assert_eq!(address.district(), Some(district), "{card:?}");
            }
        }
    }

    #[test]
    fn terms_follow_the_age_and_expired_cards_are_renewed() {
        let term_on = |number: &str, day: &str| {
            let person = people().find(|person| person.id_number == number).unwrap();
            Card::for_person(&person, parse_iso_date(day).unwrap()).unwrap().term
        };
        for (number, day, term) in [
            ("110108199003072011", "2026-06-15", "2016.04.12-2036.04.12"),
            ("110102200106202031", "2026-06-15", "2018.09.03-2028.09.03"),
            ("110102200106202031", "2030-01-01", "2028.09.03-2048.09.03"),
            ("11010119550101206X", "2026-06-15", "2006.11.08-长期"),
            ("110108202001013039", "2028-02-14", "2023.02.14-2028.02.14"),
            ("110108202001013039", "2028-02-15", "2028.02.14-2033.02.14"),
            ("911840198802140010", "2026-06-15", "2024.05.20-2034.05.20"),
            ("810000199003070015", "2026-06-15", "2023.03.15-2028.03.15"),
        ] {
            assert_eq!(term_on(number, day), term, "{number} on {day}");
        }
    }
}
