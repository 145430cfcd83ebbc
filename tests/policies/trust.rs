//! What is not understood is refused: by the start, or by the decision.

use stile::{
    authorization::{Governed, Permission, Subject, Value, Verdict, decision::Decision},
    sessions::Principal,
};

use crate::{
    sketch::{Sketch, schema, with_policies, with_texts},
    support::{CALL, person},
};

/// Anybody reads anything.
const READ: &str = "@id(\"anybody reads\") permit (principal, action, resource);";

fn refusal(schema: &str) -> String {
    with_texts(schema, READ).err().map(|error| error.to_string()).unwrap()
}

fn sketch(words: i64) -> Sketch {
    Sketch {
        id: 1,
        author: 1,
        second: 1,
        department: "science",
        stage: "draft",
        words,
        featured: false,
        embargo: None,
        locale: None,
    }
}

fn refused(reason: Option<&str>) -> Decision {
    Decision::Refused { reason: reason.map(str::to_owned), challenge: None }
}

#[test]
fn a_schema_that_asks_for_more_than_is_known_of_a_call_stops_the_start() {
    for call in ["now: Long, weather: String,", "now: String,"] {
        let error = refusal(&schema().replace("now: Long,", call));

        assert!(error.starts_with("what is known of a call does not fit the schema"), "{error}");
    }
}

#[test]
fn a_permission_without_an_action_stops_the_start() {
    let error = refusal(&schema().replace("ReadArticle, ", ""));

    assert!(error.contains("no schema declares action ReadArticle for Article"), "{error}");
}

#[test]
fn an_action_without_a_permission_stops_the_start() {
    let error = refusal(&schema().replace("ReadArticle, ", "ReadArticle, BurnArticle, "));

    assert!(error.contains("BurnArticle"), "{error}");
}

#[test]
fn an_attribute_of_users_that_nobody_fills_in_stops_the_start() {
    let error = refusal(&schema().replace("author_of:", "shoe_size: Long, author_of:"));

    assert!(error.contains("principals do not fit the schema"), "{error}");
}

#[test]
fn a_role_that_the_schema_adds_is_filled_in_without_code() {
    let schema = schema().replace("author_of:", "intern_of: Set<Department>, author_of:");
    let policies = "@id(\"interns\") permit (principal is User, action, resource)\n\
        when { principal.intern_of.contains(resource.department) };";
    let authorizer = with_texts(&schema, policies).unwrap();
    let decide = |who: &str| {
        let mut who = person(who);
        if let Principal::User(user) = &mut who {
            user.roles.iter_mut().for_each(|role| role.name = "intern".into());
        }
        authorizer.decide(&who, Permission::ReadArticle, &sketch(1), CALL)
    };

    assert!(decide("ada").is_allowed());
    assert_eq!(decide("mei"), refused(None));
}

#[test]
fn a_forbid_that_fails_refuses_although_cedar_skips_it() {
    let policies = "@id(\"not too long\") forbid (principal, action, resource)\n\
        when { resource.word_count + 1 > 1000 };";
    let authorizer = with_policies(&format!("{READ}\n{policies}")).unwrap();
    let decide =
        |words| authorizer.decide(&person("ada"), Permission::ReadArticle, &sketch(words), CALL);

    assert!(decide(10).is_allowed());
    assert_eq!(decide(1_000), refused(Some("not too long")));
    assert_eq!(decide(i64::MAX), refused(None));
}

#[test]
fn where_a_permit_may_fail_rules_ask_and_lists_look_at_each_row() {
    let policies = "@id(\"long ones\") permit (principal, action, resource)\n\
        when { resource.word_count + 1 > 1000 };";
    let authorizer = with_policies(&format!("{READ}\n{policies}")).unwrap();
    let (ada, read) = (person("ada"), Permission::ReadArticle);

    let endless = sketch(i64::MAX);

    assert_eq!(authorizer.decide(&ada, read, &endless, CALL), refused(None));
    assert_eq!(
        authorizer.ability(&ada, CALL).ability.check(read, &endless.subject()),
        Verdict::Ask
    );
    assert!(!authorizer.filter::<Sketch>(&ada, read, CALL).exact);
}

#[test]
fn a_lasting_reason_is_shown_before_a_challenge() {
    let policies = "@id(\"a: never\") forbid (principal, action, resource) when { resource.featured };\n\
        @id(\"z: prove it again\") @challenge(\"step_up\") forbid (principal, action, resource);";
    let authorizer = with_policies(&format!("{READ}\n{policies}")).unwrap();
    let decide = |featured| {
        let sketch = Sketch { featured, ..sketch(1) };
        authorizer.decide(&person("ada"), Permission::ReadArticle, &sketch, CALL)
    };

    assert_eq!(decide(true), refused(Some("a: never")));
    let challenge = Decision::Refused {
        reason: Some("z: prove it again".into()),
        challenge: Some("step_up".into()),
    };
    assert_eq!(decide(false), challenge);
}

#[test]
fn a_policy_that_follows_a_reference_too_far_stops_the_start() {
    let policies = "@id(\"far\") permit (principal, action, resource)\n\
        when { resource.author.editor_of.contains(resource.department) };";

    let error = with_policies(policies).err().map(|error| error.to_string()).unwrap();

    assert!(error.contains("level"), "{error}");
}

#[test]
fn a_thing_that_lacks_a_fact_or_is_of_another_kind_is_refused() {
    let authorizer = with_policies(READ).unwrap();
    let whole = sketch(1).subject();
    let mut lacking = whole.clone();
    lacking.facts.remove("stage");
    let of_another_kind = Subject { kind: "Comment".into(), ..whole.clone() };
    let mut mistaken = whole.clone();
    mistaken.facts.insert("stage".into(), Value::Long(1));

    let decide = |subject: &Subject| {
        authorizer.decide_about(&person("ada"), Permission::ReadArticle, subject, CALL)
    };

    assert!(decide(&whole).is_allowed());
    for subject in [lacking, of_another_kind, mistaken] {
        assert_eq!(decide(&subject), refused(None), "{subject:?}");
    }
}

#[test]
fn a_sentence_is_shown_as_it_was_written() {
    let authorizer = with_policies(
        "@id(\"people read\") permit (principal, action, resource);
        @id(\"nobody reads somebody's \\\"draft\\\"\") forbid (principal, action, resource);",
    )
    .unwrap();
    let decided = authorizer.decide(&person("ada"), Permission::ReadArticle, &sketch(1), CALL);

    let Decision::Refused { reason, .. } = decided else { panic!("{decided:?}") };
    assert_eq!(reason.as_deref(), Some("nobody reads somebody's \"draft\""));
}
