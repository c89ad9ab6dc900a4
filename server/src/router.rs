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

/// Longer than a browser waits for a phone.
const WAITING_SECONDS: u64 = 40;

/// Every path of the server.
pub fn router(app: App) -> Router {
    let limits = &app.config.limits;
    let time_limit = |seconds| {
        TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(seconds),
        )
    };

    let known_clients = middleware::from_fn_with_state(app.clone(), address::require_known_client);
    let admit = middleware::from_fn_with_state(app.clone(), admission::admit);
    let sandbox_only = |routes: Router<App>| {
        routes.route_layer(middleware::from_fn_with_state(app.clone(), sandbox::require_sandbox))
    };

    let uploads = Router::new()
        .route(
            &format!("{}/{{name}}", api::PICTURES_PATH),
            // An upload is admitted piece by piece, after its applicant is known.
            get(picture::show_picture).layer(admit.clone()).put(picture::upload_picture),
        )
        .route(
            &format!("{}/{{name}}/{}", api::PICTURES_PATH, api::READING),
            post(reading::read_picture),
        )
        // The handlers bound the bodies that they read.
        .layer(DefaultBodyLimit::disable())
        .layer(time_limit(limits.upload_seconds));

    let frames = Router::new()
        .route(&format!("{}/{{id}}/{{at}}", api::FACE_PATH), put(face::upload_frame))
        .layer(DefaultBodyLimit::max(api::FACE_FRAME_MAX_BYTES))
        .layer(middleware::from_fn_with_state(app.clone(), admission::admit_frame))
        .layer(time_limit(limits.request_seconds));

    let requests = Router::new()
        .route(api::FACE_PATH, post(face::start_challenge))
        .route(api::SMS_PATH, post(code::send_code))
        .route(
            api::SESSION_PATH,
            get(session::show_session).post(session::sign_in).delete(session::sign_out),
        )
        .route(api::SCAN_PATH, post(scan::start_scan))
        .route(api::SCAN_SEEN_PATH, post(scan::open_scan))
        .route(api::SCAN_ANSWER_PATH, post(scan::answer_scan))
        .route(api::PROVIDERS_PATH, get(provider::list_providers))
        .route(api::REAL_NAME_PATH, post(session::prove_real_name))
        .route(api::CAPTCHA_PATH, get(captcha::issue_captcha))
        .route(api::PASSWORD_PATH, put(account::change_password))
        .route(api::RESET_PATH, post(account::request_reset).put(account::reset_password))
        .route(api::DEVICES_PATH, get(devices::list_devices).delete(devices::sign_out_devices))
        .route(&format!("{}/{{id}}", api::DEVICES_PATH), delete(devices::sign_out_device))
        .route(api::MOBILE_PATH, post(person::change_mobile))
        .route(api::PERSON_PATH, get(person::show_person))
        .route(
            api::ELIGIBILITY_PATH,
            get(eligibility::show_eligibility).post(eligibility::check_eligibility),
        )
        .route(api::DIRECTORY_PATH, get(directory::show_directory))
        .route(api::BRANCHES_PATH, get(directory::list_branches))
        .route(&format!("{}/{{kind}}", api::TEXTS_PATH), get(directory::show_text))
        .route(
            api::DRAFT_PATH,
            get(draft::load_draft).put(draft::save_draft).delete(draft::delete_draft),
        )
        .route(
            api::APPLICATIONS_PATH,
            get(application::list_applications).post(application::submit_application),
        )
        .route(
            &format!("{}/{{receipt}}", api::APPLICATIONS_PATH),
            get(application::show_application),
        )
        .merge(sandbox_only(
            Router::new()
                .route("/api/sandbox/outbox", get(sandbox::list_outbox))
                .route("/api/sandbox/card", get(sandbox::camera::own_card)),
        ))
        .route("/api", get(error::not_found).fallback(error::not_found))
        .route("/api/", get(error::not_found).fallback(error::not_found))
        .route("/api/{*rest}", get(error::not_found).fallback(error::not_found))
        .layer(DefaultBodyLimit::max(limits.json_bytes))
        .layer(admit.clone())
        .layer(time_limit(limits.request_seconds));

    let api_layers = |routes: Router<App>| {
        routes
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn_with_state(app.clone(), origin::require_same_origin))
            .layer(known_clients.clone())
            .layer(middleware::from_fn(error::write_error_body))
            .layer(middleware::from_fn(no_store))
    };
    // A request that waits for a phone does no work and takes no work slot. `Scans` bounds how many wait.
    let waiting = Router::new()
        .route(&format!("{}/{{id}}", api::SCAN_PATH), get(scan::scan_progress))
        .layer(time_limit(WAITING_SECONDS));
    // To a provider and back: the browser navigates here, so the answers are pages.
    let login_states = Router::new()
        .route(&format!("{}/{{name}}", api::PROVIDERS_PATH), get(provider::redirect_to_provider))
        .route(
            &format!("{}/{{name}}/back", api::PROVIDERS_PATH),
            get(provider::return_from_provider),
        )
        .layer(admit.clone())
        .layer(known_clients.clone())
        .layer(time_limit(limits.request_seconds))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(no_store));

    let pages = Router::new()
        .merge(sandbox_only(
            Router::new()
                .route("/sandbox", get(sandbox::index_page))
                .route("/sandbox/outbox", get(sandbox::outbox_page))
                .route("/sandbox/people", get(sandbox::people_page))
                .route("/sandbox/providers/{name}", get(sandbox::provider_page))
                .route("/sandbox/phone", get(host_phone::code_page))
                // These pages show codes and passwords.
                .route_layer(middleware::from_fn(no_store))
                .route("/sandbox/style.css", get(sandbox::files::style))
                .route("/sandbox/cards.js", get(sandbox::files::cards_script))
                .route("/sandbox/cards.woff2", get(sandbox::files::cards_font))
                .route("/sandbox/people.js", get(sandbox::files::people_script))
                .route("/sandbox/camera.js", get(sandbox::files::camera_script))
                .route("/sandbox/head/{name}", get(sandbox::camera::head_picture))
                .route("/sandbox/pictures/{name}", get(sandbox::camera::sample_picture)),
        ))
        .route("/other-ways", get(other_ways::other_ways_page))
        .fallback(site::serve_site)
        .layer(admit)
        .layer(time_limit(limits.request_seconds))
        .layer(CatchPanicLayer::new());
    // Monitoring must reach the server when it is busiest.
    let health = Router::new()
        .route("/healthz", get(health::liveness))
        .route("/readyz", get(health::readiness))
        .route("/metrics", get(metrics::show_metrics))
        .layer(time_limit(limits.request_seconds))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(no_store));

    api_layers(uploads.merge(frames).merge(requests))
        .merge(login_states)
        .merge(pages)
        .merge(health)
        .merge(api_layers(waiting))
        .layer(middleware::from_fn(origin::require_one_host))
        .layer(middleware::from_fn_with_state(app.clone(), site::add_security_headers))
        .layer(middleware::from_fn(log::log_access))
        .with_state(app)
}

/// Answers of the API are for one applicant at one moment, unless a handler sets another header.
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
