//! Shows what the caller may do. A courtesy, not a guard: the server decides.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    ability::{Ability, Verdict},
    facts::Subject,
    permission::Permission,
};

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

/// Renders its children if the caller may do this, and `fallback` otherwise.
///
/// A courtesy, not a guard: the server decides again when the request arrives. While the ability
/// is loading, and if it cannot be loaded, the answer is no.
#[component]
pub fn Can<C>(
    /// What the children let the caller do.
    permission: Permission,
    /// What they would do it to.
    #[prop(into)]
    on: Signal<Subject>,
    /// Shown to those who may not.
    #[prop(optional, into)]
    fallback: ViewFn,
    children: TypedChildrenFn<C>,
) -> impl IntoView
where
    C: IntoView + 'static,
{
    let verdict = verdict(permission, on);
    let children = children.into_inner();
    move || match verdict.get() {
        Verdict::Yes | Verdict::Ask => children().into_any(),
        Verdict::No { .. } => fallback.run(),
    }
}

/// As [`Can`], but where a policy says why the caller may not, its children are shown disabled,
/// with the reason beside them.
#[component]
pub fn CanOrWhy<C>(
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
    fallback: ViewFn,
    children: TypedChildrenFn<C>,
) -> impl IntoView
where
    C: IntoView + 'static,
{
    let verdict = verdict(permission, on);
    let children = children.into_inner();
    move || match verdict.get() {
        Verdict::Yes | Verdict::Ask => children().into_any(),
        Verdict::No { reason: None } => fallback.run(),
        Verdict::No { reason: Some(reason) } => view! {
            <fieldset class="refused" disabled aria-describedby=id.clone()>
                <legend class="visually-hidden">{act}</legend>
                {children()}
                <p class="reason" id=id.clone()>
                    {as_sentence(&reason)}
                </p>
            </fieldset>
        }
        .into_any(),
    }
}

fn verdict(permission: Permission, on: Signal<Subject>) -> Memo<Verdict> {
    let ability = use_ability();
    Memo::new(move |_| ability.with(|ability| on.with(|on| ability.check(permission, on))))
}

/// A policy's sentence, as prose: with a capital letter and a full stop.
fn as_sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters.next().map(char::to_uppercase);
    let first: String = first.into_iter().flatten().collect();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_reads_as_a_sentence() {
        let sentence = as_sentence("nobody publishes their own article");

        assert_eq!(sentence, "Nobody publishes their own article.");
    }
}
