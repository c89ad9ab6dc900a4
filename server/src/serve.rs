//! Listening, answering, and stopping in order.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, body::Body, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinHandle,
};
use tower::ServiceExt as _;

use crate::{
    address::Peer,
    app::{App, StartError},
    connection::{ConnectionProgress, WatchedStream},
    connection_limit::ConnectionLimit,
    purge,
    router::router,
};

/// A running server.
#[derive(Debug)]
pub struct RunningServer {
    /// The address that it listens on.
    pub address: SocketAddr,
    /// Its state.
    pub app: App,
    stop: watch::Sender<bool>,
    work: JoinHandle<()>,
}

impl RunningServer {
    /// Accepts no new connections, finishes the running requests, and closes the database.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.work.await;
    }
}

/// Listens and starts to answer.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn start(app: App) -> Result<RunningServer, StartError> {
    let listener = TcpListener::bind(app.config.listen).await;
    let listener = listener.and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) = listener.map_err(|source| StartError::Io {
        what: format!("cannot listen on {}", app.config.listen),
        source,
    })?;
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(accept_connections(app.clone(), listener, stopped));
    Ok(RunningServer { address, app, stop, work })
}

async fn accept_connections(app: App, listener: TcpListener, mut stopped: watch::Receiver<bool>) {
    let limits = &app.config.limits;
    let slots = Arc::new(Semaphore::new(limits.connections));
    let network_limit = ConnectionLimit::new(&app.config);
    let router = router(app.clone());
    let mut http = http1::Builder::new();
    // hyper counts the time without a request as a part of the next one's head.
    http.timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.idle_seconds.max(limits.header_seconds)))
        .max_headers(64)
        .max_buf_size(64 * 1024);
    let graceful = GracefulShutdown::new();
    let purging = tokio::spawn(purge::run_regularly(app.clone()));

    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &slots) => accepted,
            _ = stopped.wait_for(|stop| *stop) => break,
        };
        let Some((stream, peer, slot)) = accepted else { continue };
        let Some(counted) = network_limit.admit(peer.ip().to_canonical()) else {
            send_retry_later(&stream);
            continue;
        };
        let progress = ConnectionProgress::default();
        let (at_request, at_answer) = (progress.clone(), progress.clone());
        let service = router
            .clone()
            .layer(Extension(Peer(peer)))
            .map_request(move |request: Request<Incoming>| {
                at_request.start_request();
                request.map(Body::new)
            })
            .map_response(move |answer| answer.map(|body| at_answer.track_body(body)));
        let stream = TokioIo::new(WatchedStream::new(stream, progress.clone()));
        let connection = http.serve_connection(stream, TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        let head_limit = Duration::from_secs(limits.header_seconds);
        tokio::spawn(async move {
            // A connection that breaks is the client's affair. One whose head is late is closed by being dropped.
            tokio::select! {
                _ = connection => {}
                () = progress.wait_for_late_head(head_limit) => {}
            }
            drop((slot, counted));
        });
    }

    drop(listener);
    purging.abort();
    let grace = Duration::from_secs(limits.shutdown_seconds);
    if tokio::time::timeout(grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped while requests were under way");
    }
    app.db.close().await;
}

/// Asks a client whose network has too many connections to retry. What cannot be written at once is dropped.
fn send_retry_later(stream: &TcpStream) {
    let _ = stream.try_write(
        b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
    );
}

type Accepted = (TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

async fn accept(listener: &TcpListener, slots: &Arc<Semaphore>) -> Option<Accepted> {
    let slot = Arc::clone(slots).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => {
            // A small answer must not wait for a larger one.
            let _ = stream.set_nodelay(true);
            Some((stream, peer, slot))
        }
        Err(error) => {
            // Most likely there are no file handles left: an immediate retry would only burn the processor.
            tracing::error!(cause = %error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}
