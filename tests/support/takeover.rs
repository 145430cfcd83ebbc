//! A Redis with a replica, which takes over when it is gone.
#![allow(dead_code, reason = "every test binary uses some of it")]

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread::sleep,
    time::{Duration, Instant},
};

use super::servers::{self, Server};

/// Longer than any takeover may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Two Redis servers, and who decides which of them counts.
pub struct Pair {
    primary: Option<Server>,
    replica: Option<Server>,
    sentinel: Server,
}

impl Pair {
    pub fn start() -> Self {
        let primary = servers::start_redis();
        let follow = format!("--replicaof 127.0.0.1 {}", primary.port);
        let replica = servers::start_redis_with(servers::free_port(), &follow);
        wait_until("the replica follows", || says(replica.port, "ROLE").contains("connected"));
        let sentinel = servers::start_sentinel(primary.port);
        let pair = Self { primary: Some(primary), replica: Some(replica), sentinel };
        let knows =
            || says(pair.sentinel.port, "SENTINEL MASTERS").contains("num-slaves\r\n$1\r\n1");
        wait_until("the sentinel knows both", knows);
        pair
    }

    /// Where clients ask which of them counts.
    pub fn url(&self, database: usize) -> String {
        format!("{}/{database}?sentinelServiceName={}", self.sentinel.url, servers::SERVICE)
    }

    /// Kills the first one, and waits until the second one counts.
    pub fn take_over(&mut self) {
        drop(self.primary.take());
        let port = self.replica.as_ref().unwrap().port;
        wait_until("the replica takes over", || says(port, "ROLE").contains("master"));
        let told = || {
            let says = says(self.sentinel.port, "SENTINEL GET-MASTER-ADDR-BY-NAME stile");
            says.contains(&port.to_string())
        };
        wait_until("the sentinel tells of it", told);
    }

    /// Leaves the first one alone.
    pub fn without_replica(&mut self) {
        drop(self.replica.take());
    }
}

/// What the server at that port answers.
pub fn says(port: u16, command: &str) -> String {
    let ask = || -> std::io::Result<String> {
        let mut line = TcpStream::connect(("127.0.0.1", port))?;
        line.set_read_timeout(Some(PATIENCE))?;
        line.write_all(format!("{command}\r\n").as_bytes())?;
        let mut answer = [0; 4096];
        let length = line.read(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer[..length]).into_owned())
    };
    ask().unwrap_or_default()
}

pub fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < PATIENCE, "not yet: {what}");
        sleep(Duration::from_millis(20));
    }
}
