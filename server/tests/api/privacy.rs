//! What must stay unknown stays unknown.

use std::path::Path;

use sscard_shared::api::{APPLICATIONS_PATH, PictureKind};

use crate::test_app::{TestApp, ZHANG};

const MOBILE: &str = "13900000001";

fn files(dir: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(files(&path));
        } else {
            names.push(path.display().to_string());
        }
    }
    names
}

#[tokio::test]
async fn the_database_knows_no_token_and_no_code() {
    let mut app = TestApp::open_with("").await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let token = visitor.cookie.lock().unwrap().clone().unwrap();
    let token = token.split_once('=').unwrap().1.to_owned();
    app.stop().await;
    for file in files(app.data.path()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()), "{file}");
    }
}

#[tokio::test]
async fn the_stores_keys_say_nothing_about_the_person() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let id = visitor.fit_picture(PictureKind::Photo).await;
    let objects = files(&app.data.path().join("objects"));
    assert_eq!(objects.len(), 1);
    assert!(objects[0].ends_with(&format!("pictures/{}/{id}.jpg", &id[..2])), "{objects:?}");
}

#[tokio::test]
async fn receipts_do_not_follow_one_another() {
    let app = TestApp::open().await;
    let mut receipts = Vec::new();
    for (at, person) in [ZHANG, crate::test_app::LI].into_iter().enumerate() {
        let visitor = app.applicant(&format!("1390000001{at}"), person).await;
        let mut draft = visitor.complete_draft().await;
        if at == 1 {
            draft["name"] = serde_json::json!(person.0);
            draft["id_number"] = serde_json::json!(person.1);
            draft["sex"] = serde_json::json!("2");
            draft["birth_date"] = serde_json::json!("1992-08-15");
        }
        let answer = visitor.submit("0123456789abcdef", &draft).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        receipts.push(answer.json()["receipt"].as_str().unwrap().parse::<i64>().unwrap());
        assert_eq!(visitor.get(APPLICATIONS_PATH).await.json().as_array().unwrap().len(), 1);
    }
    assert!((receipts[0] - receipts[1]).abs() > 1_000, "{receipts:?}");
}

#[tokio::test]
async fn every_answer_tells_a_browser_to_be_careful() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    for path in ["/api/session", "/", "/nothing.js", "/sandbox/outbox", "/api/nothing"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=(self)"), "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
    }
    assert_eq!(visitor.get("/api/session").await.header("cache-control"), "private, no-store");
}

#[tokio::test]
async fn reading_a_card_leaves_nothing_of_it_in_numbers_and_failures() {
    let settings = "reading.threads = 1\nreading.tries = 1";
    let (vendor, app) = crate::vendor::Vendor::with_app(settings).await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let id = visitor.fit_picture(PictureKind::PortraitSide).await;
    vendor.fails();
    let down = visitor.have_read(&id).await.text();
    vendor.answers(crate::vendor::portrait_of(ZHANG.0, ZHANG.1));
    assert_eq!(visitor.have_read(&id).await.status, 200);
    let other = visitor.put_picture(PictureKind::PortraitSide, other_side()).await.json();
    let refused = visitor.have_read(other["id"].as_str().unwrap()).await.text();
    let numbers = visitor.get("/metrics").await.text();
    for text in [down, refused, numbers] {
        for personal in [ZHANG.0, ZHANG.1, "样本路", MOBILE, &id, "secret", "/read"] {
            assert!(!text.contains(personal), "{personal}: {text}");
        }
    }
}

fn other_side() -> Vec<u8> {
    sscard_vision::encode_id_picture(&crate::test_app::drawing(1100, 700), 1600).unwrap()
}
