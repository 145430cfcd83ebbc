//! Whether somebody may do something, and why, as the server draws it.

use leptos::prelude::*;

use crate::{
    authorization::{PolicyText, can::as_sentence},
    paths,
    powers::model::{Line, Question, Told, Why},
    ui::{
        asked::{AskedChoice, AskedText, Options},
        icon::Icon,
        moment::Moment,
        notice::Meaning,
    },
};

/// The question, then the answer.
#[component]
pub fn Asked(
    /// Both.
    why: Why,
) -> impl IntoView {
    let Why { question, errors, people, acts, told } = why;
    let Question { person, permission, thing } = question;
    let asks_others = !people.is_empty();
    let errors = StoredValue::new(errors);
    view! {
            <div class="page-head">
                <h1>"Who may, and why"</h1>
                {asks_others
                    .then(|| {
                        view! {
                            <a class="text-link" href=paths::POWERS>
                                "All powers in one table"
                            </a>
                        }
                    })}
            </div>
        <form class="why-form fields" method="get" action=paths::WHY aria-label="Ask why">
            {(asks_others || !person.is_empty())
                .then(|| {
                    view! {
                        <AskedText
                            errors
                            name="person"
                            label="Person"
                            hint="The address of their page, or its end: lena-fuchs. Empty: you."
                            list="people-to-ask"
                            value=person
                        />
                        <People people />
                    }
                })}
            <AskedChoice
                errors
                name="permission"
                label="May they"
                all="Choose what"
                groups=acts
                chosen=permission
            />
            <AskedText
                errors
                name="thing"
                label="To what"
                hint="An address or a number; of a role: lena-fuchs author@science."
                value=thing
            />
            <div class="actions">
                <button class="button primary" type="submit">
                    <Icon name="search" />
                    "Ask"
                </button>
            </div>
        </form>
        {told.map(|told| view! { <Answer told /> })}
    }
}

/// Who could be asked about.
#[component]
fn People(
    /// Value and name of each.
    people: Options,
) -> impl IntoView {
    let option = |(value, name): (String, String)| view! { <option value=value>{name}</option> };
    view! { <datalist id="people-to-ask">{people.into_iter().map(option).collect_view()}</datalist> }
}

/// The decision, what led to it, and what would turn it round.
#[component]
fn Answer(
    /// All of it.
    told: Told,
) -> impl IntoView {
    let Told { allowed, sentence, reason, turns, deciding, others, facts } = told;
    let (meaning, icon) =
        if allowed { (Meaning::Done, "check") } else { (Meaning::Refused, "gate") };
    let nobody = turns.is_empty();
    let tells_all = !facts.is_empty();
    view! {
        <section class="why-answer" aria-labelledby="decision">
            <div class="notice" data-meaning=meaning.as_str()>
                <Icon name=icon class="first-line" />
                <div class="words">
                    <h2 id="decision">{sentence}</h2>
                    <p>{reason}</p>
                </div>
            </div>
            {tells_all
                .then(|| {
                    view! {
                        <h3>"What would change it"</h3>
                        {nobody.then(|| view! { <p>"No role and no moment by itself."</p> })}
                        <ul>{turns.into_iter().map(|turn| view! { <Turn turn /> }).collect_view()}</ul>
                        <Policies heading="The policies that decided" policies=deciding open=true />
                        <Policies heading="Other policies about this" policies=others open=false />
                        <h3>"What the policies were told"</h3>
                        <dl class="facts why-facts">
                            {facts.into_iter().map(|fact| view! { <Fact fact /> }).collect_view()}
                        </dl>
                    }
                })}
        </section>
    }
}

/// The other decision, and when.
#[component]
fn Turn(
    /// Both.
    turn: Line,
) -> impl IntoView {
    let Line { name, words, at } = turn;
    view! {
        <li>
            <strong>{name}</strong>
            ", "
            {words}
            {at.map(|at| view! { " " <Moment at minute=true /> })}
            "."
        </li>
    }
}

/// Policies as they are written.
#[component]
fn Policies(
    /// What they have in common.
    heading: &'static str,
    /// Which.
    policies: Vec<PolicyText>,
    /// Whether they are shown at once.
    open: bool,
) -> impl IntoView {
    (!policies.is_empty()).then(|| {
        view! {
            <details class="unfold" open=open>
                <summary class="button">
                    {heading} " " <span class="count">{policies.len()}</span>
                </summary>
                {policies.into_iter().map(|policy| view! { <Policy policy /> }).collect_view()}
            </details>
        }
    })
}

/// Its sentence, and its text.
#[component]
fn Policy(
    /// Which.
    policy: PolicyText,
) -> impl IntoView {
    let PolicyText { sentence, permits, text } = policy;
    let (meaning, word) =
        if permits { (Meaning::Done, "permits") } else { (Meaning::Refused, "forbids") };
    let sentence = as_sentence(&sentence);
    let label = sentence.clone();
    view! {
        <div class="policy">
            <p>
                <span class="badge" data-meaning=meaning.as_str()>
                    {word}
                </span>
                " "
                {sentence}
            </p>
            <pre tabindex="0" role="region" aria-label=label>
                {text}
            </pre>
        </div>
    }
}

/// What a policy may ask, and the answer.
#[component]
fn Fact(
    /// Both.
    fact: Line,
) -> impl IntoView {
    let Line { name, words, at } = fact;
    view! {
        <dt>
            <code>{name}</code>
        </dt>
        <dd>{words} {at.map(|at| view! { <Moment at minute=true /> })}</dd>
    }
}
