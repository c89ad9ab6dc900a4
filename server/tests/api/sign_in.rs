//! Signing in by SMS, saying who one is, signing out.

use reqwest::{Method, header};
use serde_json::json;
use sscard_shared::api;

use crate::test_app::{LI, TestApp, ZHANG};

const MOBILE: &str = "13900000001";

#[tokio::test]
async fn a_person_signs_in_says_who_they_are_and_signs_out() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let before = visitor.session().await;
    assert_eq!(before, json!({ "signed_in": false, "sandbox": true, "today": "2026-06-15" }));

    assert_eq!(visitor.ask_code("１３９ 0000 0001").await.status, 200);
    let code = visitor.code(MOBILE).await;
    let view = visitor.give_code("139-0000-0001", &format!(" {code} ")).await.json();
    assert_eq!(view["mobile"], "139****0001");
    assert!(view.get("name").is_none() && view.get("applicant").is_none());

    let view = visitor.real_name((" 张样本 ", "110108199003072011")).await.json();
    assert_eq!(view["name"], "张**");
    assert_eq!(view["id_number"], "110*****2011");
    assert_eq!(view["applicant"].as_str().unwrap().len(), 32);
    assert_eq!(visitor.session().await, view);

    assert_eq!(visitor.delete(api::SESSION_PATH).await.status, 204);
    assert_eq!(visitor.session().await["signed_in"], false);
    assert_eq!(visitor.get(api::DRAFT_PATH).await.refusal(), (401, "signed_out".into()));
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_for_scripts_and_its_token_changes_at_every_step() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let first = visitor.sign_in(MOBILE).await;
    let cookie = first.header("set-cookie").to_owned();
    assert!(cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    let old = visitor.cookie.lock().unwrap().clone();
    visitor.real_name(ZHANG).await;
    let new = visitor.cookie.lock().unwrap().clone();
    assert_ne!(old, new);
    *visitor.cookie.lock().unwrap() = old;
    assert_eq!(visitor.session().await["signed_in"], false);
}

#[tokio::test]
async fn where_everybody_listens_the_cookie_is_for_tls_only() {
    let app = TestApp::open_with("secure_cookies = 'on'").await;
    let visitor = app.visitor();
    let cookie = visitor.sign_in(MOBILE).await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-sscard=") && cookie.ends_with("; Secure"), "{cookie}");
    assert!(visitor.get("/").await.header("strict-transport-security").contains("max-age"));
}

#[tokio::test]
async fn a_second_code_waits_for_the_pause_and_kills_the_first() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let sent = visitor.ask_code(MOBILE).await.json();
    assert_eq!(sent, json!({ "resend_after": 60, "expires_in": 300 }));
    let first = visitor.code(MOBILE).await;

    app.clock.advance(20);
    let answer = visitor.ask_code(MOBILE).await;
    assert_eq!(answer.refusal(), (429, "too_many".into()));
    assert_eq!(answer.failure().retry_after, Some(40));
    assert_eq!(answer.header("retry-after"), "40");
    assert_eq!(visitor.ask_code("13900000002").await.status, 200);

    app.clock.advance(40);
    assert_eq!(visitor.ask_code(MOBILE).await.status, 200);
    let second = visitor.code(MOBILE).await;
    if first != second {
        assert_eq!(visitor.give_code(MOBILE, &first).await.refusal(), (422, "bad_code".into()));
    }
    assert_eq!(visitor.give_code(MOBILE, &second).await.status, 200);
}

#[tokio::test]
async fn a_code_is_dead_after_five_wrong_tries_even_for_the_right_digits() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    visitor.ask_code(MOBILE).await;
    let code = visitor.code(MOBILE).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        assert_eq!(visitor.give_code(MOBILE, wrong).await.refusal(), (422, "bad_code".into()));
    }
    assert_eq!(visitor.give_code(MOBILE, &code).await.refusal(), (422, "bad_code".into()));
}

#[tokio::test]
async fn four_wrong_tries_and_what_is_not_six_digits_leave_the_code_good() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    visitor.ask_code(MOBILE).await;
    let code = visitor.code(MOBILE).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        visitor.give_code(MOBILE, wrong).await;
    }
    for malformed in ["", "12345", "abcdef", "1234567"] {
        assert_eq!(visitor.give_code(MOBILE, malformed).await.status, 422);
    }
    assert_eq!(visitor.give_code(MOBILE, &code).await.status, 200);
}

#[tokio::test]
async fn a_code_is_good_for_five_minutes_and_for_one_use() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    visitor.ask_code(MOBILE).await;
    let code = visitor.code(MOBILE).await;
    app.clock.advance(299);
    assert_eq!(visitor.give_code(MOBILE, &code).await.status, 200);
    assert_eq!(visitor.give_code(MOBILE, &code).await.refusal(), (422, "bad_code".into()));

    visitor.ask_code(MOBILE).await;
    let code = visitor.code(MOBILE).await;
    app.clock.advance(300);
    assert_eq!(visitor.give_code(MOBILE, &code).await.refusal(), (422, "bad_code".into()));
}

#[tokio::test]
async fn one_code_used_at_the_same_time_by_many_signs_in_one() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    visitor.ask_code(MOBILE).await;
    let code = visitor.code(MOBILE).await;
    let tries = (0..10).map(|_| async {
        let somebody = app.same(&visitor);
        somebody.give_code(MOBILE, &code).await.status.as_u16()
    });
    let mut statuses = futures_util::future::join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
}

#[tokio::test]
async fn a_number_gets_ten_codes_a_day_and_an_address_its_share_an_hour() {
    let settings = "client_address_header = 'x-real-ip'\nsms.per_address_per_hour = 12\nsms.unused_per_address = 100";
    let app = TestApp::open_with(settings).await;
    let visitor = app.visitor();
    let ask = async |mobile: &str, address: &str| {
        let request = visitor.request(Method::POST, api::SMS_PATH);
        let request = request.header("x-real-ip", address).json(&json!({ "mobile": mobile }));
        visitor.send(request).await
    };
    for _ in 0..10 {
        assert_eq!(ask(MOBILE, "192.0.2.1").await.status, 200);
        app.clock.advance(60);
    }
    let answer = ask(MOBILE, "192.0.2.1").await;
    assert_eq!(answer.refusal(), (429, "too_many".into()));
    assert_eq!(answer.failure().retry_after, Some(86_400 - 600));
    assert_eq!(ask("13900000002", "192.0.2.1").await.status, 200);
    assert_eq!(ask("13900000003", "192.0.2.1").await.status, 429);
    assert_eq!(ask("13900000003", "192.0.2.2").await.status, 200);
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_of_silence_or_twelve_hours_in_any_case() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    visitor.sign_in(MOBILE).await;
    for _ in 0..3 {
        app.clock.advance(1_700);
        assert_eq!(visitor.session().await["signed_in"], true);
    }
    app.clock.advance(1_800);
    assert_eq!(visitor.session().await["signed_in"], false);

    let visitor = app.visitor();
    visitor.sign_in(MOBILE).await;
    // The real name begins a new token but no new twelve hours.
    app.clock.advance(1_000);
    visitor.real_name(ZHANG).await;
    for _ in 0..24 {
        app.clock.advance(1_700);
        visitor.session().await;
    }
    app.clock.advance(43_200 - 1_000 - 24 * 1_700);
    assert_eq!(visitor.session().await["signed_in"], false);
}

#[tokio::test]
async fn a_session_outlives_the_server() {
    let mut app = TestApp::open().await;
    let mut visitor = app.applicant(MOBILE, ZHANG).await;
    app.restart().await;
    visitor.base.clone_from(&app.base);
    assert_eq!(visitor.session().await["name"], "张**");
}

#[tokio::test]
async fn a_name_and_a_number_of_two_people_are_nobody() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    visitor.sign_in(MOBILE).await;
    for _ in 0..5 {
        let answer = visitor.real_name((ZHANG.0, LI.1)).await;
        assert_eq!(answer.refusal(), (422, "not_insured".into()));
    }
    // The sixth try waits, also with the right name; another number may go on.
    let answer = visitor.real_name(ZHANG).await;
    assert_eq!(answer.refusal(), (429, "too_many".into()));
    assert_eq!(answer.failure().retry_after, Some(3_600));
    app.applicant("13900000002", ZHANG).await;
    app.clock.advance(1_700);
    visitor.session().await;
    app.clock.advance(1_700);
    visitor.session().await;
    app.clock.advance(200);
    assert_eq!(visitor.real_name(ZHANG).await.status, 200);
}

#[tokio::test]
async fn every_faulty_field_is_named_before_the_register_is_asked() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    assert_eq!(visitor.real_name(ZHANG).await.refusal(), (401, "signed_out".into()));
    let answer = visitor.ask_code("1390000").await;
    assert_eq!((answer.status.as_u16(), answer.faults().len()), (422, 1));
    assert!(answer.faults()[0].starts_with("mobile:"));

    visitor.sign_in(MOBILE).await;
    let answer = visitor.real_name(("", "110108199003072012")).await;
    assert_eq!(answer.faults(), ["name:missing", "id_number:check_digit"]);
}

#[tokio::test]
async fn a_request_from_another_sites_page_changes_nothing() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    let body = json!({ "mobile": MOBILE });
    let from = |name: &'static str, value: &str| {
        let request = visitor.request(Method::POST, api::SMS_PATH).json(&body);
        visitor.send(request.header(name, value))
    };
    let refused = (403, String::from("forbidden"));
    assert_eq!(from("sec-fetch-site", "cross-site").await.refusal(), refused);
    assert_eq!(from("origin", "https://else.example").await.refusal(), refused);
    assert_eq!(from("origin", "null").await.refusal(), refused);
    assert_eq!(from("origin", &app.base).await.status, 200);

    let form = visitor.request(Method::POST, api::SESSION_PATH);
    let form = form.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body("a=b");
    assert_eq!(visitor.send(form).await.refusal(), (415, "unsupported_type".into()));
}

#[tokio::test]
async fn one_phone_may_serve_a_family_and_what_is_kept_belongs_to_each() {
    let app = TestApp::open().await;
    let zhang = app.applicant(MOBILE, ZHANG).await;
    app.clock.advance(60);
    let li = app.applicant(MOBILE, LI).await;
    let (of_zhang, of_li) = (zhang.session().await, li.session().await);
    assert_ne!(of_zhang["applicant"], of_li["applicant"]);
    // A person is the same applicant at every sign-in,
    app.clock.advance(60);
    let again = app.applicant(MOBILE, ZHANG).await;
    assert_eq!(again.session().await["applicant"], of_zhang["applicant"]);
    // whatever number they came by: what is begun at one door is found at another.
    let elsewhere = app.applicant("13900000009", ZHANG).await;
    assert_eq!(elsewhere.session().await["applicant"], of_zhang["applicant"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_latin_name_is_known_in_capitals_or_without() {
    let app = TestApp::open().await;
    for (mobile, name) in [("13900000001", "SAMPLE PERSON"), ("13900000002", "Sample Person")] {
        let visitor = app.visitor();
        visitor.sign_in(mobile).await;
        assert_eq!(visitor.real_name((name, "911840198802140010")).await.status, 200);
    }
}
