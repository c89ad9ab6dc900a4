//! 人脸识别, by frames that are made of a portrait.

use std::{collections::HashMap, sync::OnceLock};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sscard_shared::api::{
    DIRECTORY_PATH, ELIGIBILITY_PATH, FACE_PATH, REAL_NAME_PATH, SESSION_PATH,
};
use sscard_specimen::{LiveCamera, LivePose};

use crate::test_app::{Answer, LI, TestApp, Visitor, ZHANG, drawing};

const MOBILE: &str = "13900000001";

/// A frame that shows what a word of the API says: made once, for every test needs them.
pub(crate) fn frame(shown: &str) -> Vec<u8> {
    static FRAMES: OnceLock<HashMap<&str, Vec<u8>>> = OnceLock::new();
    let made = FRAMES.get_or_init(|| {
        let camera = LiveCamera::for_portrait("obama", 240, 320).unwrap();
        let poses = [
            ("ahead", LivePose::AHEAD),
            ("turn_left", LivePose::LEFT),
            ("turn_right", LivePose::RIGHT),
            ("come_closer", LivePose::CLOSER),
        ];
        poses.map(|(shown, pose)| (shown, camera.jpeg(pose).unwrap())).into()
    });
    made[shown].clone()
}

fn drawn_jpeg() -> Vec<u8> {
    sscard_vision::encode_preview(&drawing(240, 320)).unwrap()
}

async fn begin(visitor: &Visitor) -> (String, Vec<String>) {
    let answer = visitor.post(FACE_PATH, &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let challenge = answer.json();
    let moves = challenge["moves"].as_array().unwrap().iter();
    let moves = moves.map(|shown| shown.as_str().unwrap().to_owned()).collect();
    (challenge["id"].as_str().unwrap().to_owned(), moves)
}

async fn give(visitor: &Visitor, id: &str, shown: &[&str]) {
    for (at, shown) in shown.iter().enumerate() {
        let bytes = if *shown == "nobody" { drawn_jpeg() } else { frame(shown) };
        assert_eq!(visitor.put_frame(id, at, bytes).await.status, StatusCode::NO_CONTENT);
    }
}

async fn claim(visitor: &Visitor, (name, number): (&str, &str), id: &str) -> (u16, String) {
    let body = json!({ "name": name, "id_number": number, "face": id });
    let answer = visitor.post(REAL_NAME_PATH, &body).await;
    if answer.status == StatusCode::OK { (200, String::new()) } else { answer.refusal() }
}

fn failed() -> (u16, String) {
    (422, "face_failed".into())
}

async fn signed_in(app: &TestApp) -> Visitor {
    let visitor = app.visitor();
    visitor.sign_in(MOBILE).await;
    visitor
}

#[tokio::test]
async fn who_does_the_moves_is_let_in_once_and_the_same_face_is_not_taken_again() {
    let app = TestApp::open().await;
    let visitor = signed_in(&app).await;
    let id = visitor.face().await;
    assert_eq!(claim(&visitor, ZHANG, &id).await.0, 200);
    assert_eq!(claim(&visitor, ZHANG, &id).await, failed());
}

#[tokio::test]
async fn the_drawn_head_of_the_sandbox_does_what_is_asked() {
    let app = TestApp::open_with("session.real_name_tries_per_hour = 100").await;
    let visitor = signed_in(&app).await;
    let drawn = async |shown: &str| {
        let answer = visitor.get(&format!("/sandbox/head/{shown}.jpg")).await;
        assert_eq!(answer.status, StatusCode::OK, "{shown}");
        answer.body
    };
    // The order of the moves changes from challenge to challenge.
    for _ in 0..6 {
        let (id, moves) = begin(&visitor).await;
        for (at, shown) in ["ahead"].into_iter().chain(moves.iter().map(String::as_str)).enumerate()
        {
            let frame = drawn(shown).await;
            assert_eq!(visitor.put_frame(&id, at, frame).await.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(claim(&visitor, ZHANG, &id).await.0, 200, "{moves:?}");
    }
    assert_eq!(visitor.get("/sandbox/head/aside.jpg").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_made_up_person_gets_only_their_own_card() {
    const CARD: &str = "/api/sandbox/card";
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let card = visitor.get(CARD).await.json();
    assert_eq!(card["id_number"], ZHANG.1);
    assert_eq!(app.visitor().get(CARD).await.refusal(), (401, "signed_out".into()));
}

#[tokio::test]
async fn frames_that_do_not_show_the_moves_do_not_pass() {
    let app = TestApp::open_with("session.real_name_tries_per_hour = 100").await;
    let visitor = signed_in(&app).await;
    for wrong in ["still", "swapped", "nobody", "missing"] {
        let (id, moves) = begin(&visitor).await;
        let shown = match wrong {
            "still" => vec!["ahead"; 3],
            "swapped" => vec!["ahead", &moves[1], &moves[0]],
            "nobody" => vec!["ahead", &moves[0], "nobody"],
            _ => vec!["ahead", &moves[0]],
        };
        give(&visitor, &id, &shown).await;
        assert_eq!(claim(&visitor, ZHANG, &id).await, failed(), "{wrong}");
    }
}

#[tokio::test]
async fn names_that_are_nobodys_are_counted_also_when_they_come_all_at_once() {
    let app = TestApp::open_with("session.real_name_tries_per_hour = 5").await;
    let visitor = signed_in(&app).await;
    let names = vec!["样本某"; 20];
    let unknown = "0".repeat(32);
    let claims = names.iter().map(|name| claim(&visitor, (name, ZHANG.1), &unknown));
    let answers = futures_util::future::join_all(claims).await;
    let looked_up = answers.iter().filter(|answer| answer.0 != 429).count();
    assert_eq!(looked_up, 5, "{answers:?}");
}

#[tokio::test]
async fn a_challenge_is_over_after_three_minutes_and_nobody_knows_anothers() {
    let app = TestApp::open().await;
    let visitor = signed_in(&app).await;
    let id = visitor.face().await;
    app.clock.advance(180);
    assert_eq!(claim(&visitor, ZHANG, &id).await, failed());
    assert_eq!(visitor.put_frame(&id, 0, frame("ahead")).await.refusal(), failed());
    let unknown = "0".repeat(32);
    assert_eq!(visitor.put_frame(&unknown, 0, frame("ahead")).await.refusal(), failed());
    assert_eq!(claim(&visitor, ZHANG, &unknown).await, failed());
}

#[tokio::test]
async fn what_is_no_frame_is_not_taken() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let (id, _) = begin(&visitor).await;
    let large = sscard_vision::encode_preview(&drawing(1700, 300)).unwrap();
    let png = b"\x89PNG\r\n\x1A\n".to_vec();
    let cases = [
        ("more than 300 KB", 0, vec![0xFF; 300 * 1024 + 1], (413, "too_large")),
        ("too many pixels", 0, large, (413, "too_large")),
        ("another container", 0, png, (415, "unsupported_type")),
        ("half a header", 0, frame("ahead")[..20].to_vec(), (415, "unsupported_type")),
        ("nothing", 0, Vec::new(), (415, "unsupported_type")),
        ("a move that was not asked for", 3, frame("ahead"), (404, "not_found")),
    ];
    for (what, at, bytes, (status, code)) in cases {
        let refusal = visitor.put_frame(&id, at, bytes).await.refusal();
        assert_eq!(refusal, (status, code.into()), "{what}");
    }
}

#[tokio::test]
async fn a_mistyped_number_does_not_cost_the_face_and_failing_faces_use_up_the_tries() {
    let app = TestApp::open().await;
    let visitor = signed_in(&app).await;
    let id = visitor.face().await;
    let anonymous = ("张样本", LI.1);
    assert_eq!(claim(&visitor, anonymous, &id).await, (422, "not_insured".into()));
    assert_eq!(claim(&visitor, ZHANG, &id).await.0, 200);
    let visitor = app.visitor();
    visitor.sign_in("13900000002").await;
    for _ in 0..5 {
        let (id, _) = begin(&visitor).await;
        assert_eq!(claim(&visitor, ZHANG, &id).await, failed());
    }
    let id = visitor.face().await;
    assert_eq!(claim(&visitor, ZHANG, &id).await, (429, "too_many".into()));
}

#[tokio::test]
async fn without_a_face_service_the_person_is_told_where_else_to_go() {
    let settings = "sandbox = 'off'\nsms.gateway_url = 'http://127.0.0.1:9/'";
    let app = TestApp::open_with(settings).await;
    let answer = app.visitor().request(Method::POST, FACE_PATH);
    let answer = app.visitor().send(answer).await;
    assert_eq!(answer.refusal(), (503, "unavailable".into()));
    assert!(answer.failure().message.contains("96066"));
}

/// What is agreed to with 身份认证, in the versions in force.
pub(crate) async fn consents(visitor: &Visitor) -> Value {
    let mut versions = visitor.get(DIRECTORY_PATH).await.json()["consents"].take();
    versions.as_object_mut().unwrap().remove("access").unwrap();
    versions
}

/// 身份认证 by a face that is as it should be.
pub(crate) async fn enter(visitor: &Visitor, who: (&str, &str), keep: bool) -> Answer {
    let consents = consents(visitor).await;
    enter_agreeing(visitor, who, keep, &visitor.face().await, &consents).await
}

pub(crate) async fn enter_agreeing(
    visitor: &Visitor,
    (name, number): (&str, &str),
    keep: bool,
    face: &str,
    consents: &Value,
) -> Answer {
    let body = json!({
        "method": "face", "name": name, "document_type": "111", "id_number": number,
        "face": face, "keep": keep, "consents": consents,
    });
    visitor.post(SESSION_PATH, &body).await
}

#[tokio::test]
async fn nothing_is_done_that_was_not_agreed_to_in_its_present_words_and_what_was_is_kept() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let in_force = consents(&visitor).await;
    let face = visitor.face().await;
    for (consent, version, words) in [
        ("registration", None, "请阅读后勾选同意注册京通小程序"),
        ("registration", Some("0"), "刷新页面"),
        ("user_agreement", None, "请阅读后勾选同意《用户服务协议》"),
        ("privacy_policy", Some("0"), "《隐私政策》已更新"),
        ("privacy_policy", Some(" "), "请阅读后勾选同意《隐私政策》"),
    ] {
        let mut given = in_force.clone();
        match version {
            Some(version) => given[consent] = json!(version),
            None => drop(given.as_object_mut().unwrap().remove(consent)),
        }
        let refused = enter_agreeing(&visitor, ZHANG, false, &face, &given).await;
        assert_eq!(refused.refusal(), (422, "consent".into()), "{consent}");
        assert!(refused.failure().message.contains(words), "{refused:?}");
    }
    assert_eq!(visitor.session().await["signed_in"], false);
    // None of it has cost the face.
    let began = app.clock.now();
    assert_eq!(
        enter_agreeing(&visitor, ZHANG, true, &face, &in_force).await.status,
        StatusCode::OK
    );
    assert_eq!(visitor.session().await["kept"], true);
    app.clock.advance(60);
    assert_eq!(enter(&visitor, ZHANG, false).await.status, StatusCode::OK);
    assert_eq!(visitor.session().await["kept"], Value::Null);

    visitor.post(ELIGIBILITY_PATH, &json!({})).await;
    let receipt = visitor.submit("0123456789abcdef", &visitor.complete_draft().await).await.json();
    let receipt = receipt["receipt"].as_str().unwrap();
    let kept = app.state().db.list_consents(receipt).await.unwrap();
    let kept: Vec<(&str, &str, i64)> =
        kept.iter().map(|it| (it.kind.as_str(), it.version.as_str(), it.agreed_at)).collect();
    let version = |of: &str| in_force[of].as_str().unwrap().to_owned();
    let expected = ["privacy_policy", "registration", "user_agreement"];
    let expected: Vec<(&str, String, i64)> =
        expected.iter().map(|kind| (*kind, version(kind), began)).collect();
    let expected: Vec<(&str, &str, i64)> =
        expected.iter().map(|(kind, version, at)| (*kind, version.as_str(), *at)).collect();
    assert_eq!(kept, expected);
}

#[tokio::test]
async fn by_name_number_and_face_somebody_is_signed_in_and_known_insured_or_not() {
    let app = TestApp::open().await;
    let at_the_desk = app.applicant(MOBILE, ZHANG).await.session().await;
    let visitor = app.visitor();
    let entered = enter(&visitor, ZHANG, false).await;
    assert_eq!(entered.status, StatusCode::OK, "{entered:?}");
    let session = visitor.session().await;
    assert_eq!(session["name"], "张**");
    // The same person, at whichever door.
    assert_eq!(session["applicant"], at_the_desk["applicant"]);
    let unknown = ("王样本", "110101198001010053");
    assert_eq!(enter(&app.visitor(), unknown, false).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_kept_signed_in_is_so_for_thirty_days() {
    let app = TestApp::open().await;
    let (kept, other) = (app.visitor(), app.visitor());
    assert!(enter(&kept, ZHANG, true).await.header("set-cookie").contains("Max-Age=2592000"));
    assert!(enter(&other, ZHANG, false).await.header("set-cookie").contains("Max-Age=43200"));
    app.clock.advance(29 * 86_400);
    assert_eq!(kept.session().await["signed_in"], true);
    assert_eq!(other.session().await["signed_in"], false);
    app.clock.advance(30 * 86_400);
    assert_eq!(kept.session().await["signed_in"], false);
}

#[tokio::test]
async fn a_name_that_does_not_go_with_its_number_and_a_document_of_another_kind_are_refused() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let refused = enter(&visitor, ("张样本", LI.1), false).await;
    assert_eq!(refused.refusal(), (422, "not_matched".into()));
    let body = json!({
        "method": "face", "name": ZHANG.0, "document_type": "553", "id_number": ZHANG.1,
        "face": visitor.face().await, "keep": false, "consents": consents(&visitor).await,
    });
    let refused = visitor.post(SESSION_PATH, &body).await;
    assert!(refused.faults()[0].starts_with("document_type:"), "{refused:?}");
    assert_eq!(visitor.session().await["signed_in"], false);
}

mod service {
    //! A face service that is played by the test.

    use std::sync::{Arc, Mutex};

    use axum::{Json, Router, extract::DefaultBodyLimit, http::HeaderMap, routing::post};

    use super::*;

    type Heard = Arc<Mutex<Vec<(String, Value)>>>;

    /// A service that answers this, a house whose settings name it, and what it hears.
    async fn answering(answer: Value) -> (TestApp, Heard) {
        let heard = Heard::default();
        let listening = Arc::clone(&heard);
        let hear = move |headers: HeaderMap, Json(body): Json<Value>| async move {
            let token = headers["authorization"].to_str().unwrap().to_owned();
            listening.lock().unwrap().push((token, body));
            Json(answer)
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let router = Router::new().route("/", post(hear)).layer(DefaultBodyLimit::max(9_000_000));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = format!("[face]\nurl = '{url}'\ntoken = 'secret'");
        (TestApp::open_with(&settings).await, heard)
    }

    #[tokio::test]
    async fn whether_a_face_is_compared_with_a_picture_is_told_sandbox_or_not() {
        let (comparing, _) = answering(json!({ "verdict": "same_person" })).await;
        for (app, moves_alone) in [(comparing, Value::Null), (TestApp::open().await, json!(true))] {
            let visitor = app.visitor();
            assert_eq!(visitor.session().await["sandbox"], true);
            let challenge = visitor.post(FACE_PATH, &json!({})).await.json();
            assert_eq!(challenge["moves_alone"], moves_alone);
        }
    }

    #[tokio::test]
    async fn every_verdict_of_a_service_has_its_answer() {
        let cases = [
            ("same_person", (200, String::new())),
            ("not_same_person", failed()),
            ("no_picture", failed()),
            ("not_live", failed()),
            ("not_matched", (422, "not_matched".into())),
            ("whatever", (503, "unavailable".into())),
        ];
        for (verdict, answer) in cases {
            let (app, heard) = answering(json!({ "verdict": verdict })).await;
            let visitor = signed_in(&app).await;
            let (id, moves) = begin(&visitor).await;
            give(&visitor, &id, &["ahead", &moves[0], &moves[1]]).await;
            assert_eq!(claim(&visitor, ZHANG, &id).await, answer, "{verdict}");
            let (token, body) = heard.lock().unwrap()[0].clone();
            assert_eq!(token, "Bearer secret");
            assert_eq!((&body["name"], &body["id_number"]), (&json!(ZHANG.0), &json!(ZHANG.1)));
            let frames = body["frames"].as_array().unwrap();
            let shown: Vec<_> =
                frames.iter().map(|frame| frame["move"].as_str().unwrap()).collect();
            assert_eq!(shown, ["ahead", &moves[0], &moves[1]]);
            assert!(frames.iter().all(|frame| frame["jpeg"].as_str().unwrap().starts_with("/9j/")));
        }
    }

    #[tokio::test]
    async fn what_shows_no_living_person_never_leaves_the_house() {
        let (app, heard) = answering(json!({ "verdict": "same_person" })).await;
        let visitor = signed_in(&app).await;
        let (id, _) = begin(&visitor).await;
        give(&visitor, &id, &["ahead"; 3]).await;
        assert_eq!(claim(&visitor, ZHANG, &id).await, failed());
        assert!(heard.lock().unwrap().is_empty());
    }
}
