//! How many pictures are read at one time, how many wait, and what the others are told.
//!
//! Reading has threads of its own, one fewer than the machine has cores: whoever uploads or submits never waits for a reader.

use std::{
    num::NonZero,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use sscard_shared::Date;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Engine, Seen};
use crate::{
    config,
    error::Error,
    metrics::{Counted, ReadingNumbers},
};

/// How long a reading takes, until one has been done.
const FIRST_ESTIMATE: Duration = Duration::from_secs(2);
/// The weight of the newest reading in the mean.
const NEWEST: f64 = 0.2;

/// The engine and the queue before it.
#[derive(Debug)]
pub struct Readers {
    engine: Box<dyn Engine>,
    /// A permit for everyone who is read or waits: who gets none is turned away.
    inside: Arc<Semaphore>,
    /// A permit for everyone who is read; handed out in the order of coming.
    working: Arc<Semaphore>,
    threads: usize,
    queue: usize,
    mean: Mutex<Duration>,
    numbers: ReadingNumbers,
}

/// The right to have one picture read now.
#[derive(Debug)]
pub struct Place {
    _inside: OwnedSemaphorePermit,
    _working: OwnedSemaphorePermit,
    _counted: Counted,
}

impl Readers {
    /// Readers as the settings ask for.
    #[must_use]
    pub fn new(
        engine: Box<dyn Engine>,
        settings: &config::Reading,
        numbers: ReadingNumbers,
    ) -> Self {
        let threads = threads(settings.threads);
        let inside = threads.saturating_add(settings.queue).min(Semaphore::MAX_PERMITS);
        Self {
            engine,
            inside: Arc::new(Semaphore::new(inside)),
            working: Arc::new(Semaphore::new(threads)),
            threads,
            queue: settings.queue,
            mean: Mutex::new(FIRST_ESTIMATE),
            numbers,
        }
    }

    /// Waits for its turn; whoever stops waiting leaves the queue.
    ///
    /// # Errors
    /// [`Error::Overloaded`] where the queue is full, at once.
    pub async fn place(&self) -> Result<Place, Error> {
        let Ok(inside) = Arc::clone(&self.inside).try_acquire_owned() else {
            self.numbers.turned_away();
            return Err(Error::Overloaded { retry_after: self.patience() });
        };
        let (waiting, began) = (self.numbers.waiting(), Instant::now());
        let stopped = |_| Error::Internal(String::from("the readers have stopped"));
        let working = Arc::clone(&self.working).acquire_owned().await.map_err(stopped)?;
        drop(waiting);
        self.numbers.waited(began.elapsed());
        Ok(Place { _inside: inside, _working: working, _counted: self.numbers.working() })
    }

    /// Has a picture read.
    ///
    /// # Errors
    /// Those of the engine.
    pub async fn look(&self, place: Place, picture: Bytes, today: Date) -> Result<Seen, Error> {
        let began = Instant::now();
        let seen = self.engine.look(picture, today).await;
        drop(place);
        let took = began.elapsed();
        self.numbers.took(took);
        if seen.is_ok() {
            let mut mean = self.mean.lock().unwrap_or_else(PoisonError::into_inner);
            *mean = mean.mul_f64(1.0 - NEWEST) + took.mul_f64(NEWEST);
        }
        seen
    }

    /// The seconds until all those who wait now will have been read.
    fn patience(&self) -> u32 {
        let mean = *self.mean.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = mean.as_secs_f64() * self.queue.max(1) as f64 / self.threads as f64;
        // A cast stops at the ends of the type.
        seconds.ceil().max(1.0) as u32
    }
}

/// One for every core but one, at least one, where the settings name no number.
fn threads(set: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    if set == 0 { cores.saturating_sub(1).max(1) } else { set.min(Semaphore::MAX_PERMITS) }
}
