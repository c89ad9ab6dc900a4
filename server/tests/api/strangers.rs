//! What strangers do costs the owner of a number or an account neither their codes nor their time, and tells nothing.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};
use sscard_shared::api;

use crate::test_app::{Answer, TestApp, Visitor, ZHANG};

const BEHIND_A_PROXY: &str = "client_address_header = 'x-real-ip'";
const MOBILE: &str = "13900000001";
const NAMES: [&str; 3] = ["zhang-yangben", MOBILE, ZHANG.1];
const PASSWORD: &str = "yueliang7";
const NEW: &str = "taikong#2026";
/// A network of somebody else's, and the owner's.
const THERE: &str = "192.0.2.66";
const HERE: &str = "192.0.2.1";

async fn ask(visitor: &Visitor, address: &str, mobile: &str) -> Answer {
    let request = visitor.request(Method::POST, api::SMS_PATH).header("x-real-ip", address);
    visitor.send(request.json(&json!({ "mobile": mobile }))).await
}

async fn give(visitor: &Visitor, address: &str, code: &str) -> Answer {
    let body = json!({ "method": "sms", "mobile": MOBILE, "code": code });
    let request = visitor.request(Method::POST, api::SESSION_PATH).header("x-real-ip", address);
    visitor.send(request.json(&body)).await
}

async fn ask_reset(visitor: &Visitor, address: &str, account: &str) -> Answer {
    let body = json!({ "account": account, "captcha": visitor.captcha().await });
    let request = visitor.request(Method::POST, api::RESET_PATH).header("x-real-ip", address);
    visitor.send(request.json(&body)).await
}

/// The messages to a number that set a password anew, once there are so many.
async fn resets(visitor: &Visitor, count: usize) -> Vec<String> {
    loop {
        let messages = visitor.get(&format!("/api/sandbox/outbox?mobile={MOBILE}")).await.json();
        let texts = messages.as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap());
        let texts: Vec<_> =
            texts.filter(|text| text.contains("重置密码")).map(str::to_owned).collect();
        if texts.len() >= count {
            return texts;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn one_network_uses_up_only_a_part_of_a_numbers_codes() {
    let app = TestApp::open_with(BEHIND_A_PROXY).await;
    let stranger = app.visitor();
    let mut sent = 0;
    for minute in 0..24 * 60 {
        let answer = ask(&stranger, THERE, MOBILE).await;
        match answer.status.as_u16() {
            200 => sent += 1,
            _ => {
                let refused = answer.failure();
                assert!(refused.message.contains("换用其他网络"), "{}", refused.message);
                assert!(minute >= 3);
            }
        }
        if minute == 59 {
            assert_eq!(sent, 3, "in the first hour");
        }
        app.clock.advance(60);
        // A browser of its own each time helps nothing.
        *stranger.asked.lock().unwrap() = None;
    }
    assert_eq!(sent, 7, "of ten in a day");
    // The owner gets theirs from another network, and whoever else is behind the stranger's own.
    let owner = app.visitor();
    assert_eq!(ask(&owner, HERE, MOBILE).await.status, 200);
    assert_eq!(ask(&owner, THERE, "13900000002").await.status, 200);
}

#[tokio::test]
async fn a_known_device_is_not_kept_waiting_behind_a_strangers_network() {
    let app = TestApp::open_with(BEHIND_A_PROXY).await;
    let owner = app.visitor();
    assert_eq!(owner.give_password_from(THERE, MOBILE, PASSWORD).await.status, 200);
    let stranger = app.visitor();
    for _ in 0..3 {
        assert_eq!(ask(&stranger, THERE, MOBILE).await.status, 200);
        app.clock.advance(60);
    }
    assert_eq!(ask(&stranger, THERE, MOBILE).await.status, 429);
    assert_eq!(ask(&owner, THERE, MOBILE).await.status, 200);
    // Its cookie is worth nothing for others' numbers.
    for _ in 0..3 {
        assert_eq!(ask(&owner, THERE, "13900000002").await.status, 200);
        app.clock.advance(60);
    }
    assert_eq!(ask(&owner, THERE, "13900000002").await.status, 429);
}

#[tokio::test]
async fn who_uses_their_codes_may_ask_for_more() {
    let app = TestApp::open_with(BEHIND_A_PROXY).await;
    for _ in 0..8 {
        let owner = app.visitor();
        assert_eq!(ask(&owner, HERE, MOBILE).await.status, 200);
        let code = owner.code(MOBILE).await;
        assert_eq!(give(&owner, HERE, &code).await.status, 200);
        app.clock.advance(60);
    }
    // What was refused for the number's pause counts as nothing.
    let owner = app.visitor();
    assert_eq!(ask(&owner, HERE, MOBILE).await.status, 200);
    for _ in 0..5 {
        let refused = ask(&owner, HERE, MOBILE).await.failure();
        assert_eq!(refused.retry_after, Some(60));
    }
    app.clock.advance(60);
    assert_eq!(ask(&owner, HERE, MOBILE).await.status, 200);
}

#[tokio::test]
async fn a_code_is_good_in_the_browser_that_asked_for_it_and_no_stranger_kills_it() {
    let app = TestApp::open().await;
    let (owner, stranger) = (app.visitor(), app.visitor());
    owner.ask_code(MOBILE).await;
    let code = owner.code(MOBILE).await;
    let bad = (422, String::from("bad_code"));
    // Nobody else can use it, or use up its tries,
    for _ in 0..6 {
        assert_eq!(stranger.give_code(MOBILE, &code).await.refusal(), bad);
    }
    // also not by a code of their own.
    app.clock.advance(60);
    assert_eq!(stranger.ask_code(MOBILE).await.status, 200);
    for _ in 0..6 {
        assert_eq!(stranger.give_code(MOBILE, "000000").await.refusal(), bad);
    }
    let set = stranger.asked.lock().unwrap().clone().unwrap();
    assert!(set.starts_with("sscard-code="), "{set}");
    assert_eq!(owner.give_code(MOBILE, &code).await.status, 200);
    assert_eq!(owner.give_code(MOBILE, &code).await.refusal(), bad, "once");
}

#[tokio::test]
async fn a_code_says_what_it_is_for_and_is_good_for_nothing_else() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let new = "13900000077";
    assert_eq!(visitor.ask_code_to_change(new).await.refusal(), (401, "signed_out".into()));
    visitor.sign_in(MOBILE).await;
    assert_eq!(visitor.ask_code_to_change(new).await.status, 200);
    let path = format!("/api/sandbox/outbox?mobile={new}");
    let told = visitor.get(&path).await.json()[0]["text"].as_str().unwrap().to_owned();
    assert!(told.contains("更正手机号码验证码") && !told.contains("登录"), "{told}");
    let code = visitor.code(new).await;
    assert_eq!(visitor.give_code(new, &code).await.refusal(), (422, "bad_code".into()));
    let change = |code: &str| json!({ "mobile": new, "code": code });
    assert_eq!(visitor.post(api::MOBILE_PATH, &change(&code)).await.status, 200);
    app.clock.advance(60);
    visitor.ask_code(new).await;
    let code = visitor.code(new).await;
    let refused = visitor.post(api::MOBILE_PATH, &change(&code)).await;
    assert_eq!(refused.refusal(), (422, "bad_code".into()));
    let unknown = json!({ "mobile": new, "purpose": "to_pay" });
    assert_eq!(visitor.post(api::SMS_PATH, &unknown).await.status, 400);
}

#[tokio::test]
async fn a_stranger_does_not_use_up_an_accounts_resets_by_none_of_its_names() {
    let app = TestApp::open_with(BEHIND_A_PROXY).await;
    let stranger = app.visitor();
    for round in 0..4 {
        for name in NAMES {
            let answer = ask_reset(&stranger, THERE, name).await;
            assert_eq!(answer.status, if round < 3 { 200 } else { 429 }, "{name} {round}");
            app.clock.advance(60);
        }
    }
    // Names that are nobody's are answered the same.
    for round in 0..4 {
        let answer = ask_reset(&stranger, THERE, "nobody-here").await;
        assert_eq!(answer.status, if round < 3 { 200 } else { 429 }, "{round}");
        app.clock.advance(60);
    }
    let owner = app.visitor();
    let sent = ask_reset(&owner, HERE, NAMES[0]).await.json();
    // Three by the stranger, whatever they called the account, and the owner's.
    let texts = resets(&owner, 4).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(resets(&owner, 4).await.len(), 4);
    let digits = texts[0].split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6);
    assert_eq!(owner.reset(&sent["ticket"], digits.unwrap(), NEW).await.status, 204);
}

#[tokio::test]
async fn the_owner_on_a_known_device_gets_a_reset_behind_a_strangers_network() {
    let app = TestApp::open_with(BEHIND_A_PROXY).await;
    let owner = app.visitor();
    assert_eq!(owner.give_password_from(THERE, MOBILE, PASSWORD).await.status, 200);
    let stranger = app.visitor();
    for _ in 0..3 {
        assert_eq!(ask_reset(&stranger, THERE, NAMES[0]).await.status, 200);
        app.clock.advance(60);
    }
    resets(&owner, 3).await;
    assert_eq!(ask_reset(&stranger, THERE, NAMES[0]).await.status, 429);
    assert_eq!(ask_reset(&owner, THERE, NAMES[0]).await.status, 200);
    assert_eq!(resets(&owner, 4).await.len(), 4);
}

#[tokio::test]
async fn a_reset_is_answered_as_soon_whether_there_is_an_account_or_not() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    // Whatever an account alone costs waits for the one who writes; nobody may have to wait for that.
    let file = app.data.path().join("sscard.sqlite");
    let mut writer = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
    sqlx::query("begin immediate").execute(&mut writer).await.unwrap();
    let mut answers = Vec::new();
    for name in ["nobody-here", "zhang-yangben"] {
        let began = Instant::now();
        let answer = ask_reset(&visitor, HERE, name).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.text());
        assert!(began.elapsed() < Duration::from_secs(5), "{name}: {:?}", began.elapsed());
        let mut body = answer.json();
        body["ticket"] = Value::Null;
        answers.push(body);
    }
    assert_eq!(answers[0], answers[1]);
    sqlx::query("rollback").execute(&mut writer).await.unwrap();
    assert_eq!(resets(&visitor, 1).await.len(), 1, "sent when it can be");
}
