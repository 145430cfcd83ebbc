//! What stands behind the controls of a page, and what was decided lately.

use super::model::{Fence, Ruled};
use crate::{
    authorization::{Explanation, Permission, noted},
    call::{CallContext, ServiceError},
    people,
    permissions::things,
};

/// Controls that are looked up for one page.
const MOST: usize = 60;

/// What the server knows about the caller's page.
pub async fn load(call: &CallContext, controls: &str) -> Result<Fence, ServiceError> {
    let mut known = Vec::new();
    for name in controls.split_whitespace().take(MOST) {
        known.extend(control(call, name).await?);
    }
    Ok(Fence {
        session: session(call).await?,
        version: call.authorizer.version().to_owned(),
        rules: call.ability().ability.rules().len(),
        controls: known,
        decisions: noted::last(&call.session).iter().map(decided).collect(),
    })
}

/// A control by its name, such as `PublishArticle:12`; nothing, if its thing is not kept.
async fn control(call: &CallContext, name: &str) -> Result<Option<Ruled>, ServiceError> {
    let Some((permission, id)) = name.split_once(':') else { return Ok(None) };
    let mut all = Permission::ALL.into_iter();
    let Some(permission) = all.find(|one| one.cedar_action() == permission) else {
        return Ok(None);
    };
    let Some(subject) = things::find(call, permission.subject(), id).await? else {
        return Ok(None);
    };
    let context = call.context();
    let explained = call.authorizer.explain(&call.principal, permission, &subject, context);
    let explanation = explained.map_err(ServiceError::Failed)?;
    let (allowed, sentence) = (explanation.answer.allowed, sentence(explanation));
    Ok(Some(Ruled { name: name.to_owned(), allowed, sentence, at: context.now, times: 1 }))
}

fn decided(noted: &noted::Noted) -> Ruled {
    let noted::Noted {
        authorizer, principal, permission, subject, context, allowed, times, ..
    } = noted;
    let explained = authorizer.explain(principal, *permission, subject, *context);
    Ruled {
        name: format!("{} {}", permission.cedar_action(), subject.id),
        allowed: *allowed,
        sentence: explained.map(sentence).unwrap_or_default(),
        at: context.now,
        times: *times,
    }
}

/// The sentence of the policy that decides.
fn sentence(explanation: Explanation) -> String {
    let Explanation { answer, deciding, .. } = explanation;
    let first = deciding.into_iter().next().map(|policy| policy.sentence);
    answer.reason.or(first).unwrap_or_else(|| "nothing permits it".to_owned())
}

async fn session(call: &CallContext) -> Result<Vec<(String, String)>, ServiceError> {
    let Some(user) = call.principal.user() else {
        return Ok(vec![("person".to_owned(), "nobody has signed in".to_owned())]);
    };
    let roles = people::service::in_words(call, &user.roles).await?;
    let facts = [
        ("person", format!("{}, account {}", user.name, user.id)),
        ("roles", if roles.is_empty() { "none".to_owned() } else { roles }),
        ("proof", format!("{:?}, {}", user.assurance.level, user.assurance.proved_at)),
        ("since", user.since.to_string()),
        ("ends", user.until.to_string()),
    ];
    Ok(facts.map(|(name, fact)| (name.to_owned(), fact)).into())
}
