//! 资格校验: whether the person may apply, and their electronic licence where they authorise its use.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use sscard_shared::api::{
    ConsentKind, EligibilityRequest, EligibilityView, LicenceView, PictureKind, Standing,
};

use super::{consent, picture};
use crate::{
    app::App,
    db::{Applicant, InsuredPerson, KeptEligibility, NewLicence},
    error::{Body, Error},
    licence::Licence,
};

/// What was said the last time, as long as it holds.
pub async fn get(State(app): State<App>, applicant: Applicant) -> Result<Response, Error> {
    Ok(match kept(&app, &applicant).await? {
        Some(KeptEligibility { standing, licence, .. }) => {
            Json(EligibilityView { standing, licence, licence_problem: false }).into_response()
        }
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// Asks the register now, and for the licence of who may apply and lets it be used.
pub async fn post(
    State(app): State<App>,
    applicant: Applicant,
    Body(EligibilityRequest { access }): Body<EligibilityRequest>,
) -> Result<Json<EligibilityView>, Error> {
    if let Some(version) = &access {
        let agreed = [(ConsentKind::Access, version.as_str())];
        consent::require(&app, &agreed).await?;
        app.db.keep_consents(&applicant.id, &agreed, app.clock.now()).await?;
    }
    let licence = access.is_some();
    let standing = match asked(&app, &applicant).await? {
        // What we are making ourselves no register knows yet.
        Standing::Eligible if app.db.has_under_way(&applicant.person).await? => Standing::InMaking,
        standing => standing,
    };
    let wanted = licence && standing == Standing::Eligible;
    let fetched = if wanted { app.licences.fetch(person(&applicant)).await? } else { None };
    let new = match fetched {
        Some(licence) => usable(&app, licence).await?,
        None => None,
    };
    app.db.keep_eligibility(&applicant.id, standing, new.as_ref(), app.clock.now()).await?;
    let licence = new.map(|new| LicenceView {
        answers: new.answers,
        emblem_side: new.emblem_side.view,
        portrait_side: new.portrait_side.view,
    });
    Ok(Json(EligibilityView { standing, licence, licence_problem: false }))
}

/// What the register last said of an applicant, as long as it holds.
pub(super) async fn kept(
    app: &App,
    applicant: &Applicant,
) -> Result<Option<KeptEligibility>, Error> {
    let since = app.clock.now() - app.config.register.good_hours * 3_600;
    Ok(app.db.eligibility_of(&applicant.id, since).await?)
}

/// Lets nobody apply who may not: what was said and still holds decides, or else the register now.
pub(super) async fn require(app: &App, applicant: &Applicant) -> Result<(), Error> {
    let standing = match kept(app, applicant).await? {
        Some(kept) => kept.standing,
        None => asked(app, applicant).await?,
    };
    match standing {
        Standing::Eligible => Ok(()),
        Standing::NotInsured => Err(Error::NotInsured),
        Standing::InMaking => Err(Error::InMaking),
        Standing::NotMatched => Err(Error::NotMatched),
    }
}

async fn asked(app: &App, applicant: &Applicant) -> Result<Standing, Error> {
    app.register.standing(person(applicant)).await
}

fn person(applicant: &Applicant) -> InsuredPerson {
    InsuredPerson { name: applicant.name.clone(), id_number: applicant.id_number.clone() }
}

/// The licence with its pictures in the store. One whose pictures we would not take from the person themselves is none: then they send
/// pictures of their card.
async fn usable(app: &App, licence: Licence) -> Result<Option<NewLicence>, Error> {
    let mut kept = Vec::new();
    for (kind, bytes) in [
        (PictureKind::EmblemSide, licence.emblem_side),
        (PictureKind::PortraitSide, licence.portrait_side),
    ] {
        match app.pictures.judge(kind, bytes).await {
            Ok(fit) => kept.push(picture::store(app, kind, fit).await?),
            Err(Error::Faults(_)) => {
                tracing::warn!("a picture of an electronic licence cannot be used");
                return Ok(None);
            }
            Err(error) => return Err(error),
        }
    }
    let (Some(portrait_side), Some(emblem_side)) = (kept.pop(), kept.pop()) else {
        return Ok(None);
    };
    Ok(Some(NewLicence { answers: licence.answers, emblem_side, portrait_side }))
}
