//! The metrics of the service for an operator's monitoring: counts and times, without personal data.

use std::time::Duration;

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// The upper bounds of the histograms' buckets, in seconds.
const SECONDS: [f64; 10] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// All metrics.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    readings: ReadingNumbers,
    passwords: PasswordNumbers,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("sscard");
        let readings = ReadingNumbers::new(&mut registry);
        let passwords = PasswordNumbers::new(&mut registry);
        Self { registry, readings, passwords }
    }
}

impl Metrics {
    /// The metrics of reading cards.
    #[must_use]
    pub const fn readings(&self) -> &ReadingNumbers {
        &self.readings
    }

    /// The metrics of checking passwords.
    #[must_use]
    pub const fn passwords(&self) -> &PasswordNumbers {
        &self.passwords
    }

    /// All metrics in the text format of Prometheus.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// How a reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A side of a card was recognised.
    Read,
    /// No side of a card was recognised.
    NoCard,
    /// The engine failed.
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    outcome: &'static str,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Read, Self::NoCard, Self::Failed];

    const fn ended(self) -> Ended {
        let outcome = match self {
            Self::Read => "read",
            Self::NoCard => "no_card",
            Self::Failed => "failed",
        };
        Ended { outcome }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Checked {
    outcome: &'static str,
}

/// The metrics of checking passwords; clones share the counts. Names without an account count as wrong.
#[derive(Clone, Debug)]
pub struct PasswordNumbers(Family<Checked, Counter>);

impl PasswordNumbers {
    fn new(registry: &mut Registry) -> Self {
        let new = Self(Family::default());
        registry.register("passwords", "Passwords checked, by how it ended", new.0.clone());
        for right in [true, false] {
            drop(new.0.get_or_create(&Self::outcome(right)));
        }
        new
    }

    const fn outcome(right: bool) -> Checked {
        Checked { outcome: if right { "right" } else { "wrong" } }
    }

    /// Counts a checked password.
    pub fn checked(&self, right: bool) {
        self.0.get_or_create(&Self::outcome(right)).inc();
    }
}

/// The metrics of reading cards; clones share the counts.
#[derive(Clone, Debug)]
pub struct ReadingNumbers {
    waiting: Gauge,
    working: Gauge,
    ended: Family<Ended, Counter>,
    turned_away: Counter,
    waited: Histogram,
    took: Histogram,
}

/// Counts one picture that waits or is read, until it is dropped.
#[derive(Debug)]
pub struct Counted(Gauge);

impl Counted {
    fn among(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl ReadingNumbers {
    fn new(registry: &mut Registry) -> Self {
        let new = Self {
            waiting: Gauge::default(),
            working: Gauge::default(),
            ended: Family::default(),
            turned_away: Counter::default(),
            waited: Histogram::new(SECONDS),
            took: Histogram::new(SECONDS),
        };
        registry.register("readings_waiting", "Pictures that wait to be read", new.waiting.clone());
        registry.register("readings_working", "Pictures being read", new.working.clone());
        registry.register("readings", "Pictures read, by how it ended", new.ended.clone());
        registry.register(
            "readings_refused",
            "Pictures turned away because too many waited",
            new.turned_away.clone(),
        );
        registry.register(
            "reading_wait_seconds",
            "Seconds that pictures waited to be read",
            new.waited.clone(),
        );
        registry.register(
            "reading_seconds",
            "Seconds that it took to read a picture",
            new.took.clone(),
        );
        // A series that exists from the start can be told from a broken one.
        for outcome in Outcome::ALL {
            drop(new.ended.get_or_create(&outcome.ended()));
        }
        new
    }

    /// Counts one more that waits.
    #[must_use]
    pub fn waiting(&self) -> Counted {
        Counted::among(&self.waiting)
    }

    /// Counts one more that is being read.
    #[must_use]
    pub fn working(&self) -> Counted {
        Counted::among(&self.working)
    }

    /// Counts one that was refused.
    pub fn turned_away(&self) {
        self.turned_away.inc();
    }

    /// Records how long one has waited.
    pub fn waited(&self, time: Duration) {
        self.waited.observe(time.as_secs_f64());
    }

    /// Records how long one was worked on.
    pub fn took(&self, time: Duration) {
        self.took.observe(time.as_secs_f64());
    }

    /// Counts one that has ended.
    pub fn ended(&self, outcome: Outcome) {
        self.ended.get_or_create(&outcome.ended()).inc();
    }
}
