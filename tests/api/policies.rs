//! Policies that are edited while the server runs.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use stile::authorization::policies::{self, Text};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::{
    articles::{DRAFT_BY_LENA, PUBLISHED_BY_LENA},
    support::{Person, TestApp},
};

/// The policies as somebody edits them, in place of the files.
struct Edited {
    articles: Arc<Mutex<String>>,
    looks: Arc<AtomicUsize>,
}

impl Edited {
    /// Texts that the server follows from now on.
    fn followed_by(app: &TestApp) -> Self {
        let texts = policies::texts().unwrap();
        let (articles, others): (Vec<Text>, Vec<Text>) =
            texts.into_iter().partition(|text| text.name == "articles.cedar");
        let articles = Arc::new(Mutex::new(articles[0].content.clone()));
        let looks = Arc::new(AtomicUsize::new(0));
        let (edited, looked) = (Arc::clone(&articles), Arc::clone(&looks));
        let read = move || {
            let content = edited.lock().unwrap().clone();
            looked.fetch_add(1, Ordering::SeqCst);
            let articles = Text { name: "articles.cedar".into(), content };
            let mut texts = [vec![articles], others.clone()].concat();
            texts.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(texts)
        };
        tokio::spawn(app.foundation.policies.clone().follow(
            read,
            async || (),
            CancellationToken::new(),
        ));
        Self { articles, looks }
    }

    fn edit(&self, edit: impl FnOnce(&mut String)) {
        edit(&mut self.articles.lock().unwrap());
    }

    /// Waits until the server has seen the texts as they are now, twice, and was done with them.
    async fn are_seen(&self) {
        let looks = self.looks.load(Ordering::SeqCst);
        eventually(async || self.looks.load(Ordering::SeqCst) >= looks + 4).await;
    }
}

/// Waits until it is so.
async fn eventually(is_so: impl AsyncFn() -> bool) {
    let so = async {
        while !is_so().await {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(30), so).await.unwrap();
}

async fn reads(person: &Person, slug: &str) -> bool {
    person.open(&format!("/articles/{slug}")).await.status == 200
}

const READERS_READ_DRAFTS: &str = "\n@id(\"readers read drafts\")\n\
    permit (principal is User in Role::\"reader\", action == Action::\"ReadArticle\", resource is Article);\n";

#[tokio::test]
async fn an_edited_policy_is_in_force_without_a_new_start() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let edited = Edited::followed_by(&app);
    assert!(!reads(&tom, DRAFT_BY_LENA).await);

    edited.edit(|text| text.push_str(READERS_READ_DRAFTS));

    eventually(async || reads(&tom, DRAFT_BY_LENA).await).await;
}

#[tokio::test]
async fn a_broken_edit_leaves_the_policies_as_they_were_until_it_is_mended() {
    let app = TestApp::spawn().await;
    let tom = app.person("tom").await;
    let edited = Edited::followed_by(&app);

    for broken in ["resource is Article)", "resouce is Article);", "resource is Artikel);"] {
        let broken = READERS_READ_DRAFTS.replace("resource is Article);", broken);
        edited.edit(|text| text.push_str(&broken));
        edited.are_seen().await;
        assert!(!reads(&tom, DRAFT_BY_LENA).await && reads(&tom, PUBLISHED_BY_LENA).await);
        edited.edit(|text| text.truncate(text.len() - broken.len()));
    }
    edited.edit(|text| text.push_str(READERS_READ_DRAFTS));

    eventually(async || reads(&tom, DRAFT_BY_LENA).await).await;
}

#[tokio::test]
async fn texts_that_no_action_is_left_in_are_not_put_into_force() {
    let app = TestApp::spawn().await;
    let before = app.foundation.policies.authorizer().version().to_owned();
    let nothing = || Ok(Vec::new());
    let stop = CancellationToken::new();

    tokio::spawn(app.foundation.policies.clone().follow(nothing, async || (), stop.clone()));
    let edited = Edited::followed_by(&app);
    edited.are_seen().await;
    stop.cancel();

    assert_eq!(app.foundation.policies.authorizer().version(), before);
}
