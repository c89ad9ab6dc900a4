//! Operator accounts: signing in by password, changing the password, and setting a new one by SMS.

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
    client::ClientIdentity,
    code::{TOO_MANY_UNUSED_MESSAGE, hash_code, parse_six_digits},
    session_view::started_session_response,
};
use crate::{
    app::App,
    db::{Account, CodeLimits, NewPassword, NewResetCode, account_subject},
    device::Device,
    error::{Body, Error},
    secret,
    session::{self, NewSignIn, SignInMethod, SignedIn},
    sms::{CodeMessage, CodePurpose},
    throttle::ThrottleKey,
};

const TOO_OFTEN_MESSAGE: &str = "密码输入错误次数较多，请稍后再试，或改用手机号验证码等其他方式登录，或通过忘记密码重新设置密码";

/// A name of an account and a password, as the applicant typed them.
pub(super) struct PasswordSignIn {
    pub(super) account: String,
    pub(super) password: String,
}

/// Signs in by an account. A name without an account gets the same answer after the same work.
pub(super) async fn sign_in_by_password(
    app: &App,
    PasswordSignIn { account, password }: PasswordSignIn,
    client: &ClientIdentity,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let name = AccountName::of(&account);
    let account = app.db.find_account_by_name(&name).await?;
    let known = client.known_device_key(app, account.as_ref()).await?;
    let is_known = known.is_some();
    let throttle_key = known.unwrap_or_else(|| client.unknown_device_key(name.as_str()));
    let is_right = check_password(app, &throttle_key, &password, account.as_ref()).await?;
    let account = account.filter(|_| is_right).ok_or(Error::BadPassword)?;
    let now = app.clock.now();
    if account.password_hash.as_deref().is_some_and(|hash| app.passwords.is_outdated(hash)) {
        app.db
            .replace_password_hash(&account, &app.passwords.hash(password.clone()).await?)
            .await?;
    }
    let applicant = app.db.find_or_insert_applicant(&account.name, &account.id_number, now).await?;
    let sign_in = NewSignIn {
        method: SignInMethod::Password,
        subject: &account_subject(&account.id),
        mobile: Some(&account.mobile),
        applicant: Some(&applicant),
        is_kept: false,
        device,
    };
    let started = session::start_session(app, sign_in, present).await?;
    // A new password may have been set while this one was checked: this sign-in then used the old one after all sessions had ended.
    let hash = app.db.find_account(&account.id).await?.and_then(|account| account.password_hash);
    if hash != account.password_hash && !app.passwords.check(password, hash).await? {
        app.db.end_session(&started.session.token_hash).await?;
        return Err(Error::BadPassword);
    }
    let response = started_session_response(app, started).await?;
    // A browser is known to one account only. On a shared computer the next account's sign-in makes it unknown to the one before.
    let token = client.device_token().filter(|_| is_known).unwrap_or_else(secret::token);
    app.db.insert_known_device(&account.id, &secret::sha256(token.as_bytes()), now).await?;
    let cookie = session::device_cookie(app, &token)?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), response).into_response())
}

/// Whether the password is the account's. The try counts against the key unless it was right.
async fn check_password(
    app: &App,
    throttle_key: &ThrottleKey,
    password: &str,
    account: Option<&Account>,
) -> Result<bool, Error> {
    app.password_throttle
        .count_try(throttle_key, app.clock.now())
        .map_err(|seconds| Error::too_many(seconds, TOO_OFTEN_MESSAGE))?;
    let hash = account.and_then(|account| account.password_hash.clone());
    let result = app.passwords.check(password.to_owned(), hash).await;
    match result {
        Ok(true) => app.password_throttle.reset(throttle_key),
        Ok(false) => {}
        Err(_) => app.password_throttle.refund(throttle_key),
    }
    result
}

/// 修改密码: this session stays and all others of the applicant end.
pub async fn change_password(
    State(app): State<App>,
    SignedIn(present): SignedIn,
    client: ClientIdentity,
    Body(PasswordChange { old, new }): Body<PasswordChange>,
) -> Result<Response, Error> {
    let id = present.subject.strip_prefix("account:").ok_or(Error::NotFound)?;
    let account = app.db.find_account(id).await?.ok_or(Error::NotFound)?;
    let new = parse_new_password(&new, &account)?;
    let known = client.known_device_key(&app, Some(&account)).await?;
    let is_known = known.is_some();
    let throttle_key = known.unwrap_or_else(|| client.unknown_device_key(&account.username));
    if !check_password(&app, &throttle_key, &old, Some(&account)).await? {
        return Err(Error::BadPassword);
    }
    let hash = app.passwords.hash(new.as_str().to_owned()).await?;
    let now = app.clock.now();
    let kept_session = Some(present.token_hash.as_str());
    if !app
        .db
        .set_password(
            &account,
            NewPassword { hash: &hash, reset_ticket_hash: None, kept_session },
            now,
        )
        .await?
    {
        return Err(Error::BadPassword);
    }
    // The device stays known, because the old password was given on it.
    if let Some(token) = client.device_token().filter(|_| is_known) {
        app.db.insert_known_device(&account.id, &secret::sha256(token.as_bytes()), now).await?;
    }
    started_session_response(&app, session::rotate_session(&app, &present).await?).await
}

fn parse_new_password(password: &str, account: &Account) -> Result<Password, Error> {
    let known = [&*account.username, &*account.mobile, &*account.id_number];
    Password::parse(password, &known).map_err(Error::WeakPassword)
}

/// 忘记密码: sends a code to the account's own number. A name without an account gets the same answer after the same work: the code is sent
/// after the answer.
pub async fn request_reset(
    State(app): State<App>,
    client: ClientIdentity,
    Body(ResetRequest { account, captcha }): Body<ResetRequest>,
) -> Result<Json<ResetSent>, Error> {
    let now = app.clock.now();
    app.captchas.check_answer(&captcha, now)?;
    let name = AccountName::of(&account);
    let account = app.db.find_account_by_name(&name).await?;
    let known = client.known_device_key(&app, account.as_ref()).await?;
    let code_key = known.clone().unwrap_or_else(|| client.code_request_key(name.as_str()));
    app.code_throttle
        .count_try(&code_key, now)
        .map_err(|seconds| Error::too_many(seconds, TOO_MANY_UNUSED_MESSAGE))?;
    let pause_key = known
        .clone()
        .unwrap_or_else(|| ThrottleKey::for_unknown_device(name.as_str(), client.address()));
    app.reset_throttle.count_try(&pause_key, now).map_err(|seconds| {
        app.code_throttle.refund(&code_key);
        Error::too_many(seconds, "验证码已发送，请稍候再重新获取")
    })?;
    let (limits, ticket) = (reset_limits(&app), secret::token());
    if let Some(account) = account {
        // An account has three names. What a stranger requests by all of them counts as one.
        let account_key = known.is_none().then(|| client.code_request_key(&account.id));
        let (app, ticket) = (app.clone(), ticket.clone());
        tokio::spawn(async move {
            if account_key.is_some_and(|key| app.code_throttle.count_try(&key, now).is_err()) {
                return;
            }
            if let Err(error) = send_reset_code(&app, &account, &ticket, limits, now).await {
                tracing::error!(cause = %error, "a code for a new password could not be sent");
            }
        });
    }
    let seconds = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Json(ResetSent {
        ticket,
        resend_after: seconds(limits.pause_seconds),
        expires_in: seconds(limits.valid_seconds),
    }))
}

fn reset_limits(app: &App) -> CodeLimits {
    let sms = &app.config.sms;
    CodeLimits {
        pause_seconds: sms.resend_seconds,
        max_per_day: app.config.accounts.resets_per_day,
        valid_seconds: sms.code_minutes * 60,
        max_tries: sms.code_tries,
    }
}

/// Stores a code and sends it, unless the account has had its codes of the day.
async fn send_reset_code(
    app: &App,
    account: &Account,
    ticket: &str,
    limits: CodeLimits,
    now: i64,
) -> Result<(), Error> {
    let (code, salt) = (secret::sms_code(), secret::id());
    let new = NewResetCode {
        ticket_hash: secret::sha256(ticket.as_bytes()),
        account: account.id.clone(),
        code_hash: hash_code(&salt, ticket, &code),
        salt,
    };
    if !app.db.reserve_reset(&new, limits, now).await? {
        return Ok(());
    }
    let message = CodeMessage {
        purpose: CodePurpose::Reset,
        mobile: account.mobile.clone(),
        code,
        minutes: limits.valid_seconds / 60,
    };
    app.sms.send(message).await
}

/// Sets a new password by the code. All sessions of the applicant end.
pub async fn reset_password(
    State(app): State<App>,
    client: ClientIdentity,
    Body(Reset { ticket, code, password }): Body<Reset>,
) -> Result<StatusCode, Error> {
    let code = parse_six_digits(&code).ok_or(Error::BadCode)?;
    let (ticket_hash, now) = (secret::sha256(ticket.as_bytes()), app.clock.now());
    let hash = |salt: &str| hash_code(salt, &ticket, &code);
    let id = app.db.find_reset_account(&ticket_hash, hash, now).await?.ok_or(Error::BadCode)?;
    let account = app.db.find_account(&id).await?.ok_or(Error::BadCode)?;
    let password = parse_new_password(&password, &account)?;
    let hash = app.passwords.hash(password.as_str().to_owned()).await?;
    if !app
        .db
        .set_password(
            &account,
            NewPassword { hash: &hash, reset_ticket_hash: Some(&ticket_hash), kept_session: None },
            now,
        )
        .await?
    {
        return Err(Error::BadCode);
    }
    for name in [&account.username, &account.mobile, &account.id_number, &account.id] {
        app.code_throttle.reset(&client.code_request_key(name));
    }
    Ok(StatusCode::NO_CONTENT)
}
