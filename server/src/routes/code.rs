//! Codes by SMS: sent at a browser's word, and good in that browser for what they were asked for.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use sscard_shared::{
    account::AccountName,
    api::{SmsPurpose, SmsRequest, SmsSent},
    field::Field,
};

use super::{session::parse, visit::Visit};
use crate::{
    app::App,
    cookie::Cookie,
    db::{CodeLimits, NewCode, Reserved},
    error::{Body, Error},
    secret,
    session::SignedIn,
    sms::CodeMessage,
    throttle::ThrottleKey,
};

/// Where one network has had too many codes sent that nobody used.
pub(super) const TOO_MANY_UNUSED: &str =
    "您所在的网络获取验证码次数较多且未使用，请稍后再试，或换用其他网络";

/// Sends a code. The answer is the same for every number, known or not.
pub async fn send(
    State(app): State<App>,
    present: Option<SignedIn>,
    visit: Visit,
    Body(SmsRequest { mobile, purpose }): Body<SmsRequest>,
) -> Result<Response, Error> {
    if purpose == SmsPurpose::ChangeMobile && present.is_none() {
        return Err(Error::SignedOut);
    }
    let mobile = parse(&app, &[(Field::Mobile, &mobile)])?.remove(0);
    let now = app.clock.now();
    if let Some(address) = visit.address() {
        app.sends.count(address, now).map_err(|seconds| {
            Error::too_many(seconds, "您所在的网络获取验证码过于频繁，请稍后再试")
        })?;
    }
    // Before the number's own count, which a stranger must not use up.
    let asker = asker(&app, &visit, &mobile).await?;
    app.codes.begin(&asker, now).map_err(|seconds| Error::too_many(seconds, TOO_MANY_UNUSED))?;
    let token = visit.new_code_token();
    let sent = send_to(&app, &mobile, purpose, &token, now).await;
    if sent.is_err() {
        app.codes.refund(&asker);
    }
    let cookie = Cookie::Code.kept(&app, &token, app.config.sms.code_minutes * 60)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(sent?)).into_response())
}

async fn send_to(
    app: &App,
    mobile: &str,
    purpose: SmsPurpose,
    token: &str,
    now: i64,
) -> Result<SmsSent, Error> {
    let settings = &app.config.sms;
    let limits = CodeLimits {
        pause: settings.resend_seconds,
        per_day: settings.per_mobile_per_day,
        good_for: settings.code_minutes * 60,
        tries: settings.code_tries,
    };
    let (code, salt) = (secret::sms_code(), secret::id());
    let new = NewCode {
        hash: hash_of(&salt, &to(mobile, purpose), &code),
        salt,
        mobile: mobile.to_owned(),
        browser_hash: secret::sha256(token.as_bytes()),
    };
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
        purpose: purpose.into(),
        mobile: mobile.to_owned(),
        code,
        minutes: settings.code_minutes,
    };
    if let Err(error) = app.sms.send(message).await {
        // What was not sent must not make the person wait.
        app.db.release_code(&new, now).await?;
        return Err(error);
    }
    let seconds = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(SmsSent {
        resend_after: seconds(settings.resend_seconds),
        expires_in: seconds(limits.good_for),
    })
}

/// Spends a code that was typed, with the number in normal form.
///
/// # Errors
/// [`Error::BadCode`] where it is not the one that this browser asked for, for this purpose, or is good no longer.
pub(super) async fn spend(
    app: &App,
    visit: &Visit,
    purpose: SmsPurpose,
    (mobile, code): (&str, &str),
) -> Result<(), Error> {
    let (code, browser) = six_digits(code).zip(visit.code_browser()).ok_or(Error::BadCode)?;
    let hash = |salt: &str| hash_of(salt, &to(mobile, purpose), &code);
    if !app.db.spend_code(mobile, &browser, hash, app.clock.now()).await? {
        return Err(Error::BadCode);
    }
    app.codes.reset(&asker(app, visit, mobile).await?);
    Ok(())
}

/// By what a code to a number counts: the network, or the device where it is known to the account of this number.
async fn asker(app: &App, visit: &Visit, mobile: &str) -> Result<ThrottleKey, Error> {
    let account = app.db.account_named(&AccountName::Mobile(mobile.to_owned())).await?;
    let known = visit.known_device(app, account.as_ref()).await?;
    Ok(known.unwrap_or_else(|| visit.asker(mobile)))
}

/// What goes into the hash beside the code: a code to sign in changes no number, and the reverse.
fn to(mobile: &str, purpose: SmsPurpose) -> String {
    match purpose {
        SmsPurpose::SignIn => mobile.to_owned(),
        SmsPurpose::ChangeMobile => ["change:", mobile].concat(),
    }
}

pub(super) fn hash_of(salt: &str, to: &str, code: &str) -> String {
    secret::sha256(format!("{salt}:{to}:{code}").as_bytes())
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
