//! Markdown to HTML that is safe in any page.

use std::{collections::HashSet, sync::LazyLock};

use ammonia::Builder;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use tokio::task::{JoinError, spawn_blocking};

use crate::{paths, ui::safe_html::SafeHtml};

/// What an article may consist of. Everything else becomes its text, or nothing.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("img", ["alt", "src"])
        .set_tag_attribute_value("img", "loading", "lazy")
        .url_schemes(HashSet::from(["https", "http", "mailto"]))
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// How deep quotations and lists may stand in each other; what is deeper stands at this depth. Browsers
/// and the sanitiser take longer than linear for what is nested deeper than anybody reads.
const DEEPEST: usize = 16;

/// Parts of a text: an article of the greatest length has fewer, but a table has one for each cell,
/// and cells that nobody has typed.
const MOST_PARTS: usize = 100_000;

/// Pictures of a text: an article has no more files, and each is a request of everybody who reads it.
const MOST_PICTURES: usize = 50;

/// The HTML of that markdown, made apart from what answers requests: a long text takes milliseconds.
///
/// # Errors
///
/// Our fault: the thread that made it has failed.
pub async fn render_apart(markdown: String) -> Result<SafeHtml, JoinError> {
    spawn_blocking(move || render(&markdown)).await
}

/// The HTML of that markdown: headings start at the second level, and typed HTML is shown as typed.
#[must_use]
pub fn render(markdown: &str) -> SafeHtml {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(markdown, options).take(MOST_PARTS);
    let events = parser.scan(0, |depth, event| Some(no_deeper(depth, event))).flatten();
    let events = events
        .scan((Vec::new(), MOST_PICTURES), |open, event| Some(our_pictures(open, event)))
        .flatten();
    let events = events.map(|event| match event {
        Event::Html(typed) | Event::InlineHtml(typed) => Event::Text(typed),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: below_title(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_title(level))),
        event => event,
    });
    let mut page = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut page, events);
    SafeHtml::sanitised(SANITISER.clean(&page).to_string())
}

/// Leaves out what opens and closes beyond the deepest level.
fn no_deeper<'a>(depth: &mut usize, event: Event<'a>) -> Option<Event<'a>> {
    match &event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
            *depth += 1;
            (*depth <= DEEPEST).then_some(event)
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
            *depth -= 1;
            (*depth < DEEPEST).then_some(event)
        }
        _ => Some(event),
    }
}

/// Leaves the words of a picture that is none of our files: pages load nothing from elsewhere. `open` tells
/// of the pictures that have begun, the innermost last, whether they are ours; `left` is how many more may be.
fn our_pictures<'a>((open, left): &mut (Vec<bool>, usize), event: Event<'a>) -> Option<Event<'a>> {
    match &event {
        Event::Start(Tag::Image { dest_url, .. }) => {
            let is_ours = *left > 0 && is_file(dest_url);
            *left -= usize::from(is_ours);
            open.push(is_ours);
            is_ours.then_some(event)
        }
        Event::End(TagEnd::Image) => open.pop().filter(|is_ours| *is_ours).map(|_| event),
        _ => Some(event),
    }
}

/// Whether that is the address of a file, as [`paths::file`] writes it.
fn is_file(address: &str) -> bool {
    let number = address.strip_prefix(&paths::file("")).unwrap_or_default();
    (1..=18).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The page's only `h1` is the headline.
fn below_title(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        HeadingLevel::H3 => HeadingLevel::H3,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H4,
    }
}

/// What is to be read of that markdown, without its marks.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown).take(MOST_PARTS) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push(' '),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html_of(markdown: &str) -> String {
        render(markdown).as_str().to_owned()
    }

    #[test]
    fn an_article_keeps_its_shape() {
        assert_eq!(html_of("# A\n\nb *c*"), "<h2>A</h2>\n<p>b <em>c</em></p>\n");
        assert!(html_of("|a|\n|-|\n|b|").contains("<td>b</td>"));
        assert!(html_of("[bees](/articles/bees)").contains("href=\"/articles/bees\""));
    }

    #[test]
    fn a_text_does_not_nest_without_end() {
        for bomb in [">".repeat(59_000) + "x", "1. ".repeat(20_000) + "x"] {
            let html = html_of(&bomb);

            assert!(html.contains('x'));
            assert!(html.len() < 1_000, "{} bytes", html.len());
        }
    }

    #[test]
    fn a_table_does_not_grow_without_end() {
        let columns = 5_000;
        let bomb = format!(
            "{}|\n{}|\n{}",
            "|a".repeat(columns),
            "|-".repeat(columns),
            "|b\n".repeat(9_000)
        );

        assert!(html_of(&bomb).len() < 2_000_000);
    }

    #[test]
    fn a_picture_is_one_of_our_files_or_its_words() {
        let picture = html_of("![Two *bees*](/files/12)");
        assert_eq!(picture, "<p><img src=\"/files/12\" alt=\"Two bees\" loading=\"lazy\"></p>\n");

        for elsewhere in [
            "https://evil.example/files/1",
            "//evil.example/files/1",
            "/files/1/../../api/sign-out",
            "/files/1?x=y",
            "/files/",
            "/files/x",
            "/api/me",
            "data:image/png;base64,AAAA",
        ] {
            assert_eq!(html_of(&format!("![bees]({elsewhere})")), "<p>bees</p>\n", "{elsewhere}");
        }
        assert_eq!(
            html_of("![a ![b](/files/1)](https://evil.example)"),
            html_of("a ![b](/files/1)")
        );
        assert!(!html_of("![a ![b](https://evil.example)](/files/1)").contains("evil"));
    }

    #[test]
    fn a_text_has_no_more_pictures_than_its_readers_can_ask_for() {
        let html = html_of(&"![b](/files/1) ".repeat(300));

        assert_eq!(html.matches("<img").count(), 50);
    }

    #[test]
    fn nothing_that_runs_survives() {
        for attack in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>alert(1)</script>)",
            "<a href=\"x\" onclick=\"alert(1)\">x</a>",
            "<svg/onload=alert(1)>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<style>*{display:none}</style>",
            "![x](https://evil.example/track.png)",
        ] {
            let html = html_of(attack);
            let tags = html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap());
            let harmless = tags
                .map(|tag| tag.trim_start_matches('/'))
                .all(|tag| ["p", "a", "a rel=\"noopener noreferrer\""].contains(&tag));
            assert!(harmless, "{attack} became {html}");
        }
    }
}
