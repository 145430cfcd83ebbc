//! What the reader may do with an article.

use leptos::prelude::*;

use super::{
    stage_badge::StageBadge,
    step_forms::{Read, Steps},
    steps::{Deletion, Publication, Retraction, Return, Submission},
};
use crate::{
    articles::{
        model::{Article, Stage},
        settings::views::may_decide,
    },
    authorization::{Can, Governed, Permission, Subject, Verdict, use_ability},
    paths,
    ui::{form_error::FormError, icon::Icon},
};

/// The acts that the bar offers.
const ACTS: [Permission; 6] = [
    Permission::UpdateArticle,
    Permission::SubmitArticle,
    Permission::ReturnArticle,
    Permission::PublishArticle,
    Permission::RetractArticle,
    Permission::DeleteArticle,
];

/// A bar that stays in sight. Who may do nothing sees none, unless a step has just failed, or they see
/// the article in other stages too and should know which one this is.
#[component]
pub(super) fn ActionBar(
    /// Which.
    article: Article,
) -> impl IntoView {
    let subject = article.subject();
    let steps = Steps::of(article.id);
    let read = Read { id: article.id, version: article.version };
    let sees_stages = sees_stages(&article);
    let concerns_me = Memo::new({
        let subject = subject.clone();
        move |_| sees_stages || has_something_to_say(&subject) || steps.has_failed()
    });
    move || {
        concerns_me.get().then(|| {
            let (article, subject) = (article.clone(), subject.clone());
            view! {
                <section class="action-bar" aria-label="What you may do with this article">
                    <div class="page">
                        <p class="state">
                            <StageBadge stage=article.stage />
                        </p>
                        <div class="actions">
                            <EditLink article=article.clone() subject=subject.clone() />
                            <HistoryLink article=article.clone() subject=subject.clone() />
                            <SettingsLink article=article.clone() subject=subject.clone() />
                            <Submission steps read subject=subject.clone() />
                            <Return steps read subject=subject.clone() />
                            <Publication steps read subject=subject.clone() />
                            <Retraction steps read subject=subject.clone() />
                            <Deletion steps read subject=subject.clone() />
                        </div>
                        <StepErrors steps subject />
                    </div>
                </section>
            }
        })
    }
}

/// Leads to the editor.
#[component]
fn EditLink(
    /// Which.
    article: Article,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let address = paths::edit(article.slug.as_str());
    view! {
        <Can permission=Permission::UpdateArticle on=subject>
            <a class="button" href=address.clone()>
                <Icon name="pencil" />
                "Edit"
            </a>
        </Can>
    }
}

/// Leads to what the article has said before.
#[component]
fn HistoryLink(
    /// Which.
    article: Article,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let address = paths::history(article.slug.as_str());
    view! {
        <Can permission=Permission::ReadHistory on=subject>
            <a class="button" href=address.clone()>
                <Icon name="clock" />
                "Versions"
            </a>
        </Can>
    }
}

/// Leads to what can be decided besides the text.
#[component]
fn SettingsLink(
    /// Which.
    article: Article,
    /// The same, as rules see it.
    subject: Subject,
) -> impl IntoView {
    let address = paths::settings(article.slug.as_str());
    move || {
        may_decide(&subject).then(|| {
            view! {
                <a class="button" href=address.clone()>
                    <Icon name="hold" />
                    "Settings"
                </a>
            }
        })
    }
}

/// Why a step failed whose form cannot say it: it has no fields, or is not there any more.
#[component]
fn StepErrors(
    /// The forms.
    steps: Steps,
    /// The article, as rules see it.
    subject: Subject,
) -> impl IntoView {
    view! {
        <div class="step-errors">
            <FormError state=steps.submit />
            <FormError state=steps.publish />
            <Can
                permission=Permission::ReturnArticle
                on=subject.clone()
                fallback=move || view! { <FormError state=steps.hand_back /> }
            >
                {None::<()>}
            </Can>
            <Can
                permission=Permission::RetractArticle
                on=subject.clone()
                fallback=move || view! { <FormError state=steps.retract /> }
            >
                {None::<()>}
            </Can>
            <Can
                permission=Permission::DeleteArticle
                on=subject
                fallback=move || view! { <FormError state=steps.delete /> }
            >
                {None::<()>}
            </Can>
        </div>
    }
}

/// Whether the caller may also read it while it waits for an editor.
fn sees_stages(article: &Article) -> bool {
    let waiting = Article { stage: Stage::InReview, ..article.clone() }.subject();
    use_ability().with_untracked(|ability| ability.can(Permission::ReadArticle, &waiting))
}

/// Whether a rule permits one of the acts, or says why not.
fn has_something_to_say(subject: &Subject) -> bool {
    let ability = use_ability();
    ability.with(|ability| {
        ACTS.iter().any(|&act| ability.check(act, subject) != Verdict::No { reason: None })
    })
}
