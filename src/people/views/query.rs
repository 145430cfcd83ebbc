//! The list of people as an address says it.

use crate::{paths, ui::query::use_query};

/// Which people the address asks for, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) words: String,
    pub(super) role: String,
    pub(super) department: String,
    pub(super) order: String,
}

impl Query {
    /// What this page's address asks for.
    pub(super) fn of_the_page() -> impl Fn() -> Self + Copy + Send + Sync {
        let query = use_query();
        move || {
            let given = |name: &str| query.get(name).unwrap_or_default();
            Self {
                words: given("words"),
                role: given("role"),
                department: given("department"),
                order: given("order"),
            }
        }
    }

    /// Whether it asks for everybody.
    pub(super) fn is_for_everybody(&self) -> bool {
        [&self.words, &self.role, &self.department].iter().all(|asked| asked.is_empty())
    }

    /// The address of that list; what is not asked for does not stand in it.
    pub(super) fn address(&self) -> String {
        let mut address = paths::PEOPLE.to_owned();
        for (name, value) in [
            ("words", &self.words),
            ("role", &self.role),
            ("department", &self.department),
            ("order", &self.order),
        ] {
            if !value.is_empty() {
                address.push(if address.contains('?') { '&' } else { '?' });
                address.extend([name, "=", &paths::encoded(value)]);
            }
        }
        address
    }

    /// The same people sorted by that; turned around, if they are sorted so.
    pub(super) fn sorted_by(&self, by: &str) -> Self {
        let order = if self.order == by { format!("-{by}") } else { by.to_owned() };
        Self { order, ..self.clone() }
    }

    /// `aria-sort` of the column by which the list may be sorted.
    pub(super) fn direction(&self, by: &str, first: bool) -> Option<&'static str> {
        match self.order.strip_prefix('-') {
            Some(turned) if turned == by => Some("descending"),
            None if self.order == by || first && self.order.is_empty() => Some("ascending"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(order: &str) -> Query {
        Query { words: "ada & co".into(), order: order.into(), ..Query::default() }
    }

    #[test]
    fn an_address_says_only_what_is_asked_for() {
        assert_eq!(Query::default().address(), "/people");
        assert_eq!(query("-name").address(), "/people?words=ada%20%26%20co&order=-name");
    }

    #[test]
    fn a_column_that_sorts_is_turned_around() {
        assert_eq!(query("name").sorted_by("name").order, "-name");
        assert_eq!(query("-name").sorted_by("name").order, "name");
        assert_eq!(query("name").sorted_by("published").order, "published");
    }

    #[test]
    fn the_first_column_sorts_unless_another_one_is_asked_for() {
        assert_eq!(query("").direction("name", true), Some("ascending"));
        assert_eq!(query("-published").direction("name", true), None);
        assert_eq!(query("-published").direction("published", false), Some("descending"));
    }
}
