//! Every route and every layer, in the order in which a request meets them.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    Extension, Router,
    extract::{ConnectInfo, Request, State},
    middleware::{self, Next, from_fn_with_state},
    response::Response,
    routing::{any, get},
};
use http::{Extensions, HeaderMap, HeaderName};
use tower::Layer;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate, predicate::DefaultPredicate},
};
use tower_sessions::Session;

use crate::{
    articles::feed,
    call::{CallContext, Foundation},
    entrances::{self, Entrances, admit},
    error::AppError,
    live, pages, paths, people,
    permissions::routes as permissions,
    powers::fence,
    server::{
        assets,
        build::IS_DEVELOPMENT,
        forms,
        headers::{self, HeaderPolicy},
        server_functions::{self, failed},
        settings::Settings,
        telemetry::{self, RequestId},
    },
    sessions::{self, Place, Principal, Unavailable},
    trail,
    ui::hydration::Assets,
};

/// Whom the page that asks shows, by number (`ui/session.js`).
const PAGE_USER: HeaderName = HeaderName::from_static("x-stile-user");

/// The whole application as one service.
pub fn router(on: &Foundation, settings: &Settings, assets: &Assets) -> Router {
    // Read from below: the last layer is the first that a request meets.
    let admit = from_fn_with_state(Entrances::new(assets::paths(&settings.leptos)), admit);
    let without_sessions = assets::routes(&settings.leptos, assets)
        .merge(feed::routes(on))
        .route(paths::HEALTH, get(|| async { "ok" }))
        .layer(admit.clone());
    let routes = with_sessions(routes(assets).layer(admit), on, settings)
        .layer(middleware::map_response(honest))
        .merge(without_sessions);
    // A form that failed asks for its page, which must be routed anew: so this stands around all routes.
    let answering = from_fn_with_state(Arc::clone(&on.origin), forms::answer).layer(routes);
    Router::new()
        .fallback_service(answering)
        .layer(compression())
        .layer(CatchPanicLayer::custom(|_| failed(AppError::Failed)))
        .layer(from_fn_with_state(HeaderPolicy::new(settings), headers::complete))
        .layer(middleware::from_fn(telemetry::log))
}

/// In development, compressing what nobody downloads from afar only takes time.
fn compression() -> CompressionLayer<impl Predicate> {
    let is_worth_it = |_, _, _: &HeaderMap, _: &Extensions| !IS_DEVELOPMENT;
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(DefaultPredicate::new().and(is_worth_it))
}

/// What needs to know who asks.
fn routes(assets: &Assets) -> Router {
    let assets = Arc::new(assets.clone());
    let page = move |request: Request| pages::render(Arc::clone(&assets), request);
    let routes = server_functions::routes::<CallContext>(&entrances::arguments())
        .route(paths::ME, get(permissions::me))
        .route(paths::MY_PERMISSIONS, get(permissions::my_permissions))
        .route(paths::NEWS, get(live::stream::stream))
        .route(paths::SESSION, get(live::status::tell))
        .route(paths::AUDIT_FILE, get(trail::export::download))
        .merge(fence::files::routes());
    entrances::pages()
        .fold(routes, |routes, path| routes.route(path, any(page.clone())))
        .fallback(page)
        .method_not_allowed_fallback(async || entrances::wrong_method())
}

fn with_sessions(routes: Router, on: &Foundation, settings: &Settings) -> Router {
    let routes = routes.layer(from_fn_with_state(on.clone(), call));
    let people = Arc::new(people::accounts::Accounts(on.db.clone()));
    sessions::attach(routes, &on.sessions, people, settings.session.same_site)
}

/// Turns a request into a call.
async fn call(
    State(on): State<Foundation>,
    Extension(principal): Extension<Principal>,
    Extension(RequestId(request_id)): Extension<RequestId>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    if !is_of_this_user(&request, &principal) {
        return failed(AppError::NotSignedIn);
    }
    let authorizer = on.policies.authorizer();
    let network = network(request.extensions());
    let place = Place::of(request.headers(), network);
    let lost = request.extensions().get().copied();
    let call = CallContext { on, authorizer, principal, session, request_id, network, place, lost };
    request.extensions_mut().insert(call);
    next.run(request).await
}

/// Whether the page that asks shows whoever is signed in in its browser now: if it says somebody else,
/// they would do what they did not mean to.
fn is_of_this_user(request: &Request, principal: &Principal) -> bool {
    let Some(said) = request.headers().get(PAGE_USER) else { return true };
    principal.user().is_some_and(|user| user.id.to_string().as_bytes() == said.as_bytes())
}

/// Who is connected to us. What a header says of it, anybody can write.
fn network(request: &Extensions) -> Option<IpAddr> {
    let ConnectInfo(address) = request.get::<ConnectInfo<SocketAddr>>()?;
    Some(address.ip().to_canonical())
}

/// Who cannot be looked up is told so, in the same form as every other error.
async fn honest(response: Response) -> Response {
    if response.extensions().get::<Unavailable>().is_some() {
        return failed(AppError::Unavailable);
    }
    response
}
