//! Views whose type is forgotten, in the browser: what `AnyView` does, in less code.
//!
//! `erased.rs`, which stands in for it on the server, says why.

use std::any::{Any, TypeId};

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::*,
    tachys::{
        hydration::Cursor,
        renderer::{
            Rndr,
            types::{Element, Node, Placeholder},
        },
        view::{Mountable, Position, PositionState},
    },
};

/// A view whose type is forgotten.
pub struct Erased(Box<dyn View>);

/// Forgets the type of a view.
pub fn erased(view: impl IntoView + 'static) -> Erased {
    Erased(Box::new(view.into_view()))
}

trait View: Send {
    fn kind(&self) -> TypeId;
    fn build(self: Box<Self>) -> Shown;
    fn rebuild(self: Box<Self>, shown: &mut Shown);
    fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Shown;
}

/// Part of a page.
pub struct Shown {
    /// The view's type.
    kind: TypeId,
    state: Box<dyn State>,
    /// Marks the place of a view that is nothing.
    place: Option<Placeholder>,
}

trait State: Mountable + Any {}

impl<S: Mountable + Any> State for S {}

impl<V: RenderHtml + 'static> View for V {
    fn kind(&self) -> TypeId {
        TypeId::of::<V>()
    }

    fn build(self: Box<Self>) -> Shown {
        Shown {
            kind: TypeId::of::<V>(),
            state: Box::new((*self).build()),
            place: (!V::EXISTS).then(Rndr::create_placeholder),
        }
    }

    fn rebuild(self: Box<Self>, shown: &mut Shown) {
        let state: &mut dyn Any = &mut *shown.state;
        if let Some(state) = state.downcast_mut() {
            (*self).rebuild(state);
        }
    }

    fn hydrate(self: Box<Self>, cursor: &Cursor, position: &PositionState) -> Shown {
        Shown {
            kind: TypeId::of::<V>(),
            state: Box::new((*self).hydrate::<true>(cursor, position)),
            place: (!V::EXISTS).then(|| cursor.next_placeholder(position)),
        }
    }
}

impl Render for Erased {
    type State = Shown;

    fn build(self) -> Shown {
        self.0.build()
    }

    fn rebuild(self, shown: &mut Shown) {
        if self.0.kind() == shown.kind {
            return self.0.rebuild(shown);
        }
        let mut new = self.0.build();
        shown.insert_before_this(&mut new);
        shown.unmount();
        *shown = new;
    }
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        self.state.unmount();
        self.place.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.state.mount(parent, marker);
        self.place.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.state.insert_before_this(child) || self.place.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.state.elements()
    }
}

impl AddAnyAttr for Erased {
    type Output<A: Attribute> = <AnyView as AddAnyAttr>::Output<A>;

    fn add_any_attr<A: Attribute>(self, attribute: A) -> Self::Output<A>
    where
        Self::Output<A>: RenderHtml,
    {
        IntoAny::into_any(self).add_any_attr(attribute)
    }
}

impl RenderHtml for Erased {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// The browser writes no HTML.
    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Shown {
        self.0.hydrate(cursor, position)
    }

    async fn hydrate_async(self, cursor: &Cursor, position: &PositionState) -> Shown {
        self.0.hydrate(cursor, position)
    }

    fn into_owned(self) -> Self {
        self
    }
}
