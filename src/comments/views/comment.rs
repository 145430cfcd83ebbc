//! One comment, and what may be done with it.

use leptos::prelude::*;

use super::{
    change::Change,
    moderation::{Deletion, Hiding, Restoring},
    saying::Reply,
};
use crate::{
    articles::model::Article,
    authorization::Governed,
    comments::model::{Comment, Hidden},
    people::model::initials,
    ui::{
        moment::Moment,
        notice::{Meaning, Notice},
    },
};

/// Who says what, and when.
#[component]
pub(super) fn CommentItem(
    /// Which.
    comment: Comment,
    /// What it is about.
    article: Article,
) -> impl IntoView {
    let subject = comment.subject();
    let (id, is_hidden) = (comment.id, comment.hidden.is_some());
    let by_author = comment.author.id == article.author.id;
    let text = comment.text.clone();
    let name = comment.author.name.clone();
    let label = format!("Comment by {name}");
    view! {
        <article
            class="comment"
            id=id.part()
            tabindex="-1"
            data-hidden=is_hidden.then_some("")
            aria-label=label
        >
            <header class="person">
                <span class="initials" aria-hidden="true">
                    {initials(&name)}
                </span>
                <p>
                    <strong>{name}</strong>
                    <small>
                        {by_author.then_some("Author of this article, ")}
                        <Moment at=comment.at minute=true />
                        {comment.edited_at.map(|_| ", edited")}
                    </small>
                </p>
            </header>
            {comment.hidden.clone().map(|hidden| view! { <WhyHidden hidden /> })}
            <p class="lines">{text}</p>
            <div class="actions">
                {(!is_hidden).then(|| view! { <Reply to=comment.id article /> })}
                <Change comment subject=subject.clone() />
                <Hiding id subject=subject.clone() />
                <Restoring id subject=subject.clone() />
                <Deletion id subject />
            </div>
        </article>
    }
}

/// Why most people do not read it.
#[component]
fn WhyHidden(
    /// What the moderator said.
    hidden: Hidden,
) -> impl IntoView {
    view! {
        <Notice meaning=Meaning::Waiting icon="eye-off">
            <p>
                <strong>"Hidden by a moderator, " <Moment at=hidden.at minute=true /> ". "</strong>
                {hidden.reason}
            </p>
        </Notice>
    }
}
