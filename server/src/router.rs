//! The whole site on one screen.

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    routing::{delete, get, post, put},
};
use sscard_shared::api;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

use crate::{
    address, admission,
    app::App,
    error, log, origin,
    routes::{
        account, application, captcha, code, devices, directory, draft, eligibility, face, health,
        host_phone, metrics, other_ways, person, picture, provider, reading, sandbox, scan,
        session,
    },
    site,
};

/// Longer than anybody is kept waiting for a phone.
const WAITING_SECONDS: u64 = 40;

/// Every path of the server.
pub fn router(app: App) -> Router {
    let limits = &app.config.limits;
    let within = |seconds| {
        TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(seconds),
        )
    };

    let known_clients = middleware::from_fn_with_state(app.clone(), address::require_known);
    let admit = middleware::from_fn_with_state(app.clone(), admission::admit);
    let of_sandbox = |routes: Router<App>| {
        routes.route_layer(middleware::from_fn_with_state(app.clone(), sandbox::require))
    };

    let uploads = Router::new()
        .route(
            &format!("{}/{{name}}", api::PICTURES_PATH),
            // What comes is admitted piece by piece: whose it is has to be known first.
            get(picture::get).layer(admit.clone()).put(picture::put),
        )
        .route(&format!("{}/{{name}}/{}", api::PICTURES_PATH, api::READING), post(reading::read))
        // The handlers bound what they read.
        .layer(DefaultBodyLimit::disable())
        .layer(within(limits.upload_seconds));

    let frames = Router::new()
        .route(&format!("{}/{{id}}/{{at}}", api::FACE_PATH), put(face::frame))
        .layer(DefaultBodyLimit::max(api::FACE_FRAME_MAX_BYTES))
        .layer(middleware::from_fn_with_state(app.clone(), admission::admit_frame))
        .layer(within(limits.request_seconds));

    let requests = Router::new()
        .route(api::FACE_PATH, post(face::begin))
        .route(api::SMS_PATH, post(code::send))
        .route(
            api::SESSION_PATH,
            get(session::view).post(session::sign_in).delete(session::sign_out),
        )
        .route(api::SCAN_PATH, post(scan::begin))
        .route(api::SCAN_SEEN_PATH, post(scan::seen))
        .route(api::SCAN_ANSWER_PATH, post(scan::answer))
        .route(api::PROVIDERS_PATH, get(provider::list))
        .route(api::REAL_NAME_PATH, post(session::real_name))
        .route(api::CAPTCHA_PATH, get(captcha::set))
        .route(api::PASSWORD_PATH, put(account::change_password))
        .route(api::RESET_PATH, post(account::send_reset).put(account::reset))
        .route(api::DEVICES_PATH, get(devices::list).delete(devices::end_all))
        .route(&format!("{}/{{id}}", api::DEVICES_PATH), delete(devices::end_one))
        .route(api::MOBILE_PATH, post(person::change_mobile))
        .route(api::PERSON_PATH, get(person::view))
        .route(api::ELIGIBILITY_PATH, get(eligibility::get).post(eligibility::post))
        .route(api::DIRECTORY_PATH, get(directory::directory))
        .route(api::BRANCHES_PATH, get(directory::branches))
        .route(&format!("{}/{{kind}}", api::TEXTS_PATH), get(directory::text))
        .route(api::DRAFT_PATH, get(draft::get).put(draft::put).delete(draft::delete))
        .route(api::APPLICATIONS_PATH, get(application::list).post(application::submit))
        .route(&format!("{}/{{receipt}}", api::APPLICATIONS_PATH), get(application::show))
        .merge(of_sandbox(
            Router::new()
                .route("/api/sandbox/outbox", get(sandbox::outbox_json))
                .route("/api/sandbox/card", get(sandbox::camera::card)),
        ))
        .route("/api", get(error::not_found).fallback(error::not_found))
        .route("/api/", get(error::not_found).fallback(error::not_found))
        .route("/api/{*rest}", get(error::not_found).fallback(error::not_found))
        .layer(DefaultBodyLimit::max(limits.json_bytes))
        .layer(admit.clone())
        .layer(within(limits.request_seconds));

    let of_api = |routes: Router<App>| {
        routes
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn_with_state(app.clone(), origin::check))
            .layer(known_clients.clone())
            .layer(middleware::from_fn(error::describe))
            .layer(middleware::from_fn(no_store))
    };
    // Who waits for a phone does no work, and holds no place among those that do; how many wait is bounded by themselves.
    let waiting = Router::new()
        .route(&format!("{}/{{id}}", api::SCAN_PATH), get(scan::progress))
        .layer(within(WAITING_SECONDS));
    // To a provider and back: pages, and not answers to a script.
    let login_states = Router::new()
        .route(&format!("{}/{{name}}", api::PROVIDERS_PATH), get(provider::go))
        .route(&format!("{}/{{name}}/back", api::PROVIDERS_PATH), get(provider::back))
        .layer(admit.clone())
        .layer(known_clients.clone())
        .layer(within(limits.request_seconds))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(no_store));

    let pages = Router::new()
        .merge(of_sandbox(
            Router::new()
                .route("/sandbox", get(sandbox::index))
                .route("/sandbox/outbox", get(sandbox::outbox))
                .route("/sandbox/people", get(sandbox::people))
                .route("/sandbox/providers/{name}", get(sandbox::provider))
                .route("/sandbox/phone", get(host_phone::make_code))
                // Codes and passwords are on these pages.
                .route_layer(middleware::from_fn(no_store))
                .route("/sandbox/style.css", get(sandbox::files::style))
                .route("/sandbox/cards.js", get(sandbox::files::cards_script))
                .route("/sandbox/cards.woff2", get(sandbox::files::cards_font))
                .route("/sandbox/people.js", get(sandbox::files::people_script))
                .route("/sandbox/camera.js", get(sandbox::files::camera_script))
                .route("/sandbox/head/{name}", get(sandbox::camera::head))
                .route("/sandbox/pictures/{name}", get(sandbox::camera::picture)),
        ))
        .route("/other-ways", get(other_ways::page))
        .fallback(site::serve)
        .layer(admit)
        .layer(within(limits.request_seconds))
        .layer(CatchPanicLayer::new());
    // Whoever watches the server must see how it is when it is busiest.
    let health = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .layer(within(limits.request_seconds))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(no_store));

    of_api(uploads.merge(frames).merge(requests))
        .merge(login_states)
        .merge(pages)
        .merge(health)
        .merge(of_api(waiting))
        .layer(middleware::from_fn(origin::require_one_host))
        .layer(middleware::from_fn_with_state(app.clone(), site::guard))
        .layer(middleware::from_fn(log::access))
        .with_state(app)
}

/// What the API says is for one person at one moment, unless a handler says otherwise.
async fn no_store(
    request: axum::extract::Request,
    next: middleware::Next,
) -> axum::response::Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(axum::http::header::CACHE_CONTROL)
        .or_insert(axum::http::HeaderValue::from_static("private, no-store"));
    response
}
