//! The metrics of the service for an operator's monitoring: counts and times, without personal data.

use std::time::Duration;

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// The upper bounds of the histograms' buckets, in seconds.
const BUCKET_SECONDS: [f64; 10] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// All metrics.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    readings: ReadingMetrics,
    passwords: PasswordMetrics,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("sscard");
        let readings = ReadingMetrics::new(&mut registry);
        let passwords = PasswordMetrics::new(&mut registry);
        Self { registry, readings, passwords }
    }
}

impl Metrics {
    /// The metrics of reading cards.
    #[must_use]
    pub const fn readings(&self) -> &ReadingMetrics {
        &self.readings
    }

    /// The metrics of checking passwords.
    #[must_use]
    pub const fn passwords(&self) -> &PasswordMetrics {
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
pub enum ReadingOutcome {
    /// A side of a card was recognised.
    Read,
    /// No side of a card was recognised.
    NoCard,
    /// The engine failed.
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReadingLabels {
    outcome: &'static str,
}

impl ReadingOutcome {
    const ALL: [Self; 3] = [Self::Read, Self::NoCard, Self::Failed];

    const fn labels(self) -> ReadingLabels {
        let outcome = match self {
            Self::Read => "read",
            Self::NoCard => "no_card",
            Self::Failed => "failed",
        };
        ReadingLabels { outcome }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PasswordLabels {
    outcome: &'static str,
}

/// The metrics of checking passwords; clones share the counts. Names without an account count as wrong.
#[derive(Clone, Debug)]
pub struct PasswordMetrics(Family<PasswordLabels, Counter>);

impl PasswordMetrics {
    fn new(registry: &mut Registry) -> Self {
        let new = Self(Family::default());
        registry.register("passwords", "Passwords checked, by how it ended", new.0.clone());
        for is_right in [true, false] {
            drop(new.0.get_or_create(&Self::labels(is_right)));
        }
        new
    }

    const fn labels(is_right: bool) -> PasswordLabels {
        PasswordLabels { outcome: if is_right { "right" } else { "wrong" } }
    }

    /// Counts a checked password.
    pub fn count_check(&self, is_right: bool) {
        self.0.get_or_create(&Self::labels(is_right)).inc();
    }
}

/// The metrics of reading cards; clones share the counts.
#[derive(Clone, Debug)]
pub struct ReadingMetrics {
    waiting: Gauge,
    working: Gauge,
    ended: Family<ReadingLabels, Counter>,
    turned_away: Counter,
    waited: Histogram,
    took: Histogram,
}

/// Counts one picture that waits or is read, until it is dropped.
#[derive(Debug)]
pub struct GaugeGuard(Gauge);

impl GaugeGuard {
    fn increment(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for GaugeGuard {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl ReadingMetrics {
    fn new(registry: &mut Registry) -> Self {
        let new = Self {
            waiting: Gauge::default(),
            working: Gauge::default(),
            ended: Family::default(),
            turned_away: Counter::default(),
            waited: Histogram::new(BUCKET_SECONDS),
            took: Histogram::new(BUCKET_SECONDS),
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
        // A series that exists from the start can be distinguished from a broken one.
        for outcome in ReadingOutcome::ALL {
            drop(new.ended.get_or_create(&outcome.labels()));
        }
        new
    }

    /// Counts one more that waits.
    #[must_use]
    pub fn start_waiting(&self) -> GaugeGuard {
        GaugeGuard::increment(&self.waiting)
    }

    /// Counts one more that is being read.
    #[must_use]
    pub fn start_working(&self) -> GaugeGuard {
        GaugeGuard::increment(&self.working)
    }

    /// Counts one that was refused.
    pub fn count_refusal(&self) {
        self.turned_away.inc();
    }

    /// Records how long one has waited.
    pub fn record_wait(&self, time: Duration) {
        self.waited.observe(time.as_secs_f64());
    }

    /// Records how long one was worked on.
    pub fn record_duration(&self, time: Duration) {
        self.took.observe(time.as_secs_f64());
    }

    /// Counts one that has ended.
    pub fn count_reading(&self, outcome: ReadingOutcome) {
        self.ended.get_or_create(&outcome.labels()).inc();
    }
}
