//! What asks for a second factor, and what for a fresh proof.

use std::time::Duration;

use stile::{
    authorization::{Context, Governed, Permission, Verdict, decision::Decision},
    sessions::{Assurance, Level, Principal},
    timestamp::Timestamp,
};

use crate::{
    people::{assignment, profile},
    support::{AUTHORIZER, article, person},
};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const FRESH: Duration = Duration::from_mins(10);
const SKEW: Duration = Duration::from_mins(1);
const MILLISECOND: Duration = Duration::from_millis(1);

/// That person, who has proved at that moment who they are.
fn proved(who: &str, level: Level, proved_at: Timestamp) -> Principal {
    let mut principal = person(who);
    if let Principal::User(user) = &mut principal {
        user.assurance = Assurance { level, proved_at };
    }
    principal
}

/// What the policies and the rules say: rules may leave it to the policies.
fn decide(who: &Principal, permission: Permission, thing: &impl Governed) -> Decision {
    let decision = AUTHORIZER.decide(who, permission, thing, Context::at(NOW));
    let verdict =
        AUTHORIZER.ability(who, Context::at(NOW)).ability.check(permission, &thing.subject());
    match &decision {
        Decision::Allowed { .. } => assert!(matches!(verdict, Verdict::Yes | Verdict::Ask)),
        Decision::Refused { reason, challenge: Some(challenge) } => assert!(
            verdict == Verdict::Ask
                || verdict
                    == Verdict::Challenge { challenge: challenge.clone(), reason: reason.clone() }
        ),
        Decision::Refused { reason, challenge: None } => {
            assert!(verdict == Verdict::Ask || verdict == Verdict::No { reason: reason.clone() });
        }
    }
    decision
}

fn challenge(decision: Decision) -> Option<String> {
    match decision {
        Decision::Allowed { .. } => None,
        Decision::Refused { challenge, .. } => challenge,
    }
}

#[test]
fn an_administrator_with_one_factor_can_only_add_one() {
    let (alone, both) = (proved("priya", Level::Single, NOW), proved("priya", Level::Multi, NOW));
    let own = profile("priya");
    let asks = |permission, thing: &dyn Fn(&Principal, Permission) -> Decision| {
        assert!(thing(&both, permission).is_allowed(), "{permission:?}");
        challenge(thing(&alone, permission))
    };

    for permission in [
        Permission::ReadPerson,
        Permission::ReadContact,
        Permission::UpdatePerson,
        Permission::ReadSessions,
        Permission::InvitePerson,
        Permission::ChangeEmail,
        Permission::DownloadData,
    ] {
        let asked = asks(permission, &|who, permission| decide(who, permission, &own));
        assert_eq!(asked.as_deref(), Some("second_factor"), "{permission:?}");
    }
    let read = asks(Permission::ReadArticle, &|who, permission| {
        decide(who, permission, &article("published science by lena"))
    });
    assert_eq!(read.as_deref(), Some("second_factor"));
    let give = asks(Permission::GiveRole, &|who, permission| {
        decide(who, permission, &assignment("author@science of tom"))
    });
    assert_eq!(give.as_deref(), Some("second_factor"));
    assert!(decide(&alone, Permission::ChangeFactors, &own).is_allowed());
}

#[test]
fn nobody_else_is_asked_for_a_second_factor() {
    for (who, permission) in [("tom", Permission::ReadPerson), ("mei", Permission::ReadSessions)] {
        let alone = proved(who, Level::Single, NOW);

        assert!(decide(&alone, permission, &profile(who)).is_allowed(), "{who}");
    }
}

#[test]
fn a_proof_is_fresh_for_ten_minutes_and_none_comes_from_the_future() {
    let asked = |proved_at| {
        let tom = proved("tom", Level::Single, proved_at);
        challenge(decide(&tom, Permission::ChangeEmail, &profile("tom")))
    };

    assert_eq!(asked(NOW), None);
    assert_eq!(asked(NOW.minus(FRESH)), None);
    assert_eq!(asked(NOW.minus(FRESH + MILLISECOND)).as_deref(), Some("step_up"));
    assert_eq!(asked(NOW.plus(SKEW)), None);
    assert_eq!(asked(NOW.plus(SKEW + MILLISECOND)).as_deref(), Some("step_up"));
}

#[test]
fn what_could_lock_somebody_out_and_what_gives_power_asks_for_a_fresh_proof() {
    let stale = NOW.minus(Duration::from_hours(1));
    let both = |who: &str, ask: &dyn Fn(&Principal) -> Decision| {
        assert!(ask(&proved(who, Level::Multi, NOW)).is_allowed());
        challenge(ask(&proved(who, Level::Multi, stale)))
    };
    let mut asked = Vec::new();
    for permission in [
        Permission::ChangeEmail,
        Permission::ChangePassword,
        Permission::ChangeFactors,
        Permission::DeleteAccount,
        Permission::EndSession,
    ] {
        asked.push(both("tom", &|who| decide(who, permission, &profile("tom"))));
    }
    for permission in
        [Permission::SuspendPerson, Permission::RestorePerson, Permission::ResetFactors]
    {
        asked.push(both("priya", &|who| decide(who, permission, &profile("tom"))));
    }
    for permission in [Permission::GiveRole, Permission::TakeRole] {
        let role = assignment("author@politics of tom");
        asked.push(both("mei", &|who| decide(who, permission, &role)));
    }
    let held = article("in_review politics by jonas held");
    for permission in [Permission::PublishArticle, Permission::ReleaseArticle] {
        asked.push(both("mei", &|who| decide(who, permission, &held)));
    }

    assert!(asked.iter().all(|it| it.as_deref() == Some("step_up")), "{asked:?}");
    let free = article("in_review politics by jonas");
    let mei = proved("mei", Level::Single, stale);
    assert!(decide(&mei, Permission::PublishArticle, &free).is_allowed());
}

#[test]
fn no_proof_makes_up_for_a_power_that_is_missing() {
    let stale = proved("lena", Level::Single, NOW.minus(Duration::from_hours(1)));

    let role = assignment("author@politics of tom");
    assert_eq!(decide(&stale, Permission::GiveRole, &role), Decision::REFUSED);
    let own = decide(&stale, Permission::ChangeEmail, &profile("tom"));
    assert_eq!(own, Decision::REFUSED);
}
