//! The holder of a card and what the card says. The person is made up, but holds every rule.

use sscard_shared::Date;
use sscard_shared::code::Sex;
use sscard_shared::date::age_on;
use sscard_shared::dictionary::{Dictionary, Word};
use sscard_shared::validity::LONG_TERM;
use time::Duration;

use super::name;
use super::region::Region;
use crate::random::Random;

/// The first day on which cards of this kind were issued (2004-03-29).
const FIRST_ISSUE: Date = day(2004, 89);
/// The last day on which a specimen is issued. It is fixed, so that a seed gives the same specimens on every day.
const LAST_ISSUE: Date = day(2026, 181);
const FIRST_BIRTH: Date = day(1930, 1);
const LAST_BIRTH: Date = day(2015, 365);
/// How many ethnic groups there are. Higher codes belong to people of no group.
const ETHNIC_GROUPS: usize = 56;

/// A day of a year, counted from 1.
const fn day(year: i32, ordinal: u16) -> Date {
    match Date::from_ordinal_date(year, ordinal) {
        Ok(date) => date,
        Err(_) => panic!("the calendar has no such day"),
    }
}

/// What both sides of a card say.
#[derive(Clone, Debug)]
pub(crate) struct CardHolder {
    /// The number that identifies the holder.
    pub(crate) number: u64,
    pub(crate) name: String,
    pub(crate) sex: Sex,
    pub(crate) ethnicity: Word,
    pub(crate) birth_date: Date,
    pub(crate) address: String,
    pub(crate) id_number: String,
    pub(crate) authority: &'static str,
    pub(crate) valid_from: Date,
    /// The last day of validity; `None` for 长期.
    pub(crate) valid_until: Option<Date>,
}

impl CardHolder {
    /// Makes the holder of a number. Three of four holders take the ethnic groups in turn, so that every group occurs; the rest are Han.
    pub(crate) fn new(seed: u64, number: u64, printable: impl Fn(char) -> bool) -> Self {
        let mut random = Random::new(seed ^ 0x1d_ca4d, number);
        let turn = usize::try_from(number).unwrap_or_default();
        let groups = &Dictionary::Ethnicity.words()[..ETHNIC_GROUPS];
        let ethnicity = groups[if turn % 4 == 3 { 0 } else { (turn - turn / 4) % ETHNIC_GROUPS }];
        let sex = if random.flip_coin() { Sex::Male } else { Sex::Female };
        let name = name::choose_name(ethnicity.code, sex, printable, &mut random);
        let birth_date = random_date(FIRST_BIRTH, LAST_BIRTH, &mut random);
        let region = Region::choose(&mut random);
        // People move, but an ID number keeps the region of the first registration.
        let birth_region = if random.chance(0.3) { Region::choose(&mut random) } else { region };
        let id_number = make_id_number(birth_region.code, birth_date, sex, &mut random);
        let address = region.address(&mut random);
        let (valid_from, valid_until) = choose_term(birth_date, &mut random);
        Self {
            number,
            name,
            sex,
            ethnicity,
            birth_date,
            address,
            id_number,
            authority: region.authority,
            valid_from,
            valid_until,
        }
    }

    /// The ethnic group as a card prints it: 汉, not 汉族.
    pub(crate) fn printed_ethnicity(&self) -> &'static str {
        self.ethnicity.name.strip_suffix('族').unwrap_or(self.ethnicity.name)
    }

    /// The term as a card prints it: `2014.03.21-2034.03.21` or `2014.03.21-长期`.
    pub(crate) fn printed_term(&self) -> String {
        let printed = |date: Date| {
            format!("{:04}.{:02}.{:02}", date.year(), u8::from(date.month()), date.day())
        };
        let until = self.valid_until.map_or_else(|| LONG_TERM.to_owned(), printed);
        format!("{}-{until}", printed(self.valid_from))
    }
}

fn random_date(first: Date, last: Date, random: &mut Random) -> Date {
    let days = usize::try_from((last - first).whole_days()).unwrap_or_default();
    let days = i64::try_from(random.below(days + 1)).unwrap_or_default();
    first.saturating_add(Duration::days(days))
}

/// Makes an ID number by GB 11643: region, birth date, a sequence number that is odd for men, and the check digit of ISO 7064 MOD 11-2.
fn make_id_number(region: &str, birth: Date, sex: Sex, random: &mut Random) -> String {
    let sequence = 2 * random.below(499) + 1 + usize::from(sex == Sex::Female);
    let (year, month, day) = (birth.year(), u8::from(birth.month()), birth.day());
    let mut number = format!("{region}{year:04}{month:02}{day:02}{sequence:03}");
    let sum = number.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    number.push(match (12 - sum) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('X'),
    });
    number
}

/// Chooses the first and the last day of validity. The term follows from the age on the day of issue (居民身份证法 第五条).
fn choose_term(birth: Date, random: &mut Random) -> (Date, Option<Date>) {
    // One card in ten may have run out: such cards are rare, but applicants do photograph them.
    let must_be_valid = random.chance(0.9);
    loop {
        let from = random_date(birth.max(FIRST_ISSUE), LAST_ISSUE, random);
        let years = match age_on(birth, from) {
            ..16 => 5,
            16..=25 => 10,
            26..=45 => 20,
            46.. => return (from, None),
        };
        // A term that begins on 29 February ends on the last day of a February.
        let year = from.year() + years;
        let until = from
            .replace_year(year)
            .or_else(|_| from.saturating_sub(Duration::DAY).replace_year(year))
            .unwrap_or(Date::MAX);
        if until > LAST_ISSUE || !must_be_valid {
            return (from, Some(until));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sscard_shared::address::Address;
    use sscard_shared::id_number::{IdKind, IdNumber};
    use sscard_shared::validity::{ValidFrom, ValidUntil, Validity};

    use super::*;

    const TODAY: Date = day(2026, 300);

    fn holders() -> impl Iterator<Item = CardHolder> {
        (0..600).map(|number| CardHolder::new(9, number, |_| true))
    }

    #[test]
    fn every_number_carries_the_birth_date_and_the_sex() {
        for holder in holders() {
            let number = IdNumber::parse(&holder.id_number, TODAY).unwrap();
            assert_eq!(number.kind(), IdKind::ResidentCard);
            assert_eq!(number.birth_date(), holder.birth_date);
            assert_eq!(number.sex(), Some(holder.sex));
        }
        assert!(holders().any(|holder| holder.id_number.ends_with('X')));
    }

    #[test]
    fn every_term_follows_the_age_on_the_day_of_issue() {
        let mut terms = BTreeSet::new();
        for holder in holders() {
            let printed = holder.printed_term();
            let (from, until) = printed.split_once('-').unwrap();
            let validity = Validity {
                from: ValidFrom::parse(from).unwrap(),
                until: ValidUntil::parse(until).unwrap(),
            };
            let faults = validity.faults(Some(IdKind::ResidentCard), Some(holder.birth_date));
            assert!(faults.is_empty(), "{holder:?}: {faults:?}");
            terms.insert(holder.valid_until.map(|until| until.year() - holder.valid_from.year()));
        }
        assert_eq!(terms, BTreeSet::from([None, Some(5), Some(10), Some(20)]));
    }

    #[test]
    fn all_ethnic_groups_occur_among_75_holders() {
        for seed in [1, 2, 77] {
            let codes: BTreeSet<_> = (0..75)
                .map(|number| CardHolder::new(seed, number, |_| true).ethnicity.code)
                .collect();
            assert_eq!(codes.len(), ETHNIC_GROUPS);
            assert!(codes.iter().all(|code| (1..=56).contains(&code.parse::<u8>().unwrap())));
        }
    }

    #[test]
    fn addresses_hold_the_rules_and_take_one_to_four_lines() {
        // Digits and letters are about six tenths as wide as Han characters. A line holds eleven Han characters.
        let mut lines = BTreeSet::new();
        for holder in holders() {
            assert!(Address::parse(&holder.address).is_ok(), "{}", holder.address);
            let tenths: usize =
                holder.address.chars().map(|letter| if letter.is_ascii() { 6 } else { 10 }).sum();
            lines.insert(tenths.div_ceil(110));
        }
        assert_eq!(lines, BTreeSet::from([1, 2, 3, 4]));
    }
}
