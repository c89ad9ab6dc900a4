//! 其他渠道登录 in the sandbox: the five of the guide, each with a page on which a made-up person is chosen.

use serde_json::json;
use sscard_shared::api;

use crate::{
    provider::taken,
    test_app::{TestApp, Visitor},
};

pub(crate) const EXPIRED: &str = "/portal/sign-in?problem=expired";

/// Sets out for a provider: the page that it leads to.
pub(crate) async fn sent_to(visitor: &Visitor, name: &str) -> String {
    let answer = visitor.get(&format!("{}/{name}?back=/portal", api::PROVIDERS_PATH)).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    answer.header("location").to_owned()
}

/// The link of a page that stands before these words.
pub(crate) fn link(page: &str, words: &str) -> String {
    let before = page.split(&format!("\">{words}</a>")).next().unwrap();
    assert!(before.len() < page.len(), "{words}");
    before.rsplit("href=\"").next().unwrap().replace("&amp;", "&")
}

#[tokio::test]
async fn the_five_of_the_guide_are_there_in_its_order_and_lead_to_a_page_of_the_sandbox() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let told = visitor.get(api::PROVIDERS_PATH).await.json();
    let labels: Vec<_> = told.as_array().unwrap().iter().map(|one| one["label"].clone()).collect();
    assert_eq!(json!(labels), json!(["国家政务服务平台", "支付宝", "微信", "百度", "电子社保卡"]));
    for one in told.as_array().unwrap() {
        let place = sent_to(&visitor, one["name"].as_str().unwrap()).await;
        let page = visitor.get(&place).await;
        assert_eq!(page.status, 200);
        let title = format!("<h1>{}（演示）</h1>", one["label"].as_str().unwrap());
        assert!(page.text().contains(&title), "{title}");
    }
}

#[tokio::test]
async fn whom_the_page_was_told_to_vouch_for_is_known_and_a_code_works_once() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let page = visitor.get(&sent_to(&visitor, "e-sscard").await).await.text();
    let chosen = link(&page, "张样本");
    let answer = visitor.get(&chosen).await;
    assert_eq!(answer.header("location"), "/portal");
    let again = app.same(&visitor);
    taken(&visitor, &answer);
    let view = visitor.session().await;
    assert_eq!((&view["name"], &view["way"]), (&json!("张**"), &json!("oidc")));
    assert_eq!(again.get(&chosen).await.header("location"), EXPIRED);
    // The code of a trip that is over is worth nothing on another.
    let place = sent_to(&again, "e-sscard").await;
    let code = chosen.split("code=").nth(1).unwrap();
    let state = place.split("state=").nth(1).unwrap();
    let answer = again.get(&format!("/api/oidc/e-sscard/back?state={state}&code={code}")).await;
    assert_eq!(answer.header("location"), "/portal/sign-in?problem=unavailable");
}

#[tokio::test]
async fn somebody_of_whom_nothing_is_told_is_signed_in_and_asked() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let page = visitor.get(&sent_to(&visitor, "wechat").await).await.text();
    let answer = visitor.get(&link(&page, "不提供姓名和证件号码")).await;
    assert_eq!(answer.header("location"), "/portal");
    taken(&visitor, &answer);
    let view = visitor.session().await;
    assert_eq!(view["signed_in"], true);
    assert!(view.get("name").is_none());
}

#[tokio::test]
async fn who_turns_back_is_told_so() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let page = visitor.get(&sent_to(&visitor, "baidu").await).await.text();
    let answer = visitor.get(&link(&page, "取消登录")).await;
    assert_eq!(answer.header("location"), "/portal/sign-in?problem=cancelled");
}

#[tokio::test]
async fn the_page_writes_nothing_that_it_was_sent_and_is_not_there_without_a_sandbox() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    for state in ["", "%22%3E%3Cscript%3E", "zz"] {
        let path = format!("/sandbox/providers/wechat?state={state}");
        assert_eq!(visitor.get(&path).await.status, 404, "{state}");
    }
    assert_eq!(visitor.get("/sandbox/providers/nobody?state=00").await.status, 404);
    let real = "sandbox = 'off'\nsms.gateway_url = 'http://127.0.0.1:9/'";
    let real = TestApp::open_with(real).await;
    assert_eq!(real.visitor().get(api::PROVIDERS_PATH).await.json(), json!([]));
    assert_eq!(real.visitor().get("/sandbox/providers/wechat?state=00").await.status, 404);
}
