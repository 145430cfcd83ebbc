//! A seeded newsroom for every test, planted once per process.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use sea_orm::{ConnectionTrait, Database};
use stile::{
    application::Application,
    call::Foundation,
    seed::{Harvest, plant},
    server::{
        clock::Clock,
        settings::{self, Settings},
    },
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::servers::{self, Server};

/// Where the server under test keeps things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stores {
    Embedded,
    Servers,
}

impl Stores {
    /// What `TEST_STORES` asks for.
    pub fn wanted() -> Self {
        match std::env::var("TEST_STORES").as_deref() {
            Err(_) | Ok("embedded") => Self::Embedded,
            Ok("servers") => Self::Servers,
            Ok(other) => panic!("TEST_STORES is embedded or servers, not {other}"),
        }
    }
}

/// A database with the newsroom in it, from which every test gets its own copy.
pub struct Template {
    address: String,
    pub passwords: BTreeMap<String, String>,
    _folder: TempDir,
}

/// The template of this process.
pub async fn template() -> &'static Template {
    static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
    TEMPLATE.get_or_init(make_template).await
}

async fn make_template() -> Template {
    let folder = TempDir::new().unwrap();
    let address = match Stores::wanted() {
        Stores::Embedded => sqlite(&folder.path().join("template.db")),
        Stores::Servers => servers::fresh_database().await,
    };
    let mut settings = Settings::defaults().unwrap();
    settings.database.url.clone_from(&address);
    settings.files.store = folder.path().join("files").display().to_string();
    let foundation = Application::foundation(&settings, Clock::system()).await.unwrap();
    let passwords = plant_newsroom(&foundation).await;
    foundation.db.close().await.unwrap();
    let passwords = passwords
        .into_iter()
        .map(|(email, password)| (email.split('@').next().unwrap().to_owned(), password))
        .collect();
    Template { address, passwords, _folder: folder }
}

/// Plants the newsroom in an empty database; gives back the passwords by e-mail address.
pub async fn plant_newsroom(foundation: &Foundation) -> BTreeMap<String, String> {
    let seed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seed");
    let Harvest::Newsroom { passwords, .. } = plant(foundation, &seed).await.unwrap() else {
        panic!("the database was not empty");
    };
    passwords.into_iter().collect()
}

/// Where a server keeps files: in a folder of its own, or in a bucket of its own.
pub fn files(files: settings::Files, folder: &Path) -> settings::Files {
    match Stores::wanted() {
        Stores::Embedded => {
            settings::Files { store: folder.join("files").display().to_string(), ..files }
        }
        Stores::Servers => in_bucket(files),
    }
}

/// Files of a new bucket of this process's S3 store.
pub fn in_bucket(files: settings::Files) -> settings::Files {
    let (endpoint, bucket) = servers::bucket();
    settings::Files {
        store: format!("s3://{bucket}/newsroom"),
        endpoint,
        region: "eu-central-1".to_owned(),
        access_key: "stile".to_owned(),
        secret_key: "sesame".to_owned(),
        ..files
    }
}

/// The address of a fresh copy of the newsroom.
pub async fn copy(template: &Template, folder: &Path) -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    match Stores::wanted() {
        Stores::Embedded => {
            let file = folder.join("newsroom.db");
            let source = template.address.trim_start_matches("sqlite://");
            std::fs::copy(source.split('?').next().unwrap(), &file).unwrap();
            sqlite(&file)
        }
        Stores::Servers => {
            let (_, name) = template.address.rsplit_once('/').unwrap();
            let name = name.split('?').next().unwrap();
            let copy = format!("{name}_{}", COUNT.fetch_add(1, Ordering::SeqCst));
            let db = Database::connect(servers::postgres()).await.unwrap();
            let create = format!("create database {copy} template {name}");
            db.execute_unprepared(&create).await.unwrap();
            db.close().await.unwrap();
            template.address.replace(&format!("/{name}?"), &format!("/{copy}?"))
        }
    }
}

/// The address of a new, empty logical database of Redis.
///
/// The client knows no database above 255, so that many tests need several servers.
pub fn redis() -> String {
    const DATABASES: usize = 200;
    static SERVERS: Mutex<(Vec<Server>, usize)> = Mutex::new((Vec::new(), 0));
    let mut all = SERVERS.lock().unwrap();
    let (servers, used) = &mut *all;
    let (server, database) = (*used / DATABASES, *used % DATABASES);
    if server == servers.len() {
        servers.push(servers::start_redis());
    }
    *used += 1;
    format!("{}/{database}", servers[server].url)
}

fn sqlite(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}
