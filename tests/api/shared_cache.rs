//! A cache between everybody and the server, as somebody sets one up who thinks of speed only: it keeps
//! whatever no header forbids, and knows of requests no more than their address.

use std::sync::Arc;

use reqwest::{Client, redirect::Policy};

use super::support::{
    SESSION, TestApp,
    servers::{self, Server},
};

/// As many as that, each with a session of their own.
const PEOPLE: usize = 200;

/// What is the same for everybody, and may be kept.
const FEED: &str = "/feed.atom";

/// Pages, data, redirects, refusals, what is not there, and files.
const PATHS: [&str; 15] = [
    "/",
    "/desk",
    "/api/me",
    FEED,
    "/api/my-permissions",
    "/write",
    "/desk/",
    "/no/such/page",
    "/favicon.svg",
    "/api/session",
    "/pkg/stile.css",
    "/articles/the-frogs-came-back-before-the-funding-did",
    "/api/activity/list",
    "/api/alerts/list",
    "/search?q=river",
];

/// Addresses of what is somebody's own, made to look like files.
const DISGUISED: [&str; 16] = [
    "/desk/x.css",
    "/desk;.js",
    "/desk;x.css",
    "/desk.css",
    "/desk%2fx.css",
    "/desk%2Fx.css",
    "/desk%3bx.css",
    "/desk%3fx.css",
    "/desk%23x.css",
    "/desk?x.css",
    "/api/me/x.css",
    "/api/me;.js",
    "/api/me%2fx.css",
    "/api/me?x.css",
    "/pkg/..%2fapi/me",
    "/pkg/..%2fdesk",
];

struct Cache {
    nginx: Server,
    app: Arc<TestApp>,
    client: Client,
}

/// What came out of it.
struct Got {
    status: u16,
    /// What nginx says of it: `MISS`, `HIT`, …
    kept: String,
    /// Its head and its body.
    text: String,
    caching: String,
}

impl Cache {
    fn before(app: &Arc<TestApp>) -> Self {
        let nginx = servers::start_nginx(&format!(
            "proxy_cache_path FOLDER/cache keys_zone=everything:10m;
             server {{
                 listen 127.0.0.1:PORT;
                 location / {{
                     proxy_pass {};
                     proxy_set_header Host $http_host;
                     proxy_cache everything;
                     proxy_cache_valid any 1h;
                     add_header X-Cache-Status $upstream_cache_status always;
                 }}
             }}",
            app.address
        ));
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { nginx, app: Arc::clone(app), client }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Got {
        let host = self.app.origin.trim_start_matches("http://");
        let mut request = self.client.get(format!("{}{path}", self.nginx.url));
        request = request.header("accept", "text/html");
        if headers.iter().all(|(name, _)| *name != "host") {
            request = request.header("host", host);
        }
        let request = headers.iter().fold(request, |it, (name, value)| it.header(*name, *value));
        let answer = request.send().await.unwrap();
        let header = |name| answer.headers().get(name).map(|it| it.to_str().unwrap().to_owned());
        Got {
            status: answer.status().as_u16(),
            kept: header("x-cache-status").unwrap_or_default(),
            caching: header("cache-control").unwrap_or_default(),
            text: format!("{:?}\n", answer.headers()) + &answer.text().await.unwrap(),
        }
    }

    /// The same for somebody with that cookie.
    async fn get_as(&self, cookie: &str, path: &str) -> Got {
        self.get(path, &[("cookie", cookie)]).await
    }
}

/// People who differ in their names alone, each with the cookie of their session.
async fn people(app: &Arc<TestApp>) -> Vec<(String, String)> {
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let name = format!("Guest{number:03}x");
        app.execute(&format!(
            "insert into users (email, name, slug, created_at) \
             values ('guest-{number}@stile.example', '{name}', 'guest-{number}', 0)"
        ))
        .await;
        let guest = app.visitor();
        let form = [("handle", &*format!("guest-{number}"))];
        assert_eq!(guest.post("/api/development/be-person", &form).await.status, 200);
        people.push((name, format!("{SESSION}={}", guest.cookie(SESSION).unwrap())));
    }
    people
}

/// Names of guests in a text, other than that one.
fn names_but<'t>(own: &str, text: &'t str) -> Vec<&'t str> {
    let names = text.match_indices("Guest").filter_map(|(at, _)| text.get(at..at + own.len()));
    names.filter(|name| *name != own && name.ends_with('x')).collect()
}

#[tokio::test]
async fn behind_a_cache_that_keeps_what_it_may_nobody_sees_what_is_anothers() {
    let app = TestApp::spawn().await;
    let cache = Cache::before(&app);
    let people = people(&app).await;
    let (mut own, mut from_the_cache) = (0, 0);

    for round in 0..PATHS.len() {
        for (number, (name, cookie)) in people.iter().enumerate() {
            let path = PATHS[(round + number) % PATHS.len()];
            let got = cache.get_as(cookie, path).await;

            assert_eq!(names_but(name, &got.text), [""; 0], "{path} for {name}");
            assert!(path == FEED || got.kept != "HIT", "{path} was kept: {}", got.caching);
            own += usize::from(got.text.contains(name.as_str()));
            from_the_cache += usize::from(got.kept == "HIT");
        }
        let path = PATHS[round];
        let got = cache.get(path, &[]).await;
        assert_eq!(names_but("Guest---x", &got.text), [""; 0], "{path} for a visitor");
    }

    // People did see themselves, and the cache did keep what is everybody's.
    assert!(own >= 4 * PEOPLE && from_the_cache >= PEOPLE - 10, "{own} {from_the_cache}");
}

#[tokio::test]
async fn what_looks_like_a_file_and_is_somebodys_own_is_not_kept() {
    let app = TestApp::spawn().await;
    let cache = Cache::before(&app);
    let ada = app.person("ada").await;
    let cookie = format!("{SESSION}={}", ada.cookie(SESSION).unwrap());
    assert!(cache.get_as(&cookie, "/api/me").await.text.contains("Ada Okafor"));

    for path in DISGUISED {
        let hers = cache.get_as(&cookie, path).await;
        let theirs = cache.get(path, &[]).await;

        assert!(hers.status == 404 || hers.caching == "no-store", "{path}: {}", hers.caching);
        assert!(!theirs.text.contains("Ada Okafor"), "{path}: {}", theirs.text);
        assert_ne!(theirs.kept, "HIT", "{path}");
    }
}

#[tokio::test]
async fn what_a_cache_does_not_tell_apart_makes_no_difference_to_what_it_keeps() {
    let app = TestApp::spawn().await;
    let cache = Cache::before(&app);
    let headers = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-scheme", "evil"),
        ("x-forwarded-proto", "evil"),
        ("x-forwarded-port", "666"),
        ("x-original-url", "/api/me?evil"),
        ("x-rewrite-url", "/api/me?evil"),
        ("x-http-method-override", "POST"),
        ("forwarded", "host=evil.example;proto=evil"),
        ("accept-language", "de-evil"),
        ("accept", "application/json;evil"),
        ("referer", "https://evil.example/"),
    ];

    for header in headers {
        // An address of its own for each: nothing of it has been kept before.
        let path = format!("{FEED}?{}", header.0);
        let as_it_is = cache.get(FEED, &[]).await;
        let first = cache.get(&path, &[header]).await;
        let second = cache.get(&path, &[]).await;

        let body = |got: &Got| got.text.split_once('\n').unwrap().1.to_owned();
        assert!(!first.text.contains("evil"), "{header:?}: {}", first.text);
        assert_eq!((second.status, &*second.kept), (200, "HIT"), "{header:?}");
        assert_eq!(body(&second), body(&as_it_is), "{header:?}");
        for page in ["/", "/sign-in", "/no/such/page", "/desk/"] {
            let got = cache.get(page, &[header]).await;
            assert!(!got.text.contains("evil") && got.kept != "HIT", "{header:?} {page}");
        }
    }
}
