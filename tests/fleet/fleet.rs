//! `bin/fleet`, and people who ask one node or all.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

use reqwest::{Client, RequestBuilder, Response};
use tempfile::TempDir;

use crate::client::client;

/// Everything that `bin/fleet` has started.
pub struct Fleet {
    /// Where nginx listens.
    pub address: String,
    nodes: Vec<(String, String)>,
    script: Child,
    folder: TempDir,
}

impl Fleet {
    pub async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("stile-").tempdir().unwrap();
        let port = free_ports();
        let mut script = Command::new("bin/fleet")
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
            .env("PORT", port.to_string())
            .env("FOLDER", folder.path().join("fleet"))
            .env("PROGRAM", env!("CARGO_BIN_EXE_stile"))
            .env("LEPTOS_SITE_ROOT", site(folder.path()))
            .env("STILE_LIMITS__PERSON", "100000/1m")
            .env("STILE_LIMITS__ADDRESS", "100000/1m")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(script.stdout.take().unwrap()).lines();
        let mut nodes = Vec::new();
        for line in said.map_while(Result::ok) {
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["node", address, id] => nodes.push((format!("http://{address}"), id.to_owned())),
                ["Open", _] => break,
                _ => {}
            }
        }
        let address = format!("http://127.0.0.1:{port}");
        let fleet = Self { address, nodes, script, folder };
        let health = client().get(format!("{}/health", fleet.address)).send().await;
        assert!(health.unwrap().status().is_success());
        fleet
    }

    pub fn nodes(&self) -> [&str; 2] {
        [&self.nodes[0].0, &self.nodes[1].0]
    }

    /// Kills the first node, as it is killed who has no time to finish.
    pub fn kill_a_node(&mut self) {
        let killed = Command::new("kill").args(["-KILL", &self.nodes[0].1]).status();
        assert!(killed.unwrap().success());
    }

    /// How often nginx has asked another node when the first one did not answer.
    pub fn asked_again(&self) -> usize {
        let log = fs::read_to_string(self.folder.path().join("fleet/access.log")).unwrap();
        log.lines().filter(|line| line.contains(", ")).count()
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        let id = self.script.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.script.wait();
    }
}

/// A port of which those after it that the fleet needs are free too.
fn free_ports() -> u16 {
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    loop {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if port < 65_000 && [0, 1, 2, 10, 11].iter().all(|more| is_free(port + more)) {
            return port;
        }
    }
}

/// A site as far as the server looks at it.
fn site(folder: &Path) -> String {
    let pkg = folder.join("site/pkg");
    fs::create_dir_all(&pkg).unwrap();
    for name in ["stile.css", "stile.js", "stile.wasm"] {
        fs::write(pkg.join(name), "").unwrap();
    }
    folder.join("site").display().to_string()
}

/// Somebody with a browser.
#[derive(Clone)]
pub struct Person {
    client: Client,
    origin: String,
    pub cookie: String,
}

impl Person {
    /// One of the seeded people, as one click makes one in development.
    pub async fn become_somebody(handle: &str, fleet: &Fleet, node: &str) -> Self {
        let client = client();
        let origin = fleet.address.replace("127.0.0.1", "localhost");
        let person = Self { client, origin, cookie: String::new() };
        let form = [("handle", handle.to_owned())];
        let answer =
            person.form_at(node, "/api/development/be-person", &form).send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        Self { cookie: cookie_of(&answer).unwrap(), ..person }
    }

    pub fn get_at(&self, node: &str, path: &str) -> RequestBuilder {
        let host = self.origin.trim_start_matches("http://");
        self.client.get(format!("{node}{path}")).header("cookie", &self.cookie).header("host", host)
    }

    pub fn form_at(&self, node: &str, path: &str, fields: &[(&str, String)]) -> RequestBuilder {
        let host = self.origin.trim_start_matches("http://");
        self.client
            .post(format!("{node}{path}"))
            .header("cookie", &self.cookie)
            .header("host", host)
            .header("origin", &self.origin)
            .header("x-stile-user", "")
            .form(fields)
    }

    pub async fn post_at(&self, node: &str, path: &str, fields: &[(&str, String)]) -> u16 {
        self.form_at(node, path, fields).send().await.unwrap().status().as_u16()
    }

    /// What an API that is read answers.
    pub async fn read_at(&self, node: &str, path: &str) -> serde_json::Value {
        let answer = self.get_at(node, path).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    async fn me(&self, node: &str) -> serde_json::Value {
        self.read_at(node, "/api/me").await
    }

    pub async fn name_at(&self, node: &str) -> Option<String> {
        self.me(node).await["user"]["name"].as_str().map(str::to_owned)
    }

    /// The number of the account.
    pub async fn number(&self) -> String {
        let node = self.origin.replace("localhost", "127.0.0.1");
        self.me(&node).await["user"]["id"].as_str().unwrap().to_owned()
    }

    /// Opens a page, and keeps the cookie that comes with it.
    pub async fn open_at(&self, node: &str, path: &str) -> Self {
        let answer = self.get_at(node, path).send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        self.with_cookie_of(&answer)
    }

    /// The same, with the cookie that came with an answer.
    pub fn with_cookie_of(&self, answer: &Response) -> Self {
        Self { cookie: cookie_of(answer).unwrap_or(self.cookie.clone()), ..self.clone() }
    }

    pub async fn listen_at(&self, node: &str) -> Listening {
        let answer = self.get_at(node, "/api/news").send().await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
        Listening(answer)
    }
}

fn cookie_of(answer: &Response) -> Option<String> {
    let mut cookies =
        answer.headers().get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
    let cookie = cookies.find(|it| it.starts_with("__Host-Http-stile="))?;
    cookie.split(';').next().map(str::to_owned)
}

/// An open page.
pub struct Listening(Response);

impl Listening {
    pub async fn event(&mut self) -> Option<String> {
        loop {
            let chunk = self.0.chunk().await.ok()??;
            let text = String::from_utf8_lossy(&chunk).into_owned();
            if !text.starts_with(':') {
                return Some(text);
            }
        }
    }
}
