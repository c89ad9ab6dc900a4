//! Applications: submitted once, seen by their owner.

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
    db::{Applicant, NewApplication, Submitted},
    error::{Body, Error},
    secret, words,
};

/// Whether a key has the form that the contract gives it.
pub(super) fn is_key(key: &str) -> bool {
    (16..=64).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// 提交. Any number of calls with one key make one application and give one receipt.
pub async fn submit(
    State(app): State<App>,
    applicant: Applicant,
    Body(Submit { key, draft }): Body<Submit>,
) -> Result<(StatusCode, Json<Receipt>), Error> {
    if !is_key(&key) {
        return Err(Error::BadRequest);
    }
    // A retry gets its receipt whatever has changed since: the day, the tables, the texts.
    if let Some(receipt) = app.db.find_receipt(&applicant.id, &key).await? {
        return Ok((StatusCode::OK, Json(receipt)));
    }
    eligibility::require(&app, &applicant).await?;
    let directory = app.directory().await?;
    let Accepted { application, pictures, advice } =
        accept(&app, &applicant, &draft, &directory).await?;
    let normal = application.to_draft();
    let new = NewApplication {
        receipt: secret::receipt(),
        applicant: &applicant,
        key: &key,
        mailed: normal.get(Field::Delivery) == "mail",
        draft: normal,
        faults: advice,
        directory_version: &directory.version,
        pictures,
    };
    match app.db.create_application(&new, app.clock.now()).await? {
        Submitted::New(receipt) => Ok((StatusCode::CREATED, Json(receipt))),
        Submitted::Before(receipt) => Ok((StatusCode::OK, Json(receipt))),
        Submitted::UnderWay => Err(Error::UnderWay),
    }
}

/// A draft in which everything holds.
struct Accepted {
    application: Application,
    pictures: Vec<(PictureKind, String)>,
    /// The advice that was given and not taken, about answers and pictures: a human looks at these twice.
    advice: Faults,
}

/// Parses the draft and holds it against what only the server knows: who is signed in and which pictures are theirs.
/// Every fault is named at once.
async fn accept(
    app: &App,
    applicant: &Applicant,
    draft: &Draft,
    directory: &Arc<Directory>,
) -> Result<Accepted, Error> {
    let parsed = Application::parse_with(draft, app.today(), directory);
    let mut faults = parsed.as_ref().err().cloned().unwrap_or_default();
    faults.extend(not_the_person(app, applicant, draft, directory));
    let mut advice = parsed.as_ref().map(Application::warnings).unwrap_or_default();
    let mut pictures = Vec::new();
    for kind in PictureKind::ALL {
        let id = draft.get(kind.field()).trim();
        // An empty or malformed id is a fault of the draft already.
        if !secret::is_id(id) {
            continue;
        }
        if let Some(given) = app.db.picture_of_kind(&applicant.id, id, kind).await? {
            advice.extend(given);
            hold_against_reading(app, applicant, (kind, id), &mut faults, &mut advice).await?;
            pictures.push((kind, id.to_owned()));
        } else {
            faults.push(Fault::hard(kind.field(), FaultCode::NotOwned, "图片已失效，请重新上传"));
        }
    }
    faults.sort();
    match parsed {
        Ok(application) if !faults.has_hard() => {
            advice.sort();
            Ok(Accepted { application, pictures, advice })
        }
        _ => Err(Error::Faults(faults)),
    }
}

/// What was read of a side decides too; a side that nobody read, as while reading was not to be had, is for a human to read.
async fn hold_against_reading(
    app: &App,
    applicant: &Applicant,
    (kind, id): (PictureKind, &str),
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
    // The reading may be that of the picture put right: what it says of the picture holds in this place too.
    let reading = for_picture(kept.reading, kind);
    // A fault of what the card says is judged in the answers: the person may have mended there what was misread.
    for fault in reading.faults.into_iter().filter(|fault| fault.field == field) {
        match fault.severity {
            Severity::Hard => faults.push(fault),
            Severity::Soft => advice.push(fault),
        }
    }
    Ok(())
}

/// Name and number must be those that were proved at 实名认证.
fn not_the_person(
    app: &App,
    applicant: &Applicant,
    draft: &Draft,
    directory: &Directory,
) -> Faults {
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
pub async fn list(
    State(app): State<App>,
    applicant: Applicant,
) -> Result<Json<Vec<ApplicationSummary>>, Error> {
    Ok(Json(app.db.applications_of(&applicant.id).await?))
}

/// One application, masked, to its owner; to everybody else it does not exist.
pub async fn show(
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
