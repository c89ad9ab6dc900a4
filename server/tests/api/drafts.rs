//! Drafts: kept for another day or device, to their owner only.

use serde_json::{Value, json};
use sscard_shared::api::DRAFT_PATH;

use crate::test_app::{LI, TestApp, ZHANG, typed_draft};

const MOBILE: &str = "13900000001";
const KEY: &str = "0123456789abcdef";

fn saved(draft: &Value) -> Value {
    json!({ "key": KEY, "saved_at": 5, "draft": draft })
}

#[tokio::test]
async fn a_draft_comes_back_on_another_device_and_goes_when_it_is_told_to() {
    let app = TestApp::open().await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    assert_eq!(phone.get(DRAFT_PATH).await.status, 204);
    assert_eq!(phone.put(DRAFT_PATH, &saved(&json!({ "name": "张" }))).await.status, 204);
    assert_eq!(phone.put(DRAFT_PATH, &saved(&json!({ "name": "张样本" }))).await.status, 204);
    app.clock.advance(60);
    let desktop = app.applicant(MOBILE, ZHANG).await;
    assert_eq!(desktop.get(DRAFT_PATH).await.json(), saved(&json!({ "name": "张样本" })));
    assert_eq!(desktop.delete(DRAFT_PATH).await.status, 204);
    assert_eq!(phone.get(DRAFT_PATH).await.status, 204);
}

#[tokio::test]
async fn somebody_else_does_not_see_it_and_the_same_person_does_whatever_number_they_came_by() {
    let app = TestApp::open().await;
    let zhang = app.applicant(MOBILE, ZHANG).await;
    zhang.put(DRAFT_PATH, &saved(&typed_draft())).await;
    let li = app.applicant("13900000002", LI).await;
    assert_eq!(li.get(DRAFT_PATH).await.status, 204);
    let elsewhere = app.applicant("13900000003", ZHANG).await;
    assert_eq!(elsewhere.get(DRAFT_PATH).await.json(), saved(&typed_draft()));
}

#[tokio::test]
async fn a_draft_of_another_shape_or_size_is_refused() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let bad = [
        json!({ "key": KEY, "saved_at": 5, "draft": { "nmae": "张" } }),
        json!({ "key": KEY, "saved_at": 5, "draft": {}, "more": 1 }),
        json!({ "key": "short", "saved_at": 5, "draft": {} }),
        json!({ "key": "0123456789abcde/", "saved_at": 5, "draft": {} }),
        json!([]),
    ];
    for body in bad {
        let answer = visitor.put(DRAFT_PATH, &body).await;
        assert_eq!(answer.refusal(), (400, "bad_request".into()), "{body}");
    }
    let huge = saved(&json!({ "address": "路".repeat(30_000) }));
    assert_eq!(visitor.put(DRAFT_PATH, &huge).await.refusal(), (413, "too_large".into()));
}

#[tokio::test]
async fn a_draft_that_was_submitted_does_not_come_back() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    visitor.put(DRAFT_PATH, &saved(&draft)).await;
    assert_eq!(visitor.submit(KEY, &draft).await.status, 201);
    assert_eq!(visitor.get(DRAFT_PATH).await.status, 204);
    // A late save of the same draft, from the page's delay, is not kept.
    let late = visitor.put(DRAFT_PATH, &saved(&draft)).await;
    assert_eq!(late.refusal(), (409, "conflict".into()));
    assert_eq!(visitor.get(DRAFT_PATH).await.status, 204);
}

#[tokio::test]
async fn a_device_does_not_overwrite_what_another_has_saved_since() {
    let app = TestApp::open().await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    app.clock.advance(60);
    let desktop = app.applicant(MOBILE, ZHANG).await;
    let first =
        phone.put_if(DRAFT_PATH, &saved(&json!({ "name": "张" })), ("if-none-match", "*")).await;
    assert_eq!(first.status, 204);
    let first = first.header("etag").to_owned();
    assert_eq!(desktop.get(DRAFT_PATH).await.header("etag"), first);

    // The clock of the phone is far ahead, which changes nothing.
    let newer = json!({ "key": KEY, "saved_at": 5, "draft": { "name": "张样本" } });
    let second = desktop.put_if(DRAFT_PATH, &newer, ("if-match", &first)).await;
    assert_eq!(second.status, 204);
    let older = json!({ "key": KEY, "saved_at": 9_999_999_999_i64, "draft": { "name": "张三" } });
    for condition in [("if-match", first.as_str()), ("if-none-match", "*")] {
        let late = phone.put_if(DRAFT_PATH, &older, condition).await;
        assert_eq!(late.refusal(), (412, "changed".into()), "{condition:?}");
    }
    assert_eq!(phone.get(DRAFT_PATH).await.json(), newer);

    let again = phone.put_if(DRAFT_PATH, &older, ("if-match", second.header("etag"))).await;
    assert_eq!(again.status, 204);
    assert_ne!(again.header("etag"), second.header("etag"));
    assert_eq!(desktop.get(DRAFT_PATH).await.json(), older);
    let unclear = phone.put_if(DRAFT_PATH, &older, ("if-match", "somewhat")).await;
    assert_eq!(unclear.refusal(), (400, "bad_request".into()));
}
