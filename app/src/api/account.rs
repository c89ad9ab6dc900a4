//! Accounts of the operator, captchas, and the devices that somebody is signed in on.

use sscard_shared::api::{
    CAPTCHA_PATH, Captcha, DEVICES_PATH, DeviceView, PASSWORD_PATH, PasswordChange, RESET_PATH,
    Reset, ResetRequest, ResetSent, SessionView, TaskKind,
};

use super::{ApiProblem, Body, ORDINARY_MS, get, json, parse, send};

/// A captcha.
pub async fn captcha(kind: TaskKind) -> Result<Captcha, ApiProblem> {
    get(&[CAPTCHA_PATH, "?kind=", kind.name()].concat()).await
}

/// Changes the password of the account that signed in.
pub async fn change_password(change: &PasswordChange) -> Result<SessionView, ApiProblem> {
    parse(&send("PUT", PASSWORD_PATH, json(change), ORDINARY_MS).await?)
}

/// Asks for a code with which a new password can be set.
pub async fn send_reset(request: &ResetRequest) -> Result<ResetSent, ApiProblem> {
    parse(&send("POST", RESET_PATH, json(request), ORDINARY_MS).await?)
}

/// Sets a new password by the code.
pub async fn reset_password(reset: &Reset) -> Result<(), ApiProblem> {
    send("PUT", RESET_PATH, json(reset), ORDINARY_MS).await.map(drop)
}

/// 我的登录设备.
pub async fn devices() -> Result<Vec<DeviceView>, ApiProblem> {
    get(DEVICES_PATH).await
}

/// Signs out on one device.
pub async fn end_device(id: &str) -> Result<(), ApiProblem> {
    send("DELETE", &[DEVICES_PATH, "/", id].concat(), Body::None, ORDINARY_MS).await.map(drop)
}

/// Signs out on all devices but this one.
pub async fn end_other_devices() -> Result<(), ApiProblem> {
    send("DELETE", &[DEVICES_PATH, "?others=1"].concat(), Body::None, ORDINARY_MS).await.map(drop)
}
