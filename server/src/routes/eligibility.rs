//! 资格校验: whether the applicant may apply, and the electronic licence where the applicant authorises its use.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use sscard_shared::api::{
    ACCESS_VERSION, ConsentKind, EligibilityRequest, EligibilityView, LicenceView, PictureKind,
    PictureView, Standing,
};

use super::{consent, picture};
use crate::{
    app::App,
    db::{Applicant, EligibilityRecord, InsuredPerson, NewLicence},
    error::{Body, Error},
    licence::Licence,
    pictures::AcceptedPicture,
    secret,
};

const HALF_DAY_SECONDS: i64 = 43_200;

/// The last answer of the register, as long as it is valid.
pub async fn show_eligibility(
    State(app): State<App>,
    applicant: Applicant,
) -> Result<Response, Error> {
    let record = valid_record(&app, &applicant).await?;
    Ok(
        match displayed_standing(&app, &applicant, record.as_ref().map(|record| record.standing))
            .await?
        {
            Some(standing) => {
                let licence = record.and_then(|record| record.licence);
                Json(EligibilityView { standing, licence, licence_problem: false }).into_response()
            }
            None => StatusCode::NO_CONTENT.into_response(),
        },
    )
}

/// Asks the register now, and fetches the licence of an eligible applicant who authorises its use.
pub async fn check_eligibility(
    State(app): State<App>,
    applicant: Applicant,
    Body(EligibilityRequest { access }): Body<EligibilityRequest>,
) -> Result<Json<EligibilityView>, Error> {
    let now = app.clock.now();
    if let Some(version) = &access {
        let agreed = [(ConsentKind::Access, version.as_str())];
        consent::require_current(&app, &agreed).await?;
        app.db.insert_consents(&applicant.id, &agreed, now).await?;
    }
    app.eligibility_limit
        .count(applicant.person.clone(), now)
        .map_err(|seconds| Error::too_many(seconds, "资格校验过于频繁，请稍后再试"))?;
    let reported = ask_register(&app, &applicant).await?;
    let standing = displayed_standing(&app, &applicant, Some(reported)).await?.unwrap_or(reported);
    let (new, licence_problem) = match access.is_some() && standing == Standing::Eligible {
        true => fetch_licence(&app, &applicant).await?,
        false => (None, false),
    };
    // The register's own answer is stored. An application under way here is looked up each time, because it may be returned within the
    // hour.
    app.db
        .replace_eligibility(&applicant.id, reported, access.as_deref(), new.as_ref(), now)
        .await?;
    let licence = new.map(|new| LicenceView {
        answers: new.answers,
        emblem_side: new.emblem_side,
        portrait_side: new.portrait_side,
    });
    Ok(Json(EligibilityView { standing, licence, licence_problem }))
}

/// The standing to show to the applicant: the register's last answer as long as it is valid, or that an application is under way, which
/// needs no register. The second value tells whether 访问授权, in its present version, was given with that answer.
pub(super) async fn current_standing(
    app: &App,
    applicant: &Applicant,
) -> Result<(Option<Standing>, bool), Error> {
    let record = valid_record(app, applicant).await?;
    let access = record.as_ref().is_some_and(is_authorised);
    Ok((displayed_standing(app, applicant, record.map(|record| record.standing)).await?, access))
}

/// Stores the register's answer at sign-in.
pub(super) async fn record_on_sign_in(
    app: &App,
    applicant: &Applicant,
    standing: Standing,
) -> Result<(), Error> {
    let now = app.clock.now();
    Ok(app.db.renew_eligibility(&applicant.id, standing, valid_since(app), now).await?)
}

fn is_authorised(record: &EligibilityRecord) -> bool {
    record.access.as_deref() == Some(ACCESS_VERSION)
}

/// Answers since this time are still valid.
fn valid_since(app: &App) -> i64 {
    app.clock.now() - app.config.register.good_hours * 3_600
}

/// The standing to show for the register's answer. No register knows an application that is under way here. Not being insured, or having
/// another name, stays unchanged.
async fn displayed_standing(
    app: &App,
    applicant: &Applicant,
    reported: Option<Standing>,
) -> Result<Option<Standing>, Error> {
    Ok(match reported {
        None | Some(Standing::Eligible)
            if app.db.has_open_application(&applicant.person).await? =>
        {
            Some(Standing::InMaking)
        }
        reported => reported,
    })
}

/// The register's last answer for an applicant, as long as it is valid.
async fn valid_record(
    app: &App,
    applicant: &Applicant,
) -> Result<Option<EligibilityRecord>, Error> {
    let mut record = app.db.find_eligibility(&applicant.id, valid_since(app)).await?;
    // An authorisation of another version no longer holds.
    if let Some(record) = record.as_mut().filter(|record| !is_authorised(record)) {
        record.licence = None;
    }
    Ok(record)
}

/// Demands that the applicant may apply. A valid earlier answer decides, otherwise the register now. Another application under way is found
/// when the new one is created.
pub(super) async fn require_eligible(app: &App, applicant: &Applicant) -> Result<(), Error> {
    let standing = match valid_record(app, applicant).await? {
        Some(record) => record.standing,
        None => ask_register(app, applicant).await?,
    };
    match standing {
        Standing::Eligible => Ok(()),
        Standing::NotInsured => Err(Error::NotInsured),
        Standing::InMaking => Err(Error::InMaking),
        Standing::NotMatched => Err(Error::NotMatched),
    }
}

async fn ask_register(app: &App, applicant: &Applicant) -> Result<Standing, Error> {
    app.register.standing(person(applicant)).await
}

fn person(applicant: &Applicant) -> InsuredPerson {
    InsuredPerson { name: applicant.name.clone(), id_number: applicant.id_number.clone() }
}

/// The licence of an applicant who authorises its use, if there is one, and whether there was a problem with it. A service that fails
/// blocks no applicant, who then sends pictures of the card.
async fn fetch_licence(
    app: &App,
    applicant: &Applicant,
) -> Result<(Option<NewLicence>, bool), Error> {
    match app.licences.fetch(person(applicant)).await {
        Ok(Some(licence)) => {
            let usable = store_licence(app, applicant, licence).await?;
            let has_problem = usable.is_none();
            Ok((usable, has_problem))
        }
        Ok(None) => Ok((None, false)),
        Err(error) => {
            tracing::error!(cause = %error, "an electronic licence could not be had");
            Ok((None, true))
        }
    }
}

/// The licence with its pictures in the store. A licence whose pictures would be refused from the applicant counts as none.
async fn store_licence(
    app: &App,
    applicant: &Applicant,
    licence: Licence,
) -> Result<Option<NewLicence>, Error> {
    let (mut new, mut views) = (Vec::new(), Vec::new());
    for (kind, bytes) in [
        (PictureKind::EmblemSide, licence.emblem_side),
        (PictureKind::PortraitSide, licence.portrait_side),
    ] {
        let accepted = match app.pictures.judge(kind, bytes).await {
            Ok(accepted) => accepted,
            Err(Error::Faults(_)) => {
                tracing::warn!("a picture of an electronic licence cannot be used");
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        views.push(match find_existing_picture(app, applicant, kind, &accepted).await? {
            Some(existing) => existing,
            None => {
                let stored = picture::store_picture(app, kind, accepted).await?;
                let view = stored.view.clone();
                new.push(stored);
                view
            }
        });
    }
    let (Some(portrait_side), Some(emblem_side)) = (views.pop(), views.pop()) else {
        return Ok(None);
    };
    Ok(Some(NewLicence { answers: licence.answers, emblem_side, portrait_side, new }))
}

/// The same picture, where the applicant has it already. One older than half a day might be purged before a draft names it.
async fn find_existing_picture(
    app: &App,
    applicant: &Applicant,
    kind: PictureKind,
    accepted: &AcceptedPicture,
) -> Result<Option<PictureView>, Error> {
    let (sha256, since) = (secret::sha256(&accepted.bytes), app.clock.now() - HALF_DAY_SECONDS);
    Ok(app.db.find_same_picture(&applicant.id, kind, &sha256, since).await?)
}
