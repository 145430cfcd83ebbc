//! Whose cryptography TLS uses: ring's, wherever this process speaks it.

/// Chooses it, once for the process. Whoever has chosen before has chosen the same.
pub fn choose() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
