//! Views whose type is forgotten, on the server: what `AnyView` does, in less code.
//!
//! # Why not `AnyView`
//!
//! tachys 0.2 compiles, for every view that is forgotten, ways that nobody goes. On the server: to wait
//! for its parts, to change it, and to send it out of order; without them the compiler makes half as
//! many functions. In the browser: to hydrate it piece by piece, for pages whose code is loaded later;
//! it was a sixth of the wasm.

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::*,
    tachys::{
        hydration::Cursor,
        ssr::{StreamBuilder, StreamChunk},
        view::{Position, PositionState},
    },
};

/// A view whose type is forgotten.
pub struct Erased(Box<dyn View>);

/// Forgets the type of a view.
pub fn erased(view: impl IntoView + 'static) -> Erased {
    Erased(Box::new(view.into_view()))
}

trait View: Send {
    /// Writes it in order: what waits keeps its place.
    fn write(self: Box<Self>, page: &mut StreamBuilder, position: &mut Position, how: How);
}

/// How a view is written.
struct How {
    escape: bool,
    mark_branches: bool,
    attributes: Vec<AnyAttribute>,
}

impl<V: RenderHtml + 'static> View for V {
    fn write(self: Box<Self>, page: &mut StreamBuilder, position: &mut Position, how: How) {
        let How { escape, mark_branches, attributes } = how;
        (*self).to_html_async_with_buf::<false>(page, position, escape, mark_branches, attributes);
        if !V::EXISTS {
            page.push_sync("<!--<() />-->");
        }
    }
}

impl RenderHtml for Erased {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    /// Only [`Loaded`](super::loaded::Loaded) waits, and for nothing inside a forgotten view.
    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    /// Writes what need not be waited for.
    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        let mut page = StreamBuilder::new(None);
        self.0.write(&mut page, position, How { escape, mark_branches, attributes });
        for chunk in page.take_chunks() {
            if let StreamChunk::Sync(written) = chunk {
                html.push_str(&written);
            }
        }
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        page: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        self.0.write(page, position, How { escape, mark_branches, attributes });
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) {}

    async fn hydrate_async(self, _: &Cursor, _: &PositionState) {}

    fn into_owned(self) -> Self {
        self
    }
}

/// The server changes no page.
impl Render for Erased {
    type State = ();

    fn build(self) {}

    fn rebuild(self, (): &mut ()) {}
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
