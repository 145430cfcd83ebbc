//! What becomes of the articles of who goes.
//!
//! Drafts are deleted. What others work with or have read, and what is under legal hold, passes to whoever answers
//! for such things in its department: who may put it under hold or lift that, by the role that was given first. Where
//! nobody may, it stays. What was published keeps the byline that stood under it.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Func,
};

use super::{
    lists::Names,
    model::Stage,
    store::{Column, Entity, Model},
};
use crate::{
    authorization::{Governed, Permission},
    call::{CallContext, ServiceError},
    people,
    server::database::Transaction,
    sessions::{Principal, UserId},
};

/// Articles in one go.
const BATCH: u64 = 100;

/// Who inherits, by department and whether it is under hold.
type Heirs = BTreeMap<(String, bool), Option<UserId>>;

/// What is looked up before the transaction.
pub struct Legacy<'a> {
    call: &'a CallContext,
    owner: UserId,
    name: &'a str,
    names: Names,
}

impl<'a> Legacy<'a> {
    /// The articles of that person, of that name.
    pub async fn of(
        call: &'a CallContext,
        owner: UserId,
        name: &'a str,
    ) -> Result<Self, ServiceError> {
        Ok(Self { call, owner, name, names: Names::load(call, vec![owner]).await? })
    }

    /// Deletes and passes on.
    pub async fn settle(&self, tx: &Transaction) -> Result<(), ServiceError> {
        delete_drafts(tx, self.owner).await?;
        let (mut after, mut heirs) = (0, Heirs::new());
        loop {
            let rows = left(tx, self.owner, after).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in rows {
                let about = (row.department_id.clone(), row.held);
                let (id, was_read) = (row.id, row.published_at.is_some());
                let heir = match heirs.get(&about) {
                    Some(heir) => *heir,
                    None => self.heir(tx, row).await?,
                };
                heirs.insert(about, heir);
                let byline = was_read.then_some(self.name);
                pass_on(tx, id, (heir.unwrap_or(self.owner), byline)).await?;
            }
        }
    }

    /// Who answers for the article when its author has gone.
    async fn heir(&self, tx: &Transaction, row: Model) -> Result<Option<UserId>, ServiceError> {
        let article = self.names.article(row)?;
        let held = article.terms.held;
        let asked = if held { Permission::ReleaseArticle } else { Permission::HoldArticle };
        let holders =
            people::own::holders(tx, &article.department.id, self.call.on.clock.now()).await?;
        let (subject, context) = (article.subject(), self.call.context());
        let may = |one: &Principal| {
            self.call.authorizer.decide_about(one, asked, &subject, context).is_allowed()
        };
        let others = holders.into_iter().filter(may);
        let mut others = others.filter_map(|one| one.user().map(|user| user.id));
        Ok(others.find(|id| *id != self.owner))
    }
}

async fn delete_drafts(db: &impl ConnectionTrait, owner: UserId) -> Result<(), DbErr> {
    let drafts = Entity::delete_many().filter(Column::AuthorId.eq(owner.get()));
    let drafts = drafts.filter(Column::Stage.eq(Stage::Draft.as_str()));
    drafts.filter(Column::Held.eq(false)).exec(db).await?;
    Ok(())
}

async fn left(db: &impl ConnectionTrait, owner: UserId, after: i64) -> Result<Vec<Model>, DbErr> {
    let left = Entity::find().filter(Column::AuthorId.eq(owner.get()));
    left.filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(BATCH).all(db).await
}

/// Nobody saves over it who has read it before.
async fn pass_on(
    db: &impl ConnectionTrait,
    id: i64,
    (author, byline): (UserId, Option<&str>),
) -> Result<(), DbErr> {
    let mut passed = Entity::update_many()
        .col_expr(Column::AuthorId, Expr::value(author.get()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    if let Some(name) = byline {
        let printed = Func::coalesce([Expr::col(Column::Byline), Expr::value(name)]);
        passed = passed.col_expr(Column::Byline, printed.into());
    }
    passed.filter(Column::Id.eq(id)).exec(db).await?;
    Ok(())
}
