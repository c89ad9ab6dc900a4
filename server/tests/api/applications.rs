//! Applications: everything named at once, made once, found again.

use serde_json::{Value, json};
use sscard_shared::api::{APPLICATIONS_PATH, PictureKind, Status};

use crate::test_app::{LI, TestApp, ZHANG, typed_draft};

const MOBILE: &str = "13900000001";
const KEY: &str = "0123456789abcdef";

async fn receipts(visitor: &crate::test_app::Visitor) -> Vec<String> {
    let list = visitor.get(APPLICATIONS_PATH).await.json();
    let receipt = |line: &Value| line["receipt"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(receipt).collect()
}

#[tokio::test]
async fn a_complete_draft_becomes_an_application_with_a_receipt_and_a_time_line() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let answer = visitor.submit(KEY, &draft).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let receipt = answer.json()["receipt"].as_str().unwrap().to_owned();
    assert!(receipt.len() == 16 && receipt.bytes().all(|byte| byte.is_ascii_digit()));

    let list = visitor.get(APPLICATIONS_PATH).await.json();
    let line = json!({ "receipt": receipt, "status": "submitted", "submitted_at": crate::test_app::NOON,
        "changed_at": crate::test_app::NOON });
    assert_eq!(list, json!([line]));

    let view = visitor.get(&format!("{APPLICATIONS_PATH}/{receipt}")).await.json();
    assert_eq!(view["events"], json!([{ "status": "submitted", "at": crate::test_app::NOON }]));
    let answers = view["answers"].as_array().unwrap();
    let text = |field: &str| {
        let found = answers.iter().find(|answer| answer["field"] == field);
        found.unwrap_or_else(|| panic!("no {field}"))["text"].as_str().unwrap()
    };
    assert_eq!(text("name"), "张**");
    assert_eq!(text("id_number"), "110*****2011");
    assert_eq!(text("mobile"), "139****0001");
    assert_eq!(text("bank"), "工商银行");
    assert_eq!(text("branch"), "工商银行东城样本支行");
    assert_eq!(text("sex"), "男");
    assert_eq!(text("district"), "海淀区");
    assert_eq!(text("photo"), "已上传");
    assert!(!view.to_string().contains("110108199003072011"));
    assert!(!view.to_string().contains("样本路1号院"));
}

#[tokio::test]
async fn every_faulty_field_is_named_at_once() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let answer = visitor.submit(KEY, &json!({})).await;
    assert_eq!(answer.refusal(), (422, "faults".into()));
    let named = answer.faults();
    for field in [
        "disclaimer",
        "emblem_side",
        "portrait_side",
        "name",
        "id_number",
        "district",
        "address",
        "occupation",
        "photo",
        "mobile",
        "bank",
        "branch",
        "delivery",
        "pledge",
    ] {
        assert!(named.contains(&format!("{field}:missing")), "{field}: {named:?}");
    }

    let mut draft = visitor.complete_draft().await;
    for (field, value) in [
        ("name", "李样本"),
        ("id_number", LI.1),
        ("mobile", "123"),
        ("disclaimer", "0"),
        ("photo", "00000000000000000000000000000000"),
        ("branch", "103999001001"),
        ("valid_until", "2041-01-10"),
    ] {
        draft[field] = json!(value);
    }
    let named = visitor.submit(KEY, &draft).await.faults();
    for fault in [
        "disclaimer:old_version",
        "name:not_the_person",
        "id_number:not_the_person",
        "photo:not_owned",
        "branch:other_bank",
    ] {
        assert!(named.contains(&fault.to_owned()), "{fault}: {named:?}");
    }
    for field in ["mobile:", "valid_until:", "birth_date:"] {
        assert!(named.iter().any(|fault| fault.starts_with(field)), "{field} {named:?}");
    }
    assert_eq!(receipts(&visitor).await.len(), 0);
}

#[tokio::test]
async fn a_picture_of_somebody_else_or_of_another_kind_is_not_owned() {
    let app = TestApp::open().await;
    let zhang = app.applicant(MOBILE, ZHANG).await;
    let li = app.applicant("13900000002", LI).await;
    let mut draft = zhang.complete_draft().await;
    let own = draft["photo"].clone();
    draft["photo"] = json!(li.fit_picture(PictureKind::Photo).await);
    assert_eq!(zhang.submit(KEY, &draft).await.faults(), ["photo:not_owned"]);
    draft["photo"] = draft["emblem_side"].clone();
    assert_eq!(zhang.submit(KEY, &draft).await.faults(), ["photo:not_owned"]);
    draft["photo"] = own;
    assert_eq!(zhang.submit(KEY, &draft).await.status, 201);
}

#[tokio::test]
async fn the_same_key_gives_the_same_receipt_however_often_and_whatever_has_changed() {
    let mut app = TestApp::open().await;
    let mut visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let first = visitor.submit(KEY, &draft).await;
    assert_eq!(first.status, 201);
    let again = visitor.submit(KEY, &draft).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first.json()));
    // Another text is in force and the server is another process: the receipt is the same.
    let texts = app.data.path().join("texts");
    std::fs::create_dir_all(&texts).unwrap();
    std::fs::write(texts.join("pledge.md"), "---\nversion: 2\ntitle: 承诺\n---\n新。\n").unwrap();
    app.restart().await;
    visitor.base.clone_from(&app.base);
    let again = visitor.submit(KEY, &draft).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first.json()));
    assert_eq!(receipts(&visitor).await.len(), 1);
}

#[tokio::test]
async fn twenty_submits_at_the_same_time_make_one_application() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let answers =
        futures_util::future::join_all((0..20).map(|_| visitor.submit(KEY, &draft))).await;
    let created = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(created, 1);
    let receipt = answers[0].json()["receipt"].clone();
    for answer in &answers {
        assert!(matches!(answer.status.as_u16(), 200 | 201), "{answer:?}");
        assert_eq!(answer.json()["receipt"], receipt);
    }
    assert_eq!(receipts(&visitor).await.len(), 1);
}

#[tokio::test]
async fn twenty_keys_at_the_same_time_make_one_application_of_one_person() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let submits = (0..20).map(|at| {
        let (visitor, draft) = (&visitor, &draft);
        async move { visitor.submit(&format!("{KEY}-{at}"), draft).await.status.as_u16() }
    });
    let mut statuses = futures_util::future::join_all(submits).await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 201);
    assert!(statuses[1..].iter().all(|status| *status == 409), "{statuses:?}");
}

#[tokio::test]
async fn another_application_waits_until_the_first_is_collected_or_returned() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = visitor.submit(KEY, &draft).await.json()["receipt"].as_str().unwrap().to_owned();
    let answer = visitor.submit("another-key-0123", &draft).await;
    assert_eq!(answer.refusal(), (409, "conflict".into()));
    // From another phone too, where the person finds the first.
    let elsewhere = app.applicant("13900000009", ZHANG).await;
    let other = elsewhere.complete_draft().await;
    assert_eq!(elsewhere.submit("another-key-0123", &other).await.status, 409);
    assert_eq!(receipts(&elsewhere).await.len(), 1);

    let db = sscard_server::db::Db::open(&app.data.path().join("sscard.sqlite")).await.unwrap();
    let note = "照片与本人不符，请重新上传照片后提交";
    let now = app.clock.now();
    let moved = db
        .change_application_status(&receipt, Status::Submitted, Status::Returned, Some(note), now)
        .await;
    assert!(moved.unwrap());
    let view = visitor.get(&format!("{APPLICATIONS_PATH}/{receipt}")).await.json();
    assert_eq!(view["events"][1]["note"], note);
    // The mended application may name the same pictures.
    assert_eq!(visitor.submit("another-key-0123", &draft).await.status, 201);
    assert_eq!(receipts(&visitor).await.len(), 2);
}

#[tokio::test]
async fn somebody_elses_application_does_not_exist() {
    let app = TestApp::open().await;
    let zhang = app.applicant(MOBILE, ZHANG).await;
    let draft = zhang.complete_draft().await;
    let receipt = zhang.submit(KEY, &draft).await.json()["receipt"].as_str().unwrap().to_owned();
    let li = app.applicant("13900000002", LI).await;
    let path = format!("{APPLICATIONS_PATH}/{receipt}");
    assert_eq!(li.get(&path).await.refusal(), (404, "not_found".into()));
    assert_eq!(li.get(APPLICATIONS_PATH).await.json(), json!([]));
    let picture = format!("/api/pictures/{}", draft["photo"].as_str().unwrap());
    assert_eq!(li.get(&picture).await.refusal(), (404, "not_found".into()));
    assert_eq!(zhang.get(&picture).await.status, 200);
    assert_eq!(app.visitor().get(&path).await.refusal(), (401, "signed_out".into()));
}

#[tokio::test]
async fn a_key_or_body_of_another_shape_is_refused() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    for key in ["", "short", "0123456789abcde_", &"a".repeat(65)] {
        let answer = visitor.submit(key, &typed_draft()).await;
        assert_eq!(answer.refusal(), (400, "bad_request".into()), "{key}");
    }
    let answer = visitor.submit(KEY, &json!({ "adress": "x" })).await;
    assert_eq!(answer.refusal(), (400, "bad_request".into()));
}

#[tokio::test]
async fn answers_are_kept_in_normal_form() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let mut draft = visitor.complete_draft().await;
    draft["mobile"] = json!("１３９ 0000 0001");
    draft["name"] = json!(" 张样本 ");
    let answer = visitor.submit(KEY, &draft).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let receipt = answer.json()["receipt"].as_str().unwrap().to_owned();
    let db = sscard_server::db::Db::open(&app.data.path().join("sscard.sqlite")).await.unwrap();
    let stored = db.find_application(&receipt, None).await.unwrap().unwrap();
    assert_eq!(stored.draft.get(sscard_shared::field::Field::Mobile), "13900000001");
    assert_eq!(stored.draft.get(sscard_shared::field::Field::Name), "张样本");
}
