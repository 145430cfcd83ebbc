//! No leak: what is secret stands in no log, in no header but the one that brings it, and is told to nobody
//! else. Words that occur nowhere by chance go the whole way, and then are looked for.

mod traveller;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    process::Command,
};

use reqwest::Method;
use sea_orm::{ConnectionTrait, Database, DbBackend};
use stile::server::clock::Clock;

use super::commands::{Place, Serving, free_port};
use traveller::Traveller;

// What somebody types: it concerns whoever may see it, and neither log nor headers.
const WRONG_PASSWORD: &str = "canary1wrongpassword";
const STANDFIRST: &str = "canary2standfirst";
const DRAFT: &str = "canary3draft";
const COMMENT: &str = "canary4comment";
const REASON: &str = "canary5reason";
const NOTE: &str = "canary6note";
const HOLD: &str = "canary7hold";
const WORDS: &str = "canary8words";
const BEARER: &str = "canary9bearer";
const UNBEARABLE: &str = "canary10unbearable";

const TYPED: [&str; 10] =
    [WRONG_PASSWORD, STANDFIRST, DRAFT, COMMENT, REASON, NOTE, HOLD, WORDS, BEARER, UNBEARABLE];

/// Has the database fail as it does on a fault of ours: PostgreSQL then tells the row that it was given.
const FAULT_OF_SQLITE: &str = "create trigger fault before insert on comments \
     when new.text like '%unbearable%' begin select raise(abort, 'no'); end";
const FAULT_OF_POSTGRES: &str =
    "alter table comments add constraint fault check (text not like '%unbearable%') not valid";

const PUBLISHED: &str = "why-the-harbour-vote-moved-to-a-tuesday";
const IN_REVIEW: &str = "what-a-seed-bank-does-on-sundays";

/// A server that logs as much as it can, and what was said meanwhile.
struct Newsroom {
    address: String,
    passwords: BTreeMap<String, String>,
    log: String,
    place: Place,
    _serving: Serving,
}

impl Newsroom {
    async fn open() -> Self {
        let place = Place::new().await;
        let seeded = String::from_utf8(place.run(&["seed"]).stdout).unwrap();
        let people = seeded.lines().filter_map(|line| line.trim().split_once("@stile.example"));
        let passwords =
            people.map(|(name, password)| (name.to_owned(), password.trim().to_owned())).collect();
        let log = place.file("log");
        // To a file: a pipe that nobody empties would stop it.
        let mut command = place.prepare(Command::new(env!("CARGO_BIN_EXE_stile")));
        command.env("STILE_LOG__FILTER", "trace").stdout(File::create(&log).unwrap());
        let (serving, address) = Serving::begin(&mut command, free_port()).await;
        Self { address, passwords, log, place, _serving: serving }
    }

    async fn signed_in(&self, name: &'static str) -> Traveller {
        Traveller::signed_in(name, &self.address, &self.passwords[name]).await
    }

    async fn fail_on_what_is_unbearable(&self) {
        let db = Database::connect(&self.place.database).await.unwrap();
        let fault = match db.get_database_backend() {
            DbBackend::Postgres => FAULT_OF_POSTGRES,
            _ => FAULT_OF_SQLITE,
        };
        db.execute_unprepared(fault).await.unwrap();
        db.close().await.unwrap();
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

/// Mistypes a password, with script and without, and asks for what needs one.
async fn knock(newsroom: &Newsroom) -> (Traveller, String) {
    let mut visitor = Traveller::new("a visitor", &newsroom.address);
    let page = visitor.open("/sign-in").await.body.clone();
    let (_, rest) = page.split_once("name=\"csrf-token\" value=\"").unwrap();
    let token = rest.split('"').next().unwrap().to_owned();
    let form = [("email", "ada@stile.example"), ("password", WRONG_PASSWORD)];

    assert_eq!(visitor.post("/api/sign-in", &form).await.status, 422);
    assert_eq!(visitor.submit("/api/sign-in", &form).await.status, 422);
    let plain = visitor.request(Method::POST, "/api/sign-in").header("accept", "text/html");
    let with_token = [&form[..], &[("csrf-token", &token)]].concat();
    assert_eq!(visitor.send(plain.form(&with_token)).await.status, 422);
    let by_link = format!("/api/sign-in?email=ada@stile.example&password={WRONG_PASSWORD}");
    assert_eq!(visitor.open(&by_link).await.status, 405);
    let elsewhere = visitor.request(Method::POST, "/api/sign-in").form(&form);
    assert_eq!(visitor.send(elsewhere.header("origin", "https://evil.example")).await.status, 403);
    let bearer = visitor.request(Method::GET, "/desk").bearer_auth(BEARER);
    assert_eq!(visitor.send(bearer).await.status, 401);
    (visitor, token)
}

/// Writes, and gets everything wrong that can be.
async fn write(lena: &mut Traveller) {
    let text = [("title", "Bees"), ("standfirst", STANDFIRST), ("body", DRAFT)];
    let form = [&text[..], &[("department", "culture")]].concat();
    assert_eq!(lena.post("/api/articles/create", &form).await.status, 200);
    let draft = lena.read("/api/articles/load-to-edit?slug=bees").await;
    let id = draft["article"]["id"].to_string();

    let with = |more: &[(&'static str, &str)]| -> Vec<(String, String)> {
        text.iter().chain(more).map(|(name, value)| ((*name).into(), (*value).into())).collect()
    };
    for (status, more) in [
        (200, &[("id", &*id), ("version", "1")][..]),
        (409, &[("id", &*id), ("version", "1")]),
        (400, &[("id", DRAFT), ("version", "1")]),
        (400, &[("id", &*id), ("version", DRAFT)]),
        (400, &[("id", &*id), ("version", "2"), (DRAFT, DRAFT)]),
        (404, &[("id", "4711"), ("version", "1")]),
    ] {
        let form = with(more);
        let form: Vec<_> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(lena.post("/api/articles/update", &form).await.status, status, "{more:?}");
        lena.submit("/api/articles/update", &form).await;
    }
    let json =
        lena.ours(Method::POST, "/api/articles/update").body(format!("{{\"body\":\"{DRAFT}\"}}"));
    assert_eq!(lena.send(json.header("content-type", "application/json")).await.status, 400);
    let large = DRAFT.repeat(100_000);
    assert_eq!(lena.post("/api/articles/update", &[("body", &large)]).await.status, 413);
}

/// The number of an article that somebody may read.
async fn number_of(person: &mut Traveller, slug: &str) -> String {
    let page = person.read(&format!("/api/articles/load?slug={slug}")).await;
    page["article"]["id"].to_string()
}

/// Says something about people's work, where they may and where they may not.
async fn speak(newsroom: &Newsroom, people: &mut [Traveller]) {
    let [tom, rosa, henrik, mei, visitor] = people else { panic!("somebody is missing") };
    let published = number_of(mei, PUBLISHED).await;
    let in_review = number_of(henrik, IN_REVIEW).await;
    let comment = [("id", &*published), ("text", COMMENT)];
    let hold = [("id", &*published), ("reason", HOLD)];
    let note = [("id", &*in_review), ("note", NOTE)];

    assert_eq!(tom.post("/api/comments/create", &comment).await.status, 200);
    assert_eq!(visitor.post("/api/comments/create", &comment).await.status, 401);
    assert_eq!(tom.post("/api/articles/return", &note).await.status, 404);
    assert_eq!(henrik.post("/api/articles/return", &note).await.status, 200);
    assert_eq!(tom.post("/api/articles/hold", &hold).await.status, 403);
    assert_eq!(mei.post("/api/articles/hold", &hold).await.status, 200);
    let number = newsroom.place.count("select max(id) from comments").await.to_string();
    let hide = [("id", &*number), ("reason", REASON)];
    assert_eq!(tom.post("/api/comments/hide", &hide).await.status, 403);
    assert_eq!(rosa.post("/api/comments/hide", &hide).await.status, 200);

    newsroom.fail_on_what_is_unbearable().await;
    let unbearable = [("id", &*published), ("text", UNBEARABLE)];
    assert_eq!(tom.post("/api/comments/create", &unbearable).await.status, 500);
    assert_eq!(tom.submit("/api/comments/create", &unbearable).await.status, 500);
}

/// Adds an authenticator app: what only who has it may know.
async fn add_app(person: &mut Traveller) -> Vec<String> {
    let told = person.read("/api/factors/enrolment").await;
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    let (key, sealed) = (text("key"), text("sealed"));
    let seed = totp_rs::Secret::try_from_base32(key.replace(' ', "")).unwrap();
    let totp = totp_rs::Builder::new().with_secret(seed).build().unwrap();
    let now = Clock::system().now().millis() / 1000;
    let code = totp.generate(now.try_into().unwrap()).to_string();
    let added = person.post("/api/factors/add-app", &[("sealed", &sealed), ("code", &code)]).await;
    assert_eq!(added.status, 200, "{}", added.body);
    let codes: Vec<String> = serde_json::from_str(&added.body).unwrap();
    let bare = codes.iter().map(|code| code.replace('-', ""));
    [key.replace(' ', ""), key, sealed].into_iter().chain(bare).chain(codes.clone()).collect()
}

/// Looks for something, and at what others have done.
async fn look_around(people: &mut [Traveller]) {
    for person in people {
        for path in ["/search?q=", "/api/articles/search?page=1&q=", "/desk?stage=", "/nowhere?q="]
        {
            person.open(&format!("{path}{WORDS}")).await;
        }
        for slug in ["bees", PUBLISHED, IN_REVIEW] {
            person.open(&format!("/articles/{slug}")).await;
            person.open(&format!("/articles/{slug}/history")).await;
        }
        for path in ["/account", "/account/factors"] {
            person.open(path).await;
        }
        for path in ["/", "/desk", "/audit", "/api/me", "/api/my-permissions", "/feed.atom"] {
            person.open(path).await;
        }
    }
}

fn assert_headers_say_nothing(person: &Traveller, canary: &str) {
    for heard in &person.heard {
        for (name, value) in heard.headers.iter().filter(|(name, _)| *name != "set-cookie") {
            let value = String::from_utf8_lossy(value.as_bytes());
            assert!(!value.contains(canary), "{canary} in {name} of {}", heard.asked);
        }
    }
}

fn assert_hears_nothing(person: &Traveller, canary: &str) {
    let hears = person.heard.iter().filter(|heard| heard.body.contains(canary));
    assert_eq!(hears.map(|heard| &heard.asked).collect::<Vec<_>>(), [""; 0], "{canary}");
}

#[tokio::test]
async fn what_is_secret_stands_in_no_log_and_no_header_and_is_told_to_nobody_else() {
    let newsroom = Newsroom::open().await;
    let (visitor, token) = knock(&newsroom).await;
    let mut lena = newsroom.signed_in("lena").await;
    write(&mut lena).await;
    let mut people = vec![
        newsroom.signed_in("tom").await,
        newsroom.signed_in("rosa").await,
        newsroom.signed_in("henrik").await,
        newsroom.signed_in("mei").await,
        Traveller::new("a visitor", &newsroom.address),
    ];
    let of_factors = add_app(&mut people[0]).await;
    let until_then = people[0].heard.len();
    speak(&newsroom, &mut people).await;
    look_around(&mut people).await;
    lena.post("/api/sign-out", &[]).await;
    people.extend([visitor, lena]);

    let of_cookies = people.iter().flat_map(|person| person.secrets.clone());
    let secrets: Vec<String> =
        of_cookies.chain(newsroom.passwords.values().cloned()).chain([token.clone()]).collect();
    let log = newsroom.log();
    assert!(secrets.len() > 20 && log.contains("TRACE") && log.contains("call failed"), "{log}");
    let told = secrets.iter().chain(&of_factors).map(String::as_str);
    let canaries: Vec<&str> = told.chain(TYPED).collect();
    let tells = |line: &&str| canaries.iter().any(|canary| line.contains(canary));
    assert_eq!(log.lines().filter(tells).collect::<Vec<_>>(), [""; 0]);
    for person in &people {
        for canary in &canaries {
            assert_headers_say_nothing(person, canary);
        }
    }
    for person in &people {
        for secret in secrets.iter().filter(|secret| **secret != token) {
            assert_hears_nothing(person, secret);
        }
    }
    // Whoever has added an app hears of its seed and their codes then, and never again.
    people[0].heard.drain(..until_then);
    for person in &people {
        for canary in &of_factors {
            assert_hears_nothing(person, canary);
        }
    }
    for (canary, who_may) in [
        (STANDFIRST, &["lena", "rosa"][..]),
        (DRAFT, &["lena", "rosa"]),
        (COMMENT, &["tom", "rosa"]),
        (REASON, &["tom", "rosa"]),
        (NOTE, &["lena", "henrik", "rosa"]),
        (HOLD, &["mei", "rosa"]),
        (UNBEARABLE, &["tom"]),
        (BEARER, &[]),
        (WRONG_PASSWORD, &[]),
        (&token, &["a visitor"]),
    ] {
        for person in people.iter().filter(|person| !who_may.contains(&person.name)) {
            assert_hears_nothing(person, canary);
        }
    }
}
