//! Who gives and takes which role.

use std::sync::Arc;

use futures_util::future::join_all;
use tokio::sync::Barrier;

use super::{
    TestApp, assert_done, assert_hidden, assert_refused, change_account, change_role, roles_of,
};

const OWN: Option<&str> = Some("nobody changes their own roles");
const LAST: Option<&str> = Some("the last administrator cannot go");

#[tokio::test]
async fn a_role_that_is_given_counts_from_the_next_request_on() {
    let app = TestApp::spawn().await;
    let (priya, tom) = (app.person("priya").await, app.person("tom").await);
    assert_eq!(tom.open("/write").await.status, 403);

    assert_done(&change_role(&priya, "give", "tom", "author@sport").await);

    assert_eq!(tom.open("/write?department=sport").await.status, 200);
    assert_eq!(roles_of(&app, "tom").await, ["reader", "author@sport"]);
}

#[tokio::test]
async fn a_role_that_is_taken_is_gone_from_the_next_request_on() {
    let app = TestApp::spawn().await;
    let (priya, jonas) = (app.person("priya").await, app.person("jonas").await);
    assert_eq!(jonas.open("/write").await.status, 200);

    for department in ["city", "sport", "business"] {
        let role = format!("author@{department}");
        assert_done(&change_role(&priya, "take", "jonas", &role).await);
    }

    assert_eq!(jonas.open("/write").await.status, 403);
    assert_eq!(roles_of(&app, "jonas").await, [""; 0]);
}

#[tokio::test]
async fn a_manager_makes_and_unmakes_authors_and_editors_of_their_department() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    assert_done(&change_role(&mei, "give", "tom", "author@politics").await);
    assert_done(&change_role(&mei, "give", "lena", "editor@politics").await);
    assert_done(&change_role(&mei, "take", "tom", "author@politics").await);

    assert_eq!(roles_of(&app, "tom").await, ["reader"]);
    assert!(roles_of(&app, "lena").await.contains(&"editor@politics".to_owned()));
}

#[tokio::test]
async fn only_who_could_give_a_role_is_told_to_choose_one() {
    let app = TestApp::spawn().await;
    let give_none =
        async |who: &str, to: &str| change_role(&app.person(who).await, "give", to, "").await;

    for who in ["priya", "mei"] {
        let answer = give_none(who, "lena").await;
        assert_eq!((answer.status, answer.error().as_str()), (422, "invalid"));
    }
    for who in ["tom", "lena", "ada", "rosa"] {
        assert_refused(&give_none(who, "jonas").await, None);
    }
    assert_refused(&give_none("priya", "priya").await, OWN);
    assert_eq!(change_role(&app.visitor(), "give", "lena", "").await.status, 401);
}

#[tokio::test]
async fn a_manager_raises_nobody_above_that_and_nobody_elsewhere() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    for role in [
        "administrator",
        "moderator",
        "manager@politics",
        "author@science",
        "editor@sport",
        "author",
        "editor@",
        "administrator@politics",
        "author@Politics",
        "author@nowhere",
        "king@politics",
        "king",
        "@",
        "author@politics@politics",
    ] {
        for whose in ["tom", "mei"] {
            let answer = change_role(&mei, "give", whose, role).await;
            assert_eq!(answer.status, 403, "{role} {whose}: {}", answer.body);
        }
    }

    assert_refused(&change_role(&mei, "take", "ada", "editor@science").await, None);
    assert_eq!(roles_of(&app, "tom").await, ["reader"]);
    assert_eq!(roles_of(&app, "mei").await, ["manager@politics"]);
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn nobody_changes_their_own_roles() {
    let app = TestApp::spawn().await;
    let (priya, mei) = (app.person("priya").await, app.person("mei").await);

    assert_refused(&change_role(&priya, "give", "priya", "manager@sport").await, OWN);
    assert_refused(&change_role(&priya, "take", "priya", "administrator").await, LAST);
    assert_refused(&change_role(&mei, "give", "mei", "editor@politics").await, OWN);
    assert_refused(&change_role(&mei, "take", "mei", "manager@politics").await, None);

    assert_eq!(roles_of(&app, "priya").await, ["administrator"]);
}

#[tokio::test]
async fn who_has_no_power_changes_no_role() {
    let app = TestApp::spawn().await;

    for handle in ["tom", "lena", "ada", "rosa"] {
        let person = app.person(handle).await;
        assert_refused(&change_role(&person, "give", "jonas", "editor@science").await, None);
        assert_refused(&change_role(&person, "take", "jonas", "author@city").await, None);
        let own = change_role(&person, "give", handle, "administrator").await;
        assert_eq!(own.status, 403, "{handle}");
    }
    let visitor = app.visitor();
    assert_eq!(change_role(&visitor, "give", "tom", "author@city").await.status, 401);
    assert_eq!(change_role(&visitor, "take", "jonas", "author@city").await.status, 401);
    // Tom does not know Rosa, so she is not there for him.
    let tom = app.person("tom").await;
    assert_hidden(&change_role(&tom, "give", "rosa", "author@city").await);
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn a_role_that_is_none_is_given_to_nobody() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    let long = "a".repeat(50_000);
    for role in [
        "",
        "king",
        "author",
        "administrator@science",
        "author@nowhere",
        "author@\0",
        "\0",
        "\u{202e}editor@science",
        "editor@science ",
        "🐝@science",
        &long,
    ] {
        let answer = change_role(&priya, "give", "tom", role).await;
        assert_eq!(answer.status, 422, "{role:?}: {}", answer.body);
        assert!(answer.json()["fields"]["role"].is_string(), "{}", answer.body);
        let answer = change_role(&priya, "take", "tom", role).await;
        assert_eq!(answer.status, 404, "{role:?}: {}", answer.body);
    }
    let huge = change_role(&priya, "give", "tom", &"a".repeat(1_100_000)).await;
    assert_eq!(huge.status, 413);

    assert_eq!(roles_of(&app, "tom").await, ["reader"]);
    assert_eq!(app.audited().await, []);
}

#[tokio::test]
async fn a_role_is_held_once() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for role in ["author@science", "moderator"] {
        assert_done(&change_role(&priya, "give", "tom", role).await);
        let again = change_role(&priya, "give", "tom", role).await;
        assert_eq!((again.status, again.error().as_str()), (422, "invalid"));
    }

    assert_eq!(roles_of(&app, "tom").await, ["reader", "author@science", "moderator"]);
}

#[tokio::test]
async fn somebody_who_does_not_exist_is_given_nothing() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;

    for id in ["0", "-1", "9223372036854775807"] {
        let fields = [("id", id), ("role", "author@science")];
        assert_hidden(&priya.post("/api/people/give-role", &fields).await);
        assert_hidden(&priya.post("/api/people/take-role", &fields).await);
    }
}

#[tokio::test]
async fn the_last_administrator_cannot_go() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&change_role(&priya, "give", "ada", "administrator").await);
    let ada = app.person("ada").await;

    assert_done(&change_role(&ada, "take", "priya", "administrator").await);
    assert_refused(&change_role(&ada, "take", "ada", "administrator").await, LAST);

    assert_eq!(app.number("select count(*) from roles where role = 'administrator'").await, 1);
    assert_refused(&change_role(&priya, "take", "ada", "administrator").await, None);
}

#[tokio::test]
async fn a_suspended_administrator_is_not_another_one() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    assert_done(&change_role(&priya, "give", "ada", "administrator").await);
    let ada = app.person("ada").await;
    assert_done(&change_account(&ada, "suspend", "priya").await);
    assert_done(&change_role(&ada, "give", "henrik", "administrator").await);
    let henrik = app.person("henrik").await;
    assert_done(&change_account(&ada, "suspend", "henrik").await);

    assert_refused(&change_role(&ada, "take", "ada", "administrator").await, LAST);
    assert_eq!(change_role(&henrik, "take", "ada", "administrator").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_who_take_each_others_role_leave_one() {
    for _ in 0..5 {
        let app = TestApp::spawn().await;
        let priya = app.person("priya").await;
        assert_done(&change_role(&priya, "give", "ada", "administrator").await);
        let ada = app.person("ada").await;
        let start = Arc::new(Barrier::new(2));

        let at_once = |person, whose, start: Arc<Barrier>| async move {
            start.wait().await;
            change_role(person, "take", whose, "administrator").await.status
        };
        let (hers, theirs) = tokio::join!(
            at_once(&priya, "ada", Arc::clone(&start)),
            at_once(&ada, "priya", Arc::clone(&start)),
        );

        let mut statuses = [hers, theirs];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 403]);
        assert_eq!(app.number("select count(*) from roles where role = 'administrator'").await, 1);
    }
}

#[tokio::test]
async fn many_who_may_not_take_a_role_keep_nobody_waiting() {
    let app = TestApp::spawn().await;
    let (tom, mei, visitor) = (app.person("tom").await, app.person("mei").await, app.visitor());
    let refused = (0..24).map(|_| change_role(&tom, "take", "ada", "editor@science"));
    let made = (0..12).map(|_| change_role(&mei, "give", "tom", "author@politics"));

    let (refused, made, read) = tokio::join!(join_all(refused), join_all(made), visitor.open("/"));

    assert_eq!(read.status, 200);
    for answer in &refused {
        assert_eq!(answer.status, 403, "{}", answer.body);
    }
    let given = made.iter().filter(|answer| answer.status == 200).count();
    let held = made.iter().filter(|answer| answer.status == 422).count();
    assert_eq!((given, held), (1, 11));
}

#[tokio::test]
async fn who_takes_no_roles_is_not_told_how_many_hold_one() {
    let app = TestApp::spawn().await;
    let of_ada = "/api/articles/author?slug=ada-okafor&page=1";

    for handle in ["tom", "lena", "rosa"] {
        let answer = app.person(handle).await.read(of_ada).await;
        assert_eq!(answer["powers"]["held"].as_array().unwrap().len(), 0, "{handle}");
    }

    let answer = app.person("priya").await.read(of_ada).await;
    assert_eq!(answer["powers"]["held"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn who_gave_and_took_which_role_is_on_record() {
    let app = TestApp::spawn().await;
    let mei = app.person("mei").await;

    assert_done(&change_role(&mei, "give", "tom", "author@politics").await);
    assert_done(&change_role(&mei, "take", "tom", "author@politics").await);

    let audited = app.audited().await;
    let steps: Vec<&str> = audited.iter().map(|entry| entry.permission.as_str()).collect();
    assert_eq!(steps, ["GiveRole", "TakeRole"]);
    assert!(audited.iter().all(|entry| entry.detail == "Author, Politics: Tom Byrne"));
    assert_eq!(audited[0].user, Some(app.user_id("mei").await));
    assert_eq!(audited[0].subject_id, app.user_id("tom").await.to_string());
}

#[tokio::test]
async fn a_role_whose_change_cannot_be_recorded_stays() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    app.execute("alter table audit_entries rename to elsewhere").await;

    assert_eq!(change_role(&priya, "give", "tom", "author@sport").await.status, 500);
    assert_eq!(change_role(&priya, "take", "rosa", "moderator").await.status, 500);

    assert_eq!(roles_of(&app, "tom").await, ["reader"]);
    assert_eq!(roles_of(&app, "rosa").await, ["moderator"]);
}

#[tokio::test]
async fn a_page_offers_what_its_reader_may_give_and_take() {
    let app = TestApp::spawn().await;
    let (priya, mei, ada) =
        (app.person("priya").await, app.person("mei").await, app.person("ada").await);

    let (hers, managers, editors) = (
        priya.open("/people/lena-fuchs").await,
        mei.open("/people/lena-fuchs").await,
        ada.open("/people/lena-fuchs").await,
    );

    assert!(hers.says("value=\"administrator\"") && hers.says("/api/people/take-role"));
    assert!(managers.says("value=\"editor@politics\"") && !managers.says("value=\"editor@city\""));
    assert!(!managers.says("/api/people/take-role") && !managers.says("/api/people/suspend"));
    assert!(!editors.says("/api/people/"), "{}", editors.body);
    assert!(priya.open("/people/priya-nair").await.says("The last administrator cannot go."));
}

#[tokio::test]
async fn without_script_a_role_is_given_and_what_fails_stands_on_the_page() {
    let app = TestApp::spawn().await;
    let priya = app.person("priya").await;
    let tom = app.user_id("tom").await.to_string();
    let page = "/people/tom-byrne";

    let given = [("id", tom.as_str()), ("role", "author@sport")];
    let done = priya.submit(page, "/api/people/give-role", &given).await;
    let again = priya.submit(page, "/api/people/give-role", &given).await;

    assert_eq!((done.status, done.header("location")), (303, page));
    assert_eq!(again.status, 422);
    assert!(again.says("They hold this role already"), "{}", again.body);
}
