//! Requests at the same moment: one of them uses what is good once, and all of them share one quota.

use std::future::Future;

use futures_util::future::join_all;
use serde_json::json;
use sscard_shared::api::{self, PictureKind};

use crate::{
    commands::{path, run},
    faces,
    sandbox_providers::{EXPIRED, link, sent_to},
    test_app::{Answer, TestApp, ZHANG, typed_draft},
};

const MOBILE: &str = "13900000001";
const PASSWORD: &str = "yueliang7";

/// The statuses of requests that are sent at the same moment, in order of size.
async fn statuses(requests: impl IntoIterator<Item = impl Future<Output = Answer>>) -> Vec<u16> {
    let answers = join_all(requests).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    statuses
}

#[tokio::test(flavor = "multi_thread")]
async fn one_captcha_lets_one_password_be_tried() {
    let server = TestApp::open().await;
    let visitor = server.visitor();
    let captcha = visitor.captcha().await;
    let body = json!({
        "method": "password", "account": MOBILE, "password": PASSWORD, "captcha": captcha,
    });
    let tries = (0..5).map(|_| visitor.post(api::SESSION_PATH, &body));
    assert_eq!(statuses(tries).await, [200, 422, 422, 422, 422]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_face_signs_in_one_browser() {
    let server = TestApp::open().await;
    let visitor = server.visitor();
    let (face, consents) = (visitor.face().await, faces::consents(&visitor).await);
    let browsers: Vec<_> = (0..5).map(|_| server.visitor()).collect();
    let entries = browsers.iter().map(|browser| async {
        faces::enter_agreeing(browser, ZHANG, false, &face, &consents).await
    });
    assert_eq!(statuses(entries).await, [200, 422, 422, 422, 422]);
    let mut signed_in = 0;
    for browser in &browsers {
        signed_in += usize::from(browser.session().await["signed_in"] == true);
    }
    assert_eq!(signed_in, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_scan_is_answered_once_and_signs_in_once() {
    let server = TestApp::open().await;
    let phone = server.applicant(MOBILE, ZHANG).await;
    for round in 0..4 {
        let browser = server.visitor();
        let ticket = browser.post(api::SCAN_PATH, &json!({})).await.json();
        let secret = ticket["url"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
        assert_eq!(phone.post(api::SCAN_SEEN_PATH, &json!({ "secret": secret })).await.status, 200);
        let verdicts = ["confirm", "refuse", "confirm", "refuse"].map(|verdict| {
            let body = json!({ "secret": secret, "verdict": verdict });
            let phone = &phone;
            async move { phone.post(api::SCAN_ANSWER_PATH, &body).await }
        });
        assert_eq!(statuses(verdicts).await, [204, 410, 410, 410], "{round}");
        let confirmed = browser
            .get(&format!("{}/{}?known=scanned", api::SCAN_PATH, ticket["id"].as_str().unwrap()))
            .await;
        let is_confirmed = confirmed.json()["state"] == "confirmed";
        let sign_in = json!({ "method": "scan", "scan": ticket["id"] });
        let copies: Vec<_> = (0..5).map(|_| server.same(&browser)).collect();
        let entries = copies.iter().map(|copy| copy.post(api::SESSION_PATH, &sign_in));
        let expected = if is_confirmed { [200, 410, 410, 410, 410] } else { [410; 5] };
        assert_eq!(statuses(entries).await, expected, "{round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_return_from_a_provider_begins_one_session() {
    let server = TestApp::open().await;
    let visitor = server.visitor();
    let page = visitor.get(&sent_to(&visitor, "wechat").await).await.text();
    let chosen = link(&page, "张样本");
    let copies: Vec<_> = (0..5).map(|_| server.same(&visitor)).collect();
    let answers = join_all(copies.iter().map(|copy| copy.get(&chosen))).await;
    let mut places: Vec<_> = answers.iter().map(|answer| answer.header("location")).collect();
    places.sort_unstable();
    assert_eq!(places, ["/portal", EXPIRED, EXPIRED, EXPIRED, EXPIRED]);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_changes_one_number_and_one_is_sent_in_a_pause() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let new = "13900000077";
    let copies: Vec<_> = (0..5).map(|_| server.same(&visitor)).collect();
    let asks = copies.iter().map(|copy| copy.ask_code_to_change(new));
    assert_eq!(statuses(asks).await, [200, 429, 429, 429, 429]);
    let messages = visitor.get(&format!("/api/sandbox/outbox?mobile={new}")).await.json();
    assert_eq!(messages.as_array().unwrap().len(), 1);

    server.clock.advance(60);
    assert_eq!(visitor.ask_code_to_change(new).await.status, 200);
    let change = json!({ "mobile": new, "code": visitor.code(new).await });
    let copies: Vec<_> = (0..5).map(|_| server.same(&visitor)).collect();
    let changes = statuses(copies.iter().map(|copy| copy.post(api::MOBILE_PATH, &change))).await;
    assert_eq!(changes[0], 200);
    // Who comes later has a code that is spent, or a cookie that is over.
    assert!(changes[1..].iter().all(|status| matches!(status, 401 | 422)), "{changes:?}");
    let devices = join_all(copies.iter().map(|copy| copy.get(api::DEVICES_PATH))).await;
    assert_eq!(devices.iter().filter(|answer| answer.status == 200).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_old_password_is_replaced_once() {
    let server = TestApp::open().await;
    let visitor = server.visitor();
    assert_eq!(visitor.give_password(MOBILE, PASSWORD).await.status, 200);
    let passwords = ["taikong#2026", "taikong#2027", "taikong#2028"];
    let copies: Vec<_> = passwords.iter().map(|_| server.same(&visitor)).collect();
    let changes = copies.iter().zip(passwords).map(|(copy, new)| async move {
        copy.put(api::PASSWORD_PATH, &json!({ "old": PASSWORD, "new": new })).await
    });
    let answers = join_all(changes).await;
    let set: Vec<bool> = answers.iter().map(|answer| answer.status == 200).collect();
    assert_eq!(set.iter().filter(|set| **set).count(), 1, "{answers:?}");
    // The one that was told so is the one that counts, and its session is alive.
    for ((copy, password), set) in copies.iter().zip(passwords).zip(set) {
        assert_eq!(copy.session().await["signed_in"], set, "{password}");
        let again = server.visitor().give_password(MOBILE, password).await;
        assert_eq!(again.status == 200, set, "{password}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_of_pictures_is_one_for_uploads_at_once() {
    let settings = "pictures.per_applicant_per_day = 2\nlimits.waiting_uploads_per_person = 20";
    let server = TestApp::open_with(settings).await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let uploads = (0..8).map(|_| visitor.put_picture(PictureKind::Photo, b"no picture".to_vec()));
    assert_eq!(statuses(uploads).await, [422, 422, 429, 429, 429, 429, 429, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_saves_over_one_draft_one_is_kept() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let save =
        |name: &str| json!({ "key": "0123456789abcdef", "saved_at": 1, "draft": { "name": name } });
    for name in ["if-none-match", "if-match"] {
        // Where there is no draft yet, and over the one that was kept then.
        let tag = match name {
            "if-match" => visitor.get(api::DRAFT_PATH).await.header("etag").to_owned(),
            _ => String::from("*"),
        };
        let names = ["张一", "张二", "张三", "张四"];
        let saves = names.map(|typed| {
            let (visitor, tag) = (&visitor, &tag);
            async move { visitor.put_if(api::DRAFT_PATH, &save(typed), (name, tag)).await }
        });
        assert_eq!(statuses(saves).await, [204, 412, 412, 412], "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_that_meets_its_submit_leaves_no_draft_behind() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let key = "0123456789abcdef";
    let draft = visitor.complete_draft().await;
    let saved = json!({ "key": key, "saved_at": 1, "draft": typed_draft() });
    let saves = join_all((0..6).map(|_| visitor.put(api::DRAFT_PATH, &saved)));
    let (submitted, saves) = tokio::join!(visitor.submit(key, &draft), saves);
    assert_eq!(submitted.status, 201, "{}", submitted.text());
    assert!(saves.iter().all(|save| matches!(save.status.as_u16(), 204 | 409)), "{saves:?}");
    assert_eq!(visitor.get(api::DRAFT_PATH).await.status, 204, "none is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_operators_who_take_one_step_at_once_one_takes_it() {
    let server = TestApp::open().await;
    let visitor = server.applicant(MOBILE, ZHANG).await;
    let draft = visitor.complete_draft().await;
    let receipt = visitor.submit("0123456789abcdef", &draft).await.json()["receipt"].clone();
    let receipt = receipt.as_str().unwrap();
    let data = path(server.data.path());
    let codes = std::thread::scope(|scope| {
        let step =
            || run(&["applications", "advance", receipt, "--to", "accepted", "--data", data]).code;
        let steps: Vec<_> = (0..3).map(|_| scope.spawn(step)).collect();
        let mut codes: Vec<_> = steps.into_iter().map(|step| step.join().unwrap()).collect();
        codes.sort_unstable();
        codes
    });
    assert_eq!(codes, [0, 1, 1]);
    let view = visitor.get(&format!("{}/{receipt}", api::APPLICATIONS_PATH)).await.json();
    assert_eq!(view["events"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_scan_outlives_a_phone_that_signs_out_everywhere() {
    let server = TestApp::open().await;
    for round in 0..20 {
        let (phone, browser) = (server.visitor(), server.visitor());
        assert_eq!(phone.give_password(MOBILE, PASSWORD).await.status, 200);
        let ticket = browser.post(api::SCAN_PATH, &json!({})).await.json();
        let secret = ticket["url"].as_str().unwrap().split_once('#').unwrap().1.to_owned();
        phone.post(api::SCAN_SEEN_PATH, &json!({ "secret": secret })).await;
        let confirm = json!({ "secret": secret, "verdict": "confirm" });
        assert_eq!(phone.post(api::SCAN_ANSWER_PATH, &confirm).await.status, 204);
        let sign_in = json!({ "method": "scan", "scan": ticket["id"] });
        let (entry, end) = tokio::join!(
            browser.post(api::SESSION_PATH, &sign_in),
            phone.delete(api::DEVICES_PATH)
        );
        assert_eq!(end.status, 204, "{round}");
        assert!(matches!(entry.status.as_u16(), 200 | 401 | 410), "{round}: {}", entry.text());
        // Whichever came first: everywhere means this browser too.
        assert_eq!(browser.session().await["signed_in"], false, "{round}");
    }
}
