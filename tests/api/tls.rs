//! A server that ends TLS itself, with a certificate as `bin/certificate` makes it.

mod certificate;
mod connections;
mod start;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use stile::server::settings::Settings;
use tempfile::TempDir;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore, SupportedProtocolVersion,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
        version::{TLS12, TLS13},
    },
};

use super::support::TestApp;

/// Somebody's home, and a certificate that is not trusted there yet.
struct Certified {
    folder: TempDir,
}

impl Certified {
    fn new() -> Self {
        let new = Self { folder: TempDir::new().unwrap() };
        new.certificate(&[]);
        new
    }

    fn home(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("tls").join(name)
    }

    /// Runs `bin/certificate`, and says what it has said.
    fn certificate(&self, arguments: &[&str]) -> String {
        said(self.at_home("bin/certificate").args(arguments))
    }

    /// A command of somebody who lives there, except that Rust stays where it is.
    fn at_home(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            let home = std::env::home_dir().unwrap().join(folder);
            command.env(name, std::env::var_os(name).unwrap_or(home.into()));
        }
        command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("HOME", self.home())
            .env("FOLDER", self.folder.path().join("tls"));
        command
    }

    fn use_by(&self, settings: &mut Settings) {
        settings.site.origin = settings.site.origin.replace("http:", "https:");
        settings.tls.certificate = self.file("certificate.pem").display().to_string();
        settings.tls.key = self.file("key.pem").display().to_string();
    }

    async fn spawn(&self) -> Arc<TestApp> {
        TestApp::spawn_with(|settings| self.use_by(settings)).await
    }

    /// Speaks with the server over TLS, and trusts the authority and nobody else.
    async fn connect(&self, app: &TestApp) -> TlsStream<TcpStream> {
        self.connect_by(app, &[&TLS13, &TLS12]).await
    }

    async fn connect_by(
        &self,
        app: &TestApp,
        versions: &[&'static SupportedProtocolVersion],
    ) -> TlsStream<TcpStream> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(self.file("authority.pem")).unwrap()).unwrap();
        let mut config = ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, plainly(app).await).await.unwrap()
    }

    /// What the server answers over TLS.
    async fn ask(&self, app: &TestApp, request: &str) -> String {
        exchange(self.connect(app).await, request).await
    }
}

/// What a command says, which ends well.
#[track_caller]
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", all(&output));
    all(&output)
}

fn all(output: &Output) -> String {
    let of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    of(&output.stdout) + &of(&output.stderr)
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

/// A connection without TLS.
async fn plainly(app: &TestApp) -> TcpStream {
    TcpStream::connect(app.address.trim_start_matches("http://")).await.unwrap()
}

/// Sends a request, and reads everything that comes until the server ends the connection.
async fn exchange(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    until_the_end(&mut stream).await
}

async fn until_the_end(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut all = Vec::new();
    // A connection that was cut off ends with an error.
    let _ = stream.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

/// A request without a body, as text.
fn get(path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    )
}
