//! Calendar dates as people write them.

use crate::{
    Date,
    fault::{FaultCode, Refusal},
    normalise,
};

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not year, month and day.
    #[error("日期格式不正确，请按年-月-日填写，例如2024-01-01")]
    Format,
    /// Year, month and day, but no such day.
    #[error("日历上没有这一天，请核对年、月、日")]
    NotADate,
    /// A day that has not come yet, where one is wanted that has.
    #[error("日期不能晚于今天，请核对年份")]
    Future,
    /// Before 1900, or longer ago than a person lives.
    #[error("日期过早，请核对年份")]
    TooLongAgo,
}

impl Refusal for DateError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Format => FaultCode::Format,
            Self::NotADate => FaultCode::NotADate,
            Self::Future => FaultCode::Future,
            Self::TooLongAgo => FaultCode::TooLongAgo,
        }
    }
}

/// Parses a date: `2024-01-01`, `2024.1.1`, `2024/1/1`, `20240101` or `2024年1月1日`.
///
/// # Errors
/// [`DateError::Format`] for another form, [`DateError::NotADate`] for a day that the calendar does not have.
pub fn parse(input: &str) -> Result<Date, DateError> {
    let compact = normalise::compact(input);
    let text = compact.strip_suffix(['日', '号']).unwrap_or(&compact);
    let parts: Vec<&str> = text.split(['-', '.', '/', '年', '月']).collect();
    match parts.as_slice() {
        [digits] if digits.len() == 8 && digits.is_ascii() => {
            from_digits(&digits[..4], &digits[4..6], &digits[6..])
        }
        [year, month, day]
            if year.len() == 4 && matches!(month.len(), 1 | 2) && matches!(day.len(), 1 | 2) =>
        {
            from_digits(year, month, day)
        }
        _ => Err(DateError::Format),
    }
}

/// The date of three runs of digits.
///
/// # Errors
/// [`DateError::Format`] where they are not digits, [`DateError::NotADate`] where the calendar has no such day.
pub(crate) fn from_digits(year: &str, month: &str, day: &str) -> Result<Date, DateError> {
    if ![year, month, day].into_iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(DateError::Format);
    }
    let year: i32 = year.parse().map_err(|_| DateError::Format)?;
    let month: u8 = month.parse().map_err(|_| DateError::Format)?;
    let day: u8 = day.parse().map_err(|_| DateError::Format)?;
    if year == 0 {
        return Err(DateError::NotADate);
    }
    let month = time::Month::try_from(month).map_err(|_| DateError::NotADate)?;
    Date::from_calendar_date(year, month, day).map_err(|_| DateError::NotADate)
}

/// `2024-01-01`.
#[must_use]
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Full years lived on a day; somebody born on 29 February grows older on 1 March of a common year.
#[must_use]
pub fn age_on(birth: Date, day: Date) -> i32 {
    let years = day.year() - birth.year();
    if (day.month() as u8, day.day()) < (birth.month() as u8, birth.day()) {
        years - 1
    } else {
        years
    }
}

/// Refuses what cannot be a living person's birth date: the future, before 1900, and more than 130 years ago.
///
/// # Errors
/// [`DateError::Future`] and [`DateError::TooLongAgo`].
pub(crate) fn plausible_birth(birth: Date, today: Date) -> Result<Date, DateError> {
    if birth > today {
        Err(DateError::Future)
    } else if birth.year() < 1900 || age_on(birth, today) > 130 {
        Err(DateError::TooLongAgo)
    } else {
        Ok(birth)
    }
}

/// 出生日期: a real day, not in the future, not before 1900 nor more than 130 years ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BirthDate(Date);

impl BirthDate {
    /// Parses a birth date in any of the forms of [`parse`].
    ///
    /// # Errors
    /// Why it is not one.
    pub fn parse(input: &str, today: Date) -> Result<Self, DateError> {
        plausible_birth(parse(input)?, today).map(Self)
    }

    /// The day.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }
}

impl std::fmt::Display for BirthDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&iso(self.0))
    }
}
