//! Policies made up at random, about things that have an attribute of every kind.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use stile::authorization::{
    Fact, Governed, Key, Kind, Permission, Value,
    authorizer::Authorizer,
    policies::{Policies, PolicyError, Text},
    shape::check_facts,
};

use crate::support::{DEPARTMENTS, STAGES};

/// Sketches are articles; things of every other kind have the same attributes, so that a policy for all
/// of them fits the schema.
pub fn schema() -> String {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for permission in Permission::ALL {
        kinds.entry(permission.subject()).or_default().push(permission.cedar_action());
    }
    let declared = include_str!("sketch.cedarschema");
    let shape = declared.split("entity Article = ").nth(1).and_then(|rest| rest.split(';').next());
    let shape = shape.unwrap();
    let declare = |(kind, actions): (&str, Vec<&str>)| {
        let is_declared = declared.contains(&format!("entity {kind} "));
        let entity = if is_declared { String::new() } else { format!("entity {kind} = {shape};") };
        let actions = actions.join(", ");
        format!(
            "{entity} action {actions} appliesTo \
            {{ principal: [User, Visitor], resource: {kind}, context: Call }};"
        )
    };
    kinds.into_iter().map(declare).fold(declared.to_owned(), |schema, kind| schema + &kind)
}

/// An article with more to ask about than the newsroom's.
#[derive(Clone, Debug)]
pub struct Sketch {
    pub id: i64,
    pub author: i64,
    pub second: i64,
    pub department: &'static str,
    pub stage: &'static str,
    pub words: i64,
    pub featured: bool,
    pub embargo: Option<i64>,
    pub locale: Option<&'static str>,
}

const fn user(of: fn(&Sketch) -> Option<Value>, names: [&'static str; 3]) -> Fact<Sketch> {
    fact(of, Kind::Entity("User", Key::Integer), names)
}

const fn fact(
    read: fn(&Sketch) -> Option<Value>,
    kind: Kind,
    [attribute, field, column]: [&'static str; 3],
) -> Fact<Sketch> {
    Fact { attribute, field, column, kind, read }
}

impl Governed for Sketch {
    const TYPE: &'static str = "Article";
    const TABLE: &'static str = "sketches";
    const FACTS: &'static [Fact<Self>] = &[
        user(|it| Some(Value::Text(it.author.to_string())), ["author", "authorId", "author_id"]),
        user(|it| Some(Value::Text(it.second.to_string())), ["second", "secondId", "second_id"]),
        fact(
            |it| Some(Value::Text(it.department.to_owned())),
            Kind::Entity("Department", Key::Text),
            ["department", "departmentId", "department_id"],
        ),
        fact(|it| Some(Value::Text(it.stage.to_owned())), Kind::Text, ["stage", "stage", "stage"]),
        fact(
            |it| Some(Value::Long(it.words)),
            Kind::Long,
            ["word_count", "wordCount", "word_count"],
        ),
        fact(|it| Some(Value::Bool(it.featured)), Kind::Bool, ["featured", "featured", "featured"]),
        fact(|it| it.embargo.map(Value::Long), Kind::Long, ["embargo", "embargo", "embargo_until"]),
        fact(
            |it| it.locale.map(|locale| Value::Text(locale.to_owned())),
            Kind::Text,
            ["locale", "locale", "locale"],
        ),
    ];

    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// As many different sketches; one in ten is so long that counting further fails.
pub fn sketches(chance: &mut StdRng, count: i64) -> Vec<Sketch> {
    let sketch = |id| Sketch {
        id,
        author: chance.random_range(1..=9),
        second: chance.random_range(1..=9),
        department: pick(chance, &DEPARTMENTS),
        stage: pick(chance, &STAGES),
        words: pick(chance, &[0, 5, 10, 15, 500, 501, 1_000, -3, 50, i64::MAX]),
        featured: chance.random(),
        embargo: pick(chance, &[None, Some(0), Some(10), Some(-10)]),
        locale: pick(chance, &[None, Some("de"), Some("nl")]),
    };
    (1..=count).map(sketch).collect()
}

/// The beginning of a chain of chances that is the same in every run.
pub fn chance(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

/// The permissions that are about sketches.
pub fn about_sketches() -> Vec<Permission> {
    Permission::ALL.into_iter().filter(|one| one.subject() == Sketch::TYPE).collect()
}

/// A few policies, made up.
pub fn authorizer(chance: &mut StdRng) -> (String, Authorizer) {
    let permits = chance.random_range(1..=3);
    let forbids = chance.random_range(0..=2);
    let mut policies = String::new();
    for number in 0..permits + forbids {
        let effect = if number < permits { "permit" } else { "forbid" };
        let challenge = if effect == "forbid" && chance.random_ratio(1, 3) {
            "@challenge(\"step_up\") "
        } else {
            ""
        };
        let (head, clauses) = (head(chance), clauses(chance));
        let policy = format!("@id(\"rule {number}\") {challenge}{effect} ({head})\n{clauses};\n");
        policies.push_str(&policy);
    }
    match with_policies(&policies) {
        Ok(authorizer) => (policies, authorizer),
        Err(error) => panic!("{error}\n{policies}"),
    }
}

/// These policies, about sketches.
pub fn with_policies(policies: &str) -> Result<Authorizer, PolicyError> {
    with_texts(&schema(), policies)
}

/// These policies, with that schema.
pub fn with_texts(schema: &str, policies: &str) -> Result<Authorizer, PolicyError> {
    let text = |name: &str, content: &str| Text { name: name.into(), content: content.into() };
    let texts = [text("a.cedarschema", schema), text("a.cedar", policies)];
    Policies::parse(&texts).and_then(Authorizer::new)
}

fn head(chance: &mut StdRng) -> String {
    let one = |chance: &mut StdRng| {
        let permission = pick(chance, &about_sketches());
        format!("Action::\"{}\"", permission.cedar_action())
    };
    let action = match chance.random_range(0..3) {
        0 => "action".to_owned(),
        1 => format!("action == {}", one(chance)),
        _ => format!("action in [{}, {}]", one(chance), one(chance)),
    };
    let principal = pick(
        chance,
        &["principal is User", "principal is User", "principal is User in Role::\"moderator\""],
    );
    let resource = pick(
        chance,
        &["resource", "resource is Article", "resource is Article", "resource is Article"],
    );
    format!("{principal}, {action}, {resource}")
}

fn clauses(chance: &mut StdRng) -> String {
    let when = expression(chance, 3);
    if chance.random_ratio(1, 3) {
        let unless = expression(chance, 2);
        return format!("when {{ {when} }} unless {{ {unless} }}");
    }
    format!("when {{ {when} }}")
}

fn expression(chance: &mut StdRng, depth: u8) -> String {
    if depth == 0 || chance.random_ratio(1, 4) {
        return atom(chance);
    }
    let mut inner = || format!("({})", expression(chance, depth - 1));
    let (one, two, three) = (inner(), inner(), inner());
    match chance.random_range(0..8) {
        0..=2 => format!("{one} && {two}"),
        3..=5 => format!("{one} || {two}"),
        6 => format!("!{one}"),
        _ => format!("if {one} then {two} else {three}"),
    }
}

fn atom(chance: &mut StdRng) -> String {
    let role = pick(chance, &["author", "editor", "manager"]);
    let department = pick(chance, &DEPARTMENTS);
    let stage = pick(chance, &STAGES);
    let other_stage = pick(chance, &STAGES);
    let number = pick(chance, &[0_i64, 10, -10, 500, 9_007_199_254_740_993]);
    let compares = pick(chance, &["<", "<=", ">", ">=", "==", "!="]);
    let is = pick(chance, &["==", "!="]);
    match chance.random_range(0..29) {
        0 => format!("resource.author {is} principal"),
        1 => format!("principal {is} resource.second"),
        2 | 3 => format!("principal.{role}_of.contains(resource.department)"),
        4 => format!("resource.department {is} Department::\"{department}\""),
        5 => format!(
            "[Department::\"{department}\", Department::\"city\"].contains(resource.department)"
        ),
        6 | 7 => format!("resource.stage {is} \"{stage}\""),
        8 => format!("[\"{stage}\", \"{other_stage}\"].contains(resource.stage)"),
        9 | 10 => format!("resource.word_count {compares} {number}"),
        11 => format!("{number} {compares} resource.word_count"),
        12 => "resource.featured".to_owned(),
        13 => format!("resource.featured {is} true"),
        14 | 15 => format!("resource has embargo && resource.embargo {compares} {number}"),
        16 => "resource has embargo".to_owned(),
        21 => format!("resource has embargo && resource.embargo {compares} context.now"),
        22 => format!("context.now {compares} {number}"),
        23 => format!("context.network {is} \"public\""),
        24 => format!("context.assurance.level {compares} 1"),
        25 => format!("context.now - context.assurance.proved_at {compares} {number}"),
        17 => format!("resource has locale && resource.locale {is} \"de\""),
        18 => format!("principal in Role::\"{role}\""),
        19 => format!("principal {is} User::\"3\""),
        20 => format!("principal.{role}_of.contains(Department::\"{department}\")"),
        _ => beyond_rules(chance),
    }
}

/// What rules cannot say, and perhaps what makes Cedar fail.
fn beyond_rules(chance: &mut StdRng) -> String {
    let atoms = [
        "resource.stage like \"*ed\"",
        "resource.author == resource.second",
        "resource.word_count + 1 > 10",
        "resource == Article::\"7\"",
    ];
    pick(chance, &atoms).to_owned()
}

fn pick<T: Copy>(chance: &mut StdRng, from: &[T]) -> T {
    *from.choose(chance).unwrap()
}

#[test]
fn the_facts_of_a_sketch_are_the_ones_that_its_schema_declares() {
    let (_, authorizer) = authorizer(&mut chance(3));

    assert_eq!(check_facts::<Sketch>(&authorizer), Ok(()));
}
