//! Asking for a passkey, and what follows when it counts.

use crate::{
    call::{CallContext, ServiceError},
    passkeys::asserting::{self, Asked, Purpose},
    people,
    server::visit_token::VisitToken,
    sessions::Level,
    sign_in::session::{just_proved, start_session, suspended_account},
};

/// What a device is to be asked by a browser of which nothing is known.
pub async fn ask_alone(call: &CallContext) -> Result<String, ServiceError> {
    let visit = match &call.visit {
        // Two pages of a browser ask, and either may be answered.
        Some(visit) => visit.clone(),
        None => VisitToken::fresh().map_err(ServiceError::failed)?,
    };
    let cookie = visit.cookie().ok_or(ServiceError::Busy { seconds: 1 })?;
    let question = asserting::ask(call, alone(&visit)).await?;
    call.add_cookie(cookie);
    Ok(question)
}

/// Starts a session for whoever has that passkey: its device has verified them, which makes it two factors.
pub async fn sign_in(
    call: &CallContext,
    credential: &str,
    next: Option<String>,
) -> Result<(), ServiceError> {
    // Whoever was asked elsewhere, or nowhere, has nothing that could count here.
    let nowhere = VisitToken::fresh().map_err(ServiceError::failed)?;
    let visit = call.visit.as_ref().unwrap_or(&nowhere);
    let user = asserting::prove(call, alone(visit), credential).await?;
    let person = people::accounts::of(&call.on.db, user).await?.ok_or(ServiceError::NotFound)?;
    if person.suspended.is_some() {
        return Err(suspended_account());
    }
    if let Some(cookie) = VisitToken::forgotten() {
        call.add_cookie(cookie);
    }
    start_session(call, (person.id, person.version), (just_proved(call, Level::Multi), false), next)
        .await
}

fn alone(visit: &VisitToken) -> Asked<'_> {
    Asked { purpose: Purpose::SignIn, owner: None, bound_to: visit.as_str() }
}
