//! Every act that policies decide about: the table of contents of `policies/`.

use serde::{Deserialize, Serialize};

/// One kind of act on one kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// See an article, and that it exists.
    ReadArticle,
    /// Begin an article in a department.
    CreateArticle,
    /// Change an article's text.
    UpdateArticle,
    /// Look back at what an article has said before.
    ReadHistory,
    /// Hand a draft in for review.
    SubmitArticle,
    /// Hand a submission back to its author, with a note.
    ReturnArticle,
    /// Put a reviewed article on the front page.
    PublishArticle,
    /// Take a published article back.
    RetractArticle,
    /// Keep an article from its readers until a moment.
    EmbargoArticle,
    /// Put an article under legal hold.
    HoldArticle,
    /// Lift a legal hold.
    ReleaseArticle,
    /// Give an article another address.
    ReaddressArticle,
    /// Say whose names stand under an article’s headline.
    CreditArticle,
    /// Take a file from an article, for good.
    RemoveFile,
    /// Throw a draft away.
    DeleteArticle,
    /// See who somebody is here, and that they are.
    ReadPerson,
    /// See somebody's e-mail address, and whether their account is suspended.
    ReadContact,
    /// See what somebody may do here, and why.
    ReadPowers,
    /// See where somebody is signed in.
    ReadSessions,
    /// Sign somebody out of a browser.
    EndSession,
    /// Say something about an article.
    CommentArticle,
    /// See a comment.
    ReadComment,
    /// Change what a comment says.
    UpdateComment,
    /// Keep a comment from its readers, with a reason.
    HideComment,
    /// Show a hidden comment again.
    RestoreComment,
    /// Remove a comment for good.
    DeleteComment,
    /// Change somebody's name.
    UpdatePerson,
    /// Have somebody begin an account.
    InvitePerson,
    /// Change one’s own name and picture.
    UpdateProfile,
    /// Take a copy of all that is kept of oneself.
    DownloadData,
    /// Choose another password.
    ChangePassword,
    /// Have another e-mail address.
    ChangeEmail,
    /// Add or remove what one signs in with besides the password.
    ChangeFactors,
    /// Have one’s account deleted.
    DeleteAccount,
    /// Let nobody be them for a while.
    SuspendPerson,
    /// Let them come back.
    RestorePerson,
    /// Remove what they have beside their password.
    ResetFactors,
    /// Give somebody a role.
    GiveRole,
    /// Take a role from somebody.
    TakeRole,
    /// Give up a role of one's own.
    GiveUpRole,
    /// Found a department.
    CreateDepartment,
    /// Change a department's name, and what is said of it.
    UpdateDepartment,
    /// Give a department another place in the masthead.
    MoveDepartment,
    /// Remove a department.
    DeleteDepartment,
    /// See an entry of the audit trail.
    ReadEntry,
    /// See what the server and the browsers have noticed.
    ReadAlert,
}

impl Permission {
    /// All of them, in the order in which they are listed to people.
    pub const ALL: [Self; 46] = [
        Self::ReadArticle,
        Self::CreateArticle,
        Self::UpdateArticle,
        Self::ReadHistory,
        Self::SubmitArticle,
        Self::ReturnArticle,
        Self::PublishArticle,
        Self::RetractArticle,
        Self::EmbargoArticle,
        Self::HoldArticle,
        Self::ReleaseArticle,
        Self::ReaddressArticle,
        Self::CreditArticle,
        Self::RemoveFile,
        Self::DeleteArticle,
        Self::ReadPerson,
        Self::ReadContact,
        Self::ReadPowers,
        Self::ReadSessions,
        Self::EndSession,
        Self::CommentArticle,
        Self::ReadComment,
        Self::UpdateComment,
        Self::HideComment,
        Self::RestoreComment,
        Self::DeleteComment,
        Self::UpdatePerson,
        Self::InvitePerson,
        Self::UpdateProfile,
        Self::DownloadData,
        Self::ChangePassword,
        Self::ChangeEmail,
        Self::ChangeFactors,
        Self::DeleteAccount,
        Self::SuspendPerson,
        Self::RestorePerson,
        Self::ResetFactors,
        Self::GiveRole,
        Self::TakeRole,
        Self::GiveUpRole,
        Self::CreateDepartment,
        Self::UpdateDepartment,
        Self::MoveDepartment,
        Self::DeleteDepartment,
        Self::ReadEntry,
        Self::ReadAlert,
    ];

    /// The Cedar action: `PublishArticle`.
    #[must_use]
    pub const fn cedar_action(self) -> &'static str {
        self.names().0
    }

    /// What rules call the act: `publish`.
    #[must_use]
    pub const fn action(self) -> &'static str {
        self.names().1
    }

    /// What rules and Cedar call the kind of thing: `Article`.
    #[must_use]
    pub const fn subject(self) -> &'static str {
        self.names().2
    }

    /// What of the thing it shows or changes, as JSON and forms name it; nothing, if the thing as a whole.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::UpdateArticle => &["title", "standfirst", "body"],
            Self::EmbargoArticle => &["until"],
            Self::ReaddressArticle => &["slug"],
            Self::CreditArticle => &["byline"],
            Self::ReadContact => &["email", "suspended"],
            Self::UpdateComment => &["text"],
            Self::UpdatePerson => &["name"],
            Self::UpdateDepartment => &["name", "description"],
            _ => &[],
        }
    }

    /// The permission to do that to such things, as rules name them.
    #[must_use]
    pub fn named(action: &str, subject: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|permission| (permission.action(), permission.subject()) == (action, subject))
    }

    /// The one table that ties the three vocabularies together.
    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::ReadArticle => ("ReadArticle", "read", "Article"),
            Self::CreateArticle => ("CreateArticle", "create", "Article"),
            Self::UpdateArticle => ("UpdateArticle", "update", "Article"),
            Self::ReadHistory => ("ReadHistory", "read_history", "Article"),
            Self::SubmitArticle => ("SubmitArticle", "submit", "Article"),
            Self::ReturnArticle => ("ReturnArticle", "return", "Article"),
            Self::PublishArticle => ("PublishArticle", "publish", "Article"),
            Self::RetractArticle => ("RetractArticle", "retract", "Article"),
            Self::EmbargoArticle => ("EmbargoArticle", "embargo", "Article"),
            Self::HoldArticle => ("HoldArticle", "hold", "Article"),
            Self::ReleaseArticle => ("ReleaseArticle", "release", "Article"),
            Self::ReaddressArticle => ("ReaddressArticle", "readdress", "Article"),
            Self::CreditArticle => ("CreditArticle", "credit", "Article"),
            Self::RemoveFile => ("RemoveFile", "remove_file", "Article"),
            Self::DeleteArticle => ("DeleteArticle", "delete", "Article"),
            Self::ReadPerson => ("ReadPerson", "read", "Person"),
            Self::ReadContact => ("ReadContact", "read_contact", "Person"),
            Self::ReadPowers => ("ReadPowers", "read_powers", "Person"),
            Self::ReadSessions => ("ReadSessions", "read_sessions", "Person"),
            Self::EndSession => ("EndSession", "end_session", "Person"),
            Self::CommentArticle => ("CommentArticle", "comment", "Article"),
            Self::ReadComment => ("ReadComment", "read", "Comment"),
            Self::UpdateComment => ("UpdateComment", "update", "Comment"),
            Self::HideComment => ("HideComment", "hide", "Comment"),
            Self::RestoreComment => ("RestoreComment", "restore", "Comment"),
            Self::DeleteComment => ("DeleteComment", "delete", "Comment"),
            Self::UpdatePerson => ("UpdatePerson", "update", "Person"),
            Self::InvitePerson => ("InvitePerson", "invite", "Person"),
            Self::UpdateProfile => ("UpdateProfile", "update_profile", "Person"),
            Self::DownloadData => ("DownloadData", "download_data", "Person"),
            Self::ChangePassword => ("ChangePassword", "change_password", "Person"),
            Self::ChangeEmail => ("ChangeEmail", "change_email", "Person"),
            Self::ChangeFactors => ("ChangeFactors", "change_factors", "Person"),
            Self::DeleteAccount => ("DeleteAccount", "delete_account", "Person"),
            Self::SuspendPerson => ("SuspendPerson", "suspend", "Person"),
            Self::RestorePerson => ("RestorePerson", "restore", "Person"),
            Self::ResetFactors => ("ResetFactors", "reset_factors", "Person"),
            Self::GiveRole => ("GiveRole", "give", "Assignment"),
            Self::TakeRole => ("TakeRole", "take", "Assignment"),
            Self::GiveUpRole => ("GiveUpRole", "give_up", "Assignment"),
            Self::CreateDepartment => ("CreateDepartment", "create", "Department"),
            Self::UpdateDepartment => ("UpdateDepartment", "update", "Department"),
            Self::MoveDepartment => ("MoveDepartment", "move", "Department"),
            Self::DeleteDepartment => ("DeleteDepartment", "delete", "Department"),
            Self::ReadEntry => ("ReadEntry", "read", "AuditEntry"),
            Self::ReadAlert => ("ReadAlert", "read", "Alert"),
        }
    }
}
