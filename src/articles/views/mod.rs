//! Pages and parts.
