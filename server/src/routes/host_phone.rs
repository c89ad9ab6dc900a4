//! Signing in by the number that a host application knows.

use axum::{extract::State, response::Html, response::Response};
use sscard_shared::{field::Field, host::Host};

use super::{sandbox, session_view::started_session_response, values::parse_value};
use crate::{
    app::App,
    device::Device,
    error::Error,
    host_phone::SandboxCode,
    session::{NewSignIn, SignInMethod, start_session},
};

/// The longest code that any host gives, in bytes.
const MAX_CODE_BYTES: usize = 512;

/// Starts a session as after an SMS: the number is known, the person is not.
pub(super) async fn sign_in_by_host_phone(
    app: &App,
    host: &str,
    code: &str,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let phones = Host::of_name(host)
        .and_then(|host| app.host_phones.for_host(host))
        .ok_or(Error::BadCode)?;
    if code.is_empty() || code.len() > MAX_CODE_BYTES {
        return Err(Error::BadCode);
    }
    let mobile = phones.exchange_code(code).await?.ok_or(Error::BadCode)?;
    let mobile = parse_value(app, Field::Mobile, &mobile)?;
    let sign_in = NewSignIn {
        method: SignInMethod::HostPhone,
        subject: &format!("sms:{mobile}"),
        mobile: Some(&mobile),
        applicant: None,
        is_kept: false,
        device,
    };
    started_session_response(app, start_session(app, sign_in, present).await?).await
}

/// The sandbox's host application: each visit makes a code and shows a link that uses it.
pub async fn code_page(State(app): State<App>) -> Result<Html<String>, Error> {
    let sandbox = app.host_phones.sandbox().ok_or(Error::NotFound)?;
    let SandboxCode { code, mobile } = sandbox.issue_code();
    let name = Host::Wechat.name().unwrap_or_default();
    let body = format!(
        "<p>小程序把这样的代码放在网址的#之后，页面用它换取手机号。代码只能使用一次，5分钟内有效。</p>\
         <ul class=\"cells\"><li><p class=\"meta\">手机号（虚构）</p><p><b>{mobile}</b></p></li>\
         <li><p class=\"meta\">代码</p><p><b id=\"code\">{code}</b></p></li></ul>\
         <p class=\"links\"><a href=\"/minsheng/sign-in#code={code}&amp;host={name}\">用它快捷登录</a> \
         <a href=\"\">换一个代码</a></p>"
    );
    Ok(sandbox::render_page("沙箱小程序", "", &body))
}
