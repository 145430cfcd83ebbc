//! What people have beside their passwords.

use std::sync::Arc;

use super::{Person, TestApp};

/// A seed on its way to an app.
pub struct Enrolling {
    /// As the form brings it back.
    pub sealed: String,
    /// As it is typed into the app.
    pub seed: Vec<u8>,
}

impl Enrolling {
    /// What the app shows now.
    pub fn code(&self, app: &TestApp) -> String {
        self.code_at(app, 0)
    }

    /// What the app shows so many steps later, or earlier.
    pub fn code_at(&self, app: &TestApp, steps: i64) -> String {
        let seconds = app.foundation.clock.now().millis() / 1000 + 30 * steps;
        let totp = totp_rs::Builder::new().with_secret(self.seed.clone()).build().unwrap();
        totp.generate(seconds.try_into().unwrap()).to_string()
    }
}

impl Person {
    /// A seed from the page: a new one, or that which a form brings back.
    pub async fn enrolment(&self, sealed: Option<&str>) -> Enrolling {
        let query = sealed.map(|sealed| format!("?sealed={sealed}")).unwrap_or_default();
        let told = self.read(&format!("/api/factors/enrolment{query}")).await;
        let key = told["key"].as_str().unwrap().replace(' ', "");
        let seed = totp_rs::Secret::try_from_base32(key).unwrap().as_bytes().to_vec();
        Enrolling { sealed: told["sealed"].as_str().unwrap().to_owned(), seed }
    }

    /// Adds an authenticator app: its seed, and the recovery codes.
    pub async fn add_app(&self) -> (Enrolling, Vec<String>) {
        let app = self.enrolment(None).await;
        let form = [("sealed", app.sealed.as_str()), ("code", &app.code(&self.app))];
        let added = self.post("/api/factors/add-app", &form).await;
        assert_eq!(added.status, 200, "{}", added.body);
        (app, serde_json::from_str(&added.body).unwrap())
    }

    /// The code of a letter by which codes by mail are turned on.
    pub async fn code_by_mail(&self) -> String {
        let asked = self.post("/api/factors/ask-for-code", &[]).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        self.app.code_to(&self.email().await).await
    }

    /// Turns codes by mail on.
    pub async fn add_mail(&self) {
        let code = self.code_by_mail().await;
        let added = self.post("/api/factors/add-mail", &[("code", &code)]).await;
        assert_eq!(added.status, 200, "{}", added.body);
    }

    /// Has codes by mail turned on, whoever did that.
    pub async fn have_mail_factor(&self) {
        let email = self.email().await;
        let factor = format!(
            "insert into factors (owner_id, kind, created_at) \
             select id, 'mail', 0 from users where email = '{email}' on conflict do nothing"
        );
        self.app.execute(&factor).await;
    }

    /// Where their letters go.
    pub async fn email(&self) -> String {
        let told = self.read("/api/factors/load").await;
        told["email"].as_str().unwrap().to_owned()
    }
}

impl TestApp {
    /// The code in the newest letter to that address.
    pub async fn code_to(self: &Arc<Self>, address: &str) -> String {
        let letters = self.letters_to(address).await;
        let mut lines = letters.iter().flat_map(|letter| letter.text.lines());
        let code = lines.find_map(|line| line.strip_prefix("The code is "));
        code.unwrap_or_else(|| panic!("no code to {address}")).to_owned()
    }
}
