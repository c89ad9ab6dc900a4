//! The time: the system's clock when serving, a clock that tests move otherwise.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use sscard_shared::Date;
use time::{OffsetDateTime, UtcOffset};

/// A clock in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands until a test moves it.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at a moment.
    #[must_use]
    pub fn manual_at(seconds: i64) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(seconds)))
    }

    /// Moves a manual clock; the system's clock stays unchanged.
    pub fn advance(&self, seconds: i64) {
        if let Self::Manual(moment) = self {
            moment.fetch_add(seconds, Ordering::SeqCst);
        }
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> i64 {
        match self {
            Self::System => OffsetDateTime::now_utc().unix_timestamp(),
            Self::Manual(seconds) => seconds.load(Ordering::SeqCst),
        }
    }

    /// Today's date in Beijing: eight hours ahead of UTC all year, and no dependence on the machine's time zone.
    #[must_use]
    pub fn today(&self) -> Date {
        OffsetDateTime::from_unix_timestamp(self.now())
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC))
            .date()
    }
}

/// A date as every interface writes it: `2026-01-31`.
#[must_use]
pub fn iso_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Parses a date that [`iso_date`] writes.
#[must_use]
pub fn parse_iso_date(text: &str) -> Option<Date> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(text, format).ok()
}

/// A moment in Beijing, for people: `2026-01-31 09:30:00`.
#[must_use]
pub fn format_moment(seconds: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(seconds)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .to_offset(UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC));
    let (hour, minute, second) = moment.to_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}", iso_date(moment.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_in_beijing_eight_hours_before_utc() {
        let clock = Clock::manual_at(1_767_196_799);
        assert_eq!(iso_date(clock.today()), "2025-12-31");
        clock.advance(1);
        assert_eq!(iso_date(clock.today()), "2026-01-01");
        assert_eq!(format_moment(clock.now()), "2026-01-01 00:00:00");
    }

    #[test]
    fn only_complete_iso_dates_are_parsed() {
        assert_eq!(parse_iso_date("2024-02-29").map(iso_date).as_deref(), Some("2024-02-29"));
        for bad in ["2023-02-29", "2024-2-9", "20240229", "", "2024-02-29 "] {
            assert_eq!(parse_iso_date(bad), None, "{bad}");
        }
    }
}
