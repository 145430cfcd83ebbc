//! May they: policies decide on the server, and the same policies become rules for the page and
//! conditions for lists.
//!
//! # Why
//!
//! What is written twice drifts apart. So a policy is written once, in `policies/`. The
//! `authorizer` decides with it about a thing at hand. Where the thing is not at hand, the policy
//! is evaluated as far as the principal allows (`residual`), which leaves a `condition` of the
//! thing: as rules it reaches the page (`casl`), as SQL it narrows a list (`filter`).

pub mod ability;
#[cfg(feature = "ssr")]
pub mod authorizer;
#[cfg(feature = "ssr")]
mod cache;
pub mod can;
#[cfg(feature = "ssr")]
mod casl;
#[cfg(feature = "ssr")]
mod condition;
#[cfg(feature = "ssr")]
mod conjunction;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod decision;
#[cfg(feature = "ssr")]
mod entities;
#[cfg(feature = "ssr")]
mod explaining;
pub mod explanation;
pub mod facts;
#[cfg(feature = "ssr")]
pub mod filter;
#[cfg(feature = "ssr")]
mod fitting;
#[cfg(feature = "ssr")]
mod grant;
#[cfg(feature = "ssr")]
mod group;
#[cfg(feature = "ssr")]
mod held;
#[cfg(feature = "ssr")]
pub mod in_force;
#[cfg(feature = "ssr")]
pub mod kept;
#[cfg(debug_assertions)]
mod marks;
#[cfg(not(debug_assertions))]
#[path = "no_marks.rs"]
mod marks;
#[cfg(feature = "ssr")]
pub mod noted;
pub mod permission;
#[cfg(feature = "ssr")]
pub mod policies;
#[cfg(feature = "ssr")]
mod residual;
pub mod rule;
#[cfg(feature = "ssr")]
pub mod shape;

pub use ability::{Ability, Answer, SPAN, Verdict};
pub use can::{Can, CanOrWhy, Explainer, Oracle, provide_ability, use_ability};
pub use explanation::{Change, Explanation, PolicyText};
pub use facts::{Fact, Governed, Key, Kind, Subject, Value};
pub use permission::Permission;
pub use rule::Rule;
#[cfg(feature = "ssr")]
pub use {
    authorizer::Authorizer,
    context::{Context, Network},
    decision::Decision,
    filter::Filter,
    held::{Held, Told},
    in_force::InForce,
    policies::PolicyError,
    shape::RoleKind,
};
