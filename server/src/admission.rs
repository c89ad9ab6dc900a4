//! Who is worked for, and when: bodies arrive within a bound of memory and at a least rate, and only then does a request take a place among those
//! that are worked on. A request that gets no place in time is told to come again.
//!
//! A place is never held while bytes are waited for, so that slow clients cost connections and little memory, and nobody else's time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody as _},
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use bytes::BytesMut;
use futures_util::StreamExt as _;
use sscard_shared::api::FACE_FRAME_MAX_BYTES;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use crate::{app::App, config, error::Error};

/// Memory is shared out in pieces of this many bytes.
const PIECE: usize = 4096;
/// Seconds that a body has before its rate is looked at: a phone that changes its cell sends nothing for a while.
const GRACE: Duration = Duration::from_secs(10);
/// Seconds after which somebody who got no place, or no memory, may ask again.
const RETRY_SECONDS: u32 = 5;

/// The bounds of what arrives and what is worked on.
#[derive(Debug)]
pub struct Admission {
    memory: Arc<Semaphore>,
    places: Arc<Semaphore>,
    wait: Duration,
    least_rate: u64,
    uploads: Uploads,
}

/// A body that is here, with its share of the memory.
#[derive(Debug)]
pub struct ReceivedBody {
    bytes: Bytes,
    _memory: Option<OwnedSemaphorePermit>,
}

impl ReceivedBody {
    /// The bytes. A clone is no copy.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }
}

/// A place among the requests that are worked on; it is free again when this is dropped.
#[derive(Debug)]
pub struct Place(
    #[expect(dead_code, reason = "dropping it gives the place back")] OwnedSemaphorePermit,
);

impl Admission {
    /// The bounds that the settings name.
    #[must_use]
    pub fn new(limits: &config::Limits) -> Self {
        Self {
            memory: Arc::new(Semaphore::new(limits.body_megabytes.max(1) * (1 << 20) / PIECE)),
            places: Arc::new(Semaphore::new(limits.concurrent_requests)),
            wait: Duration::from_secs(limits.wait_seconds),
            least_rate: limits.least_bytes_per_second,
            uploads: Uploads::new(limits.uploads_per_person, limits.waiting_uploads_per_person),
        }
    }

    /// Waits for a place, for as long as the settings let anybody wait.
    ///
    /// # Errors
    /// [`Error::Busy`] when none became free.
    pub async fn place(&self) -> Result<Place, Error> {
        match timeout(self.wait, Arc::clone(&self.places).acquire_owned()).await {
            Ok(Ok(place)) => Ok(Place(place)),
            Ok(Err(_)) | Err(_) => Err(Error::Busy { retry_after: RETRY_SECONDS }),
        }
    }

    /// Waits until this person has fewer uploads under way than are allowed at one time.
    ///
    /// # Errors
    /// [`Error::TooMany`] when more of the same person wait already than the settings allow.
    pub async fn upload(&self, person: &str) -> Result<UploadTurn<'_>, Error> {
        self.uploads.begin(person).await
    }

    /// Reads a body of at most so many bytes. Memory is taken as the bytes arrive.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond that; [`Error::TooSlow`] when it comes slower than the least rate; [`Error::Busy`] when bodies fill the memory
    /// that they may; [`Error::BadRequest`] when it breaks off.
    pub async fn read(&self, body: Body, most: usize) -> Result<ReceivedBody, Error> {
        if body.size_hint().lower() > most as u64 {
            return Err(Error::TooLarge);
        }
        let begun = Instant::now();
        let mut stream = body.into_data_stream();
        let mut bytes = BytesMut::new();
        let mut memory: Option<OwnedSemaphorePermit> = None;
        loop {
            let chunk = match timeout(self.patience(begun, bytes.len()), stream.next()).await {
                Err(_) => return Err(Error::TooSlow),
                Ok(None) => break,
                Ok(Some(Err(_))) => return Err(Error::BadRequest),
                Ok(Some(Ok(chunk))) => chunk,
            };
            if bytes.len() + chunk.len() > most {
                return Err(Error::TooLarge);
            }
            let held = memory.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
            let wanted = (bytes.len() + chunk.len()).div_ceil(PIECE).saturating_sub(held);
            if wanted > 0 {
                let more = self.take_memory(wanted)?;
                match &mut memory {
                    Some(memory) => memory.merge(more),
                    None => memory = Some(more),
                }
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(ReceivedBody { bytes: bytes.freeze(), _memory: memory })
    }

    fn take_memory(&self, pieces: usize) -> Result<OwnedSemaphorePermit, Error> {
        let pieces = u32::try_from(pieces).map_err(|_| Error::TooLarge)?;
        Arc::clone(&self.memory)
            .try_acquire_many_owned(pieces)
            .map_err(|_| Error::Busy { retry_after: RETRY_SECONDS })
    }

    /// How long the next bytes may take, so that the whole stays above the least rate.
    fn patience(&self, begun: Instant, received: usize) -> Duration {
        let earned = Duration::from_secs(received as u64 / self.least_rate.max(1));
        (begun + GRACE + earned).saturating_duration_since(Instant::now())
    }
}

/// Reads the body of a request and takes a place for it, then lets it be worked on.
pub async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let most = app.config.limits.json_bytes;
    run_admitted(&app, request, most, next).await
}

/// The same for a frame of a live camera.
pub async fn admit_frame(State(app): State<App>, request: Request, next: Next) -> Response {
    run_admitted(&app, request, FACE_FRAME_MAX_BYTES, next).await
}

async fn run_admitted(app: &App, request: Request, most: usize, next: Next) -> Response {
    match admitted(app, request, most).await {
        Ok((_place, request)) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn admitted(app: &App, request: Request, most: usize) -> Result<(Place, Request), Error> {
    let (parts, body) = request.into_parts();
    let has_body = !matches!(parts.method, Method::GET | Method::HEAD)
        || parts.headers.contains_key(header::TRANSFER_ENCODING);
    let body = if has_body { app.admission.read(body, most).await?.bytes() } else { Bytes::new() };
    let place = app.admission.place().await?;
    Ok((place, Request::from_parts(parts, Body::from(body))))
}

/// The uploads of each person that are under way or wait.
#[derive(Debug)]
struct Uploads {
    at_once: usize,
    waiting: usize,
    people: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// The right of a person to one upload; the next one's turn comes when this is dropped.
#[derive(Debug)]
pub struct UploadTurn<'a> {
    uploads: &'a Uploads,
    person: String,
    turns: Option<Arc<Semaphore>>,
    turn: Option<OwnedSemaphorePermit>,
}

impl Uploads {
    fn new(at_once: usize, waiting: usize) -> Self {
        Self { at_once: at_once.max(1), waiting, people: Mutex::default() }
    }

    async fn begin(&self, person: &str) -> Result<UploadTurn<'_>, Error> {
        let turns = {
            let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
            let turns = people
                .entry(person.to_owned())
                .or_insert_with(|| Arc::new(Semaphore::new(self.at_once)));
            // Who has a turn holds two, and who waits two as well.
            if Arc::strong_count(turns) > 2 * (self.at_once + self.waiting) {
                return Err(Error::too_many(
                    i64::from(RETRY_SECONDS),
                    "同时上传的图片过多，请等前面的上传完成后再试",
                ));
            }
            Arc::clone(turns)
        };
        // Made before the turn has come: whoever goes away while waiting is forgotten as well.
        let waiting = Arc::clone(&turns);
        let mut upload =
            UploadTurn { uploads: self, person: person.to_owned(), turns: Some(turns), turn: None };
        upload.turn = waiting.acquire_owned().await.ok();
        Ok(upload)
    }
}

impl Drop for UploadTurn<'_> {
    fn drop(&mut self) {
        drop((self.turn.take(), self.turns.take()));
        let mut people = self.uploads.people.lock().unwrap_or_else(PoisonError::into_inner);
        if people.get(&self.person).is_some_and(|turns| Arc::strong_count(turns) == 1) {
            people.remove(&self.person);
        }
    }
}
