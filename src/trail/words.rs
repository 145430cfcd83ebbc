//! What people call an act.

use crate::authorization::Permission;

/// Everything that an entry can be about, with its words.
///
/// Whoever may not know that a thing exists is told that it does not, and that is no entry.
pub fn all() -> Vec<(String, String)> {
    let recorded = Permission::ALL.into_iter().filter(|one| !one.action().starts_with("read"));
    let acts = recorded.chain([Permission::ReadHistory]);
    acts.map(|one| (one.cedar_action().to_owned(), capitalised(done(one)))).collect()
}

/// The permission of that name.
pub fn named(act: &str) -> Option<Permission> {
    Permission::ALL.into_iter().find(|one| one.cedar_action() == act)
}

/// What somebody did, or tried to do; of an act that is no longer known, its name.
pub fn said(act: &str, refused: bool) -> String {
    match named(act) {
        None => act.to_owned(),
        Some(permission) if refused => format!("Tried to {}", to_do(permission)),
        Some(permission) => capitalised(done(permission)),
    }
}

fn capitalised(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().into_iter().flat_map(char::to_uppercase).chain(signs).collect()
}

fn done(permission: Permission) -> &'static str {
    both(permission).0
}

fn to_do(permission: Permission) -> &'static str {
    both(permission).1
}

const fn both(permission: Permission) -> (&'static str, &'static str) {
    match permission {
        Permission::ReadArticle => ("read an article", "read an article"),
        Permission::CreateArticle => ("began an article", "begin an article"),
        Permission::UpdateArticle => ("changed an article", "change an article"),
        Permission::ReadHistory => {
            ("looked back at an article", "look back at what an article has said")
        }
        Permission::SubmitArticle => {
            ("handed an article in for review", "hand an article in for review")
        }
        Permission::ReturnArticle => {
            ("handed an article back to its author", "hand an article back to its author")
        }
        Permission::PublishArticle => ("published an article", "publish an article"),
        Permission::RetractArticle => ("retracted an article", "retract an article"),
        Permission::EmbargoArticle => {
            ("set or lifted an embargo", "set or lift an embargo on an article")
        }
        Permission::HoldArticle => {
            ("put an article under legal hold", "put an article under legal hold")
        }
        Permission::ReleaseArticle => ("lifted a legal hold", "lift a legal hold"),
        Permission::ReaddressArticle => {
            ("gave an article another address", "give an article another address")
        }
        Permission::CreditArticle => ("changed a byline", "change a byline"),
        Permission::RemoveFile => ("removed a file", "remove a file"),
        Permission::DeleteArticle => ("deleted an article", "delete an article"),
        Permission::ReadPerson => ("read about a person", "read about a person"),
        Permission::ReadContact => ("read an e-mail address", "read an e-mail address"),
        Permission::ReadPowers => ("read what somebody may do", "read what somebody may do"),
        Permission::ReadSessions => {
            ("read where somebody is signed in", "read where somebody is signed in")
        }
        Permission::EndSession => ("ended a session", "end a session"),
        Permission::CommentArticle => ("commented on an article", "comment on an article"),
        Permission::ReadComment => ("read a comment", "read a comment"),
        Permission::UpdateComment => ("changed a comment", "change a comment"),
        Permission::HideComment => ("hid a comment", "hide a comment"),
        Permission::RestoreComment => ("showed a comment again", "show a comment again"),
        Permission::DeleteComment => ("deleted a comment", "delete a comment"),
        Permission::UpdatePerson => ("changed a name", "change a name"),
        Permission::InvitePerson => ("invited somebody", "invite somebody"),
        Permission::UpdateProfile => ("changed their profile", "change their profile"),
        Permission::DownloadData => ("took a copy of their data", "take a copy of their data"),
        Permission::ChangePassword => ("changed their password", "change their password"),
        Permission::ChangeEmail => ("changed their e-mail address", "change their e-mail address"),
        Permission::ChangeFactors => {
            ("changed their second factors", "change their second factors")
        }
        Permission::DeleteAccount => {
            ("asked for their account to be deleted", "have their account deleted")
        }
        Permission::SuspendPerson => ("suspended an account", "suspend an account"),
        Permission::RestorePerson => ("restored an account", "restore an account"),
        Permission::ResetFactors => {
            ("removed somebody’s second factors", "remove somebody’s second factors")
        }
        Permission::GiveRole => ("gave a role", "give a role"),
        Permission::TakeRole => ("took a role away", "take a role away"),
        Permission::GiveUpRole => ("gave up a role", "give up a role"),
        Permission::CreateDepartment => ("founded a department", "found a department"),
        Permission::UpdateDepartment => ("changed a department", "change a department"),
        Permission::MoveDepartment => ("moved a department", "move a department"),
        Permission::DeleteDepartment => ("removed a department", "remove a department"),
        Permission::ReadEntry => ("read the audit trail", "read the audit trail"),
        Permission::ReadAlert => ("read an alert", "read an alert"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_told_in_plain_words() {
        assert_eq!(said("PublishArticle", false), "Published an article");
        assert_eq!(said("PublishArticle", true), "Tried to publish an article");
        assert_eq!(said("PrintArticle", true), "PrintArticle");
    }
}
