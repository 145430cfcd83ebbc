//! The newest articles as an Atom feed (RFC 4287): what a stranger may read, whoever asks.

use std::{fmt::Write as _, io};

use axum::{
    Extension, Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use sha2::{Digest, Sha256};

use super::{
    lists,
    model::{Article, Stage},
    scope::Scope,
    store::Newest,
};
use crate::{
    authorization::Permission,
    call::{CallContext, Foundation, ServiceError},
    departments::{self, model::Department},
    paths,
    server::{server_functions::failed, telemetry::RequestId},
    timestamp::Timestamp,
    ui::title::PAPER,
};

/// Articles in a feed.
const SIZE: u32 = 20;
/// A feed may be kept for a minute, by anybody: it is the same for everybody.
const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=60");
const KIND: HeaderValue = HeaderValue::from_static("application/atom+xml; charset=utf-8");
const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// The feeds. They stand outside sessions: nobody is asked who they are.
pub fn routes(on: &Foundation) -> Router {
    Router::new()
        .route(paths::FEED, get(all))
        .route(&paths::feed_of("{id}"), get(of_department))
        .with_state(on.clone())
}

async fn all(
    State(on): State<Foundation>,
    Extension(RequestId(request_id)): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    let call = CallContext::of_a_visitor(on, request_id);
    let feed = call.answer(feed(&call, None).await);
    feed.map_or_else(failed, |feed| answer(&headers, feed))
}

async fn of_department(
    State(on): State<Foundation>,
    Extension(RequestId(request_id)): Extension<RequestId>,
    Path(department): Path<String>,
    headers: HeaderMap,
) -> Response {
    let call = CallContext::of_a_visitor(on, request_id);
    let feed = call.answer(feed(&call, Some(&department)).await);
    feed.map_or_else(failed, |feed| answer(&headers, feed))
}

/// Its version is the answer's `ETag`: who has it already is told so with 304.
fn answer(headers: &HeaderMap, feed: Vec<u8>) -> Response {
    let etag = format!("\"{}\"", version(&feed));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
    });
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, KIND)], feed).into_response()
    };
    let caching = response.headers_mut();
    caching.insert(header::CACHE_CONTROL, CACHING);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        caching.insert(header::ETAG, etag);
    }
    response
}

fn version(feed: &[u8]) -> String {
    Sha256::digest(feed).iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

async fn feed(call: &CallContext, department: Option<&str>) -> Result<Vec<u8>, ServiceError> {
    let department = match department {
        None => None,
        Some(id) => Some(departments::service::find(call, id).await?),
    };
    let scope = Scope {
        department: department.as_ref().map(|department| department.id.clone()),
        ..Scope::in_stage(Stage::Published)
    };
    let stories =
        lists::first(call, Permission::ReadArticle, &scope, Newest::Published, SIZE).await?;
    let articles: Vec<Article> = stories.into_iter().map(|story| story.article).collect();
    written(&call.on.origin, department.as_ref(), &articles).map_err(ServiceError::failed)
}

/// The feed of these articles, the newest first.
fn written(
    origin: &str,
    department: Option<&Department>,
    articles: &[Article],
) -> io::Result<Vec<u8>> {
    let (title, page, own) = match department {
        None => (PAPER.to_owned(), paths::FRONT.to_owned(), paths::FEED.to_owned()),
        Some(one) => {
            (format!("{} · {PAPER}", one.name), paths::department(&one.id), paths::feed_of(&one.id))
        }
    };
    let own = format!("{origin}{own}");
    let updated = articles.iter().map(|article| article.changed_at).max();
    let updated = updated.unwrap_or(Timestamp::from_millis(0));
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let feed = writer.create_element("feed").with_attribute(("xmlns", NAMESPACE));
    feed.write_inner_content(|writer| {
        text(writer, "id", &own)?;
        text(writer, "title", &title)?;
        text(writer, "updated", &updated.to_string())?;
        link(writer, "self", &own)?;
        link(writer, "alternate", &format!("{origin}{page}"))?;
        articles.iter().try_for_each(|article| entry(writer, origin, article))
    })?;
    Ok(writer.into_inner())
}

fn entry(writer: &mut Writer<Vec<u8>>, origin: &str, article: &Article) -> io::Result<()> {
    let published = article.published_at.unwrap_or(article.changed_at);
    let address = format!("{origin}{}", paths::article(article.slug.as_str()));
    writer.create_element("entry").write_inner_content(|writer| {
        // Its number, because an address may change.
        text(writer, "id", &format!("{origin}/#article-{}", article.id))?;
        text(writer, "title", &article.text.title)?;
        link(writer, "alternate", &address)?;
        text(writer, "published", &published.to_string())?;
        text(writer, "updated", &article.changed_at.to_string())?;
        writer
            .create_element("author")
            .write_inner_content(|writer| text(writer, "name", article.credit()))?;
        writer
            .create_element("category")
            .with_attribute(("term", article.department.id.as_str()))
            .with_attribute(("label", article.department.name.as_str()))
            .write_empty()?;
        match article.text.standfirst.as_str() {
            "" => Ok(()),
            standfirst => text(writer, "summary", standfirst),
        }
    })?;
    Ok(())
}

/// An element with that text, without the characters that XML 1.0 cannot write.
fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    let is_sayable = |c: &char| {
        (!c.is_control() || "\t\n\r".contains(*c)) && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().filter(is_sayable).collect();
    writer.create_element(name).write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, relation: &str, address: &str) -> io::Result<()> {
    let link = writer.create_element("link").with_attribute(("rel", relation));
    link.with_attribute(("href", address)).write_empty()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::fixture::article;

    fn feed(articles: &[Article]) -> String {
        let feed = written("https://news.example", None, articles).unwrap();
        String::from_utf8(feed).unwrap()
    }

    #[test]
    fn markup_in_an_article_is_text_in_the_feed() {
        let mut article = article(Stage::Published);
        article.text.title = "<script>&\u{1}\u{ffff}]]>".into();
        article.department.name = "\"A\" & <B>".into();

        let feed = feed(&[article]);

        assert!(feed.contains("<title>&lt;script&gt;&amp;]]&gt;</title>"), "{feed}");
        assert!(feed.contains("label=\"&quot;A&quot; &amp; &lt;B&gt;\""), "{feed}");
    }

    #[test]
    fn a_feed_without_articles_is_a_feed() {
        let feed = feed(&[]);

        assert!(
            feed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns="),
            "{feed}"
        );
        assert!(feed.contains("<updated>1970-01-01T00:00:00Z</updated>"), "{feed}");
        assert!(feed.contains("rel=\"self\" href=\"https://news.example/feed.atom\""), "{feed}");
    }
}
