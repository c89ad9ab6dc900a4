//! Things of another person: to everybody but their owner they are answered as things that do not exist.

use reqwest::Method;
use serde_json::{Value, json};
use sscard_shared::api::{self, PictureKind};

use crate::test_app::{Answer, LI, TestApp, Visitor, ZHANG};

const MOBILE: &str = "13900000001";
const KEY: &str = "0123456789abcdef";

/// What an answer says, without what is new in each.
fn said(answer: &Answer) -> (u16, Value) {
    let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if let Some(id) = body.get_mut("request_id") {
        *id = Value::Null;
    }
    (answer.status.as_u16(), body)
}

async fn send(visitor: &Visitor, method: &Method, path: &str) -> Answer {
    let request = visitor.request(method.clone(), path).header("content-type", "image/jpeg");
    visitor.send(request).await
}

/// The id of the device that a visitor is at.
async fn own_device(visitor: &Visitor) -> String {
    let devices = visitor.get(api::DEVICES_PATH).await.json();
    let own = devices.as_array().unwrap().iter().find(|device| device["here"] == true).unwrap();
    own["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn another_persons_thing_is_answered_as_one_that_is_not() {
    let server = TestApp::open().await;
    let zhang = server.applicant(MOBILE, ZHANG).await;
    let draft = zhang.complete_draft().await;
    let receipt = zhang.submit(KEY, &draft).await.json()["receipt"].as_str().unwrap().to_owned();
    let (picture, side) =
        (draft["photo"].as_str().unwrap(), draft["emblem_side"].as_str().unwrap());
    let device = own_device(&zhang).await;
    let li = server.applicant("13900000002", LI).await;
    let reading = |id: &str| format!("{}/{id}/{}", api::PICTURES_PATH, api::READING);
    let (get, post, delete) = (Method::GET, Method::POST, Method::DELETE);
    let (no_receipt, no_id) = ("0".repeat(16), "0".repeat(32));
    let below = |path: &str, id: &str| format!("{path}/{id}");
    for (method, existing, missing) in [
        (&get, below(api::APPLICATIONS_PATH, &receipt), below(api::APPLICATIONS_PATH, &no_receipt)),
        (&get, below(api::PICTURES_PATH, picture), below(api::PICTURES_PATH, &no_id)),
        (&get, below(api::PICTURES_PATH, side), below(api::PICTURES_PATH, &no_id)),
        (&post, reading(side), reading(&no_id)),
        (&delete, below(api::DEVICES_PATH, &device), below(api::DEVICES_PATH, &no_id)),
    ] {
        let refused = said(&send(&li, method, &existing).await);
        assert_eq!(refused.0, 404, "{existing}");
        assert_eq!(refused, said(&send(&li, method, &missing).await), "{existing}");
        // Who is not signed in, or not known by name, does not even hear that.
        let anonymous = send(&server.visitor(), method, &existing).await;
        assert_eq!(anonymous.refusal(), (401, "signed_out".into()), "{existing}");
    }
    let unnamed = server.visitor();
    unnamed.sign_in("13900000003").await;
    for path in [below(api::APPLICATIONS_PATH, &receipt), below(api::PICTURES_PATH, picture)] {
        assert_eq!(unnamed.get(&path).await.refusal(), (403, "forbidden".into()), "{path}");
    }
    // All of it is still there for its owner.
    assert_eq!(zhang.get(&below(api::APPLICATIONS_PATH, &receipt)).await.status, 200);
    assert_eq!(zhang.get(&below(api::PICTURES_PATH, picture)).await.status, 200);
    assert_eq!(own_device(&zhang).await, device);
}

#[tokio::test]
async fn an_id_of_one_kind_opens_nothing_of_another() {
    let server = TestApp::open().await;
    let zhang = server.applicant(MOBILE, ZHANG).await;
    let draft = zhang.complete_draft().await;
    let receipt = zhang.submit(KEY, &draft).await.json()["receipt"].as_str().unwrap().to_owned();
    let picture = draft["photo"].as_str().unwrap();
    let device = own_device(&zhang).await;
    let applicant = zhang.session().await["applicant"].as_str().unwrap().to_owned();
    let hostile = ["*", "%25", "' or '1'='1", "..%2fphoto", "photo", "null", "-1", " "];
    for (path, method, own) in [
        (api::APPLICATIONS_PATH, Method::GET, receipt.as_str()),
        (api::PICTURES_PATH, Method::GET, picture),
        (api::DEVICES_PATH, Method::DELETE, &device),
    ] {
        let upper = own.to_uppercase();
        let longer = format!("{own}0");
        let other =
            [receipt.as_str(), picture, &device, &applicant, KEY, &upper, &longer, &own[1..]];
        for id in other.into_iter().chain(hostile).filter(|id| *id != own) {
            let answer = send(&zhang, &method, &format!("{path}/{id}")).await;
            assert_eq!(answer.refusal(), (404, "not_found".into()), "{method} {path}/{id}");
        }
    }
    assert_eq!(zhang.session().await["signed_in"], true);
}

#[tokio::test]
async fn a_draft_may_name_anything_and_opens_none_of_it() {
    let server = TestApp::open().await;
    let zhang = server.applicant(MOBILE, ZHANG).await;
    let mut draft = crate::test_app::typed_draft();
    for kind in PictureKind::ALL {
        draft[kind.name()] = json!(zhang.fit_picture(kind).await);
    }
    let li = server.applicant("13900000002", LI).await;
    let saved = json!({ "key": KEY, "saved_at": 1, "draft": draft });
    assert_eq!(li.put(api::DRAFT_PATH, &saved).await.status, 204);
    for kind in PictureKind::ALL {
        let path = format!("{}/{}", api::PICTURES_PATH, draft[kind.name()].as_str().unwrap());
        assert_eq!(li.get(&path).await.refusal(), (404, "not_found".into()), "{path}");
    }
    let named = li.submit(KEY, &draft).await.faults();
    for fault in [
        "emblem_side:not_owned",
        "portrait_side:not_owned",
        "photo:not_owned",
        "name:not_the_person",
        "id_number:not_the_person",
    ] {
        assert!(named.contains(&fault.to_owned()), "{fault}: {named:?}");
    }
    assert_eq!(zhang.get(api::DRAFT_PATH).await.status, 204, "Zhang has saved none");
    assert_eq!(zhang.submit(KEY, &draft).await.status, 201);
    assert_eq!(li.get(api::DRAFT_PATH).await.json(), saved, "a key is each person's own");
}

#[tokio::test]
async fn a_key_of_another_person_gives_nothing_of_theirs() {
    let server = TestApp::open().await;
    let zhang = server.applicant(MOBILE, ZHANG).await;
    let receipt = zhang.submit(KEY, &zhang.complete_draft().await).await.json();
    let li = server.applicant("13900000002", LI).await;
    // A key that is known gives its receipt whatever the draft says: to its own person alone.
    assert_eq!(zhang.submit(KEY, &json!({})).await.json(), receipt);
    let refused = li.submit(KEY, &json!({})).await;
    assert_eq!(refused.refusal(), (422, "faults".into()));
    assert!(!refused.text().contains(receipt["receipt"].as_str().unwrap()));
    let saved = json!({ "key": KEY, "saved_at": 1, "draft": { "name": LI.0 } });
    assert_eq!(li.put(api::DRAFT_PATH, &saved).await.status, 204, "not submitted by this person");
    assert_eq!(li.get(api::APPLICATIONS_PATH).await.json(), json!([]));
}

#[tokio::test]
async fn a_person_who_takes_over_a_session_finds_nothing_of_the_last() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let saved = json!({ "key": KEY, "saved_at": 1, "draft": draft });
    assert_eq!(visitor.put(api::DRAFT_PATH, &saved).await.status, 204);
    let picture = format!("{}/{}", api::PICTURES_PATH, draft["photo"].as_str().unwrap());
    assert_eq!(visitor.get(&picture).await.status, 200);
    // The same browser, and a member of the same family.
    assert_eq!(visitor.real_name(LI).await.status, 200);
    assert_eq!(visitor.get(api::DRAFT_PATH).await.status, 204);
    assert_eq!(visitor.get(&picture).await.refusal(), (404, "not_found".into()));
    assert_eq!(visitor.get(api::PERSON_PATH).await.json()["name"], LI.0);
    assert_eq!(visitor.get(api::DEVICES_PATH).await.json().as_array().unwrap().len(), 1);
}
