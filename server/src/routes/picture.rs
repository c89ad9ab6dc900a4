//! Pictures: decoded and judged anew, kept under a random id, shown to their owner only.

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
    pictures::Fit,
    secret,
};

const DAY: i64 = 86_400;

/// Takes a picture.
pub async fn put(
    State(app): State<App>,
    applicant: Applicant,
    Path(kind): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<PictureView>), Error> {
    let kind = PictureKind::from_name(&kind).ok_or(Error::NotFound)?;
    require_picture_type(&request)?;
    let turn = app.admission.upload(&applicant.id).await?;
    let most_bytes = app.config.pictures.max_bytes;
    let body = app.admission.read(BodyKind::Upload, request.into_body(), most_bytes).await?;
    let place = app.admission.place().await?;
    let now = app.clock.now();
    // Before the work, which a picture that is refused costs as well.
    let most = app.config.pictures.per_applicant_per_day;
    if let Err(first) = app.db.count_upload(&applicant.id, most, now - DAY, now).await? {
        let words = "今日上传图片次数已达上限，请明日再试";
        return Err(Error::too_many(first + DAY - now, words));
    }
    let fit = app.pictures.judge(kind, body.bytes()).await?;

    // First the bytes, then the row: a row never names a picture that is not there.
    let new = store(&app, kind, fit).await?;
    app.db.add_picture(&applicant.id, &new, now).await?;
    drop((place, turn));
    Ok((StatusCode::CREATED, Json(new.view)))
}

/// Puts the bytes of a picture into the store under a new id.
pub(super) async fn store(app: &App, kind: PictureKind, fit: Fit) -> Result<NewPicture, Error> {
    let view = PictureView {
        id: secret::id(),
        kind,
        bytes: fit.bytes.len() as u64,
        width: fit.width,
        height: fit.height,
        faults: fit.faults,
    };
    let sha256 = secret::sha256(&fit.bytes);
    app.store.put(&PhotoStore::key(&view.id, fit.format), fit.bytes).await?;
    Ok(NewPicture { view, format: fit.format, sha256 })
}

/// Shows a picture to its owner.
pub async fn get(
    State(app): State<App>,
    applicant: Applicant,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let kept = app.db.find_picture(&applicant.id, &id).await?.ok_or(Error::NotFound)?;
    let bytes = app
        .store
        .get(&PhotoStore::key(&kept.id, &kept.format))
        .await?
        .ok_or_else(|| Error::Internal(String::from("a picture is not in the store")))?;
    let content_type = if kept.format == "png" { "image/png" } else { "image/jpeg" };
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(content_type))], bytes).into_response())
}

/// A form of another site can send neither of these types, so it cannot send a picture in a person's name.
fn require_picture_type(request: &Request) -> Result<(), Error> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    match given {
        Some(given) if is_picture_type(given) => Ok(()),
        _ => Err(Error::UnsupportedType),
    }
}

/// Whether a media type may be that of a picture. Its name is the same in capitals (RFC 9110, section 8.3.1).
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
