//! Takes connections, and ends those that keep us waiting.
//!
//! # Why not `axum::serve`
//!
//! It waits for ever: for the head of a request, and for a client that does not take its answer. It takes
//! any number of connections, and heads of 400 KB.

use std::{
    io::ErrorKind::{ConnectionAborted, ConnectionReset},
    net::SocketAddr,
    pin::pin,
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use http::Request;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use super::settings::Limits;

/// The longest head of a request: the longest address and all of a browser's cookies fit in it.
const HEAD: usize = 32 * 1024;

/// The most headers of a request: browsers send some thirty.
const HEADERS: usize = 64;

/// How long we wait when the system has no room for another connection.
const NO_ROOM: Duration = Duration::from_secs(1);

/// Answers connections until `stop`, then waits for the open ones.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            // A connection for which there is no place waits in the system's queue.
            let place = Arc::clone(&places).acquire_owned().await.ok()?;
            Some((place, accept(&listener).await))
        };
        tokio::select! {
            () = &mut stop => break,
            next = next => match next {
                Some((place, (stream, peer))) => {
                    let answering = answer(stream, peer, router.clone(), limits.slow, open.watcher());
                    tokio::spawn(until_it_ends(answering, place));
                }
                None => break,
            },
        }
    }
    drop(listener);
    open.shutdown().await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // Whoever wanted it has gone.
            Err(cause) if [ConnectionAborted, ConnectionReset].contains(&cause.kind()) => {}
            Err(cause) => {
                tracing::warn!(%cause, "a connection could not be taken");
                tokio::time::sleep(NO_ROOM).await;
            }
        }
    }
}

async fn until_it_ends(answering: impl Future<Output = ()>, place: OwnedSemaphorePermit) {
    answering.await;
    drop(place);
}

async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    slow: Duration,
    watcher: Watcher,
) {
    // A page goes out in several writes: without this, each waits for the one before (Nagle).
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(slow));
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(slow)
        .max_buf_size(HEAD)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(service));
    // How it ends is the client's business.
    if let Err(cause) = watcher.watch(connection).await {
        tracing::debug!(%cause, "a connection ended");
    }
}
