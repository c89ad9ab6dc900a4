//! 资格校验, the electronic licence, and the number to which the notice goes.

use axum::{Json, Router, routing::post};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sscard_shared::api::{self, PictureKind};

use crate::test_app::{LI, TestApp, ZHANG, id_picture};

const MOBILE: &str = "13900000001";
const KEY: &str = "0123456789abcdef";

/// A service that always answers the same.
async fn service(answer: Value) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let router = Router::new().route("/", post(move || async move { Json(answer) }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

/// Asks, with 访问授权 or without.
async fn ask(visitor: &crate::test_app::Visitor, licence: bool) -> crate::test_app::Answer {
    let access = licence.then_some(api::ACCESS_VERSION);
    visitor.post(api::ELIGIBILITY_PATH, &json!({ "access": access })).await
}

#[tokio::test]
async fn access_is_authorised_in_its_present_words_or_not_at_all_and_that_is_kept() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    for (version, words) in [("0", "访问授权的内容已更新"), ("", "请阅读并勾选访问授权")]
    {
        let refused = visitor.post(api::ELIGIBILITY_PATH, &json!({ "access": version })).await;
        assert_eq!(refused.refusal(), (422, "consent".into()));
        assert!(refused.failure().message.contains(words), "{refused:?}");
    }
    // A word of its own, without a version, is no consent.
    let refused = visitor.post(api::ELIGIBILITY_PATH, &json!({ "access": true })).await;
    assert_eq!(refused.refusal(), (400, "bad_request".into()));
    assert!(ask(&visitor, true).await.json()["licence"].is_object());
    let receipt = visitor.submit(KEY, &visitor.complete_draft().await).await.json();
    let kept = app.state().db.list_consents(receipt["receipt"].as_str().unwrap()).await.unwrap();
    let kept: Vec<(&str, &str, i64)> =
        kept.iter().map(|it| (it.kind.as_str(), it.version.as_str(), it.agreed_at)).collect();
    assert_eq!(kept, [("access", api::ACCESS_VERSION, app.clock.now())]);
}

#[tokio::test]
async fn a_licence_that_was_authorised_takes_the_place_of_both_pictures() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    assert_eq!(visitor.session().await["standing"], "eligible");
    let without = ask(&visitor, false).await.json();
    assert_eq!(without, json!({ "standing": "eligible" }));
    let given = ask(&visitor, true).await.json();
    let licence = &given["licence"];
    assert_eq!(licence["answers"]["authority"], "北京市公安局海淀分局");
    assert_eq!(licence["answers"]["valid_from"], "2016-04-12");
    assert_eq!(visitor.get(api::ELIGIBILITY_PATH).await.json(), given);

    // The pictures are the applicant's own, and an application with them is taken.
    let mut draft = visitor.complete_draft().await;
    for side in ["emblem_side", "portrait_side"] {
        let id = licence[side]["id"].as_str().unwrap();
        assert_eq!(visitor.get(&format!("{}/{id}", api::PICTURES_PATH)).await.status, 200);
        draft[side] = json!(id);
    }
    assert_eq!(visitor.submit(KEY, &draft).await.status, 201);
    // And nobody else's.
    let other = app.applicant("13900000002", LI).await;
    let id = licence["emblem_side"]["id"].as_str().unwrap();
    assert_eq!(other.get(&format!("{}/{id}", api::PICTURES_PATH)).await.status, 404);
}

#[tokio::test]
async fn who_holds_a_card_of_another_place_has_no_licence_here() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ("周样本", "340524199409013016")).await;
    assert_eq!(ask(&visitor, true).await.json(), json!({ "standing": "eligible" }));
}

#[tokio::test]
async fn who_has_an_application_under_way_is_told_before_they_fill_another() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    assert_eq!(visitor.submit(KEY, &draft).await.status, 201);
    assert_eq!(ask(&visitor, false).await.json(), json!({ "standing": "in_making" }));
    assert_eq!(visitor.session().await["standing"], "in_making");
}

#[tokio::test]
async fn each_standing_of_the_register_is_told_and_only_the_eligible_may_submit() {
    for (answer, standing, refused) in [
        (json!({ "insured": true }), "eligible", None),
        (json!({ "insured": false }), "not_insured", Some("not_insured")),
        (json!({ "insured": true, "in_making": true }), "in_making", Some("in_making")),
        (json!({ "insured": false, "matched": false }), "not_matched", Some("not_matched")),
    ] {
        // Who is insured today may not be tomorrow: the register changes its mind after the person is known.
        let mut app = TestApp::open().await;
        let visitor = app.applicant(MOBILE, ZHANG).await;
        let draft = visitor.complete_draft().await;
        let url = service(answer).await;
        app.set(&format!("register.url = '{url}'"));
        app.restart().await;
        let visitor = app.same(&visitor);
        assert_eq!(ask(&visitor, true).await.json()["standing"], standing);
        let submitted = visitor.submit(KEY, &draft).await;
        match refused {
            None => assert_eq!(submitted.status, 201),
            Some(code) => assert_eq!(submitted.refusal(), (422, code.into())),
        }
    }
}

#[tokio::test]
async fn what_the_register_said_holds_for_a_day() {
    let mut app =
        TestApp::open_with("session.idle_minutes = 10000\nsession.absolute_hours = 1000").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    app.set("register.url = 'http://127.0.0.1:9/'\nsession.idle_minutes = 10000\nsession.absolute_hours = 1000");
    app.restart().await;
    let visitor = app.same(&visitor);
    // The register is away: what it said holds, and nothing new can be had.
    assert_eq!(visitor.session().await["standing"], "eligible");
    assert_eq!(ask(&visitor, true).await.refusal(), (503, "unavailable".into()));
    assert_eq!(visitor.session().await["standing"], "eligible");
    app.clock.advance(24 * 3_600);
    assert_eq!(visitor.session().await["standing"], Value::Null);
    assert_eq!(visitor.get(api::ELIGIBILITY_PATH).await.status, 204);
    let draft = visitor.complete_draft().await;
    assert_eq!(visitor.submit(KEY, &draft).await.refusal(), (503, "unavailable".into()));
}

#[tokio::test]
async fn a_service_of_licences_is_believed_only_with_pictures_that_we_would_take() {
    let good = BASE64_STANDARD.encode(id_picture());
    for (picture, has_licence) in [(good.as_str(), true), ("AAAA", false)] {
        let licence = json!({
            "answers": { "authority": "北京市公安局海淀分局" },
            "emblem_side": picture,
            "portrait_side": picture,
        });
        let url = service(json!({ "licence": licence })).await;
        let app = TestApp::open_with(&format!("licence.url = '{url}'")).await;
        let visitor = app.applicant(MOBILE, ZHANG).await;
        let answer = ask(&visitor, true).await.json();
        assert_eq!(answer["standing"], "eligible");
        assert_eq!(answer["licence"].is_object(), has_licence);
    }
    for silent in [json!({ "licence": null }), json!({})] {
        let url = service(silent).await;
        let app = TestApp::open_with(&format!("licence.url = '{url}'")).await;
        let visitor = app.applicant(MOBILE, ZHANG).await;
        assert_eq!(ask(&visitor, true).await.json(), json!({ "standing": "eligible" }));
    }
}

#[tokio::test]
async fn a_service_of_licences_that_fails_shuts_no_door() {
    let nonsense = service(json!({ "licence": { "answers": {}, "emblem_side": "!" } })).await;
    let unusable = json!({ "answers": {}, "emblem_side": "AAAA", "portrait_side": "AAAA" });
    let unusable = service(json!({ "licence": unusable })).await;
    for url in ["http://127.0.0.1:9/", &nonsense, &unusable] {
        let app = TestApp::open_with(&format!("licence.url = '{url}'")).await;
        let visitor = app.applicant(MOBILE, ZHANG).await;
        let told = json!({ "standing": "eligible", "licence_problem": true });
        assert_eq!(ask(&visitor, true).await.json(), told, "{url}");
        assert_eq!(visitor.session().await["standing"], "eligible", "{url}");
        // Who did not ask for it hears nothing of it.
        assert_eq!(ask(&visitor, false).await.json(), json!({ "standing": "eligible" }));
        let draft = visitor.complete_draft().await;
        assert_eq!(visitor.submit(KEY, &draft).await.status, 201, "{url}");
    }
}

#[tokio::test]
async fn a_service_of_licences_answers_for_what_stands_on_a_licence_and_for_nothing_else() {
    let picture = BASE64_STANDARD.encode(id_picture());
    let licence = json!({
        "answers": {
            // In any form that the rules know.
            "authority": " 北京市公安局海淀分局 ", "valid_from": "2016.04.12", "valid_until": "2036年4月12日",
            // By the rules no ethnic group, and too short for an address.
            "ethnicity": "99", "address": "x",
            "disclaimer": "1", "pledge": "1", "mobile": "13900000099", "name": "李样本",
            "id_number": LI.1, "photo": "0", "whatever": { "more": [1] },
        },
        "emblem_side": picture, "portrait_side": picture,
    });
    let url = service(json!({ "licence": licence })).await;
    let app = TestApp::open_with(&format!("licence.url = '{url}'")).await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let answers = json!({
        "authority": "北京市公安局海淀分局", "valid_from": "2016-04-12", "valid_until": "2036-04-12",
    });
    assert_eq!(ask(&visitor, true).await.json()["licence"]["answers"], answers);
    assert_eq!(visitor.get(api::ELIGIBILITY_PATH).await.json()["licence"]["answers"], answers);
}

#[tokio::test]
async fn a_person_may_ask_twenty_times_an_hour_and_the_same_pictures_are_kept_once() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let first = ask(&visitor, true).await.json()["licence"].clone();
    assert!(first.is_object());
    for _ in 1..20 {
        assert_eq!(ask(&visitor, true).await.json()["licence"], first);
    }
    let refused = ask(&visitor, true).await;
    assert_eq!(refused.refusal(), (429, "too_many".into()));
    assert_eq!(refused.failure().retry_after, Some(3_600));
    let other = app.applicant("13900000002", LI).await;
    assert_eq!(ask(&other, true).await.status, 200);
    let kept = app.state().db.list_pictures().await.unwrap();
    assert_eq!(kept.len(), 4, "two of each");
    // By another session the person is the same.
    app.clock.advance(3_599);
    let again = app.applicant(MOBILE, ZHANG).await;
    assert_eq!(ask(&again, false).await.status, 429);
    app.clock.advance(1);
    assert_eq!(ask(&again, false).await.status, 200);
    // Pictures that will soon be thrown away are not built upon.
    app.clock.advance(43_200);
    let again = app.applicant(MOBILE, ZHANG).await;
    let later = ask(&again, true).await.json()["licence"].clone();
    assert_ne!(later["emblem_side"]["id"], first["emblem_side"]["id"]);
}

#[tokio::test]
async fn a_person_is_told_to_themselves_and_their_number_changes_by_a_code_to_the_new_one() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    assert_eq!(visitor.get(api::PERSON_PATH).await.refusal(), (401, "signed_out".into()));
    visitor.sign_in(MOBILE).await;
    assert_eq!(visitor.get(api::PERSON_PATH).await.refusal(), (403, "forbidden".into()));
    visitor.real_name(ZHANG).await;
    let person = json!({ "name": ZHANG.0, "id_number": ZHANG.1, "mobile": MOBILE });
    assert_eq!(visitor.get(api::PERSON_PATH).await.json(), person);

    let change = |code: &str| json!({ "mobile": "13900000077", "code": code });
    assert_eq!(visitor.post(api::MOBILE_PATH, &change("000000")).await.refusal().1, "bad_code");
    visitor.ask_code_to_change("13900000077").await;
    let code = visitor.code("13900000077").await;
    assert_eq!(visitor.post(api::MOBILE_PATH, &change(&code)).await.status, 200);
    assert_eq!(visitor.get(api::PERSON_PATH).await.json()["mobile"], "13900000077");
    assert_eq!(visitor.post(api::MOBILE_PATH, &change(&code)).await.refusal().1, "bad_code");
    assert_eq!(visitor.session().await["name"], "张**");
    assert_eq!(
        visitor.get(&format!("{}/{}", api::PICTURES_PATH, "0".repeat(32))).await.status,
        404
    );
    assert_eq!(visitor.fit_picture(PictureKind::EmblemSide).await.len(), 32);
}
