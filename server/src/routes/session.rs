//! Signing in, saying who one is, signing out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sscard_shared::{
    api::{RealName, SessionView, SignIn, SmsRequest, SmsSent, Standing},
    application::check_value,
    directory::Directory,
    fault::{Faults, Severity},
    field::Field,
    mask,
};

use super::{
    account::{self, Visit},
    eligibility, host_phone, scan,
};
use crate::{
    address::ClientAddress,
    app::App,
    clock::iso,
    db::{CodeLimits, FoundSession, InsuredPerson, NewCode, Reserved},
    device::Device,
    error::{Body, Error},
    routes::face,
    secret,
    session::{self, Arrival, SignedIn, Way},
    sms::{CodeMessage, Purpose},
};

/// Sends a code. The answer is the same for every number, known or not.
pub async fn send_code(
    State(app): State<App>,
    address: ClientAddress,
    Body(request): Body<SmsRequest>,
) -> Result<Json<SmsSent>, Error> {
    let mobile = parse(&app, &[(Field::Mobile, &request.mobile)])?.remove(0);
    let (settings, now) = (&app.config.sms, app.clock.now());
    app.sends.count(address.of(&app.config), now).map_err(|seconds| {
        Error::too_many(seconds, "您所在的网络获取验证码过于频繁，请稍后再试")
    })?;
    let (code, salt) = (secret::sms_code(), secret::id());
    let limits = CodeLimits {
        pause: settings.resend_seconds,
        per_day: settings.per_mobile_per_day,
        good_for: settings.code_minutes * 60,
        tries: settings.code_tries,
    };
    let new = NewCode { hash: code_hash(&salt, &mobile, &code), salt, mobile: mobile.clone() };
    match app.db.reserve_code(&new, limits, now).await? {
        Reserved::Yes => {}
        Reserved::Pause(seconds) => {
            return Err(Error::too_many(seconds, "验证码已发送，请稍候再重新获取"));
        }
        Reserved::Day(seconds) => {
            return Err(Error::too_many(seconds, "该手机号今日获取验证码次数已达上限，请明日再试"));
        }
    }
    let message = CodeMessage {
        purpose: Purpose::SignIn,
        mobile: mobile.clone(),
        code,
        minutes: settings.code_minutes,
    };
    if let Err(error) = app.sms.send(message).await {
        // What was not sent must not make the person wait.
        app.db.release_code(&mobile, now).await?;
        return Err(error);
    }
    let seconds = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Json(SmsSent {
        resend_after: seconds(settings.resend_seconds),
        expires_in: seconds(limits.good_for),
    }))
}

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
            by_sms(&app, &mobile, &code, &device, present.as_deref()).await
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
            answer(&app, session::begin(&app, arrival, present.as_deref()).await?).await
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
    mobile: &str,
    code: &str,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let mobile = parse(app, &[(Field::Mobile, mobile)])?.remove(0);
    let code = six_digits(code).ok_or(Error::BadCode)?;
    let hash_of = |salt: &str| code_hash(salt, &mobile, &code);
    if !app.db.spend_code(&mobile, hash_of, app.clock.now()).await? {
        return Err(Error::BadCode);
    }
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
    if let Some(seconds) = app.db.real_name_pause(&present.subject, tries, now).await? {
        return Err(Error::too_many(
            seconds,
            "实名认证失败次数过多，请稍后再试，或拨打客服电话96066咨询",
        ));
    }
    let person = InsuredPerson { name: name.clone(), id_number: id_number.clone() };
    // The register first: a mistyped number must not cost the person the face that was just recognised.
    let standing = app.register.standing(person.clone()).await?;
    if matches!(standing, Standing::NotInsured | Standing::NotMatched) {
        app.db.note_real_name_failure(&present.subject, now).await?;
        return Err(Error::NotInsured);
    }
    let proven = app.faces.prove(&app.pictures, &given.face, person, now).await;
    if let Err(Error::Face(_) | Error::NotMatched) = proven {
        app.db.note_real_name_failure(&present.subject, now).await?;
    }
    proven?;
    let applicant = app.db.applicant_of(&name, &id_number, now).await?;
    // 资格校验 on entry: what the register has just said holds from now on.
    app.db.keep_eligibility(&applicant.id, standing, None, now).await?;
    answer(&app, session::prove(&app, &present, &applicant).await?).await
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
    let standing = match applicant {
        Some(applicant) => eligibility::standing(app, applicant).await?,
        None => None,
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

/// Six digits as typed: full-width ones and spaces are forgiven. What is not six digits costs no try.
pub(super) fn six_digits(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            c => c,
        })
        .collect();
    (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

pub(super) fn code_hash(salt: &str, mobile: &str, code: &str) -> String {
    secret::sha256(format!("{salt}:{mobile}:{code}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::six_digits;

    #[test]
    fn a_code_may_be_typed_with_full_width_digits_and_spaces() {
        assert_eq!(six_digits(" １２３ 456 ").as_deref(), Some("123456"));
        for bad in ["", "12345", "1234567", "12345a", "一二三四五六"] {
            assert_eq!(six_digits(bad), None, "{bad}");
        }
    }
}
