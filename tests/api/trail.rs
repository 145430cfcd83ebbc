//! The audit trail: what is in it, who reads it, and as a file.

mod export;
mod reading;
mod refusals;

use crate::support::TestApp;

/// So many entries of that person, each with its number as its detail, at the beginning of 2026.
async fn plant(app: &TestApp, handle: &str, many: usize) {
    let user = app.user_id(handle).await;
    app.execute(&format!(
        "with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < {many})
         insert into audit_entries
           (at, user_id, permission, subject, subject_id, detail, outcome, policies, network, request_id)
         select 1767225600000, {user}, 'UpdateArticle', 'Article', '1', cast(n as text), 'allowed',
           '[\"somebody may\"]', '', '1' from numbers"
    ))
    .await;
}
