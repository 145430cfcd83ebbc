//! The letters that a server has written.

use std::sync::Arc;

use stile::{letters, server::mail::Lying};

use super::{Answer, Person, TestApp};

/// The cookie of whoever has followed the link of a letter.
pub const LINK: &str = "__Host-Http-stile-link";

impl TestApp {
    /// Every letter to that address, the newest first, once none waits any more.
    pub async fn letters_to(&self, address: &str) -> Vec<Lying> {
        while self.number("select count(*) from outbox").await > 0 {
            letters::carry_once(&self.foundation).await.unwrap();
            tokio::task::yield_now().await;
        }
        let mut lying = self.foundation.mail.folder().unwrap().lying().await.unwrap();
        lying.retain(|letter| letter.to == address);
        lying
    }

    /// The link in the newest letter to that address, without our own address.
    pub async fn link_to(&self, address: &str) -> String {
        let letters = self.letters_to(address).await;
        let lines = letters.iter().flat_map(|letter| letter.text.lines());
        let mut paths = lines.filter_map(|line| line.strip_prefix(self.origin.as_str()));
        // Others lead to pages that everybody finds.
        let link = paths.find(|path| path.starts_with("/letters/"));
        link.unwrap_or_else(|| panic!("no link to {address}")).to_owned()
    }

    /// Somebody who has asked for a letter at `/api/…/ask`, and followed its link.
    pub async fn who_has_followed(self: &Arc<Self>, ask: &str, address: &str) -> Person {
        let person = self.visitor();
        let asked = person.post(ask, &[("email", address)]).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        let opened = person.open(&self.link_to(address).await).await;
        assert_eq!(opened.status, 303, "{}", opened.body);
        person
    }
}

impl Person {
    /// Finishes at `/api/…` what the letter is for whose link was followed, as the form of its page does.
    pub async fn finish(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let (feature, _) = path.rsplit_once('/').unwrap();
        let letter = self.read(&format!("{feature}/letter")).await;
        let address = [("address", letter["email"].as_str().unwrap_or_default())];
        self.post(path, &[&address, fields].concat()).await
    }

    /// Signs in with that address and password.
    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("/api/sign-in", &[("email", email), ("password", password)]).await
    }
}
