//! 证件有效期限: from a day until a day, or 长期.

use crate::{
    Date,
    date::{self, DateError},
    fault::{Fault, FaultCode},
    field::Field,
    id_number::IdKind,
    normalise,
};

/// The word for a card without an end.
pub const LONG_TERM: &str = "长期";

/// 有效期限起: the day of issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ValidFrom(Date);

impl ValidFrom {
    /// Parses a day in any form of [`date::parse`].
    ///
    /// # Errors
    /// Why it is not a day.
    pub fn parse(input: &str) -> Result<Self, DateError> {
        date::parse(input).map(Self)
    }

    /// The day.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }

    /// What the day alone shows to be wrong on a day.
    #[must_use]
    pub fn fault_on(self, today: Date) -> Option<Fault> {
        (self.0 > today).then(|| {
            Fault::hard(
                Field::ValidFrom,
                FaultCode::NotYetValid,
                "证件尚未生效：开始日期晚于今天，请核对日期，或在证件生效后再申领",
            )
        })
    }
}

impl std::fmt::Display for ValidFrom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&date::iso(self.0))
    }
}

/// 有效期限止: the last day of validity, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidUntil {
    /// Good through this day.
    Day(Date),
    /// 长期.
    LongTerm,
}

impl ValidUntil {
    /// Parses a day in any form of [`date::parse`], or `长期`, also written `长期有效`.
    ///
    /// # Errors
    /// Why it is neither.
    pub fn parse(input: &str) -> Result<Self, DateError> {
        match normalise::compact(input).as_str() {
            LONG_TERM | "长期有效" => Ok(Self::LongTerm),
            text => date::parse(text).map(Self::Day),
        }
    }

    /// What the end alone shows to be wrong on a day.
    #[must_use]
    pub fn fault_on(self, today: Date) -> Option<Fault> {
        match self {
            Self::Day(day) if day < today => Some(Fault::hard(
                Field::ValidUntil,
                FaultCode::Expired,
                "证件已过有效期，请换领新证件后再申领；如填写有误，请核对截止日期",
            )),
            Self::Day(_) | Self::LongTerm => None,
        }
    }
}

impl std::fmt::Display for ValidUntil {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => f.write_str(&date::iso(*day)),
            Self::LongTerm => f.write_str(LONG_TERM),
        }
    }
}

/// Both ends of a document's validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The day of issue.
    pub from: ValidFrom,
    /// The last day, or 长期.
    pub until: ValidUntil,
}

impl Validity {
    /// What the two ends, with the kind of document and the birth date, show to be wrong.
    ///
    /// The term of a resident card follows the age **on the day of issue**, never today's (居民身份证法 第五条):
    /// 5 years under 16, 10 from 16 to 25, 20 from 26 to 45, 长期 from 46. Other documents' terms only advise.
    #[must_use]
    pub fn faults(self, kind: Option<IdKind>, birth: Option<Date>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let from = self.from.date();
        if birth.is_some_and(|birth| from < birth) {
            faults.push(Fault::hard(
                Field::ValidFrom,
                FaultCode::Order,
                "有效期限的开始日期早于出生日期，请核对",
            ));
            return faults;
        }
        if let ValidUntil::Day(until) = self.until
            && until <= from
        {
            faults.push(Fault::hard(
                Field::ValidUntil,
                FaultCode::Order,
                "有效期限的截止日期应晚于开始日期，请核对两个日期",
            ));
            return faults;
        }
        let Some(kind) = kind else { return faults };
        let age = birth.map(|birth| date::age_on(birth, from));
        let wanted = match (kind, age) {
            (IdKind::ResidentCard, None) => None,
            (IdKind::ResidentCard, Some(..16)) => {
                self.wrong_term(&[5], "签发时未满16周岁的身份证有效期为5年，请核对起止日期")
            }
            (IdKind::ResidentCard, Some(16..=25)) => {
                self.wrong_term(&[10], "签发时16至25周岁的身份证有效期为10年，请核对起止日期")
            }
            (IdKind::ResidentCard, Some(26..=45)) => {
                self.wrong_term(&[20], "签发时26至45周岁的身份证有效期为20年，请核对起止日期")
            }
            (IdKind::ResidentCard, Some(46..)) => {
                self.wrong_term(&[], "签发时满46周岁的身份证长期有效，请核对起止日期")
            }
            (IdKind::HongKongPermit | IdKind::MacaoPermit | IdKind::TaiwanPermit, _) => {
                self.wrong_term(&[5], "港澳台居民居住证的有效期一般为5年，请核对起止日期")
            }
            (IdKind::PermanentResident | IdKind::PermanentResident2017, Some(..18)) => self
                .wrong_term(
                    &[5],
                    "签发时未满18周岁的永久居留身份证有效期一般为5年，请核对起止日期",
                ),
            (IdKind::PermanentResident | IdKind::PermanentResident2017, _) => {
                self.wrong_term(&[10, 5], "外国人永久居留身份证的有效期一般为10年，请核对起止日期")
            }
        };
        if let Some(words) = wanted {
            faults.push(match kind {
                IdKind::ResidentCard => Fault::hard(Field::ValidUntil, FaultCode::Term, words),
                _ => Fault::soft(Field::ValidUntil, FaultCode::Term, words),
            });
        }
        faults
    }

    /// The words, unless the term is one of these numbers of years; none at all means 长期.
    fn wrong_term(self, years: &[i32], words: &'static str) -> Option<&'static str> {
        let right = match self.until {
            ValidUntil::LongTerm => years.is_empty(),
            ValidUntil::Day(until) => {
                years.iter().any(|years| is_anniversary(self.from.date(), until, *years))
            }
        };
        (!right).then_some(words)
    }
}

/// Whether `until` is the same day of the year, so many years later.
///
/// How the end is printed that falls on the 29 February of a common year is not published: 28 February and 1 March are
/// both taken.
pub(crate) fn is_anniversary(from: Date, until: Date, years: i32) -> bool {
    let leap_day = (from.month() as u8, from.day()) == (2, 29);
    let end = (until.month() as u8, until.day());
    until.year() - from.year() == years
        && (end == (from.month() as u8, from.day()) || leap_day && matches!(end, (2, 28) | (3, 1)))
}
