//! Who is behind a proxy, and whom the limits count then.

use reqwest::Method;
use serde_json::json;
use sscard_shared::api;

use crate::{
    kills,
    test_app::{Answer, TestApp, Visitor, visitor},
};

const MOBILE: &str = "13900000001";

async fn wrong_password(visitor: &Visitor, header: &'static str, name: &str) -> Answer {
    let captcha = visitor.captcha().await;
    let body = json!({
        "method": "password", "account": name, "password": "wrong-1", "captcha": captcha,
    });
    let request = visitor.request(Method::POST, api::SESSION_PATH);
    visitor.send(request.header(header, "192.0.2.1").json(&body)).await
}

#[tokio::test]
async fn behind_a_proxy_whose_header_is_not_set_nobody_is_let_in() {
    let app = TestApp::open_with("client_address_header = ''").await;
    let visitor = app.visitor();
    for header in ["x-forwarded-for", "forwarded", "x-real-ip", "via"] {
        let answer = wrong_password(&visitor, header, MOBILE).await;
        assert_eq!(answer.refusal(), (503, "unavailable".into()), "{header}");
        let request = visitor.request(Method::POST, api::SMS_PATH).header(header, "192.0.2.1");
        let answer = visitor.send(request.json(&json!({ "mobile": MOBILE }))).await;
        assert_eq!(answer.refusal(), (503, "unavailable".into()), "{header}");
        assert_eq!(answer.header("retry-after"), "5");
    }
    // Who comes without a proxy is not held up, and pages and health are there for everybody.
    assert_eq!(visitor.ask_code(MOBILE).await.status, 200);
    let page = visitor.request(Method::GET, "/healthz").header("via", "1.1 proxy");
    assert_eq!(visitor.send(page).await.status, 200);
}

#[tokio::test]
async fn the_last_of_several_lines_is_the_proxys_own_word() {
    let settings = "client_address_header = 'x-forwarded-for'\nsms.per_address_per_hour = 1";
    let app = TestApp::open_with(settings).await;
    let visitor = app.visitor();
    let ask = async |lines: [&str; 2], mobile: &str| {
        let mut request = visitor.request(Method::POST, api::SMS_PATH);
        for line in lines {
            request = request.header("x-forwarded-for", line);
        }
        visitor.send(request.json(&json!({ "mobile": mobile }))).await.status.as_u16()
    };
    // What the client claims before it changes nothing.
    assert_eq!(ask(["192.0.2.1", "192.0.2.9"], "13900000001").await, 200);
    assert_eq!(ask(["192.0.2.2", "192.0.2.9"], "13900000002").await, 429);
    assert_eq!(ask(["192.0.2.9", "192.0.2.3, 192.0.2.4"], "13900000003").await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_is_told_once_that_a_proxy_hides_everybody() {
    let dir = tempfile::tempdir().unwrap();
    let server = kills::serve(dir.path());
    let visitor = visitor(&server.base);
    for _ in 0..3 {
        wrong_password(&visitor, "x-forwarded-for", MOBILE).await;
    }
    let log = server.kill();
    assert_eq!(log.matches("client_address_header is not set").count(), 1, "{log}");
    assert!(!log.contains("192.0.2.1") && !log.contains(MOBILE), "{log}");
}
