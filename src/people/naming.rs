//! Who has that in their name, in upper or lower case.

use std::collections::BTreeSet;

use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait as _, Func, LikeExpr},
};

use super::model::capitalised;

/// The condition for a name, in a column `name`, that has that part.
///
/// Of a name with other letters than those of ASCII, databases may not know how the case of these letters
/// changes: so they are looked for as typed, as small, as large, and as words begin.
pub fn has_in_name(part: &str) -> Condition {
    let words: Vec<String> = part.to_lowercase().split(' ').map(capitalised).collect();
    let forms = [part.to_owned(), part.to_lowercase(), part.to_uppercase(), words.join(" ")];
    let forms: BTreeSet<String> = forms.iter().map(|form| form.to_ascii_lowercase()).collect();
    let is_like = |form: &String| Expr::expr(Func::lower(Expr::col(NAME))).like(like(form));
    forms.iter().map(is_like).fold(Condition::any(), Condition::add)
}

const NAME: &str = "name";

fn like(part: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for sign in part.chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
