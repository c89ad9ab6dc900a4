//! What the API tells a browser about its session.

use axum::{
    Json,
    http::header,
    response::{IntoResponse, Response},
};
use sscard_shared::{api::SessionView, mask};

use super::eligibility;
use crate::{app::App, clock::iso_date, db::FoundSession, error::Error, session::StartedSession};

/// The answer to a request that started or changed a session: the view, and the cookie with the session's new token.
pub(super) async fn started_session_response(
    app: &App,
    started: StartedSession,
) -> Result<Response, Error> {
    let view = session_view(app, Some(&started.session)).await?;
    Ok(([(header::SET_COOKIE, started.cookie)], Json(view)).into_response())
}

/// The view of a session, or of a browser without one. Names and numbers are masked.
pub(super) async fn session_view(
    app: &App,
    session: Option<&FoundSession>,
) -> Result<SessionView, Error> {
    let applicant = session.and_then(|session| session.applicant.as_ref());
    let (standing, access) = match applicant {
        Some(applicant) => eligibility::current_standing(app, applicant).await?,
        None => (None, false),
    };
    Ok(SessionView {
        signed_in: session.is_some(),
        mobile: session.and_then(|session| session.mobile.as_deref()).map(mask::mobile),
        name: applicant.map(|applicant| mask::name(&applicant.name)),
        id_number: applicant.map(|applicant| mask::id_number(&applicant.id_number)),
        applicant: applicant.map(|applicant| applicant.id.clone()),
        way: session.map(|session| session.way.clone()),
        kept: session.is_some_and(|session| session.is_kept),
        standing,
        access,
        expires_at: session.map(|session| session.expires_at),
        sandbox: app.sandbox,
        today: iso_date(app.today()),
    })
}
