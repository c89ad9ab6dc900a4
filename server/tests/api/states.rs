//! Consent, and the states of an application: nothing is made without the one, and none of the others is skipped or taken back.

use reqwest::Method;
use serde_json::{Value, json};
use sscard_server::{config::Config, photo_store::PhotoStore, purge};
use sscard_shared::api::{self, APPLICATIONS_PATH, PICTURES_PATH, PictureKind};

use crate::{
    commands::{path, run},
    test_app::{TestApp, Visitor, ZHANG},
};

const MOBILE: &str = "13900000001";
const KEY: &str = "0123456789abcdef";

async fn submitted(visitor: &Visitor, draft: &Value) -> String {
    let answer = visitor.submit(KEY, draft).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["receipt"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn nothing_is_made_without_both_consents_in_their_words() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    for consent in ["disclaimer", "pledge"] {
        for (version, code) in [
            (Value::Null, "missing"),
            (json!(""), "missing"),
            (json!(" "), "missing"),
            (json!("0"), "old_version"),
            (json!("2"), "old_version"),
            (json!("true"), "old_version"),
            (json!("1.0"), "old_version"),
            (json!("01"), "old_version"),
            (json!("1,2"), "old_version"),
        ] {
            let mut draft = draft.clone();
            draft[consent] = version.clone();
            let refused = visitor.submit(KEY, &draft).await;
            assert_eq!(refused.faults(), [format!("{consent}:{code}")], "{version}");
        }
        // A yes without a version says nothing of what was read.
        let mut draft = draft.clone();
        draft[consent] = json!(true);
        assert_eq!(visitor.submit(KEY, &draft).await.refusal(), (400, "bad_request".into()));
    }
    assert_eq!(visitor.get(APPLICATIONS_PATH).await.json(), json!([]));
    submitted(&visitor, &draft).await;
}

#[tokio::test]
async fn a_text_in_a_new_version_is_agreed_to_anew() {
    let mut server = TestApp::open().await;
    let mut visitor = server.applicant(MOBILE, ZHANG).await;
    let mut draft = visitor.complete_draft().await;
    let texts = server.data.path().join("texts");
    std::fs::create_dir_all(&texts).unwrap();
    for kind in ["disclaimer", "pledge"] {
        let text = format!("---\nversion: 2\ntitle: {kind}\n---\n另一段文字。\n");
        std::fs::write(texts.join(format!("{kind}.md")), text).unwrap();
    }
    server.restart().await;
    visitor.base.clone_from(&server.base);
    let refused = visitor.submit(KEY, &draft).await;
    assert_eq!(refused.faults(), ["disclaimer:old_version", "pledge:old_version"]);
    draft["disclaimer"] = json!("2");
    assert_eq!(visitor.submit(KEY, &draft).await.faults(), ["pledge:old_version"]);
    draft["pledge"] = json!("2");
    let receipt = submitted(&visitor, &draft).await;
    let shown = run(&["applications", "show", &receipt, "--data", path(server.data.path())]);
    assert_eq!(shown.lines[0]["draft"]["pledge"], "2", "the version is kept with the application");
}

#[tokio::test]
async fn what_was_submitted_is_not_changed_by_what_comes_later() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = submitted(&visitor, &draft).await;
    let data = path(server.data.path());
    let stored = || run(&["applications", "show", &receipt, "--data", data]).lines[0].clone();
    let before = stored();
    let mut other = draft.clone();
    other["address"] = json!("北京市海淀区样本路9号院9号楼909室");
    other["photo"] = json!(visitor.fit_picture(PictureKind::Photo).await);
    assert_eq!(visitor.submit(KEY, &other).await.json()["receipt"], receipt.as_str());
    assert_eq!(visitor.submit("another-key-0123", &other).await.refusal().1, "conflict");
    let save = |key: &str| json!({ "key": key, "saved_at": 9, "draft": other });
    assert_eq!(visitor.put(api::DRAFT_PATH, &save(KEY)).await.refusal().1, "conflict");
    assert_eq!(visitor.put(api::DRAFT_PATH, &save("another-key-0123")).await.status, 204);
    let application = format!("{APPLICATIONS_PATH}/{receipt}");
    for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::POST] {
        let answer = visitor.send(visitor.request(method.clone(), &application).json(&other)).await;
        assert_eq!(answer.refusal(), (405, "method_not_allowed".into()), "{method}");
    }
    assert_eq!(stored(), before);
}

#[tokio::test]
async fn pictures_of_an_application_cannot_be_taken_away() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    submitted(&visitor, &draft).await;
    let ids = PictureKind::ALL.map(|kind| draft[kind.name()].as_str().unwrap().to_owned());
    let before = visitor.get(&format!("{PICTURES_PATH}/{}", ids[0])).await.body;
    for id in &ids {
        let picture = format!("{PICTURES_PATH}/{id}");
        assert_eq!(visitor.delete(&picture).await.refusal(), (405, "method_not_allowed".into()));
        let request = visitor.request(Method::PUT, &picture).header("content-type", "image/jpeg");
        let replaced = visitor.send(request.body(crate::test_app::id_picture())).await;
        assert_eq!(replaced.refusal(), (404, "not_found".into()));
    }
    assert_eq!(visitor.delete(api::DRAFT_PATH).await.status, 204);
    visitor.fit_picture(PictureKind::EmblemSide).await;
    // A year later what no application names is gone, and these are there.
    let config = Config::from_toml("").unwrap();
    let store = PhotoStore::open(&server.data.path().join("objects")).unwrap();
    let later = server.clock.now() + 366 * 86_400;
    let gone = purge::purge_once(&config, &server.state().db, &store, later).await.unwrap();
    assert_eq!(gone.pictures, 1);
    let visitor = {
        server.clock.advance(60);
        server.applicant(MOBILE, ZHANG).await
    };
    for id in &ids {
        assert_eq!(visitor.get(&format!("{PICTURES_PATH}/{id}")).await.status, 200);
    }
    assert_eq!(visitor.get(&format!("{PICTURES_PATH}/{}", ids[0])).await.body, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_goes_forward_step_by_step_and_ends_once() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = submitted(&visitor, &draft).await;
    let data = path(server.data.path());
    let with =
        |arguments: &[&str]| run(&[&["applications"], arguments, &["--data", data]].concat()).code;
    let statuses = async |receipt: &str| -> Vec<String> {
        let view = visitor.get(&format!("{APPLICATIONS_PATH}/{receipt}")).await.json();
        let events = view["events"].as_array().unwrap().iter();
        events.map(|event| event["status"].as_str().unwrap().to_owned()).collect()
    };
    for to in ["submitted", "returned", "mailed"] {
        assert_eq!(with(&["advance", &receipt, "--to", to]), 1, "{to}");
    }
    assert_eq!(with(&["advance", &receipt, "--to", "at_branch"]), 0);
    for to in ["submitted", "accepted", "making", "at_branch", "mailed", "returned"] {
        assert_eq!(with(&["advance", &receipt, "--to", to]), 1, "{to}");
    }
    assert_eq!(with(&["advance", &receipt]), 0);
    let whole = ["submitted", "accepted", "making", "at_branch", "collected"];
    assert_eq!(statuses(&receipt).await, whole);
    for arguments in [
        &["advance", &receipt][..],
        &["advance", &receipt, "--to", "collected"],
        &["return", &receipt, "照片不清晰"],
    ] {
        assert_eq!(with(arguments), 1, "{arguments:?}");
    }
    assert_eq!(statuses(&receipt).await, whole);

    // The next one is returned, which ends it too.
    let next = visitor.submit("another-key-0123", &draft).await.json()["receipt"].clone();
    let next = next.as_str().unwrap();
    assert_eq!(with(&["return", next, "照片不清晰"]), 0);
    for arguments in [
        &["return", next, "照片不清晰"][..],
        &["advance", next],
        &["advance", next, "--to", "collected"],
    ] {
        assert_eq!(with(arguments), 1, "{arguments:?}");
    }
    assert_eq!(statuses(next).await, ["submitted", "returned"]);
    for unknown in ["", "0000000000000000", "*", "' or '1'='1"] {
        assert_eq!(with(&["advance", unknown]), 1, "{unknown}");
        assert_eq!(with(&["return", unknown, "照片不清晰"]), 1, "{unknown}");
    }
}
