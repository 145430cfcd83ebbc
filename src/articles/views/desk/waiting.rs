//! What the caller is the next to move.

use leptos::{either::Either, prelude::*};

use super::{
    item::{Place, items},
    many::{Many, PublishChosen},
};
use crate::articles::board::Queue;

/// Submissions to read, by department, then drafts that came back.
#[component]
pub(super) fn Waiting(
    /// What waits, by what is to be done.
    queues: Vec<Queue>,
    /// Whether the caller reads what is submitted.
    has_duties: bool,
    /// The forms that take many articles.
    many: Many,
) -> impl IntoView {
    let count: usize = queues.iter().map(|queue| queue.stories.len()).sum();
    let to_review = queues.iter().any(|queue| queue.review.is_some());
    let chosable = queues.iter().flat_map(|queue| queue.stories.clone()).collect();
    let list = if queues.is_empty() {
        let more =
            "Submissions that you may publish, and drafts that came back to you, stand here.";
        Either::Left(view! {
            <p class="soft">"Nothing waits for you. " {has_duties.then_some(more)}</p>
        })
    } else {
        Either::Right(
            queues.into_iter().map(|queue| view! { <WaitingQueue queue /> }).collect_view(),
        )
    };
    view! {
        <section class="waiting" aria-labelledby="waiting">
            <div class="list-head">
                <h2 id="waiting">"Waits for you " <span class="count">{count}</span></h2>
                {to_review.then(|| view! { <PublishChosen many stories=chosable /> })}
            </div>
            {list}
        </section>
    }
}

/// Articles that wait for the same thing.
#[component]
fn WaitingQueue(
    /// Which.
    queue: Queue,
) -> impl IntoView {
    let (id, title) = match queue.review {
        Some(department) => {
            (format!("review-{}", department.id), format!("To review in {}", department.name))
        }
        None => ("came-back".to_owned(), "Came back to you".to_owned()),
    };
    view! {
        <section class="queue" aria-labelledby=id.clone()>
            <h3 id=id.clone()>{title}</h3>
            <ol class="desk-list" role="list">
                {items(queue.stories, Place::Waiting)}
            </ol>
        </section>
    }
}
