//! How much somebody may do in a time, and what happens to who does more.

use std::{sync::Arc, time::Duration};

use reqwest::Method;
use stile::server::settings::{Limits, Quota};
use tokio::{task::JoinSet, time::sleep};

use super::support::{Answer, Person, TestApp};

const DEVICE: &str = "__Host-Http-stile-device";

/// A server with these limits.
async fn app_with(change: impl FnOnce(&mut Limits)) -> Arc<TestApp> {
    TestApp::spawn_with(|settings| change(&mut settings.limits)).await
}

/// So many in half an hour.
const fn quota(most: u32) -> Quota {
    Quota { most, per: Duration::from_mins(30) }
}

/// Tries that password for somebody; through a proxy of ours, if `from` says from where.
async fn try_from(person: &Person, handle: &str, password: &str, from: Option<&str>) -> Answer {
    let email = format!("{handle}@stile.example");
    let request = person.ours(Method::POST, "/api/sign-in");
    let request = request.form(&[("email", email.as_str()), ("password", password)]);
    person.send(from.into_iter().fold(request, |it, from| it.header("x-forwarded-for", from))).await
}

async fn guess(person: &Person, handle: &str) -> Answer {
    try_from(person, handle, "not theirs", None).await
}

async fn sign_in(person: &Person, handle: &str) -> Answer {
    let password = person.app.password_of(handle).await;
    try_from(person, handle, &password, None).await
}

#[track_caller]
fn assert_must_wait(answer: &Answer, seconds: u32) {
    assert_eq!((answer.status, answer.error().as_str()), (429, "too_many"), "{}", answer.body);
    assert_eq!(answer.header("retry-after"), seconds.to_string());
    assert_eq!(answer.json()["seconds"], seconds);
    assert!(!answer.headers.contains_key("set-cookie"));
}

// --- Signing in ------------------------------------------------------------------------------------

#[tokio::test]
async fn whoever_guesses_too_often_waits_and_the_right_password_makes_no_difference() {
    let app = app_with(|limits| limits.sign_in_account = quota(3)).await;
    let guesser = app.visitor();
    for _ in 0..3 {
        assert_eq!(guess(&guesser, "ada").await.status, 422);
    }

    assert_must_wait(&guess(&guesser, "ada").await, 600);
    assert_must_wait(&sign_in(&guesser, "ada").await, 600);
    app.clock.advance(Duration::from_secs(599));
    assert_must_wait(&sign_in(&guesser, "ada").await, 1);
    app.clock.advance(Duration::from_secs(1));
    assert_eq!(sign_in(&guesser, "ada").await.status, 200);
}

#[tokio::test]
async fn guessing_at_an_account_that_does_not_exist_ends_in_the_same_way() {
    let app = app_with(|limits| limits.sign_in_account = quota(3)).await;
    let guesser = app.visitor();

    for handle in ["ada", "nobody"] {
        for _ in 0..3 {
            assert_eq!(guess(&guesser, handle).await.status, 422);
        }
        assert_must_wait(&guess(&guesser, handle).await, 600);
    }
}

#[tokio::test]
async fn an_account_is_the_same_however_its_address_is_written() {
    let app = app_with(|limits| limits.sign_in_account = quota(3)).await;
    let guesser = app.visitor();

    for email in [" ada@stile.example", "ADA@stile.example", "ada@STILE.example "] {
        let answer = guesser.post("/api/sign-in", &[("email", email), ("password", "no")]).await;
        assert_eq!(answer.status, 422);
    }

    assert_must_wait(&guess(&guesser, "ada").await, 600);
}

#[tokio::test]
async fn fifty_guesses_at_once_get_no_further_than_one_after_the_other() {
    let app = TestApp::spawn_with(|settings| {
        settings.limits.sign_in_account = quota(3);
        settings.passwords.queue = 100;
    })
    .await;
    let mut all = JoinSet::new();
    for _ in 0..50 {
        let guesser = app.visitor();
        all.spawn(async move { guess(&guesser, "ada").await.status });
    }

    let statuses = all.join_all().await;

    let answered = |status| statuses.iter().filter(|it| **it == status).count();
    assert_eq!((answered(422), answered(429)), (3, 47));
}

#[tokio::test]
async fn its_owner_gets_in_where_they_were_signed_in_before() {
    let app = app_with(|limits| limits.sign_in_account = quota(3)).await;
    let owner = app.person("ada").await;
    owner.post("/api/sign-out", &[]).await;
    let guesser = app.visitor();
    for _ in 0..4 {
        guess(&guesser, "ada").await;
    }

    assert_must_wait(&sign_in(&app.visitor(), "ada").await, 600);
    assert_eq!(guess(&owner, "ada").await.status, 422);
    assert_eq!(sign_in(&owner, "ada").await.status, 200);
}

#[tokio::test]
async fn a_browser_is_known_for_whoever_was_signed_in_in_it_and_for_nobody_else() {
    let app = app_with(|limits| limits.sign_in_account = quota(3)).await;
    let tom = app.person("tom").await;
    for _ in 0..3 {
        guess(&tom, "ada").await;
    }

    assert_must_wait(&sign_in(&tom, "ada").await, 600);
    assert_eq!(sign_in(&tom, "tom").await.status, 200);
}

#[tokio::test]
async fn in_a_known_browser_nobody_guesses_for_ever_either() {
    let app = app_with(|limits| limits.sign_in_device = quota(3)).await;
    let owner = app.person("ada").await;

    for _ in 0..3 {
        assert_eq!(guess(&owner, "ada").await.status, 422);
    }

    assert_must_wait(&sign_in(&owner, "ada").await, 600);
}

#[tokio::test]
async fn another_password_makes_strangers_of_all_browsers_but_the_one_in_which_it_was_chosen() {
    let app = app_with(|limits| limits.sign_in_account = quota(3)).await;
    let (here, there) = (app.person("ada").await, app.person("ada").await);
    let (old, new) = (app.password_of("ada").await, "lantern-otter-gravel-seventeen");
    let form = [("current_password", old.as_str()), ("password", new)];
    assert_eq!(here.post("/api/credentials/change-password", &form).await.status, 200);
    let guesser = app.visitor();
    for _ in 0..3 {
        guess(&guesser, "ada").await;
    }

    let again = |person: Person| async move { person.sign_in("ada@stile.example", new).await };

    assert_must_wait(&again(there).await, 600);
    assert_eq!(again(here).await.status, 200);
}

#[tokio::test]
async fn a_browser_has_one_budget_however_often_somebody_signs_in_with_it() {
    let app = app_with(|limits| limits.sign_in_device = quota(3)).await;
    let owner = app.person("ada").await;

    for _ in 0..3 {
        assert_eq!(guess(&owner, "ada").await.status, 422);
        let door = owner.post("/api/development/be-person", &[("handle", "ada")]).await;
        assert_eq!(door.status, 200, "{}", door.body);
    }

    assert_must_wait(&sign_in(&owner, "ada").await, 600);
}

#[tokio::test]
async fn a_forged_mark_of_a_known_browser_is_none() {
    let app = app_with(|limits| limits.sign_in_account = quota(3)).await;
    let known = app.person("ada").await.cookie(DEVICE).unwrap();
    let (name, marks) = known.split_once('.').unwrap();
    let guesser = app.visitor();
    for _ in 0..3 {
        guess(&guesser, "ada").await;
    }

    let other_name = format!("{}.{marks}", name.chars().rev().collect::<String>());
    let other_mark = format!("{name}.{}", marks.chars().rev().collect::<String>());
    for forged in [other_name, other_mark, String::new(), "x".repeat(5000)] {
        guesser.set_cookie(DEVICE, &forged);
        assert_must_wait(&sign_in(&guesser, "ada").await, 600);
    }
}

#[tokio::test]
async fn the_mark_of_a_known_browser_is_out_of_reach_and_opens_nothing() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let answer = sign_in(&visitor, "ada").await;

    let cookies = answer.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap());
    let cookie = cookies.into_iter().find(|it| it.starts_with(DEVICE)).unwrap();
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=15552000");
    let thief = app.visitor();
    thief.set_cookie(DEVICE, pair.split_once('=').unwrap().1);
    assert_eq!(thief.name().await, None);
}

#[tokio::test]
async fn whoever_signs_in_uses_up_nothing() {
    let app = app_with(|limits| {
        limits.sign_in_account = quota(3);
        limits.sign_in_address = quota(3);
    })
    .await;

    for _ in 0..5 {
        assert_eq!(sign_in(&app.visitor(), "ada").await.status, 200);
    }
}

#[tokio::test]
async fn whoever_tries_one_password_on_many_accounts_waits() {
    let app = app_with(|limits| limits.sign_in_address = quota(5)).await;
    let guesser = app.visitor();
    for handle in ["ada", "henrik", "jonas", "lena", "mei"] {
        assert_eq!(guess(&guesser, handle).await.status, 422);
    }

    assert_must_wait(&guess(&app.visitor(), "rosa").await, 360);
}

#[tokio::test]
async fn an_address_that_somebody_only_claims_to_have_makes_no_difference() {
    let app = app_with(|limits| limits.sign_in_address = quota(3)).await;
    let guesser = app.visitor();

    for number in 1..4 {
        let from = format!("203.0.113.{number}");
        assert_eq!(try_from(&guesser, "ada", "no", Some(&from)).await.status, 422);
    }

    assert_must_wait(&try_from(&guesser, "ada", "no", Some("203.0.113.9")).await, 600);
}

#[tokio::test]
async fn behind_a_proxy_of_ours_each_address_is_its_own_and_a_64_of_ipv6_is_one() {
    let app = TestApp::spawn_with(|settings| {
        settings.site.proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.limits.sign_in_address = quota(3);
        settings.limits.sign_in_subnet = quota(4);
        settings.limits.sign_in_network = quota(6);
    })
    .await;
    let guesser = app.visitor();
    let status = async |from: &str| try_from(&guesser, "ada", "no", Some(from)).await.status;

    for from in ["203.0.113.1", "203.0.113.1", "10.9.9.9, 203.0.113.1"] {
        assert_eq!(status(from).await, 422, "{from}");
    }
    assert_eq!(status("10.1.1.1, 203.0.113.1").await, 429);
    assert_eq!(status("203.0.113.2").await, 422);
    for number in 1..5 {
        assert_eq!(status(&format!("2001:db8:1:1::{number}")).await, 422);
    }
    assert_eq!(status("2001:db8:1:1::9").await, 429);
    for number in 2..4 {
        assert_eq!(status(&format!("2001:db8:1:{number}::1")).await, 422);
    }
    assert_eq!(status("2001:db8:1:9::1").await, 429);
    assert_eq!(status("2001:db8:2:1::1").await, 422);
}

#[tokio::test]
async fn without_script_the_page_to_sign_in_says_how_long_to_wait() {
    let app = app_with(|limits| limits.sign_in_account = quota(1)).await;
    let guesser = app.visitor();
    guess(&guesser, "ada").await;

    let fields = [("email", "ada@stile.example"), ("password", "not hers")];
    let page = guesser.submit("/sign-in", "/api/sign-in", &fields).await;

    assert_eq!((page.status, page.header("retry-after")), (429, "1800"));
    assert!(page.says("Wait 30 minutes") && page.says("value=\"ada@stile.example\""));
    assert!(!page.says("not hers"));
}

// --- Everything else -------------------------------------------------------------------------------

#[tokio::test]
async fn a_person_who_asks_too_much_waits_and_nobody_else_does() {
    let app = app_with(|limits| limits.person = quota(10)).await;
    let (tom, mei) = (app.person("tom").await, app.person("mei").await);
    for _ in 0..10 {
        assert_eq!(tom.get("/api/me").await.status, 200);
    }

    assert_must_wait(&tom.get("/api/me").await, 180);
    let page = tom.open("/").await;
    assert_eq!((page.status, page.header("retry-after")), (429, "180"));
    assert!(page.says("Too much at once") && page.says("Wait 3 minutes"));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(mei.get("/api/me").await.status, 200);
    assert_eq!(app.visitor().get("/api/me").await.status, 200);
    app.clock.advance(Duration::from_mins(3));
    assert_eq!(tom.get("/api/me").await.status, 200);
}

#[tokio::test]
async fn a_person_has_one_budget_wherever_they_are() {
    let app = app_with(|limits| limits.person = quota(10)).await;
    let (here, there) = (app.person("tom").await, app.person("tom").await);

    for _ in 0..5 {
        assert_eq!(here.get("/api/me").await.status, 200);
        assert_eq!(there.get("/api/me").await.status, 200);
    }

    assert_must_wait(&here.get("/api/me").await, 180);
    assert_must_wait(&there.get("/api/me").await, 180);
}

#[tokio::test]
async fn visitors_of_one_address_share_a_budget_that_is_not_that_of_people() {
    let app = app_with(|limits| limits.address = quota(10)).await;
    let tom = app.person("tom").await;
    for _ in 0..9 {
        assert_eq!(app.visitor().get("/api/me").await.status, 200);
    }

    assert_must_wait(&app.visitor().get("/api/me").await, 180);
    assert_must_wait(&app.visitor().get("/feed.atom").await, 180);
    assert_eq!(tom.get("/api/me").await.status, 200);
    assert_eq!(app.visitor().get("/robots.txt").await.status, 200);
    assert_eq!(app.visitor().get("/health").await.status, 200);
}

#[tokio::test]
async fn a_form_that_comes_back_counts_once() {
    let app = app_with(|limits| limits.address = quota(3)).await;
    let visitor = app.visitor();

    for _ in 0..3 {
        let page = visitor.submit("/sign-in", "/api/sign-in", &[("email", ""), ("password", "")]);
        assert_eq!(page.await.status, 422);
    }

    assert_eq!(visitor.open("/").await.status, 429);
}

// --- Refusals --------------------------------------------------------------------------------------

/// A server that bears four refusals, and shuts out for ten minutes after that.
async fn app_that_shuts_out() -> Arc<TestApp> {
    app_with(|limits| limits.refusals = Quota { most: 4, per: Duration::from_hours(24) }).await
}

/// A visitor who has been refused so often that everybody at their address is shut out.
async fn shut_out(app: &Arc<TestApp>) -> Person {
    let visitor = app.visitor();
    for path in ["/wp-admin", "/.env", "/.git/HEAD", "/config.php", "/one/more"] {
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
    visitor
}

#[tokio::test]
async fn an_address_that_is_refused_too_often_is_shut_out_for_a_while() {
    let app = app_that_shuts_out().await;

    let visitor = shut_out(&app).await;

    assert_must_wait(&visitor.get("/api/me").await, 600);
    assert_must_wait(&app.visitor().get("/api/articles/edition?page=1").await, 600);
    let page = visitor.open("/").await;
    assert_eq!((page.status, page.header("retry-after")), (429, "600"));
    assert!(page.says("Wait 10 minutes"), "{}", page.body);
    app.clock.advance(Duration::from_mins(10));
    assert_eq!(visitor.open("/").await.status, 200);
}

#[tokio::test]
async fn being_turned_away_does_not_make_it_longer() {
    let app = app_that_shuts_out().await;
    let visitor = shut_out(&app).await;

    app.clock.advance(Duration::from_mins(9));
    for _ in 0..5 {
        assert_must_wait(&visitor.get("/api/me").await, 60);
    }
    app.clock.advance(Duration::from_mins(1));

    assert_eq!(visitor.get("/api/me").await.status, 200);
}

#[tokio::test]
async fn what_is_refused_past_the_limits_does_not_make_it_longer_either() {
    let app = app_that_shuts_out().await;
    let visitor = shut_out(&app).await;

    app.clock.advance(Duration::from_mins(9));
    for _ in 0..9 {
        assert_eq!(visitor.get("/pkg/nothing.js").await.status, 404);
        let cross_site = visitor.request(Method::POST, "/api/sign-out");
        assert_eq!(visitor.send(cross_site).await.status, 403);
    }
    assert_must_wait(&visitor.get("/api/me").await, 60);
    app.clock.advance(Duration::from_mins(1));

    assert_eq!(visitor.get("/api/me").await.status, 200);
}

#[tokio::test]
async fn after_being_shut_out_there_is_a_whole_budget_again() {
    let app = app_that_shuts_out().await;
    let visitor = shut_out(&app).await;
    app.clock.advance(Duration::from_mins(10));

    for _ in 0..4 {
        assert_eq!(visitor.get("/nothing").await.status, 404);
    }
    assert_eq!(visitor.get("/api/me").await.status, 200);
}

#[tokio::test]
async fn pages_of_other_sites_use_up_neither_the_budget_of_a_person_nor_that_of_an_address() {
    let app = app_that_shuts_out().await;
    let (tom, visitor) = (app.person("tom").await, app.visitor());
    let elsewhere = async |person: &Person, site: &str| {
        let request = person.request(Method::GET, "/nothing").header("sec-fetch-site", site);
        person.send(request).await.status
    };

    for site in ["cross-site", "same-site", "cross-site", "same-site", "cross-site"] {
        assert_eq!(elsewhere(&tom, site).await, 404);
    }

    assert_eq!(elsewhere(&tom, "cross-site").await, 429);
    assert_eq!(elsewhere(&visitor, "same-site").await, 429);
    assert_eq!(tom.get("/api/me").await.status, 200);
    assert_eq!(visitor.get("/api/me").await.status, 200);
}

#[tokio::test]
async fn who_was_signed_in_in_a_browser_before_is_not_counted_with_the_others_there() {
    let app = app_that_shuts_out().await;
    let owner = app.person("ada").await;
    owner.post("/api/sign-out", &[]).await;
    for _ in 0..5 {
        assert_eq!(owner.get("/nothing").await.status, 404);
    }

    assert_eq!(owner.get("/api/me").await.status, 429);
    assert_eq!(app.visitor().get("/api/me").await.status, 200);
}

#[tokio::test]
async fn refusals_of_every_kind_count() {
    for (name, refused) in [
        ("400", ("GET", "/api/articles/load")),
        ("401", ("GET", "/api/articles/desk?page=1")),
        ("403", ("POST", "/api/sign-out")),
        ("404", ("GET", "/nothing")),
        ("422", ("POST", "/api/sign-in")),
    ] {
        let app = app_that_shuts_out().await;
        let visitor = app.visitor();
        let refuse = async || match (name, refused) {
            ("403", (_, path)) => visitor.send(visitor.request(Method::POST, path)).await.status,
            (_, ("POST", path)) => {
                visitor.post(path, &[("email", ""), ("password", "")]).await.status
            }
            (_, (_, path)) => visitor.get(path).await.status,
        };
        for _ in 0..5 {
            assert_eq!(refuse().await.to_string(), name);
        }

        assert_eq!(visitor.get("/api/me").await.status, 429, "{name}");
    }
}

#[tokio::test]
async fn people_are_not_shut_out_with_the_visitors_of_their_address() {
    let app = app_that_shuts_out().await;
    let tom = app.person("tom").await;

    shut_out(&app).await;

    assert_eq!(tom.name().await.as_deref(), Some("Tom Byrne"));
}

#[tokio::test]
async fn who_was_signed_in_in_a_browser_before_signs_in_there_also_when_their_address_is_shut_out()
{
    let app = app_that_shuts_out().await;
    let owner = app.person("ada").await;
    owner.post("/api/sign-out", &[]).await;

    let stranger = shut_out(&app).await;

    assert_eq!(sign_in(&stranger, "ada").await.status, 429);
    assert_eq!(owner.open("/sign-in").await.status, 200);
    assert_eq!(sign_in(&owner, "ada").await.status, 200);
    assert_eq!(owner.open("/").await.status, 200);
}

#[tokio::test]
async fn a_person_who_is_refused_too_often_is_shut_out_and_nobody_else_is() {
    let app = app_that_shuts_out().await;
    let tom = app.person("tom").await;
    for _ in 0..5 {
        assert_eq!(tom.open("/write").await.status, 403);
    }

    assert_eq!(tom.get("/api/me").await.status, 429);
    assert_eq!(app.visitor().get("/api/me").await.status, 200);
}

#[tokio::test]
async fn administrators_see_who_is_shut_out_and_nobody_else_does() {
    let app = app_that_shuts_out().await;
    let (priya, tom) = (app.person("priya").await, app.person("tom").await);
    let visitor = shut_out(&app).await;

    let alerts = noticed(&priya, 1).await;

    assert_eq!((&alerts[0]["kind"], &alerts[0]["what"]), (&"shut_out".into(), &"127.0.0.1".into()));
    assert_eq!(alerts[0]["times"], 1);
    let page = priya.open("/alerts").await;
    assert!(page.says("127.0.0.1") && page.says("Shut out"), "{}", page.body);
    assert_eq!(tom.get("/api/alerts/list").await.status, 403);
    assert_eq!(tom.open("/alerts").await.status, 403);
    app.clock.advance(Duration::from_mins(10));
    assert!(priya.open("/alerts").await.says("Was shut out"));
    assert_eq!(visitor.open("/alerts").await.status, 401);
}

/// The alerts that they read, once there are so many.
pub async fn noticed(person: &Person, count: usize) -> Vec<serde_json::Value> {
    loop {
        let read = person.read("/api/alerts/list").await;
        let alerts = read["alerts"].as_array().unwrap();
        if alerts.len() >= count {
            return alerts.clone();
        }
        sleep(Duration::from_millis(5)).await;
    }
}
