//! One step with many articles: each is decided, taken and told on its own.

use std::collections::BTreeMap;

use super::{
    board::Chosen,
    lists,
    model::{Article, ArticleId},
    scope::Scope,
    store::Newest,
};
use crate::{
    authorization::Permission,
    call::{CallContext, ServiceError},
    error::{AppError, FieldErrors, Outcome},
    paths,
};

/// Takes the step with each article, in a transaction of its own, and tells what became of which
/// unless all went well.
pub async fn each<F>(
    call: &CallContext,
    chosen: Vec<Chosen>,
    step: impl Fn(Chosen) -> F,
) -> Result<(), ServiceError>
where
    F: Future<Output = Result<(), ServiceError>>,
{
    call.user()?;
    let chosen = checked(chosen).map_err(ServiceError::Invalid)?;
    let mut errors = Vec::with_capacity(chosen.len());
    for &one in &chosen {
        errors.push(call.answer(step(one).await).err());
    }
    if errors.iter().all(Option::is_none) {
        return Ok(());
    }
    Err(ServiceError::Partly(outcomes(call, &chosen, errors).await?))
}

/// Each article once, if they are not too many.
fn checked(chosen: Vec<Chosen>) -> Result<Vec<Chosen>, FieldErrors> {
    let mut once: Vec<Chosen> = Vec::new();
    for one in chosen {
        if !once.iter().any(|other| other.id == one.id) {
            once.push(one);
        }
        if once.len() > Chosen::MOST as usize {
            let words = format!("Choose at most {} articles at once.", Chosen::MOST);
            return Err([("articles".to_owned(), words)].into());
        }
    }
    if once.is_empty() {
        return Err([("articles".to_owned(), "Choose at least one article.".to_owned())].into());
    }
    Ok(once)
}

/// What became of each. An article that the caller may not read has no name for them.
async fn outcomes(
    call: &CallContext,
    chosen: &[Chosen],
    errors: Vec<Option<AppError>>,
) -> Result<Vec<Outcome>, ServiceError> {
    let ids: Vec<ArticleId> = chosen.iter().map(|one| one.id).collect();
    let numbers = Some(ids.iter().map(|id| id.get()).collect());
    let scope = Scope { ids: numbers, ..Scope::default() };
    let stories =
        lists::first(call, Permission::ReadArticle, &scope, Newest::Changed, Chosen::MOST).await?;
    let mut readable: BTreeMap<ArticleId, Article> =
        stories.into_iter().map(|story| (story.article.id, story.article)).collect();
    let outcome = |(id, error): (ArticleId, Option<AppError>)| match readable.remove(&id) {
        Some(article) => Outcome {
            address: Some(paths::article(article.slug.as_str())),
            name: article.text.title,
            error,
        },
        None => Outcome { name: format!("Article {id}"), address: None, error },
    };
    Ok(ids.into_iter().zip(errors).map(outcome).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(ids: impl IntoIterator<Item = i64>) -> Vec<Chosen> {
        ids.into_iter().map(|id| Chosen { id: ArticleId::new(id), version: 1 }).collect()
    }

    #[test]
    fn an_article_that_is_chosen_twice_counts_once() {
        assert_eq!(checked(chosen([1, 2, 1])), Ok(chosen([1, 2])));
        assert_eq!(checked(chosen([7; 1000])), Ok(chosen([7])));
    }

    #[test]
    fn none_and_too_many_are_refused() {
        assert_eq!(checked(chosen([])).unwrap_err()["articles"], "Choose at least one article.");
        assert!(checked(chosen(1..=50)).is_ok());
        let errors = checked(chosen(1..=51)).unwrap_err();
        assert_eq!(errors["articles"], "Choose at most 50 articles at once.");
    }
}
