//! Whoever has a card in making, or an application under way, hears of it on entry, at every door.

use serde_json::{Value, json};
use sscard_server::db::Db;
use sscard_shared::api::{self, Status};

use crate::{
    faces,
    test_app::{LI, TestApp, Visitor, ZHANG},
};

const MOBILE: &str = "13900000001";
const KEY: &str = "0123456789abcdef";

/// Zhang comes in by each way that tells at once who it is; what each is told of the standing.
async fn told_on_entry(app: &TestApp) -> Vec<Value> {
    app.clock.advance(60);
    let by_sms = app.visitor();
    by_sms.sign_in(MOBILE).await;
    let mut told = vec![by_sms.real_name(ZHANG).await.json()["standing"].clone()];
    let by_password = app.visitor();
    told.push(by_password.give_password(MOBILE, "yueliang7").await.json()["standing"].clone());
    let by_face = app.visitor();
    told.push(faces::enter(&by_face, ZHANG, true).await.json()["standing"].clone());
    for visitor in [&by_sms, &by_password, &by_face] {
        told.push(visitor.session().await["standing"].clone());
        told.push(standing(visitor).await);
    }
    told
}

async fn standing(visitor: &Visitor) -> Value {
    visitor.get(api::ELIGIBILITY_PATH).await.json()["standing"].clone()
}

#[tokio::test]
async fn an_application_under_way_is_told_at_every_door_until_it_is_over() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = visitor.submit(KEY, &draft).await.json()["receipt"].as_str().unwrap().to_owned();
    assert_eq!(visitor.session().await["standing"], "in_making", "as soon as it is submitted");
    assert!(told_on_entry(&app).await.iter().all(|told| told == "in_making"));
    // Asking the register once more changes nothing, and is not kept as its word.
    let asked =
        visitor.post(api::ELIGIBILITY_PATH, &json!({ "access": api::ACCESS_VERSION })).await.json();
    assert_eq!(asked, json!({ "standing": "in_making" }));
    let other = app.applicant("13900000002", LI).await;
    assert_eq!(other.session().await["standing"], "eligible");

    let db = Db::open(&app.data.path().join("sscard.sqlite")).await.unwrap();
    let now = app.clock.now();
    let returned = (Status::Submitted, Status::Returned);
    assert!(
        db.change_application_status(&receipt, returned.0, returned.1, None, now).await.unwrap()
    );
    assert_eq!(visitor.session().await["standing"], "eligible", "at once");
    assert!(told_on_entry(&app).await.iter().all(|told| told == "eligible"));
    assert_eq!(visitor.submit("another-key-0123", &draft).await.status, 201);
}

#[tokio::test]
async fn what_is_under_way_here_is_told_also_when_the_register_was_not_asked() {
    let app = TestApp::open_with("register.good_hours = 1").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    assert_eq!(visitor.submit(KEY, &draft).await.status, 201);
    app.clock.advance(3_600);
    let again = app.visitor();
    let view = again.give_password(MOBILE, "yueliang7").await.json();
    assert_eq!(view["standing"], "in_making");
    assert_eq!(standing(&again).await, "in_making");
}

#[tokio::test]
async fn an_application_under_way_does_not_hide_what_the_register_says_against_the_person() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    assert_eq!(visitor.submit(KEY, &draft).await.status, 201);
    let db = Db::open(&app.data.path().join("sscard.sqlite")).await.unwrap();
    let applicant = visitor.session().await["applicant"].as_str().unwrap().to_owned();
    let now = app.clock.now();
    db.replace_eligibility(&applicant, api::Standing::NotInsured, None, None, now).await.unwrap();
    assert_eq!(visitor.session().await["standing"], "not_insured");
}

#[tokio::test]
async fn access_that_was_authorised_outlives_another_entry_but_not_the_hours_for_which_it_was_given()
 {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    assert!(visitor.session().await["access"].is_null(), "the entry of another door gives none");
    let given =
        visitor.post(api::ELIGIBILITY_PATH, &json!({ "access": api::ACCESS_VERSION })).await.json();
    assert!(given["licence"].is_object());
    assert_eq!(visitor.session().await["access"], true);
    // In the middle of a form, by another device even: name and face once more.
    app.clock.advance(60);
    let again = app.applicant(MOBILE, ZHANG).await;
    assert_eq!(again.session().await["access"], true);
    assert_eq!(again.get(api::ELIGIBILITY_PATH).await.json(), given);
    // Who asks without it has not given it.
    again.post(api::ELIGIBILITY_PATH, &json!({})).await;
    assert!(again.session().await["access"].is_null());

    again.post(api::ELIGIBILITY_PATH, &json!({ "access": api::ACCESS_VERSION })).await;
    // Coming in once more on the way there makes it no longer.
    let hours = app.state().config.register.good_hours;
    app.clock.advance((hours - 1) * 3_600);
    assert_eq!(app.applicant(MOBILE, ZHANG).await.session().await["access"], true);
    app.clock.advance(3_600);
    let later = app.applicant(MOBILE, ZHANG).await;
    assert_eq!(later.session().await["standing"], "eligible");
    assert!(later.session().await["access"].is_null());
    assert!(later.get(api::ELIGIBILITY_PATH).await.json()["licence"].is_null());
}
