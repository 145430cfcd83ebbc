//! Who may call which server function: every one of them has a row here.

use std::sync::Arc;

use stile::sessions::UserId;

use super::{mutations, readings};
use crate::{
    articles::{
        DRAFT_BY_JONAS, DRAFT_BY_LENA, IN_REVIEW_BY_LENA, PUBLISHED_BY_LENA, PUBLISHED_IN_POLITICS,
        RETRACTED_BY_HENRIK,
    },
    comments::WITH_COMMENTS,
    support::{Answer, LINK, Person, TestApp, device::Device},
};

/// A server function with what it is called with, and how it answers whom.
pub struct Row {
    pub path: &'static str,
    /// `{id}` stands for the number of the article, `{comment}` and `{file}` for those of its newest comment
    /// and of a file of it, `{lena}` and `{suspended}` for those of people, `{session}` for the name of a session of hers.
    with: &'static [(&'static str, &'static str)],
    /// Which article it is about.
    about: &'static str,
    pub visitor: u16,
    reader: u16,
    /// Who may, if not everybody.
    pub who_may: &'static str,
}

pub const WHO_MAY_CALL: &[Row] = &[
    Row {
        path: "/api/account/choose-theme",
        with: &[("theme", "dark")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/activity/list",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/alerts/list",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/articles/author",
        with: &[("slug", "priya-nair"), ("page", "1")],
        about: PUBLISHED_BY_LENA,
        visitor: 404,
        reader: 404,
        who_may: "ada",
    },
    Row {
        path: "/api/articles/create",
        with: &[("department", "science"), ("title", "Bees"), ("standfirst", ""), ("body", "")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "lena",
    },
    Row {
        path: "/api/articles/credit",
        with: &[("id", "{id}"), ("byline", "The desk")],
        about: "moss-remembers-the-drought-that-the-records-forgot",
        visitor: 401,
        reader: 403,
        who_may: "ada",
    },
    Row {
        path: "/api/articles/delete",
        with: &[("id", "{id}")],
        about: "the-frogs-came-back-before-the-funding-did",
        visitor: 401,
        reader: 404,
        who_may: "ada",
    },
    Row {
        path: "/api/articles/desk",
        with: &[("page", "1")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/articles/edition",
        with: &[("page", "1")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/articles/embargo",
        with: &[("id", "{id}"), ("until", "")],
        about: "the-city-owns-812-benches-and-cannot-find-ninety",
        visitor: 401,
        reader: 404,
        who_may: "henrik",
    },
    Row {
        path: "/api/articles/history",
        with: &[("slug", PUBLISHED_IN_POLITICS)],
        about: PUBLISHED_IN_POLITICS,
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/hold",
        with: &[("id", "{id}"), ("reason", "A suit.")],
        about: "why-the-harbour-vote-moved-to-a-tuesday",
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/load",
        with: &[("slug", RETRACTED_BY_HENRIK)],
        about: RETRACTED_BY_HENRIK,
        visitor: 410,
        reader: 410,
        who_may: "henrik",
    },
    Row {
        path: "/api/articles/load-to-edit",
        with: &[("slug", PUBLISHED_IN_POLITICS)],
        about: PUBLISHED_IN_POLITICS,
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/preview",
        with: &[("id", "{id}"), ("body", "Bees.")],
        about: PUBLISHED_IN_POLITICS,
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/publish",
        with: &[("id", "{id}")],
        about: IN_REVIEW_BY_LENA,
        visitor: 401,
        reader: 404,
        who_may: "ada",
    },
    Row {
        path: "/api/articles/publish-many",
        with: &[("articles[]", "{id}:1")],
        about: "forty-years-of-notes-from-the-projection-box",
        visitor: 401,
        reader: 409,
        who_may: "ada",
    },
    Row {
        path: "/api/articles/readdress",
        with: &[("id", "{id}"), ("slug", "")],
        about: "mayor-publishes-her-calendar-gaps-included",
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/release",
        with: &[("id", "{id}")],
        about: "why-the-harbour-vote-moved-to-a-tuesday",
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/restore",
        with: &[("id", "{id}"), ("version", "1"), ("revision", "1")],
        about: "what-the-audit-office-asked-and-what-it-was-told",
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/retract",
        with: &[("id", "{id}"), ("note", "Wrong.")],
        about: PUBLISHED_IN_POLITICS,
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/articles/return",
        with: &[("id", "{id}"), ("note", "Why?")],
        about: "the-city-owns-812-benches-and-cannot-find-ninety",
        visitor: 401,
        reader: 404,
        who_may: "henrik",
    },
    Row {
        path: "/api/articles/search",
        with: &[("q", "moss"), ("page", "1")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/articles/submit",
        with: &[("id", "{id}")],
        about: DRAFT_BY_LENA,
        visitor: 401,
        reader: 404,
        who_may: "lena",
    },
    Row {
        path: "/api/articles/submit-many",
        with: &[("articles[]", "{id}:1")],
        about: DRAFT_BY_JONAS,
        visitor: 401,
        reader: 409,
        who_may: "jonas",
    },
    Row {
        path: "/api/articles/update",
        with: &[
            ("id", "{id}"),
            ("version", "1"),
            ("title", "Mayor"),
            ("standfirst", ""),
            ("body", ""),
        ],
        about: "mayor-publishes-her-calendar-gaps-included",
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/audit/list",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/comments/create",
        with: &[("id", "{id}"), ("text", "Well said.")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/comments/delete",
        with: &[("id", "{comment}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "rosa",
    },
    Row {
        path: "/api/comments/hide",
        with: &[("id", "{comment}"), ("reason", "Off topic.")],
        about: PUBLISHED_IN_POLITICS,
        visitor: 401,
        reader: 403,
        who_may: "rosa",
    },
    Row {
        path: "/api/comments/load",
        with: &[("slug", RETRACTED_BY_HENRIK), ("page", "1")],
        about: RETRACTED_BY_HENRIK,
        visitor: 410,
        reader: 410,
        who_may: "henrik",
    },
    Row {
        path: "/api/comments/reply",
        with: &[("id", "{comment}"), ("text", "So it is.")],
        about: WITH_COMMENTS,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/comments/restore",
        with: &[("id", "{hidden comment}")],
        about: WITH_COMMENTS,
        visitor: 401,
        reader: 403,
        who_may: "rosa",
    },
    Row {
        path: "/api/comments/update",
        with: &[("id", "{comment}"), ("text", "So it was.")],
        about: WITH_COMMENTS,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/credentials/change-email",
        with: &[("email", "tom@reader.example")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/credentials/change-password",
        with: &[("current_password", "{password}"), ("password", "{password}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/credentials/finish-email",
        with: &[("address", "jonas@reader.example")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 410,
        who_may: "jonas",
    },
    Row {
        path: "/api/credentials/letter",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/credentials/load",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/departments/create",
        with: &[("name", "Travel"), ("description", "")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/departments/delete",
        with: &[("id", "empty")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/departments/list",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/departments/load",
        with: &[("id", "politics")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/departments/move",
        with: &[("id", "science"), ("up", "true")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/departments/sections",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/departments/update",
        with: &[("id", "politics"), ("name", "Politics"), ("description", "")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/development/be-person",
        with: &[("handle", "tom")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/development/fence",
        with: &[("controls", "ReadArticle:{id}")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/development/forget-proof",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/development/people",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/development/prove",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/factors/add-app",
        with: &[("sealed", "{sealed}"), ("code", "{code}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "ada",
    },
    Row {
        path: "/api/factors/add-mail",
        with: &[("code", "{mailed}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "ada",
    },
    Row {
        path: "/api/factors/ask-for-code",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/factors/enrolment",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/factors/load",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/factors/make-recovery-codes",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "ada",
    },
    Row {
        path: "/api/factors/remove",
        with: &[("kind", "mail"), ("sure", "true")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "ada",
    },
    Row {
        path: "/api/files/describe",
        with: &[("id", "{file}"), ("description", "Two bees")],
        about: "why-the-harbour-vote-moved-to-a-tuesday",
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/files/list",
        with: &[("slug", "why-the-harbour-vote-moved-to-a-tuesday")],
        about: "why-the-harbour-vote-moved-to-a-tuesday",
        visitor: 200,
        reader: 200,
        who_may: "rosa",
    },
    Row {
        path: "/api/files/remove",
        with: &[("id", "{file}")],
        about: "why-the-harbour-vote-moved-to-a-tuesday",
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/leaving/ask",
        with: &[("email", "tom@stile.example")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/leaving/load",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/leaving/stop",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/may",
        with: &[("action", "publish"), ("subject", "Article"), ("id", "{id}")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/passkeys/add",
        with: &[("credential", "{credential}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "ada",
    },
    Row {
        path: "/api/passkeys/ask",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/passkeys/load",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/passkeys/remove",
        with: &[("id", "{passkey}"), ("sure", "true")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "ada",
    },
    Row {
        path: "/api/passkeys/rename",
        with: &[("id", "{passkey}"), ("name", "The key at home")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "ada",
    },
    Row {
        path: "/api/passwords/weigh",
        with: &[("password", "bees")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/people/directory",
        with: &[("words", ""), ("role", ""), ("department", ""), ("order", ""), ("page", "1")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/people/end-session",
        with: &[("id", "{lena}"), ("handle", "{session}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/people/end-sessions",
        with: &[("id", "{lena}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/people/give-role",
        with: &[("id", "{lena}"), ("role", "author@politics")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "mei",
    },
    Row {
        path: "/api/people/rename",
        with: &[("id", "{lena}"), ("name", "Lena Fuchs-Bach")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/people/reset-factors",
        with: &[("id", "{lena}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/people/restore",
        with: &[("id", "{suspended}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/people/sessions",
        with: &[("slug", "lena-fuchs")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/people/staff",
        with: &[("department", "science")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/people/suspend",
        with: &[("id", "{lena}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/people/take-role",
        with: &[("id", "{lena}"), ("role", "author@culture")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/powers/chart",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/powers/page",
        with: &[("page", "why"), ("permission", "ReadArticle"), ("thing", "{id}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "priya",
    },
    Row {
        path: "/api/powers/why",
        with: &[("permission", "ReadArticle"), ("thing", "{id}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "priya",
    },
    Row {
        path: "/api/profile/remove-picture",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/profile/rename",
        with: &[("name", "Tom B. Byrne")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/recovery/ask",
        with: &[("email", "tom@stile.example")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/recovery/finish",
        with: &[("address", "{followed}"), ("password", "lantern-otter-gravel-seventeen")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/recovery/letter",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in",
        with: &[("email", "tom@stile.example"), ("password", "{password}")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in/ask-passkey",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in/ask-second-passkey",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in/finish",
        with: &[("code", "{mailed}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in/finish-with-passkey",
        with: &[("credential", "{credential}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in/passkey",
        with: &[("credential", "{credential}")],
        about: PUBLISHED_BY_LENA,
        visitor: 422,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in/send-code",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-in/ways",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-out",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-up/ask",
        with: &[("email", "tom@stile.example")],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-up/finish",
        with: &[
            ("address", "{followed}"),
            ("name", "Nina"),
            ("password", "lantern-otter-gravel-seventeen"),
        ],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/sign-up/invite",
        with: &[("email", "nina@reader.example")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 403,
        who_may: "priya",
    },
    Row {
        path: "/api/sign-up/letter",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 200,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/step-up/ask-passkey",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/step-up/prove",
        with: &[("my_code", "{mailed}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/step-up/prove-with-passkey",
        with: &[("credential", "{credential}")],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/step-up/send-code",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
    Row {
        path: "/api/step-up/ways",
        with: &[],
        about: PUBLISHED_BY_LENA,
        visitor: 401,
        reader: 200,
        who_may: "tom",
    },
];

/// The name of a session that begins now.
async fn a_session_of(handle: &str, app: &Arc<TestApp>) -> String {
    app.person(handle).await;
    let user = UserId::new(app.user_id(handle).await);
    app.foundation.sessions.list(user).await.unwrap()[0].handle.as_str().to_owned()
}

impl Row {
    async fn call(&self, person: &Person) -> Answer {
        let with = self.filled(person).await;
        self.call_with(person, &with).await
    }

    /// Whoever has the letter may: a link to lena's account, or to one that is to be made.
    /// To which address its letter went.
    async fn follow_a_link(&self, person: &Person) -> String {
        let app = &person.app;
        let digits = stile::server::chance::digits().unwrap();
        let fresh = format!("{digits}@reader.example");
        let is_recovery = self.path.starts_with("/api/recovery/");
        let address = if is_recovery { "lena@stile.example" } else { &fresh };
        let who = app.who_has_followed(&self.path.replace("/finish", "/ask"), address).await;
        person.set_cookie(LINK, &who.cookie(LINK).unwrap());
        address.to_owned()
    }

    /// A seed and its code, and the code of a letter, for whoever adds a second factor; and one that is there
    /// already, for who does something with it.
    async fn factors(&self, person: &Person) -> [String; 3] {
        let mut filled = [const { String::new() }; 3];
        let is_about_factors = ["/api/factors/", "/api/step-up/", "/api/sign-in/"]
            .iter()
            .any(|those| self.path.starts_with(those));
        if !is_about_factors || person.name().await.is_none() {
            return filled;
        }
        match self.path {
            "/api/factors/add-app" => {
                let app = person.enrolment(None).await;
                filled[1] = app.code(&person.app);
                filled[0] = app.sealed;
            }
            "/api/factors/add-mail" => filled[2] = person.code_by_mail().await,
            "/api/factors/make-recovery-codes" | "/api/factors/remove" => {
                person.have_mail_factor().await;
            }
            "/api/step-up/send-code" => person.have_mail_factor().await,
            "/api/step-up/prove" => {
                person.have_mail_factor().await;
                person.post("/api/step-up/send-code", &[]).await;
                filled[2] = person.app.code_to(&person.email().await).await;
            }
            "/api/sign-in/ways" | "/api/sign-in/send-code" | "/api/sign-in/finish" => {
                let (app, rosa) = (&person.app, "rosa@stile.example");
                app.person("rosa").await.have_mail_factor().await;
                person.sign_in(rosa, &app.password_of("rosa").await).await;
                if self.path.ends_with("/finish") {
                    person.post("/api/sign-in/send-code", &[]).await;
                    filled[2] = app.code_to(rosa).await;
                }
            }
            _ => {}
        }
        filled
    }

    /// What a device says, for whoever is signed in, and the number of a passkey of theirs. Whoever has one of
    /// rosa's, and her password, signs in as her.
    async fn passkeys(&self, person: &Person) -> [String; 2] {
        let (app, device) = (&person.app, Device::of(&person.app));
        let is_somebody = person.name().await.is_some();
        let mut filled = [const { String::new() }; 2];
        match self.path {
            "/api/passkeys/add" if is_somebody => {
                filled[0] = device.makes(&person.question("/api/passkeys/ask").await).1;
            }
            "/api/passkeys/remove" | "/api/passkeys/rename" if is_somebody => {
                person.add_passkey(&device).await;
                filled[1] = app.number("select max(id) from passkeys").await.to_string();
            }
            "/api/step-up/ask-passkey" | "/api/step-up/prove-with-passkey" if is_somebody => {
                let (key, _) = person.add_passkey(&device).await;
                let question = person.question("/api/step-up/ask-passkey").await;
                filled[0] = device.answers(&key, &question);
            }
            "/api/sign-in/passkey" if is_somebody => {
                let (key, _) = app.person("rosa").await.add_passkey(&device).await;
                let question = person.question("/api/sign-in/ask-passkey").await;
                filled[0] = device.answers(&key, &question);
            }
            "/api/sign-in/ask-second-passkey" | "/api/sign-in/finish-with-passkey"
                if is_somebody =>
            {
                let (key, _) = app.person("rosa").await.add_passkey(&device).await;
                person.sign_in("rosa@stile.example", &app.password_of("rosa").await).await;
                let question = person.question("/api/sign-in/ask-second-passkey").await;
                filled[0] = device.answers(&key, &question);
            }
            _ => {}
        }
        filled
    }

    /// What it is called with, now that everything has a number.
    pub async fn filled(&self, person: &Person) -> Vec<(&'static str, String)> {
        let id = person.app.id_of(self.about).await;
        let password = person.app.password_of("tom").await;
        let comment = person.app.newest_comment(&id, false).await;
        let hidden = person.app.newest_comment(&id, true).await;
        let lena = person.app.user_id("lena").await.to_string();
        let suspended = person.app.user_id("henrik").await.to_string();
        let mut attached = String::new();
        if self.path.starts_with("/api/files/") {
            attached = person.app.file_of(&id).await;
        }
        let mut followed = String::new();
        if self.path.ends_with("/finish") && !self.path.starts_with("/api/sign-in/") {
            followed = self.follow_a_link(person).await;
        }
        let factors = self.factors(person).await;
        let passkeys = self.passkeys(person).await;
        if self.path.ends_with("/finish-email")
            && person.name().await.as_deref() == Some("Jonas Lindqvist")
        {
            let fresh = "jonas@reader.example";
            person.post("/api/credentials/change-email", &[("email", fresh)]).await;
            person.open(&person.app.link_to(fresh).await).await;
        }
        let mut session = String::new();
        if self.path.ends_with("/people/end-session") {
            session = a_session_of("lena", &person.app).await;
        }
        if self.path.ends_with("/people/reset-factors") {
            person.app.person("lena").await.have_mail_factor().await;
        }
        if self.path.ends_with("/people/restore") {
            let set = format!("update users set suspended_at = 1 where id = {suspended}");
            person.app.execute(&set).await;
        }
        if self.path.ends_with("/departments/delete") {
            let empty = "insert into departments (id, name, position) values ('empty', 'Empty', 9) \
                on conflict do nothing";
            person.app.execute(empty).await;
        }
        let names = [
            ("{id}", &id),
            ("{password}", &password),
            ("{comment}", &comment),
            ("{hidden comment}", &hidden),
            ("{file}", &attached),
            ("{followed}", &followed),
            ("{lena}", &lena),
            ("{suspended}", &suspended),
            ("{session}", &session),
            ("{sealed}", &factors[0]),
            ("{code}", &factors[1]),
            ("{mailed}", &factors[2]),
            ("{credential}", &passkeys[0]),
            ("{passkey}", &passkeys[1]),
        ];
        let fill = |value: &str| {
            names.iter().fold(value.to_owned(), |value, (name, is)| value.replace(name, is))
        };
        self.with.iter().map(|(name, value)| (*name, fill(value))).collect()
    }

    pub async fn call_with(&self, person: &Person, with: &[(&str, String)]) -> Answer {
        if readings().contains(&self.path) {
            let query: Vec<String> = with.iter().map(|(n, v)| format!("{n}={v}")).collect();
            return person.get(&format!("{}?{}", self.path, query.join("&"))).await;
        }
        let fields: Vec<(&str, &str)> = with.iter().map(|(n, v)| (*n, v.as_str())).collect();
        person.post(self.path, &fields).await
    }
}

#[test]
fn every_server_function_has_a_row() {
    let mut registered = [mutations(), readings()].concat();
    registered.sort_unstable();

    let rows: Vec<&str> = WHO_MAY_CALL.iter().map(|row| row.path).collect();

    assert_eq!(rows, registered);
}

#[tokio::test]
async fn every_server_function_answers_a_visitor_as_its_row_says() {
    let app = TestApp::spawn().await;

    for row in WHO_MAY_CALL {
        let answer = row.call(&app.visitor()).await;

        assert_eq!(answer.status, row.visitor, "{}: {}", row.path, answer.body);
    }

    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn every_server_function_answers_a_reader_as_its_row_says() {
    let app = TestApp::spawn().await;

    for row in WHO_MAY_CALL {
        let before = app.audited().await.len();
        let answer = row.call(&app.person("tom").await).await;

        assert_eq!(answer.status, row.reader, "{}: {}", row.path, answer.body);
        assert!(answer.status == 200 || app.audited().await.len() == before, "{}", row.path);
    }
}

#[tokio::test]
async fn every_server_function_serves_who_may_call_it() {
    let app = TestApp::spawn().await;

    for row in WHO_MAY_CALL {
        let answer = row.call(&app.person(row.who_may).await).await;

        assert_eq!(answer.status, 200, "{}: {}", row.path, answer.body);
    }
}
