//! Whose cryptography TLS uses: ring's, wherever this process speaks it.

use tokio_rustls::rustls::crypto::ring;

/// Chooses it, once for the process. Whoever has chosen before has chosen the same.
pub fn choose() {
    let _ = ring::default_provider().install_default();
}
