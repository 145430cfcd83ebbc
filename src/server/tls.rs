//! Speaks TLS where no proxy in front does.

use std::{fs, io, sync::Arc};

use axum::{
    Router,
    extract::State,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode, Uri, header, uri::PathAndQuery};
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject},
    },
    server::TlsStream,
};

use super::{
    headers::{self, HeaderPolicy},
    private::is_exposed,
    settings::Settings,
};

/// What a client begins with that speaks TLS (RFC 8446, 5.1).
const HANDSHAKE: u8 = 22;

/// Why TLS cannot be spoken.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not there, or not what it should be.
    #[error("{file} cannot be read (`{setting}`)")]
    Unreadable {
        /// Which setting names it.
        setting: &'static str,
        /// Where it should be.
        file: String,
        /// What is wrong with it.
        #[source]
        cause: pem::Error,
    },
    /// Others could be us.
    #[error("{0} may be read by others (`tls.key`): chmod 600 {0}")]
    Exposed(String),
    /// Certificate and key are not of one pair, or of a kind that we do not know.
    #[error("nobody can be served with this certificate and key (`tls.certificate`, `tls.key`)")]
    Unusable(#[from] rustls::Error),
}

/// Speaks TLS with clients, and leads those to it that speak plain http.
#[derive(Clone)]
pub struct Tls {
    acceptor: TlsAcceptor,
    /// Answers those.
    pub to_https: Router,
}

/// A client that has begun to speak.
pub enum Client {
    /// Over TLS.
    Https(Box<TlsStream<TcpStream>>),
    /// Without.
    Http(TcpStream),
}

impl Tls {
    /// What the settings say; nothing, if a proxy ends TLS.
    ///
    /// # Errors
    ///
    /// The files cannot be used, or the key is open to others.
    pub fn load(settings: &Settings) -> Result<Option<Self>, TlsError> {
        if settings.tls.is_empty() {
            return Ok(None);
        }
        let acceptor = Arc::new(config(&settings.tls.certificate, &settings.tls.key)?).into();
        let policy = HeaderPolicy::new(settings).over_plain_http();
        let to_https = Router::new()
            .fallback(lead)
            .with_state(settings.site.origin.as_str().into())
            .layer(from_fn_with_state(policy, headers::complete));
        Ok(Some(Self { acceptor, to_https }))
    }

    /// Waits until the client has said what it speaks, and has agreed with us how.
    ///
    /// # Errors
    ///
    /// It has gone, or speaks neither.
    pub async fn greet(&self, stream: TcpStream) -> io::Result<Client> {
        let mut first = [0];
        stream.peek(&mut first).await?;
        if first != [HANDSHAKE] {
            return Ok(Client::Http(stream));
        }
        Ok(Client::Https(Box::new(self.acceptor.accept(stream).await?)))
    }
}

fn config(certificate: &str, key: &str) -> Result<ServerConfig, TlsError> {
    let unreadable = |setting, file: &str| {
        let file = file.to_owned();
        move |cause| TlsError::Unreadable { setting, file, cause }
    };
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(unreadable("tls.certificate", certificate))?;
    if chain.is_empty() {
        return Err(unreadable("tls.certificate", certificate)(pem::Error::NoItemsFound));
    }
    let file = fs::metadata(key).map_err(pem::Error::Io).map_err(unreadable("tls.key", key))?;
    if is_exposed(&file) {
        return Err(TlsError::Exposed(key.to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(unreadable("tls.key", key))?;
    let mut config = ServerConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Leads to the same page over https, for this once: another day plain http may be right here. A script is
/// told that it has said too much already (ASVS 4.1.2).
async fn lead(State(origin): State<Arc<str>>, method: Method, address: Uri) -> Response {
    let is_page = address.path().starts_with('/') && !address.path().starts_with("/api/");
    if !is_page || ![Method::GET, Method::HEAD].contains(&method) {
        return (StatusCode::BAD_REQUEST, format!("Here we speak https: {origin}\n"))
            .into_response();
    }
    let path = address.path_and_query().map_or("/", PathAndQuery::as_str);
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{origin}{path}"))])
        .into_response()
}
