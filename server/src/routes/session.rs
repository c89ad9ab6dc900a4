//! Signing in, saying who one is, signing out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sscard_shared::{
    api::{RealName, SessionView, SignIn, SmsPurpose, Standing},
    application::check_value,
    directory::Directory,
    fault::{Faults, Severity},
    field::Field,
    mask,
};

use super::{account, code, eligibility, host_phone, scan, visit::Visit};
use crate::{
    app::App,
    clock::iso,
    db::{FoundSession, InsuredPerson},
    device::Device,
    error::{Body, Error},
    routes::face,
    session::{self, Arrival, SignedIn, Way},
};

/// Who is signed in; also answers when nobody is.
pub async fn view(
    State(app): State<App>,
    found: Option<SignedIn>,
) -> Result<Json<SessionView>, Error> {
    Ok(Json(describe(&app, found.as_ref().map(|SignedIn(found)| found)).await?))
}

/// Signs in.
pub async fn sign_in(
    State(app): State<App>,
    present: Option<SignedIn>,
    device: Device,
    headers: HeaderMap,
    visit: Visit,
    Body(way): Body<SignIn>,
) -> Result<Response, Error> {
    let present = present.map(|SignedIn(found)| found.token_hash);
    match way {
        SignIn::Sms { mobile, code } => {
            by_sms(&app, (&mobile, &code), &visit, &device, present.as_deref()).await
        }
        SignIn::Scan { scan } => {
            let who = scan::let_in(&app, &scan, &headers).await?;
            let arrival = Arrival {
                way: Way::Scan,
                subject: &who.subject,
                mobile: who.mobile.as_deref(),
                applicant: Some(&who.applicant),
                kept: false,
                device: &device,
            };
            let begun =
                session::begin_confirmed(&app, arrival, &who.session, present.as_deref()).await?;
            answer(&app, begun).await
        }
        SignIn::Password { account, password, captcha } => {
            app.captchas.answered(&captcha, app.clock.now())?;
            account::by_password(&app, (account, password), &visit, &device, present.as_deref())
                .await
        }
        SignIn::Face { name, document_type, id_number, face, keep, consents } => {
            let claim = face::Claim { name, document_type, id_number, face, keep, consents };
            face::sign_in(&app, &claim, &device, present.as_deref()).await
        }
        SignIn::HostPhone { host, code } => {
            host_phone::sign_in(&app, &host, &code, &device, present.as_deref()).await
        }
    }
}

async fn by_sms(
    app: &App,
    (mobile, code): (&str, &str),
    visit: &Visit,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let mobile = parse(app, &[(Field::Mobile, mobile)])?.remove(0);
    code::spend(app, visit, SmsPurpose::SignIn, (&mobile, code)).await?;
    let arrival = Arrival {
        way: Way::Sms,
        subject: &format!("sms:{mobile}"),
        mobile: Some(&mobile),
        applicant: None,
        kept: false,
        device,
    };
    answer(app, session::begin(app, arrival, present).await?).await
}

/// 实名认证: name and number must be those of one insured person.
pub async fn real_name(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Body(given): Body<RealName>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let mut values =
        parse(&app, &[(Field::Name, &given.name), (Field::IdNumber, &given.id_number)])?;
    let (id_number, name) = (values.remove(1), values.remove(0));
    let tries = app.config.session.real_name_tries_per_hour;
    let tried =
        app.db.begin_real_name_try(&present.subject, tries, now).await?.map_err(|seconds| {
            Error::too_many(seconds, "实名认证失败次数过多，请稍后再试，或拨打客服电话96066咨询")
        })?;
    let person = InsuredPerson { name: name.clone(), id_number: id_number.clone() };
    let proved = prove(&app, person, &given.face).await;
    if !matches!(proved, Err(Error::NotInsured | Error::Face(_) | Error::NotMatched)) {
        app.db.forget_real_name_try(tried).await?;
    }
    let standing = proved?;
    let applicant = app.db.applicant_of(&name, &id_number, now).await?;
    // 资格校验 on entry: what the register has just said holds from now on.
    eligibility::note_on_entry(&app, &applicant, standing).await?;
    answer(&app, session::prove(&app, &present, &applicant).await?).await
}

/// Where somebody stands whose name and number are an insured person's and whose face is theirs. The register is asked first: a mistyped
/// number must not cost the person the face that was just recognised.
async fn prove(app: &App, person: InsuredPerson, face: &str) -> Result<Standing, Error> {
    let standing = app.register.standing(person.clone()).await?;
    if matches!(standing, Standing::NotInsured | Standing::NotMatched) {
        return Err(Error::NotInsured);
    }
    app.faces.prove(&app.pictures, face, person, app.clock.now()).await?;
    Ok(standing)
}

/// Signs out; without a session there is nothing to do.
pub async fn sign_out(
    State(app): State<App>,
    present: Option<SignedIn>,
) -> Result<Response, Error> {
    if let Some(SignedIn(found)) = present {
        app.db.end_session(&found.token_hash).await?;
    }
    let cookie = session::ended(&app)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// A new token at every change of what a session may do.
pub(super) async fn answer(
    app: &App,
    (cookie, found): (HeaderValue, FoundSession),
) -> Result<Response, Error> {
    let view = describe(app, Some(&found)).await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(view)).into_response())
}

async fn describe(app: &App, found: Option<&FoundSession>) -> Result<SessionView, Error> {
    let applicant = found.and_then(|found| found.applicant.as_ref());
    let (standing, access) = match applicant {
        Some(applicant) => eligibility::standing(app, applicant).await?,
        None => (None, false),
    };
    Ok(SessionView {
        signed_in: found.is_some(),
        mobile: found.and_then(|found| found.mobile.as_deref()).map(mask::mobile),
        name: applicant.map(|applicant| mask::name(&applicant.name)),
        id_number: applicant.map(|applicant| mask::id_number(&applicant.id_number)),
        applicant: applicant.map(|applicant| applicant.id.clone()),
        way: found.map(|found| found.way.clone()),
        kept: found.is_some_and(|found| found.kept),
        standing,
        access,
        expires_at: found.map(|found| found.expires_at),
        sandbox: app.sandbox,
        today: iso(app.today()),
    })
}

/// The normal forms of values, or every hard fault of them at once.
pub(super) fn parse(app: &App, values: &[(Field, &str)]) -> Result<Vec<String>, Error> {
    let directory = Directory::built_in();
    let (mut normal, mut faults) = (Vec::new(), Faults::default());
    for (field, value) in values {
        let checked = check_value(*field, value, app.today(), &directory);
        normal.push(checked.normalised.unwrap_or_default());
        faults.extend(checked.faults.into_iter().filter(|fault| fault.severity == Severity::Hard));
    }
    if faults.is_empty() { Ok(normal) } else { Err(Error::Faults(faults)) }
}
