//! 我的登录设备: where somebody is signed in, and how long they stay so.

use reqwest::{Method, header};
use serde_json::json;
use sscard_server::{
    device::Device,
    session::{self, NewSignIn, SignInMethod},
};
use sscard_shared::api;

use crate::test_app::{LI, TestApp, Visitor, ZHANG};

const MOBILE: &str = "13900000001";
const ALIPAY: &str = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/105.0 Mobile Safari/537.36 AlipayClient/10.7.20";

impl Visitor {
    async fn devices(&self) -> Vec<serde_json::Value> {
        let answer = self.get(api::DEVICES_PATH).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json().as_array().unwrap().clone()
    }
}

/// Somebody known by name who signs in by a code a minute after whoever did before.
async fn later(app: &TestApp, mobile: &str, person: (&str, &str)) -> Visitor {
    app.clock.advance(60);
    app.applicant(mobile, person).await
}

#[tokio::test]
async fn a_person_sees_their_own_devices_whichever_number_they_came_by() {
    let app = TestApp::open().await;
    let first = app.visitor();
    first.ask_code(MOBILE).await;
    let body = json!({ "method": "sms", "mobile": MOBILE, "code": first.code(MOBILE).await });
    let request = first.request(Method::POST, api::SESSION_PATH).header(header::USER_AGENT, ALIPAY);
    first.send(request.json(&body)).await;
    first.real_name(ZHANG).await;
    let second = later(&app, "13900000009", ZHANG).await;
    let other = later(&app, MOBILE, LI).await;

    let devices = second.devices().await;
    let told: Vec<_> = devices
        .iter()
        .map(|device| (device["way"].as_str().unwrap(), device["here"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("sms", true), ("sms", false)], "the newest first");
    assert_eq!(devices[1]["device"], "支付宝 · Android");
    assert!(devices[1]["created_at"].as_i64() < devices[0]["created_at"].as_i64());
    assert!(
        !devices[0].to_string().contains(MOBILE) && !devices[0].to_string().contains("Chrome/")
    );
    assert_eq!(other.devices().await.len(), 1);
    assert_eq!(app.visitor().get(api::DEVICES_PATH).await.refusal(), (401, "signed_out".into()));
}

#[tokio::test]
async fn who_is_not_known_by_name_sees_only_those_who_are_not_either() {
    let app = TestApp::open().await;
    let zhang = app.applicant(MOBILE, ZHANG).await;
    app.clock.advance(60);
    let unnamed = app.visitor();
    unnamed.sign_in(MOBILE).await;
    assert_eq!(unnamed.devices().await.len(), 1);
    assert_eq!(unnamed.delete(api::DEVICES_PATH).await.status, 204);
    assert_eq!(zhang.session().await["signed_in"], true);
}

#[tokio::test]
async fn a_device_is_signed_out_from_another_and_nobody_elses_is() {
    let app = TestApp::open().await;
    let first = app.applicant(MOBILE, ZHANG).await;
    let second = later(&app, MOBILE, ZHANG).await;
    let other = later(&app, MOBILE, LI).await;
    let id = |devices: &[serde_json::Value], here: bool| {
        let found = devices.iter().find(|device| device["here"] == here).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let of_other = id(&other.devices().await, true);
    let path = |id: &str| format!("{}/{id}", api::DEVICES_PATH);
    assert_eq!(second.delete(&path(&of_other)).await.refusal(), (404, "not_found".into()));
    assert_eq!(other.session().await["signed_in"], true);

    let of_first = id(&second.devices().await, false);
    assert_eq!(second.delete(&path(&of_first)).await.status, 204);
    assert_eq!(first.session().await["signed_in"], false);
    assert_eq!(second.delete(&path(&of_first)).await.status, 404);
    // Signing out here is signing out.
    let own = id(&second.devices().await, true);
    assert_eq!(second.delete(&path(&own)).await.status, 204);
    assert!(second.cookie.lock().unwrap().is_none());
}

#[tokio::test]
async fn everywhere_means_here_as_well_unless_the_others_are_meant() {
    let app = TestApp::open().await;
    let first = app.applicant(MOBILE, ZHANG).await;
    let second = later(&app, MOBILE, ZHANG).await;
    let others = format!("{}?others=1", api::DEVICES_PATH);
    assert_eq!(second.delete(&others).await.status, 204);
    assert_eq!(first.session().await["signed_in"], false);
    assert_eq!(second.session().await["signed_in"], true);

    let third = later(&app, MOBILE, ZHANG).await;
    assert_eq!(second.delete(api::DEVICES_PATH).await.status, 204);
    for ended in [&second, &third] {
        assert_eq!(ended.session().await["signed_in"], false);
    }
}

#[tokio::test]
async fn who_asked_to_be_kept_signed_in_is_for_thirty_days_and_no_longer() {
    const DAY: i64 = 86_400;
    let app = TestApp::open().await;
    let state = app.state();
    let zhang =
        state.db.find_or_insert_applicant(ZHANG.0, ZHANG.1, state.clock.now()).await.unwrap();
    let device = Device::from_user_agent(ALIPAY);
    for (kept, days) in [(true, 30), (false, 0)] {
        let sign_in = NewSignIn {
            method: SignInMethod::Password,
            subject: "account:1",
            mobile: None,
            applicant: Some(&zhang),
            is_kept: kept,
            device: &device,
        };
        let session::StartedSession { cookie, session: found } =
            session::start_session(state, sign_in, None).await.unwrap();
        let visitor = app.visitor();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        *visitor.cookie.lock().unwrap() = Some(pair);
        let lasts = if kept { days * DAY } else { 1_800 };
        assert_eq!(found.expires_at, state.clock.now() + lasts);
        app.clock.advance(lasts - 1);
        assert_eq!(visitor.session().await["signed_in"], true, "{kept}");
        // Being asked for prolongs an ordinary session, and not one that is kept.
        app.clock.advance(if kept { 1 } else { 1_800 });
        assert_eq!(visitor.session().await["signed_in"], false, "{kept}");
    }
}
