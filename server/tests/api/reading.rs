//! 读卡: what an applicant's own picture says, what it costs, and what becomes of it.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sscard_shared::api::{PICTURES_PATH, PictureKind, READING};
use sscard_vision::{Limits, Picture, encode_id_picture};

use crate::{
    test_app::{Answer, LI, TestApp, Visitor, ZHANG, drawing},
    vendor::{Vendor, emblem, no_card, portrait_of, portrait_turned},
};

const MOBILE: &str = "13900000001";
const HOUR: i64 = 3_600;
const KEY: &str = "0123456789abcdef";

impl Visitor {
    pub(crate) async fn have_read(&self, id: &str) -> Answer {
        let path = format!("{PICTURES_PATH}/{id}/{READING}");
        self.send(self.request(Method::POST, &path)).await
    }

    /// The id of a picture of a side that is like no other.
    async fn another_picture(&self, kind: PictureKind, number: u32) -> String {
        let bytes = encode_id_picture(&drawing(1000 + 8 * number, 640), 1600).unwrap();
        self.sent(kind, bytes).await
    }

    async fn sent(&self, kind: PictureKind, bytes: Vec<u8>) -> String {
        let answer = self.put_picture(kind, bytes).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    async fn pixels(&self, id: &str) -> Picture {
        let file = self.get(&format!("{PICTURES_PATH}/{id}")).await.body;
        Picture::decode(&file, &Limits::default()).unwrap()
    }
}

/// The faults of the picture itself; which fields are sure enough is the rules' affair.
fn codes(answer: &Answer) -> Vec<String> {
    let faults = answer.json()["reading"]["faults"].clone();
    let word = |fault: &Value, key: &str| fault[key].as_str().unwrap().to_owned();
    let faults = faults.as_array().unwrap().iter();
    let faults = faults.filter(|fault| word(fault, "field").ends_with("_side"));
    faults.map(|fault| format!("{}:{}", word(fault, "field"), word(fault, "code"))).collect()
}

#[tokio::test]
async fn a_service_is_shown_the_picture_and_the_person_gets_the_fields() {
    let (vendor, app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let id = visitor.fit_picture(PictureKind::PortraitSide).await;
    let answer = visitor.have_read(&id).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let body = answer.json();
    assert_eq!(body["reading"]["side"], "portrait");
    let number = &body["reading"]["fields"]["id_number"];
    assert_eq!((&number["value"], &number["text"]), (&json!(ZHANG.1), &json!(ZHANG.1)));
    let area = &number["area"];
    assert!(area["top"].as_f64().unwrap() > 0.78 && area["bottom"].as_f64().unwrap() < 0.9);
    assert_eq!((&body["tries_left"], body.get("put_right")), (&json!(4), None));
    assert_eq!(codes(&answer), Vec::<String>::new());
    let (token, content_type, length) = vendor.heard.lock().unwrap()[0].clone();
    assert_eq!((token.as_str(), content_type.as_str()), ("Bearer secret", "image/jpeg"));
    assert!(length > 10_000);
}

#[tokio::test]
async fn only_the_owner_of_a_side_has_it_read() {
    let (vendor, app) = Vendor::with_app("").await;
    let zhang = app.applicant(MOBILE, ZHANG).await;
    let side = zhang.fit_picture(PictureKind::EmblemSide).await;
    let photo = zhang.fit_picture(PictureKind::Photo).await;
    let li = app.applicant("13900000002", LI).await;
    let not_found = (404, "not_found".to_owned());
    assert_eq!(li.have_read(&side).await.refusal(), not_found);
    assert_eq!(zhang.have_read(&photo).await.refusal(), not_found);
    assert_eq!(zhang.have_read("0123456789abcdef0123456789abcdef").await.refusal(), not_found);
    let path = format!("{PICTURES_PATH}/{side}/{READING}");
    let elsewhere = zhang.request(Method::POST, &path).header("sec-fetch-site", "cross-site");
    assert_eq!(zhang.send(elsewhere).await.refusal(), (403, "forbidden".into()));
    assert_eq!(app.visitor().have_read(&side).await.refusal(), (401, "signed_out".into()));
    assert_eq!(zhang.get(&path).await.refusal(), (405, "method_not_allowed".into()));
    assert_eq!(vendor.times(), 0);
}

#[tokio::test]
async fn the_same_picture_is_read_once_whatever_happens_in_between() {
    let (vendor, mut app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let id = visitor.fit_picture(PictureKind::PortraitSide).await;
    let first = visitor.have_read(&id).await.json();
    assert_eq!(visitor.have_read(&id).await.json(), first);
    // Sent once more it has another id and the same bytes.
    let again = visitor.fit_picture(PictureKind::PortraitSide).await;
    assert_eq!(visitor.have_read(&again).await.json(), first);
    app.restart().await;
    let moved = app.same(&visitor);
    assert_eq!(moved.have_read(&id).await.json(), first);
    // Of two that ask at once one has it read and the other finds what was read.
    let other = moved.another_picture(PictureKind::PortraitSide, 1).await;
    let (one, two) = tokio::join!(moved.have_read(&other), moved.have_read(&other));
    assert_eq!(one.json(), two.json());
    assert_eq!((vendor.times(), &one.json()["tries_left"]), (2, &json!(3)));
}

#[tokio::test]
async fn tries_are_counted_for_each_side_told_and_given_back_after_the_hours() {
    let (vendor, app) = Vendor::with_app("reading.tries = 2\nsession.idle_minutes = 600").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let mut ids = Vec::new();
    for number in 0..3 {
        ids.push(visitor.another_picture(PictureKind::PortraitSide, number).await);
    }
    // A service that fails costs nothing.
    vendor.fails();
    assert_eq!(visitor.have_read(&ids[0]).await.refusal(), (503, "unavailable".into()));
    vendor.answers(portrait_of(ZHANG.0, ZHANG.1));
    assert_eq!(visitor.have_read(&ids[0]).await.json()["tries_left"], 1);
    app.clock.advance(HOUR);
    assert_eq!(visitor.have_read(&ids[1]).await.json()["tries_left"], 0);
    let used_up = visitor.have_read(&ids[2]).await;
    assert_eq!(used_up.refusal(), (429, "too_many".into()));
    let body = used_up.failure();
    assert_eq!(body.message, "6小时内识别次数已用完（2次），请对照照片手工填写，或稍后再试");
    assert_eq!(body.retry_after, Some(5 * HOUR as u32));
    assert_eq!(used_up.header("retry-after"), (5 * HOUR).to_string());
    // What was read is still told, and the other side has tries of its own.
    assert_eq!(visitor.have_read(&ids[0]).await.json()["tries_left"], 0);
    vendor.answers(emblem());
    let emblem_side = visitor.another_picture(PictureKind::EmblemSide, 0).await;
    assert_eq!(visitor.have_read(&emblem_side).await.json()["tries_left"], 1);

    vendor.answers(portrait_of(ZHANG.0, ZHANG.1));
    app.clock.advance(5 * HOUR);
    assert_eq!(visitor.have_read(&ids[2]).await.json()["tries_left"], 0);
    let fourth = visitor.another_picture(PictureKind::PortraitSide, 4).await;
    assert_eq!(visitor.have_read(&fourth).await.failure().retry_after, Some(HOUR as u32));
}

#[tokio::test]
async fn a_side_in_the_place_of_the_other_is_put_into_its_own() {
    let (vendor, app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let sent = visitor.fit_picture(PictureKind::EmblemSide).await;
    let answer = visitor.have_read(&sent).await;
    let right = answer.json()["put_right"].clone();
    assert_eq!((&right["kind"], &right["width"]), (&json!("portrait_side"), &json!(1000)));
    let id = right["id"].as_str().unwrap();
    assert_ne!(id, sent);
    // What stood right way up is kept to the byte.
    let bytes = visitor.get(&format!("{PICTURES_PATH}/{id}")).await.body;
    assert_eq!(bytes, visitor.get(&format!("{PICTURES_PATH}/{sent}")).await.body);
    assert_eq!(codes(&answer), Vec::<String>::new());
    // Both are known by now, each in its place.
    assert_eq!(visitor.have_read(&sent).await.json(), answer.json());
    let own = visitor.have_read(id).await.json();
    assert_eq!((&own["reading"], own.get("put_right")), (&answer.json()["reading"], None));
    assert_eq!((&own["tries_left"], vendor.times()), (&json!(5), 1));
    // The draft may name it as what it is.
    let mut draft = visitor.complete_draft().await;
    draft["portrait_side"] = json!(id);
    assert_eq!(visitor.submit(KEY, &draft).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_picture_that_lies_turned_is_set_upright() {
    for (number, quarters) in [(0, 1_u8), (1, 2), (2, 3)] {
        let (vendor, app) = Vendor::with_app("").await;
        let visitor = app.applicant(MOBILE, ZHANG).await;
        // As it lies: turned back from how it will stand.
        let lying = drawing(1000, 640).turned(4 - quarters).unwrap();
        let sent = encode_id_picture(&lying, 1600).unwrap();
        let sent = visitor.sent(PictureKind::PortraitSide, sent).await;
        vendor.answers(portrait_turned(ZHANG.0, ZHANG.1, quarters));
        let answer = visitor.have_read(&sent).await.json();
        let right = &answer["put_right"];
        assert_eq!((&right["kind"], &right["width"]), (&json!("portrait_side"), &json!(1000)));
        let area = &answer["reading"]["fields"]["id_number"]["area"];
        assert!(area["top"].as_f64().unwrap() > 0.78, "{number}: {area}");
        let shown = visitor.pixels(right["id"].as_str().unwrap()).await;
        let wanted = drawing(1000, 640);
        let pairs = shown.rgb().iter().zip(wanted.rgb());
        let off: u64 = pairs.map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
        assert!(off / (shown.rgb().len() as u64) < 12, "{quarters}: {off}");
    }
}

#[tokio::test]
async fn another_persons_card_is_refused_at_its_picture_and_what_seems_no_card_is_not() {
    let (vendor, app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let mut draft = visitor.complete_draft().await;
    // A number whose check digit holds, of somebody born on the same day.
    vendor.answers(portrait_of("王样本", "110108199003072097"));
    let portrait = draft["portrait_side"].as_str().unwrap().to_owned();
    let answer = visitor.have_read(&portrait).await;
    assert!(codes(&answer).contains(&"portrait_side:not_the_person".into()), "{}", answer.text());
    vendor.answers(no_card());
    let emblem_side = visitor.another_picture(PictureKind::EmblemSide, 7).await;
    let answer = visitor.have_read(&emblem_side).await;
    assert_eq!(codes(&answer), ["emblem_side:not_a_card"]);
    draft["emblem_side"] = json!(emblem_side);
    let refused = visitor.submit(KEY, &draft).await;
    assert_eq!(refused.refusal(), (422, "faults".into()));
    assert_eq!(refused.faults(), ["portrait_side:not_the_person"]);
}

#[tokio::test]
async fn another_persons_card_does_not_pass_as_the_other_side_either() {
    let (vendor, app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let mut draft = visitor.complete_draft().await;
    vendor.answers(portrait_of("王样本", "110108199003072097"));
    let misplaced = visitor.another_picture(PictureKind::EmblemSide, 7).await;
    let answer = visitor.have_read(&misplaced).await;
    assert!(codes(&answer).contains(&"portrait_side:not_the_person".into()), "{}", answer.text());
    draft["emblem_side"] = json!(misplaced);
    let refused = visitor.submit(KEY, &draft).await;
    assert_eq!(refused.faults(), ["emblem_side:not_the_person"]);
}

#[tokio::test]
async fn sides_that_nobody_read_are_taken_and_marked_for_a_human() {
    let (vendor, app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    vendor.fails();
    let portrait = draft["portrait_side"].as_str().unwrap();
    assert_eq!(visitor.have_read(portrait).await.status, StatusCode::SERVICE_UNAVAILABLE);
    vendor.answers(emblem());
    let emblem_side = draft["emblem_side"].as_str().unwrap();
    assert_eq!(visitor.have_read(emblem_side).await.status, StatusCode::OK);
    let receipt = visitor.submit(KEY, &draft).await.json()["receipt"].clone();
    let db = database(&app).await;
    let stored = db.find_application(receipt.as_str().unwrap(), None).await.unwrap().unwrap();
    let marked: Vec<_> = stored.faults.iter().map(|fault| fault.field.name()).collect();
    assert_eq!(marked, ["portrait_side"]);
}

#[tokio::test]
async fn what_was_read_is_forgotten_with_its_picture() {
    let (vendor, app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let swapped = visitor.another_picture(PictureKind::EmblemSide, 1).await;
    let right = visitor.have_read(&swapped).await.json()["put_right"]["id"].clone();
    let right = right.as_str().unwrap();
    let saved = json!({ "key": KEY, "saved_at": 1, "draft": { "portrait_side": right } });
    visitor.put("/api/draft", &saved).await;
    let (db, store) = (database(&app).await, store(&app));
    let config = sscard_server::config::Config::from_toml("").unwrap();
    let applicant = visitor.session().await["applicant"].as_str().unwrap().to_owned();
    let round = async |days: i64| {
        let now = app.clock.now() + days * 24 * HOUR;
        sscard_server::purge::purge_once(&config, &db, &store, now).await.unwrap()
    };
    // The picture that was sent goes, the one that the draft names stays.
    let gone = round(3).await;
    assert_eq!((gone.pictures, gone.codes >= 1), (1, true));
    assert!(db.find_reading(&applicant, right).await.unwrap().is_some());
    assert!(db.find_reading(&applicant, &swapped).await.unwrap().is_none());
    assert_eq!(round(31).await.pictures, 1);
    assert!(db.find_reading(&applicant, right).await.unwrap().is_none());
    // The same bytes once more are read anew.
    let times = vendor.times();
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let again = visitor.another_picture(PictureKind::EmblemSide, 1).await;
    assert_eq!(visitor.have_read(&again).await.status, StatusCode::OK);
    assert_eq!(vendor.times(), times + 1);
}

#[tokio::test]
async fn a_reading_that_was_begun_is_kept_though_nobody_waits_for_it() {
    let (vendor, app) = Vendor::with_app("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let id = visitor.fit_picture(PictureKind::PortraitSide).await;
    vendor.pauses();
    tokio::select! {
        _ = visitor.have_read(&id) => panic!("nothing was answered yet"),
        () = async {
            vendor.has_heard(1).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        } => {}
    }
    vendor.goes_on();
    let answer = visitor.have_read(&id).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.json()["tries_left"], 4);
    assert_eq!(vendor.times(), 1);
}

#[tokio::test]
async fn answers_that_cannot_be_are_those_of_a_service_that_is_down() {
    let (vendor, app) = Vendor::with_app("reading.timeout_seconds = 1").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let id = visitor.fit_picture(PictureKind::PortraitSide).await;
    let line = |confidence: f64, x: f64| {
        json!({ "lines": [{ "text": "样本", "confidence": confidence,
            "corners": [[x, 0], [x + 9.0, 0], [x + 9.0, 9], [x, 9]] }] })
    };
    let long = json!({ "lines": [], "more": "x".repeat(1_100_000) });
    for answer in [json!({}), json!([]), line(2.0, 0.0), line(0.9, 1e6), long] {
        vendor.answers(answer);
        assert_eq!(visitor.have_read(&id).await.refusal(), (503, "unavailable".into()));
    }
    vendor.pauses();
    assert_eq!(visitor.have_read(&id).await.refusal(), (503, "unavailable".into()));
}

async fn database(app: &TestApp) -> sscard_server::db::Db {
    sscard_server::db::Db::open(&app.data.path().join("sscard.sqlite")).await.unwrap()
}

fn store(app: &TestApp) -> sscard_server::photo_store::PhotoStore {
    sscard_server::photo_store::PhotoStore::open(&app.data.path().join("objects")).unwrap()
}
