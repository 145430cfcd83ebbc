//! Shows what the caller may do. A courtesy, not a guard: the server decides.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    ability::{Ability, Answer, Verdict},
    facts::Subject,
    marks::{Show, marked},
    permission::Permission,
};
use crate::ui::{ask::Asked, content::ContentFn, erased::erased, icon::Icon};

/// Puts the caller's ability where every part of the page finds it, and returns the handle that
/// changes it while the page is open.
pub fn provide_ability(ability: impl Into<Arc<Ability>>) -> RwSignal<Arc<Ability>> {
    let signal = RwSignal::new(ability.into());
    provide_context(signal);
    signal
}

/// What the caller may do, for questions in code; nothing, where no ability is provided.
#[must_use]
pub fn use_ability() -> Signal<Arc<Ability>> {
    match use_context::<RwSignal<Arc<Ability>>>() {
        Some(ability) => ability.into(),
        None => Signal::stored(Arc::default()),
    }
}

/// Asks the server what rules do not know; without it, nobody may.
#[derive(Clone, Copy)]
pub struct Oracle(pub fn(Permission, Signal<Subject>) -> Asked<Answer>);

/// Where a page says why, for those who may know it.
#[derive(Clone, Copy)]
pub struct Explainer(pub fn(Permission, &Subject) -> Option<String>);

/// Renders its children if the caller may do this, and `fallback` otherwise.
///
/// A courtesy, not a guard: the server decides again when the request arrives. While the ability
/// is loading, and if it cannot be loaded, the answer is no.
#[component]
#[expect(clippy::must_use_candidate, reason = "`#[component]` keeps no `#[must_use]`")]
pub fn Can(
    /// What the children let the caller do.
    permission: Permission,
    /// What they would do it to.
    #[prop(into)]
    on: Signal<Subject>,
    /// Shown to those who may not.
    #[prop(optional, into)]
    fallback: ContentFn,
    children: ContentFn,
) -> impl IntoView {
    let show = move |verdict: Verdict| match verdict {
        Verdict::Yes => children.show(),
        // What it asks for, it asks for when it is done.
        verdict if verdict.is_lifted_by_being_there() => children.show(),
        _ => fallback.show(),
    };
    decided(permission, on, Arc::new(show))
}

/// As [`Can`], but where a policy says why the caller may not, its children are shown disabled,
/// with the reason beside them.
#[component]
#[expect(clippy::must_use_candidate, reason = "`#[component]` keeps no `#[must_use]`")]
pub fn CanOrWhy(
    /// What the children let the caller do.
    permission: Permission,
    /// What they would do it to.
    #[prop(into)]
    on: Signal<Subject>,
    /// What is refused, for those who listen: "Publish, refused".
    act: &'static str,
    /// The `id` of the reason, unlike every other on the page.
    #[prop(into)]
    id: String,
    /// Shown to those who may not, where there is no reason to give.
    #[prop(optional, into)]
    fallback: ContentFn,
    /// What stands beside the reason, where the children are more than a control.
    #[prop(optional, into)]
    refused: Option<ContentFn>,
    children: ContentFn,
) -> impl IntoView {
    let explainer = use_context::<Explainer>();
    let why = move || {
        let Explainer(address) = explainer?;
        let address = on.with_untracked(|on| address(permission, on))?;
        Some(view! {
            <a class="why" href=address>
                "Why?"
                <span class="visually-hidden">" " {act}</span>
            </a>
        })
    };
    let show = move |verdict: Verdict| match verdict {
        Verdict::Yes => children.show(),
        verdict if verdict.is_lifted_by_being_there() => erased(view! {
            {children.show()}
            <ProofNote />
        }),
        Verdict::Ask | Verdict::No { reason: None } | Verdict::Challenge { reason: None, .. } => {
            fallback.show()
        }
        Verdict::No { reason: Some(reason) } | Verdict::Challenge { reason: Some(reason), .. } => {
            erased(view! {
                <fieldset class="refused" disabled aria-describedby=id.clone()>
                    <legend class="visually-hidden">{act}</legend>
                    {refused.as_ref().unwrap_or(&children).show()}
                    <p class="reason" id=id.clone()>
                        {as_sentence(&reason)}
                    </p>
                    {why()}
                </fieldset>
            })
        }
    };
    decided(permission, on, Arc::new(show))
}

/// Says beforehand that a control asks for a proof.
#[component]
fn ProofNote() -> impl IntoView {
    view! {
        <p class="lock proof-note">
            <Icon name="lock-1" />
            <span>"You will be asked to prove that it is you."</span>
        </p>
    }
}

/// Shows the verdict of the rules, or that of the server where they do not know.
fn decided(permission: Permission, on: Signal<Subject>, show: Show) -> impl IntoView {
    let show = marked(show, permission, on);
    let (ability, oracle) = (use_ability(), use_context::<Oracle>());
    let verdict =
        Memo::new(move |_| ability.with(|ability| on.with(|on| ability.check(permission, on))));
    move || match (verdict.get(), oracle) {
        (Verdict::Ask, Some(Oracle(ask))) => {
            let show = Arc::clone(&show);
            let refused = Verdict::No { reason: None };
            erased(
                ask(permission, on).shown(move |answer| {
                    show(answer.map_or_else(|_| refused.clone(), Verdict::from))
                }),
            )
        }
        (verdict, _) => show(verdict),
    }
}

/// A policy's sentence, as prose: with a capital letter, if ASCII has it, and a full stop.
#[must_use]
pub fn as_sentence(reason: &str) -> String {
    let mut sentence = format!("{reason}.");
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_reads_as_a_sentence() {
        let sentence = as_sentence("nobody publishes their own article");

        assert_eq!(sentence, "Nobody publishes their own article.");
        assert_eq!(as_sentence("älter als ein Tag"), "älter als ein Tag.");
    }
}
