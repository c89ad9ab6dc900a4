//! How many pictures are read and wait at one time, and the refusal of the others.
//!
//! Reading has threads of its own, one fewer than the machine has cores, so that uploads and submits never wait for a reader.

use std::{
    num::NonZero,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use sscard_shared::Date;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{ReadingEngine, RecognisedText};
use crate::{
    config,
    error::Error,
    metrics::{GaugeGuard, ReadingMetrics},
};

/// How long a reading takes, until one has been measured.
const FIRST_ESTIMATE: Duration = Duration::from_secs(2);
/// The weight of the newest reading in the mean.
const NEWEST_WEIGHT: f64 = 0.2;

/// The engine and its queue.
#[derive(Debug)]
pub struct Readers {
    engine: Box<dyn ReadingEngine>,
    /// A permit for every picture that is read or waits. A request without one is refused.
    admitted: Arc<Semaphore>,
    /// A permit for every picture that is read, handed out in the order of arrival.
    working: Arc<Semaphore>,
    threads: usize,
    queue: usize,
    mean: Mutex<Duration>,
    metrics: ReadingMetrics,
}

/// The right to have one picture read now.
#[derive(Debug)]
pub struct ReadingSlot {
    _admitted: OwnedSemaphorePermit,
    _working: OwnedSemaphorePermit,
    _gauge: GaugeGuard,
}

impl Readers {
    /// The readers of the settings.
    #[must_use]
    pub fn new(
        engine: Box<dyn ReadingEngine>,
        settings: &config::ReadingSettings,
        metrics: ReadingMetrics,
    ) -> Self {
        let threads = thread_count(settings.threads);
        let admitted = threads.saturating_add(settings.queue).min(Semaphore::MAX_PERMITS);
        Self {
            engine,
            admitted: Arc::new(Semaphore::new(admitted)),
            working: Arc::new(Semaphore::new(threads)),
            threads,
            queue: settings.queue,
            mean: Mutex::new(FIRST_ESTIMATE),
            metrics,
        }
    }

    /// Waits for a free thread. A request that is dropped leaves the queue.
    ///
    /// # Errors
    /// [`Error::Overloaded`] at once, where the queue is full.
    pub async fn acquire_slot(&self) -> Result<ReadingSlot, Error> {
        let Ok(admitted) = Arc::clone(&self.admitted).try_acquire_owned() else {
            self.metrics.count_refusal();
            return Err(Error::Overloaded { retry_after: self.retry_after_seconds() });
        };
        let (waiting, started) = (self.metrics.start_waiting(), Instant::now());
        let stopped = |_| Error::Internal(String::from("the readers have stopped"));
        let working = Arc::clone(&self.working).acquire_owned().await.map_err(stopped)?;
        drop(waiting);
        self.metrics.record_wait(started.elapsed());
        Ok(ReadingSlot {
            _admitted: admitted,
            _working: working,
            _gauge: self.metrics.start_working(),
        })
    }

    /// Has a picture read.
    ///
    /// # Errors
    /// Those of the engine.
    pub async fn read(
        &self,
        slot: ReadingSlot,
        picture: Bytes,
        today: Date,
    ) -> Result<RecognisedText, Error> {
        let started = Instant::now();
        let text = self.engine.recognise(picture, today).await;
        drop(slot);
        let duration = started.elapsed();
        self.metrics.record_duration(duration);
        if text.is_ok() {
            let mut mean = self.mean.lock().unwrap_or_else(PoisonError::into_inner);
            *mean = mean.mul_f64(1.0 - NEWEST_WEIGHT) + duration.mul_f64(NEWEST_WEIGHT);
        }
        text
    }

    /// The seconds until the pictures that wait now have been read.
    fn retry_after_seconds(&self) -> u32 {
        let mean = *self.mean.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = mean.as_secs_f64() * self.queue.max(1) as f64 / self.threads as f64;
        // A cast stops at the ends of the type.
        seconds.ceil().max(1.0) as u32
    }
}

/// One thread for every core but one, at least one, where the settings name no number.
fn thread_count(configured: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    if configured == 0 {
        cores.saturating_sub(1).max(1)
    } else {
        configured.min(Semaphore::MAX_PERMITS)
    }
}
