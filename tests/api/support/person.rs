//! Somebody with a browser: cookies, and the headers that a browser sends.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use reqwest::{
    Client, Method, RequestBuilder,
    header::{HeaderMap, HeaderValue},
};

use super::{TestApp, client};

/// Somebody with a browser of their own.
pub struct Person {
    pub app: Arc<TestApp>,
    client: Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// What the browser is told about the cookie of that name, which it is told once.
    pub fn set_cookie(&self, name: &str) -> &str {
        let all = self.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap());
        let mut ours = all.filter(|it| it.split('=').next() == Some(name));
        let cookie = ours.next().unwrap_or_default();
        assert!(ours.next().is_none(), "{name} is set twice");
        cookie
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// What kind of error the body says it is.
    pub fn error(&self) -> String {
        self.json()["error"].as_str().unwrap_or_default().to_owned()
    }

    /// Whether the page says this.
    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}

impl Person {
    /// Somebody without cookies.
    pub fn new(app: Arc<TestApp>) -> Self {
        Self { app, client: client(), cookies: Mutex::default() }
    }

    /// Opens a page, as a browser does.
    pub async fn open(&self, path: &str) -> Answer {
        let page = self.request(Method::GET, path).header("accept", "text/html");
        self.send(page.header("sec-fetch-site", "none")).await
    }

    /// Reads something, as a script does.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// What an API that is read answers, which must be 200.
    pub async fn read(&self, path: &str) -> serde_json::Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    /// The name of whoever is signed in with this browser.
    pub async fn name(&self) -> Option<String> {
        let me = self.read("/api/me").await;
        me["user"]["name"].as_str().map(str::to_owned)
    }

    /// Calls a server function, as a script on our page does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.ours(Method::POST, path).form(fields)).await
    }

    /// Submits a form of that page, as a browser without script does.
    pub async fn submit(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.ours(Method::POST, path).form(fields);
        let referer = format!("{}{page}", self.app.origin);
        self.send(request.header("accept", "text/html").header("referer", referer)).await
    }

    /// A request that says it comes from our own page.
    pub fn ours(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
            .header("origin", &self.app.origin)
            .header("sec-fetch-site", "same-origin")
            .header("x-stile-user", "")
    }

    /// A request with this person's cookies, and nothing else.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().unwrap();
        let cookies: Vec<String> =
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method, format!("{}{path}", self.app.next_address()));
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    /// Sends it, and keeps the cookies that come back.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        self.keep_cookies(response.headers());
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Sets a cookie, as somebody does who tries something.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    fn keep_cookies(&self, headers: &HeaderMap<HeaderValue>) {
        let mut cookies = self.cookies.lock().unwrap();
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() || rest.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
