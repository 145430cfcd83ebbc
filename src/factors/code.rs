//! What somebody has typed as a code, told apart by its shape.

use super::recovery_code;

/// Digits of an authenticator app's code.
const OF_APP: usize = 6;

/// Digits of a code that came by mail.
const OF_MAIL: usize = 8;

/// A code that somebody has typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Code {
    /// Of an authenticator app.
    Totp(String),
    /// Of a letter.
    Mail(String),
    /// A recovery code.
    Recovery(String),
}

impl Code {
    /// The code of what was typed: spaces, hyphens and case say nothing. `None`, if it can be none.
    pub fn read(typed: &str) -> Option<Self> {
        let is_said = |it: &char| !(it.is_whitespace() || matches!(it, '-' | '‐' | '‑' | '–'));
        let typed: String = typed.chars().filter(is_said).take(recovery_code::LENGTH + 1).collect();
        let is_digits = typed.bytes().all(|it| it.is_ascii_digit());
        match typed.len() {
            OF_APP if is_digits => Some(Self::Totp(typed)),
            OF_MAIL if is_digits => Some(Self::Mail(typed)),
            _ => recovery_code::read(&typed.to_ascii_uppercase()).map(Self::Recovery),
        }
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_apart_by_its_shape() {
        assert_eq!(Code::read(" 123 456 "), Some(Code::Totp("123456".into())));
        assert_eq!(Code::read("1234-5678"), Some(Code::Mail("12345678".into())));
        let recovery = Some(Code::Recovery("0123456789ABCDEFGHJKMNPQ".into()));
        assert_eq!(Code::read("0123-4567-89ab-cdef-ghjk-mnpq"), recovery);
        assert_eq!(Code::read("0123 4567 89AB CDEF GHJK MNPQ\n"), recovery);
        assert!(matches!(Code::read("012345678901234567890123"), Some(Code::Recovery(_))));
    }

    #[test]
    fn what_has_no_such_shape_is_no_code() {
        for typed in [
            "",
            "12345",
            "1234567",
            "12345a",
            "١٢٣٤٥٦",
            "１２３４５６",
            "-",
            &"1".repeat(100_000),
            "12\u{0}3456",
        ] {
            assert_eq!(Code::read(typed), None, "{}", typed.len());
        }
    }

    #[test]
    fn a_code_is_not_shown() {
        assert_eq!(format!("{:?}", Code::read("123456")), "Some(Code(…))");
    }
}
