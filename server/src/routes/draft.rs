//! A draft that is stored for another day or device.
//!
//! Each save has a revision, which answers carry as an entity tag (RFC 9110, 8.8.3). A page names the revision that it has changed, and a
//! save over a newer one is refused. Two devices never overwrite each other unnoticed, whatever their clocks say.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use sscard_shared::api::{APPLICANT_HEADER, SavedDraft};

use super::application::is_submission_key;
use crate::{
    app::App,
    db::{Applicant, DraftSave, SaveCondition},
    error::{Body, Error},
};

/// The draft with its entity tag, or 204 where there is none, and the applicant that it belongs to.
pub async fn load_draft(State(app): State<App>, applicant: Applicant) -> Result<Response, Error> {
    let draft = app.db.find_draft(&applicant.id).await?;
    let owner = [(APPLICANT_HEADER, applicant.id)];
    Ok(match draft {
        None => (StatusCode::NO_CONTENT, owner).into_response(),
        Some((draft, revision)) => {
            (owner, [(header::ETAG, entity_tag(&revision))], Json(draft)).into_response()
        }
    })
}

/// Saves a draft in place of the previous one and answers with its entity tag. `If-Match` names the save that it may replace, and
/// `If-None-Match: *` says that there must be none. Without either the last save wins.
pub async fn save_draft(
    State(app): State<App>,
    applicant: Applicant,
    headers: HeaderMap,
    Body(saved): Body<SavedDraft>,
) -> Result<Response, Error> {
    if !is_submission_key(&saved.key) {
        return Err(Error::BadRequest);
    }
    let condition = save_condition(&headers)?;
    match app.db.save_draft(&applicant.id, &saved, &condition, app.clock.now()).await? {
        DraftSave::Saved(revision) => {
            let tag = [(header::ETAG, entity_tag(&revision))];
            Ok((StatusCode::NO_CONTENT, tag).into_response())
        }
        DraftSave::Changed => Err(Error::DraftChanged),
        DraftSave::Submitted => Err(Error::SubmittedAlready),
    }
}

/// Deletes the draft.
pub async fn delete_draft(
    State(app): State<App>,
    applicant: Applicant,
) -> Result<StatusCode, Error> {
    app.db.delete_draft(&applicant.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn entity_tag(revision: &str) -> String {
    format!("\"{revision}\"")
}

/// The condition of a save, from the headers of its request.
fn save_condition(headers: &HeaderMap) -> Result<SaveCondition, Error> {
    let text = |name| headers.get(name).map(|value| value.to_str().map(str::trim));
    match (text(header::IF_MATCH), text(header::IF_NONE_MATCH)) {
        (None, None) => Ok(SaveCondition::Any),
        (None, Some(Ok("*"))) => Ok(SaveCondition::Nothing),
        (Some(Ok(tag)), None) => {
            // A proxy that compresses answers makes their tags weak.
            let tag = tag.strip_prefix("W/").unwrap_or(tag);
            let revision = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
            revision
                .map(|revision| SaveCondition::Revision(revision.to_owned()))
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
    fn save_conditions_are_parsed_or_refused() {
        let parsed = |pairs: &[(header::HeaderName, &'static str)]| {
            let pairs =
                pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
            save_condition(&pairs.collect()).ok()
        };
        let revision = || Some(SaveCondition::Revision("12ab".into()));
        assert_eq!(parsed(&[]), Some(SaveCondition::Any));
        assert_eq!(parsed(&[(header::IF_MATCH, "\"12ab\"")]), revision());
        assert_eq!(parsed(&[(header::IF_MATCH, "W/\"12ab\"")]), revision());
        assert_eq!(parsed(&[(header::IF_NONE_MATCH, "*")]), Some(SaveCondition::Nothing));
        for (name, value) in [
            (header::IF_MATCH, "12ab"),
            (header::IF_MATCH, "*"),
            (header::IF_NONE_MATCH, "\"12ab\""),
        ] {
            assert_eq!(parsed(&[(name, value)]), None, "{value}");
        }
        assert_eq!(parsed(&[(header::IF_MATCH, "\"a\""), (header::IF_NONE_MATCH, "*")]), None);
    }
}
