//! Pictures: decoded and judged again, stored under a random id, shown to their owner only.

use axum::{
    Json,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use sscard_shared::api::{PictureKind, PictureView};

use crate::{
    admission::BodyKind,
    app::App,
    db::{Applicant, NewPicture},
    error::Error,
    photo_store::PhotoStore,
    pictures::AcceptedPicture,
    secret,
};

const DAY_SECONDS: i64 = 86_400;

/// Stores a picture that the applicant uploads.
pub async fn upload_picture(
    State(app): State<App>,
    applicant: Applicant,
    Path(kind): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<PictureView>), Error> {
    let kind = PictureKind::from_name(&kind).ok_or(Error::NotFound)?;
    require_picture_type(&request)?;
    let upload = app.admission.acquire_upload(&applicant.id).await?;
    let max_bytes = app.config.pictures.max_bytes;
    let body = app.admission.receive_body(BodyKind::Upload, request.into_body(), max_bytes).await?;
    let slot = app.admission.acquire_slot().await?;
    let now = app.clock.now();
    // The upload counts before the work, because a refused picture costs the work as well.
    let most = app.config.pictures.per_applicant_per_day;
    if let Err(first) = app.db.count_upload(&applicant.id, most, now - DAY_SECONDS, now).await? {
        let words = "今日上传图片次数已达上限，请明日再试";
        return Err(Error::too_many(first + DAY_SECONDS - now, words));
    }
    let accepted = app.pictures.judge(kind, body.bytes()).await?;

    // The bytes are stored before the row, so that a row never names a missing picture.
    let new = store_picture(&app, kind, accepted).await?;
    app.db.insert_picture(&applicant.id, &new, now).await?;
    drop((slot, upload));
    Ok((StatusCode::CREATED, Json(new.view)))
}

/// Stores the bytes of a picture under a new id.
pub(super) async fn store_picture(
    app: &App,
    kind: PictureKind,
    accepted: AcceptedPicture,
) -> Result<NewPicture, Error> {
    let view = PictureView {
        id: secret::id(),
        kind,
        bytes: accepted.bytes.len() as u64,
        width: accepted.width,
        height: accepted.height,
        faults: accepted.faults,
    };
    let sha256 = secret::sha256(&accepted.bytes);
    app.store.put(&PhotoStore::key(&view.id, accepted.format), accepted.bytes).await?;
    Ok(NewPicture { view, format: accepted.format, sha256 })
}

/// The bytes of a picture, for its owner.
pub async fn show_picture(
    State(app): State<App>,
    applicant: Applicant,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let record = app.db.find_picture(&applicant.id, &id).await?.ok_or(Error::NotFound)?;
    let bytes = app
        .store
        .get(&PhotoStore::key(&record.id, &record.format))
        .await?
        .ok_or_else(|| Error::Internal(String::from("a picture is not in the store")))?;
    let content_type = if record.format == "png" { "image/png" } else { "image/jpeg" };
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(content_type))], bytes).into_response())
}

/// A form of another site can send neither of these types, so it cannot send a picture in the applicant's name.
fn require_picture_type(request: &Request) -> Result<(), Error> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    match given {
        Some(given) if is_picture_type(given) => Ok(()),
        _ => Err(Error::UnsupportedType),
    }
}

/// Whether a media type may be that of a picture. Its name is case-insensitive (RFC 9110, section 8.3.1).
fn is_picture_type(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    name.starts_with("image/") || name == "application/octet-stream"
}

#[cfg(test)]
mod tests {
    use super::is_picture_type;

    #[test]
    fn a_media_type_is_the_same_in_capitals_and_with_parameters() {
        for (media_type, is_picture) in [
            ("image/jpeg", true),
            ("IMAGE/JPEG", true),
            ("image/png; q=1", true),
            ("Application/Octet-Stream", true),
            ("text/plain", false),
            ("application/octet-streams", false),
            ("", false),
        ] {
            assert_eq!(is_picture_type(media_type), is_picture, "{media_type}");
        }
    }
}
