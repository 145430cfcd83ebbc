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
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::{
    settings::Limits,
    tls::{Client, Tls},
};

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
    tls: Option<Tls>,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let stopping = CancellationToken::new();
    let listening = Listening { router, tls, slow: limits.slow, stopping: stopping.clone() };
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
                    let answering = listening.clone().answer(stream, peer, open.watcher());
                    tokio::spawn(until_it_ends(answering, place));
                }
                None => break,
            },
        }
    }
    drop(listener);
    stopping.cancel();
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

/// How connections are answered.
#[derive(Clone)]
struct Listening {
    router: Router,
    tls: Option<Tls>,
    slow: Duration,
    /// Nobody is greeted any more.
    stopping: CancellationToken,
}

impl Listening {
    async fn answer(self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
        // A page goes out in several writes: without this, each waits for the one before (Nagle).
        let _ = stream.set_nodelay(true);
        let Some(tls) = &self.tls else {
            return self.speak(stream, &self.router, peer, watcher).await;
        };
        let greeted = timeout(self.slow, tls.greet(stream));
        match self.stopping.run_until_cancelled(greeted).await {
            Some(Ok(Ok(Client::Https(stream)))) => {
                self.speak(stream, &self.router, peer, watcher).await;
            }
            Some(Ok(Ok(Client::Http(stream)))) => {
                self.speak(stream, &tls.to_https, peer, watcher).await;
            }
            Some(Ok(Err(cause))) => tracing::debug!(%cause, "a client could not be greeted"),
            Some(Err(_)) | None => {}
        }
    }

    async fn speak<S>(&self, stream: S, router: &Router, peer: SocketAddr, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.slow));
        let service = router.clone().map_request(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.slow)
            .max_buf_size(HEAD)
            .max_headers(HEADERS)
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(service));
        // How it ends is the client's business.
        if let Err(cause) = watcher.watch(connection).await {
            tracing::debug!(%cause, "a connection ended");
        }
    }
}
