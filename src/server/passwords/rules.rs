//! Which new passwords are taken.
//!
//! # Why
//!
//! A password is long, is none that is tried first, and may be anything else: there are no kinds of characters
//! that it must have, because these make passwords that are forgotten, not such that are not guessed (NIST SP
//! 800-63B, 3.1.1.2; ASVS 5.0, 6.2.5).
//!
//! It is taken as NFC, as RFC 8265 (4.2) has it: `ö` is one character on one keyboard and `o` with two dots on
//! another, and who types there cannot see that. NFKC, which NIST names, would also make `²` a 2, which is
//! another character to whoever types it. Apart from that it is what was sent (ASVS 6.2.8): blanks at its ends,
//! upper and lower case, all of its length. Whether it is *like* a known one is asked in lower case and as NFKC.
//! Control characters are refused, also NUL: a field for passwords drops some of them, and nobody sees the others.
//!
//! Strength is judged by the first hundred characters: `zxcvbn` takes time that grows faster than its input,
//! and who has not made something of a hundred characters does not by more of them.

use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, zxcvbn};

use super::common;

/// Bytes of a password, at most: longer than any that somebody types, shorter than anything that costs us.
pub const LONGEST: usize = 4096;

/// As many characters always fit into [`LONGEST`].
const ALWAYS_FIT: usize = LONGEST / 4;

/// So many characters are judged.
const JUDGED: usize = 100;

/// What everybody here knows, so that nobody guesses it last, a line each: the site, and what people are in it
/// (ASVS 5.0, 6.1.2). Whoever copies this newsroom writes their own.
const OURS: &str = include_str!("ours.txt");

/// A password that may be hashed: it keeps the rules, or is somebody's already.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

/// Which new passwords are taken.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    shortest: usize,
}

/// Why a new password is not taken: in each case a sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// There are too few characters.
    #[error(
        "Use at least {shortest} characters: four words that have nothing to do with each other are a good start."
    )]
    Short {
        /// As many as there must be.
        shortest: usize,
    },
    /// There is too much of it.
    #[error("Use fewer characters: {ALWAYS_FIT} always fit.")]
    Long,
    /// It has what nobody can type again.
    #[error("Leave out line breaks, tabs and other characters that nobody can see.")]
    Control,
    /// It is, or is made of, what is tried first.
    #[error(
        "This one, or one like it, is on lists of stolen passwords: choose something else, such as four words that have nothing to do with each other."
    )]
    Common,
    /// It is made of what everybody here knows.
    #[error(
        "Leave out your name, your e-mail address and the names of this site: too little else remains."
    )]
    Context,
    /// It would be found soon.
    #[error(
        "This would soon be guessed: add two or three words that have nothing to do with the rest."
    )]
    Guessable,
}

/// How good a new password is: for a meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strength {
    /// From 0, which is guessed at once, to 4; from 3 on it is taken.
    pub score: u8,
    /// One sentence: what to do, or that nothing need be done.
    pub advice: String,
}

impl Rules {
    /// With passwords of so many characters at least.
    #[must_use]
    pub const fn new(shortest: usize) -> Self {
        Self { shortest }
    }

    /// So many characters there must be at least.
    #[must_use]
    pub const fn shortest(self) -> usize {
        self.shortest
    }

    /// The password, ready to be hashed. `context` is what others know of the person: their name, their e-mail
    /// address, our own host.
    ///
    /// It takes up to some milliseconds: [`Passwords::check`](super::Passwords::check) keeps it off the async threads.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(
        self,
        password: &str,
        context: &[impl AsRef<str>],
    ) -> Result<NewPassword, Weakness> {
        let password = self.fitting(password)?;
        let (_, weakness) = judged(&password, context, self.shortest);
        weakness.map_or(Ok(NewPassword(password)), Err)
    }

    /// How good the password is, and what would make it better: the same judgement as [`Rules::check`].
    #[must_use]
    pub fn strength(self, password: &str, context: &[impl AsRef<str>]) -> Strength {
        let (score, weakness) = match self.fitting(password) {
            Ok(password) => judged(&password, context, self.shortest),
            Err(weakness) => (judged(&shortened(password), context, 0).0.min(1), Some(weakness)),
        };
        let good = || "This is a good password.".to_owned();
        Strength { score, advice: weakness.map_or_else(good, |weakness| weakness.to_string()) }
    }

    /// The password as it is hashed, if its length and its characters are right.
    fn fitting(self, password: &str) -> Result<String, Weakness> {
        let password = normal(password).ok_or(Weakness::Long)?;
        if password.chars().any(char::is_control) {
            return Err(Weakness::Control);
        }
        if password.chars().count() < self.shortest {
            return Err(Weakness::Short { shortest: self.shortest });
        }
        Ok(password)
    }
}

impl NewPassword {
    /// One of our own making, for somebody of the seed.
    #[must_use]
    pub fn generated(password: String) -> Self {
        Self(password)
    }

    /// One that somebody has, who has just typed it.
    pub(super) fn known(password: String) -> Self {
        Self(password)
    }

    /// The password itself, for hashing only.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// A password as it is hashed and checked, unless it is too long.
pub(super) fn normal(password: &str) -> Option<String> {
    // No character becomes shorter than a third of what was typed (UAX 15).
    let is_endless = password.len() > 4 * LONGEST;
    let normal: String = if is_endless { return None } else { password.nfc().collect() };
    (normal.len() <= LONGEST).then_some(normal)
}

/// A score from 0 to 4, and what is wrong below 3.
fn judged(password: &str, context: &[impl AsRef<str>], shortest: usize) -> (u8, Option<Weakness>) {
    let password = shortened(password);
    let words = words_of(context.iter().map(AsRef::as_ref).chain(OURS.lines()));
    let enough = common::ENOUGH.min(shortest);
    let remains = common::remains(&folded(&password), &words);
    if remains.without_common < enough {
        return (0, Some(Weakness::Common));
    }
    if remains.without_both < enough {
        return (1, Some(Weakness::Context));
    }
    let inputs: Vec<&str> = words.iter().map(String::as_str).collect();
    let score = zxcvbn(&password, &inputs).score();
    (score.into(), (score < Score::Three).then_some(Weakness::Guessable))
}

fn shortened(password: &str) -> String {
    password.chars().take(JUDGED).collect()
}

/// What passwords are compared as.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).take(JUDGED).collect()
}

/// Each word of each text, and each text without what stands between its words.
fn words_of<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut words = Vec::new();
    for text in texts {
        let text = folded(text);
        let parts = text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
        words.extend(parts);
        words.push(text.chars().filter(|c| c.is_alphanumeric()).collect());
    }
    words.retain(|word| word.chars().count() >= common::SHORTEST_WORD);
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests;
