//! The implementations that speak to outside services, against services that this test plays.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::{Value, json};

use crate::test_app::{LI, TestApp, ZHANG};

const MOBILE: &str = "13900000001";

#[derive(Clone, Default)]
struct Service {
    heard: Arc<Mutex<Vec<(String, Value)>>>,
    failures_left: Arc<AtomicUsize>,
}

impl Service {
    fn failing(times: usize) -> Self {
        Self { failures_left: Arc::new(AtomicUsize::new(times)), ..Self::default() }
    }

    async fn listen(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", post(hear)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}/")
    }
}

async fn hear(
    State(service): State<Service>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Result<Json<Value>, StatusCode> {
    let token = headers.get("authorization").map_or("", |value| value.to_str().unwrap());
    let insured = body["name"] == ZHANG.0 && body["id_number"] == ZHANG.1;
    service.heard.lock().unwrap().push((token.to_owned(), body));
    let left = &service.failures_left;
    if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok() {
        return Err(StatusCode::BAD_GATEWAY);
    }
    Ok(Json(json!({ "insured": insured })))
}

#[tokio::test]
async fn the_gateway_gets_the_code_with_our_token_and_is_asked_again_when_it_fails() {
    let service = Service::failing(2);
    let url = service.listen().await;
    let settings = format!("[sms]\ngateway_url = '{url}'\ngateway_token = 'secret'");
    let app = TestApp::open_with(&settings).await;
    let visitor = app.visitor();
    assert_eq!(visitor.ask_code(MOBILE).await.status, 200);
    let heard = service.heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 3);
    let (token, body) = &heard[2];
    assert_eq!(token, "Bearer secret");
    assert_eq!((&body["mobile"], &body["template"]), (&json!(MOBILE), &json!("sscard-sign-in")));
    let code = body["code"].as_str().unwrap();
    assert!(body["text"].as_str().unwrap().contains(code));
    assert_eq!(visitor.give_code(MOBILE, code).await.status, 200);
}

#[tokio::test]
async fn the_gateway_is_told_by_the_template_what_a_code_is_for() {
    let service = Service::default();
    let url = service.listen().await;
    let settings = format!("sms.gateway_url = '{url}'\nsms.change_template = 'number'");
    let app = TestApp::open_with(&settings).await;
    let visitor = app.visitor();
    assert_eq!(visitor.ask_code(MOBILE).await.status, 200);
    let code = service.heard.lock().unwrap()[0].1["code"].as_str().unwrap().to_owned();
    assert_eq!(visitor.give_code(MOBILE, &code).await.status, 200);
    assert_eq!(visitor.ask_code_to_change("13900000077").await.status, 200);
    let heard = service.heard.lock().unwrap().clone();
    assert_eq!(heard[0].1["template"], "sscard-sign-in");
    assert_eq!(heard[1].1["template"], "number");
    assert!(heard[1].1["text"].as_str().unwrap().contains("更正手机号码"));
}

#[tokio::test]
async fn when_the_gateway_stays_silent_the_person_may_try_again_at_once() {
    let service = Service::failing(3);
    let url = service.listen().await;
    let app = TestApp::open_with(&format!("sms.gateway_url = '{url}'")).await;
    let visitor = app.visitor();
    assert_eq!(visitor.ask_code(MOBILE).await.refusal(), (503, "unavailable".into()));
    assert_eq!(visitor.ask_code(MOBILE).await.status, 200);
}

#[tokio::test]
async fn a_register_over_http_decides_who_is_insured() {
    let service = Service::default();
    let url = service.listen().await;
    let app = TestApp::open_with(&format!("[register]\nurl = '{url}'\ntoken = 'secret'")).await;
    let visitor = app.visitor();
    visitor.sign_in(MOBILE).await;
    assert_eq!(visitor.real_name(LI).await.refusal(), (422, "not_insured".into()));
    assert_eq!(visitor.real_name(ZHANG).await.status, 200);
    assert_eq!(service.heard.lock().unwrap()[1].0, "Bearer secret");
}

#[tokio::test]
async fn a_register_that_does_not_answer_costs_no_try() {
    let app = TestApp::open_with("register.url = 'http://127.0.0.1:9/'").await;
    let visitor = app.visitor();
    visitor.sign_in(MOBILE).await;
    for _ in 0..6 {
        assert_eq!(visitor.real_name(ZHANG).await.refusal(), (503, "unavailable".into()));
    }
}
