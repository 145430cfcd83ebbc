//! What was asked of a browser, until it answers: once, for five minutes, and for one purpose.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::store::ceremonies::{self, Bound};
use crate::{
    call::{Foundation, ServiceError},
    server::chance,
    sessions::UserId,
};

/// How long somebody may take.
const LASTS: Duration = Duration::from_mins(5);

/// No device says so much: what is longer is not read.
const MOST: usize = 16 * 1024;

/// What a passkey is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To have one more.
    Register,
    /// To sign in with it alone.
    SignIn,
    /// To sign in, once the password was proved.
    SecondFactor,
    /// To prove again who somebody is.
    StepUp,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::SignIn => "sign_in",
            Self::SecondFactor => "second_factor",
            Self::StepUp => "step_up",
        }
    }
}

/// Of whom it is asked, and to what the answer is bound: a session, half a sign-in, or a browser.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// For what.
    pub purpose: Purpose,
    /// Of whom, if that is known.
    pub owner: Option<UserId>,
    /// Where it is answered.
    pub bound_to: &'a str,
}

impl Asked<'_> {
    fn bound(&self) -> Bound {
        let purpose = self.purpose.as_str();
        let owner = self.owner.map(UserId::get);
        Bound { purpose, owner, to: digest(self.bound_to.as_bytes()) }
    }
}

/// Keeps what was asked.
pub async fn keep<S: Serialize>(
    on: &Foundation,
    asked: Asked<'_>,
    challenge: &[u8],
    state: &S,
) -> Result<(), ServiceError> {
    let state = serde_json::to_string(state).map_err(ServiceError::failed)?;
    let expires = on.clock.now().plus(LASTS);
    Ok(ceremonies::put(&on.db, digest(challenge), asked.bound(), state, expires).await?)
}

/// What was asked with the challenge that this answer names, if it was asked there, for that, and not too long
/// ago. Nobody gets it twice.
pub async fn take<S: DeserializeOwned>(
    on: &Foundation,
    asked: Asked<'_>,
    client_data: &[u8],
) -> Result<Option<S>, ServiceError> {
    let Some(challenge) = challenge(client_data) else { return Ok(None) };
    let now = on.clock.now();
    let state = ceremonies::take(&on.db, &digest(&challenge), asked.bound(), now).await?;
    state.map(|state| serde_json::from_str(&state).map_err(ServiceError::failed)).transpose()
}

/// What a browser says of a passkey, if it can be that.
pub fn read<T: DeserializeOwned>(credential: &str) -> Option<T> {
    (credential.len() <= MOST).then(|| serde_json::from_str(credential).ok()).flatten()
}

/// The challenge that an answer names. Whether it is signed is looked at later.
fn challenge(client_data: &[u8]) -> Option<Vec<u8>> {
    #[derive(Deserialize)]
    struct ClientData {
        challenge: String,
    }

    let ClientData { challenge } = serde_json::from_slice(client_data).ok()?;
    URL_SAFE_NO_PAD.decode(challenge).ok()
}

fn digest(text: &[u8]) -> String {
    chance::hex(&Sha256::digest(text))
}
