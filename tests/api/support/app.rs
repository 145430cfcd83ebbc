//! A server for one test.

use std::{
    fs,
    future::pending,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use stile::{
    application::Application,
    call::Foundation,
    server::{
        clock::{Clock, ManualClock},
        listen::listen,
        settings::{self, Limits, Quota, Settings},
        tls::Tls,
    },
    timestamp::Timestamp,
};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

use super::{
    Person,
    stores::{self, Stores},
};

/// A server on a free port, with the seeded newsroom and a clock that the test moves.
pub struct TestApp {
    /// Where browsers find it, as it believes: `http://localhost:…`.
    pub origin: String,
    /// Where it listens: another name, so that no test mistakes one for the other.
    pub address: String,
    /// Where all its nodes listen, which share its stores and its clock.
    nodes: Vec<Node>,
    asked: AtomicUsize,
    /// Moves its clock.
    pub clock: ManualClock,
    /// What its calls stand on: for looking at what they left behind, never for calling.
    pub foundation: Foundation,
    /// Where it keeps sessions; empty for a table of its database.
    pub redis: String,
    /// Where it keeps files: a folder, or a bucket of the store with that address.
    pub files: settings::Files,
    _folder: TempDir,
}

/// What is one server of several, or the only one.
struct Node {
    address: String,
    server: JoinHandle<()>,
}

impl TestApp {
    /// Starts a server with the shipped settings.
    pub async fn spawn() -> Arc<Self> {
        Self::spawn_with(|_| {}).await
    }

    /// Starts a server with settings changed by the test: two nodes, where they can share what they keep.
    pub async fn spawn_with(change: impl FnOnce(&mut Settings)) -> Arc<Self> {
        let nodes = match Stores::wanted() {
            Stores::Embedded => 1,
            Stores::Servers => 2,
        };
        Self::start(nodes, change).await
    }

    /// Starts a server of one node, for what every node has for itself.
    pub async fn spawn_alone(change: impl FnOnce(&mut Settings)) -> Arc<Self> {
        Self::start(1, change).await
    }

    async fn start(count: usize, change: impl FnOnce(&mut Settings)) -> Arc<Self> {
        let folder = TempDir::new().unwrap();
        let template = stores::template().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();

        let mut settings = Settings::defaults().unwrap();
        settings.site.origin = format!("http://localhost:{port}");
        settings.database.url = stores::copy(template, folder.path()).await;
        if Stores::wanted() == Stores::Servers {
            settings.redis.url = stores::redis();
        }
        settings.leptos.site_root = make_site(folder.path()).into();
        settings.files = stores::files(settings.files, folder.path());
        settings.mail.folder = folder.path().join("mail").display().to_string();
        settings.limits = generous();
        change(&mut settings);

        let (clock, hand) = Clock::manual(now());
        let (first, foundation) = Node::start(&settings, clock.clone(), listener).await;
        let (address, mut nodes) = (first.address.clone(), vec![first]);
        while nodes.len() < count {
            let another = TcpListener::bind("127.0.0.1:0").await.unwrap();
            nodes.push(Node::start(&settings, clock.clone(), another).await.0);
        }
        let (origin, redis, files) = (settings.site.origin, settings.redis.url, settings.files);
        Arc::new(Self {
            origin,
            address,
            nodes,
            asked: AtomicUsize::new(0),
            clock: hand,
            foundation,
            redis,
            files,
            _folder: folder,
        })
    }

    /// Where the next request of a browser arrives: no two requests of a test stay at one node by rule,
    /// because the turns have no period (Thue and Morse), and they are the same in every run.
    pub fn next_address(&self) -> &str {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst).count_ones() as usize;
        &self.nodes[turn % self.nodes.len()].address
    }

    /// Somebody who has not signed in.
    pub fn visitor(self: &Arc<Self>) -> Person {
        Person::new(Arc::clone(self))
    }

    /// One of the seeded people, signed in as if with two factors.
    pub async fn person(self: &Arc<Self>, handle: &str) -> Person {
        let person = self.visitor();
        let answer = person.post("/api/development/be-person", &[("handle", handle)]).await;
        assert_eq!(answer.status, 200, "{handle} could not sign in: {}", answer.body);
        person
    }

    /// The same, signed in with their password.
    pub async fn person_by_password(self: &Arc<Self>, handle: &str) -> Person {
        let (person, password) = (self.visitor(), self.password_of(handle).await);
        let answer = person.sign_in(&format!("{handle}@stile.example"), &password).await;
        assert_eq!(answer.status, 200, "{handle} could not sign in: {}", answer.body);
        person
    }

    /// The password of one of the seeded people.
    pub async fn password_of(&self, handle: &str) -> String {
        stores::template().await.passwords[handle].clone()
    }
}

impl Node {
    async fn start(settings: &Settings, clock: Clock, listener: TcpListener) -> (Self, Foundation) {
        let address = format!("http://{}", listener.local_addr().unwrap());
        let Application { router, foundation, .. } =
            Application::build(settings, clock).await.unwrap();
        let (tls, limits) = (Tls::load(settings).unwrap(), settings.limits.clone());
        let server =
            tokio::spawn(async move { listen(listener, router, tls, &limits, pending()).await });
        (Self { address, server }, foundation)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Limits that no test reaches which is not about them: its clock stands still, and nothing comes back.
pub fn generous() -> Limits {
    let many = Quota { most: 100_000, per: Duration::from_hours(1) };
    let guesses = Quota { most: 100, ..many };
    Limits {
        sign_in_account: guesses,
        sign_in_device: guesses,
        sign_in_address: many,
        sign_in_subnet: many,
        sign_in_network: many,
        factor_account: Quota { most: 20, ..many },
        factor_device: Quota { most: 20, ..many },
        letters_code: many,
        letters_to: many,
        letters_from: many,
        letters_network: many,
        letters: many,
        letters_person: many,
        person: many,
        address: many,
        refusals: many,
        shut_out: Duration::from_mins(10),
        connections: 1000,
        at_once: 1000,
        longest: Duration::from_mins(1),
        slow: Duration::from_mins(1),
    }
}

/// A site as `cargo leptos build` makes it, as far as the server looks at it.
fn make_site(folder: &Path) -> String {
    let site = folder.join("site");
    fs::create_dir_all(site.join("pkg")).unwrap();
    for (name, text) in [("stile.css", "/* */"), ("stile.js", "//"), ("stile.wasm", "\0asm")] {
        fs::write(site.join("pkg").join(name), text).unwrap();
    }
    fs::write(site.join("robots.txt"), "User-agent: *").unwrap();
    site.display().to_string()
}

/// The clock begins with the system's time, because browsers have that too.
fn now() -> Timestamp {
    Clock::system().now()
}
