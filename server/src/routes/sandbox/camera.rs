//! What the drawn camera shows: a head that makes the demanded moves, sample pictures, and the card of the signed-in applicant.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use sscard_shared::{live::Move, name::is_same_name};
use sscard_vision::PictureError;

use crate::{
    app::App,
    db::Applicant,
    error::Error,
    register::sample_people,
    samples::{self, card::Card},
};

/// A sample picture.
pub async fn sample_picture(Path(name): Path<String>) -> Result<Response, Error> {
    let draw = match name.as_str() {
        "photo.jpg" => samples::photo,
        "emblem_side.jpg" => samples::emblem_side,
        "portrait_side.jpg" => samples::portrait_side,
        _ => return Err(Error::NotFound),
    };
    draw_jpeg(draw).await
}

/// A head before the camera: looking ahead, or making a move by its name in the API.
pub async fn head_picture(Path(name): Path<String>) -> Result<Response, Error> {
    let wanted_move = match name.as_str() {
        "ahead.jpg" => None,
        "turn_left.jpg" => Some(Move::TurnLeft),
        "turn_right.jpg" => Some(Move::TurnRight),
        "come_closer.jpg" => Some(Move::ComeCloser),
        _ => return Err(Error::NotFound),
    };
    draw_jpeg(move || samples::head(wanted_move)).await
}

/// The text on the card of the signed-in applicant. Only sample people have one.
pub(crate) async fn own_card(
    State(app): State<App>,
    applicant: Applicant,
) -> Result<Json<Card>, Error> {
    let mut people = sample_people().into_iter().map(|(row, _)| row.person);
    let person = people.find(|person| {
        person.id_number == applicant.id_number && is_same_name(&person.name, &applicant.name)
    });
    let card = person.and_then(|person| Card::for_person(&person, app.today()));
    card.map(Json).ok_or(Error::NotFound)
}

async fn draw_jpeg(
    draw: impl FnOnce() -> Result<Vec<u8>, PictureError> + Send + 'static,
) -> Result<Response, Error> {
    let bytes = tokio::task::spawn_blocking(draw)
        .await
        .map_err(|_| Error::Internal(String::from("a sample could not be drawn")))?
        .map_err(|error| Error::Internal(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response())
}
