//! Accounts of the operator: signing in by password, changing it, and setting a new one by SMS.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use sscard_shared::{
    account::AccountName,
    api::{PasswordChange, Reset, ResetRequest, ResetSent},
    password::Password,
};

use super::{
    code::{TOO_MANY_UNUSED, hash_of, six_digits},
    session::answer,
    visit::Visit,
};
use crate::{
    app::App,
    db::{Account, CodeLimits, NewReset, subject},
    device::Device,
    error::{Body, Error},
    secret,
    session::{self, Arrival, SignedIn, Way},
    sms::{CodeMessage, Purpose},
    throttle::ThrottleKey,
};

const TOO_OFTEN: &str = "密码输入错误次数较多，请稍后再试，或改用手机号验证码等其他方式登录，或通过忘记密码重新设置密码";

/// Signs in by an account. Who has none is answered the same, after the same work.
pub(super) async fn by_password(
    app: &App,
    (name, password): (String, String),
    visit: &Visit,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let name = AccountName::of(&name);
    let account = app.db.account_named(&name).await?;
    let known = visit.known_device(app, account.as_ref()).await?;
    let is_known = known.is_some();
    let throttle_key = known.unwrap_or_else(|| visit.stranger(name.as_str()));
    let right = checked(app, &throttle_key, &password, account.as_ref()).await?;
    let account = account.filter(|_| right).ok_or(Error::BadPassword)?;
    let now = app.clock.now();
    if account.password_hash.as_deref().is_some_and(|hash| app.passwords.is_outdated(hash)) {
        app.db.renew_hash(&account, &app.passwords.hash(password.clone()).await?).await?;
    }
    let applicant = app.db.applicant_of(&account.name, &account.id_number, now).await?;
    let arrival = Arrival {
        way: Way::Password,
        subject: &subject(&account.id),
        mobile: Some(&account.mobile),
        applicant: Some(&applicant),
        kept: false,
        device,
    };
    let begun = session::begin(app, arrival, present).await?;
    // Whose password was set anew while it was checked came in by the old one, after everybody had been shown out.
    let hash = app.db.account(&account.id).await?.and_then(|account| account.password_hash);
    if hash != account.password_hash && !app.passwords.check(password, hash).await? {
        app.db.end_session(&begun.1.token_hash).await?;
        return Err(Error::BadPassword);
    }
    let begun = answer(app, begun).await?;
    // A browser is known to one account: on a shared computer the next one's owner makes it a strange device for the one before.
    let token = visit.device_token().filter(|_| is_known).unwrap_or_else(secret::token);
    app.db.note_device(&account.id, &secret::sha256(token.as_bytes()), now).await?;
    let cookie = session::device_cookie(app, &token)?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), begun).into_response())
}

/// Whether a password is the account's, counted as a try of who guesses.
async fn checked(
    app: &App,
    throttle_key: &ThrottleKey,
    password: &str,
    account: Option<&Account>,
) -> Result<bool, Error> {
    app.throttle
        .begin(throttle_key, app.clock.now())
        .map_err(|seconds| Error::too_many(seconds, TOO_OFTEN))?;
    let hash = account.and_then(|account| account.password_hash.clone());
    let checked = app.passwords.check(password.to_owned(), hash).await;
    match checked {
        Ok(true) => app.throttle.reset(throttle_key),
        Ok(false) => {}
        Err(_) => app.throttle.refund(throttle_key),
    }
    checked
}

/// 修改密码: the person stays here and is signed out everywhere else.
pub async fn change_password(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    visit: Visit,
    Body(PasswordChange { old, new }): Body<PasswordChange>,
) -> Result<Response, Error> {
    let id = present.subject.strip_prefix("account:").ok_or(Error::NotFound)?;
    let account = app.db.account(id).await?.ok_or(Error::NotFound)?;
    let new = allowed(&new, &account)?;
    let known = visit.known_device(&app, Some(&account)).await?;
    let is_known = known.is_some();
    let throttle_key = known.unwrap_or_else(|| visit.stranger(&account.username));
    if !checked(&app, &throttle_key, &old, Some(&account)).await? {
        return Err(Error::BadPassword);
    }
    let hash = app.passwords.hash(new.as_str().to_owned()).await?;
    let now = app.clock.now();
    let but_here = Some(present.token_hash.as_str());
    if !app.db.set_password(&account, &hash, (but_here, None), now).await? {
        return Err(Error::BadPassword);
    }
    // Who has just given the old password here stays known here.
    if let Some(token) = visit.device_token().filter(|_| is_known) {
        app.db.note_device(&account.id, &secret::sha256(token.as_bytes()), now).await?;
    }
    answer(&app, session::go_on(&app, &present).await?).await
}

fn allowed(password: &str, account: &Account) -> Result<Password, Error> {
    let known = [&*account.username, &*account.mobile, &*account.id_number];
    Password::parse(password, &known).map_err(Error::WeakPassword)
}

/// 忘记密码: sends a code to the account's own number. Who has no account is answered the same, after the same work: what is done for an
/// account alone is done when the answer is given.
pub async fn send_reset(
    State(app): State<App>,
    visit: Visit,
    Body(ResetRequest { account, captcha }): Body<ResetRequest>,
) -> Result<Json<ResetSent>, Error> {
    let now = app.clock.now();
    app.captchas.answered(&captcha, now)?;
    let name = AccountName::of(&account);
    let account = app.db.account_named(&name).await?;
    let known = visit.known_device(&app, account.as_ref()).await?;
    let asker = known.clone().unwrap_or_else(|| visit.asker(name.as_str()));
    app.codes.begin(&asker, now).map_err(|seconds| Error::too_many(seconds, TOO_MANY_UNUSED))?;
    let hasty =
        known.clone().unwrap_or_else(|| ThrottleKey::anywhere(name.as_str(), visit.address()));
    app.resets.begin(&hasty, now).map_err(|seconds| {
        app.codes.refund(&asker);
        Error::too_many(seconds, "验证码已发送，请稍候再重新获取")
    })?;
    let (limits, ticket) = (limits(&app), secret::token());
    if let Some(account) = account {
        // An account has three names: what a stranger asks for by all of them counts as one.
        let by_account = known.is_none().then(|| visit.asker(&account.id));
        let (app, ticket) = (app.clone(), ticket.clone());
        tokio::spawn(async move {
            if by_account.is_some_and(|asker| app.codes.begin(&asker, now).is_err()) {
                return;
            }
            if let Err(error) = send_code(&app, &account, &ticket, limits, now).await {
                tracing::error!(cause = %error, "a code for a new password could not be sent");
            }
        });
    }
    let seconds = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Json(ResetSent {
        ticket,
        resend_after: seconds(limits.pause),
        expires_in: seconds(limits.good_for),
    }))
}

fn limits(app: &App) -> CodeLimits {
    let sms = &app.config.sms;
    CodeLimits {
        pause: sms.resend_seconds,
        per_day: app.config.accounts.resets_per_day,
        good_for: sms.code_minutes * 60,
        tries: sms.code_tries,
    }
}

/// Keeps a code and has it sent, unless the account has had its codes of the day.
async fn send_code(
    app: &App,
    account: &Account,
    ticket: &str,
    limits: CodeLimits,
    now: i64,
) -> Result<(), Error> {
    let (code, salt) = (secret::sms_code(), secret::id());
    let new = NewReset {
        ticket_hash: secret::sha256(ticket.as_bytes()),
        account: account.id.clone(),
        code_hash: hash_of(&salt, ticket, &code),
        salt,
    };
    if !app.db.reserve_reset(&new, limits, now).await? {
        return Ok(());
    }
    let message = CodeMessage {
        purpose: Purpose::Reset,
        mobile: account.mobile.clone(),
        code,
        minutes: limits.good_for / 60,
    };
    app.sms.send(message).await
}

/// Sets a new password by the code; whoever was signed in as the person is signed out.
pub async fn reset(
    State(app): State<App>,
    visit: Visit,
    Body(Reset { ticket, code, password }): Body<Reset>,
) -> Result<StatusCode, Error> {
    let code = six_digits(&code).ok_or(Error::BadCode)?;
    let (ticket_hash, now) = (secret::sha256(ticket.as_bytes()), app.clock.now());
    let hash = |salt: &str| hash_of(salt, &ticket, &code);
    let id = app.db.account_of_reset(&ticket_hash, hash, now).await?.ok_or(Error::BadCode)?;
    let account = app.db.account(&id).await?.ok_or(Error::BadCode)?;
    let password = allowed(&password, &account)?;
    let hash = app.passwords.hash(password.as_str().to_owned()).await?;
    if !app.db.set_password(&account, &hash, (None, Some(&ticket_hash)), now).await? {
        return Err(Error::BadCode);
    }
    for name in [&account.username, &account.mobile, &account.id_number, &account.id] {
        app.codes.reset(&visit.asker(name));
    }
    Ok(StatusCode::NO_CONTENT)
}
