//! The chapters of the file, each read a part at a time.

use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value as Json, json};

use crate::{
    activity,
    articles::taken as articles,
    audit::{self, entry::Kept},
    call::{CallContext, ServiceError},
    comments::taken as comments,
    files::taken as files,
    sessions::UserId,
};

/// A chapter of the file: a list of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    Sessions,
    Activity,
    Articles,
    Versions,
    Comments,
    Files,
    Acts,
}

/// All of them, in their order.
pub const CHAPTERS: [Chapter; 7] = [
    Chapter::Sessions,
    Chapter::Activity,
    Chapter::Articles,
    Chapter::Versions,
    Chapter::Comments,
    Chapter::Files,
    Chapter::Acts,
];

/// Rows that are in memory at once; of texts, which are long, fewer.
const PART: u64 = 200;
const TEXTS: u64 = 20;

impl Chapter {
    /// What the file calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::Activity => "activity",
            Self::Articles => "articles",
            Self::Versions => "versions",
            Self::Comments => "comments",
            Self::Files => "files",
            Self::Acts => "acts",
        }
    }

    /// The next rows after that one, and where the rest begins, if there is more.
    pub async fn read(
        self,
        call: &CallContext,
        user: UserId,
        after: Option<i64>,
    ) -> Result<(Vec<Json>, Option<i64>), ServiceError> {
        let begin = after.unwrap_or(0);
        let (rows, most) = match self {
            Self::Sessions => return Ok((sessions(call, user).await?, None)),
            Self::Activity => (activity(call, user, after).await?, PART),
            Self::Articles => (articles::articles(call, user, begin, TEXTS).await?, TEXTS),
            Self::Versions => (articles::versions(call, user, begin, TEXTS).await?, TEXTS),
            Self::Comments => (comments::comments(call, user, begin, PART).await?, PART),
            Self::Files => (files::files(call, user, begin, PART).await?, PART),
            Self::Acts => (acts(call, user, after).await?, PART),
        };
        let has_more = rows.len() as u64 == most;
        let last = rows.last().map(|(id, _)| *id).filter(|_| has_more);
        Ok((rows.into_iter().map(|(_, row)| row).collect(), last))
    }
}

/// Where they are signed in, without the ids by which browsers are.
async fn sessions(call: &CallContext, user: UserId) -> Result<Vec<Json>, ServiceError> {
    let open = call.on.sessions.list(user).await?.into_iter().map(|record| {
        json!({
            "device": record.place.device,
            "network": record.place.network,
            "began": record.started_at.to_string(),
            "last_used": record.last_seen_at.to_string(),
        })
    });
    Ok(open.collect())
}

async fn activity(
    call: &CallContext,
    user: UserId,
    before: Option<i64>,
) -> Result<Vec<(i64, Json)>, ServiceError> {
    let events = activity::service::of(call, user, before, PART).await?;
    let told = events.into_iter().map(|event| {
        let told = json!({
            "at": event.at.to_string(),
            "what": event.what.words(),
            "detail": event.detail,
            "device": event.device,
            "network": event.network,
        });
        (event.id, told)
    });
    Ok(told.collect())
}

/// What they did, and what they were refused.
async fn acts(
    call: &CallContext,
    user: UserId,
    before: Option<i64>,
) -> Result<Vec<(i64, Json)>, ServiceError> {
    let own = Condition::all().add(Expr::col("user_id").eq(user.get()));
    let kept = audit::service::list(call, own, before, PART).await?;
    Ok(kept.into_iter().map(|entry| (entry.id, act(entry))).collect())
}

fn act(entry: Kept) -> Json {
    json!({
        "at": entry.at.to_string(),
        "act": entry.permission,
        "outcome": entry.outcome,
        "kind": entry.subject,
        "thing": entry.subject_id,
        "detail": entry.detail,
        "network": entry.network,
    })
}
