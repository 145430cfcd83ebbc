//! A page as a browser parses it. No page has `<noscript>`, so that it is the same with script and without.

use html5ever::{Attribute, ParseOpts, parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use reqwest::Url;

use super::plain;
use crate::support::Answer;

/// Where relative addresses lead.
const ORIGIN: &str = "https://news.example/";

/// What pages are made of. Nothing else is in them, whatever was typed.
const ELEMENTS: &str = "
    a article aside b blockquote body br button caption code col datalist dd del details
    dialog div dl dt em fieldset footer form h1 h2 h3 h4 head header hr html input ins kbd
    label legend li link main mark meta meter nav ol optgroup option output p path pre
    progress script search section select small span strong summary svg table tbody td textarea th
    thead time title tr ul use
";

/// What these elements are given; `aria-` and `data-` besides.
const ATTRIBUTES: &str = "
    accept action as async autocomplete autofocus charset checked class colspan content crossorigin d
    datetime defer dir disabled download enctype enterkeyhint fill for form formaction
    formnovalidate height hidden high href id inert inputmode integrity label lang list low max maxlength media
    method min minlength name nonce novalidate open optimum pattern placeholder popover
    popovertarget readonly rel required role rows scope selected spellcheck src step stroke
    stroke-linecap stroke-linejoin stroke-width tabindex target title type value viewBox width
";

/// Attributes that hold what somebody typed, as text.
const TEXTS: &[&str] = &["value", "content", "title", "aria-label", "placeholder", "data-inserts"];

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &["href", "src", "action", "formaction"];

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Everything that can be read in it, also in its attributes.
    text: String,
    /// What is wrong with it.
    wrong: Vec<String>,
}

impl Page {
    /// Reads a page of ours.
    pub fn of(answer: &Answer) -> Self {
        let policy = answer.header("content-security-policy");
        let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\''));
        let nonce = nonce.map(|(nonce, _)| nonce).unwrap_or_default();
        assert!(!nonce.is_empty(), "{}", answer.body);
        Self::parse(&answer.body, nonce)
    }

    /// Reads a part of a page, in which no script may stand.
    pub fn part(html: &str) -> Self {
        Self::parse(html, "")
    }

    fn parse(html: &str, nonce: &str) -> Self {
        let mut page = Self { text: String::new(), wrong: Vec::new() };
        let (html, scripts) = without_plain_scripts(html);
        page.wrong.extend(scripts.into_iter().filter_map(mistake_in_script));
        let parsed = parse_document(RcDom::default(), ParseOpts::default()).one(html);
        page.walk(&parsed.document, nonce);
        page.text = plain(&page.text);
        page
    }

    /// Nothing in it can run, load, or lead where no link of ours leads.
    #[track_caller]
    pub fn assert_harmless(&self, what: &str) {
        assert_eq!(self.wrong, [""; 0], "{what}");
    }

    /// Whether this can be read in it.
    pub fn says(&self, text: &str) -> bool {
        self.text.contains(&plain(text))
    }

    /// Reads every node in the order of the document, however deep it stands.
    fn walk(&mut self, document: &Handle, nonce: &str) {
        let mut left = vec![document.clone()];
        while let Some(node) = left.pop() {
            match &node.data {
                NodeData::Text { contents } => self.text.push_str(&contents.borrow()),
                NodeData::Element { name, attrs, .. } => {
                    self.element(&name.local, &attrs.borrow(), nonce);
                    if &*name.local == "script" {
                        self.wrong.extend(mistake_in_script(&children_text(&node)));
                        continue;
                    }
                }
                _ => {}
            }
            left.extend(node.children.borrow().iter().rev().cloned());
        }
    }

    fn element(&mut self, name: &str, attributes: &[Attribute], nonce: &str) {
        self.check(has(ELEMENTS, name), || format!("<{name}>"));
        for attribute in attributes {
            self.attribute(name, &attribute.name.local, &attribute.value);
        }
        let carries = |it: &Attribute| &*it.name.local == "nonce" && &*it.value == nonce;
        let may_run = !nonce.is_empty() && attributes.iter().any(carries);
        self.check(name != "script" || may_run, || "a script without the nonce".to_owned());
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        let is_known =
            has(ATTRIBUTES, name) || ["aria-", "data-"].iter().any(|it| name.starts_with(it));
        self.check(is_known, || format!("<{element} {name}=\"{value}\">"));
        if TEXTS.contains(&name) {
            self.text.extend([" ", value, " "]);
        } else if ADDRESSES.contains(&name) {
            self.check(is_harmless_address(element, value), || {
                format!("<{element} {name}=\"{value}\"> leads elsewhere")
            });
        } else if name != "datetime" {
            let is_ours =
                !["stolen=1", "evil.example", "7*7", "<", "\""].iter().any(|it| value.contains(it));
            self.check(is_ours, || format!("<{element} {name}=\"{value}\"> was typed"));
        }
    }

    fn check(&mut self, is_right: bool, wrong: impl FnOnce() -> String) {
        if !is_right {
            self.wrong.push(wrong());
        }
    }
}

/// Whether the word stands in that list.
fn has(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one == word)
}

/// Links may lead elsewhere, by a scheme that shows a page or begins a letter. Nothing else may.
fn is_harmless_address(element: &str, address: &str) -> bool {
    let ours = Url::parse(ORIGIN).unwrap();
    let Ok(leads) = ours.join(address) else { return element == "a" };
    if element == "a" {
        ["http", "https", "mailto"].contains(&leads.scheme())
    } else {
        leads.origin() == ours.origin()
    }
}

/// The page without what stands in those scripts that nothing but their end tag could end, and that:
/// to parse it takes longer than all the rest.
fn without_plain_scripts(html: &str) -> (String, Vec<&str>) {
    let (mut rest, mut left, mut scripts) = (html, String::with_capacity(html.len()), Vec::new());
    while let Some(tag) = rest.find("<script nonce=\"") {
        let Some(begins) = rest[tag..].find('>').map(|end| tag + end + 1) else { break };
        let ends = rest[begins..].find('<').map_or(rest.len(), |ends| begins + ends);
        left.push_str(&rest[..begins]);
        if rest[ends..].starts_with("</script>") {
            scripts.push(&rest[begins..ends]);
        } else {
            left.push_str(&rest[begins..ends]);
        }
        rest = &rest[ends..];
    }
    left.push_str(rest);
    (left, scripts)
}

fn children_text(node: &Handle) -> String {
    let mut text = String::new();
    for child in node.children.borrow().iter() {
        if let NodeData::Text { contents } = &child.data {
            text.push_str(&contents.borrow());
        }
    }
    text
}

/// What was typed stands in a script only as a string, which is JSON where it is data.
fn mistake_in_script(script: &str) -> Option<String> {
    const DATA: &str = "__RESOLVED_RESOURCES[";
    if ![DATA, "stolen", "evil.example", "7*7"].iter().any(|it| script.contains(it)) {
        return None;
    }
    if script.contains(DATA) && script.contains('<') {
        return Some(format!("data that could end its script: {script}"));
    }
    let mut code = String::new();
    let mut rest = script;
    while let Some((before, after)) = rest.split_once('"') {
        code.push_str(before);
        let Some((string, after)) = string_of(after) else {
            return Some(format!("a string without an end: {after}"));
        };
        let is_data = code.rsplit(['\n', ';']).next().is_some_and(|line| {
            line.trim_start().starts_with(DATA) && line.trim_end().ends_with("] =")
        });
        if is_data && !is_json(&string) {
            return Some(format!("data that is no JSON: {string}"));
        }
        code.push_str("\"\"");
        rest = after;
    }
    code.push_str(rest);
    let typed = ["stolen", "evil.example", "7*7"].iter().find(|typed| code.contains(**typed));
    typed.map(|typed| format!("{typed} stands outside the strings of a script: {code}"))
}

/// Data of a page is JSON, behind a sign that says whether the call succeeded.
fn is_json(data: &str) -> bool {
    let json = data.strip_prefix(['+', '-']).unwrap_or(data);
    serde_json::from_str::<serde_json::Value>(json).is_ok()
}

/// The value of a string of JavaScript from behind its first quote on, and what stands behind it.
fn string_of(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut signs = text.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => return Some((value, &text[at + 1..])),
            '\n' | '\r' => return None,
            '\\' => match signs.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                'r' => value.push('\r'),
                '0' => value.push('\0'),
                'u' => {
                    let behind = &text[signs.clone().next()?.0..];
                    let (digits, length) = match behind.strip_prefix('{') {
                        Some(braced) => {
                            let digits = braced.split('}').next()?;
                            (digits, digits.len() + 2)
                        }
                        None => (behind.get(..4)?, 4),
                    };
                    value.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                    signs.nth(length - 1);
                }
                other => value.push(other),
            },
            sign => value.push(sign),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_something_was_written_into_is_not_harmless() {
        for hostile in [
            "<script>stolen=1</script>",
            "<img src=x>",
            "<p onclick=stolen=1>",
            "<p style=color:red>",
            "<a href=javascript:stolen=1>",
            "<a href='java\nscript:stolen=1'>",
            "<form action=https://evil.example>",
            "<base href=//evil.example/>",
            "<meta http-equiv=refresh content=0>",
            "<p id=stolen=1>",
            "<noscript><p title='</noscript><img src=x>'></noscript>",
            "<script nonce=\"n\">a = \"\";stolen=1;//\";</script>",
            "<script nonce=n>__RESOLVED_RESOURCES[1] = \"\\\"<!--<script>\\\"\";</script>",
            "<script nonce=n>a = \"\";stolen=1;//\";</script>",
            "<script nonce=n>__RESOLVED_RESOURCES[1] = \"{\\\"a\";</script>",
            "<script nonce=n>__RESOLVED_RESOURCES[1] = \"{</script>",
        ] {
            assert!(!Page::parse(hostile, "n").wrong.is_empty(), "{hostile}");
        }
    }

    #[test]
    fn what_is_text_is_harmless_and_read() {
        let page = Page::parse(
            "<p title='&quot;b'>&lt;script&gt;\nstolen=1</p><a href=https://x>a</a>
             <script nonce=n>__RESOLVED_RESOURCES[1] = \"{\\\"a\\\":\\\"\\\\u003c\\u{2028}stolen\\\"}\";</script>",
            "n",
        );

        page.assert_harmless("");
        assert!(page.says("<script> stolen=1") && page.says("\"b") && !page.says("u003c"));
    }
}
