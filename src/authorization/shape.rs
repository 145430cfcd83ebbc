//! What the schema says about things: their attributes, and what rules call them.

use std::{collections::BTreeMap, fmt};

use cedar_policy::{EntityId, EntityTypeName, EntityUid, schema_str_to_json_with_resolved_types};
use serde_json::Value as Json;

use super::{
    authorizer::Authorizer,
    entities::{EntityError, USER},
    facts::{Governed, Kind},
    policies::PolicyError,
};

/// Every entity type of the schema.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    types: BTreeMap<String, Shape>,
    /// Their names, read once: Cedar parses a name as carefully as a policy.
    names: BTreeMap<String, EntityTypeName>,
    roles: Vec<RoleKind>,
}

/// A role that people can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleKind {
    /// Its name in the policies: `editor`.
    pub name: String,
    /// Whether it is held in a department; otherwise it holds everywhere.
    pub in_department: bool,
}

/// The end of the name of every attribute of users that holds the departments of a role.
pub(super) const ROLE_ATTRIBUTE: &str = "_of";

/// The attributes of one entity type.
pub type Shape = BTreeMap<String, Attribute>;

/// What the schema says about one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// What kind of value it has.
    pub kind: AttributeKind,
    /// Whether every entity has it.
    pub required: bool,
    /// What rules call it: `authorId` for the entity `author`, `wordCount` for `word_count`.
    pub field: String,
}

/// The kinds of values that a schema knows, as far as rules care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// `Bool`
    Bool,
    /// `Long`
    Long,
    /// `String`
    Text,
    /// An entity of that type.
    Entity(String),
    /// A set of entities of that type.
    Entities(String),
    /// Anything else: rules cannot carry it.
    Other,
}

impl Shapes {
    /// The shapes in a whole schema.
    pub(super) fn read(schema: &str) -> Result<Self, PolicyError> {
        let (json, _warnings) = schema_str_to_json_with_resolved_types(schema)
            .map_err(|error| PolicyError::Schema(error.to_string()))?;
        let entity_types = json[""]["entityTypes"].as_object();
        let shape = |(name, body): (&String, &Json)| (name.clone(), shape(body));
        let types: BTreeMap<_, _> = entity_types.into_iter().flatten().map(shape).collect();
        let name = |name: &String| match name.parse() {
            Ok(parsed) => Ok((name.clone(), parsed)),
            Err(error) => Err(PolicyError::Schema(format!("{name}: {error}"))),
        };
        Ok(Self {
            names: types.keys().map(name).collect::<Result<_, _>>()?,
            roles: roles(&json[""]["entityTypes"]["Role"], &types),
            types,
        })
    }

    /// The roles that the schema lists; none, if it leaves them open.
    #[must_use]
    pub fn roles(&self) -> &[RoleKind] {
        &self.roles
    }

    /// The name of an entity.
    ///
    /// # Errors
    ///
    /// If the schema does not know its type.
    pub(super) fn uid(&self, entity_type: &str, id: &str) -> Result<EntityUid, EntityError> {
        let name =
            self.names.get(entity_type).ok_or_else(|| format!("there is no {entity_type}"))?;
        Ok(EntityUid::from_type_name_and_id(name.clone(), EntityId::new(id)))
    }

    /// The attributes of a type; `None` for a type that the schema does not know.
    #[must_use]
    pub fn of(&self, entity_type: &str) -> Option<&Shape> {
        self.types.get(entity_type)
    }
}

impl Attribute {
    fn new(name: &str, kind: AttributeKind, required: bool) -> Self {
        let field = field(name, &kind);
        Self { kind, required, field }
    }
}

fn field(name: &str, kind: &AttributeKind) -> String {
    let mut field = String::with_capacity(name.len() + 2);
    for (index, word) in name.split('_').enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if index > 0 => field.extend(first.to_uppercase()),
            first => field.extend(first),
        }
        field.push_str(letters.as_str());
    }
    if let AttributeKind::Entity(_) = kind {
        field.push_str("Id");
    }
    field
}

fn roles(body: &Json, types: &BTreeMap<String, Shape>) -> Vec<RoleKind> {
    let names = body["enum"].as_array().into_iter().flatten().filter_map(Json::as_str);
    let is_attribute = |name: &str| {
        let attribute = format!("{name}{ROLE_ATTRIBUTE}");
        types.get(USER).is_some_and(|user| user.contains_key(&attribute))
    };
    let role = |name: &str| RoleKind { name: name.to_owned(), in_department: is_attribute(name) };
    names.map(role).collect()
}

fn shape(body: &Json) -> Shape {
    let attributes = body["shape"]["attributes"].as_object();
    let attribute = |(name, body): (&String, &Json)| {
        let required = body["required"].as_bool().unwrap_or(true);
        (name.clone(), Attribute::new(name, kind(body), required))
    };
    attributes.into_iter().flatten().map(attribute).collect()
}

fn kind(body: &Json) -> AttributeKind {
    let text = |key: &str| body[key].as_str().unwrap_or_default();
    let plain = |name: &str| name.trim_start_matches("__cedar::").to_owned();
    match (plain(text("type")).as_str(), plain(text("name"))) {
        ("Entity", name) => AttributeKind::Entity(name),
        ("Set", _) => match kind(&body["element"]) {
            AttributeKind::Entity(name) => AttributeKind::Entities(name),
            _ => AttributeKind::Other,
        },
        ("Bool" | "Boolean", _) => AttributeKind::Bool,
        ("Long", _) => AttributeKind::Long,
        ("String", _) => AttributeKind::Text,
        _ => AttributeKind::Other,
    }
}

/// A feature's facts and the schema tell different stories.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{subject}: {mistakes}; facts.rs and the schema must say the same")]
pub struct FactsDiffer {
    subject: &'static str,
    mistakes: Mistakes,
}

#[derive(Debug, PartialEq, Eq)]
struct Mistakes(Vec<String>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

/// Compares the facts of a kind of thing with what the schema says about it.
///
/// # Errors
///
/// If an attribute has no fact or several, if a fact has no attribute, or if the two disagree
/// about the kind of value or about what rules call it.
pub fn check_facts<T: Governed>(authorizer: &Authorizer) -> Result<(), FactsDiffer> {
    let empty = Shape::new();
    let shape = authorizer.shapes().of(T::TYPE).unwrap_or(&empty);
    let mut mistakes: Vec<String> = shape.keys().filter_map(|name| miscount::<T>(name)).collect();
    for fact in T::FACTS {
        match shape.get(fact.attribute) {
            None => mistakes.push(format!("the schema has no attribute {}", fact.attribute)),
            Some(attribute) if !attribute.is_told_by(fact.kind) => {
                mistakes.push(format!("{} has another kind of value", fact.attribute));
            }
            Some(attribute) if attribute.field != fact.field => {
                mistakes.push(format!("rules call {} {}", fact.attribute, attribute.field));
            }
            Some(_) => {}
        }
    }
    if mistakes.is_empty() {
        return Ok(());
    }
    Err(FactsDiffer { subject: T::TYPE, mistakes: Mistakes(mistakes) })
}

fn miscount<T: Governed>(name: &str) -> Option<String> {
    match T::FACTS.iter().filter(|fact| fact.attribute == name).count() {
        1 => None,
        count => Some(format!("attribute {name} has {count} facts")),
    }
}

impl Attribute {
    fn is_told_by(&self, kind: Kind) -> bool {
        match (&self.kind, kind) {
            (AttributeKind::Bool, Kind::Bool)
            | (AttributeKind::Long, Kind::Long)
            | (AttributeKind::Text, Kind::Text) => true,
            (AttributeKind::Entity(of), Kind::Entity(told, _)) => of == told,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_tells_the_kind_of_every_attribute() {
        let shapes = Shapes::read(
            "entity User; entity Article = { author: User, word_count: Long, featured?: Bool,\n\
             readers: Set<User>, tags: Set<String>, slug: String };",
        )
        .unwrap();
        let shape = shapes.of("Article").unwrap();
        let kind = |name: &str| shape[name].kind.clone();

        assert_eq!(kind("author"), AttributeKind::Entity("User".into()));
        assert_eq!(kind("readers"), AttributeKind::Entities("User".into()));
        assert_eq!(kind("word_count"), AttributeKind::Long);
        assert_eq!(kind("featured"), AttributeKind::Bool);
        assert_eq!(kind("slug"), AttributeKind::Text);
        assert_eq!(kind("tags"), AttributeKind::Other);
        assert!(shape["slug"].required && !shape["featured"].required);
    }

    #[test]
    fn the_roles_are_those_of_the_schema_in_its_order() {
        let roles = |schema: &str| Shapes::read(schema).unwrap().roles().to_vec();
        let user = "entity Department; entity User in [Role] = { editor_of: Set<Department> };";

        let listed = roles(&format!("entity Role enum [\"reader\", \"editor\"]; {user}"));
        assert_eq!(
            listed,
            [("reader", false), ("editor", true)]
                .map(|(name, in_department)| RoleKind { name: name.into(), in_department })
        );
        assert_eq!(roles(&format!("entity Role; {user}")), []);
    }

    #[test]
    fn a_field_is_the_attribute_in_camel_case_and_an_entity_ends_in_id() {
        let field = |kind, name: &str| Attribute::new(name, kind, true).field;

        assert_eq!(field(AttributeKind::Text, "stage"), "stage");
        assert_eq!(field(AttributeKind::Long, "word_count"), "wordCount");
        assert_eq!(field(AttributeKind::Entity("User".into()), "last_editor"), "lastEditorId");
    }
}
