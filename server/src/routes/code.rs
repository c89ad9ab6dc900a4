//! Codes by SMS. A code is valid only in the browser that requested it and only for the purpose that was named.

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

use super::{client::ClientIdentity, values::parse_value};
use crate::{
    app::App,
    cookie::Cookie,
    db::{CodeLimits, CodeReservation, NewCode},
    error::{Body, Error},
    secret,
    session::SignedIn,
    sms::CodeMessage,
    throttle::ThrottleKey,
};

/// The message when one network has had too many codes sent that were not used.
pub(super) const TOO_MANY_UNUSED_MESSAGE: &str =
    "您所在的网络获取验证码次数较多且未使用，请稍后再试，或换用其他网络";

/// Sends a code. The answer is the same for every number, known or not.
pub async fn send_code(
    State(app): State<App>,
    present: Option<SignedIn>,
    client: ClientIdentity,
    Body(SmsRequest { mobile, purpose }): Body<SmsRequest>,
) -> Result<Response, Error> {
    if purpose == SmsPurpose::ChangeMobile && present.is_none() {
        return Err(Error::SignedOut);
    }
    let mobile = parse_value(&app, Field::Mobile, &mobile)?;
    let now = app.clock.now();
    if let Some(address) = client.address() {
        app.sms_limit.count(address, now).map_err(|seconds| {
            Error::too_many(seconds, "您所在的网络获取验证码过于频繁，请稍后再试")
        })?;
    }
    // This count comes before the number's own, which a stranger must not use up.
    let key = throttle_key(&app, &client, &mobile).await?;
    app.code_throttle
        .count_try(&key, now)
        .map_err(|seconds| Error::too_many(seconds, TOO_MANY_UNUSED_MESSAGE))?;
    let token = client.code_token_or_new();
    let sent = issue_code(&app, &mobile, purpose, &token, now).await;
    if sent.is_err() {
        app.code_throttle.refund(&key);
    }
    let cookie = Cookie::Code.set_cookie(&app, &token, app.config.sms.code_minutes * 60)?;
    Ok(([(header::SET_COOKIE, cookie)], Json(sent?)).into_response())
}

async fn issue_code(
    app: &App,
    mobile: &str,
    purpose: SmsPurpose,
    token: &str,
    now: i64,
) -> Result<SmsSent, Error> {
    let settings = &app.config.sms;
    let limits = CodeLimits {
        pause_seconds: settings.resend_seconds,
        max_per_day: settings.per_mobile_per_day,
        valid_seconds: settings.code_minutes * 60,
        max_tries: settings.code_tries,
    };
    let (code, salt) = (secret::sms_code(), secret::id());
    let new = NewCode {
        hash: hash_code(&salt, &code_scope(mobile, purpose), &code),
        salt,
        mobile: mobile.to_owned(),
        browser_hash: secret::sha256(token.as_bytes()),
    };
    match app.db.reserve_code(&new, limits, now).await? {
        CodeReservation::Reserved => {}
        CodeReservation::Pause(seconds) => {
            return Err(Error::too_many(seconds, "验证码已发送，请稍候再重新获取"));
        }
        CodeReservation::DayLimit(seconds) => {
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
        // A code that was not sent must not make the applicant wait.
        app.db.release_code(&new, now).await?;
        return Err(error);
    }
    let seconds = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(SmsSent {
        resend_after: seconds(settings.resend_seconds),
        expires_in: seconds(limits.valid_seconds),
    })
}

/// A code as the applicant typed it, and the number that it was sent to.
#[derive(Clone, Copy)]
pub(super) struct TypedCode<'a> {
    pub(super) mobile: &'a str,
    pub(super) code: &'a str,
}

/// Redeems a typed code. The number is in normal form.
///
/// # Errors
/// [`Error::BadCode`] when the code is not the one that this browser requested for this purpose, or has expired.
pub(super) async fn redeem_code(
    app: &App,
    client: &ClientIdentity,
    purpose: SmsPurpose,
    TypedCode { mobile, code }: TypedCode<'_>,
) -> Result<(), Error> {
    let (code, browser) =
        parse_six_digits(code).zip(client.code_token_hash()).ok_or(Error::BadCode)?;
    let hash = |salt: &str| hash_code(salt, &code_scope(mobile, purpose), &code);
    if !app.db.spend_code(mobile, &browser, hash, app.clock.now()).await? {
        return Err(Error::BadCode);
    }
    app.code_throttle.reset(&throttle_key(app, client, mobile).await?);
    Ok(())
}

/// The key of codes to a number: the network, or the device where it is known to the account of this number.
async fn throttle_key(
    app: &App,
    client: &ClientIdentity,
    mobile: &str,
) -> Result<ThrottleKey, Error> {
    let account = app.db.find_account_by_name(&AccountName::Mobile(mobile.to_owned())).await?;
    let known = client.known_device_key(app, account.as_ref()).await?;
    Ok(known.unwrap_or_else(|| client.code_request_key(mobile)))
}

/// What is hashed together with the code: a code to sign in changes no number, and the reverse.
fn code_scope(mobile: &str, purpose: SmsPurpose) -> String {
    match purpose {
        SmsPurpose::SignIn => mobile.to_owned(),
        SmsPurpose::ChangeMobile => ["change:", mobile].concat(),
    }
}

pub(super) fn hash_code(salt: &str, scope: &str, code: &str) -> String {
    secret::sha256(format!("{salt}:{scope}:{code}").as_bytes())
}

/// The six digits of a typed code. Full-width digits and spaces are accepted. Anything else costs no try.
pub(super) fn parse_six_digits(text: &str) -> Option<String> {
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
    use super::parse_six_digits;

    #[test]
    fn a_code_may_be_typed_with_full_width_digits_and_spaces() {
        assert_eq!(parse_six_digits(" １２３ 456 ").as_deref(), Some("123456"));
        for bad in ["", "12345", "1234567", "12345a", "一二三四五六"] {
            assert_eq!(parse_six_digits(bad), None, "{bad}");
        }
    }
}
