//! Every route and every layer, in the order in which a request meets them.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Extension, Router,
    extract::{ConnectInfo, Request, State},
    middleware::{self, Next, from_fn_with_state},
    response::Response,
    routing::{any, get, post},
};
use http::{Extensions, HeaderMap, Method};
use ipnet::IpNet;
use tower::Layer;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate, predicate::DefaultPredicate},
};
use tower_sessions::Session;

use crate::{
    alerts::report,
    articles::feed,
    call::{CallContext, Foundation},
    entrances::{self, Entrances, admit},
    error::AppError,
    files, letters,
    limits::{self, Device},
    live, pages, paths, people,
    permissions::routes as permissions,
    powers::fence,
    profile,
    server::{
        assets,
        bounds::{self, Bounds},
        build::IS_DEVELOPMENT,
        csrf,
        forms::{self, GoesOn, Ours},
        headers::{self, HeaderPolicy, OwnPolicy},
        link_token::LinkToken,
        network::{self, CallerAddress},
        server_functions::{self, failed},
        settings::Settings,
        telemetry::{self, RequestId},
        visit_token::VisitToken,
    },
    sessions::{self, HalfWay, Place, Principal, Unavailable},
    takeout, trail,
    ui::{hydration::Assets, returned::MADE_FOR},
    widget::{self, Widget},
};

/// The networks of our own proxies.
type Proxies = Arc<[IpNet]>;

/// The whole application as one service.
pub fn router(on: &Foundation, settings: &Settings, assets: &Assets) -> Router {
    // Read from below: the last layer is the first that a request meets.
    let admit = from_fn_with_state(Entrances::new(assets::paths(&settings.leptos)), admit);
    let counted = from_fn_with_state(Arc::clone(&on.limits), limits::admit);
    let without_sessions = assets::routes(&settings.leptos, assets)
        .merge(feed::routes(on).layer(counted.clone()))
        .route(paths::HEALTH, get(|| async { "ok" }))
        .layer(admit.clone());
    let routes = with_sessions(routes(settings, assets).layer(admit.clone()), on)
        .layer(middleware::map_response(honest))
        .merge(without_sessions);
    // A form that failed asks for its page, which must be routed anew: so this stands around all routes.
    let ours =
        Ours { origin: Arc::clone(&on.origin), session: on.cookie.name(), key: on.key.clone() };
    let answering = from_fn_with_state(ours, forms::answer).layer(routes);
    let proxies: Proxies = settings.site.proxies.as_slice().into();
    Router::new()
        .merge(report::routes(on).layer(admit).layer(counted))
        .fallback_service(answering)
        .layer(from_fn_with_state(Bounds::new(settings), bounds::keep))
        .layer(from_fn_with_state(Arc::clone(&on.limits), limits::watch))
        .layer(compression())
        .layer(CatchPanicLayer::custom(|_| failed(AppError::Failed)))
        .layer(from_fn_with_state(HeaderPolicy::new(settings), headers::complete))
        .layer(from_fn_with_state(proxies, caller))
        .layer(middleware::from_fn(telemetry::log))
}

/// In development, compressing what nobody downloads from afar only takes time.
fn compression() -> CompressionLayer<impl Predicate> {
    // What is sent in parts is sent as it is.
    let is_worth_it = |_, _, _: &HeaderMap, about: &Extensions| {
        !IS_DEVELOPMENT && about.get::<OwnPolicy>().is_none()
    };
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(DefaultPredicate::new().and(is_worth_it))
}

/// What needs to know who asks.
fn routes(settings: &Settings, assets: &Assets) -> Router {
    let mailbox = letters::development::routes(&assets.stylesheet);
    let assets = Arc::new(assets.clone());
    let framed = Widget::of(settings);
    let page = move |request: Request| pages::render(Arc::clone(&assets), request);
    let routes = server_functions::routes::<CallContext>(&entrances::arguments())
        .route(paths::ME, get(permissions::me))
        .route(paths::MY_PERMISSIONS, get(permissions::my_permissions))
        .route(paths::NEWS, get(live::stream::stream))
        .route(paths::SESSION, get(live::status::tell))
        .route(paths::AUDIT_FILE, get(trail::export::download))
        .route(paths::FILE, get(files::send::send))
        .route(paths::DATA, get(takeout::export::download))
        .route(paths::WIDGET, get(move |request| widget::show(framed, request)))
        .route(paths::UPLOAD, post(files::take::take))
        .route(paths::PICTURE, get(profile::send::send))
        .route(paths::PICTURE_UPLOAD, post(profile::take::take))
        .route(paths::LINK, get(letters::open))
        .merge(mailbox)
        .merge(fence::files::routes());
    entrances::pages()
        .fold(routes, |routes, path| routes.route(path, any(page.clone())))
        .fallback(page)
        .method_not_allowed_fallback(async || server_functions::wrong_method())
}

fn with_sessions(routes: Router, on: &Foundation) -> Router {
    let routes = routes
        .layer(from_fn_with_state(on.clone(), call))
        .layer(from_fn_with_state(Arc::clone(&on.limits), limits::admit));
    let people = Arc::new(people::accounts::Accounts(on.db.clone()));
    sessions::attach(routes, &on.sessions, people, on.cookie.clone())
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
    if is_of_somebody_else(&request, &principal) {
        return failed(AppError::SomebodyElse);
    }
    if !still_waits(&request, &principal, &on) {
        return failed(AppError::Expired { reason: Some(WAITED_IN_VAIN.to_owned()) });
    }
    let authorizer = on.policies.authorizer();
    let network = request.extensions().get::<CallerAddress>().map(|it| it.0);
    let place = Place::of(request.headers(), network);
    let lost = request.extensions().get().copied();
    let device = Device::sent(request.headers());
    let link = LinkToken::sent(request.headers());
    let half_way = HalfWay::sent(request.headers(), on.clock.now(), &on.key);
    let visit = VisitToken::sent(request.headers());
    let call = CallContext {
        on,
        authorizer,
        principal,
        session,
        request_id,
        network,
        place,
        lost,
        device,
        link,
        half_way,
        visit,
    };
    request.extensions_mut().insert(call);
    next.run(request).await
}

/// Whether the page that asks shows whoever is signed in in its browser now: if it says somebody else,
/// they would do what they did not mean to.
fn is_of_this_user(request: &Request, principal: &Principal) -> bool {
    let mut said =
        request.headers().get_all(csrf::PAGE_USER).iter().filter(|said| !said.is_empty());
    let is_here =
        |said: &[u8]| principal.user().is_some_and(|it| it.id.to_string().as_bytes() == said);
    said.all(|said| is_here(said.as_bytes()))
}

/// Whether a form is sent without script by a page that shows somebody else than who is signed in now. Where
/// nobody is, nobody's powers are used.
fn is_of_somebody_else(request: &Request, principal: &Principal) -> bool {
    let Some(user) = principal.user().filter(|_| request.method() == Method::POST) else {
        return false;
    };
    let query = request.uri().query().unwrap_or_default();
    let mut said = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == MADE_FOR);
    said.any(|(_, said)| said != user.id.to_string())
}

/// What is said of a form that waited for a proof in vain.
const WAITED_IN_VAIN: &str = "This waited too long for the proof, or for that of another session, so nothing was done. Look at it again, then send it.";

/// Whether it is sent by a browser, or has waited for a proof of the session that sends it now.
fn still_waits(request: &Request, principal: &Principal, on: &Foundation) -> bool {
    let Some(GoesOn(waits)) = request.extensions().get() else { return true };
    forms::still_holds(waits, &principal.session_name(), (on.clock.now(), &on.key))
}

/// Notes who has called us, from outside of our proxies.
async fn caller(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let caller = network::caller(peer.ip(), request.headers(), &proxies);
        request.extensions_mut().insert(CallerAddress(caller));
    }
    next.run(request).await
}

/// Who cannot be looked up is told so, in the same form as every other error.
async fn honest(response: Response) -> Response {
    if response.extensions().get::<Unavailable>().is_some() {
        return failed(AppError::Unavailable);
    }
    response
}
