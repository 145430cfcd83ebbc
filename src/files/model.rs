//! What a file is, and which kinds there are.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    articles::model::Article,
    error::FieldErrors,
    paths,
    typed::{one_line, required},
};

/// The number of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileId(i64);

impl FileId {
    /// The file with that number.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The file of that name: its number, written as we write it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let number = name.parse().ok()?;
        (Self(number).to_string() == name).then_some(Self(number))
    }

    /// The number, as the database keeps it.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The part of the page that shows it, by its id.
    #[must_use]
    pub fn part(self) -> String {
        format!("file-{self}")
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The part of the page that shows the files, by its id.
pub const FILES: &str = "files";

/// A kind of file that we take.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its media type (IANA).
    pub media: &'static str,
    /// How names of such files end.
    pub extensions: &'static [&'static str],
    /// What people call it.
    pub label: &'static str,
}

/// Every kind that we take: pictures first. No archives: nothing is ever unpacked.
pub const KINDS: [Kind; 9] = [
    Kind { media: "image/jpeg", extensions: &["jpg", "jpeg"], label: "JPEG" },
    Kind { media: "image/png", extensions: &["png"], label: "PNG" },
    Kind { media: "image/webp", extensions: &["webp"], label: "WebP" },
    Kind { media: "image/gif", extensions: &["gif"], label: "GIF" },
    Kind { media: "application/pdf", extensions: &["pdf"], label: "PDF" },
    Kind { media: "audio/mpeg", extensions: &["mp3"], label: "MP3" },
    Kind { media: "video/mp4", extensions: &["mp4"], label: "MP4" },
    Kind { media: "text/csv", extensions: &["csv"], label: "CSV" },
    Kind { media: "text/plain", extensions: &["txt"], label: "Text" },
];

impl Kind {
    /// The kind of files whose names end so.
    #[must_use]
    pub fn of_name(name: &str) -> Option<&'static Self> {
        let extension = name.rsplit_once('.')?.1.to_lowercase();
        KINDS.iter().find(|kind| kind.extensions.contains(&extension.as_str()))
    }

    /// The kind of that media type.
    #[must_use]
    pub fn of_media(media: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.media == media)
    }

    /// Whether it stands in the text.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media.starts_with("image/")
    }

    /// Whether it is text, which begins with no mark.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.media.starts_with("text/")
    }
}

/// What a file chooser offers: `.jpg,.jpeg,.png`.
#[must_use]
pub fn accepted() -> String {
    let extensions = KINDS.iter().flat_map(|kind| kind.extensions);
    extensions.map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",")
}

/// A file, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its number.
    pub id: FileId,
    /// What it is called when somebody saves it.
    pub name: String,
    /// What a picture shows, for those who do not see it; what an attachment is.
    pub description: String,
    /// Its media type.
    pub media: String,
    /// In bytes.
    pub size: u64,
    /// Width and height of a picture, in pixels.
    pub pixels: Option<(u32, u32)>,
}

impl File {
    /// Characters of a description.
    pub const DESCRIPTION_MAX: usize = 200;
    /// Files of one article.
    pub const MOST: u64 = 50;

    /// Whether it stands in the text.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.pixels.is_some()
    }

    /// How the text of the article names it.
    #[must_use]
    pub fn markdown(&self) -> String {
        let sign = if self.is_picture() { "!" } else { "" };
        let words: String = self.description.chars().flat_map(escaped).collect();
        format!("{sign}[{words}]({})", paths::file(self.id))
    }

    /// Kind and size, as people read them: `PDF, 1.2 MB`.
    #[must_use]
    pub fn facts(&self) -> String {
        let label = Kind::of_media(&self.media).map_or("File", |kind| kind.label);
        let size = sized(self.size);
        match self.pixels {
            Some((width, height)) => format!("{label}, {width} × {height}, {size}"),
            None => format!("{label}, {size}"),
        }
    }
}

/// A character of a description, as markdown writes what is no mark within a line.
fn escaped(letter: char) -> impl Iterator<Item = char> {
    r"\`*_[]<>&!~|$".contains(letter).then_some('\\').into_iter().chain([letter])
}

/// A number of bytes, as people read it: `940 bytes`, `12 kB`, `1.2 MB`.
#[must_use]
pub fn sized(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// The files of an article, for whoever may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// The article without its text.
    pub article: Article,
    /// The oldest first.
    pub files: Vec<File>,
    /// Bytes of the largest file that is taken.
    pub most: u64,
}

/// What is said of a larger file than is taken.
#[must_use]
pub fn too_large(most: u64) -> String {
    format!("This file is too large: {} are taken. Send a smaller one.", sized(most))
}

/// What somebody says of a file, without stray white space.
///
/// # Errors
///
/// What to mend, if it is empty or too long.
pub fn checked_description(typed: &str) -> Result<String, FieldErrors> {
    let description = one_line(typed);
    let missing = "Say in a few words what it shows or is, for those who cannot see it.";
    match required(&description, File::DESCRIPTION_MAX, missing) {
        None => Ok(description),
        Some(error) => Err([("description".to_owned(), error)].into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_says_its_kind_by_its_last_part() {
        assert_eq!(Kind::of_name("Bees.JPEG").map(|kind| kind.media), Some("image/jpeg"));
        assert_eq!(Kind::of_name("report.exe.pdf").map(|kind| kind.media), Some("application/pdf"));
        for unknown in ["report.pdf.exe", "report", ".", "bees.svg", "bees.html", "pdf", "a.zip"] {
            assert_eq!(Kind::of_name(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_description_cannot_leave_its_brackets() {
        let file = File {
            id: FileId::new(7),
            name: "bees.png".into(),
            description: "Bees](/files/8) & *more*".into(),
            media: "image/png".into(),
            size: 3,
            pixels: Some((1, 1)),
        };

        assert_eq!(file.markdown(), r"![Bees\](/files/8) \& \*more\*](/files/7)");
    }

    #[test]
    fn a_size_is_never_less_than_it_is() {
        let sizes = [0, 999, 1_000, 1_001, 1_000_000, 1_234_567].map(sized);

        assert_eq!(sizes, ["0 bytes", "999 bytes", "1 kB", "2 kB", "1.0 MB", "1.3 MB"]);
    }

    #[test]
    fn a_file_must_be_described() {
        assert_eq!(checked_description(" Two\n bees ").unwrap(), "Two bees");
        assert!(checked_description("\u{200b}").unwrap_err().contains_key("description"));
        assert!(checked_description(&"é".repeat(201)).is_err());
    }
}
