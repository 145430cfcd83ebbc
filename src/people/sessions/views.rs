//! The page of somebody's sessions.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;

use super::{
    api::{EndOtherSessions, EndSession, ListSessions},
    model::{OpenSession, OpenSessions},
};
use crate::{
    authorization::{Can, Governed, Permission},
    paths,
    sessions::UserId,
    ui::{
        ask::ask,
        done::Done,
        erased::erased,
        field::HiddenField,
        form::{Form, FormState, use_form},
        form_error::FormError,
        icon::Icon,
        loaded::Loaded,
        moment::Moment,
        notice::Meaning,
        submit::Submit,
        title::PageTitle,
    },
};

/// The list, which shows what became of them.
const SESSIONS: &str = "sessions";

/// Where somebody is signed in, and the way to end that.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let params = use_params_map();
    let sessions =
        ask(move || ListSessions { slug: params.read().get("slug").unwrap_or_default() });
    view! {
        <Loaded from=sessions let:open>
            <Sessions open />
        </Loaded>
    }
}

/// What a session is, then each of them.
#[component]
fn Sessions(
    /// All of them.
    open: OpenSessions,
) -> impl IntoView {
    let OpenSessions { person, is_me, sessions } = open;
    let (heading, where_from) = if is_me {
        ("My sessions".to_owned(), "End what you do not know or no longer use: it is over at once.")
    } else {
        (format!("Sessions of {}", person.name), "What you end is over at once.")
    };
    let has_others = sessions.iter().any(|session| !session.is_this);
    let (id, subject) = (person.id, person.subject());
    let state = use_form::<EndSession>();
    erased(view! {
        <PageTitle text=heading.clone() />
        <div class="page content">
            <div class="page-head">
                <h1>{heading}</h1>
                <a class="button" href=paths::person(person.slug.as_str())>
                    <Icon name="left" />
                    {person.name}
                </a>
            </div>
            <p class="soft">{where_from}</p>
            <div id=SESSIONS tabindex="-1">
                <Done of=&[EndSession::PATH, EndOtherSessions::PATH] />
                <FormError state />
                {sessions
                    .is_empty()
                    .then(|| view! { <p class="empty">"Signed in nowhere at the moment."</p> })}
                <ul class="sessions-open" role="list">
                    {sessions
                        .into_iter()
                        .map(|session| view! { <Session session id state subject=subject.clone() /> })
                        .collect_view()}
                </ul>
            </div>
            {has_others
                .then(|| {
                    view! {
                        <Can permission=Permission::EndSession on=subject>
                            <EndOthers id is_me />
                        </Can>
                    }
                })}
        </div>
    })
}

/// One session, and the way to end it unless it is this one.
#[component]
fn Session(
    /// Which.
    session: OpenSession,
    /// Whose.
    id: UserId,
    /// The form that ends it.
    state: FormState,
    /// The person as rules see them.
    subject: crate::authorization::Subject,
) -> impl IntoView {
    let OpenSession { handle, is_this, device, network, started_at, last_seen_at, until, is_kept } =
        session;
    let what = StoredValue::new(format!(" {device}, last used {}", last_seen_at.date_and_time()));
    let gone = StoredValue::new(format!("{device} is signed out."));
    let handle = StoredValue::new(handle.as_str().to_owned());
    view! {
        <li class="panel session-open">
            <div class="page-head">
                <h2>{device}</h2>
                {is_this
                    .then(|| {
                        view! {
                            <span class="badge" data-meaning=Meaning::Done.as_str()>
                                <Icon name="check" />
                                "This session"
                            </span>
                        }
                    })}
            </div>
            <dl class="facts">
                <dt>"Last used"</dt>
                <dd>
                    <Moment at=last_seen_at minute=true />
                </dd>
                <dt>"Signed in"</dt>
                <dd>
                    <Moment at=started_at minute=true />
                </dd>
                <dt>"Network"</dt>
                <dd>{if network.is_empty() { "Unknown".to_owned() } else { network }}</dd>
                <dt>"Ends"</dt>
                <dd>
                    <Moment at=until minute=true />
                    {if is_kept { " at the latest; kept when the browser is closed" } else { " at the latest" }}
                </dd>
            </dl>
            {(!is_this)
                .then(|| {
                    view! {
                        <Can permission=Permission::EndSession on=subject>
                            <Form state says=gone.get_value() part=SESSIONS>
                                <HiddenField name="id" value=id.to_string() />
                                <HiddenField name="handle" value=handle.get_value() />
                                <button class="button danger" type="submit">
                                    "Sign out there"
                                    <span class="visually-hidden">{what.get_value()}</span>
                                </button>
                            </Form>
                        </Can>
                    }
                })}
        </li>
    }
}

/// Ends all others at once.
#[component]
fn EndOthers(
    /// Whose.
    id: UserId,
    /// Whether they are the caller's own.
    is_me: bool,
) -> impl IntoView {
    let state = use_form::<EndOtherSessions>();
    let (label, says) = if is_me {
        ("End all other sessions", "All others have ended.")
    } else {
        ("End all these sessions", "All of them have ended.")
    };
    view! {
        <Form state says part=SESSIONS>
            <FormError state />
            <HiddenField name="id" value=id.to_string() />
            <Submit state label pending="Ending…" class="danger" />
        </Form>
    }
}
