//! Old addresses of articles, which lead on to the new ones.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, entity::prelude::*};

use super::model::ArticleId;

/// A row of the table `former_slugs`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "former_slugs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    pub article_id: i64,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The article that once had that address.
pub async fn find(db: &impl ConnectionTrait, slug: &str) -> Result<Option<ArticleId>, DbErr> {
    let row = Entity::find_by_id(slug).one(db).await?;
    Ok(row.map(|row| ArticleId::new(row.article_id)))
}

/// Lets an address lead on to the article that leaves it.
pub async fn leave(db: &impl ConnectionTrait, slug: &str, article: ArticleId) -> Result<(), DbErr> {
    let row = ActiveModel { slug: Set(slug.to_owned()), article_id: Set(article.get()) };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Takes an address back for the article that once had it.
pub async fn take_back(db: &impl ConnectionTrait, slug: &str) -> Result<(), DbErr> {
    Entity::delete_by_id(slug).exec(db).await?;
    Ok(())
}
