//! Signing in, 实名认证, and signing out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use sscard_shared::{
    api::{RealName, SessionView, SignIn, SmsPurpose, Standing},
    field::Field,
};

use super::{
    account::{self, PasswordSignIn},
    client::ClientIdentity,
    code::{self, TypedCode},
    eligibility,
    face::{self, FaceSignIn},
    host_phone, scan,
    session_view::{session_view, started_session_response},
    values::{parse_person, parse_value},
};
use crate::{
    app::App,
    db::InsuredPerson,
    device::Device,
    error::{Body, Error},
    session::{self, NewSignIn, SignInMethod, SignedIn},
};

/// The session of the browser; a browser without one gets an answer as well.
pub async fn show_session(
    State(app): State<App>,
    present: Option<SignedIn>,
) -> Result<Json<SessionView>, Error> {
    let present = present.map(|SignedIn(session)| session);
    Ok(Json(session_view(&app, present.as_ref()).await?))
}

/// Signs the browser in by the method that it names.
pub async fn sign_in(
    State(app): State<App>,
    present: Option<SignedIn>,
    device: Device,
    headers: HeaderMap,
    client: ClientIdentity,
    Body(request): Body<SignIn>,
) -> Result<Response, Error> {
    let present = present.map(|SignedIn(session)| session.token_hash);
    let present = present.as_deref();
    match request {
        SignIn::Sms { mobile, code } => {
            let typed = TypedCode { mobile: &mobile, code: &code };
            sign_in_by_sms(&app, typed, &client, &device, present).await
        }
        SignIn::Scan { scan } => {
            let approval = scan::redeem_scan(&app, &scan, &headers).await?;
            let sign_in = NewSignIn {
                method: SignInMethod::Scan,
                subject: &approval.subject,
                mobile: approval.mobile.as_deref(),
                applicant: Some(&approval.applicant),
                is_kept: false,
                device: &device,
            };
            let started =
                session::start_confirmed_session(&app, sign_in, &approval.session, present).await?;
            started_session_response(&app, started).await
        }
        SignIn::Password { account, password, captcha } => {
            app.captchas.check_answer(&captcha, app.clock.now())?;
            let typed = PasswordSignIn { account, password };
            account::sign_in_by_password(&app, typed, &client, &device, present).await
        }
        SignIn::Face { name, document_type, id_number, face, keep, consents } => {
            let claim =
                FaceSignIn { name, document_type, id_number, face, is_kept: keep, consents };
            face::sign_in_by_face(&app, &claim, &device, present).await
        }
        SignIn::HostPhone { host, code } => {
            host_phone::sign_in_by_host_phone(&app, &host, &code, &device, present).await
        }
    }
}

async fn sign_in_by_sms(
    app: &App,
    typed: TypedCode<'_>,
    client: &ClientIdentity,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let mobile = parse_value(app, Field::Mobile, typed.mobile)?;
    let normalised = TypedCode { mobile: &mobile, ..typed };
    code::redeem_code(app, client, SmsPurpose::SignIn, normalised).await?;
    let sign_in = NewSignIn {
        method: SignInMethod::Sms,
        subject: &format!("sms:{mobile}"),
        mobile: Some(&mobile),
        applicant: None,
        is_kept: false,
        device,
    };
    started_session_response(app, session::start_session(app, sign_in, present).await?).await
}

/// 实名认证: name and number must be those of one insured person, and the face that person's.
pub async fn prove_real_name(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    Body(given): Body<RealName>,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let person = parse_person(&app, &given.name, &given.id_number)?;
    let most = app.config.session.real_name_tries_per_hour;
    let counted_try =
        app.db.count_real_name_try(&present.subject, most, now).await?.map_err(|seconds| {
            Error::too_many(seconds, "实名认证失败次数过多，请稍后再试，或拨打客服电话96066咨询")
        })?;
    let proved = prove_person(&app, person.clone(), &given.face).await;
    if !matches!(proved, Err(Error::NotInsured | Error::Face(_) | Error::NotMatched)) {
        app.db.refund_real_name_try(counted_try).await?;
    }
    let standing = proved?;
    let applicant = app.db.find_or_insert_applicant(&person.name, &person.id_number, now).await?;
    // 资格校验 on sign-in: the register's present answer holds from now on.
    eligibility::record_on_sign_in(&app, &applicant, standing).await?;
    let started = session::prove_identity(&app, &present, &applicant).await?;
    started_session_response(&app, started).await
}

/// The standing of an insured person whose face was recognised. The register is asked first, so that a mistyped number does not use up
/// the face that was just recognised.
async fn prove_person(app: &App, person: InsuredPerson, face: &str) -> Result<Standing, Error> {
    let standing = app.register.standing(person.clone()).await?;
    if matches!(standing, Standing::NotInsured | Standing::NotMatched) {
        return Err(Error::NotInsured);
    }
    app.faces.prove_claim(&app.pictures, face, person, app.clock.now()).await?;
    Ok(standing)
}

/// Signs out. A browser without a session gets the same answer.
pub async fn sign_out(
    State(app): State<App>,
    present: Option<SignedIn>,
) -> Result<Response, Error> {
    if let Some(SignedIn(session)) = present {
        app.db.end_session(&session.token_hash).await?;
    }
    let cookie = session::expired_cookie(&app)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
