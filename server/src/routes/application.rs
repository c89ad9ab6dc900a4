//! Applications: submitted once, shown to their owner.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use sscard_shared::{
    api::{ApplicationSummary, ApplicationView, PictureKind, Receipt, Submit},
    application::{Application, check_value},
    directory::Directory,
    draft::Draft,
    fault::{Fault, FaultCode, Faults, Severity},
    field::Field,
    name::is_same_name,
    reading::for_picture,
};

use super::eligibility;
use crate::{
    app::App,
    db::{Applicant, NewApplication, SubmitOutcome},
    error::{Body, Error},
    secret, words,
};

/// Whether a key has the form that the API's contract demands.
pub(super) fn is_submission_key(key: &str) -> bool {
    (16..=64).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// 提交. Any number of calls with one key create one application and give one receipt.
pub async fn submit_application(
    State(app): State<App>,
    applicant: Applicant,
    Body(Submit { key, draft }): Body<Submit>,
) -> Result<(StatusCode, Json<Receipt>), Error> {
    if !is_submission_key(&key) {
        return Err(Error::BadRequest);
    }
    // A retry gets its receipt whatever has changed since: the day, the tables, the texts.
    if let Some(receipt) = app.db.find_receipt(&applicant.id, &key).await? {
        return Ok((StatusCode::OK, Json(receipt)));
    }
    eligibility::require_eligible(&app, &applicant).await?;
    let directory = app.directory().await?;
    let AcceptedDraft { application, pictures, advice } =
        accept_draft(&app, &applicant, &draft, &directory).await?;
    let normalised = application.to_draft();
    let new = NewApplication {
        receipt: secret::receipt(),
        applicant: &applicant,
        key: &key,
        is_mailed: normalised.get(Field::Delivery) == "mail",
        draft: normalised,
        faults: advice,
        directory_version: &directory.version,
        pictures,
    };
    match app.db.create_application(&new, app.clock.now()).await? {
        SubmitOutcome::New(receipt) => Ok((StatusCode::CREATED, Json(receipt))),
        SubmitOutcome::Existing(receipt) => Ok((StatusCode::OK, Json(receipt))),
        SubmitOutcome::UnderWay => Err(Error::UnderWay),
    }
}

/// A draft without hard faults.
struct AcceptedDraft {
    application: Application,
    pictures: Vec<(PictureKind, String)>,
    /// The advice that the applicant was given and did not follow, about answers and pictures. A clerk checks these again.
    advice: Faults,
}

/// Parses the draft and checks it against what only the server knows: the signed-in applicant and the applicant's pictures.
/// All faults are reported at once.
async fn accept_draft(
    app: &App,
    applicant: &Applicant,
    draft: &Draft,
    directory: &Arc<Directory>,
) -> Result<AcceptedDraft, Error> {
    let parsed = Application::parse_with(draft, app.today(), directory);
    let mut faults = parsed.as_ref().err().cloned().unwrap_or_default();
    faults.extend(check_person(app, applicant, draft, directory));
    let mut advice = parsed.as_ref().map(Application::warnings).unwrap_or_default();
    let mut pictures = Vec::new();
    for kind in PictureKind::ALL {
        let id = draft.get(kind.field()).trim();
        // An empty or malformed id is a fault of the draft already.
        if !secret::is_id(id) {
            continue;
        }
        if let Some(given) = app.db.find_picture_advice(&applicant.id, id, kind).await? {
            advice.extend(given);
            check_against_reading(app, applicant, kind, id, &mut faults, &mut advice).await?;
            pictures.push((kind, id.to_owned()));
        } else {
            faults.push(Fault::hard(kind.field(), FaultCode::NotOwned, "图片已失效，请重新上传"));
        }
    }
    faults.sort();
    match parsed {
        Ok(application) if !faults.has_hard() => {
            advice.sort();
            Ok(AcceptedDraft { application, pictures, advice })
        }
        _ => Err(Error::Faults(faults)),
    }
}

/// The reading of a side decides too. A side without a reading, as when no reader was available, is left to a clerk.
async fn check_against_reading(
    app: &App,
    applicant: &Applicant,
    kind: PictureKind,
    id: &str,
    faults: &mut Faults,
    advice: &mut Faults,
) -> Result<(), Error> {
    match kind {
        PictureKind::Photo => return Ok(()),
        PictureKind::EmblemSide | PictureKind::PortraitSide => {}
    }
    let field = kind.field();
    let Some(kept) = app.db.find_reading(&applicant.id, id).await? else {
        advice.push(Fault::soft(field, FaultCode::NotRead, "证件照片没有经过识别，请人工核对"));
        return Ok(());
    };
    // The reading may be of the corrected picture. What it says of the picture holds for this side too.
    let reading = for_picture(kept.reading, kind);
    // Faults of the card's text are judged in the answers, where the applicant may have corrected a misread value.
    for fault in reading.faults.into_iter().filter(|fault| fault.field == field) {
        match fault.severity {
            Severity::Hard => faults.push(fault),
            Severity::Soft => advice.push(fault),
        }
    }
    Ok(())
}

/// Name and number must be those that were proved at 实名认证.
fn check_person(app: &App, applicant: &Applicant, draft: &Draft, directory: &Directory) -> Faults {
    let mut faults = Faults::default();
    for (field, known, words) in [
        (Field::Name, &applicant.name, "姓名与实名认证的姓名不一致，请核对后修改"),
        (Field::IdNumber, &applicant.id_number, "证件号码与实名认证的证件号码不一致，请核对后修改"),
    ] {
        let given = check_value(field, draft.get(field), app.today(), directory).normalised;
        if given.is_some_and(|given| !given.is_empty() && !is_same_name(&given, known)) {
            faults.push(Fault::hard(field, FaultCode::NotThePerson, words));
        }
    }
    faults
}

/// 我的办事.
pub async fn list_applications(
    State(app): State<App>,
    applicant: Applicant,
) -> Result<Json<Vec<ApplicationSummary>>, Error> {
    Ok(Json(app.db.list_applicant_applications(&applicant.id).await?))
}

/// One application, masked, for its owner. For any other applicant it does not exist.
pub async fn show_application(
    State(app): State<App>,
    applicant: Applicant,
    Path(receipt): Path<String>,
) -> Result<Json<ApplicationView>, Error> {
    let stored =
        app.db.find_application(&receipt, Some(&applicant.id)).await?.ok_or(Error::NotFound)?;
    let directory = app.directory().await?;
    Ok(Json(ApplicationView {
        answers: words::answers(&stored.draft, &directory, words::Masking::On),
        summary: stored.summary,
        events: stored.events,
    }))
}
