//! What people say about an article, under it.

mod change;
mod comment;
mod moderation;
mod saying;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

use self::{comment::CommentItem, saying::NewComment};
use super::{
    api::{
        CreateComment, DeleteComment, HideComment, LoadDiscussion, ReplyToComment, RestoreComment,
        UpdateComment,
    },
    model::{DISCUSSION, Discussion, First, Thread},
};
use crate::{
    articles::model::Article,
    paths,
    ui::{
        ask::ask,
        done::Done,
        erased::erased,
        loaded::Loaded,
        pager::{Pager, use_page},
    },
};

/// Everything that is done in a discussion.
const FORMS: &[&str] = &[
    CreateComment::PATH,
    ReplyToComment::PATH,
    UpdateComment::PATH,
    HideComment::PATH,
    RestoreComment::PATH,
    DeleteComment::PATH,
];

/// The comments under the article that the address names.
#[component]
pub fn Comments() -> impl IntoView {
    let params = use_params_map();
    let page = use_page();
    let discussion = ask(move || LoadDiscussion {
        slug: params.read().get("slug").unwrap_or_default(),
        page: page(),
    });
    view! {
        <Loaded from=discussion aside=true let:discussion>
            <WholeDiscussion discussion />
        </Loaded>
    }
}

/// How many there are, a field for one more, and the threads.
#[component]
fn WholeDiscussion(
    /// A page of it.
    discussion: Discussion,
) -> impl IntoView {
    let Discussion { article, threads, pages } = discussion;
    let list = paths::article(article.slug.as_str());
    let threads = threads
        .into_iter()
        .map(|thread| view! { <WholeThread thread article=article.clone() /> })
        .collect_view();
    view! {
        <div class="page">
            <section class="comments" aria-labelledby=DISCUSSION>
                <h2 id=DISCUSSION tabindex="-1">
                    {counted(pages.total)}
                </h2>
                <Done of=FORMS />
                <NewComment article=article.clone() />
                {threads}
                <Pager pages list />
            </section>
        </div>
    }
}

/// What a thread begins with, and the replies.
#[component]
fn WholeThread(
    /// Which.
    thread: Thread,
    /// What it is about.
    article: Article,
) -> impl IntoView {
    let first = match thread.first {
        First::Comment(comment) => {
            erased(view! { <CommentItem comment article=article.clone() /> })
        }
        First::Before => lost("This thread begins on the page before."),
        First::Hidden => lost("A moderator has hidden the comment that began this thread."),
        First::Deleted => lost("The comment that began this thread is deleted."),
    };
    let replies = thread
        .replies
        .into_iter()
        .map(|comment| view! { <CommentItem comment article=article.clone() /> })
        .collect_view();
    view! {
        <div class="thread">
            {first}
            <div class="replies">{replies}</div>
        </div>
    }
}

/// Says what stood there.
fn lost(words: &'static str) -> crate::ui::erased::Erased {
    erased(view! { <p class="soft">{words}</p> })
}

fn counted(total: u64) -> String {
    match total {
        0 => "No comments yet".to_owned(),
        1 => "1 comment".to_owned(),
        total => format!("{total} comments"),
    }
}
