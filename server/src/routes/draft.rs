//! A draft kept for another day or device.
//!
//! Each save has a revision, which answers tell as an entity tag (RFC 9110, 8.8.3). A page names the revision that it has changed, and a save
//! over a newer one is refused: two devices never overwrite each other unseen, whatever their clocks say.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use sscard_shared::api::{APPLICANT_HEADER, SavedDraft};

use super::application::is_key;
use crate::{
    app::App,
    db::{Applicant, DraftSave, Replaces},
    error::{Body, Error},
};

/// The draft with its entity tag, or 204 where there is none; and whose it is.
pub async fn get(State(app): State<App>, applicant: Applicant) -> Result<Response, Error> {
    let draft = app.db.find_draft(&applicant.id).await?;
    let whose = [(APPLICANT_HEADER, applicant.id)];
    Ok(match draft {
        None => (StatusCode::NO_CONTENT, whose).into_response(),
        Some((draft, revision)) => {
            (whose, [(header::ETAG, entity_tag(&revision))], Json(draft)).into_response()
        }
    })
}

/// Keeps a draft in place of the one before, and tells its entity tag. `If-Match` names the save that it may replace, and `If-None-Match: *` says
/// that there must be none; without either the last to save wins.
pub async fn put(
    State(app): State<App>,
    applicant: Applicant,
    headers: HeaderMap,
    Body(saved): Body<SavedDraft>,
) -> Result<Response, Error> {
    if !is_key(&saved.key) {
        return Err(Error::BadRequest);
    }
    let replaces = replaces(&headers)?;
    match app.db.keep_draft(&applicant.id, &saved, &replaces, app.clock.now()).await? {
        DraftSave::Kept(revision) => {
            let tag = [(header::ETAG, entity_tag(&revision))];
            Ok((StatusCode::NO_CONTENT, tag).into_response())
        }
        DraftSave::Changed => Err(Error::DraftChanged),
        DraftSave::Submitted => Err(Error::SubmittedAlready),
    }
}

/// Throws the draft away.
pub async fn delete(State(app): State<App>, applicant: Applicant) -> Result<StatusCode, Error> {
    app.db.drop_draft(&applicant.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn entity_tag(revision: &str) -> String {
    format!("\"{revision}\"")
}

/// Which save the request's conditions let it replace.
fn replaces(headers: &HeaderMap) -> Result<Replaces, Error> {
    let text = |name| headers.get(name).map(|value| value.to_str().map(str::trim));
    match (text(header::IF_MATCH), text(header::IF_NONE_MATCH)) {
        (None, None) => Ok(Replaces::Any),
        (None, Some(Ok("*"))) => Ok(Replaces::Nothing),
        (Some(Ok(tag)), None) => {
            // A proxy that compresses answers makes their tags weak.
            let tag = tag.strip_prefix("W/").unwrap_or(tag);
            let revision = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
            revision
                .map(|revision| Replaces::Revision(revision.to_owned()))
                .ok_or(Error::BadRequest)
        }
        _ => Err(Error::BadRequest),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_conditions_of_a_save_are_read_or_refused() {
        let of = |pairs: &[(header::HeaderName, &'static str)]| {
            let pairs =
                pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
            replaces(&pairs.collect()).ok()
        };
        let revision = || Some(Replaces::Revision("12ab".into()));
        assert_eq!(of(&[]), Some(Replaces::Any));
        assert_eq!(of(&[(header::IF_MATCH, "\"12ab\"")]), revision());
        assert_eq!(of(&[(header::IF_MATCH, "W/\"12ab\"")]), revision());
        assert_eq!(of(&[(header::IF_NONE_MATCH, "*")]), Some(Replaces::Nothing));
        for (name, value) in [
            (header::IF_MATCH, "12ab"),
            (header::IF_MATCH, "*"),
            (header::IF_NONE_MATCH, "\"12ab\""),
        ] {
            assert_eq!(of(&[(name, value)]), None, "{value}");
        }
        assert_eq!(of(&[(header::IF_MATCH, "\"a\""), (header::IF_NONE_MATCH, "*")]), None);
    }
}
