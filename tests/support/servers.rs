//! Database servers for tests: started when the first test asks, gone with the process.
#![allow(dead_code, reason = "every test binary uses some of it")]

use std::{
    fs::{self, Permissions},
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// Waits for the end of its input, which comes when this process ends in whatever way; then
/// stops the server and clears its folder away. It takes the folder, a signal and a command.
const KEEPER: &str = r#"
    trap '' HUP INT TERM
    folder=$1 signal=$2
    shift 2
    "$@" >"$folder/output" 2>&1 &
    server=$!
    cat >/dev/null
    kill -s "$signal" "$server"
    wait "$server"
    rm -rf "$folder"
"#;

const PATIENCE: Duration = Duration::from_mins(1);
/// As many as fred can name.
const REDIS_DATABASES: usize = 256;

/// What sentinels call the Redis that they watch.
pub const SERVICE: &str = "stile";

/// A server of its own; it stops when this is dropped.
pub struct Server {
    pub url: String,
    pub port: u16,
    keeper: Child,
}

impl Drop for Server {
    /// Returns when the server is gone.
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        self.keeper.wait().ok();
    }
}

/// The address of this process's PostgreSQL, with its maintenance database.
pub fn postgres() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    &SERVER.get_or_init(start_postgres).url
}

/// The address of a new, empty database in this process's PostgreSQL.
pub async fn fresh_database() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("stile_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let server = postgres();
    let db = Database::connect(server).await.unwrap();
    db.execute_unprepared(&format!("create database {name}")).await.unwrap();
    db.close().await.unwrap();
    server.replace("/postgres?", &format!("/{name}?"))
}

/// The address of a new, empty logical database in this process's Redis.
pub fn redis() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let database = COUNT.fetch_add(1, Ordering::Relaxed);
    assert!(database < REDIS_DATABASES, "too many tests for one Redis: start a second one");
    format!("{}/{database}", SERVER.get_or_init(start_redis).url)
}

/// A Redis that nobody else uses, to be broken.
pub fn start_redis() -> Server {
    start_redis_at(free_port())
}

/// A Redis where another one was before.
pub fn start_redis_at(port: u16) -> Server {
    start_redis_with(port, "")
}

/// A Redis with more options; it does not end by itself, but is killed.
pub fn start_redis_with(port: u16, more: &str) -> Server {
    let folder = new_folder();
    let program = find("redis-server");
    let options = format!(
        "{program} --port {port} --bind 127.0.0.1 --databases {REDIS_DATABASES} \
         --appendonly no --dir {} {more} --save",
        folder.display()
    );
    let mut command: Vec<String> = options.split_whitespace().map(str::to_owned).collect();
    command.push(String::new());
    let keeper = keep(&folder, "KILL", &command);
    wait_for(&folder.join("output"), "Ready to accept connections", &folder);
    Server { url: format!("redis://127.0.0.1:{port}"), port, keeper }
}

/// A sentinel that watches the Redis at that port, and has a replica take over when it is gone.
pub fn start_sentinel(watched: u16) -> Server {
    let (folder, port) = (new_folder(), free_port());
    let settings = format!(
        "port {port}\nbind 127.0.0.1\ndir {}\nsentinel monitor {SERVICE} 127.0.0.1 {watched} 1\n\
         sentinel down-after-milliseconds {SERVICE} 200\nsentinel failover-timeout {SERVICE} 2000\n",
        folder.display()
    );
    let file = folder.join("sentinel.conf");
    fs::write(&file, settings).unwrap();
    let command = [find("redis-server"), file.display().to_string(), "--sentinel".to_owned()];
    let keeper = keep(&folder, "KILL", &command);
    wait_for(&folder.join("output"), "+monitor", &folder);
    let url = format!("redis-sentinel://127.0.0.1:{port}");
    Server { url, port, keeper }
}

/// The address of a new, empty bucket in this process's store that speaks S3.
pub fn bucket() -> (String, String) {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let server = SERVER.get_or_init(start_s3);
    let name = format!("stile-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let address = format!("127.0.0.1:{}", server.port);
    let mut stream = TcpStream::connect(&address).unwrap();
    let request = format!(
        "PUT /{name} HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    (server.url.clone(), name)
}

fn start_s3() -> Server {
    let (folder, port) = (new_folder(), free_port());
    let command = [find("moto_server"), "-H127.0.0.1".to_owned(), format!("-p{port}")];
    let keeper = keep(&folder, "KILL", &command);
    wait_for(&folder.join("output"), "Running on", &folder);
    Server { url: format!("http://127.0.0.1:{port}"), port, keeper }
}

/// An nginx with these settings in its `http` block, in which `PORT` and `FOLDER` stand for its own.
pub fn start_nginx(http: &str) -> Server {
    let (folder, port) = (new_folder(), free_port());
    // Who serves is not who has started it, if that was root.
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path FOLDER/{kind};\n"))
        .concat();
    let settings = format!(
        "daemon off;\npid FOLDER/pid;\nerror_log stderr;\nevents {{}}\n\
         http {{\naccess_log off;\n{temporary}{http}\n}}\n"
    );
    let settings = settings
        .replace("PORT", &port.to_string())
        .replace("FOLDER", &folder.display().to_string());
    let file = folder.join("nginx.conf");
    fs::write(&file, settings).unwrap();
    let command =
        [find("nginx"), "-e".into(), "stderr".into(), "-c".into(), file.display().to_string()];
    let keeper = keep(&folder, "TERM", &command);
    wait_for_port(port, &folder);
    Server { url: format!("http://127.0.0.1:{port}"), port, keeper }
}

/// A folder in which a server keeps what shall outlive it, and the port where it listens again.
pub struct Place {
    folder: TempDir,
    pub port: u16,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::Builder::new().prefix("stile-").tempdir().unwrap(),
            port: free_port(),
        }
    }

    /// A Redis that writes down what it does before it says so; it is killed in the end.
    pub fn start_redis(&self) -> Server {
        let more = format!("--appendonly yes --dir {}", self.folder.path().display());
        start_redis_with(self.port, &more)
    }

    /// Makes the place one of PostgreSQL.
    pub fn for_postgres(self) -> Self {
        init_postgres(self.folder.path());
        self
    }

    /// The PostgreSQL of this place, which ends by that signal.
    pub fn start_postgres(&self, signal: &str) -> Server {
        run_postgres(self.folder.path(), self.port, &new_folder(), signal)
    }
}

fn start_postgres() -> Server {
    let folder = new_folder();
    init_postgres(&folder);
    run_postgres(&folder, free_port(), &folder, "INT")
}

fn init_postgres(folder: &Path) {
    run(&format!(
        "{} {} -D {} --auth=trust --username=stile -E UTF8 --no-locale --no-sync",
        ordinary_user(folder),
        find("initdb"),
        folder.join("data").display()
    ));
}

/// A PostgreSQL whose data is in that folder; its keeper has another one, or the same.
fn run_postgres(folder: &Path, port: u16, keepers: &Path, signal: &str) -> Server {
    let data = folder.join("data");
    // The file of one that was killed says that it is ready.
    fs::remove_file(data.join("postmaster.pid")).ok();
    let postgres = format!(
        "{} {} -D {} -c port={port} -c listen_addresses=127.0.0.1 \
         -c unix_socket_directories={} -c fsync=off -c max_connections=300",
        ordinary_user(folder),
        find("postgres"),
        data.display(),
        folder.display()
    );
    let command: Vec<String> = postgres.split_whitespace().map(str::to_owned).collect();
    let keeper = keep(keepers, signal, &command);
    wait_for(&data.join("postmaster.pid"), "ready", keepers);
    let url = format!("postgres://stile@127.0.0.1:{port}/postgres?sslmode=disable");
    Server { url, port, keeper }
}

/// Runs a command to its end, from a folder that everybody may enter.
fn run(command: &str) {
    let mut words = command.split_whitespace();
    let program = words.next().unwrap();
    let output = Command::new(program).args(words).current_dir("/").output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}: {complaint}");
}

/// How to become somebody whom PostgreSQL serves, who then owns the folder: it refuses root.
fn ordinary_user(folder: &Path) -> &'static str {
    if fs::metadata("/proc/self").map_or(1, |process| process.uid()) != 0 {
        return "";
    }
    let id = Command::new("id").args(["-u", "postgres"]).output().unwrap();
    let id = String::from_utf8_lossy(&id.stdout).trim().parse();
    let id = id.expect("there is no user postgres; run bin/setup");
    chown(folder, Some(id), None).unwrap();
    "setpriv --reuid=postgres --regid=postgres --clear-groups --"
}

fn keep(folder: &Path, signal: &str, command: &[String]) -> Child {
    Command::new("sh")
        .args(["-c", KEEPER, "keeper"])
        .arg(folder)
        .arg(signal)
        .args(command)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Waits until the server itself says it is ready: another one may answer on a port.
fn wait_for(file: &Path, word: &str, folder: &Path) {
    let started = Instant::now();
    while !fs::read_to_string(file).is_ok_and(|text| text.contains(word)) {
        let output = folder.join("output");
        assert!(started.elapsed() < PATIENCE, "no server: {:?}", fs::read_to_string(output));
        thread::sleep(Duration::from_millis(10));
    }
}

/// The same for one that says nothing: it has been given a port of its own.
fn wait_for_port(port: u16, folder: &Path) {
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let output = folder.join("output");
        assert!(started.elapsed() < PATIENCE, "no server: {:?}", fs::read_to_string(output));
        thread::sleep(Duration::from_millis(10));
    }
}

fn new_folder() -> PathBuf {
    tempfile::Builder::new().prefix("stile-").tempdir().unwrap().keep()
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A program on the path, or where Debian keeps those that only servers run.
fn find(program: &str) -> String {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = std::env::split_paths(&path)
        .chain(versions.map(|version| version.path().join("bin")))
        .chain([PathBuf::from("/usr/sbin")])
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file());
    let found = found.unwrap_or_else(|| panic!("{program} is missing; run bin/setup"));
    found.display().to_string()
}
