//! 资格校验: whether the person may apply, and their electronic licence where they authorise its use.

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
    db::{Applicant, InsuredPerson, KeptEligibility, NewLicence},
    error::{Body, Error},
    licence::Licence,
    pictures::Fit,
    secret,
};

const HALF_A_DAY: i64 = 43_200;

/// What was said the last time, as long as it holds.
pub async fn get(State(app): State<App>, applicant: Applicant) -> Result<Response, Error> {
    let kept = kept(&app, &applicant).await?;
    Ok(match told(&app, &applicant, kept.as_ref().map(|kept| kept.standing)).await? {
        Some(standing) => {
            let licence = kept.and_then(|kept| kept.licence);
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
    let now = app.clock.now();
    if let Some(version) = &access {
        let agreed = [(ConsentKind::Access, version.as_str())];
        consent::require(&app, &agreed).await?;
        app.db.keep_consents(&applicant.id, &agreed, now).await?;
    }
    app.eligibility_asks
        .count(applicant.person.clone(), now)
        .map_err(|seconds| Error::too_many(seconds, "资格校验过于频繁，请稍后再试"))?;
    let said = asked(&app, &applicant).await?;
    let standing = told(&app, &applicant, Some(said)).await?.unwrap_or(said);
    let (new, licence_problem) = match access.is_some() && standing == Standing::Eligible {
        true => licence_of(&app, &applicant).await?,
        false => (None, false),
    };
    // The register's own word: what we are making ourselves is looked up each time, for it may be returned within the hour.
    app.db.keep_eligibility(&applicant.id, said, (access.as_deref(), new.as_ref()), now).await?;
    let licence = new.map(|new| LicenceView {
        answers: new.answers,
        emblem_side: new.emblem_side,
        portrait_side: new.portrait_side,
    });
    Ok(Json(EligibilityView { standing, licence, licence_problem }))
}

/// Where a person stands, to be told to them: what the register last said, as long as it holds, and that an application of theirs is under
/// way, which needs no register. And whether 访问授权, as it now reads, was given when it was asked.
pub(super) async fn standing(
    app: &App,
    applicant: &Applicant,
) -> Result<(Option<Standing>, bool), Error> {
    let kept = kept(app, applicant).await?;
    let access = kept.as_ref().is_some_and(authorised);
    Ok((told(app, applicant, kept.map(|kept| kept.standing)).await?, access))
}

/// Keeps what the register has just said on entry.
pub(super) async fn note_on_entry(
    app: &App,
    applicant: &Applicant,
    standing: Standing,
) -> Result<(), Error> {
    let now = app.clock.now();
    Ok(app.db.renew_eligibility(&applicant.id, standing, (holds_since(app), now)).await?)
}

fn authorised(kept: &KeptEligibility) -> bool {
    kept.access.as_deref() == Some(ACCESS_VERSION)
}

/// What was said since then still holds.
fn holds_since(app: &App) -> i64 {
    app.clock.now() - app.config.register.good_hours * 3_600
}

/// What the register said, as it is told: what we are making ourselves no register knows yet. That somebody is not insured, or goes by
/// another name, stays what it is.
async fn told(
    app: &App,
    applicant: &Applicant,
    said: Option<Standing>,
) -> Result<Option<Standing>, Error> {
    Ok(match said {
        None | Some(Standing::Eligible) if app.db.has_under_way(&applicant.person).await? => {
            Some(Standing::InMaking)
        }
        said => said,
    })
}

/// What the register last said of an applicant, as long as it holds.
async fn kept(app: &App, applicant: &Applicant) -> Result<Option<KeptEligibility>, Error> {
    let mut kept = app.db.eligibility_of(&applicant.id, holds_since(app)).await?;
    // What was authorised in other words is authorised no longer.
    if let Some(kept) = kept.as_mut().filter(|kept| !authorised(kept)) {
        kept.licence = None;
    }
    Ok(kept)
}

/// Lets nobody apply who may not: what was said and still holds decides, or else the register now. That another application is under
/// way is found where the new one would be made.
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

/// The licence of a person who lets it be used, where they have one, and whether there was a problem with it. A service that is down shuts
/// no door: then they send pictures of their card.
async fn licence_of(app: &App, applicant: &Applicant) -> Result<(Option<NewLicence>, bool), Error> {
    match app.licences.fetch(person(applicant)).await {
        Ok(Some(licence)) => {
            let usable = usable(app, applicant, licence).await?;
            let problem = usable.is_none();
            Ok((usable, problem))
        }
        Ok(None) => Ok((None, false)),
        Err(error) => {
            tracing::error!(cause = %error, "an electronic licence could not be had");
            Ok((None, true))
        }
    }
}

/// The licence with its pictures in the store. One whose pictures we would not take from the person themselves is none.
async fn usable(
    app: &App,
    applicant: &Applicant,
    licence: Licence,
) -> Result<Option<NewLicence>, Error> {
    let (mut new, mut views) = (Vec::new(), Vec::new());
    for (kind, bytes) in [
        (PictureKind::EmblemSide, licence.emblem_side),
        (PictureKind::PortraitSide, licence.portrait_side),
    ] {
        let fit = match app.pictures.judge(kind, bytes).await {
            Ok(fit) => fit,
            Err(Error::Faults(_)) => {
                tracing::warn!("a picture of an electronic licence cannot be used");
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        views.push(match held(app, applicant, kind, &fit).await? {
            Some(held) => held,
            None => {
                let stored = picture::store(app, kind, fit).await?;
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

/// The same picture, where the applicant has it already. One that is older than half a day might be thrown away before a draft names it.
async fn held(
    app: &App,
    applicant: &Applicant,
    kind: PictureKind,
    fit: &Fit,
) -> Result<Option<PictureView>, Error> {
    let (sha256, since) = (secret::sha256(&fit.bytes), app.clock.now() - HALF_A_DAY);
    Ok(app.db.same_picture(&applicant.id, kind, &sha256, since).await?)
}
