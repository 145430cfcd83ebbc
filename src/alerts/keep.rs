//! Keeps alerts, beside the requests that made them.

use tokio::sync::mpsc::Receiver;
use tokio_util::sync::CancellationToken;

use super::{
    model::Kind,
    store::{self, NewAlert},
};
use crate::server::{alerts::Alert, beside::next, database::Database, telemetry};

/// Keeps alerts as they come, until it is asked to stop; what waits then is still kept.
pub async fn keep(db: Database, mut alerts: Receiver<Alert>, stop: CancellationToken) {
    while let Some(alert) = next(&mut alerts, &stop).await {
        add(&db, alert).await;
    }
}

async fn add(db: &Database, alert: Alert) {
    let new = match alert {
        Alert::ShutOut { at, who, until } => NewAlert {
            kind: Kind::ShutOut,
            what: who,
            detail: String::new(),
            at,
            until: Some(until),
        },
        Alert::Violation { at, what, detail } => {
            NewAlert { kind: Kind::Violation, what, detail, at, until: None }
        }
    };
    let kind = new.kind;
    let kept = match store::add(db, new).await {
        Ok(()) => store::make_room(db, kind).await,
        Err(error) => Err(error),
    };
    if let Err(error) = kept {
        let error = telemetry::with_causes(&error);
        tracing::error!(error, "an alert cannot be kept");
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Condition;

    use super::*;
    use crate::{
        server::database::{connect, migrate},
        timestamp::Timestamp,
    };

    fn violation(what: &str, at: i64) -> Alert {
        let at = Timestamp::from_millis(at);
        Alert::Violation { at, what: what.to_owned(), detail: format!("at {at}") }
    }

    /// What is kept of these.
    async fn kept(all: impl IntoIterator<Item = Alert>) -> Vec<crate::alerts::model::Alert> {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("stile.db").display());
        let db = connect(&url).await.unwrap();
        migrate(&db).await.unwrap();
        for alert in all {
            add(&db, alert).await;
        }
        store::newest(&db, Condition::all()).await.unwrap()
    }

    #[tokio::test]
    async fn what_is_alike_is_kept_once_with_how_often_and_where_last() {
        let kept = kept([violation("a", 1), violation("b", 2), violation("a", 3)]).await;

        let (a, b) = (&kept[0], &kept[1]);
        assert_eq!((a.what.as_str(), a.times), ("a", 2));
        assert_eq!((a.first_at.millis(), a.last_at.millis()), (1, 3));
        assert_eq!(a.detail, format!("at {}", Timestamp::from_millis(3)));
        assert_eq!((b.what.as_str(), b.times, kept.len()), ("b", 1, 2));
    }

    #[tokio::test]
    async fn the_newest_of_each_kind_are_kept_and_no_more() {
        let at = Timestamp::from_millis(0);
        let shut_out = Alert::ShutOut { at, who: "203.0.113.7".into(), until: at };
        let reports = (0..510).map(|at| violation(&at.to_string(), at / 4 + 1));

        let kept = kept([shut_out].into_iter().chain(reports)).await;

        assert_eq!(kept.len(), 501);
        assert_eq!((kept[0].what.as_str(), kept[499].what.as_str()), ("509", "10"));
        assert_eq!(kept[500].what, "203.0.113.7");
    }
}
