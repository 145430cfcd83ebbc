//! What was published, with everything, as readers and their programs get it.

use quick_xml::{Reader, events::Event};

use super::{article, page::Page, plain, texts};
use crate::{articles::PUBLISHED_IN_POLITICS, support::TestApp};

const FEEDS: [&str; 2] = ["/feed.atom", "/departments/politics/feed.atom"];

/// What a feed consists of (RFC 4287).
const ELEMENTS: [&str; 12] = [
    "feed",
    "id",
    "title",
    "updated",
    "link",
    "entry",
    "published",
    "author",
    "name",
    "category",
    "summary",
    "content",
];

/// Everything that a feed says, if it is well-formed and made of nothing but these elements.
#[track_caller]
fn read_feed(feed: &str) -> String {
    let mut reader = Reader::from_str(feed);
    reader.config_mut().enable_all_checks(true);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = String::from_utf8(tag.name().0.to_vec()).unwrap();
                assert!(ELEMENTS.contains(&name.as_str()), "<{name}> in {feed}");
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    if attribute.key.0 == b"href" {
                        assert!(attribute.value.starts_with(b"http://localhost:"), "{feed}");
                    }
                }
            }
            Event::Text(part) => text.push_str(&part.decode().unwrap()),
            Event::GeneralRef(reference) => {
                let name = reference.decode().unwrap().into_owned();
                text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap());
            }
            Event::End(_) | Event::Decl(_) => {}
            Event::Eof => return plain(&text),
            other => panic!("{other:?} in {feed}"),
        }
    }
}

#[tokio::test]
async fn whatever_was_published_is_text_for_readers_and_their_programs() {
    let app = TestApp::spawn().await;
    let (mei, visitor) = (app.person("mei").await, app.visitor());

    let mut body = article();
    for text in texts(120) {
        let kept = app.article(PUBLISHED_IN_POLITICS).await;
        let version = kept.version.to_string();
        let fields = [
            ("id", kept.id.as_str()),
            ("version", &version),
            ("title", &text),
            ("standfirst", &text),
            ("body", &body),
        ];
        let answer = mei.post("/api/articles/update", &fields).await;
        assert_eq!(answer.status, 200, "{text}: {}", answer.body);
        // Once is enough: it is the same every time.
        "Bees.".clone_into(&mut body);

        let article = format!("/articles/{PUBLISHED_IN_POLITICS}");
        for path in [article.as_str(), "/", "/departments/politics"] {
            let page = Page::of(&visitor.open(path).await);
            page.assert_harmless(&format!("{path}: {text}"));
            assert!(page.says(&text), "{path}: {text}\n{page:?}");
        }
        for path in FEEDS {
            let feed = visitor.get(path).await;
            assert!(feed.header("content-type").starts_with("application/atom+xml"));
            assert!(read_feed(&feed.body).contains(&plain(&text)), "{path}: {text}");
        }
    }
}
