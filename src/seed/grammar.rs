//! Sentences from a grammar, which is data: lists of phrases that name other lists.
//!
//! `{place}` is one of the phrases of the list `place`, `{Place}` the same with a capital, and `{3-40}` a
//! number. Inside a department the list `science.place` stands before `place`.

use std::collections::BTreeMap;

use super::chance::Chance;

/// Phrases in phrases in phrases: deeper ones are left out, so that no list can name itself for ever.
const DEEPEST: u8 = 8;

/// Lists of phrases, by name.
#[derive(Debug)]
pub struct Grammar(BTreeMap<String, Vec<Phrase>>);

/// A phrase, ready to be written.
type Phrase = Vec<Part>;

#[derive(Debug)]
enum Part {
    Text(String),
    List { name: String, capital: bool },
    Number(u64, u64),
}

/// A phrase names a list that is not there.
#[derive(Debug, thiserror::Error)]
#[error("a phrase of `{list}` names the list `{missing}`, which is not there")]
pub struct NoList {
    list: String,
    missing: String,
}

impl Grammar {
    /// The grammar of these lists.
    ///
    /// # Errors
    ///
    /// If a phrase names a list that no department could have.
    pub fn new(lists: &BTreeMap<String, Vec<String>>) -> Result<Self, NoList> {
        let phrases =
            |texts: &Vec<String>| texts.iter().map(|text| phrase(text)).collect::<Vec<_>>();
        let lists: BTreeMap<_, _> =
            lists.iter().map(|(name, texts)| (name.clone(), phrases(texts))).collect();
        for (list, phrases) in &lists {
            for part in phrases.iter().flatten() {
                if let Part::List { name, .. } = part
                    && !lists.contains_key(name)
                {
                    return Err(NoList { list: list.clone(), missing: name.clone() });
                }
            }
        }
        Ok(Self(lists))
    }

    /// One of the phrases of that list, in that department.
    pub fn phrase(&self, list: &str, department: &str, chance: &mut Chance) -> String {
        let mut text = String::new();
        self.write(list, department, chance, &mut text, 0);
        text
    }

    fn write(
        &self,
        list: &str,
        department: &str,
        chance: &mut Chance,
        text: &mut String,
        depth: u8,
    ) {
        let own = self.0.get(&format!("{department}.{list}"));
        let Some(phrase) = own.or_else(|| self.0.get(list)).and_then(|all| chance.one_of(all))
        else {
            return;
        };
        for part in phrase {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Number(least, most) => {
                    let number = least + chance.below(most.saturating_sub(*least) + 1);
                    text.push_str(&number.to_string());
                }
                Part::List { name, capital } if depth < DEEPEST => {
                    let from = text.len();
                    self.write(name, department, chance, text, depth + 1);
                    if *capital {
                        capitalise(text, from);
                    }
                }
                Part::List { .. } => {}
            }
        }
    }
}

fn capitalise(text: &mut String, from: usize) {
    if let Some(first) = text[from..].chars().next() {
        text.replace_range(from..from + first.len_utf8(), &first.to_uppercase().to_string());
    }
}

fn phrase(text: &str) -> Phrase {
    let mut parts = Phrase::new();
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        parts.push(Part::Text(before.to_owned()));
        let bounds = name.split_once('-');
        let number =
            bounds.and_then(|(least, most)| Some((least.parse().ok()?, most.parse().ok()?)));
        parts.push(if let Some((least, most)) = number {
            Part::Number(least, most)
        } else {
            let mut list = name.to_owned();
            let capital = name.starts_with(|first: char| first.is_ascii_uppercase());
            if let Some(first) = list.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            Part::List { name: list, capital }
        });
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grammar(lists: &[(&str, &str)]) -> Result<Grammar, NoList> {
        let list = |(name, text): &(&str, &str)| ((*name).to_owned(), vec![(*text).to_owned()]);
        Grammar::new(&lists.iter().map(list).collect())
    }

    #[test]
    fn lists_are_put_into_phrases_those_of_the_department_first() {
        let lists = [
            ("title", "{Who} counts {7-7} {what}"),
            ("who", "élan"),
            ("what", "benches"),
            ("science.what", "bats"),
        ];
        let grammar = grammar(&lists).unwrap();
        let mut chance = Chance::new(1);

        assert_eq!(grammar.phrase("title", "city", &mut chance), "Élan counts 7 benches");
        assert_eq!(grammar.phrase("title", "science", &mut chance), "Élan counts 7 bats");
    }

    #[test]
    fn a_list_that_is_not_there_is_named() {
        let error = grammar(&[("title", "The {colour} house")]).unwrap_err();

        assert!(error.to_string().contains("`colour`"));
    }

    #[test]
    fn a_list_that_names_itself_ends() {
        let grammar = grammar(&[("title", "and {title}")]).unwrap();

        assert!(grammar.phrase("title", "city", &mut Chance::new(1)).starts_with("and and and"));
    }
}
