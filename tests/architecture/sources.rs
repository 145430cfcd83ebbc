//! The sources as text.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where `Cargo.toml` is.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// One file of Rust.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path from `src`: `articles/views/desk.rs`.
    pub path: String,
    /// Its module: `articles::views::desk`. The crate's own is empty.
    pub module: Vec<String>,
    /// What it says.
    pub text: String,
}

/// All files below a folder, by path.
#[derive(Clone, Debug)]
pub struct Sources(pub Vec<File>);

impl Sources {
    /// The application.
    pub fn of_the_application() -> Self {
        Self::below("src")
    }

    /// Every file of Rust below that folder of the repository.
    pub fn below(folder: &str) -> Self {
        let folder = root().join(folder);
        let mut files = Vec::new();
        collect(&folder, &folder, &mut files);
        files.sort_by(|one, other| one.path.cmp(&other.path));
        assert!(files.len() > 1, "{} holds no sources", folder.display());
        Self(files)
    }

    /// An application of these files, for an example.
    pub fn sketch(files: &[(&str, &str)]) -> Self {
        let files = files.iter();
        Self(files.map(|(path, text)| File::new(path, text)).collect())
    }

    /// The file that is this module.
    pub fn module(&self, path: &[String]) -> Option<&File> {
        self.0.iter().find(|file| file.module == path)
    }
}

impl File {
    /// A file of that path from `src`.
    pub fn new(path: &str, text: &str) -> Self {
        let module = path.trim_end_matches(".rs").split('/');
        let module = module.filter(|part| !["lib", "mod"].contains(part));
        Self {
            path: path.to_owned(),
            module: module.map(str::to_owned).collect(),
            text: text.to_owned(),
        }
    }

    /// The last part of its path: `desk.rs`.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder that it is in, with the `/` at its end.
    pub fn folder(&self) -> &str {
        self.path.strip_suffix(self.name()).unwrap_or_default()
    }

    /// Whether it declares the modules of its folder.
    pub fn is_mod(&self) -> bool {
        ["lib.rs", "mod.rs"].contains(&self.name())
    }

    /// What it says before its tests, which stand at the end.
    pub fn without_tests(&self) -> &str {
        if self.name() == "tests.rs" {
            return "";
        }
        let end = self.text.find("#[cfg(test)]\nmod tests");
        &self.text[..end.unwrap_or(self.text.len())]
    }

    /// The same with spaces in place of comments, so that every place stays where it is.
    pub fn without_comments(&self) -> String {
        blank(self.without_tests(), false)
    }

    /// The same with spaces in place of comments and of what stands in quotes.
    pub fn code(&self) -> String {
        blank(self.without_tests(), true)
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.strip_prefix(root).unwrap_or(&path);
            files.push(File::new(&name.display().to_string(), &text));
        }
    }
}

/// Writes spaces over comments and, if asked to, over what stands in quotes.
fn blank(text: &str, quotes_too: bool) -> String {
    let mut blanked = text.as_bytes().to_vec();
    let mut at = 0;
    while at < text.len() {
        let (length, is_blanked) = match token(&text.as_bytes()[at..]) {
            Token::Comment(length) => (length, true),
            Token::Quoted(length) => (length, quotes_too),
            Token::Other => (1, false),
        };
        let end = (at + length).min(text.len());
        if is_blanked {
            blanked[at..end]
                .iter_mut()
                .filter(|byte| **byte != b'\n')
                .for_each(|byte| *byte = b' ');
        }
        at = end;
    }
    String::from_utf8(blanked).unwrap_or_default()
}

enum Token {
    Comment(usize),
    Quoted(usize),
    Other,
}

fn token(rest: &[u8]) -> Token {
    let until = |end: &[u8]| {
        let found = rest.windows(end.len()).skip(1).position(|part| part == end);
        found.map_or(rest.len(), |position| position + 1 + end.len())
    };
    match rest {
        [b'/', b'/', ..] => Token::Comment(until(b"\n")),
        [b'/', b'*', ..] => Token::Comment(until(b"*/")),
        [b'"', ..] => Token::Quoted(string_length(rest)),
        [b'r', b'#', b'"', ..] => Token::Quoted(until(b"\"#")),
        [b'\'', b'\\', _, b'\'', ..] => Token::Quoted(4),
        [b'\'', _, b'\'', ..] => Token::Quoted(3),
        _ => Token::Other,
    }
}

/// The length of the string that begins here, quotes included.
fn string_length(rest: &[u8]) -> usize {
    let mut escaped = false;
    for (length, byte) in rest.iter().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return length + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

#[test]
fn comments_quotes_and_tests_are_no_code() {
    let text =
        "// a\nlet b = \"c // d\\\"\"; /* e */ let 'f: g = '\"';\n#[cfg(test)]\nmod tests {}";
    let file = File::new("h.rs", text);

    let code: Vec<String> = file.code().split_whitespace().map(str::to_owned).collect();

    assert_eq!(code.join(" "), "let b = ; let 'f: g = ;");
    assert!(file.without_comments().contains("\"c // d\\\"\""));
}
