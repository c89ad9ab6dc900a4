//! Signing in by the number that a host application knows.

use axum::{extract::State, response::Html, response::Response};
use sscard_shared::{field::Field, host::Host};

use super::{sandbox, session};
use crate::{
    app::App,
    device::Device,
    error::Error,
    session::{Arrival, Way, begin},
};

/// The longest code that any host gives.
const LONGEST: usize = 512;

/// A session as after an SMS: the number is known, the person is not.
pub(super) async fn sign_in(
    app: &App,
    host: &str,
    code: &str,
    device: &Device,
    present: Option<&str>,
) -> Result<Response, Error> {
    let phones = Host::of_name(host).and_then(|host| app.phones.of(host)).ok_or(Error::BadCode)?;
    if code.is_empty() || code.len() > LONGEST {
        return Err(Error::BadCode);
    }
    let mobile = phones.exchange(code).await?.ok_or(Error::BadCode)?;
    let mobile = session::parse(app, &[(Field::Mobile, &mobile)])?.remove(0);
    let arrival = Arrival {
        way: Way::HostPhone,
        subject: &format!("sms:{mobile}"),
        mobile: Some(&mobile),
        applicant: None,
        kept: false,
        device,
    };
    session::answer(app, begin(app, arrival, present).await?).await
}

/// The sandbox's host: each visit makes a code, with the way to use it.
pub async fn make_code(State(app): State<App>) -> Result<Html<String>, Error> {
    let (code, mobile) = app.phones.sandbox().ok_or(Error::NotFound)?.make();
    let name = Host::Wechat.name().unwrap_or_default();
    let body = format!(
        "<p>小程序把这样的代码放在网址的#之后，页面用它换取手机号。代码只能使用一次，5分钟内有效。</p>\
         <ul class=\"cells\"><li><p class=\"meta\">手机号（虚构）</p><p><b>{mobile}</b></p></li>\
         <li><p class=\"meta\">代码</p><p><b id=\"code\">{code}</b></p></li></ul>\
         <p class=\"links\"><a href=\"/minsheng/sign-in#code={code}&amp;host={name}\">用它快捷登录</a> \
         <a href=\"\">换一个代码</a></p>"
    );
    Ok(sandbox::page("沙箱小程序", "", &body))
}
