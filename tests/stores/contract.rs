//! What every store of sessions promises.

use std::{collections::HashSet, sync::Arc, time::Duration};

use serde_json::json;
use stile::sessions::{
    Ending, Limits, UserId,
    store::{Backend, Key},
};
use tokio::{sync::Barrier, task::JoinSet};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

use crate::bench::{Bench, greeting};

const MANY: usize = 50;
const MILLISECOND: Duration = Duration::from_millis(1);

pub async fn a_session_is_loaded_as_it_was_created(bench: Bench) {
    let mut record = bench.record();

    bench.store.create(&mut record).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), Some(record));
}

pub async fn a_saved_session_is_loaded_as_it_was_saved(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    record.data.insert("greeting".to_owned(), json!({ "nested": [1, null, "ü"] }));
    record.expiry_date = bench.after(Duration::from_millis(90_001));
    bench.store.save(&record).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), Some(record));
}

pub async fn an_unknown_id_is_no_session(bench: Bench) {
    assert_eq!(bench.store.load(&Id::default()).await.unwrap(), None);
}

pub async fn the_first_and_the_last_id_are_ids_like_others(bench: Bench) {
    for id in [0, -1, 1, i128::MIN, i128::MAX] {
        let mut record = Record { id: Id(id), ..bench.record() };
        assert_eq!(bench.store.load(&record.id).await.unwrap(), None);

        bench.store.create(&mut record).await.unwrap();

        assert_eq!(record.id, Id(id));
        assert_eq!(bench.store.load(&Id(id)).await.unwrap(), Some(record));
    }
}

pub async fn a_deleted_session_is_gone(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    bench.store.delete(&record.id).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
    assert_eq!(bench.at_rest.count().await, 0);
}

pub async fn deleting_an_unknown_id_is_no_error(bench: Bench) {
    bench.store.delete(&Id::default()).await.unwrap();
}

pub async fn a_taken_id_is_replaced_by_a_free_one(bench: Bench) {
    let mut first = bench.record();
    bench.store.create(&mut first).await.unwrap();
    let mut second =
        Record { data: [("greeting".to_owned(), json!("hi"))].into(), ..first.clone() };

    bench.store.create(&mut second).await.unwrap();

    assert_ne!(second.id, first.id);
    assert_eq!(bench.store.load(&first.id).await.unwrap(), Some(first));
    assert_eq!(bench.store.load(&second.id).await.unwrap(), Some(second));
    assert_eq!(bench.at_rest.count().await, 2);
}

pub async fn fifty_sessions_that_want_one_id_get_fifty(bench: Bench) {
    let wanted = bench.record();
    let start = Arc::new(Barrier::new(MANY));
    let mut tasks = JoinSet::new();
    for number in 0..MANY {
        let store = bench.instance(number).clone();
        let (mut record, start) = (wanted.clone(), start.clone());
        tasks.spawn(async move {
            start.wait().await;
            store.create(&mut record).await.unwrap();
            record.id
        });
    }

    let ids: HashSet<Id> = tasks.join_all().await.into_iter().collect();

    assert_eq!(ids.len(), MANY);
    assert!(ids.contains(&wanted.id));
    assert_eq!(bench.at_rest.count().await, MANY);
}

pub async fn nothing_at_rest_leads_back_to_an_id(bench: Bench) {
    let id = bench.signed_in(7).await;

    let at_rest = bench.at_rest.everything().await;

    assert!(!at_rest.is_empty());
    let (low, high) = (id.0.to_le_bytes(), id.0.to_be_bytes());
    let forms = [
        id.to_string().into_bytes(),
        id.0.to_string().into_bytes(),
        format!("{:x}", id.0).into_bytes(),
        low.to_vec(),
        high.to_vec(),
    ];
    for form in forms {
        assert!(!at_rest.windows(form.len()).any(|part| part == form));
    }
}

pub async fn what_is_at_rest_is_no_id_itself(bench: Bench) {
    let id = bench.signed_in(7).await;
    let (name, _) = bench.at_rest.sessions().await.remove(0);

    assert!([Key::of(&id).to_string(), Key::of(&id).as_id().to_string()].contains(&name));
    assert!(!bench.is_signed_in(Key::of(&id).as_id()).await);
}

pub async fn a_session_is_kept_in_less_than_a_kilobyte(bench: Bench) {
    bench.signed_in(i64::MAX).await;

    assert!(bench.at_rest.everything().await.len() < 1024);
}

pub async fn a_session_lives_until_just_before_its_expiry(bench: Bench) {
    let mut record = Record { expiry_date: bench.after(Duration::from_mins(1)), ..bench.record() };
    bench.store.create(&mut record).await.unwrap();

    bench.time.advance(Duration::from_mins(1).saturating_sub(MILLISECOND));

    assert_eq!(bench.store.load(&record.id).await.unwrap(), Some(record));
}

pub async fn a_session_is_over_at_its_expiry(bench: Bench) {
    let mut record = Record { expiry_date: bench.after(Duration::from_mins(1)), ..bench.record() };
    bench.store.create(&mut record).await.unwrap();

    bench.time.advance(Duration::from_mins(1));

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
}

pub async fn a_later_expiry_lets_it_live_longer(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    record.expiry_date = bench.after(Duration::from_mins(2));
    bench.store.save(&record).await.unwrap();
    bench.time.advance(Duration::from_mins(2).saturating_sub(MILLISECOND));

    assert_eq!(bench.store.load(&record.id).await.unwrap(), Some(record));
}

pub async fn an_earlier_expiry_ends_it_earlier(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    record.expiry_date = bench.after(Duration::from_secs(1));
    bench.store.save(&record).await.unwrap();
    bench.time.advance(Duration::from_secs(1));

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
}

pub async fn saving_an_unknown_session_does_not_create_it(bench: Bench) {
    let record = bench.record();

    bench.store.save(&record).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
    assert_eq!(bench.at_rest.count().await, 0);
}

pub async fn saving_a_deleted_session_does_not_revive_it(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();
    let slow = bench.store.load(&record.id).await.unwrap().unwrap();

    bench.store.delete(&record.id).await.unwrap();
    bench.store.save(&slow).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
    assert_eq!(bench.at_rest.count().await, 0);
}

pub async fn saving_a_session_that_is_over_does_not_revive_it(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    bench.time.advance(Duration::from_mins(1));
    record.expiry_date = bench.after(Duration::from_mins(1));
    bench.store.save(&record).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
}

pub async fn a_delete_among_fifty_saves_is_final(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();
    let start = Arc::new(Barrier::new(MANY + 1));
    let mut saves = save_often(&bench, &record, &start);

    start.wait().await;
    bench.store.delete(&record.id).await.unwrap();
    while saves.join_next().await.is_some() {}

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
    assert_eq!(bench.at_rest.count().await, 0);
}

pub async fn fifty_concurrent_saves_leave_one_of_them(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();
    let start = Arc::new(Barrier::new(MANY));

    save_often(&bench, &record, &start).join_all().await;

    let loaded = bench.store.load(&record.id).await.unwrap().unwrap();
    let winner = greeting(&loaded).unwrap().as_u64().unwrap();
    assert!(winner < MANY as u64);
    assert_eq!(bench.at_rest.count().await, 1);
}

/// Begins many saves of different content as soon as everybody is there.
fn save_often(bench: &Bench, record: &Record, start: &Arc<Barrier>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for number in 0..MANY {
        let store = bench.instance(number).clone();
        let (mut record, start) = (record.clone(), start.clone());
        record.data.insert("greeting".to_owned(), json!(number));
        tasks.spawn(async move {
            start.wait().await;
            store.save(&record).await.unwrap();
        });
    }
    tasks
}

pub async fn sessions_do_not_touch_each_other(bench: Bench) {
    let (mut one, mut other) = (bench.record(), bench.record());
    bench.store.create(&mut one).await.unwrap();
    bench.store.create(&mut other).await.unwrap();

    bench.store.delete(&one.id).await.unwrap();

    assert_eq!(bench.store.load(&other.id).await.unwrap(), Some(other));
}

pub async fn a_session_that_cannot_be_read_is_none(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    bench.at_rest.spoil().await;

    assert_eq!(bench.store.load(&record.id).await.unwrap(), None);
}

pub async fn all_sessions_of_a_user_end_and_no_other(bench: Bench) {
    let (one, two) = (bench.signed_in(7).await, bench.signed_in(7).await);
    let other = bench.signed_in(70).await;

    let ended = bench.store.end_all(UserId::new(7)).await.unwrap();

    assert_eq!(ended, 2);
    assert!(!bench.is_signed_in(one).await && !bench.is_signed_in(two).await);
    assert!(bench.is_signed_in(other).await);
}

pub async fn ending_all_of_a_user_without_sessions_ends_none(bench: Bench) {
    bench.signed_in(7).await;

    assert_eq!(bench.store.end_all(UserId::new(8)).await.unwrap(), 0);
    assert_eq!(bench.at_rest.count().await, 1);
}

pub async fn ending_all_reaches_sessions_that_were_used_for_long(bench: Bench) {
    let old = bench.signed_in(7).await;
    for _ in 0..3 {
        bench.time.advance(Duration::from_mins(20));
        let session = bench.session(Some(old));
        let record = bench.sessions().current(&session).await.unwrap().unwrap();
        bench.sessions().touch(&session, record).await.unwrap();
    }
    bench.signed_in(7).await;

    assert!(bench.is_signed_in(old).await);
    assert_eq!(bench.store.end_all(UserId::new(7)).await.unwrap(), 2);
    assert!(!bench.is_signed_in(old).await);
}

pub async fn ending_all_among_fifty_saves_is_final(bench: Bench) {
    let id = bench.signed_in(7).await;
    let record = bench.store.load(&id).await.unwrap().unwrap();
    let start = Arc::new(Barrier::new(MANY + 1));
    let mut saves = save_often(&bench, &record, &start);

    start.wait().await;
    let ended = bench.store.end_all(UserId::new(7)).await.unwrap();
    while saves.join_next().await.is_some() {}

    assert_eq!(ended, 1);
    assert!(!bench.is_signed_in(id).await);
    assert_eq!(bench.at_rest.count().await, 0);
}

pub async fn a_session_without_a_user_is_kept_too(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    bench.store.end_all(UserId::new(7)).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), Some(record));
}

pub async fn the_sessions_of_a_user_are_listed_and_no_other(bench: Bench) {
    let ids = [bench.signed_in(7).await, bench.signed_in(7).await];
    bench.signed_in(70).await;

    let listed = bench.store.of_user(UserId::new(7)).await.unwrap();

    let keys: HashSet<Key> = listed.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, ids.iter().map(Key::of).collect());
    assert!(listed.iter().all(|(_, record)| record.user == UserId::new(7)));
    assert!(bench.store.of_user(UserId::new(8)).await.unwrap().is_empty());
}

pub async fn a_session_that_is_over_or_cannot_be_read_is_not_listed(bench: Bench) {
    bench.signed_in(7).await;
    bench.time.advance(Limits::default().usual.idle);
    assert!(bench.store.of_user(UserId::new(7)).await.unwrap().is_empty());

    bench.signed_in(8).await;
    bench.at_rest.spoil().await;
    assert!(bench.store.of_user(UserId::new(8)).await.unwrap().is_empty());
}

pub async fn some_sessions_of_a_user_end_and_no_other(bench: Bench) {
    let (one, two) = (bench.signed_in(7).await, bench.signed_in(7).await);
    let other = bench.signed_in(70).await;
    let end = |user, ids: &[Id]| {
        let (store, keys) = (bench.store.clone(), ids.iter().map(Key::of).collect());
        async move { store.end(UserId::new(user), keys).await.unwrap() }
    };

    assert_eq!(end(7, &[]).await, 0);
    assert_eq!(end(7, &[one, other]).await, 1);
    assert_eq!(end(7, &[one]).await, 0);

    assert!(!bench.is_signed_in(one).await);
    assert!(bench.is_signed_in(two).await && bench.is_signed_in(other).await);
    assert_eq!(bench.store.of_user(UserId::new(7)).await.unwrap().len(), 1);
}

pub async fn ending_one_among_fifty_saves_is_final(bench: Bench) {
    let id = bench.signed_in(7).await;
    let record = bench.store.load(&id).await.unwrap().unwrap();
    let start = Arc::new(Barrier::new(MANY + 1));
    let mut saves = save_often(&bench, &record, &start);

    start.wait().await;
    let ended = bench.store.end(UserId::new(7), vec![Key::of(&id)]).await.unwrap();
    while saves.join_next().await.is_some() {}

    assert_eq!(ended, 1);
    assert!(!bench.is_signed_in(id).await);
    assert_eq!(bench.at_rest.count().await, 0);
}

pub async fn fifty_who_begin_at_once_leave_as_many_as_there_may_be(bench: Bench) {
    let bench = Arc::new(bench);
    let start = Arc::new(Barrier::new(MANY));
    let mut tasks = JoinSet::new();
    for number in 0..MANY {
        let (bench, start) = (bench.clone(), start.clone());
        tasks.spawn(async move {
            start.wait().await;
            bench.signed_in_at(bench.instance(number), 7).await;
        });
    }
    tasks.join_all().await;

    let left = bench.sessions().list(UserId::new(7)).await.unwrap().len();

    assert!((1..=Limits::default().most).contains(&left), "{left} are left");
}

pub async fn what_one_instance_begins_the_other_knows_at_once(bench: Bench) {
    for number in 0..MANY {
        let id = bench.signed_in_at(bench.instance(number), 7).await;

        assert!(bench.instance(number + 1).load(&id).await.unwrap().is_some());
    }
}

pub async fn what_one_instance_ends_is_over_on_the_other_at_once(bench: Bench) {
    for number in 0..MANY {
        let id = bench.signed_in(7).await;

        bench.instance(number).delete(&id).await.unwrap();

        assert!(!bench.is_signed_in(id).await);
    }
}

pub async fn what_one_instance_saves_the_other_reads(bench: Bench) {
    let mut record = bench.record();
    bench.store.create(&mut record).await.unwrap();

    record.data.insert("greeting".to_owned(), json!("from elsewhere"));
    bench.other.save(&record).await.unwrap();

    assert_eq!(bench.store.load(&record.id).await.unwrap(), Some(record));
}

pub async fn of_fifty_who_end_one_session_one_has_ended_it(bench: Bench) {
    let id = bench.signed_in(7).await;
    let start = Arc::new(Barrier::new(MANY));
    let mut tasks = JoinSet::new();
    for number in 0..MANY {
        let (store, start) = (bench.instance(number).clone(), start.clone());
        tasks.spawn(async move {
            start.wait().await;
            store.end(UserId::new(7), vec![Key::of(&id)]).await.unwrap()
        });
    }

    let ended: u64 = tasks.join_all().await.into_iter().sum();

    assert_eq!(ended, 1);
    assert!(!bench.is_signed_in(id).await);
}

pub async fn fifty_who_renew_one_session_get_the_same_one(bench: Bench) {
    let old = bench.signed_in(7).await;
    let bench = Arc::new(bench);
    let start = Arc::new(Barrier::new(MANY));
    let mut tasks = JoinSet::new();
    for number in 0..MANY {
        let (bench, start) = (bench.clone(), start.clone());
        tasks.spawn(async move {
            let sessions = bench.sessions_of(bench.instance(number));
            let session = bench.session(Some(old));
            let record = sessions.current(&session).await.unwrap().unwrap();
            start.wait().await;
            sessions.renew(&session, &record, 8).await.unwrap()
        });
    }

    let renewed = tasks.join_all().await;

    let new = renewed[0].unwrap();
    assert!(renewed.iter().all(|id| *id == Some(new)), "{renewed:?}");
    assert!(bench.is_signed_in(new).await && !bench.is_signed_in(old).await);
    assert_eq!(bench.store.of_user(UserId::new(7)).await.unwrap().len(), 1);
}

pub async fn ending_all_on_one_instance_among_fifty_uses_on_the_other_is_final(bench: Bench) {
    let id = bench.signed_in(7).await;
    let bench = Arc::new(bench);
    bench.time.advance(Duration::from_mins(5));
    let start = Arc::new(Barrier::new(MANY + 1));
    let mut tasks = JoinSet::new();
    for _ in 0..MANY {
        let (bench, start) = (bench.clone(), start.clone());
        tasks.spawn(async move {
            let sessions = bench.sessions_of(&bench.other);
            let session = bench.session(Some(id));
            let record = sessions.current(&session).await.unwrap().unwrap();
            start.wait().await;
            sessions.touch(&session, record).await.unwrap();
        });
    }

    start.wait().await;
    bench.sessions().end_all(UserId::new(7), Ending::Suspended).await.unwrap();
    tasks.join_all().await;

    assert!(!bench.is_signed_in(id).await);
    assert!(bench.store.of_user(UserId::new(7)).await.unwrap().is_empty());
}

pub async fn why_a_session_has_ended_is_known_to_both_and_is_no_session(bench: Bench) {
    let id = bench.signed_in(7).await;
    let key = Key::of(&id);
    assert_eq!(bench.sessions().why_ended(key).await.unwrap(), Ending::TimedOut);

    bench.sessions().end_all(UserId::new(7), Ending::Suspended).await.unwrap();

    for store in [&bench.store, &bench.other] {
        let why = bench.sessions_of(store).why_ended(key).await.unwrap();
        assert_eq!(why, Ending::Suspended);
    }
    assert!(!bench.is_signed_in(key.as_id()).await);
    assert!(bench.store.of_user(UserId::new(7)).await.unwrap().is_empty());
    bench.time.advance(Duration::from_hours(24));
    assert_eq!(bench.sessions().why_ended(key).await.unwrap(), Ending::TimedOut);
}

pub async fn reading_a_session_writes_nothing(bench: Bench) {
    let id = bench.signed_in(7).await;
    let before = bench.at_rest.everything().await;

    for _ in 0..MANY {
        assert!(bench.is_signed_in(id).await);
        let session = bench.session(Some(id));
        let record = bench.sessions().current(&session).await.unwrap().unwrap();
        bench.sessions().touch(&session, record).await.unwrap();
    }

    assert_eq!(bench.at_rest.everything().await, before);
}

pub async fn whoever_begins_one_too_many_loses_the_oldest_wherever_it_began(bench: Bench) {
    let mut ids = Vec::new();
    for number in 0..=Limits::default().most {
        ids.push(bench.signed_in_at(bench.instance(number), 7).await);
        bench.time.advance(MILLISECOND);
    }

    assert!(!bench.is_signed_in(ids[0]).await);
    for id in &ids[1..] {
        assert!(bench.is_signed_in(*id).await);
    }
    let why = bench.sessions().why_ended(Key::of(&ids[0])).await.unwrap();
    assert_eq!(why, Ending::OneTooMany);
}
