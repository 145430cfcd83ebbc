//! Which new passwords are taken, and which are not.

use super::*;

const RULES: Rules = Rules::new(15);

const ADA: &[&str] = &["Ada Okafor", "ada.okafor@post.example"];

fn refused(password: &str) -> Option<Weakness> {
    RULES.check(password, ADA).err()
}

#[test]
fn every_common_password_is_refused_whatever_its_length_and_case() {
    for rules in [Rules::new(8), RULES] {
        let long = common::all().filter(|one| one.chars().count() >= rules.shortest());
        for common in long {
            for password in [common.to_owned(), common.to_uppercase()] {
                let weakness = rules.check(&password, ADA).err();
                assert_eq!(weakness, Some(Weakness::Common), "{password}");
            }
        }
    }
}

#[test]
fn the_three_thousand_most_common_words_are_refused_also_if_they_are_made_longer() {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let words = common::all().filter(|one| {
        one.chars().all(char::is_alphanumeric)
            && (is_letter(one.chars().next()) || is_letter(one.chars().next_back()))
    });
    let longer = words.filter(|one| one.chars().count() >= 6).take(3000).flat_map(|one| {
        [
            format!("{one}123456789"),
            format!("!!{one}@2024-11-30"),
            format!("4821569301{one}"),
            one.repeat(3),
        ]
    });

    let taken: Vec<String> = longer.filter(|one| refused(one) != Some(Weakness::Common)).collect();

    assert_eq!(taken, Vec::<String>::new());
}

#[test]
fn what_was_never_tried_is_taken_whatever_it_is_made_of() {
    for password in [
        "kqzvxwjhtbnfgpd",
        "correct horse battery staple",
        "tulip ladder oboe frost",
        "  kept with its blanks  ",
        "482915660937281",
        "🐝🌻🚲🎷🍋🧭🪁🥁🦉🌋🪐🧶🛶🎋🪗",
        "größer als der alte Kirchturm",
        "Ὀδυσσεὺς πολύτροπος ἔκλαιεν",
        "Tr0ub4dor-kestrel-Öl",
    ] {
        assert_eq!(refused(password), None, "{password}");
    }
}

#[test]
fn sixty_four_characters_and_more_are_taken_as_a_whole() {
    let endless = "tulip ladder oboe frost kestrel marble ".repeat(200);
    for length in [15, 64, 73, 128, 1024, LONGEST] {
        let password = &endless[..length];
        let taken = RULES.check(password, ADA).unwrap();
        assert_eq!(taken.reveal(), password);
    }
    assert_eq!(refused(&endless[..=LONGEST]), Some(Weakness::Long));
    assert_eq!(refused(&"🐝🌻🚲🎷".repeat(ALWAYS_FIT / 4 + 1)), Some(Weakness::Long));
    assert_eq!(refused(&"p".repeat(5 * LONGEST)), Some(Weakness::Long));
}

#[test]
fn length_is_counted_in_characters_as_people_read_them() {
    let decomposed = "o\u{308}".repeat(14);

    assert_eq!(refused(&decomposed), Some(Weakness::Short { shortest: 15 }));
    assert_eq!(refused("kqzvxwjhtbnfgp"), Some(Weakness::Short { shortest: 15 }));
    assert_eq!(Rules::new(8).check("kqzvxwjhtbnfgp", ADA).unwrap().reveal(), "kqzvxwjhtbnfgp");
}

#[test]
fn composed_and_decomposed_are_the_same_and_nothing_else_is_changed() {
    let taken = |password: &str| RULES.check(password, ADA).unwrap();

    assert_eq!(taken("größer als ein Öltanker"), taken("gro\u{308}ßer als ein O\u{308}ltanker"));
    assert_ne!(taken("tulip ladder oboe ² frost"), taken("tulip ladder oboe 2 frost"));
    for sent in
        [" tulip ladder oboe frost ", "Tulip LADDER oboe frost", "tulip\u{a0}ladder oboe frost"]
    {
        assert_eq!(taken(sent).reveal(), sent);
    }
}

#[test]
fn what_nobody_can_type_again_is_refused() {
    for password in
        ["tulip\0ladder oboe", "tulip ladder\noboe", "tulip\tladder oboe", "tulip\u{7f}ladder oboe"]
    {
        assert_eq!(refused(password), Some(Weakness::Control), "{password:?}");
    }
}

#[test]
fn what_everybody_knows_of_the_person_and_the_site_is_not_enough() {
    for password in [
        "adaokafor-stile!",
        "Ada.Okafor@post.example",
        "okafor okafor ada okafor",
        "DailyStile-2024-newsroom",
        "administrator-okafor",
        "ada-editor-1984-okafor",
        "ａｄａｏｋａｆｏｒ　ｅｄｉｔｏｒ",
    ] {
        let weakness = refused(password);
        assert!(
            matches!(weakness, Some(Weakness::Context | Weakness::Common)),
            "{password}: {weakness:?}"
        );
    }
    assert_eq!(refused("adaokafor-stile!"), Some(Weakness::Context));
    assert_eq!(refused("okafor tulip ladder oboe"), None);
}

#[test]
fn what_is_soon_guessed_is_refused_without_being_on_a_list() {
    for password in ["zxcvbnm,./asdfg", "p@$$w0rdp@$$w0rd", "abcdefghijklmnopqrs"] {
        assert!(refused(password).is_some(), "{password}");
    }
}

#[test]
fn a_meter_says_what_the_rules_say() {
    let of = |password: &str| RULES.strength(password, ADA);

    for (password, least, most) in [
        ("", 0, 0),
        ("password1234567", 0, 1),
        ("adaokafor-stile!", 0, 1),
        ("kqzvxw", 0, 1),
        ("tulip ladder oboe frost", 3, 4),
    ] {
        let strength = of(password);
        assert!((least..=most).contains(&strength.score), "{password}: {strength:?}");
        let advice = refused(password).map(|weakness| weakness.to_string());
        assert_eq!(strength.advice, advice.unwrap_or("This is a good password.".to_owned()));
    }
}

#[test]
fn every_refusal_is_a_sentence_that_says_what_to_do() {
    use Weakness::{Common, Context, Control, Guessable, Long, Short};

    for weakness in [Short { shortest: 15 }, Long, Control, Common, Context, Guessable] {
        let sentence = weakness.to_string();
        assert!(sentence.ends_with('.') && sentence.matches(". ").count() == 0, "{sentence}");
        assert!(["Use ", "Leave out ", "choose ", "add "].iter().any(|it| sentence.contains(it)));
    }
    assert!(Weakness::Short { shortest: 8 }.to_string().contains("at least 8 "));
}

#[test]
fn a_password_is_not_shown() {
    let taken = RULES.check("tulip ladder oboe frost", ADA).unwrap();

    assert_eq!(format!("{taken:?}"), "NewPassword(…)");
}
