//! Prints the rules of an editor, as `/api/my-permissions` has them.

use stile::authorization::Authorizer;
use stile_benches::{CALL, editor};

fn main() {
    let authorizer = Authorizer::load().expect("the shipped policies load");
    let held = authorizer.ability(&editor(1), CALL);
    println!("{}", serde_json::to_string(held.ability.rules()).expect("rules are JSON"));
}
