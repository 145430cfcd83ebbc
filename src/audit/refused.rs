//! Writes what was refused, beside the calls.

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

use super::{
    entry::Outcome,
    store::{self, NewEntry},
};
use crate::{
    call::refusals::Refusal,
    server::{beside::next, database::Database, network, telemetry},
};

/// Writes refusals as they come, until it is asked to stop; what waits then is still written.
pub async fn keep(db: Database, mut refusals: Receiver<Refusal>, stop: CancellationToken) {
    while let Some(refusal) = next(&mut refusals, &stop).await {
        write(&db, refusal).await;
    }
}

async fn write(db: &Database, refusal: Refusal) {
    let entry = NewEntry {
        at: refusal.at,
        user: Some(refusal.user),
        permission: refusal.permission,
        subject_id: &refusal.id,
        detail: &refusal.detail,
        outcome: Outcome::Refused,
        policies: refusal.reason.as_slice(),
        network: &network::of(refusal.network),
        request_id: &refusal.request_id,
    };
    if let Err(error) = store::insert(db, entry).await {
        let error = telemetry::with_causes(&error);
        tracing::error!(error, ?refusal, "a refusal cannot be kept");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        authorization::Permission,
        call::refusals::Refusals,
        server::database::{connect, migrate},
        sessions::UserId,
        timestamp::Timestamp,
    };

    #[tokio::test]
    async fn what_waits_when_it_is_asked_to_stop_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("stile.db").display());
        let db = connect(&url).await.unwrap();
        migrate(&db).await.unwrap();
        let (refusals, receiver) = Refusals::with_room(9);
        let stop = CancellationToken::new();
        for id in 0..5 {
            refusals.tell(Refusal {
                at: Timestamp::from_millis(1),
                user: UserId::new(7),
                permission: Permission::DeleteArticle,
                id: id.to_string(),
                detail: String::new(),
                reason: Some("nobody does this".into()),
                request_id: "1".into(),
                network: None,
            });
        }

        stop.cancel();
        keep(db.clone(), receiver, stop).await;

        let kept = store::list(&db, sea_orm::Condition::all(), None, 9).await.unwrap();
        assert_eq!(kept.len(), 5);
        assert_eq!(kept[0].policies, ["nobody does this"]);
        assert_eq!(kept[0].outcome, "refused");
    }
}
