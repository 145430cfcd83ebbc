//! The program `stile`, as a person starts it.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;

use super::support::{Stores, client, servers, stores};

/// How long a server may take to start or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the program is tried: a database and a site of its own.
pub struct Place {
    folder: TempDir,
    pub database: String,
    pub redis: String,
}

impl Place {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let pkg = folder.path().join("site/pkg");
        fs::create_dir_all(&pkg).unwrap();
        for name in ["stile.css", "stile.js", "stile.wasm"] {
            fs::write(pkg.join(name), "").unwrap();
        }
        let file = folder.path().join("data/newsroom.db");
        let (database, redis) = match Stores::wanted() {
            Stores::Embedded => (format!("sqlite://{}?mode=rwc", file.display()), String::new()),
            Stores::Servers => (servers::fresh_database().await, stores::redis()),
        };
        Self { folder, database, redis }
    }

    /// The program with these arguments, in the repository's folder.
    fn stile(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stile"));
        command.args(arguments);
        self.prepare(command)
    }

    /// A file of its own.
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// What its database counts.
    pub async fn count(&self, sql: &str) -> usize {
        let db = sea_orm::Database::connect(&self.database).await.unwrap();
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await;
        let count: i64 = row.unwrap().unwrap().try_get_by_index(0).unwrap();
        usize::try_from(count).unwrap()
    }

    /// A command in the repository's folder, with the settings of this place.
    pub fn prepare(&self, mut command: Command) -> Command {
        for (name, _) in std::env::vars() {
            if name.starts_with("STILE_") || name.starts_with("LEPTOS_") {
                command.env_remove(name);
            }
        }
        command
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
            .env("STILE_DATABASE__URL", &self.database)
            .env("STILE_LIMITS__PERSON", "100000/1m")
            .env("STILE_LIMITS__ADDRESS", "100000/1m")
            .env("STILE_LIMITS__REFUSALS", "100000/1m")
            .env("STILE_REDIS__URL", &self.redis)
            .env("LEPTOS_SITE_ROOT", self.folder.path().join("site"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.stile(arguments).output().unwrap()
    }

    fn check_with(&self, name: &str, value: &str) -> Output {
        self.stile(&["check"]).env(name, value).output().unwrap()
    }
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The program ended well, and said this.
#[track_caller]
fn assert_said(output: &Output, what: &str) {
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{out}{err}");
    assert!(out.contains(what), "{out}{err}");
}

/// The program complained about that, in one line that says what to do.
#[track_caller]
fn assert_complained(output: &Output, about: &[&str]) {
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{out}{err}");
    assert!(out.is_empty(), "{out}");
    assert!(err.starts_with("stile: "), "{err}");
    for what in about {
        assert!(err.contains(what), "{what} in {err}");
    }
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

#[tokio::test]
async fn check_finds_the_shipped_settings_fine() {
    let place = Place::new().await;

    let output = place.run(&["check"]);

    assert_said(&output, "settings, policies (version ");
}

#[tokio::test]
async fn a_wrong_setting_is_named_with_the_remedy() {
    let place = Place::new().await;

    let output = place.check_with("STILE_SESSION__IDLE", "soon");

    let about = ["session.idle", "`soon` is no time like 90s, 30m or 12h"];
    assert_complained(&output, &about);
}

#[tokio::test]
async fn an_unknown_setting_is_named_with_those_that_exist() {
    let place = Place::new().await;

    let output = place.check_with("STILE_SESSION__IDEL", "30m");

    let about = ["session.idel", "is unknown: remove it, or use one of", "absolute"];
    assert_complained(&output, &about);
}

#[tokio::test]
async fn an_insecure_setting_is_named_with_the_remedy() {
    let place = Place::new().await;

    let output = place.check_with("STILE_SITE__ORIGIN", "http://news.example");

    assert_complained(&output, &["site.origin", "use https://"]);
}

#[tokio::test]
async fn an_unknown_word_in_the_settings_file_is_named() {
    let place = Place::new().await;
    let settings = place.folder.path().join("Leptos.toml");
    fs::write(settings, "[sesion]\nidle = \"30m\"\n").unwrap();

    let output = place.stile(&["check"]).current_dir(place.folder.path()).output().unwrap();

    assert_complained(&output, &["sesion", "is unknown"]);
}

#[tokio::test]
async fn a_settings_file_that_cannot_be_read_stops_the_start() {
    let place = Place::new().await;
    fs::write(place.folder.path().join("Leptos.toml"), "[session\n").unwrap();

    let output = place.stile(&["check"]).current_dir(place.folder.path()).output().unwrap();

    assert_complained(&output, &["setting"]);
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named_without_its_password() {
    let place = Place::new().await;
    let url = format!("postgres://stile:hunter2@127.0.0.1:{}/x", free_port());

    let output = place.check_with("STILE_DATABASE__URL", &url);

    assert_complained(&output, &["database.url"]);
    assert!(!said(&output.stderr).contains("hunter2"));
}

#[tokio::test]
async fn a_redis_that_is_not_there_is_named() {
    let place = Place::new().await;
    let url = format!("redis://127.0.0.1:{}/0", free_port());

    let output = place.check_with("STILE_REDIS__URL", &url);

    assert_complained(&output, &["redis.url"]);
}

#[tokio::test]
async fn a_second_migration_has_nothing_to_do() {
    let place = Place::new().await;

    let first = place.run(&["migrate"]);
    let second = place.run(&["migrate"]);

    assert_said(&first, "migrations applied");
    assert!(!said(&first.stdout).starts_with('0'));
    assert_said(&second, "0 migrations applied");
}

#[tokio::test]
async fn a_second_seed_plants_nothing() {
    let place = Place::new().await;

    let first = place.run(&["seed"]);
    let second = place.run(&["seed"]);

    assert_said(&first, "24 articles, and 8 people with these passwords:");
    assert_said(&first, "  ada@stile.example");
    assert_said(&second, "nothing was seeded");
    assert!(!said(&second.stdout).contains('@'));
}

#[tokio::test]
async fn every_seed_makes_other_passwords() {
    let (one, other) = (Place::new().await, Place::new().await);

    let one = said(&one.run(&["seed"]).stdout);
    let other = said(&other.run(&["seed"]).stdout);

    let passwords = |text: &str| -> Vec<String> {
        let lines = text.lines().skip(1);
        lines.map(|line| line.split_whitespace().nth(1).unwrap().to_owned()).collect()
    };
    let (one, other) = (passwords(&one), passwords(&other));
    assert_eq!((one.len(), other.len()), (8, 8));
    assert!(one.iter().all(|password| !other.contains(password)));
}

#[tokio::test]
async fn a_seed_adds_as_many_generated_articles_as_are_wanted() {
    let place = Place::new().await;

    let first = place.run(&["seed", "--articles", "30"]);
    let second = place.run(&["seed", "--articles", "20"]);

    assert_said(&first, "24 articles, and 8 people with these passwords:");
    assert_said(&first, "30 generated articles were added; their authors have no passwords");
    assert_said(&second, "20 of 20 articles are planted");
    assert!(!said(&second.stdout).contains('@'));
}

#[tokio::test]
async fn a_number_of_articles_that_is_none_is_refused_before_anything_is_planted() {
    let place = Place::new().await;

    for number in ["0", "-1", "many", "10000001"] {
        let output = place.run(&["seed", "--articles", number]);
        assert_complained(&output, &["--articles takes a number from 1 to"]);
    }
    assert_complained(&place.run(&["seed", "--articles"]), &["--articles takes a number"]);

    assert_said(&place.run(&["seed"]), "24 articles");
}

#[tokio::test]
async fn a_seed_without_its_folder_says_where_to_start() {
    let place = Place::new().await;

    let output = place.stile(&["seed"]).current_dir(place.folder.path()).output().unwrap();

    assert_complained(&output, &["start where the folder `seed` is"]);
}

#[tokio::test]
async fn a_busy_address_is_named() {
    let place = Place::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();

    let output = place.stile(&["serve"]).env("LEPTOS_SITE_ADDR", &address).output().unwrap();

    assert_eq!(output.status.code(), Some(1));
    let complaint = said(&output.stderr);
    assert!(complaint.contains(&format!("cannot listen on {address}")), "{complaint}");
    assert!(complaint.contains("LEPTOS_SITE_ADDR"), "{complaint}");
}

#[tokio::test]
async fn a_site_that_is_not_built_is_named() {
    let place = Place::new().await;
    fs::remove_file(place.folder.path().join("site/pkg/stile.wasm")).unwrap();

    let output = place.run(&["serve"]);

    assert_eq!(output.status.code(), Some(1));
    let complaint = said(&output.stderr);
    assert!(complaint.contains("stile.wasm cannot be read"), "{complaint}");
    assert!(complaint.contains("cargo leptos build"), "{complaint}");
}

#[tokio::test]
async fn an_unknown_command_is_told_the_known_ones() {
    let place = Place::new().await;

    let output = place.run(&["sevre"]);

    let about = ["usage: stile", "serve", "migrate", "seed", "check"];
    assert_complained(&output, &about);
}

#[tokio::test]
async fn a_superfluous_word_is_told_the_known_ones() {
    let place = Place::new().await;

    assert_complained(&place.run(&["migrate", "--force"]), &["usage: stile"]);
}

/// A server that was started as a person starts it.
pub struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Serving {
    async fn start(place: &Place) -> (Self, String) {
        Self::begin(place.stile(&[]).stdout(Stdio::piped()), free_port()).await
    }

    /// The same with more settings, and without a log.
    pub async fn start_with(place: &Place, settings: &[(&str, &str)]) -> (Self, String) {
        let mut command = place.stile(&[]);
        command.envs(settings.iter().copied()).stdout(Stdio::null());
        Self::begin(&mut command, free_port()).await
    }

    pub async fn begin(command: &mut Command, port: u16) -> (Self, String) {
        let child = command
            .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
            .env("STILE_SITE__ORIGIN", format!("http://localhost:{port}"))
            .spawn()
            .unwrap();
        let serving = Self(child);
        let address = format!("http://127.0.0.1:{port}");
        let started = Instant::now();
        while client().get(format!("{address}/health")).send().await.is_err() {
            assert!(started.elapsed() < PATIENCE, "the server does not start");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        (serving, address)
    }

    pub fn id(&self) -> String {
        self.0.id().to_string()
    }

    fn signal(&self, name: &str) {
        let id = self.id();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.unwrap().success());
    }

    /// The exit code, and the log.
    fn ended(mut self) -> (Option<i32>, String) {
        let started = Instant::now();
        let code = loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                break status.code();
            }
            assert!(started.elapsed() < PATIENCE, "the server does not end");
            std::thread::sleep(Duration::from_millis(20));
        };
        let log = BufReader::new(self.0.stdout.take().unwrap());
        let lines: Vec<String> = log.lines().map_while(Result::ok).collect();
        (code, lines.join("\n"))
    }
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_ends_well() {
    let place = Place::new().await;
    let (serving, address) = Serving::start(&place).await;
    let page = client().get(format!("{address}/")).send().await.unwrap();
    assert_eq!(page.status(), 200);

    serving.signal("TERM");

    let (code, log) = serving.ended();
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("listening") && log.contains("stopping"), "{log}");
}

/// The cookie of somebody who signs in there.
async fn signed_in(address: &str) -> String {
    let origin = address.replace("127.0.0.1", "localhost");
    let be = client().post(format!("{address}/api/development/be-person"));
    let answer = be
        .header("origin", origin)
        .header("x-stile-user", "")
        .form(&[("handle", "ada")])
        .send()
        .await
        .unwrap();
    let cookies = answer.headers().get_all("set-cookie").iter().map(|it| it.to_str().unwrap());
    let pairs = cookies.map(|cookie| cookie.split(';').next().unwrap());
    pairs.collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_waits_for_no_open_page() {
    let place = Place::new().await;
    place.run(&["seed"]);
    let (serving, address) = Serving::start(&place).await;
    let news = client().get(format!("{address}/api/news"));
    let news = news.header("cookie", signed_in(&address).await).send().await.unwrap();
    assert_eq!(news.status(), 200);
    let asked = Instant::now();

    serving.signal("TERM");

    assert_eq!(news.text().await.unwrap(), "");
    assert_eq!(serving.ended().0, Some(0));
    // Open requests get ten seconds.
    assert!(asked.elapsed() < Duration::from_secs(8));
}

#[tokio::test]
async fn the_log_says_once_that_a_cookie_cannot_be_ours_and_never_what_it_was() {
    let place = Place::new().await;
    place.run(&["seed"]);
    let (serving, address) = Serving::start(&place).await;
    let true_one = signed_in(&address).await;
    for cookie in ["__Host-Http-stile=hunter2", &*format!("{true_one}; {true_one}"), &true_one] {
        let me = client().get(format!("{address}/api/me")).header("cookie", cookie);
        assert_eq!(me.send().await.unwrap().status(), 200);
    }

    serving.signal("TERM");

    let (_, log) = serving.ended();
    let (_, id) = true_one.split_once('=').unwrap();
    assert!(!log.contains("hunter2") && !log.contains(id), "{log}");
    assert_eq!(log.matches("session cookies that cannot be ours").count(), 2, "{log}");
}

#[tokio::test]
async fn a_server_that_is_interrupted_ends_well() {
    let place = Place::new().await;
    let (serving, _) = Serving::start(&place).await;

    serving.signal("INT");

    assert_eq!(serving.ended().0, Some(0));
}

#[tokio::test]
async fn the_log_has_a_line_for_a_request_and_nothing_of_its_query() {
    let place = Place::new().await;
    let (serving, address) = Serving::start(&place).await;
    let answer = client().get(format!("{address}/sign-in?next=/hunter2")).send().await;
    let answer = answer.unwrap();
    let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();

    serving.signal("TERM");

    let (_, log) = serving.ended();
    assert!(log.contains(&id) && log.contains("/sign-in"), "{log}");
    assert!(!log.contains("hunter2"), "{log}");
}
