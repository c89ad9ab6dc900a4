//! 人脸识别: a challenge, its frames, and the way in by name, number and face.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use sscard_shared::{
    api::{FaceChallenge, FaceConsents},
    application::check_field,
    directory::Directory,
    draft::Draft,
    fault::{Fault, Severity},
    field::Field,
};

use super::{
    consent,
    session::{answer, parse},
};
use crate::{
    address::ClientAddress,
    app::App,
    db::InsuredPerson,
    device::Device,
    error::Error,
    session::{self, Arrival, Way},
};

/// Asks for some moves.
pub async fn begin(
    State(app): State<App>,
    address: ClientAddress,
) -> Result<Json<FaceChallenge>, Error> {
    let challenge = app.faces.begin(address.of(&app.config), app.clock.now())?;
    Ok(Json(challenge))
}

/// Takes a frame.
pub async fn frame(
    State(app): State<App>,
    Path((id, at)): Path<(String, usize)>,
    jpeg: Bytes,
) -> Result<StatusCode, Error> {
    app.faces.keep(&id, at, jpeg, app.clock.now())?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who somebody says they are.
pub(super) struct Claim {
    pub(super) name: String,
    pub(super) document_type: String,
    pub(super) id_number: String,
    pub(super) face: String,
    pub(super) keep: bool,
    pub(super) consents: FaceConsents,
}

/// 身份认证: whoever the face service says that it is.
///
/// Failures are not counted by the number that was given, for then anybody could lock out anybody: each takes a challenge, and an
/// address begins only so many of these.
pub(super) async fn sign_in(
    app: &App,
    claim: &Claim,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut values =
        parse(app, &[(Field::Name, &claim.name), (Field::IdNumber, &claim.id_number)])?;
    let (id_number, name) = (values.remove(1), values.remove(0));
    document_goes_with_number(app, &claim.document_type, &id_number)?;
    let agreed = claim.consents.each();
    consent::require(app, &agreed).await?;
    let person = InsuredPerson { name: name.clone(), id_number: id_number.clone() };
    app.faces.prove(&app.pictures, &claim.face, person, now).await?;
    let applicant = app.db.applicant_of(&name, &id_number, now).await?;
    app.db.keep_consents(&applicant.id, &agreed, now).await?;
    let arrival = Arrival {
        way: Way::Face,
        subject: &format!("face:{}", applicant.person),
        mobile: None,
        applicant: Some(&applicant),
        kept: claim.keep,
        device,
    };
    answer(app, session::begin(app, arrival, present).await?).await
}

fn document_goes_with_number(app: &App, document_type: &str, id_number: &str) -> Result<(), Error> {
    let mut draft = Draft::new();
    draft.set(Field::DocumentType, document_type);
    draft.set(Field::IdNumber, id_number);
    let faults = check_field(&draft, Field::DocumentType, app.today(), &Directory::built_in());
    let hard: Vec<Fault> =
        faults.into_iter().filter(|fault| fault.severity == Severity::Hard).collect();
    if hard.is_empty() { Ok(()) } else { Err(Error::Faults(hard.into())) }
}
