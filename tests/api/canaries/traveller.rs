//! Somebody who goes through the newsroom, and keeps every answer.

use std::collections::BTreeMap;

use reqwest::{Client, Method, RequestBuilder, header::HeaderMap, redirect::Policy};
use serde_json::Value;

/// An answer, and what was asked.
pub struct Heard {
    pub asked: String,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

/// Somebody with a browser of their own.
pub struct Traveller {
    pub name: &'static str,
    pub heard: Vec<Heard>,
    /// Everything that a cookie of theirs has held.
    pub secrets: Vec<String>,
    cookies: BTreeMap<String, String>,
    client: Client,
    address: String,
}

impl Traveller {
    pub fn new(name: &'static str, address: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self {
            name,
            cookies: BTreeMap::new(),
            heard: Vec::new(),
            secrets: Vec::new(),
            client,
            address: address.to_owned(),
        }
    }

    /// Somebody who has signed in.
    pub async fn signed_in(name: &'static str, address: &str, password: &str) -> Self {
        let mut traveller = Self::new(name, address);
        let email = format!("{name}@stile.example");
        let form = [("email", email.as_str()), ("password", password)];
        let status = traveller.post("/api/sign-in", &form).await.status;
        assert_eq!(status, 200, "{name} could not sign in");
        traveller
    }

    /// Opens a page, as a client does that does not say where it comes from.
    pub async fn open(&mut self, path: &str) -> &Heard {
        let request = self.request(Method::GET, path).header("accept", "text/html");
        self.send(request).await
    }

    /// A script of our page posts a form.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> &Heard {
        let request = self.ours(Method::POST, path).form(form);
        self.send(request).await
    }

    /// A browser without script posts it.
    pub async fn submit(&mut self, path: &str, form: &[(&str, &str)]) -> &Heard {
        let request = self.ours(Method::POST, path).header("accept", "text/html").form(form);
        self.send(request).await
    }

    pub async fn read(&mut self, path: &str) -> Value {
        let request = self.request(Method::GET, path);
        serde_json::from_str(&self.send(request).await.body).unwrap()
    }

    /// A request of a page of ours.
    pub fn ours(&self, method: Method, path: &str) -> RequestBuilder {
        let origin = self.address.replace("127.0.0.1", "localhost");
        self.request(method, path).header("origin", origin).header("x-stile-user", "")
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        self.client.request(method, format!("{}{path}", self.address)).header("cookie", cookies)
    }

    pub async fn send(&mut self, request: RequestBuilder) -> &Heard {
        let request = request.build().unwrap();
        let asked = format!("{} {} of {}", request.method(), request.url().path(), self.name);
        let answer = self.client.execute(request).await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        for cookie in headers.get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
            self.secrets.extend(Some(value.to_owned()).filter(|value| !value.is_empty()));
        }
        self.heard.push(Heard { asked, status, headers, body: answer.text().await.unwrap() });
        self.heard.last().unwrap()
    }
}
