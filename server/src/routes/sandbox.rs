//! The pages of the sandbox: the SMS outbox, the sample people and the sample pictures. They exist only where the sandbox is on.

pub mod camera;
pub mod files;

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, Query, Request, State},
    middleware::Next,
    response::{Html, IntoResponse as _, Response},
};
use serde::Deserialize;
use sscard_shared::{Date, api::PROVIDERS_PATH, password::Password};

use crate::{
    accounts::{ListedAccount, sample_accounts_with_passwords},
    address::ClientAddress,
    app::App,
    clock::format_moment,
    db::{InsuredPerson, Message},
    error::Error,
    providers::Choice,
    register::sample_people,
    samples::card::Card,
};

/// The most messages that the outbox shows.
const MAX_MESSAGES: i64 = 500;

/// The index of the sandbox's pages.
pub async fn index_page() -> Html<String> {
    render_page(
        "沙箱",
        "",
        "<p>这里的短信、人员和图片都是为试用而编造的。人脸识别在沙箱中只核对是否按提示完成动作、是否始终是同一张脸，没有照片可供比对，不核对是谁。</p>",
    )
}

/// The outbox as a page.
pub async fn outbox_page(
    State(app): State<App>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Html<String>, Error> {
    let messages = messages(&app, &query).await?;
    let items: String = messages
        .iter()
        .map(|message| {
            format!(
                "<li><p class=\"meta\"><b>{}</b> <time>{}</time></p><p>{}</p></li>",
                escape(&message.mobile),
                format_moment(message.sent_at),
                escape(&message.text)
            )
        })
        .collect();
    let body = if items.is_empty() {
        String::from("<p>还没有短信。获取验证码后，短信会出现在这里。</p>")
    } else {
        format!("<ul class=\"cells\">{items}</ul>")
    };
    // A page that reloads by itself loses the place of a reader who reads slowly or has it read aloud (WCAG 2.2.1).
    let reload = "<p>最新的在最上面。</p><p class=\"links\"><a href=\"\">刷新本页</a></p>";
    Ok(render_page("沙箱短信收件箱", "", &format!("{reload}{body}")))
}

/// The outbox as JSON.
pub async fn list_outbox(
    State(app): State<App>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Vec<Message>>, Error> {
    Ok(Json(messages(&app, &query).await?))
}

/// The sample insured people, from which a tester chooses one.
pub async fn people_page(State(app): State<App>) -> Result<Html<String>, Error> {
    let today = app.today();
    let rows: String =
        sample_people().iter().map(|(one, note)| person_row(&one.person, note, today)).collect();
    let accounts: String = sample_accounts_with_passwords(today).iter().map(account_row).collect();
    let body = format!(
        "<p>以下人员均为虚构，可用任意手机号登录后用于实名认证。点按证件图样即可下载该人员的样本证件图片，图片由浏览器绘制，可以识别。</p>\
         <noscript><p>绘制证件图样需要启用JavaScript；未启用时，可以使用页面底部没有文字的样例图片。</p></noscript>\
         <ul class=\"cells\">{rows}</ul>\
         <h2>账号</h2><p>以下账号和密码也是虚构的，可用于账号登录：用户名、手机号、身份证号都可以作为账号。没有密码的账号先通过忘记密码设置。</p>\
         <ul class=\"cells\">{accounts}</ul>\
         <h2>样例图片</h2><ul class=\"links\">\
         <li><a href=\"/sandbox/pictures/photo.jpg\" download>制卡照片原图（样本）</a></li>\
         <li><a href=\"/sandbox/pictures/emblem_side.jpg\" download>身份证国徽面（没有文字，不能识别）</a></li>\
         <li><a href=\"/sandbox/pictures/portrait_side.jpg\" download>身份证个人信息面（没有文字，不能识别）</a></li></ul>"
    );
    let script = "<script type=\"module\" src=\"/sandbox/people.js\"></script>";
    Ok(render_page("沙箱人员", script, &body))
}

/// A sample person, with the card's text for the script that draws it.
fn person_row(person: &InsuredPerson, note: &str, today: Date) -> String {
    let card = Card::for_person(person, today).and_then(|card| serde_json::to_string(&card).ok());
    let card = card.map_or_else(String::new, |card| {
        format!("<div class=\"cards\" data-card=\"{}\"></div>", escape(&card))
    });
    format!(
        "<li><p><b>{}</b> <span class=\"number\">{}</span></p><p class=\"meta\">{}</p>{card}</li>",
        escape(&person.name),
        escape(&person.id_number),
        escape(note)
    )
}

/// A sample account, with its password in plain text.
fn account_row(listed: &ListedAccount) -> String {
    let account = &listed.account;
    let password = listed.password.as_ref().map_or("未设置密码", Password::as_str);
    let [name, user, mobile, password] =
        [&account.name, &account.username, &account.mobile, password].map(escape);
    format!(
        "<li><p><b>{name}</b> <span class=\"number\">{user}</span></p>\
         <p class=\"meta\">手机号 {mobile} · 密码 <span class=\"number\">{password}</span></p></li>"
    )
}

/// What a browser brings to a sandbox provider.
#[derive(Clone, Debug, Deserialize)]
pub struct ProviderQuery {
    state: String,
}

/// The page of a sandbox provider: the tester chooses the person that the provider authenticates.
pub async fn provider_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(ProviderQuery { state }): Query<ProviderQuery>,
) -> Result<Html<String>, Error> {
    let provider = app.providers.find_sandbox(&name).ok_or(Error::NotFound)?;
    // A state that this server cannot have made is not written into a page.
    if state.is_empty() || !state.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    let back = format!("{PROVIDERS_PATH}/{name}/back?state={state}");
    let choices: String =
        provider.choices().iter().map(|choice| choice_row(choice, &back)).collect();
    let body = format!(
        "<p>这是演示环境中代替{label}的页面。选择一位虚构人员，即由它证明是该人员本人。</p>\
         <ul class=\"cells\">{choices}</ul>\
         <p class=\"links\"><a href=\"{back}&amp;error=access_denied\">取消登录</a></p>",
        label = provider.label()
    );
    Ok(render_page(&format!("{}（演示）", provider.label()), "", &body))
}

/// A person that can be chosen.
fn choice_row(Choice { person, code }: &Choice, back: &str) -> String {
    let (name, number) = match person {
        Some(person) => (escape(&person.name), escape(&person.id_number)),
        None => (String::from("不提供姓名和证件号码"), String::new()),
    };
    format!(
        "<li><p class=\"links\"><a href=\"{back}&amp;code={code}\">{name}</a> <span class=\"number\">{number}</span></p></li>"
    )
}

async fn messages(app: &App, query: &HashMap<String, String>) -> Result<Vec<Message>, Error> {
    Ok(app.db.list_messages(query.get("mobile").map(String::as_str), MAX_MESSAGES).await?)
}

/// Admits requests to the sandbox's pages where it is on, but not those that a proxy forwards: clients behind a proxy are not the person
/// who started the server.
pub async fn require_sandbox(
    State(app): State<App>,
    address: ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    if app.sandbox && !address.is_proxied(&app.config) {
        next.run(request).await
    } else {
        Error::NotFound.into_response()
    }
}

pub(super) fn render_page(title: &str, head: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{head}\
         <link rel=\"icon\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"/sandbox/style.css\"></head><body>\
         <nav aria-label=\"沙箱\"><a href=\"/\">申领首页</a> <a href=\"/sandbox/outbox\">短信收件箱</a> \
         <a href=\"/sandbox/people\">人员与图片</a> <a href=\"/sandbox/phone\">小程序登录代码</a></nav><main><h1>{title}</h1>{body}</main></body></html>"
    ))
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
