//! A seed on its way to an app, of which nothing is kept before the first right code.
//!
//! It travels sealed in the form that the code is typed into, bound to the person, their session and a time:
//! who goes away leaves nothing behind, and what one session was shown no other one can confirm.

use std::{fmt::Write as _, time::Duration};

use fast_qr::{ECL, QRBuilder};

use super::seed::Seed;
use crate::{
    call::{CallContext, ServiceError},
    sessions::SignedIn,
    timestamp::Timestamp,
};

/// For what it is sealed.
const USE: &str = "enrolment";

/// For how long somebody may look for their phone.
const LASTS: Duration = Duration::from_mins(10);

/// Seals a seed for the caller's session, for a while.
pub fn seal(call: &CallContext, user: &SignedIn, seed: &Seed) -> Result<String, ServiceError> {
    let until = call.on.clock.now().plus(LASTS).millis();
    let plain = format!("{until} {}", seed.base32());
    let [id, handle] = bound_to(user);
    let sealed = call.on.seals.seal(plain.as_bytes(), USE, &[&id, &handle]);
    sealed.map_err(ServiceError::failed)
}

/// The seed that was sealed for the caller's session, unless that is too long ago.
pub fn open(call: &CallContext, user: &SignedIn, sealed: &str) -> Option<Seed> {
    let [id, handle] = bound_to(user);
    let plain = call.on.seals.open(sealed, USE, &[&id, &handle]).ok()?;
    let plain = String::from_utf8(plain).ok()?;
    let (until, seed) = plain.split_once(' ')?;
    let until = Timestamp::from_millis(until.parse().ok()?);
    (call.on.clock.now() <= until).then(|| Seed::read(seed)).flatten()
}

fn bound_to(user: &SignedIn) -> [String; 2] {
    [user.id.to_string(), user.handle.as_str().to_owned()]
}

/// A QR code as an SVG path of squares of one unit, and how many of them it is wide.
pub fn drawn(address: &str) -> Option<(String, usize)> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let dark = (x..code.size).take_while(|x| code[y][*x].value()).count();
            if dark > 0 {
                let _ = write!(path, "M{x} {y}h{dark}v1h-{dark}z");
            }
            x += dark.max(1);
        }
    }
    Some((path, code.size))
}

/// The key as people type it: groups of four.
pub fn in_groups(base32: &str) -> String {
    let groups: Vec<&str> = (0..base32.len())
        .step_by(4)
        .filter_map(|at| base32.get(at..base32.len().min(at + 4)))
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_is_drawn_as_squares_in_lines() {
        let (path, size) = drawn("otpauth://totp/a").unwrap();

        assert!(path.starts_with("M0 0h7v1h-7z"), "{path}");
        assert!(size >= 21 && path.bytes().all(|it| b"Mhvz- 0123456789".contains(&it)));
    }

    #[test]
    fn a_key_is_shown_in_groups_of_four() {
        assert_eq!(in_groups("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
