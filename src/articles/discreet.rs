//! What only those know who work on an article.

use super::{model::Article, terms::Terms};
use crate::{authorization::Permission, call::CallContext};

/// The article as the caller may see it: embargo and hold are for those who also see its stages.
///
/// An embargo that has passed is none.
pub fn discreet(call: &CallContext, article: Article) -> Article {
    if article.terms == (Terms { byline: article.terms.byline.clone(), ..Terms::default() }) {
        return article;
    }
    if !call.may(Permission::ReadHistory, &article) {
        return article.for_readers();
    }
    let now = call.on.clock.now();
    let embargo = article.terms.embargo.filter(|until| *until > now);
    Article { terms: Terms { embargo, ..article.terms }, ..article }
}
