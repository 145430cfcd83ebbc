//! Proving a second factor by a code.

use std::{sync::Arc, time::Duration};

use stile::{
    call::ServiceError,
    letters::{Errand, Occasion, service::post},
    server::settings::Quota,
    sessions::Level,
};
use tokio::task::JoinSet;

use super::{Became, PURPOSE, Typist, held};
use crate::support::TestApp;

const ADA: &str = "ada@stile.example";
const RECOVER: &str = "/api/recovery/ask";
const SIGN_UP: &str = "/api/sign-up/ask";

/// A server that lets five codes be wrong, and another one every six minutes.
async fn strict() -> Arc<TestApp> {
    let quota = Quota { most: 5, per: Duration::from_mins(30) };
    TestApp::spawn_with(|settings| {
        settings.limits.factor_account = quota;
        settings.limits.factor_device = quota;
    })
    .await
}

/// How many of these typed at the same moment became that.
async fn at_once(typists: Vec<Typist>, code: &str, became: impl Fn(Became) -> bool) -> usize {
    let mut all = JoinSet::new();
    for typist in typists {
        let code = code.to_owned();
        all.spawn(async move { typist.types(&code).await });
    }
    all.join_all().await.into_iter().filter(|it| became(*it)).count()
}

/// A server that sends two codes by mail in half an hour, one of whose people has turned them on.
async fn two_codes_by_mail() -> Arc<TestApp> {
    let quota = Quota { most: 2, per: Duration::from_mins(30) };
    let app = TestApp::spawn_with(|settings| settings.limits.letters_code = quota).await;
    app.person("ada").await.have_mail_factor().await;
    app
}

async fn typists(app: &TestApp, many: usize) -> Vec<Typist> {
    let mut all = Vec::new();
    for _ in 0..many {
        all.push(Typist::as_if(app, "ada").await);
    }
    all
}

// --- Codes of an app -------------------------------------------------------------------------------

#[tokio::test]
async fn a_code_of_an_app_counts_once_and_so_does_that_of_the_next_step() {
    let app = TestApp::spawn().await;
    let (seed, _) = app.person("ada").await.add_app().await;
    let typist = Typist::as_if(&app, "ada").await;
    app.clock.advance(Duration::from_mins(1));

    let code = seed.code(&app);
    assert_eq!(typist.types(&code).await, Became::App);
    assert_eq!(typist.types(&code).await, Became::Wrong);
    assert_eq!(typist.types(&seed.code_at(&app, -1)).await, Became::Wrong);
    assert_eq!(typist.types(&seed.code_at(&app, 1)).await, Became::App);
    assert_eq!(typist.types(&seed.code_at(&app, 0)).await, Became::Wrong);
}

#[tokio::test]
async fn the_code_by_which_an_app_was_added_counts_no_second_time() {
    let app = TestApp::spawn().await;
    let (seed, _) = app.person("ada").await.add_app().await;

    assert_eq!(Typist::as_if(&app, "ada").await.types(&seed.code(&app)).await, Became::Wrong);
}

#[tokio::test]
async fn a_code_of_an_app_counts_a_step_early_and_a_step_late_and_no_further() {
    for (steps, became) in [
        (-2, Became::Wrong),
        (-1, Became::App),
        (0, Became::App),
        (1, Became::App),
        (2, Became::Wrong),
    ] {
        let app = TestApp::spawn().await;
        let (seed, _) = app.person("ada").await.add_app().await;
        app.clock.advance(Duration::from_mins(10));

        let code = seed.code_at(&app, steps);

        assert_eq!(Typist::as_if(&app, "ada").await.types(&code).await, became, "{steps}");
    }
}

#[tokio::test]
async fn of_ten_who_type_the_same_code_at_once_one_gets_in() {
    let app = TestApp::spawn().await;
    let (seed, _) = app.person("ada").await.add_app().await;
    app.clock.advance(Duration::from_mins(1));

    let all = typists(&app, 10).await;

    assert_eq!(at_once(all, &seed.code(&app), |it| it == Became::App).await, 1);
}

#[tokio::test]
async fn the_code_of_one_person_does_not_count_for_another() {
    let app = TestApp::spawn().await;
    let (adas, codes) = app.person("ada").await.add_app().await;
    app.person("tom").await.add_app().await;
    app.clock.advance(Duration::from_mins(1));
    let tom = Typist::as_if(&app, "tom").await;
    let lena = Typist::as_if(&app, "lena").await;

    for code in [&adas.code(&app), &codes[0]] {
        assert_eq!(tom.types(code).await, Became::Wrong);
        assert_eq!(lena.types(code).await, Became::Wrong);
    }
}

#[tokio::test]
async fn a_seed_that_was_moved_to_another_account_is_our_fault_and_opens_nothing() {
    let app = TestApp::spawn().await;
    let (mine, _) = app.person("lena").await.add_app().await;
    app.person("ada").await.add_app().await;
    app.clock.advance(Duration::from_mins(1));
    let (lena, ada) = (app.user_id("lena").await, app.user_id("ada").await);
    let moved = format!(
        "update factors set secret = (select secret from factors where owner_id = {lena}) where owner_id = {ada}"
    );
    app.execute(&moved).await;

    let typist = Typist::as_if(&app, "ada").await;
    let code = mine.code(&app);
    let proved = stile::factors::service::prove(&typist.call, typist.user, PURPOSE, &code).await;

    assert!(matches!(proved, Err(ServiceError::Failed(_))), "{proved:?}");
}

// --- Codes by mail ---------------------------------------------------------------------------------

#[tokio::test]
async fn a_code_by_mail_counts_once_for_what_it_was_sent_for_and_for_five_minutes() {
    let app = TestApp::spawn().await;
    app.person("ada").await.add_mail().await;
    let typist = Typist::as_if(&app, "ada").await;

    typist.asks_for_a_letter(PURPOSE).await.unwrap();
    let code = app.code_to(ADA).await;
    assert_eq!(typist.types_for("another challenge", &code).await, Became::Wrong);
    app.clock.advance(Duration::from_secs(299));
    assert_eq!(typist.types(&code).await, Became::Mail);
    assert_eq!(typist.types(&code).await, Became::Wrong);

    typist.asks_for_a_letter(PURPOSE).await.unwrap();
    let code = app.code_to(ADA).await;
    app.clock.advance(Duration::from_mins(5));
    assert_eq!(typist.types(&code).await, Became::Wrong);
}

#[tokio::test]
async fn a_newer_code_by_mail_takes_the_place_of_the_one_before() {
    let app = TestApp::spawn().await;
    app.person("ada").await.add_mail().await;
    let typist = Typist::as_if(&app, "ada").await;

    typist.asks_for_a_letter(PURPOSE).await.unwrap();
    let older = app.code_to(ADA).await;
    app.clock.advance(Duration::from_secs(1));
    typist.asks_for_a_letter(PURPOSE).await.unwrap();
    let newer = app.code_to(ADA).await;

    assert_eq!(typist.types(&older).await, Became::Wrong);
    assert_eq!(at_once(typists(&app, 5).await, &newer, |it| it == Became::Mail).await, 1);
}

#[tokio::test]
async fn no_code_is_sent_to_who_has_not_turned_them_on() {
    let app = TestApp::spawn().await;
    app.person("ada").await.add_app().await;
    let before = app.letters_to(ADA).await.len();

    let asked = Typist::as_if(&app, "ada").await.asks_for_a_letter(PURPOSE).await;

    assert!(matches!(asked, Err(ServiceError::NotFound)), "{asked:?}");
    assert_eq!(app.letters_to(ADA).await.len(), before);
}

#[tokio::test]
async fn an_account_gets_so_many_codes_by_mail_and_no_more_for_a_while() {
    let app = two_codes_by_mail().await;
    let typist = Typist::as_if(&app, "ada").await;

    typist.asks_for_a_letter(PURPOSE).await.unwrap();
    typist.asks_for_a_letter("another challenge").await.unwrap();
    let third = typist.asks_for_a_letter(PURPOSE).await;

    assert!(matches!(third, Err(ServiceError::TooMany(_))), "{third:?}");
    app.clock.advance(Duration::from_mins(15));
    typist.asks_for_a_letter(PURPOSE).await.unwrap();
}

#[tokio::test]
async fn who_knows_the_password_alone_keeps_no_code_from_a_browser_of_its_owner() {
    let app = two_codes_by_mail().await;
    let guesser = Typist::as_if(&app, "ada").await;
    for _ in 0..2 {
        guesser.asks_for_a_letter(PURPOSE).await.unwrap();
    }
    let of_tom =
        Typist { call: Typist::in_a_browser_of(&app, "tom", Level::Multi).await.call, ..guesser };

    let refused = of_tom.asks_for_a_letter(PURPOSE).await;
    assert!(matches!(refused, Err(ServiceError::TooMany(_))), "{refused:?}");
    let owner = Typist::in_a_browser_of(&app, "ada", Level::Multi).await;
    for _ in 0..2 {
        owner.asks_for_a_letter(PURPOSE).await.unwrap();
    }
    let third = owner.asks_for_a_letter(PURPOSE).await;
    assert!(matches!(third, Err(ServiceError::TooMany(_))), "{third:?}");
}

#[tokio::test]
async fn no_letter_that_a_stranger_asks_for_keeps_a_code_from_who_signs_in() {
    let app = TestApp::spawn_with(|settings| {
        let few = Quota { most: 2, per: Duration::from_mins(30) };
        (settings.limits.letters_to, settings.limits.letters_from) = (few, few);
    })
    .await;
    app.person("ada").await.have_mail_factor().await;
    for (ask, status) in [(RECOVER, 200), (SIGN_UP, 200), (RECOVER, 429), (SIGN_UP, 429)] {
        assert_eq!(app.visitor().post(ask, &[("email", ADA)]).await.status, status);
    }

    let password = app.password_of("ada").await;
    let ada = app.visitor();
    ada.sign_in(ADA, &password).await;
    let sent = ada.post("/api/sign-in/send-code", &[]).await;

    assert_eq!(sent.status, 200, "{}", sent.body);
    let code = app.code_to(ADA).await;
    assert_eq!(ada.post("/api/sign-in/finish", &[("code", &code)]).await.status, 200);
    assert_eq!(ada.name().await.as_deref(), Some("Ada Okafor"));
}

#[tokio::test]
async fn no_code_goes_to_an_address_that_is_no_longer_that_of_the_account() {
    let app = TestApp::spawn().await;
    let typist = Typist::as_if(&app, "ada").await;
    let (when, user) = (Occasion::of(&typist.call), typist.user);
    let code = Errand::Code { when, user, bound: "a challenge".into() };
    let codes = async || app.number("select count(*) from mail_codes").await;

    // It waited while the address was changed.
    for (email, letters) in [("former@reader.example", 0), ("tom@stile.example", 0), (ADA, 1)] {
        post(&app.foundation.db, &typist.call, email, &code).await.unwrap();
        assert_eq!(app.letters_to(email).await.len(), letters, "{email}");
        assert_eq!(codes().await, i64::try_from(letters).unwrap(), "{email}");
    }
}

// --- Recovery codes --------------------------------------------------------------------------------

#[tokio::test]
async fn a_recovery_code_counts_once_however_it_is_written_and_its_owner_is_told() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let (_, codes) = ada.add_app().await;
    let typist = Typist::as_if(&app, "ada").await;

    assert_eq!(typist.types(&codes[0]).await, Became::Recovery(9));
    assert_eq!(typist.types(&codes[0]).await, Became::Wrong);
    let careless = codes[1].to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    assert_eq!(typist.types(&careless).await, Became::Recovery(8));

    assert_eq!(held(&ada, "ada").await, (true, false, 8));
    let letters = app.letters_to(ADA).await;
    let told: Vec<_> =
        letters.iter().filter(|it| it.subject == "A recovery code was used").collect();
    assert_eq!(told.len(), 2);
    assert!(told.iter().any(|it| it.text.contains("9 are left.")));
    assert!(!letters.iter().any(|it| codes.iter().any(|code| it.text.contains(code))));
}

#[tokio::test]
async fn of_ten_who_use_the_same_recovery_code_at_once_one_gets_in() {
    let app = TestApp::spawn().await;
    let (_, codes) = app.person("ada").await.add_app().await;

    let all = typists(&app, 10).await;

    let is_in = |it| matches!(it, Became::Recovery(_));
    assert_eq!(at_once(all, &codes[0], is_in).await, 1);
}

// --- The budget ------------------------------------------------------------------------------------

#[tokio::test]
async fn wrong_codes_of_all_sessions_and_kinds_have_one_budget_and_use_nothing_else_up() {
    let app = strict().await;
    let (seed, codes) = app.person("ada").await.add_app().await;
    app.clock.advance(Duration::from_mins(1));
    for (purpose, wrong) in [
        ("one", "000000"),
        ("another", "00000000"),
        ("a third", "0000-0000-0000-0000-0000-0000"),
        ("a fourth", "999999"),
        ("a fifth", "99999999"),
    ] {
        let typist = Typist::as_if(&app, "ada").await;
        assert_eq!(typist.types_for(purpose, wrong).await, Became::Wrong);
    }

    let typist = Typist::as_if(&app, "ada").await;
    for right in [&seed.code(&app), &codes[0]] {
        assert_eq!(typist.types(right).await, Became::TooMany);
    }
    app.clock.advance(Duration::from_secs(359));
    assert_eq!(typist.types(&seed.code(&app)).await, Became::TooMany);
    app.clock.advance(Duration::from_secs(1));
    assert_eq!(typist.types(&seed.code(&app)).await, Became::App);
    assert_eq!(typist.types(&codes[0]).await, Became::Recovery(9));
}

#[tokio::test]
async fn many_wrong_codes_at_once_get_no_further_than_one_after_the_other() {
    let app = strict().await;
    app.person("ada").await.add_app().await;

    let all = typists(&app, 30).await;

    assert_eq!(at_once(all, "000000", |it| it == Became::Wrong).await, 5);
}

#[tokio::test]
async fn right_codes_use_nothing_up_and_what_is_no_code_is_no_try() {
    let app = strict().await;
    let (seed, _) = app.person("ada").await.add_app().await;
    let typist = Typist::as_if(&app, "ada").await;

    for _ in 0..8 {
        app.clock.advance(Duration::from_secs(30));
        assert_eq!(typist.types(&seed.code(&app)).await, Became::App);
        assert_eq!(typist.types("sesame").await, Became::Wrong);
    }
}

#[tokio::test]
async fn an_owner_gets_in_where_they_were_before_whoever_guesses() {
    let app = strict().await;
    let (seed, _) = app.person("ada").await.add_app().await;
    app.clock.advance(Duration::from_mins(1));
    let guesser = Typist::as_if(&app, "ada").await;
    let with_their_own = Typist {
        call: Typist::in_a_browser_of(&app, "tom", Level::Multi).await.call,
        user: guesser.user,
    };
    let who_knows_the_password = Typist::in_a_browser_of(&app, "ada", Level::Single).await;
    for _ in 0..5 {
        assert_eq!(guesser.types("000000").await, Became::Wrong);
    }
    assert_eq!(guesser.types("000000").await, Became::TooMany);
    assert_eq!(with_their_own.types("000000").await, Became::TooMany);
    assert_eq!(who_knows_the_password.types("000000").await, Became::TooMany);

    let owner = Typist::in_a_browser_of(&app, "ada", Level::Multi).await;

    assert_eq!(owner.types(&seed.code(&app)).await, Became::App);
    for _ in 0..5 {
        assert_eq!(owner.types("000000").await, Became::Wrong);
    }
    assert_eq!(owner.types("000000").await, Became::TooMany);
}
