//! The search: it finds exactly what one may read, whatever is typed.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use serde_json::Value;
use stile::seed::volume;

use super::{DRAFT_BY_LENA, PUBLISHED_BY_LENA, Person, TestApp};

/// The slugs of what was found, in order.
fn slugs(found: &Value) -> Vec<String> {
    let hits = found["hits"].as_array().unwrap().iter();
    hits.map(|hit| hit["story"]["article"]["slug"].as_str().unwrap().to_owned()).collect()
}

/// What a person finds; the parts of the question are encoded already.
async fn find(person: &Person, question: &str) -> Value {
    person.read(&format!("/api/articles/search?{question}&page=1")).await
}

async fn slugs_of(person: &Person, question: &str) -> Vec<String> {
    slugs(&find(person, question).await)
}

async fn grown(articles: usize) -> Arc<TestApp> {
    let app = TestApp::spawn().await;
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed");
    volume::grow(&app.foundation, &seed, articles, |_| {}).await.unwrap();
    app
}

#[tokio::test]
async fn a_visitor_finds_what_is_published_and_nothing_else() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_eq!(slugs_of(&visitor, "q=historians+drought").await, [PUBLISHED_BY_LENA]);
    assert_eq!(slugs_of(&visitor, "q=book+comes+home").await, [""; 0]);
    assert_eq!(slugs_of(&visitor, "q=book+comes+home&stage=draft").await, [""; 0]);
    assert_eq!(find(&visitor, "q=historians").await["stages"], serde_json::json!(["published"]));
}

#[tokio::test]
async fn an_author_finds_their_own_draft_and_another_author_does_not() {
    let app = TestApp::spawn().await;
    let (lena, jonas, tom) =
        (app.person("lena").await, app.person("jonas").await, app.person("tom").await);

    assert_eq!(slugs_of(&lena, "q=book+comes+home").await, [DRAFT_BY_LENA]);
    assert_eq!(slugs_of(&jonas, "q=book+comes+home").await, [""; 0]);
    assert_eq!(slugs_of(&tom, "q=book+comes+home").await, [""; 0]);
    assert_eq!(find(&lena, "q=x").await["stages"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn whoever_asks_finds_exactly_what_they_may_read() {
    let app = grown(300).await;
    let has = "(lower(title) like '%council%' or lower(standfirst) like '%council%' \
               or lower(body) like '%council%')";
    for (handle, readable) in [
        ("tom", "stage = 'published'"),
        ("mei", "(stage = 'published' or department_id = 'politics')"),
        ("priya", "1 = 1"),
    ] {
        let person = app.person(handle).await;
        let expected =
            app.number(&format!("select count(*) from articles where {has} and {readable}")).await;

        let first = find(&person, "q=council").await;
        let mut all = slugs(&first);
        for page in 2..=first["pages"]["of"].as_i64().unwrap() {
            let path = format!("/api/articles/search?q=council&page={page}");
            let found = person.read(&path).await;
            assert!(all.len().is_multiple_of(20), "{handle}: page {} is not full", page - 1);
            all.extend(slugs(&found));
        }

        assert!(expected > 40, "{handle}: {expected}");
        assert_eq!(first["pages"]["total"], expected, "{handle}");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{handle}");
        assert_eq!(i64::try_from(all.len()).unwrap(), expected, "{handle}");
    }
}

#[tokio::test]
async fn more_than_a_thousand_are_said_to_be_more_and_counted_for_who_asks() {
    let app = grown(1_200).await;

    let found = find(&app.visitor(), "q=the").await;

    assert_eq!(found["pages"]["total"], 1_000);
    assert_eq!(found["is_more"], true);
    let page = app.visitor().open("/search?q=the").await;
    assert!(page.says("More than 1,000 articles; here are the newest 1,000"), "{}", page.body);
    for (handle, readable) in [
        ("tom", "stage = 'published'"),
        ("lena", "(stage = 'published' or author_id = 4)"),
        ("priya", "1 = 1"),
    ] {
        // Every text has the word.
        let expected = app.number(&format!("select count(*) from articles where {readable}")).await;
        let counted = find(&app.person(handle).await, "q=the&count=all").await;
        assert!(expected > 1_000, "{handle}: {expected}");
        assert_eq!(counted["counted"], expected, "{handle}");
    }
}

#[tokio::test]
async fn days_without_words_are_counted_like_words() {
    let app = grown(1_200).await;
    let tom = app.person("tom").await;
    let in_order = async |order: &str| {
        app.text(&format!(
            "select slug from articles where stage = 'published' order by {order}, id desc limit 1"
        ))
        .await
    };

    let found = find(&tom, "from=2000-01-01&count=all").await;

    let published = app.number("select count(*) from articles where stage = 'published'").await;
    assert!(published > 1_000, "{published}");
    assert_eq!(found["pages"]["total"], 1_000);
    assert_eq!(found["is_more"], true);
    assert_eq!(found["counted"], published);
    assert_eq!(slugs(&found)[0], in_order("published_at desc").await);
    let last = tom.read("/api/articles/search?from=2000-01-01&page=50").await;
    assert_eq!(slugs(&last).len(), 20);
}

#[tokio::test]
async fn a_headline_comes_before_a_text() {
    let app = TestApp::spawn().await;

    let found = slugs_of(&app.person("priya").await, "q=harbour").await;

    assert!(found.len() > 3, "{found:?}");
    let in_title = |slug: &String| slug.contains("harbour");
    assert!(found.iter().map(in_title).is_sorted_by(|one, next| one >= next), "{found:?}");
    assert!(in_title(&found[0]));
}

#[tokio::test]
async fn every_word_must_be_there_and_the_last_may_be_a_beginning() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    assert_eq!(slugs_of(&visitor, "q=historians+droug").await, [PUBLISHED_BY_LENA]);
    assert_eq!(slugs_of(&visitor, "q=HISTORIANS").await.len(), 1);
    assert_eq!(slugs_of(&visitor, "q=histo+drought").await, [""; 0]);
    assert_eq!(slugs_of(&visitor, "q=historians+nowhereatall").await, [""; 0]);
}

#[tokio::test]
async fn parts_of_a_question_narrow_it() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada").await;
    let lena = app.user_id("lena").await;
    let count = async |holds: &str| {
        app.number(&format!("select count(*) from articles where {holds}")).await
    };
    let readable = "(stage = 'published' or department_id in ('science', 'culture'))";

    for (question, holds) in [
        ("department=science".to_owned(), "department_id = 'science'".to_owned()),
        ("author=Lena".to_owned(), format!("author_id = {lena}")),
        (
            "author=fuchs&stage=published".to_owned(),
            format!("author_id = {lena} and stage = 'published'"),
        ),
        (format!("author={lena}"), format!("author_id = {lena}")),
        (
            "stage=draft&department=culture".to_owned(),
            "stage = 'draft' and department_id = 'culture'".to_owned(),
        ),
        ("q=the&stage=retracted".to_owned(), "stage = 'retracted'".to_owned()),
        ("author=nobody+at+all".to_owned(), "1 = 2".to_owned()),
        ("author=%25".to_owned(), "1 = 2".to_owned()),
    ] {
        let found = find(&ada, &question).await;
        let expected = count(&format!("{holds} and {readable}")).await;
        assert_eq!(found["errors"], serde_json::json!({}), "{question}");
        assert_eq!(found["pages"]["total"], expected, "{question}");
        assert_eq!(i64::try_from(slugs(&found).len()).unwrap(), expected, "{question}");
    }
}

#[tokio::test]
async fn days_bound_what_was_published() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    let published = app.number("select count(*) from articles where stage = 'published'").await;
    let newest = app
        .text("select slug from articles where stage = 'published' order by published_at desc limit 1")
        .await;
    let day = visitor.read("/api/articles/edition?page=1").await;
    let at = day["stories"][0]["article"]["published_at"].as_i64().unwrap();
    let day = &stile::timestamp::Timestamp::from_millis(at).to_string()[..10];

    let all = find(&visitor, &format!("from=2000-01-01&until={day}")).await;
    let last = find(&visitor, &format!("from={day}")).await;
    let before = find(&visitor, "until=2000-01-01").await;

    assert_eq!(all["pages"]["total"], published);
    assert!(slugs(&last).contains(&newest));
    assert_eq!(slugs(&before), [""; 0]);
}

#[tokio::test]
async fn what_cannot_be_looked_for_is_said_beside_its_field() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    let long = "a".repeat(300);
    for (question, field) in [
        ("from=yesterday", "from"),
        ("until=2026-02-30", "until"),
        ("from=2026-02-02&until=2026-02-01", "until"),
        ("stage=burnt", "stage"),
        ("department=astrology", "department"),
        ("department=%00", "department"),
        ("q=%F0%9F%98%80", "q"),
        (&format!("q={long}"), "q"),
        (&format!("author={long}"), "author"),
        ("author=a%00b", "author"),
    ] {
        let found = find(&visitor, question).await;
        let errors = found["errors"].as_object().unwrap();
        assert_eq!(errors.keys().collect::<Vec<_>>(), [field], "{question}");
        assert_eq!(slugs(&found), [""; 0], "{question}");
    }

    let page = visitor.open("/search?from=yesterday").await;
    assert_eq!(page.status, 200);
    assert!(page.says("id=\"find-from-error\""), "{}", page.body);
    assert!(page.says("aria-describedby=\"find-from-error\""));
    assert!(page.says("value=\"yesterday\""));
}

#[tokio::test]
async fn whatever_is_typed_is_words() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();

    for typed in [
        "historians\"",
        "\"historians",
        "historians*",
        "*historians",
        "historians -drought",
        "historians:",
        "(historians",
        "^historians",
        "historians%00",
        "%00historians",
        "{historians}",
        "historians'",
        "%27historians",
        "historians%3B--",
        "historians%5C",
        "historians %26 drought",
        "%E2%80%AEhistorians",
        "historians%F0%9F%98%80",
        "\u{301}historians",
    ] {
        let path = format!("q={}", typed.replace(' ', "+"));
        assert_eq!(slugs_of(&visitor, &path).await, [PUBLISHED_BY_LENA], "{typed}");
    }
    for nothing in [
        "NEAR(historians+drought)",
        "historians+OR+vellum",
        "title:historiansy",
        "%D7%90%D7%91%D7%92",
        "中文",
        "historians+%7C+bees",
        "stagepublished",
        "%3Dstagepublished",
        "authorship17",
    ] {
        let found = find(&visitor, &format!("q={nothing}")).await;
        assert_eq!(found["errors"], serde_json::json!({}), "{nothing}");
        assert_eq!(slugs(&found), [""; 0], "{nothing}");
    }
    // A much longer address is refused as such.
    let enormous = find(&visitor, &format!("q={}", "a".repeat(8000))).await;
    assert_eq!(enormous["errors"]["q"], "At most 200 characters: shorten it by 7800.");
}

#[tokio::test]
async fn a_word_of_any_letters_may_be_looked_for() {
    let app = TestApp::spawn().await;
    let visitor = app.visitor();
    // Of Chinese and Korean there are a hundred thousand, all of one kind.
    let many = ['\u{3400}'..='\u{9fff}', '\u{ac00}'..='\u{d7ff}', '\u{17000}'..='\u{18fff}'];
    let letters = ('\u{80}'..='\u{1ffff}')
        .filter(|c| c.is_alphanumeric() && !many.iter().any(|part| part.contains(c)));
    let letters: Vec<char> = letters.collect();

    for part in letters.chunks(190) {
        let word: String = part.iter().collect();
        let found = find(&visitor, &format!("q=a{word}b")).await;
        assert_eq!(slugs(&found), [""; 0], "{word}");
    }

    assert!(letters.len() > 20_000, "{}", letters.len());
}

#[tokio::test]
async fn a_text_without_blanks_is_found_and_shown() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let long = format!("{} 東京都{}", "風".repeat(30), "の夜は長い".repeat(60));
    let text = [("department", "science"), ("title", "夜"), ("standfirst", ""), ("body", &long)];
    assert_eq!(lena.post("/api/articles/create", &text).await.status, 200);

    let page = lena.open("/search?q=東京都").await;

    assert_eq!(page.status, 200);
    assert!(page.says("<mark>東京都の夜は長い"), "{}", page.body);
}

#[tokio::test]
async fn words_that_were_found_are_marked_and_markup_is_text() {
    let app = TestApp::spawn().await;
    let lena = app.person("lena").await;
    let text = [
        ("department", "science"),
        ("title", "<img src=x> Zyzzyva & moths"),
        ("standfirst", "</mark><script>alert(1)</script>"),
        ("body", "A *zyzzyva* is a weevil."),
    ];
    assert_eq!(lena.post("/api/articles/create", &text).await.status, 200);

    let found = find(&lena, "q=zyzz").await;
    let page = lena.open("/search?q=zyzz").await;

    let hit = &found["hits"][0];
    assert_eq!(hit["title"][1], serde_json::json!(["Zyzzyva", true]));
    assert_eq!(
        hit["says"],
        serde_json::json!([["A ", false], ["zyzzyva", true], [" is a weevil.", false]])
    );
    assert_eq!(hit["story"]["article"]["text"]["body"], "");
    assert!(page.says("<mark>Zyzzyva</mark>"), "{}", page.body);
    assert!(page.says("&lt;img src=x&gt;") && !page.says("<img src=x>"));
}

#[tokio::test]
async fn an_article_is_found_by_what_it_says_now() {
    let app = TestApp::spawn().await;
    let (lena, ada) = (app.person("lena").await, app.person("ada").await);
    let text = |title: &'static str| {
        [("department", "science"), ("title", title), ("standfirst", "हिन्दी में"), ("body", "")]
    };
    assert_eq!(lena.post("/api/articles/create", &text("Quokka")).await.status, 200);
    let id = app.id_of("quokka").await;
    let found =
        async |person: &Person, word: &str| slugs_of(person, &format!("q={word}")).await.len();

    let mut changed = vec![("id", id.as_str()), ("version", "1")];
    changed.extend(text("Numbat").into_iter().skip(1));
    assert_eq!(lena.post("/api/articles/update", &changed).await.status, 200);
    assert_eq!((found(&lena, "quokka").await, found(&lena, "numbat").await), (0, 1));
    assert_eq!(found(&app.visitor(), "numbat").await, 0);

    assert_eq!(lena.post("/api/articles/submit", &[("id", &id)]).await.status, 200);
    assert_eq!(ada.post("/api/articles/publish", &[("id", &id)]).await.status, 200);
    for word in ["numbat", "हिन्दी", "हिन्द"] {
        assert_eq!(found(&app.visitor(), word).await, 1, "{word}");
    }

    let back = [("id", id.as_str()), ("note", "It was a quokka.")];
    assert_eq!(app.person("mei").await.post("/api/articles/retract", &back).await.status, 403);
    assert_eq!(found(&app.visitor(), "numbat&department=science&author=lena").await, 1);
}

#[tokio::test]
async fn a_page_of_a_search_that_does_not_exist_is_the_nearest() {
    let app = TestApp::spawn().await;

    let found = app.visitor().read("/api/articles/search?q=the&page=99").await;
    let page = app.visitor().open("/search?q=the&page=x").await;

    assert_eq!(found["pages"]["page"], found["pages"]["of"]);
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn the_masthead_asks_by_an_address() {
    let app = TestApp::spawn().await;

    let page = app.visitor().open("/").await;

    assert!(
        page.says("<form method=\"get\" action=\"/search\" class=\"search\">"),
        "{}",
        page.body
    );
    assert!(app.visitor().open("/search").await.says("Type words that an article must have"));
}
