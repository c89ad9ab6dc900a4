//! The time limits of one connection: waiting for a request, receiving its head, and sending its answer.
//!
//! hyper has one limit for the first two. A proxy keeps connections open for a minute or more and meets a broken pipe where the server
//! closes them sooner, while a head that comes a byte at a time must not hold its connection that long. So hyper's limit is the longer one,
//! and the time of a head is watched here.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    sync::watch,
    time::{Sleep, sleep, timeout},
};

/// A client that takes no byte of its answer for this long is gone, or tries to occupy the connection. A phone that changes its cell is
/// back sooner.
const MAX_STALL: Duration = Duration::from_secs(60);

/// The phases of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// It waits for a request.
    Idle,
    /// The head of a request has begun to arrive.
    Head,
    /// A request is worked on, or its answer is sent.
    Request,
}

/// Tracks a connection through its requests.
#[derive(Clone, Debug)]
pub struct ConnectionProgress(Arc<watch::Sender<Phase>>);

impl Default for ConnectionProgress {
    /// A new connection is expected to send a head at once.
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Phase::Head)))
    }
}

impl ConnectionProgress {
    /// A request has arrived with its whole head.
    pub fn start_request(&self) {
        self.0.send_replace(Phase::Request);
    }

    /// The answer's body. Its end is the end of the request.
    pub fn track_body(&self, body: Body) -> Body {
        Body::new(TrackedBody { body, _end: EndOfRequest(self.clone()) })
    }

    /// Returns when a head has taken longer than the limit. Never returns while every head is in time.
    pub async fn wait_for_late_head(&self, limit: Duration) {
        let mut phase = self.0.subscribe();
        loop {
            // The sender is part of `self`, so it cannot be gone.
            if phase.wait_for(|phase| *phase == Phase::Head).await.is_err() {
                return std::future::pending().await;
            }
            if timeout(limit, phase.wait_for(|phase| *phase != Phase::Head)).await.is_err() {
                return;
            }
        }
    }

    fn note_bytes(&self) {
        self.0.send_if_modified(|phase| {
            let start = *phase == Phase::Idle;
            if start {
                *phase = Phase::Head;
            }
            start
        });
    }
}

/// Ends a request when it is dropped, whether its answer was sent completely or not.
#[derive(Debug)]
struct EndOfRequest(ConnectionProgress);

impl Drop for EndOfRequest {
    fn drop(&mut self) {
        self.0.0.send_replace(Phase::Idle);
    }
}

#[derive(Debug)]
struct TrackedBody {
    body: Body,
    _end: EndOfRequest,
}

impl HttpBody for TrackedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that reports received bytes to the connection's progress, and fails when the client takes none of its bytes.
#[derive(Debug)]
pub struct WatchedStream<S> {
    stream: S,
    progress: ConnectionProgress,
    /// Runs while the client takes nothing.
    stall: Option<Pin<Box<Sleep>>>,
}

impl<S> WatchedStream<S> {
    /// Watches a stream.
    pub fn new(stream: S, progress: ConnectionProgress) -> Self {
        Self { stream, progress, stall: None }
    }

    /// Passes a write on, or fails once the client has taken nothing for too long.
    fn limit_stall<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stall = None;
            return written;
        }
        let stall = self.stall.get_or_insert_with(|| Box::pin(sleep(MAX_STALL)));
        stall.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for WatchedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.progress.note_bytes();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WatchedStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.limit_stall(written, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.limit_stall(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        time::Instant,
    };

    use super::*;

    const LIMIT: Duration = Duration::from_secs(10);

    async fn seconds_until_late(progress: &ConnectionProgress) -> Option<u64> {
        let started = Instant::now();
        let late = timeout(Duration::from_secs(600), progress.wait_for_late_head(LIMIT)).await;
        late.is_ok().then(|| started.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_has_ten_seconds_and_an_idle_connection_more() {
        let progress = ConnectionProgress::default();
        assert_eq!(seconds_until_late(&progress).await, Some(10), "a new connection says nothing");
        progress.start_request();
        assert_eq!(seconds_until_late(&progress).await, None, "a request is worked on");
        drop(progress.track_body(Body::empty()));
        assert_eq!(seconds_until_late(&progress).await, None, "it waits for another request");
        progress.note_bytes();
        assert_eq!(seconds_until_late(&progress).await, Some(10), "the next head has begun");
    }

    #[tokio::test(start_paused = true)]
    async fn an_untaken_answer_is_given_up_but_a_slow_one_is_not() {
        let (client, server) = tokio::io::duplex(64);
        let mut stream = WatchedStream::new(server, ConnectionProgress::default());
        let started = Instant::now();
        let untaken = stream.write_all(&[0; 100]).await;
        assert_eq!(untaken.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(started.elapsed().as_secs(), 60);
        drop(client);

        let (mut client, server) = tokio::io::duplex(64);
        let mut stream = WatchedStream::new(server, ConnectionProgress::default());
        let reading = async {
            for _ in 0..36 {
                tokio::time::sleep(Duration::from_secs(50)).await;
                client.read_u8().await.unwrap();
            }
        };
        let (written, ()) = tokio::join!(stream.write_all(&[0; 100]), reading);
        assert!(written.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn bytes_of_a_body_start_no_head() {
        let progress = ConnectionProgress::default();
        progress.start_request();
        progress.note_bytes();
        assert_eq!(seconds_until_late(&progress).await, None);
    }
}
