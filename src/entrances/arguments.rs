//! What each server function is told, read off its type. A call that names anything else is refused as a
//! whole, so nobody gets further by naming what a form does not show.

use std::collections::BTreeMap;

use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;
use serde_aux::serde_introspection::serde_introspect;

use super::development;
use crate::{
    account::api::ChooseTheme,
    activity::api::ListActivity,
    alerts::api::ListAlerts,
    articles::{
        api::{
            CreateArticle, DeleteArticle, LoadArticle, LoadAuthor, LoadDesk, LoadEdition,
            LoadToEdit, PreviewArticle, PublishArticle, PublishArticles, RetractArticle,
            ReturnArticle, SubmitArticle, SubmitArticles, UpdateArticle,
        },
        finding::{api::LoadSearch, model::Question},
        history::api::{LoadHistory, RestoreArticle},
        settings::api::{
            CreditArticle, EmbargoArticle, HoldArticle, ReaddressArticle, ReleaseArticle,
        },
    },
    comments::api::{
        CreateComment, DeleteComment, HideComment, LoadDiscussion, ReplyToComment, RestoreComment,
        UpdateComment,
    },
    credentials::api::{
        ChangeEmail, ChangePassword, FinishEmail, LoadCredentials, LoadEmailLetter,
    },
    departments::api::{
        CreateDepartment, DeleteDepartment, ListDepartments, ListSections, LoadSection,
        MoveDepartment, UpdateDepartment,
    },
    factors::settings::api::{
        AddApp, AddMail, AskForCode, LoadEnrolment, LoadFactors, MakeRecoveryCodes, RemoveFactor,
    },
    files::api::{DescribeFile, ListFiles, RemoveFile},
    leaving::api::{AskToLeave, LoadLeaving, StopLeaving},
    passkeys::{
        api::{AddPasskey, AskForPasskey, LoadPasskeys, RemovePasskey, RenamePasskey},
        resetting::api::ResetFactors,
    },
    passwords::api::WeighPassword,
    people::{
        api::{
            GiveRole, LoadDirectory, LoadStaff, RenamePerson, RestorePerson, SuspendPerson,
            TakeRole,
        },
        sessions::api::{EndOtherSessions, EndSession, ListSessions},
    },
    permissions::api::LoadAnswer,
    powers::api::{LoadChart, LoadPage, LoadWhy},
    profile::api::{RemovePicture, RenameMe},
    recovery::api::{AskToRecover, FinishRecovery, LoadRecovery},
    sign_in::{
        api::{SignIn, SignOut},
        passkey::api::{AskToSignIn, SignInWithPasskey},
        second_factor::api::{
            AskSecondPasskey, FinishSignIn, FinishWithPasskey, LoadSecondWays, SendSignInCode,
        },
        step_up::api::{AskProofPasskey, LoadWays, ProveAgain, ProveWithPasskey, SendProofCode},
    },
    sign_up::api::{AskToSignUp, FinishSignUp, InvitePerson, LoadSignUp},
    trail::{self, api::ListEntries},
};

/// The path of a server function, and the names of its arguments.
pub type Arguments = (&'static str, Vec<&'static str>);

/// The arguments of every server function. One that is not listed is never called.
#[must_use]
pub fn arguments() -> BTreeMap<&'static str, Vec<&'static str>> {
    let listed = [
        of::<AskToSignIn>(),
        of::<CreateArticle>(),
        of::<CreateComment>(),
        of::<CreateDepartment>(),
        of::<CreditArticle>(),
        of::<DeleteArticle>(),
        of::<DeleteComment>(),
        of::<DeleteDepartment>(),
        of::<DescribeFile>(),
        of::<EmbargoArticle>(),
        of::<EndOtherSessions>(),
        of::<EndSession>(),
        of::<GiveRole>(),
        of::<HideComment>(),
        of::<HoldArticle>(),
        of::<ListAlerts>(),
        of::<ListDepartments>(),
        of::<ListFiles>(),
        and(serde_introspect::<trail::model::Question>(), and(&["before"], of::<ListEntries>())),
        of::<ListSections>(),
        of::<ListSessions>(),
        of::<LoadAnswer>(),
        of::<LoadArticle>(),
        of::<LoadAuthor>(),
        of::<LoadChart>(),
        of::<LoadCredentials>(),
        of::<LoadDesk>(),
        of::<LoadDirectory>(),
        of::<LoadDiscussion>(),
        of::<LoadEdition>(),
        of::<LoadHistory>(),
        of::<LoadLeaving>(),
        // Its question is spread out, which serde does not tell.
        and(serde_introspect::<Question>(), and(&["count", "page"], of::<LoadSearch>())),
        of::<LoadPage>(),
        of::<LoadSection>(),
        of::<LoadStaff>(),
        of::<LoadToEdit>(),
        of::<LoadWhy>(),
        of::<MoveDepartment>(),
        // Without script, the editor asks with its whole form.
        and(&["title", "standfirst", "version"], of::<PreviewArticle>()),
        of::<PublishArticle>(),
        of::<PublishArticles>(),
        of::<ReaddressArticle>(),
        of::<ReleaseArticle>(),
        of::<RemoveFile>(),
        of::<RenameMe>(),
        of::<RenamePerson>(),
        of::<ReplyToComment>(),
        of::<RestoreArticle>(),
        of::<RestoreComment>(),
        of::<RestorePerson>(),
        of::<RetractArticle>(),
        of::<ReturnArticle>(),
        of::<SubmitArticle>(),
        of::<SubmitArticles>(),
        of::<SuspendPerson>(),
        of::<ResetFactors>(),
        of::<TakeRole>(),
        of::<UpdateArticle>(),
        of::<UpdateComment>(),
        of::<UpdateDepartment>(),
    ];
    listed.into_iter().chain(of_accounts()).chain(development::arguments()).collect()
}

/// Those of what concerns accounts: how they begin, are entered and looked after.
fn of_accounts() -> impl IntoIterator<Item = Arguments> {
    [
        of::<ChooseTheme>(),
        of::<AddApp>(),
        of::<AddMail>(),
        of::<AddPasskey>(),
        of::<AskForCode>(),
        of::<AskForPasskey>(),
        of::<AskProofPasskey>(),
        of::<AskSecondPasskey>(),
        of::<AskToLeave>(),
        of::<AskToRecover>(),
        of::<AskToSignUp>(),
        of::<ChangeEmail>(),
        of::<ChangePassword>(),
        of::<FinishEmail>(),
        of::<FinishRecovery>(),
        of::<FinishSignIn>(),
        of::<FinishSignUp>(),
        of::<FinishWithPasskey>(),
        of::<InvitePerson>(),
        of::<ListActivity>(),
        of::<LoadEnrolment>(),
        of::<LoadFactors>(),
        of::<LoadEmailLetter>(),
        of::<LoadPasskeys>(),
        of::<LoadRecovery>(),
        of::<LoadSecondWays>(),
        of::<LoadSignUp>(),
        of::<LoadWays>(),
        of::<MakeRecoveryCodes>(),
        of::<ProveAgain>(),
        of::<ProveWithPasskey>(),
        of::<RemoveFactor>(),
        of::<RemovePasskey>(),
        of::<RemovePicture>(),
        of::<RenamePasskey>(),
        of::<SendProofCode>(),
        of::<SendSignInCode>(),
        of::<SignIn>(),
        of::<SignInWithPasskey>(),
        of::<SignOut>(),
        of::<StopLeaving>(),
        of::<WeighPassword>(),
    ]
}

/// The arguments of one server function.
pub fn of<F: ServerFn + DeserializeOwned>() -> Arguments {
    (F::PATH, serde_introspect::<F>().to_vec())
}

fn and(others: &[&'static str], (path, names): Arguments) -> Arguments {
    (path, [names, others.to_vec()].concat())
}
