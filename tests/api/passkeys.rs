//! Passkeys: how somebody has some, what they prove, and what proves nothing.

mod attacks;
mod having;
mod proving;

use stile::sessions::{Level, UserId};

use super::support::TestApp;

/// Which factors somebody has proved in the session that began last.
async fn level(app: &TestApp, handle: &str) -> Level {
    let user = UserId::new(app.user_id(handle).await);
    app.foundation.sessions.list(user).await.unwrap()[0].assurance.level
}

async fn passkeys(app: &TestApp) -> i64 {
    app.number("select count(*) from passkeys").await
}
