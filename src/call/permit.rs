//! What was decided, for whoever keeps it.

use crate::authorization::Permission;

/// That the policies have let the caller do something.
///
/// Only a decision makes one, and only with one can the audit record a change: so nothing is recorded
/// that was not decided, and whatever is recorded says by which policies.
#[derive(Debug)]
#[must_use = "a change is recorded with its permit; where nothing changes, say so: `unrecorded`"]
pub struct Permit {
    permission: Permission,
    id: String,
    policies: Vec<String>,
}

impl Permit {
    pub(super) fn new(permission: Permission, id: String, policies: Vec<String>) -> Self {
        Self { permission, id, policies }
    }

    /// What the caller may do.
    #[must_use]
    pub fn permission(&self) -> Permission {
        self.permission
    }

    /// To which thing.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The sentences of the policies that have decided.
    #[must_use]
    pub fn policies(&self) -> &[String] {
        &self.policies
    }

    /// The same about the thing of that id: what is made has it only afterwards.
    pub fn about(self, id: impl ToString) -> Self {
        Self { id: id.to_string(), ..self }
    }

    /// This was asked too, before the same change.
    pub fn and(mut self, other: Self) -> Self {
        for sentence in other.policies {
            if !self.policies.contains(&sentence) {
                self.policies.push(sentence);
            }
        }
        self
    }

    /// Nothing changes with it: something is shown, or it is asked for once more.
    pub fn unrecorded(self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permit(policies: &[&str]) -> Permit {
        let policies = policies.iter().map(|one| (*one).to_owned()).collect();
        Permit::new(Permission::TakeRole, "7".into(), policies)
    }

    #[test]
    fn what_was_asked_twice_names_each_policy_once() {
        let permit = permit(&["a", "b"]).and(self::permit(&["b", "c"]));

        assert_eq!(permit.policies(), ["a", "b", "c"]);
        assert_eq!(permit.about(9).id(), "9");
    }
}
