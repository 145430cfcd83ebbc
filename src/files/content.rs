//! What a file really is: by its first bytes, and by its name, which must agree.

use super::model::Kind;

/// So many bytes tell what a file is.
pub const HEAD: usize = 8 * 1024;

/// Why a file is not taken, in words for whoever sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit(pub &'static str);

/// No kind that we take.
pub const UNKNOWN: Unfit = Unfit(
    "This kind of file is not taken. Send a JPEG, PNG, WebP, GIF, PDF, MP3, MP4, CSV or text.",
);
const OTHERWISE: Unfit =
    Unfit("This file is not what its name says. Save it as what it is, then send it again.");
const NO_TEXT: Unfit = Unfit("This text cannot be read. Save it as UTF-8, then send it again.");

/// The kind of a file of that name that begins with these bytes.
///
/// # Errors
///
/// We do not take it, or its name says something else.
pub fn kind(name: &str, head: &[u8]) -> Result<&'static Kind, Unfit> {
    let named = Kind::of_name(name).ok_or(UNKNOWN)?;
    // Some texts look like pages or scripts. They are sent as text, and as nothing else.
    let fits = named.is_text() || media(head) == Some(named.media);
    if fits { Ok(named) } else { Err(OTHERWISE) }
}

/// The media type of a file that begins with these bytes.
fn media(head: &[u8]) -> Option<&'static str> {
    match infer::get(head).map(|found| found.mime_type()) {
        // Apple's name for the same.
        Some("video/x-m4v") => Some("video/mp4"),
        // The first frame of a file without tags: eleven bits are set, and it is layer III (ISO 11172-3).
        None if matches!(head, [0xff, second, ..] if second & 0xe6 == 0xe2) => Some("audio/mpeg"),
        found => found,
    }
}

/// Looks at a text while it arrives: it is UTF-8, and nothing in it controls a terminal.
#[derive(Debug, Default)]
pub struct Text {
    /// The beginning of a character whose end has not arrived: at most three bytes.
    begun: Vec<u8>,
}

impl Text {
    /// Looks at the next part.
    ///
    /// # Errors
    ///
    /// It is no text.
    pub fn goes_on(&mut self, part: &[u8]) -> Result<(), Unfit> {
        let mut bytes = std::mem::take(&mut self.begun);
        bytes.extend_from_slice(part);
        let (text, rest) = match str::from_utf8(&bytes) {
            Ok(text) => (text, &[][..]),
            Err(error) if error.error_len().is_none() => {
                let (whole, rest) = bytes.split_at(error.valid_up_to());
                (str::from_utf8(whole).map_err(|_| NO_TEXT)?, rest)
            }
            Err(_) => return Err(NO_TEXT),
        };
        if text.chars().any(|letter| letter.is_control() && !"\t\r\n".contains(letter)) {
            return Err(NO_TEXT);
        }
        self.begun = rest.to_vec();
        Ok(())
    }

    /// Nothing more arrives.
    ///
    /// # Errors
    ///
    /// It ends within a character.
    pub fn ends(&self) -> Result<(), Unfit> {
        if self.begun.is_empty() { Ok(()) } else { Err(NO_TEXT) }
    }
}

/// What a file is called when somebody saves it: the last part of what the sender calls it, without what
/// no name has.
pub fn name(sent: &str) -> String {
    const MOST: usize = 100;
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |letter: &char| letter.is_alphanumeric() || " .,-_()'&+".contains(*letter);
    let plain: String = last.chars().filter(is_plain).collect();
    let plain = plain.trim_matches([' ', '.']);
    let (stem, ending) = plain.rfind('.').map_or((plain, ""), |dot| plain.split_at(dot));
    let ending: String = ending.chars().take(MOST / 2).collect();
    let stem: String = stem.chars().take(MOST - ending.chars().count()).collect();
    if plain.is_empty() { "file".to_owned() } else { stem + &ending }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn name_and_bytes_must_agree() {
        assert_eq!(kind("bees.png", PNG).unwrap().media, "image/png");
        assert_eq!(kind("bees.jpg", PNG), Err(OTHERWISE));
        assert_eq!(kind("bees.pdf", b"<html>"), Err(OTHERWISE));
        assert_eq!(kind("bees.svg", b"<svg onload=alert(1)>"), Err(UNKNOWN));
        assert_eq!(kind("bees.html", b"<html>"), Err(UNKNOWN));
        assert_eq!(kind("bees.pdf", b"%PDF-1.7\n").unwrap().media, "application/pdf");
        assert_eq!(kind("bees.pdf", b""), Err(OTHERWISE));
        for first in [&b"ID3\x04"[..], b"\xff\xfb\x90", b"\xff\xfa\x90", b"\xff\xf3\x90"] {
            assert_eq!(kind("bees.mp3", first).unwrap().media, "audio/mpeg", "{first:?}");
        }
        for brand in [b"isom", b"M4V ", b"mp42"] {
            let head = [&b"\0\0\0\x18ftyp"[..], brand, b"\0\0\0\0isommp42"].concat();
            assert_eq!(kind("bees.mp4", &head).unwrap().media, "video/mp4", "{brand:?}");
        }
    }

    #[test]
    fn what_looks_like_a_page_may_be_a_text() {
        assert_eq!(
            kind("page.txt", b"<html><script>alert(1)</script>").unwrap().media,
            "text/plain"
        );
    }

    #[test]
    fn a_text_is_read_across_its_parts() {
        let mut text = Text::default();
        for part in "Bienen: größer".as_bytes().chunks(1) {
            text.goes_on(part).unwrap();
        }
        text.ends().unwrap();

        assert_eq!(Text::default().goes_on(b"a\0b"), Err(NO_TEXT));
        assert_eq!(Text::default().goes_on(b"a\x1b[31m"), Err(NO_TEXT));
        assert_eq!(Text::default().goes_on(b"\xff\xfe"), Err(NO_TEXT));
        let mut text = Text::default();
        text.goes_on(b"gr\xc3").unwrap();
        assert_eq!(text.ends(), Err(NO_TEXT));
    }

    #[test]
    fn a_name_leads_nowhere_and_says_one_thing() {
        for (sent, kept) in [
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\Users\\a\\bees.png", "bees.png"),
            ("bees\r\nSet-Cookie: a=b.txt", "beesSet-Cookie ab.txt"),
            ("\"; filename=evil.html; x=\".txt", "filenameevil.html x.txt"),
            ("bees\u{202e}gnp.txt", "beesgnp.txt"),
            ("größe 2.pdf", "größe 2.pdf"),
            ("...", "file"),
            ("", "file"),
            ("<script>.txt", "script.txt"),
        ] {
            assert_eq!(name(sent), kept, "{sent:?}");
        }
        let long = name(&format!("{}.pdf", "x".repeat(300)));
        assert_eq!((long.len(), &long[96..]), (100, ".pdf"));
    }
}
