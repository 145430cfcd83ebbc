//! Every permission has its table: who may, and who may not.

use stile::authorization::{Governed, Permission, Subject, decision::Decision};

use crate::{
    alerts::{self, alert},
    articles,
    audit::{self, deed},
    comments::{self, comment},
    departments::{self, section},
    people::{self, assignment, profile},
    support::{AUTHORIZER, CALL, article, person},
};

/// Who, to which thing, and whether they may.
pub type Row = (&'static str, &'static str, bool);

/// Every permission has its table.
const fn table(permission: Permission) -> &'static [Row] {
    match permission {
        Permission::ReadArticle => articles::MAY_READ,
        Permission::CreateArticle => articles::MAY_CREATE,
        Permission::UpdateArticle => articles::MAY_UPDATE,
        Permission::ReadHistory => articles::MAY_READ_HISTORY,
        Permission::SubmitArticle => articles::MAY_SUBMIT,
        Permission::ReturnArticle => articles::MAY_RETURN,
        Permission::PublishArticle => articles::MAY_PUBLISH,
        Permission::RetractArticle => articles::MAY_RETRACT,
        Permission::EmbargoArticle => articles::MAY_EMBARGO,
        Permission::HoldArticle => articles::MAY_HOLD,
        Permission::ReleaseArticle => articles::MAY_RELEASE,
        Permission::ReaddressArticle => articles::MAY_READDRESS,
        Permission::CreditArticle => articles::MAY_CREDIT,
        Permission::RemoveFile => articles::MAY_REMOVE_FILES,
        Permission::DeleteArticle => articles::MAY_DELETE,
        Permission::CommentArticle => comments::MAY_COMMENT,
        Permission::ReadComment => comments::MAY_READ,
        Permission::UpdateComment => comments::MAY_UPDATE,
        Permission::HideComment => comments::MAY_HIDE,
        Permission::RestoreComment => comments::MAY_RESTORE,
        Permission::DeleteComment => comments::MAY_DELETE,
        Permission::ReadPerson => people::MAY_READ,
        Permission::ReadContact => people::MAY_READ_CONTACT,
        Permission::ReadPowers => people::MAY_READ_POWERS,
        Permission::ReadSessions | Permission::EndSession => people::MAY_READ_AND_END_SESSIONS,
        Permission::UpdatePerson => people::MAY_UPDATE,
        Permission::InvitePerson => people::MAY_INVITE,
        Permission::UpdateProfile
        | Permission::DownloadData
        | Permission::ChangePassword
        | Permission::ChangeEmail
        | Permission::ChangeFactors
        | Permission::DeleteAccount => people::MAY_LOOK_AFTER,
        Permission::SuspendPerson => people::MAY_SUSPEND,
        Permission::RestorePerson => people::MAY_RESTORE,
        Permission::ResetFactors => people::MAY_RESET_FACTORS,
        Permission::GiveRole => people::MAY_GIVE,
        Permission::TakeRole => people::MAY_TAKE,
        Permission::GiveUpRole => people::MAY_GIVE_UP,
        Permission::CreateDepartment => departments::MAY_CREATE,
        Permission::UpdateDepartment => departments::MAY_UPDATE,
        Permission::MoveDepartment => departments::MAY_MOVE,
        Permission::DeleteDepartment => departments::MAY_DELETE,
        Permission::ReadEntry => audit::MAY_READ,
        Permission::ReadAlert => alerts::MAY_READ,
    }
}

/// What the server decides about the thing of these words, and how rules see that thing.
fn asked(who: &str, permission: Permission, what: &str) -> (Decision, Subject) {
    match permission.subject() {
        "Article" => about(who, permission, &article(what)),
        "Comment" => about(who, permission, &comment(what)),
        "Person" => about(who, permission, &profile(what)),
        "Assignment" => about(who, permission, &assignment(what)),
        "Department" => about(who, permission, &section(what)),
        "AuditEntry" => about(who, permission, &deed(what)),
        "Alert" => about(who, permission, &alert(what)),
        other => panic!("nobody knows a {other} in words"),
    }
}

fn about<T: Governed>(who: &str, permission: Permission, thing: &T) -> (Decision, Subject) {
    (AUTHORIZER.decide(&person(who), permission, thing, CALL), thing.subject())
}

/// The rows where the answer is another one than the table's.
fn surprises(may: impl Fn(&str, Permission, &str) -> bool) -> Vec<(Permission, Row)> {
    let rows = Permission::ALL
        .into_iter()
        .flat_map(|permission| table(permission).iter().map(move |row| (permission, *row)));
    rows.filter(|(permission, (who, what, expected))| may(who, *permission, what) != *expected)
        .collect()
}

#[test]
fn the_server_decides_as_the_tables_say() {
    let surprises = surprises(|who, permission, what| asked(who, permission, what).0.is_allowed());

    assert_eq!(surprises, []);
}

#[test]
fn rules_answer_as_the_tables_say() {
    let surprises = surprises(|who, permission, what| {
        let ability = AUTHORIZER.ability(&person(who), CALL).ability;
        ability.can(permission, &asked(who, permission, what).1)
    });

    assert_eq!(surprises, []);
}

#[test]
fn every_table_has_one_who_may_one_who_may_not_and_a_visitor() {
    let incomplete: Vec<Permission> = Permission::ALL
        .into_iter()
        .filter(|permission| {
            let has = |test: &dyn Fn(&Row) -> bool| table(*permission).iter().any(test);
            let visitor = has(&|(who, ..)| *who == "a visitor");
            !(visitor
                && has(&|(_, _, may)| *may)
                && has(&|(who, _, may)| !may && *who != "a visitor"))
        })
        .collect();

    assert_eq!(incomplete, []);
}
