//! A server for one test.

use std::{fs, future::pending, path::Path, sync::Arc, time::Duration};

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
    /// Moves its clock.
    pub clock: ManualClock,
    /// What its calls stand on: for looking at what they left behind, never for calling.
    pub foundation: Foundation,
    /// Where it keeps sessions; empty for a table of its database.
    pub redis: String,
    /// Where it keeps files: a folder, or a bucket of the store with that address.
    pub files: settings::Files,
    server: JoinHandle<()>,
    _folder: TempDir,
}

impl TestApp {
    /// Starts a server with the shipped settings.
    pub async fn spawn() -> Arc<Self> {
        Self::spawn_with(|_| {}).await
    }

    /// Starts a server with settings changed by the test.
    pub async fn spawn_with(change: impl FnOnce(&mut Settings)) -> Arc<Self> {
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
        let application = Application::build(&settings, clock).await.unwrap();
        let (router, foundation) = (application.router.clone(), application.foundation.clone());
        let (tls, limits) = (Tls::load(&settings).unwrap(), settings.limits.clone());
        let server =
            tokio::spawn(async move { listen(listener, router, tls, &limits, pending()).await });
        let (origin, redis, files) = (settings.site.origin, settings.redis.url, settings.files);
        Arc::new(Self {
            origin,
            address: format!("http://127.0.0.1:{port}"),
            clock: hand,
            foundation,
            redis,
            files,
            server,
            _folder: folder,
        })
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

impl Drop for TestApp {
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
        letters_to: many,
        letters_from: many,
        letters: many,
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
