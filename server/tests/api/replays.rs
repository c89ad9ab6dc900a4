//! Replay and fixation: a secret that was used, that ended, or that an attacker chose is refused.

use serde_json::json;
use sscard_shared::api;

use crate::{
    faces,
    test_app::{TestApp, Visitor, ZHANG},
};

const MOBILE: &str = "13900000001";
const PASSWORD: &str = "yueliang7";
const NEW: &str = "taikong#2026";

fn token_of(visitor: &Visitor) -> String {
    visitor.cookie.lock().unwrap().clone().unwrap()
}

async fn is_signed_in(visitor: &Visitor) -> bool {
    visitor.session().await["signed_in"] == true
}

#[tokio::test]
async fn a_cookie_that_was_kept_is_dead_after_signing_out() {
    let server = TestApp::open().await;
    for way in ["here", "everywhere", "this device"] {
        server.clock.advance(60);
        let visitor = server.applicant(MOBILE, ZHANG).await;
        let kept = server.same(&visitor);
        assert!(is_signed_in(&kept).await);
        let answer = match way {
            "here" => visitor.delete(api::SESSION_PATH).await,
            "everywhere" => visitor.delete(api::DEVICES_PATH).await,
            _ => {
                let id = visitor.get(api::DEVICES_PATH).await.json()[0]["id"].clone();
                visitor.delete(&format!("{}/{}", api::DEVICES_PATH, id.as_str().unwrap())).await
            }
        };
        assert_eq!(answer.status, 204, "{way}");
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("sscard=;") && cookie.contains("Max-Age=0"), "{cookie}");
        assert!(!is_signed_in(&kept).await, "{way}");
        for path in [api::PERSON_PATH, api::DRAFT_PATH, api::APPLICATIONS_PATH] {
            assert_eq!(kept.get(path).await.refusal(), (401, "signed_out".into()), "{way} {path}");
        }
    }
}

#[tokio::test]
async fn a_cookie_from_before_a_new_password_is_dead() {
    let server = TestApp::open().await;
    let visitor = server.visitor();
    assert_eq!(visitor.give_password(MOBILE, PASSWORD).await.status, 200);
    let before = server.same(&visitor);
    let change = json!({ "old": PASSWORD, "new": NEW });
    assert_eq!(visitor.put(api::PASSWORD_PATH, &change).await.status, 200);
    assert!(is_signed_in(&visitor).await && !is_signed_in(&before).await);
    // The same request once more: its cookie is over, and so is its password.
    assert_eq!(before.put(api::PASSWORD_PATH, &change).await.refusal().1, "signed_out");
    assert_eq!(visitor.put(api::PASSWORD_PATH, &change).await.refusal().1, "bad_password");
}

#[tokio::test]
async fn no_sign_in_adopts_a_planted_cookie() {
    let server = TestApp::open().await;
    let planted = format!("sscard={}", "a1".repeat(32));
    let attacker = server.visitor();
    *attacker.cookie.lock().unwrap() = Some(planted.clone());
    for way in ["sms", "password", "face"] {
        let visitor = server.visitor();
        *visitor.cookie.lock().unwrap() = Some(planted.clone());
        let answer = match way {
            "sms" => visitor.sign_in(MOBILE).await,
            "password" => visitor.give_password(MOBILE, PASSWORD).await,
            _ => faces::enter(&visitor, ZHANG, false).await,
        };
        assert_eq!(answer.status, 200, "{way}");
        assert_ne!(token_of(&visitor), planted, "{way}");
        assert!(is_signed_in(&visitor).await && !is_signed_in(&attacker).await, "{way}");
    }
}

#[tokio::test]
async fn a_planted_session_ends_when_its_victim_signs_in() {
    let server = TestApp::open().await;
    // The attacker signs in and plants that cookie; the victim signs in or proves who they are in that session.
    for way in ["real name", "password", "face"] {
        server.clock.advance(60);
        let attacker = server.visitor();
        attacker.sign_in("13900000009").await;
        let victim = server.visitor();
        *victim.cookie.lock().unwrap() = Some(token_of(&attacker));
        let answer = match way {
            "real name" => victim.real_name(ZHANG).await,
            "password" => victim.give_password(MOBILE, PASSWORD).await,
            _ => faces::enter(&victim, ZHANG, false).await,
        };
        assert_eq!(answer.status, 200, "{way}: {}", answer.text());
        assert_eq!(victim.session().await["name"], "张**", "{way}");
        assert!(!is_signed_in(&attacker).await, "{way}");
    }
}

#[tokio::test]
async fn a_planted_device_cookie_makes_no_device_known() {
    let server = TestApp::open().await;
    let planted = format!("sscard-device={}", "b2".repeat(32));
    let victim = server.visitor();
    *victim.device.lock().unwrap() = Some(planted.clone());
    assert_eq!(victim.give_password(MOBILE, PASSWORD).await.status, 200);
    assert_ne!(victim.device.lock().unwrap().clone(), Some(planted.clone()));
    // Were it known, wrong passwords of its bearer would count by themselves.
    let attacker = server.visitor();
    for _ in 0..5 {
        assert_eq!(server.visitor().give_password(MOBILE, "wrong-1").await.status, 422);
    }
    *attacker.device.lock().unwrap() = Some(planted);
    assert_eq!(attacker.give_password(MOBILE, "wrong-1").await.status, 429);
}

#[tokio::test]
async fn a_cookie_of_one_kind_is_good_for_no_other() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let session = token_of(&visitor).split_once('=').unwrap().1.to_owned();
    let ticket = server.visitor().post(api::SCAN_PATH, &json!({})).await;
    let scan = ticket.header("set-cookie").split(';').next().unwrap().to_owned();
    let scan_token = scan.split_once('=').unwrap().1.to_owned();
    let id = ticket.json()["id"].as_str().unwrap().to_owned();
    let asking = server.visitor();
    *asking.cookie.lock().unwrap() = Some(format!("sscard={scan_token}"));
    assert!(!is_signed_in(&asking).await);
    *asking.cookie.lock().unwrap() = Some(format!("sscard-scan={session}"));
    let progress = format!("{}/{id}?known=scanned", api::SCAN_PATH);
    assert_eq!(asking.get(&progress).await.refusal(), (404, "not_found".into()));
    *asking.cookie.lock().unwrap() = Some(scan);
    assert_eq!(asking.get(&progress).await.json()["state"], "waiting");
    // What the database keeps of a token is no token.
    let hash = sscard_server::secret::sha256(session.as_bytes());
    *asking.cookie.lock().unwrap() = Some(format!("sscard={hash}"));
    assert!(!is_signed_in(&asking).await);
}

#[tokio::test]
async fn a_scanned_code_that_was_refused_stays_refused() {
    let server = TestApp::open().await;
    let phone = server.applicant(MOBILE, ZHANG).await;
    let browser = server.visitor();
    let ticket = browser.post(api::SCAN_PATH, &json!({})).await.json();
    let secret = ticket["url"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    let answer = async |verdict: &str| {
        let body = json!({ "secret": secret, "verdict": verdict });
        phone.post(api::SCAN_ANSWER_PATH, &body).await.status.as_u16()
    };
    let see = async || phone.post(api::SCAN_SEEN_PATH, &json!({ "secret": secret })).await.status;
    assert_eq!(see().await, 200);
    assert_eq!(answer("refuse").await, 204);
    assert_eq!(see().await, 410);
    assert_eq!(answer("confirm").await, 410);
    let sign_in = json!({ "method": "scan", "scan": ticket["id"] });
    assert_eq!(browser.post(api::SESSION_PATH, &sign_in).await.refusal(), (410, "gone".into()));
}

#[tokio::test]
async fn a_code_of_a_reset_is_dead_once_the_password_was_changed() {
    let server = TestApp::open().await;
    let (attacker, owner) = (server.visitor(), server.visitor());
    let body = json!({ "account": MOBILE, "captcha": attacker.captcha().await });
    let ticket = attacker.post(api::RESET_PATH, &body).await.json()["ticket"].take();
    let path = format!("/api/sandbox/outbox?mobile={MOBILE}");
    while attacker.get(&path).await.json().as_array().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    let code = attacker.code(MOBILE).await;
    assert_eq!(owner.give_password(MOBILE, PASSWORD).await.status, 200);
    let change = json!({ "old": PASSWORD, "new": NEW });
    assert_eq!(owner.put(api::PASSWORD_PATH, &change).await.status, 200);
    let late = attacker.reset(&ticket, &code, "huoxing#2027").await;
    assert_eq!(late.refusal(), (422, "bad_code".into()));
    assert_eq!(server.visitor().give_password(MOBILE, NEW).await.status, 200);
}
