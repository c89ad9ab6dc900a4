//! 人脸识别: a challenge, its frames, and signing in by name, number and face.

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

use super::{consent, session_view::started_session_response, values::parse_person};
use crate::{
    address::ClientAddress,
    app::App,
    device::Device,
    error::Error,
    session::{self, NewSignIn, SignInMethod},
};

/// Issues a challenge of several moves.
pub async fn start_challenge(
    State(app): State<App>,
    address: ClientAddress,
) -> Result<Json<FaceChallenge>, Error> {
    let challenge = app.faces.start(address.client_ip(&app.config), app.clock.now())?;
    Ok(Json(challenge))
}

/// Stores a frame of a challenge.
pub async fn upload_frame(
    State(app): State<App>,
    Path((id, index)): Path<(String, usize)>,
    jpeg: Bytes,
) -> Result<StatusCode, Error> {
    app.faces.store_frame(&id, index, jpeg, app.clock.now())?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an applicant claims at 身份认证.
pub(super) struct FaceSignIn {
    pub(super) name: String,
    pub(super) document_type: String,
    pub(super) id_number: String,
    pub(super) face: String,
    pub(super) is_kept: bool,
    pub(super) consents: FaceConsents,
}

/// 身份认证: signs in the person whose face the face service recognises.
///
/// Failures are not counted by the given number, because otherwise any client could lock out any applicant. Each try takes a challenge, and
/// an address may start only so many of these.
pub(super) async fn sign_in_by_face(
    app: &App,
    claim: &FaceSignIn,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let person = parse_person(app, &claim.name, &claim.id_number)?;
    check_document_type(app, &claim.document_type, &person.id_number)?;
    let agreed = claim.consents.each();
    consent::require_current(app, &agreed).await?;
    app.faces.prove_claim(&app.pictures, &claim.face, person.clone(), now).await?;
    let applicant = app.db.find_or_insert_applicant(&person.name, &person.id_number, now).await?;
    app.db.insert_consents(&applicant.id, &agreed, now).await?;
    let sign_in = NewSignIn {
        method: SignInMethod::Face,
        subject: &format!("face:{}", applicant.person),
        mobile: None,
        applicant: Some(&applicant),
        is_kept: claim.is_kept,
        device,
    };
    started_session_response(app, session::start_session(app, sign_in, present).await?).await
}

fn check_document_type(app: &App, document_type: &str, id_number: &str) -> Result<(), Error> {
    let mut draft = Draft::new();
    draft.set(Field::DocumentType, document_type);
    draft.set(Field::IdNumber, id_number);
    let faults = check_field(&draft, Field::DocumentType, app.today(), &Directory::built_in());
    let hard: Vec<Fault> =
        faults.into_iter().filter(|fault| fault.severity == Severity::Hard).collect();
    if hard.is_empty() { Ok(()) } else { Err(Error::Faults(hard.into())) }
}
