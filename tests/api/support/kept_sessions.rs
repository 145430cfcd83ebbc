//! The sessions that the server keeps, looked up behind its back.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{Stores, TestApp};

impl TestApp {
    /// How many sessions the server keeps, without the notes on why others have ended.
    pub async fn sessions_kept(&self) -> usize {
        match Stores::wanted() {
            Stores::Embedded => {
                let count =
                    self.number("select count(*) from sessions where user_id is not null").await;
                usize::try_from(count).unwrap()
            }
            Stores::Servers => self.sessions_dump().await.matches("started_at").count(),
        }
    }

    /// Everything that is kept of sessions, as text.
    pub async fn sessions_dump(&self) -> String {
        match Stores::wanted() {
            Stores::Embedded => {
                self.text(
                    "select group_concat(key || ' ' || cast(data as text), ' ') from sessions",
                )
                .await
            }
            Stores::Servers => {
                let keys = self.redis_keys("*").await;
                let values = self.redis(&format!("MGET {}", keys.join(" "))).await;
                format!("{keys:?} {values}")
            }
        }
    }

    async fn redis_keys(&self, pattern: &str) -> Vec<String> {
        let answer = self.redis(&format!("KEYS {pattern}")).await;
        let lines = answer.lines().filter(|line| !line.starts_with(['*', '$', '+']));
        lines.map(str::to_owned).collect()
    }

    /// What this server's Redis answers to a command, in its own notation.
    async fn redis(&self, command: &str) -> String {
        let url = self.redis.strip_prefix("redis://").unwrap();
        let (address, database) = url.split_once('/').unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let commands = format!("SELECT {database}\r\n{command}\r\nQUIT\r\n");
        stream.write_all(commands.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}
