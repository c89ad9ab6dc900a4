//! Which requests are worked on, and when. Bodies arrive within a bound of memory and at a least rate, and only then does a request take a
//! slot among those that are worked on. A request that gets no slot in time is refused with a retry time.
//!
//! No slot is held while the server waits for bytes, so that slow clients cost connections and little memory, and do not delay others.

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
    time::{Instant, timeout, timeout_at},
};

use crate::{app::App, config, error::Error};

/// Memory is allotted in pieces of this many bytes.
const MEMORY_PIECE_BYTES: usize = 4096;
/// In each such period a body must bring at least half of the least rate: a phone that changes its cell sends nothing for a while.
const RATE_WINDOW: Duration = Duration::from_secs(20);
/// Seconds after which a request without a slot or memory may be repeated.
const RETRY_SECONDS: u32 = 5;

/// The bounds of the bodies that arrive and of the requests that are worked on.
#[derive(Debug)]
pub struct Admission {
    memory: BodyMemory,
    slots: Arc<Semaphore>,
    wait: Duration,
    least_rate: u64,
    uploads: ApplicantUploads,
}

/// The kinds of bodies. Each has memory of its own, so that uploads that fill theirs do not prevent a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// A request in JSON.
    Json,
    /// A frame of a live camera.
    Frame,
    /// A picture.
    Upload,
}

#[derive(Debug)]
struct BodyMemory {
    json: Arc<Semaphore>,
    frames: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
}

impl BodyMemory {
    /// All of the megabytes for uploads, and in addition a quarter of as much for frames and an eighth for JSON.
    fn new(megabytes: usize) -> Self {
        let pieces = megabytes.max(1) * (1 << 20) / MEMORY_PIECE_BYTES;
        let share = |part: usize| Arc::new(Semaphore::new(pieces / part));
        Self { json: share(8), frames: share(4), uploads: share(1) }
    }

    fn for_kind(&self, kind: BodyKind) -> &Arc<Semaphore> {
        match kind {
            BodyKind::Json => &self.json,
            BodyKind::Frame => &self.frames,
            BodyKind::Upload => &self.uploads,
        }
    }
}

/// A received body with its share of the memory, which is free again when this is dropped.
#[derive(Debug)]
pub struct ReceivedBody {
    bytes: Bytes,
    _memory: Option<OwnedSemaphorePermit>,
}

impl ReceivedBody {
    /// The bytes. A clone copies nothing.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }
}

/// A slot among the requests that are worked on. It is free again when this is dropped.
#[derive(Debug)]
pub struct WorkSlot(
    #[expect(dead_code, reason = "dropping it gives the place back")] OwnedSemaphorePermit,
);

impl Admission {
    /// The bounds of the settings.
    #[must_use]
    pub fn new(limits: &config::LimitsSettings) -> Self {
        Self {
            memory: BodyMemory::new(limits.body_megabytes),
            slots: Arc::new(Semaphore::new(limits.concurrent_requests)),
            wait: Duration::from_secs(limits.wait_seconds),
            least_rate: limits.least_bytes_per_second,
            uploads: ApplicantUploads::new(
                limits.uploads_per_person,
                limits.waiting_uploads_per_person,
            ),
        }
    }

    /// Waits for a slot, at most as long as the settings allow.
    ///
    /// # Errors
    /// [`Error::Busy`] when none became free.
    pub async fn acquire_slot(&self) -> Result<WorkSlot, Error> {
        match timeout(self.wait, Arc::clone(&self.slots).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(WorkSlot(permit)),
            Ok(Err(_)) | Err(_) => Err(Error::Busy { retry_after: RETRY_SECONDS }),
        }
    }

    /// Waits until this applicant has fewer uploads under way than are allowed at one time.
    ///
    /// # Errors
    /// [`Error::TooMany`] when more of the same applicant wait already than the settings allow.
    pub async fn acquire_upload(&self, person: &str) -> Result<UploadPermit<'_>, Error> {
        self.uploads.acquire(person).await
    }

    /// Reads a body of at most `max_bytes`. Memory is taken as the bytes arrive, and waited for as long as for a slot.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond `max_bytes`; [`Error::TooSlow`] when the body comes slower than the least rate; [`Error::Busy`] when
    /// other bodies fill the memory; [`Error::BadRequest`] when it breaks off.
    pub async fn receive_body(
        &self,
        kind: BodyKind,
        body: Body,
        max_bytes: usize,
    ) -> Result<ReceivedBody, Error> {
        if body.size_hint().lower() > max_bytes as u64 {
            return Err(Error::TooLarge);
        }
        let least_bytes =
            usize::try_from(self.least_rate * RATE_WINDOW.as_secs() / 2).unwrap_or(usize::MAX);
        let (mut ends_at, mut due_bytes) = (Instant::now() + RATE_WINDOW, least_bytes);
        let mut stream = body.into_data_stream();
        let mut bytes = BytesMut::new();
        let mut memory: Option<OwnedSemaphorePermit> = None;
        loop {
            let chunk = match timeout_at(ends_at, stream.next()).await {
                Err(_) => return Err(Error::TooSlow),
                Ok(None) => break,
                Ok(Some(Err(_))) => return Err(Error::BadRequest),
                Ok(Some(Ok(chunk))) => chunk,
            };
            if bytes.len() + chunk.len() > max_bytes {
                return Err(Error::TooLarge);
            }
            let held_pieces = memory.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
            let wanted_pieces = (bytes.len() + chunk.len())
                .div_ceil(MEMORY_PIECE_BYTES)
                .saturating_sub(held_pieces);
            if wanted_pieces > 0 {
                let more = self.acquire_memory(kind, wanted_pieces).await?;
                match &mut memory {
                    Some(memory) => memory.merge(more),
                    None => memory = Some(more),
                }
            }
            bytes.extend_from_slice(&chunk);
            if bytes.len() >= due_bytes {
                (ends_at, due_bytes) = (Instant::now() + RATE_WINDOW, bytes.len() + least_bytes);
            }
        }
        Ok(ReceivedBody { bytes: bytes.freeze(), _memory: memory })
    }

    async fn acquire_memory(
        &self,
        kind: BodyKind,
        pieces: usize,
    ) -> Result<OwnedSemaphorePermit, Error> {
        let pieces = u32::try_from(pieces).map_err(|_| Error::TooLarge)?;
        let memory = Arc::clone(self.memory.for_kind(kind));
        match timeout(self.wait, memory.acquire_many_owned(pieces)).await {
            Ok(Ok(share)) => Ok(share),
            Ok(Err(_)) | Err(_) => Err(Error::Busy { retry_after: RETRY_SECONDS }),
        }
    }
}

/// Reads the body of a request, takes a slot for it, and then lets it be worked on.
pub async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let max_bytes = app.config.limits.json_bytes;
    run_admitted(&app, request, BodyKind::Json, max_bytes, next).await
}

/// The same for a frame of a live camera.
pub async fn admit_frame(State(app): State<App>, request: Request, next: Next) -> Response {
    run_admitted(&app, request, BodyKind::Frame, FACE_FRAME_MAX_BYTES, next).await
}

async fn run_admitted(
    app: &App,
    request: Request,
    kind: BodyKind,
    max_bytes: usize,
    next: Next,
) -> Response {
    match admit_request(app, request, kind, max_bytes).await {
        // Slot and memory are held until the answer is there.
        Ok((request, _slot, _body)) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn admit_request(
    app: &App,
    request: Request,
    kind: BodyKind,
    max_bytes: usize,
) -> Result<(Request, WorkSlot, Option<ReceivedBody>), Error> {
    let (parts, body) = request.into_parts();
    let has_body = !matches!(parts.method, Method::GET | Method::HEAD)
        || parts.headers.contains_key(header::TRANSFER_ENCODING);
    let body = if has_body {
        Some(app.admission.receive_body(kind, body, max_bytes).await?)
    } else {
        None
    };
    let slot = app.admission.acquire_slot().await?;
    let bytes = body.as_ref().map(ReceivedBody::bytes).unwrap_or_default();
    Ok((Request::from_parts(parts, Body::from(bytes)), slot, body))
}

/// The uploads of each applicant that are under way or wait.
#[derive(Debug)]
struct ApplicantUploads {
    parallel: usize,
    waiting: usize,
    applicants: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// The right of an applicant to one upload. The next one may start when this is dropped.
#[derive(Debug)]
pub struct UploadPermit<'a> {
    uploads: &'a ApplicantUploads,
    person: String,
    semaphore: Option<Arc<Semaphore>>,
    permit: Option<OwnedSemaphorePermit>,
}

impl ApplicantUploads {
    fn new(parallel: usize, waiting: usize) -> Self {
        Self { parallel: parallel.max(1), waiting, applicants: Mutex::default() }
    }

    async fn acquire(&self, person: &str) -> Result<UploadPermit<'_>, Error> {
        let semaphore = {
            let mut applicants = self.applicants.lock().unwrap_or_else(PoisonError::into_inner);
            let semaphore = applicants
                .entry(person.to_owned())
                .or_insert_with(|| Arc::new(Semaphore::new(self.parallel)));
            // An upload under way holds two references, and so does one that waits.
            if Arc::strong_count(semaphore) > 2 * (self.parallel + self.waiting) {
                return Err(Error::too_many(
                    i64::from(RETRY_SECONDS),
                    "同时上传的图片过多，请等前面的上传完成后再试",
                ));
            }
            Arc::clone(semaphore)
        };
        // It exists before the permit is there, so that a client that goes away while waiting is forgotten as well.
        let waiting = Arc::clone(&semaphore);
        let mut upload = UploadPermit {
            uploads: self,
            person: person.to_owned(),
            semaphore: Some(semaphore),
            permit: None,
        };
        upload.permit = waiting.acquire_owned().await.ok();
        Ok(upload)
    }
}

impl Drop for UploadPermit<'_> {
    fn drop(&mut self) {
        drop((self.permit.take(), self.semaphore.take()));
        let mut applicants = self.uploads.applicants.lock().unwrap_or_else(PoisonError::into_inner);
        if applicants.get(&self.person).is_some_and(|semaphore| Arc::strong_count(semaphore) == 1) {
            applicants.remove(&self.person);
        }
    }
}
