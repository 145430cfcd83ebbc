//! Server functions: each has an address of its own, and asks whether the caller may.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{File, Sources};

/// The server functions that ask nobody, and why they need not.
const PUBLIC: [(&str, &str); 28] = [
    ("sign-in", "whoever calls it has yet to prove who they are"),
    ("sign-in/ask-passkey", "it says nothing about anybody, and counts in that browser alone"),
    ("sign-in/passkey", "whoever calls it proves who they are by it"),
    ("passwords/weigh", "it says only how good is what the caller has typed"),
    ("recovery/ask", "a letter tells whoever has it, and the answer nobody"),
    ("recovery/letter", "whoever has the letter knows whose it is"),
    ("recovery/finish", "whoever has the letter proves it by its link"),
    ("sign-up/ask", "a letter tells whoever has it, and the answer nobody"),
    ("sign-up/letter", "whoever has the letter knows whose it is"),
    ("sign-up/finish", "whoever has the letter proves it by its link"),
    ("credentials/letter", "whoever has the letter knows to whom it went"),
    ("sign-in/ways", "whoever has proved a password has a cookie that says so"),
    ("sign-in/send-code", "whoever has proved a password has a cookie that says so"),
    ("sign-in/finish", "whoever calls it has yet to prove the second half of who they are"),
    ("sign-in/ask-second-passkey", "whoever has proved a password has a cookie that says so"),
    (
        "sign-in/finish-with-passkey",
        "whoever calls it has yet to prove the second half of who they are",
    ),
    ("step-up/ask-passkey", "a device answers it in the caller's own session alone"),
    (
        "step-up/prove-with-passkey",
        "it strengthens the caller's own session, if they prove who they are",
    ),
    ("step-up/prove", "it strengthens the caller's own session, if they prove who they are"),
    ("step-up/send-code", "the letter goes to the caller"),
    ("sign-out", "it ends the caller's own session"),
    ("account/choose-theme", "it sets a cookie in the caller's own browser"),
    ("departments/list", "they are the sections of the paper, on every page"),
    ("development/people", "development only: the seeded people have no secrets"),
    ("development/be-person", "development only: anybody may be one of them"),
    ("development/prove", "development only: it strengthens the caller's own session"),
    ("development/forget-proof", "development only: it weakens the caller's own session"),
    ("development/fence", "development only: anybody may be whoever may know it"),
];

/// A function: its name, and its text from `fn` to the end of its body.
#[derive(Clone, Debug)]
pub struct Function {
    pub name: String,
    pub text: String,
}

/// A server function.
pub struct ServerFunction<'a> {
    file: &'a File,
    attribute: String,
    pub function: Function,
}

impl ServerFunction<'_> {
    pub fn endpoint(&self) -> Option<&str> {
        self.attribute.split("endpoint = \"").nth(1)?.split('"').next()
    }

    pub fn reads(&self) -> bool {
        self.attribute.contains("input = GetUrl")
    }

    /// Names of the service functions that it calls.
    fn services(&self) -> Vec<&str> {
        let calls = self.function.text.split("service::").skip(1);
        calls
            .filter_map(|call| call.split_once('(').map(|(name, _)| name))
            .filter(|name| is_name(name))
            .collect()
    }

    fn place(&self) -> String {
        format!("{}: {}", self.file.path, self.function.name)
    }
}

/// Every server function of these sources.
pub fn server_functions(sources: &Sources) -> Vec<ServerFunction<'_>> {
    sources.0.iter().flat_map(declared_in).collect()
}

fn declared_in(file: &File) -> Vec<ServerFunction<'_>> {
    let (text, code) = (file.without_comments(), file.code());
    let of_an_argument = |at: usize| code[..at].trim_end().ends_with(['(', ',']);
    let attributes = code.match_indices("#[server").filter(|(at, _)| !of_an_argument(*at));
    let found = attributes.filter_map(|(at, _)| {
        let end = at + code[at..].find(']')?;
        let function = function_at(&text, &code, end + code[end..].find("fn ")?)?;
        Some(ServerFunction { file, attribute: text[at..end].to_owned(), function })
    });
    found.collect()
}

/// Every function of the file.
pub fn functions(file: &File) -> Vec<Function> {
    let (text, code) = (file.without_comments(), file.code());
    let begins =
        code.match_indices("fn ").filter(|(at, _)| code[..*at].ends_with([' ', '\n']) || *at == 0);
    begins.filter_map(|(at, _)| function_at(&text, &code, at)).collect()
}

/// The function that begins here; none if it has no body.
fn function_at(text: &str, code: &str, at: usize) -> Option<Function> {
    let name = code[at + "fn ".len()..].split(['(', '<']).next()?.trim().to_owned();
    let begin =
        at + code[at..].find(['{', ';']).filter(|place| code[at + place..].starts_with('{'))?;
    let mut depth = 0;
    let end = code[begin..].char_indices().find(|(_, sign)| {
        depth += match sign {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    });
    let end = begin + end?.0;
    Some(Function { name, text: text[at..=end].to_owned() })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// What is wrong with how server functions are declared.
fn badly_declared(sources: &Sources) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut addresses = BTreeSet::new();
    for found in server_functions(sources) {
        let place = found.place();
        let mut must = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{place} {what}"));
            }
        };
        let name = &found.function.name;
        let text = &found.function.text;
        must(found.file.name() == "api.rs", "does not stand in an api.rs");
        must(found.attribute.contains("prefix = \"/api\""), "has not the prefix /api");
        must(found.endpoint().is_some(), "has no endpoint of its own");
        must(
            found.endpoint().is_none_or(|one| addresses.insert(one.to_owned())),
            "has the endpoint of another one",
        );
        let is_named_so = ["load_", "list_"].iter().any(|verb| name.starts_with(verb));
        must(found.reads() == is_named_so, "is a GET and not named load or list, or the reverse");
        must(text.contains("call.answer("), "answers without call.answer");
    }
    wrong
}

/// The functions of a feature's folder, by file and name: `lists` and `page`.
type Folder = BTreeMap<(String, String), String>;

fn folder_of(api: &File, sources: &Sources) -> Folder {
    let beside =
        sources.0.iter().filter(|file| file.folder() == api.folder() && file.path != api.path);
    let functions = beside.flat_map(|file| {
        let stem = file.name().trim_end_matches(".rs").to_owned();
        functions(file)
            .into_iter()
            .map(move |function| ((stem.clone(), function.name), function.text))
    });
    functions.collect()
}

/// Whether the function asks who calls, itself or in what it calls in its folder.
fn asks(folder: &Folder, at: &(String, String), seen: &mut BTreeSet<(String, String)>) -> bool {
    let Some(text) = folder.get(at).filter(|_| seen.insert(at.clone())) else { return false };
    let marks = [
        "call.authorize(",
        "call.authorize_to_know(",
        "call.user()",
        "call.filter::<",
        "call.filter_among::<",
        "call.decide(",
    ];
    marks.iter().any(|mark| text.contains(mark))
        || called_by(&at.0, text).iter().any(|next| asks(folder, next, seen))
}

/// What a text calls: `(file, name)`. Without a file before it, the name is of the same file.
fn called_by(stem: &str, text: &str) -> Vec<(String, String)> {
    let ends = text.match_indices('(').map(|(at, _)| &text[..at]);
    let called = ends.map(|before| {
        let begin = before
            .rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
            .map_or(0, |at| at + 1);
        let path = &before[begin..];
        let (place, name) = path.rsplit_once("::").unwrap_or((stem, path));
        let place = place.rsplit("::").next().unwrap_or(place);
        (place.to_owned(), name.to_owned())
    });
    called.collect()
}

/// Whether the function names, in its own body, the permission that it asks for.
fn names_a_permission(text: &str) -> bool {
    let asked = text.match_indices("authorize").map(|(at, _)| &text[at..]);
    asked.filter_map(|rest| rest.split(')').next()).any(|rest| rest.contains("Permission::"))
}

/// Server functions that ask nobody whether the caller may.
///
/// One that changes something names the permission itself, or does only what another one does: that
/// what it finds could be read says nothing about changing it.
fn unguarded(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    let all = server_functions(sources);
    let changing = || all.iter().filter(|one| !one.reads()).flat_map(ServerFunction::services);
    for function in &all {
        let folder = folder_of(function.file, sources);
        let of_service = |name: &str| folder.get(&("service".to_owned(), name.to_owned()));
        let names = |name: &str| of_service(name).is_some_and(|text| names_a_permission(text));
        let does_as_another = |name: &str| {
            let calls = |other: &str| {
                let called = of_service(name).map(|text| called_by("service", text));
                called.is_some_and(|called| called.contains(&("service".into(), other.into())))
            };
            changing().any(|other| other != name && names(other) && calls(other))
        };
        let is_guarded = |service: &str| {
            let at = ("service".to_owned(), service.to_owned());
            names(service)
                || does_as_another(service)
                || function.reads() && asks(&folder, &at, &mut BTreeSet::new())
        };
        let services = function.services();
        if services.is_empty() || !services.into_iter().all(is_guarded) {
            found.push(function.endpoint().unwrap_or_default().to_owned());
        }
    }
    found.sort();
    found
}

#[test]
fn every_server_function_has_an_address_of_its_own() {
    let good = "#[server(prefix = \"/api\", endpoint = \"a/load\", input = GetUrl)]\npub async fn load_a(#[server(default)] all: bool) { call.answer(service::load(&call)) }";
    let bad = "#[server]\npub async fn publish() { service::publish() }\n#[server(prefix = \"/api\", endpoint = \"a/load\")]\npub async fn load_b() { call.answer(x()) }";
    let sketch = Sources::sketch(&[("a/api.rs", good), ("b/views.rs", bad)]);
    let expected = [
        "b/views.rs: publish does not stand in an api.rs",
        "b/views.rs: publish has not the prefix /api",
        "b/views.rs: publish has no endpoint of its own",
        "b/views.rs: publish answers without call.answer",
        "b/views.rs: load_b does not stand in an api.rs",
        "b/views.rs: load_b has the endpoint of another one",
        "b/views.rs: load_b is a GET and not named load or list, or the reverse",
    ];
    assert_eq!(badly_declared(&sketch), expected);

    let application = Sources::of_the_application();
    assert!(server_functions(&application).len() >= PUBLIC.len());
    assert_eq!(badly_declared(&application), [""; 0]);
}

#[test]
fn every_server_function_asks_whether_the_caller_may_or_is_listed_as_public() {
    let api = "
        #[server(prefix = \"/api\", endpoint = \"load\", input = GetUrl)]
        pub async fn load_article() { call.answer(service::load(&call).await) }
        #[server(prefix = \"/api\", endpoint = \"peek\", input = GetUrl)]
        pub async fn load_secret() { call.answer(service::peek(&call).await) }
        #[server(prefix = \"/api\", endpoint = \"publish\")]
        pub async fn publish() { call.answer(service::publish(&call).await) }
        #[server(prefix = \"/api\", endpoint = \"retract\")]
        pub async fn retract() { call.answer(service::retract(&call).await) }
        #[server(prefix = \"/api\", endpoint = \"shortcut\")]
        pub async fn shortcut() { call.answer(store::save(&call).await) }
        #[server(prefix = \"/api\", endpoint = \"retract-many\")]
        pub async fn retract_many() { call.answer(service::retract_many(&call).await) }
        #[server(prefix = \"/api\", endpoint = \"publish-many\")]
        pub async fn publish_many() { call.answer(service::publish_many(&call).await) }";
    let service = "
        pub async fn load(call: &CallContext) { find(call) }
        async fn find(call: &CallContext) { call.authorize(Permission::ReadArticle, &article)?; }
        pub async fn peek(call: &CallContext) { store::find(call) /* find(call) */ }
        pub async fn publish(call: &CallContext) { step(Permission::PublishArticle, find(call)) }
        pub async fn retract(call: &CallContext) { authorize_step(call, Permission::RetractArticle)?; }
        pub async fn retract_many(call: &CallContext) { each(call, |one| retract(call, one)) }
        pub async fn publish_many(call: &CallContext) { each(call, |one| find(call, one)) }";
    let sketch = Sources::sketch(&[
        ("a/api.rs", api),
        ("a/service.rs", service),
        ("a/store.rs", "fn find() {}"),
    ]);
    assert_eq!(unguarded(&sketch), ["peek", "publish", "publish-many", "shortcut"]);

    let mut public: Vec<&str> = PUBLIC.iter().map(|(endpoint, _)| *endpoint).collect();
    public.sort_unstable();
    assert_eq!(
        unguarded(&Sources::of_the_application()),
        public,
        "what stands on the left only asks nobody in its service.rs: authorize there, or, if everybody \
         may call it, list it in PUBLIC with the reason"
    );
}
