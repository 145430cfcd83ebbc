//! Permissions, policies and their facts in words.

use crate::{authorization::Permission, people::model::capitalised};

/// What the permission lets somebody do, to many of its things: `Publish articles`.
pub fn power(permission: Permission, many: &str) -> String {
    let many = many.to_lowercase();
    capitalised(&match permission {
        Permission::RestoreComment => format!("show {many} again"),
        Permission::ReadEntry => format!("read the {many}"),
        _ => format!("{} {many}", act(permission)),
    })
}

/// What the permission lets somebody do, after "may".
pub const fn act(permission: Permission) -> &'static str {
    match permission {
        Permission::ReadArticle
        | Permission::ReadComment
        | Permission::ReadEntry
        | Permission::ReadAlert => "read",
        Permission::ReadPerson => "see",
        Permission::CreateArticle => "begin",
        Permission::UpdateArticle | Permission::UpdateDepartment => "change",
        Permission::ReadHistory => "look back at what was said before in",
        Permission::SubmitArticle => "submit",
        Permission::ReturnArticle => "return",
        Permission::PublishArticle => "publish",
        Permission::RetractArticle => "retract",
        Permission::EmbargoArticle => "set an embargo on",
        Permission::HoldArticle => "put a legal hold on",
        Permission::ReleaseArticle => "lift the legal hold on",
        Permission::ReaddressArticle => "change the address of",
        Permission::CreditArticle => "change the byline of",
        Permission::RemoveFile => "remove files from",
        Permission::DeleteArticle | Permission::DeleteComment | Permission::DeleteDepartment => {
            "delete"
        }
        Permission::ReadContact => "read the e-mail address of",
        Permission::ReadPowers => "read what may be done by",
        Permission::ReadSessions => "see the sessions of",
        Permission::EndSession => "end sessions of",
        Permission::CommentArticle => "comment on",
        Permission::UpdateComment => "change what is said in",
        Permission::HideComment => "hide",
        Permission::RestoreComment => "show again",
        Permission::UpdatePerson => "change the name of",
        Permission::InvitePerson => "invite",
        Permission::UpdateProfile => "change name and picture of",
        Permission::DownloadData => "take a copy of all that is kept of",
        Permission::ChangePassword => "change the password of",
        Permission::ChangeEmail => "change the e-mail address of",
        Permission::ChangeFactors => "add and remove second factors of",
        Permission::DeleteAccount => "have deleted the account of",
        Permission::SuspendPerson => "suspend",
        Permission::RestorePerson => "restore",
        Permission::ResetFactors => "remove the second factors of",
        Permission::GiveRole => "give",
        Permission::TakeRole => "take away",
        Permission::GiveUpRole => "give up",
        Permission::CreateDepartment => "found",
        Permission::MoveDepartment => "move",
    }
}
