//! Every address of a page, once.

mod account;

pub use account::*;

use std::fmt::Display;

/// The front page.
pub const FRONT: &str = "/";
/// What waits for me, and every article that I may see.
pub const DESK: &str = "/desk";
/// Who works here.
pub const PEOPLE: &str = "/people";
/// The departments, for those who found and order them.
pub const DEPARTMENTS: &str = "/departments";
/// The audit trail.
pub const AUDIT: &str = "/audit";
/// The audit trail as a file.
pub const AUDIT_FILE: &str = "/audit.csv";
/// What is looked for, and what was found.
pub const SEARCH: &str = "/search";
/// A new article.
pub const WRITE: &str = "/write";
/// Whether somebody may do something, and why.
pub const WHY: &str = "/why";
/// Who may do what.
pub const POWERS: &str = "/powers";
/// The people, once an invitation is on its way.
pub const INVITED: &str = "/people?invitation=sent#invitation";
/// Where the links of letters lead, as the router knows it.
pub const LINK: &str = "/letters/{purpose}";
/// The newest articles, for programs that collect news.
pub const FEED: &str = "/feed.atom";
/// The program lives. No session, no database.
pub const HEALTH: &str = "/health";
/// What the server and the browsers have noticed.
pub const ALERTS: &str = "/alerts";
/// Where browsers report what they have stopped.
pub const VIOLATIONS: &str = "/api/violations";
/// What the addresses of files begin with.
pub const FILES: &str = "/files/";
/// A file of an article, as the router knows it.
pub const FILE: &str = "/files/{id}";
/// What the addresses of people's pictures begin with.
pub const PICTURES: &str = "/pictures/";
/// Somebody's picture, as the router knows it.
pub const PICTURE: &str = "/pictures/{number}";
/// Takes a picture of whoever sends it.
pub const PICTURE_UPLOAD: &str = "/api/profile/picture";
/// Where files arrive.
pub const UPLOADS: [&str; 2] = [UPLOAD, PICTURE_UPLOAD];
/// Takes a file for an article.
pub const UPLOAD: &str = "/api/files/upload";
/// How many comments an article has, in a frame on other sites, as the router knows it.
pub const WIDGET: &str = "/widgets/comments/{slug}";
/// Who I am.
pub const ME: &str = "/api/me";
/// What changes while a page is open.
pub const NEWS: &str = "/api/news";
/// Ends my session.
pub const SIGN_OUT: &str = "/api/sign-out";
/// Whether my session goes on, and for how long.
pub const SESSION: &str = "/api/session";
/// Whether I may do something.
pub const MAY: &str = "/api/may";
/// What I may do, as CASL rules.
pub const MY_PERMISSIONS: &str = "/api/my-permissions";

/// The page of an article.
#[must_use]
pub fn article(slug: &str) -> String {
    format!("/articles/{slug}")
}

/// The page that edits an article.
#[must_use]
pub fn edit(slug: &str) -> String {
    format!("/articles/{slug}/edit")
}

/// The page of what is decided about an article besides its text.
#[must_use]
pub fn settings(slug: &str) -> String {
    format!("/articles/{slug}/settings")
}

/// The same after another address was wished for, which that article may not have got.
#[must_use]
pub fn readdressed(slug: &str, wished: &str) -> String {
    let page = settings(slug);
    if slug == wished { page } else { format!("{page}?wished={wished}") }
}

/// The page of what an article has said.
#[must_use]
pub fn history(slug: &str) -> String {
    format!("/articles/{slug}/history")
}

/// The same, with what changed in that version.
#[must_use]
pub fn revision(slug: &str, version: i64) -> String {
    format!("/articles/{slug}/history?version={version}")
}

/// The same, with what has changed since that version.
#[must_use]
pub fn since_revision(slug: &str, version: i64) -> String {
    format!("/articles/{slug}/history?version={version}&with=current")
}

/// A file of an article.
#[must_use]
pub fn file(number: impl Display) -> String {
    format!("{FILES}{number}")
}

/// Somebody's picture.
#[must_use]
pub fn picture(number: impl Display) -> String {
    format!("{PICTURES}{number}")
}

/// The page of a department.
#[must_use]
pub fn department(id: &str) -> String {
    format!("{DEPARTMENTS}/{id}")
}

/// The page on which a department is changed.
#[must_use]
pub fn department_settings(id: &str) -> String {
    format!("{DEPARTMENTS}/{id}/settings")
}

/// Everybody who holds a role in a department.
#[must_use]
pub fn people_of(department: &str) -> String {
    format!("{PEOPLE}?department={department}")
}

/// The page of a person.
#[must_use]
pub fn person(slug: &str) -> String {
    format!("{PEOPLE}/{slug}")
}

/// One stage of the desk, as a whole.
#[must_use]
pub fn desk_stage(stage: &str) -> String {
    format!("{DESK}?stage={stage}")
}

/// The newest articles of a department, for programs that collect news.
#[must_use]
pub fn feed_of(department: &str) -> String {
    format!("{DEPARTMENTS}/{department}/feed.atom")
}

/// A new article in that department.
#[must_use]
pub fn write_in(department: &str) -> String {
    format!("{WRITE}?department={department}")
}

/// What is found by these parts of a question; empty ones are left out.
#[must_use]
pub fn search(parts: &[(&str, &str)]) -> String {
    with_query(SEARCH, parts)
}

/// An address with these parts of a question; empty ones are left out.
#[must_use]
pub fn with_query(address: &str, parts: &[(&str, &str)]) -> String {
    let mut address = address.to_owned();
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encoded(value));
    }
    address
}

/// Where somebody is signed in.
#[must_use]
pub fn sessions_of(slug: &str) -> String {
    format!("{PEOPLE}/{slug}/sessions")
}

/// What the person of that number did and was refused.
#[must_use]
pub fn audit_of(person: i64) -> String {
    format!("{AUDIT}?person={person}")
}

/// Whether I may do this to that thing, and why.
#[must_use]
pub fn why(permission: &str, thing: &str) -> String {
    format!("{WHY}?permission={permission}&thing={}", encoded(thing))
}

/// A page of the list at that address; the first one has the shortest address.
#[must_use]
pub fn page_of(list: &str, page: u32) -> String {
    let sign = if list.contains('?') { '&' } else { '?' };
    if page > 1 { format!("{list}{sign}page={page}") } else { list.to_owned() }
}

/// The text as a value in a query.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    encoded
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

/// `next` if it is a page on this site, and the front page otherwise: nobody is led to a server function, to the
/// link of a letter, or to what a browser keeps as a file.
///
/// Browsers read `//evil.example` and `/\evil.example` as another site, and leave `/.` out.
#[must_use]
pub fn local(next: &str) -> &str {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let path = next.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let here = path.starts_with('/') && !["//", "/.", "%2e"].iter().any(|turn| path.contains(turn));
    if plain && here && is_page(path.trim_end_matches('/')) { next } else { FRONT }
}

fn is_page(path: &str) -> bool {
    let is_file = [AUDIT_FILE, DATA].contains(&path) || path.ends_with(FEED);
    !is_file && !["/api/", "/letters/", FILES].iter().any(|start| path.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_on_this_site_stands() {
        for page in ["/", "/articles/bees?page=2", "/account/", "/account/email/finish", "/audit"] {
            assert_eq!(local(page), page);
        }
    }

    #[test]
    fn what_is_no_page_of_ours_becomes_the_front_page() {
        for elsewhere in [
            "",
            "evil.example",
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/.//evil.example",
            "/articles//evil.example",
            "/%2E/api/me",
            "/\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
            "/ä",
            "/api/sign-out",
            "/API/sign-out",
            "/letters/recovery?token=0a",
            "/letters/email/?token=0a",
            "/account/data.json",
            "/account/data.json/?a=b#c",
            "/audit.csv?person=7",
            "/feed.atom",
            "/departments/city/feed.atom",
            "/files/7",
        ] {
            assert_eq!(local(elsewhere), FRONT, "{elsewhere:?}");
        }
    }

    #[test]
    fn the_first_page_of_a_list_has_the_shortest_address() {
        assert_eq!(page_of(FRONT, 1), "/");
        assert_eq!(page_of("/desk?stage=draft", 2), "/desk?stage=draft&page=2");
    }

    #[test]
    fn a_search_says_only_what_is_asked() {
        let parts = [("q", "a & b"), ("department", ""), ("author", "7")];

        assert_eq!(search(&parts), "/search?q=a%20%26%20b&author=7");
        assert_eq!(search(&[("q", "")]), SEARCH);
    }

    #[test]
    fn the_way_back_is_encoded() {
        assert_eq!(sign_in_then("/desk?page=2&a=b"), "/sign-in?next=/desk%3Fpage%3D2%26a%3Db");
        assert_eq!(sign_in_then("/"), SIGN_IN);
    }
}
