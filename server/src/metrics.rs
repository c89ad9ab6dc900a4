//! The numbers of the service for an operator's monitoring: counts and times, and nothing of anybody.

use std::time::Duration;

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// Upper ends of the classes of seconds that are told apart.
const SECONDS: [f64; 10] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// Every number that is told.
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
    /// The numbers of reading cards.
    #[must_use]
    pub const fn readings(&self) -> &ReadingNumbers {
        &self.readings
    }

    /// The numbers of checking passwords.
    #[must_use]
    pub const fn passwords(&self) -> &PasswordNumbers {
        &self.passwords
    }

    /// All of them in the text format that Prometheus reads.
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
    /// A card's side was told.
    Read,
    /// No side of a card was told.
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

/// The numbers of checking passwords; a clone counts into the same. Names that are nobody's count among the wrong ones.
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

    /// One was checked.
    pub fn checked(&self, right: bool) {
        self.0.get_or_create(&Self::outcome(right)).inc();
    }
}

/// The numbers of reading cards; a clone counts into the same.
#[derive(Clone, Debug)]
pub struct ReadingNumbers {
    waiting: Gauge,
    working: Gauge,
    ended: Family<Ended, Counter>,
    turned_away: Counter,
    waited: Histogram,
    took: Histogram,
}

/// Counts as one of those who wait or work as long as it lives.
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
        // A series that is there from the start is told from one that is broken.
        for outcome in Outcome::ALL {
            drop(new.ended.get_or_create(&outcome.ended()));
        }
        new
    }

    /// One more waits.
    #[must_use]
    pub fn waiting(&self) -> Counted {
        Counted::among(&self.waiting)
    }

    /// One more is being read.
    #[must_use]
    pub fn working(&self) -> Counted {
        Counted::among(&self.working)
    }

    /// One was turned away.
    pub fn turned_away(&self) {
        self.turned_away.inc();
    }

    /// One has waited so long.
    pub fn waited(&self, time: Duration) {
        self.waited.observe(time.as_secs_f64());
    }

    /// One was worked on so long.
    pub fn took(&self, time: Duration) {
        self.took.observe(time.as_secs_f64());
    }

    /// One has ended so.
    pub fn ended(&self, outcome: Outcome) {
        self.ended.get_or_create(&outcome.ended()).inc();
    }
}
