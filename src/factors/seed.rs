//! The seed that an authenticator app and the server share, and the codes that both make of it.
//!
//! SHA-1, because that is what every app knows; as the hash of an HMAC it is not broken (RFC 6238, 1.2).

use rand::rand_core::OsError;
use totp_rs::{Builder, Secret, Totp};

use super::code::Code;
use crate::{
    server::{
        chance,
        seals::{Seals, Unopened, Unsealed},
    },
    sessions::UserId,
    timestamp::Timestamp,
};

/// For what a seed is sealed.
const USE: &str = "totp";

/// Seconds of a step.
const STEP: u64 = 30;

/// So many steps a clock may be early or late (RFC 6238, 5.2: one is recommended).
const DRIFT: u64 = 1;

/// A seed of 160 random bits (RFC 4226, 4: recommended). It is wiped when it is dropped, and not shown.
#[derive(Clone, Debug)]
pub struct Seed(Secret);

impl Seed {
    /// One that nobody has had.
    pub fn fresh() -> Result<Self, OsError> {
        Ok(Self(Secret::new_stack(chance::bytes()?)))
    }

    /// The one that was sealed for that person.
    pub fn open(seals: &Seals, sealed: &str, owner: UserId) -> Result<Self, Unopened> {
        seals.open(sealed, USE, &[&owner.to_string()]).map(|seed| Self(Secret::from(seed)))
    }

    /// As it is kept.
    pub fn seal(&self, seals: &Seals, owner: UserId) -> Result<String, Unsealed> {
        seals.seal(self.0.as_bytes(), USE, &[&owner.to_string()])
    }

    /// The seed of these letters.
    pub fn read(base32: &str) -> Option<Self> {
        Secret::try_from_base32(base32).ok().map(Self)
    }

    /// As apps take it by hand.
    pub fn base32(&self) -> String {
        self.0.to_base32()
    }

    /// As apps take it from a QR code. No colon stands in the names: it would end them.
    pub fn address(&self, issuer: &str, account: &str) -> Option<String> {
        let named = |name: &str| name.replace(':', " ");
        let builder = Builder::new().with_account_name(named(account));
        let totp = builder.with_issuer(Some(named(issuer))).with_secret(self.0.clone()).build();
        totp.and_then(|totp| totp.to_url()).ok()
    }

    /// The step whose code this is: of those around now the first that is greater than `last`.
    pub fn step(&self, code: &str, now: Timestamp, last: Option<i64>) -> Option<i64> {
        let totp = self.totp()?;
        let now = u64::try_from(now.millis()).ok()? / 1000 / STEP;
        let last = last.and_then(|last| u64::try_from(last).ok());
        let mut steps = now.saturating_sub(DRIFT)..=now + DRIFT;
        let is_it = |step: &u64| {
            let is_new = last.is_none_or(|last| *step > last);
            totp.check(code, step * STEP).is_some() && is_new
        };
        steps.find(is_it).and_then(|step| i64::try_from(step).ok())
    }

    /// The step of a code as somebody has typed it, by which they show that their app has the seed.
    pub fn first_step(&self, typed: &str, now: Timestamp) -> Option<i64> {
        match Code::read(typed)? {
            Code::Totp(code) => self.step(&code, now, None),
            _ => None,
        }
    }

    /// Which knows one step at a time: which of them count is said above.
    fn totp(&self) -> Option<Totp> {
        Builder::new().with_secret(self.0.clone()).with_skew(0).build().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of RFC 6238's test vectors.
    fn known() -> Seed {
        Seed(Secret::new_stack(*b"12345678901234567890"))
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        {
            assert_eq!(known().step(code, at(seconds), None), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_counts_one_step_before_and_after_its_own_and_no_longer() {
        let code = "081804";
        let (begins, ends) = (1_111_111_080, 1_111_111_109);
        let step = Some(begins / 30);

        assert_eq!(known().step(code, at(begins - 31), None), None);
        assert_eq!(known().step(code, at(begins - 30), None), step);
        assert_eq!(known().step(code, at(ends + 30), None), step);
        assert_eq!(known().step(code, at(ends + 31), None), None);
    }

    #[test]
    fn a_step_that_was_used_and_those_before_it_count_no_more() {
        let (code, step) = ("081804", 1_111_111_080 / 30);

        assert_eq!(known().step(code, at(1_111_111_109), Some(step - 1)), Some(step));
        assert_eq!(known().step(code, at(1_111_111_109), Some(step)), None);
        assert_eq!(known().step(code, at(1_111_111_109), Some(step + 1)), None);
    }

    #[test]
    fn a_seed_has_160_bits_and_is_not_shown() {
        let seed = Seed::fresh().unwrap();

        assert_eq!(seed.0.as_bytes().len(), 20);
        assert_ne!(seed.base32(), Seed::fresh().unwrap().base32());
        assert_eq!(Seed::read(&seed.base32()).unwrap().base32(), seed.base32());
        assert!(!format!("{seed:?}").contains(&seed.base32()));
    }

    #[test]
    fn an_address_names_who_and_where_whatever_they_are_called() {
        let address = known().address("The Daily: Stile", "a:b&c@stile.example").unwrap();

        assert!(
            address.starts_with("otpauth://totp/The%20Daily%20%20Stile:a%20b%26c%40stile.example?")
        );
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
    }
}
