//! What stands between the tags of a component. Like Leptos's `Children`, but small in the browser.

use std::sync::Arc;

use leptos::{
    children::{ChildrenOptContainer, ToChildren},
    prelude::*,
};

use super::erased::{Erased, erased};

/// What stands between the tags of a component.
pub struct Content(Box<dyn FnOnce() -> Erased + Send>);

impl Content {
    /// Shows it.
    #[must_use]
    pub fn show(self) -> Erased {
        (self.0)()
    }
}

impl<F, V> ToChildren<F> for Content
where
    F: FnOnce() -> V + Send + 'static,
    V: IntoView + 'static,
{
    fn to_children(show: F) -> Self {
        Self(Box::new(move || erased(show())))
    }
}

/// A text, which `view!` does not wrap.
impl<T: IntoView + Send + 'static> ToChildren<ChildrenOptContainer<T>> for Content {
    fn to_children(ChildrenOptContainer(text): ChildrenOptContainer<T>) -> Self {
        Self::to_children(move || text)
    }
}

/// What stands between the tags of a component that shows it again and again, or not at all.
#[derive(Clone)]
pub struct ContentFn(Arc<dyn Fn() -> Erased + Send + Sync>);

impl ContentFn {
    /// Shows it.
    #[must_use]
    pub fn show(&self) -> Erased {
        (self.0)()
    }
}

impl Default for ContentFn {
    fn default() -> Self {
        Self::to_children(|| ())
    }
}

impl<F, V> From<F> for ContentFn
where
    F: Fn() -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    fn from(show: F) -> Self {
        Self::to_children(show)
    }
}

impl<F, V> ToChildren<F> for ContentFn
where
    F: Fn() -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    fn to_children(show: F) -> Self {
        Self(Arc::new(move || erased(show())))
    }
}

/// A text, which `view!` does not wrap.
impl<T: IntoView + Clone + Send + Sync + 'static> ToChildren<ChildrenOptContainer<T>>
    for ContentFn
{
    fn to_children(ChildrenOptContainer(text): ChildrenOptContainer<T>) -> Self {
        Self::to_children(move || text.clone())
    }
}
