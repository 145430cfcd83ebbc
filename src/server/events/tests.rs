//! News within one process.

use super::*;

const MINE: &str = "0123456789abcdef";

fn ended(user: i64, session: &str) -> News {
    News::SessionEnded { user, session: session.to_owned(), why: "It is over.".to_owned() }
}

#[tokio::test]
async fn one_hears_of_ones_own_powers_and_of_policies() {
    let events = Events::in_process();
    let mut listener = events.listen(7, MINE).unwrap();

    events.tell(News::PowersOf(8)).await;
    events.tell(News::PowersOf(7)).await;
    assert_eq!(listener.next().await, Some(News::PowersOf(7)));
    assert!(listener.is_up_to_date());

    events.tell(News::Policies).await;
    assert_eq!(listener.next().await, Some(News::Policies));
}

#[tokio::test]
async fn one_hears_of_the_end_of_ones_own_session_and_of_no_other() {
    let events = Events::in_process();
    let mut listener = events.listen(7, MINE).unwrap();

    events.tell(ended(8, MINE)).await;
    events.tell(ended(7, "fedcba9876543210")).await;
    events.tell(ended(7, MINE)).await;

    assert_eq!(listener.next().await, Some(ended(7, MINE)));
}

#[tokio::test]
async fn who_listens_hears_nothing_more_once_it_is_closed() {
    let events = Events::in_process();
    let mut listener = events.listen(7, MINE).unwrap();

    events.close();

    assert_eq!(listener.next().await, None);
}

#[tokio::test]
async fn a_user_and_a_node_have_so_many_listeners_and_no_more() {
    let events = Events::in_process();
    let mut own: Vec<Listener> = (0..PER_USER).filter_map(|_| events.listen(7, MINE)).collect();

    assert_eq!(own.len(), PER_USER);
    assert!(events.listen(7, MINE).is_none() && events.listen(8, MINE).is_some());
    own.pop();
    assert!(events.listen(7, MINE).is_some());
}

#[tokio::test]
async fn who_is_too_far_behind_is_told_to_look() {
    let events = Events::in_process();
    let mut listener = events.listen(7, MINE).unwrap();

    for _ in 0..=BACKLOG {
        events.tell(News::PowersOf(8)).await;
    }

    assert_eq!(listener.next().await, Some(News::Missed));
}
