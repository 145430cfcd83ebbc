//! Who may do what with articles.

use stile::authorization::Permission;

use crate::{
    support::{AUTHORIZER, CALL, article, person},
    tables::Row,
};

pub const MAY_READ: &[Row] = &[
    ("a visitor", "published science by lena", true),
    ("a visitor", "draft science by lena", false),
    ("a visitor", "in_review science by lena", false),
    ("a visitor", "retracted science by lena", false),
    ("tom", "published science by lena", true),
    ("tom", "in_review science by lena", false),
    ("tom", "retracted science by lena", false),
    ("lena", "draft science by lena", true),
    ("lena", "draft politics by lena", true),
    ("lena", "retracted science by lena", true),
    ("lena", "draft science by ada", false),
    ("ada", "draft science by lena", true),
    ("ada", "retracted culture by lena", true),
    ("ada", "draft city by jonas", false),
    ("mei", "retracted politics by jonas", true),
    ("mei", "draft city by jonas", false),
    ("rosa", "draft city by jonas", true),
    ("rosa", "retracted city by jonas", true),
    ("priya", "draft city by jonas", true),
    ("priya", "retracted politics by jonas", true),
    ("a visitor", "published science by lena released", true),
    ("a visitor", "published science by lena embargoed", false),
    ("a visitor", "published science by lena held", true),
    ("tom", "published science by lena embargoed", false),
    ("lena", "published science by lena embargoed", true),
    ("ada", "published science by lena embargoed", true),
    ("jonas", "published science by lena embargoed", false),
    ("rosa", "published science by lena embargoed", true),
];

pub const MAY_CREATE: &[Row] = &[
    ("a visitor", "draft science by lena", false),
    ("tom", "draft science by tom", false),
    ("lena", "draft science by lena", true),
    ("lena", "draft politics by lena", false),
    ("lena", "draft science by ada", false),
    ("lena", "published science by lena", false),
    ("lena", "in_review science by lena", false),
    ("ada", "draft culture by ada", true),
    ("ada", "draft culture by lena", false),
    ("mei", "draft politics by mei", true),
    ("mei", "draft science by mei", false),
    ("rosa", "draft science by rosa", false),
    ("priya", "draft science by priya", false),
];

pub const MAY_UPDATE: &[Row] = &[
    ("a visitor", "draft science by lena", false),
    ("a visitor", "published science by lena", false),
    ("tom", "draft science by tom", false),
    ("lena", "draft science by lena", true),
    ("lena", "in_review science by lena", false),
    ("lena", "published science by lena", false),
    ("lena", "draft politics by lena", false),
    ("lena", "draft science by ada", false),
    ("ada", "draft science by lena", true),
    ("ada", "in_review science by lena", true),
    ("ada", "published science by lena", false),
    ("ada", "published science by ada", false),
    ("ada", "draft city by jonas", false),
    ("mei", "draft politics by jonas", true),
    ("mei", "published politics by jonas", true),
    ("mei", "retracted politics by jonas", false),
    ("mei", "draft science by lena", false),
    ("rosa", "draft science by lena", false),
    ("priya", "draft science by lena", false),
    ("lena", "draft science by lena held", false),
    ("ada", "in_review science by lena held", false),
    ("mei", "draft politics by jonas held", true),
    ("mei", "published politics by jonas held", true),
];

pub const MAY_READ_HISTORY: &[Row] = &[
    ("a visitor", "published science by lena", false),
    ("tom", "published science by lena", false),
    ("lena", "draft science by lena", true),
    ("lena", "published science by lena", true),
    ("lena", "published science by ada", false),
    ("ada", "in_review science by lena", true),
    ("ada", "published city by jonas", false),
    ("mei", "retracted politics by jonas", true),
    ("mei", "published science by lena", false),
    ("rosa", "draft science by lena", true),
    ("priya", "published politics by jonas", true),
];

pub const MAY_SUBMIT: &[Row] = &[
    ("a visitor", "draft science by lena", false),
    ("tom", "draft science by lena", false),
    ("lena", "draft science by lena", true),
    ("lena", "draft politics by lena", false),
    ("lena", "in_review science by lena", false),
    ("ada", "draft science by lena", false),
    ("ada", "draft science by ada", true),
    ("mei", "draft politics by jonas", true),
    ("mei", "published politics by jonas", false),
    ("mei", "draft science by lena", false),
    ("priya", "draft science by lena", false),
];

pub const MAY_RETURN: &[Row] = &[
    ("a visitor", "in_review science by lena", false),
    ("lena", "in_review science by lena", false),
    ("ada", "in_review science by lena", true),
    ("ada", "in_review science by ada", true),
    ("ada", "draft science by lena", false),
    ("ada", "in_review city by jonas", false),
    ("mei", "in_review politics by jonas", true),
    ("mei", "in_review science by lena", false),
    ("rosa", "in_review science by lena", false),
    ("priya", "in_review science by lena", false),
];

pub const MAY_PUBLISH: &[Row] = &[
    ("a visitor", "in_review science by lena", false),
    ("tom", "in_review science by lena", false),
    ("lena", "in_review science by lena", false),
    ("ada", "in_review science by lena", true),
    ("ada", "in_review science by ada", false),
    ("ada", "draft science by lena", false),
    ("ada", "published science by lena", false),
    ("ada", "in_review city by jonas", false),
    ("henrik", "in_review science by ada", true),
    ("jonas", "in_review science by ada", false),
    ("mei", "in_review politics by jonas", true),
    ("mei", "in_review politics by mei", false),
    ("rosa", "in_review science by lena", false),
    ("priya", "in_review science by lena", false),
    ("ada", "in_review science by lena embargoed", true),
    ("ada", "in_review science by lena held", false),
    ("mei", "in_review politics by jonas held", true),
];

pub const MAY_RETRACT: &[Row] = &[
    ("a visitor", "published politics by jonas", false),
    ("mei", "published politics by jonas", true),
    ("mei", "published politics by mei", true),
    ("mei", "in_review politics by jonas", false),
    ("mei", "retracted politics by jonas", false),
    ("mei", "published science by lena", false),
    ("ada", "published science by lena", false),
    ("lena", "published science by lena", false),
    ("rosa", "published science by lena", false),
    ("priya", "published science by lena", false),
    ("mei", "published politics by jonas held", true),
];

pub const MAY_REMOVE_FILES: &[Row] = &[
    ("a visitor", "published science by lena", false),
    ("tom", "draft science by tom", false),
    ("lena", "draft science by lena", true),
    ("lena", "in_review science by lena", false),
    ("lena", "draft politics by lena", false),
    ("ada", "in_review science by lena", true),
    ("ada", "published science by lena", false),
    ("mei", "published politics by jonas", true),
    ("mei", "retracted politics by jonas", false),
    ("rosa", "draft science by lena", false),
    ("priya", "draft science by lena", false),
    ("lena", "draft science by lena held", false),
    ("ada", "in_review science by lena held", false),
    ("mei", "published politics by jonas held", false),
];

pub const MAY_DELETE: &[Row] = &[
    ("a visitor", "draft science by lena", false),
    ("tom", "draft science by lena", false),
    ("lena", "draft science by lena", true),
    ("lena", "in_review science by lena", false),
    ("lena", "draft science by ada", false),
    ("ada", "draft science by lena", false),
    ("mei", "draft politics by jonas", true),
    ("mei", "published politics by jonas", false),
    ("mei", "draft science by lena", false),
    ("rosa", "draft science by lena", false),
    ("priya", "draft science by lena", false),
    ("lena", "draft science by lena held", false),
    ("mei", "draft politics by jonas held", false),
];

#[test]
fn a_department_in_which_one_no_longer_works_leaves_reading_and_deleting() {
    let left_behind = article("draft politics by lena");
    let may = |permission| AUTHORIZER.decide(&person("lena"), permission, &left_behind, CALL);

    assert!(may(Permission::ReadArticle).is_allowed());
    assert!(may(Permission::DeleteArticle).is_allowed());
    assert!(!may(Permission::SubmitArticle).is_allowed());
    assert!(!may(Permission::UpdateArticle).is_allowed());
}

pub const MAY_EMBARGO: &[Row] = &[
    ("a visitor", "in_review science by lena", false),
    ("tom", "in_review science by lena", false),
    ("lena", "draft science by lena", false),
    ("ada", "draft science by lena", true),
    ("ada", "in_review science by ada", true),
    ("ada", "in_review city by jonas", false),
    ("ada", "published science by lena embargoed", true),
    ("ada", "published science by lena released", false),
    ("ada", "published science by lena", false),
    ("ada", "retracted science by lena embargoed", false),
    ("ada", "in_review science by lena held", false),
    ("mei", "in_review politics by jonas", true),
    ("mei", "in_review politics by jonas held", true),
    ("mei", "published politics by jonas", false),
    ("rosa", "in_review science by lena", false),
    ("priya", "in_review science by lena", false),
];

pub const MAY_HOLD: &[Row] = &[
    ("a visitor", "published politics by jonas", false),
    ("tom", "published politics by jonas", false),
    ("jonas", "draft politics by jonas", false),
    ("mei", "draft politics by jonas", true),
    ("mei", "retracted politics by jonas", true),
    ("mei", "published politics by jonas held", false),
    ("mei", "published science by lena", false),
    ("ada", "published science by lena", false),
    ("rosa", "published science by lena", false),
    ("priya", "published politics by jonas", false),
];

pub const MAY_RELEASE: &[Row] = &[
    ("a visitor", "published politics by jonas held", false),
    ("tom", "published politics by jonas held", false),
    ("mei", "published politics by jonas held", true),
    ("mei", "published politics by jonas", false),
    ("mei", "published science by lena held", false),
    ("ada", "published science by lena held", false),
    ("priya", "published politics by jonas held", false),
];

pub const MAY_READDRESS: &[Row] = &[
    ("a visitor", "published politics by jonas", false),
    ("tom", "published politics by jonas", false),
    ("lena", "draft science by lena", true),
    ("lena", "draft politics by lena", false),
    ("lena", "in_review science by lena", false),
    ("lena", "published science by lena", false),
    ("ada", "in_review science by lena", true),
    ("ada", "published science by ada", false),
    ("ada", "draft science by lena held", false),
    ("mei", "published politics by jonas", true),
    ("mei", "retracted politics by jonas", true),
    ("mei", "published politics by jonas held", true),
    ("mei", "published science by lena", false),
    ("rosa", "draft science by lena", false),
    ("priya", "draft science by lena", false),
];

pub const MAY_CREDIT: &[Row] = &[
    ("a visitor", "published science by lena", false),
    ("tom", "published science by lena", false),
    ("lena", "draft science by lena", false),
    ("ada", "draft science by lena", true),
    ("ada", "published science by lena", true),
    ("ada", "retracted science by lena", false),
    ("ada", "published science by lena held", false),
    ("ada", "published city by jonas", false),
    ("mei", "published politics by jonas", false),
    ("rosa", "published science by lena", false),
    ("priya", "published science by lena", false),
];
