//! 扫码登录: a browser shows a code, a phone lets it in.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sscard_server::db::NewPassword;
use sscard_shared::{account::AccountName, api};

use crate::test_app::{Answer, TestApp, Visitor, ZHANG};

const MOBILE: &str = "13900000001";

/// A browser that shows a code.
struct Desktop {
    browser: Visitor,
    ticket: Value,
}

impl Desktop {
    async fn at(app: &TestApp) -> Self {
        let browser = app.visitor();
        let request = browser.request(reqwest::Method::POST, api::SCAN_PATH);
        let request = request.header("user-agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0");
        let ticket = browser.send(request).await;
        assert_eq!(ticket.status, 200, "{ticket:?}");
        Self { browser, ticket: ticket.json() }
    }

    fn id(&self) -> &str {
        self.ticket["id"].as_str().unwrap()
    }

    /// What a phone reads off the code.
    fn secret(&self) -> &str {
        self.ticket["url"].as_str().unwrap().split_once("/scan#").unwrap().1
    }

    async fn progress(&self, known: &str) -> Answer {
        ask(&self.browser, self.id(), known).await
    }

    async fn come_in(&self) -> Answer {
        come_in(&self.browser, self.id()).await
    }
}

async fn ask(browser: &Visitor, id: &str, known: &str) -> Answer {
    browser.get(&format!("{}/{id}?known={known}", api::SCAN_PATH)).await
}

async fn come_in(browser: &Visitor, id: &str) -> Answer {
    browser.post(api::SESSION_PATH, &json!({ "method": "scan", "scan": id })).await
}

async fn see(phone: &Visitor, secret: &str) -> Answer {
    phone.post(api::SCAN_SEEN_PATH, &json!({ "secret": secret })).await
}

async fn answer(phone: &Visitor, secret: &str, verdict: &str) -> Answer {
    phone.post(api::SCAN_ANSWER_PATH, &json!({ "secret": secret, "verdict": verdict })).await
}

#[tokio::test]
async fn a_phone_whose_person_is_known_lets_a_browser_in() {
    let app = TestApp::open().await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    let desktop = Desktop::at(&app).await;
    assert_eq!(desktop.ticket["expires_in"], 180);
    assert!(desktop.ticket["url"].as_str().unwrap().starts_with(&app.base));

    let seen = see(&phone, desktop.secret()).await.json();
    // What both sides show, and that both are of one network.
    let mark = desktop.ticket["mark"].as_str().unwrap();
    assert!(mark.len() == 2 && mark.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{mark}");
    let asker = json!({
        "device": "Chrome · Windows", "mark": mark, "network": "same",
        "asked_at": app.clock.now(), "expires_in": 180,
    });
    assert_eq!(seen, asker);
    assert_eq!(desktop.progress("waiting").await.json(), json!({ "state": "scanned" }));
    assert_eq!(answer(&phone, desktop.secret(), "confirm").await.status, 204);
    assert_eq!(desktop.progress("scanned").await.json(), json!({ "state": "confirmed" }));

    let view = desktop.come_in().await.json();
    assert_eq!(view["applicant"], phone.session().await["applicant"]);
    assert_eq!(view["way"], "scan");
    assert_eq!((&view["name"], &view["mobile"]), (&json!("张**"), &json!("139****0001")));
    let token = |visitor: &Visitor| visitor.cookie.lock().unwrap().clone().unwrap();
    assert_ne!(token(&desktop.browser), token(&phone));
    assert!(token(&desktop.browser).starts_with("sscard="));
}

/// Waits in a house where one alone may wait, once it may.
async fn wait_alone(desktop: &Desktop, known: &str) -> Answer {
    loop {
        let answer = desktop.progress(known).await;
        if answer.status != 429 {
            return answer;
        }
    }
}

/// Asks what is answered at once, until somebody else has the only place.
async fn until_somebody_waits(other: &Desktop) -> Answer {
    loop {
        let answer = other.progress("scanned").await;
        if answer.status == 429 {
            return answer;
        }
        assert_eq!(answer.json(), json!({ "state": "waiting" }));
    }
}

#[tokio::test]
async fn the_browser_that_waits_hears_of_its_phone_at_once_and_the_next_comes_again_later() {
    let app = TestApp::open_with("scan.waiting = 1").await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    let (desktop, other) = (Desktop::at(&app).await, Desktop::at(&app).await);
    let began = Instant::now();
    let (heard, ()) = tokio::join!(wait_alone(&desktop, "waiting"), async {
        let refused = until_somebody_waits(&other).await;
        assert_eq!(refused.refusal(), (429, "too_many".into()));
        assert_eq!(refused.header("retry-after"), "5");
        assert_eq!(see(&phone, desktop.secret()).await.status, 200);
    });
    assert_eq!(heard.json(), json!({ "state": "scanned" }));
    let (heard, ()) = tokio::join!(wait_alone(&desktop, "scanned"), async {
        until_somebody_waits(&other).await;
        assert_eq!(answer(&phone, desktop.secret(), "refuse").await.status, 204);
    });
    assert_eq!(heard.json(), json!({ "state": "refused" }));
    // Twice it was told before its patience of 25 seconds was over.
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert_eq!(desktop.come_in().await.refusal(), (410, "gone".into()));
    assert_eq!(other.progress("scanned").await.json(), json!({ "state": "waiting" }));
}

#[tokio::test]
async fn who_has_only_the_code_or_only_the_id_has_nothing() {
    let app = TestApp::open().await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    let (desktop, other) = (Desktop::at(&app).await, Desktop::at(&app).await);
    see(&phone, desktop.secret()).await;
    answer(&phone, desktop.secret(), "confirm").await;

    for stranger in [app.visitor(), app.same(&other.browser), app.same(&phone)] {
        let asked = ask(&stranger, desktop.id(), "waiting").await;
        assert_eq!(asked.refusal(), (404, "not_found".into()));
        let status = come_in(&stranger, desktop.id()).await.status.as_u16();
        assert!(matches!(status, 404 | 410), "{status}");
    }
    assert_eq!(other.browser.session().await["signed_in"], false);
    assert_eq!(desktop.come_in().await.status, 200);
}

#[tokio::test]
async fn a_confirmed_code_lets_in_once() {
    let app = TestApp::open().await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    let desktop = Desktop::at(&app).await;
    let again = app.same(&desktop.browser);
    assert_eq!(desktop.come_in().await.refusal(), (410, "gone".into()));
    see(&phone, desktop.secret()).await;
    assert_eq!(desktop.come_in().await.refusal(), (410, "gone".into()));
    answer(&phone, desktop.secret(), "confirm").await;
    assert_eq!(desktop.come_in().await.status, 200);
    assert_eq!(come_in(&again, desktop.id()).await.refusal(), (410, "gone".into()));
    assert_eq!(see(&phone, desktop.secret()).await.refusal(), (410, "gone".into()));
}

#[tokio::test]
async fn only_a_session_whose_person_is_known_may_see_a_code_or_answer_it() {
    let app = TestApp::open().await;
    let (anonymous, unnamed) = (app.visitor(), app.visitor());
    unnamed.sign_in(MOBILE).await;
    let desktop = Desktop::at(&app).await;
    for (phone, refusal) in
        [(&anonymous, (401, "signed_out".to_owned())), (&unnamed, (403, "forbidden".to_owned()))]
    {
        assert_eq!(see(phone, desktop.secret()).await.refusal(), refusal);
        assert_eq!(answer(phone, desktop.secret(), "confirm").await.refusal(), refusal);
    }
    assert_eq!(desktop.come_in().await.status, 410);
}

#[tokio::test]
async fn a_code_is_the_first_persons_who_scans_it_and_no_answer_counts_before_that() {
    let app = TestApp::open().await;
    let first = app.applicant(MOBILE, ZHANG).await;
    let second = app.applicant("13900000002", crate::test_app::LI).await;
    let desktop = Desktop::at(&app).await;
    assert_eq!(answer(&first, desktop.secret(), "confirm").await.status, 410);
    assert_eq!(see(&first, desktop.secret()).await.status, 200);
    assert_eq!(see(&first, desktop.secret()).await.status, 200);
    assert_eq!(see(&second, desktop.secret()).await.refusal(), (410, "gone".into()));
    assert_eq!(answer(&second, desktop.secret(), "confirm").await.status, 410);
    assert_eq!(answer(&first, desktop.secret(), "confirm").await.status, 204);
    assert_eq!(answer(&first, desktop.secret(), "refuse").await.status, 410);
}

#[tokio::test]
async fn a_code_is_good_for_three_minutes_whatever_was_done_with_it() {
    let app = TestApp::open().await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    let (shown, seen, confirmed) =
        (Desktop::at(&app).await, Desktop::at(&app).await, Desktop::at(&app).await);
    for desktop in [&seen, &confirmed] {
        see(&phone, desktop.secret()).await;
    }
    answer(&phone, confirmed.secret(), "confirm").await;
    app.clock.advance(179);
    assert_eq!(shown.progress("scanned").await.json(), json!({ "state": "waiting" }));
    app.clock.advance(1);
    for desktop in [&shown, &seen, &confirmed] {
        assert_eq!(desktop.progress("waiting").await.json(), json!({ "state": "expired" }));
        assert_eq!(see(&phone, desktop.secret()).await.status, 410);
        assert_eq!(answer(&phone, desktop.secret(), "confirm").await.status, 410);
        assert_eq!(desktop.come_in().await.status, 410);
    }
}

#[tokio::test]
async fn a_confirmed_code_is_worth_nothing_once_its_phone_is_signed_out() {
    let app = TestApp::open_with("scan.good_seconds = 3600").await;
    let phone = async || {
        app.clock.advance(60);
        app.applicant(MOBILE, ZHANG).await
    };
    for how in ["here", "everywhere", "from elsewhere", "password", "idle"] {
        let (other, own) = (phone().await, phone().await);
        let desktop = Desktop::at(&app).await;
        see(&own, desktop.secret()).await;
        assert_eq!(answer(&own, desktop.secret(), "confirm").await.status, 204);
        let status = match how {
            "here" => own.delete(api::SESSION_PATH).await.status,
            "everywhere" => own.delete(api::DEVICES_PATH).await.status,
            "from elsewhere" => {
                other.delete(&format!("{}?others=1", api::DEVICES_PATH)).await.status
            }
            "password" => {
                let (db, name) = (&app.state().db, AccountName::of(MOBILE));
                let account = db.find_account_by_name(&name).await.unwrap().unwrap();
                let new = NewPassword { hash: "", reset_ticket_hash: None, kept_session: None };
                db.set_password(&account, new, app.clock.now()).await.unwrap();
                reqwest::StatusCode::NO_CONTENT
            }
            _ => {
                // The phone is left alone for half an hour, the code meanwhile is good in this house.
                app.clock.advance(1_800);
                reqwest::StatusCode::NO_CONTENT
            }
        };
        assert_eq!(status, 204, "{how}");
        assert_eq!(
            desktop.progress("scanned").await.json(),
            json!({ "state": "expired" }),
            "{how}"
        );
        assert_eq!(desktop.come_in().await.refusal(), (410, "gone".into()), "{how}");
        assert_eq!(desktop.browser.session().await["signed_in"], false, "{how}");
    }
}

#[tokio::test]
async fn who_signs_out_everywhere_else_still_lets_in_the_browser_before_them() {
    let app = TestApp::open().await;
    let phone = app.applicant(MOBILE, ZHANG).await;
    let desktop = Desktop::at(&app).await;
    see(&phone, desktop.secret()).await;
    answer(&phone, desktop.secret(), "confirm").await;
    assert_eq!(phone.delete(&format!("{}?others=1", api::DEVICES_PATH)).await.status, 204);
    assert_eq!(desktop.come_in().await.status, 200);
}

#[tokio::test]
async fn nothing_that_opens_anything_is_kept_as_it_is() {
    let app = TestApp::open().await;
    let desktop = Desktop::at(&app).await;
    let cookie = desktop.browser.cookie.lock().unwrap().clone().unwrap();
    let cookie = cookie.split_once('=').unwrap().1.to_owned();
    let files = ["sscard.sqlite", "sscard.sqlite-wal"].map(|name| app.data.path().join(name));
    for bytes in files.iter().filter_map(|file| std::fs::read(file).ok()) {
        for token in [desktop.secret(), &cookie] {
            assert!(!bytes.windows(token.len()).any(|part| part == token.as_bytes()));
        }
    }
}
