//! Links in letters: what each is for, and until when. Of its secret only the hash is kept.

use sea_orm::{
    ActiveValue::Set, Condition, ConnectionTrait, DbErr, ExprTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
};

use crate::{
    letters::model::{Link, Purpose},
    server::{database::Transaction, link_token::LinkToken},
    sessions::UserId,
    timestamp::Timestamp,
};

/// A row of the table `links`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    pub purpose: String,
    /// Whose letter it stood in.
    pub email: String,
    /// Whose account it concerns, if there is one.
    pub user_id: Option<i64>,
    pub expires_at: i64,
    /// Since when it undoes what was added to that account, if it does.
    pub since: Option<i64>,
}

/// Rows of other tables are other features' business.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Link {
    fn from(row: Model) -> Self {
        Self {
            digest: row.digest,
            email: row.email,
            user: row.user_id.map(UserId::new),
            since: row.since.map(Timestamp::from_millis),
        }
    }
}

/// Keeps a link, beside those of the same purpose and address that hold still: anybody can ask for one, and voids
/// none that is in use. How many there are, the budget of letters to an address says.
pub async fn put(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    link: Link,
    expires: Timestamp,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        digest: Set(link.digest),
        purpose: Set(purpose.as_str().to_owned()),
        email: Set(link.email),
        user_id: Set(link.user.map(UserId::get)),
        expires_at: Set(expires.millis()),
        since: Set(link.since.map(Timestamp::millis)),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The link with that secret, if it holds for one of these purposes.
pub async fn find(
    db: &impl ConnectionTrait,
    token: &LinkToken,
    purposes: &[Purpose],
    now: Timestamp,
) -> Result<Option<Link>, DbErr> {
    let purposes = purposes.iter().map(|purpose| purpose.as_str());
    let found = Entity::find_by_id(token.digest()).filter(Column::Purpose.is_in(purposes));
    Ok(found.filter(Column::ExpiresAt.gt(now.millis())).one(db).await?.map(Link::from))
}

/// Uses a link up, and with it every other one of its purpose to its address; of those that undo something, those that
/// undo no more than it. Whether nobody else has.
///
/// All to that address are locked before one goes, in one order: of two who use two, the second waits for the first.
pub async fn take(tx: &Transaction, link: &Link) -> Result<bool, DbErr> {
    let held = Entity::find().filter(Column::Email.eq(link.email.as_str()));
    let held = held.order_by_asc(Column::Digest).lock_exclusive().all(tx).await?;
    let Some(used) = held.into_iter().find(|held| held.digest == link.digest) else {
        return Ok(false);
    };
    let alike = Column::Purpose.eq(used.purpose).and(Column::Email.eq(used.email));
    let no_more = used.since.map(|since| Column::Since.gte(since));
    Entity::delete_many()
        .filter(alike)
        .filter(Condition::all().add_option(no_more))
        .exec(tx)
        .await?;
    Ok(true)
}

/// Forgets every link that concerns that account, but for those that undo something: whoever has got in by what was
/// added must not keep its owner from undoing that.
pub async fn void(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    let of_user = Entity::delete_many().filter(Column::UserId.eq(user.get()));
    of_user.filter(Column::Purpose.ne(Purpose::Undo.as_str())).exec(db).await?;
    Ok(())
}

/// Forgets every link that concerns that account.
pub async fn forget_of(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::UserId.eq(user.get())).exec(db).await?;
    Ok(())
}

/// Forgets every link that was written to that address.
pub async fn forget_to(db: &impl ConnectionTrait, email: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Email.eq(email)).exec(db).await?;
    Ok(())
}

/// Forgets what holds no longer.
pub async fn forget_old(db: &impl ConnectionTrait, now: Timestamp) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lte(now.millis())).exec(db).await?;
    Ok(())
}
