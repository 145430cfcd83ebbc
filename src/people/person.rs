//! A person, as services know them.

use crate::{
    sessions::{Role, UserId},
    timestamp::Timestamp,
};

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account's number.
    pub id: UserId,
    /// In lower case.
    pub email: String,
    /// The name that others see.
    pub name: String,
    /// Of the password, as argon2 writes it; without one, nobody signs in with a password.
    pub password_hash: Option<String>,
    /// What they may do that others may not, in words.
    pub powers: String,
    /// Changes whenever something changes that policies may ask.
    pub version: i64,
    /// Since when nobody can be them, if an administrator has said so.
    pub suspended: Option<Timestamp>,
    /// The number of their picture.
    pub picture: Option<i64>,
    /// Whether whoever reads their mail can have chosen the password: then a code by mail proves nothing more.
    pub password_by_letter: bool,
}

/// A person who is not kept yet.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// In any case.
    pub email: String,
    /// The name that others see.
    pub name: String,
    /// As argon2 writes it.
    pub password_hash: Option<String>,
    /// What they may do that others may not, in words.
    pub powers: String,
    /// What they are here.
    pub roles: Vec<Role>,
}
