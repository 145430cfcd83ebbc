//! One contract for every store of sessions, and what only one of them promises.
#![allow(clippy::unwrap_used, reason = "tests")]

mod bench;
mod contract;
mod embedded;
mod limits;
mod news;
mod objects;
mod redis;
#[path = "../support/servers.rs"]
mod servers;
mod taken_over;
#[path = "../support/takeover.rs"]
mod takeover;

/// Makes each sentence a test of each store.
macro_rules! every_store_keeps {
    ($($sentence:ident)*) => {
        every_store_keeps!(@ on_sqlite, sqlite, $($sentence)*);
        every_store_keeps!(@ on_postgres, postgres, $($sentence)*);
        every_store_keeps!(@ on_redis, redis, $($sentence)*);
        every_store_keeps!(@ on_a_replica_that_took_over, replica, $($sentence)*);
    };
    (@ $module:ident, $open:ident, $($sentence:ident)*) => {
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $sentence() {
                    let bench = crate::bench::Bench::$open().await;
                    crate::contract::$sentence(bench).await;
                }
            )*
        }
    };
}

every_store_keeps! {
    a_session_is_loaded_as_it_was_created
    a_saved_session_is_loaded_as_it_was_saved
    an_unknown_id_is_no_session
    the_first_and_the_last_id_are_ids_like_others
    a_deleted_session_is_gone
    deleting_an_unknown_id_is_no_error
    a_taken_id_is_replaced_by_a_free_one
    fifty_sessions_that_want_one_id_get_fifty
    nothing_at_rest_leads_back_to_an_id
    what_is_at_rest_is_no_id_itself
    a_session_is_kept_in_less_than_a_kilobyte
    a_session_lives_until_just_before_its_expiry
    a_session_is_over_at_its_expiry
    a_later_expiry_lets_it_live_longer
    an_earlier_expiry_ends_it_earlier
    saving_an_unknown_session_does_not_create_it
    saving_a_deleted_session_does_not_revive_it
    saving_a_session_that_is_over_does_not_revive_it
    a_delete_among_fifty_saves_is_final
    fifty_concurrent_saves_leave_one_of_them
    sessions_do_not_touch_each_other
    a_session_that_cannot_be_read_is_none
    all_sessions_of_a_user_end_and_no_other
    ending_all_of_a_user_without_sessions_ends_none
    ending_all_reaches_sessions_that_were_used_for_long
    ending_all_among_fifty_saves_is_final
    the_sessions_of_a_user_are_listed_and_no_other
    a_session_that_is_over_or_cannot_be_read_is_not_listed
    some_sessions_of_a_user_end_and_no_other
    ending_one_among_fifty_saves_is_final
    fifty_who_begin_at_once_leave_as_many_as_there_may_be
    a_session_without_a_user_is_kept_too
    what_one_instance_begins_the_other_knows_at_once
    what_one_instance_ends_is_over_on_the_other_at_once
    what_one_instance_saves_the_other_reads
    of_fifty_who_end_one_session_one_has_ended_it
    fifty_who_renew_one_session_get_the_same_one
    ending_all_on_one_instance_among_fifty_uses_on_the_other_is_final
    why_a_session_has_ended_is_known_to_both_and_is_no_session
    reading_a_session_writes_nothing
    whoever_begins_one_too_many_loses_the_oldest_wherever_it_began
}
