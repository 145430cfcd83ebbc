//! The rows, sorted as people look for them.

use super::{
    Row,
    Who::{Anybody, May, SignedIn},
};
use crate::{authorization::Permission, paths};

/// Pages: what one may not see of them, they say themselves.
pub const PAGES: &[Row] = &[
    ("GET", paths::FRONT, Anybody),
    ("GET", paths::ALERTS, Anybody),
    ("GET", "/articles/{slug}", Anybody),
    ("GET", "/articles/{slug}/edit", Anybody),
    ("GET", "/articles/{slug}/history", Anybody),
    ("GET", "/articles/{slug}/settings", Anybody),
    ("GET", paths::AUDIT, Anybody),
    ("GET", paths::DEPARTMENTS, Anybody),
    ("GET", "/departments/{id}", Anybody),
    ("GET", "/departments/{id}/settings", Anybody),
    ("GET", paths::DESK, Anybody),
    ("GET", paths::PEOPLE, Anybody),
    ("GET", "/people/{slug}", Anybody),
    ("GET", "/people/{slug}/sessions", Anybody),
    ("GET", paths::POWERS, Anybody),
    ("GET", paths::SEARCH, Anybody),
    ("GET", paths::SIGN_IN, Anybody),
    ("GET", paths::WHY, Anybody),
    ("GET", paths::WRITE, Anybody),
];

/// Everything but pages.
pub const OTHERS: &[Row] = &[
    ("GET", paths::HEALTH, Anybody),
    ("GET", paths::FEED, Anybody),
    ("GET", "/departments/{id}/feed.atom", Anybody),
    ("GET", paths::FILE, Anybody),
    ("GET", paths::WIDGET, Anybody),
    ("GET", paths::ME, Anybody),
    ("GET", paths::MY_PERMISSIONS, Anybody),
    ("GET", paths::NEWS, SignedIn),
    ("GET", paths::SESSION, Anybody),
    ("GET", paths::AUDIT_FILE, May(Permission::ReadEntry)),
    ("GET", paths::MAY, Anybody),
    // What no other row knows under /api/ is said to be unknown.
    ("*", "/api/{*rest}", Anybody),
    //
    ("POST", paths::VIOLATIONS, Anybody),
    //
    ("POST", "/api/sign-in", Anybody),
    ("POST", "/api/sign-out", Anybody),
    ("POST", "/api/account/choose-theme", Anybody),
    //
    ("GET", "/api/alerts/list", May(Permission::ReadAlert)),
    //
    ("GET", "/api/articles/author", May(Permission::ReadPerson)),
    ("GET", "/api/articles/desk", SignedIn),
    ("GET", "/api/articles/edition", May(Permission::ReadArticle)),
    ("GET", "/api/articles/history", May(Permission::ReadHistory)),
    ("GET", "/api/articles/load", May(Permission::ReadArticle)),
    ("GET", "/api/articles/load-to-edit", May(Permission::UpdateArticle)),
    ("GET", "/api/articles/search", May(Permission::ReadArticle)),
    ("POST", "/api/articles/create", May(Permission::CreateArticle)),
    ("POST", "/api/articles/credit", May(Permission::CreditArticle)),
    ("POST", "/api/articles/delete", May(Permission::DeleteArticle)),
    ("POST", "/api/articles/embargo", May(Permission::EmbargoArticle)),
    ("POST", "/api/articles/hold", May(Permission::HoldArticle)),
    ("POST", "/api/articles/preview", SignedIn),
    ("POST", "/api/articles/publish", May(Permission::PublishArticle)),
    ("POST", "/api/articles/publish-many", May(Permission::PublishArticle)),
    ("POST", "/api/articles/readdress", May(Permission::ReaddressArticle)),
    ("POST", "/api/articles/release", May(Permission::ReleaseArticle)),
    ("POST", "/api/articles/restore", May(Permission::UpdateArticle)),
    ("POST", "/api/articles/retract", May(Permission::RetractArticle)),
    ("POST", "/api/articles/return", May(Permission::ReturnArticle)),
    ("POST", "/api/articles/submit", May(Permission::SubmitArticle)),
    ("POST", "/api/articles/submit-many", May(Permission::SubmitArticle)),
    ("POST", "/api/articles/update", May(Permission::UpdateArticle)),
    //
    ("GET", "/api/audit/list", May(Permission::ReadEntry)),
    //
    ("GET", "/api/comments/load", May(Permission::ReadComment)),
    ("POST", "/api/comments/create", May(Permission::CommentArticle)),
    ("POST", "/api/comments/delete", May(Permission::DeleteComment)),
    ("POST", "/api/comments/hide", May(Permission::HideComment)),
    ("POST", "/api/comments/reply", May(Permission::CommentArticle)),
    ("POST", "/api/comments/restore", May(Permission::RestoreComment)),
    ("POST", "/api/comments/update", May(Permission::UpdateComment)),
    //
    ("GET", "/api/departments/list", Anybody),
    ("GET", "/api/departments/load", May(Permission::UpdateDepartment)),
    ("GET", "/api/departments/sections", May(Permission::CreateDepartment)),
    ("POST", "/api/departments/create", May(Permission::CreateDepartment)),
    ("POST", "/api/departments/delete", May(Permission::DeleteDepartment)),
    ("POST", "/api/departments/move", May(Permission::MoveDepartment)),
    ("POST", "/api/departments/update", May(Permission::UpdateDepartment)),
    //
    ("GET", "/api/files/list", May(Permission::ReadArticle)),
    ("POST", "/api/files/describe", May(Permission::UpdateArticle)),
    ("POST", "/api/files/remove", May(Permission::RemoveFile)),
    ("POST", "/api/files/upload", May(Permission::UpdateArticle)),
    //
    ("GET", "/api/people/directory", May(Permission::ReadPerson)),
    ("GET", "/api/people/sessions", May(Permission::ReadSessions)),
    ("GET", "/api/people/staff", May(Permission::ReadPerson)),
    ("POST", "/api/people/end-session", May(Permission::EndSession)),
    ("POST", "/api/people/end-sessions", May(Permission::EndSession)),
    ("POST", "/api/people/give-role", May(Permission::GiveRole)),
    ("POST", "/api/people/rename", May(Permission::UpdatePerson)),
    ("POST", "/api/people/restore", May(Permission::RestorePerson)),
    ("POST", "/api/people/suspend", May(Permission::SuspendPerson)),
    ("POST", "/api/people/take-role", May(Permission::TakeRole)),
    //
    ("GET", "/api/powers/chart", May(Permission::ReadPowers)),
    ("GET", "/api/powers/page", May(Permission::ReadPowers)),
    ("GET", "/api/powers/why", May(Permission::ReadPowers)),
];
