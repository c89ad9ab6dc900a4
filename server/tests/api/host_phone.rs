//! Signing in by the number that a host application knows, against the sandbox and against a vendor that this test plays.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::{Query, State},
    routing::post,
};
use serde_json::{Value, json};
use sscard_shared::api;

use crate::test_app::{Answer, TestApp, Visitor};

async fn give(visitor: &Visitor, host: &str, code: &str) -> Answer {
    let body = json!({ "method": "host_phone", "host": host, "code": code });
    visitor.post(api::SESSION_PATH, &body).await
}

/// A code that somebody made on the sandbox's page.
async fn made(visitor: &Visitor) -> String {
    let page = visitor.get("/sandbox/phone").await.text();
    let (_, rest) = page.split_once("<b id=\"code\">").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_code_signs_in_once_and_not_after_five_minutes() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let code = made(&visitor).await;
    let view = give(&visitor, "wechat", &code).await;
    assert_eq!(view.status, 200, "{view:?}");
    let view = view.json();
    assert_eq!(view["signed_in"], true);
    assert!(view["mobile"].as_str().unwrap().starts_with("199****"));
    // Whose number it is says nothing of who the person is.
    assert!(view.get("name").is_none_or(Value::is_null));

    let another = app.visitor();
    assert_eq!(give(&another, "wechat", &code).await.refusal(), (422, "bad_code".into()));
    let late = made(&another).await;
    app.clock.advance(301);
    assert_eq!(give(&another, "wechat", &late).await.refusal(), (422, "bad_code".into()));
}

#[tokio::test]
async fn what_is_no_code_or_of_no_host_is_refused() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let long = "x".repeat(600);
    for (host, code) in [
        ("wechat", ""),
        ("wechat", "unknown"),
        ("wechat", &long),
        ("nobody", "code"),
        ("web", "code"),
    ] {
        assert_eq!(give(&visitor, host, code).await.refusal(), (422, "bad_code".into()), "{host}");
    }
    let app = TestApp::open_with("sms.gateway_url = 'http://127.0.0.1:9/'").await;
    assert_eq!(give(&app.visitor(), "wechat", "code").await.refusal(), (422, "bad_code".into()));
    assert_eq!(app.visitor().get("/sandbox/phone").await.status, 404);
}

/// A vendor that answers as the documents say. Its first token ends before its time.
#[derive(Clone, Default)]
struct Vendor {
    heard: Arc<Mutex<Vec<Value>>>,
}

impl Vendor {
    async fn listen(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/cgi-bin/stable_token", post(token))
            .route("/wxa/business/getuserphonenumber", post(phone))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }

    fn tokens(&self) -> usize {
        self.heard.lock().unwrap().iter().filter(|one| one.get("secret").is_some()).count()
    }
}

async fn token(State(vendor): State<Vendor>, Json(body): Json<Value>) -> Json<Value> {
    if body["appid"] != "wx0000000000000000" || body["secret"] != "app secret" {
        return Json(json!({ "errcode": 40125, "errmsg": "invalid appsecret" }));
    }
    vendor.heard.lock().unwrap().push(body);
    Json(json!({ "access_token": format!("token {}", vendor.tokens()), "expires_in": 7200 }))
}

async fn phone(
    State(vendor): State<Vendor>,
    Query(query): Query<std::collections::HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Json<Value> {
    vendor.heard.lock().unwrap().push(body.clone());
    if query["access_token"] == "token 1" {
        return Json(json!({ "errcode": 40001, "errmsg": "invalid credential" }));
    }
    let number = |country: &str, pure: &str| {
        json!({ "errcode": 0, "errmsg": "ok", "phone_info": {
            "phoneNumber": pure, "purePhoneNumber": pure, "countryCode": country,
            "watermark": { "timestamp": 1_781_496_000, "appid": "wx0000000000000000" },
        } })
    };
    Json(match body["code"].as_str() {
        Some("good") => number("86", "13900000001"),
        Some("abroad") => number("44", "7700900000"),
        Some("busy") => json!({ "errcode": -1, "errmsg": "system error" }),
        _ => json!({ "errcode": 40029, "errmsg": "invalid code" }),
    })
}

#[tokio::test]
async fn the_vendor_is_asked_with_our_token_which_is_kept_and_renewed_when_it_ends() {
    let vendor = Vendor::default();
    let url = vendor.listen().await;
    let settings = format!(
        "sandbox = 'on'\n[host.wechat]\napp_id = 'wx0000000000000000'\napp_secret = 'app secret'\nurl = '{url}'"
    );
    let app = TestApp::open_with(&settings).await;
    let visitor = app.visitor();
    let view = give(&visitor, "wechat", "good").await.json();
    assert_eq!(view["mobile"], "139****0001");
    assert_eq!(vendor.tokens(), 2, "the first had ended");
    for (code, refusal) in [
        ("spent", (422, "bad_code")),
        ("abroad", (422, "bad_code")),
        ("busy", (503, "unavailable")),
    ] {
        let (status, word) = refusal;
        assert_eq!(give(&visitor, "wechat", code).await.refusal(), (status, word.into()), "{code}");
    }
    assert_eq!(vendor.tokens(), 2, "the second is kept");
    app.clock.advance(7_200);
    give(&visitor, "wechat", "good").await;
    assert_eq!(vendor.tokens(), 3);
}

#[tokio::test]
async fn a_wrong_secret_is_our_failure_and_is_not_told() {
    let url = Vendor::default().listen().await;
    let settings = format!(
        "sandbox = 'on'\n[host.wechat]\napp_id = 'wx1'\napp_secret = 'another secret'\nurl = '{url}'"
    );
    let app = TestApp::open_with(&settings).await;
    let answer = give(&app.visitor(), "wechat", "good").await;
    assert_eq!(answer.refusal(), (503, "unavailable".into()));
    assert!(!answer.text().contains("secret"));
}
