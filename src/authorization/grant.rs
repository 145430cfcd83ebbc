//! Everything that policies say to one principal about one permission, whatever the thing.

use super::{
    condition::{Condition, Rounding},
    facts::Value,
};

/// The policies that may apply, with what remains of them.
#[derive(Clone, Debug, Default)]
pub struct Grant {
    /// What permits.
    pub permits: Vec<Entry>,
    /// What forbids.
    pub forbids: Vec<Entry>,
    /// Whether some thing may make Cedar report an error, which refuses everything.
    pub fallible: bool,
}

/// One policy that may apply.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its sentence.
    pub sentence: String,
    /// Which proof would lift it, if one would: `step_up`.
    pub challenge: Option<String>,
    /// What must hold of the thing.
    pub condition: Condition,
}

impl Grant {
    /// The same, with every test that cannot be put into the reader's words made unknown.
    pub fn sayable(mut self, can_say: &impl Fn(&super::condition::Test) -> bool) -> Self {
        self.change(|condition| condition.sayable(can_say));
        self
    }

    /// What remains of it for things of which these attributes are known.
    pub fn assuming(mut self, known: &[(&str, Value)]) -> Self {
        self.change(|condition| condition.assuming(known));
        self
    }

    fn change(&mut self, change: impl Fn(Condition) -> Condition) {
        for entry in self.permits.iter_mut().chain(&mut self.forbids) {
            let condition = std::mem::replace(&mut entry.condition, Condition::Unknown);
            entry.condition = change(condition);
        }
    }

    /// Whether it is known of every thing what the decision will be.
    pub fn is_exact(&self) -> bool {
        let mut entries = self.permits.iter().chain(&self.forbids);
        !self.fallible && entries.all(|entry| entry.condition.is_exact())
    }

    /// What holds of every thing that is permitted, and of as few others as can be said.
    pub fn condition(&self) -> Condition {
        let permitted = self.permits.iter().map(|entry| entry.condition.clone());
        let forbidden = self.forbids.iter().map(|entry| entry.condition.clone());
        let condition =
            Condition::all([Condition::any(permitted), Condition::any(forbidden).not()]);
        condition.rounded(Rounding::Up)
    }
}
