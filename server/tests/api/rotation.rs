//! A token dies with every sign-in and with every change of what it may do; a fresh sign-in has a whole time of its own.

use serde_json::json;
use sscard_server::{
    db::Applicant,
    device::Device,
    session::{self, NewSignIn, SignInMethod},
};
use sscard_shared::api;

use crate::{
    faces,
    test_app::{LI, TestApp, Visitor, ZHANG},
};

const MOBILE: &str = "13900000001";
const PASSWORD: &str = "yueliang7";
const IDLE: i64 = 1_800;
const WHOLE: i64 = 12 * 3_600;
const KEPT: i64 = 30 * 86_400;

/// The cookie that a visitor has now, in a browser of its own: whatever somebody copied.
fn copied(app: &TestApp, visitor: &Visitor) -> Visitor {
    app.same(visitor)
}

async fn is_in(visitor: &Visitor) -> bool {
    visitor.session().await["signed_in"] == true
}

/// Asks often enough not to be idle, for so long.
async fn busy_for(app: &TestApp, visitor: &Visitor, seconds: i64) {
    let mut left = seconds;
    while left > 0 {
        let step = left.min(IDLE - 100);
        app.clock.advance(step);
        left -= step;
        if left > 0 {
            assert!(is_in(visitor).await, "{left} s before its time");
        }
    }
}

/// Holds that a session lives for its whole time from now on, and no longer: idle, and at work.
async fn has_a_whole_time(app: &TestApp, visitor: &Visitor, way: &str) {
    let expires = visitor.session().await["expires_at"].as_i64().unwrap();
    assert_eq!(expires, app.clock.now() + IDLE, "{way}");
    busy_for(app, visitor, WHOLE - 60).await;
    assert!(is_in(visitor).await, "{way}");
    let expires = visitor.session().await["expires_at"].as_i64().unwrap();
    assert_eq!(expires, app.clock.now() + 60, "{way}");
    app.clock.advance(60);
    assert!(!is_in(visitor).await, "{way}");
}

#[tokio::test]
async fn whoever_signs_in_again_has_a_whole_time_and_the_old_token_is_dead() {
    let app = TestApp::open().await;
    for way in ["password", "sms"] {
        let visitor = app.visitor();
        let enter = async || match way {
            "sms" => visitor.sign_in(MOBILE).await,
            _ => visitor.give_password(MOBILE, PASSWORD).await,
        };
        assert_eq!(enter().await.status, 200, "{way}");
        busy_for(&app, &visitor, WHOLE - 1_000).await;
        assert!(is_in(&visitor).await, "{way}");
        let old = copied(&app, &visitor);
        assert_eq!(enter().await.status, 200, "{way}");
        assert!(!is_in(&old).await, "{way}");
        has_a_whole_time(&app, &visitor, way).await;
    }
}

/// Begins a session in place of the one before, and gives it to a browser of its own.
async fn begun(
    app: &TestApp,
    (method, kept): (SignInMethod, bool),
    applicant: &Applicant,
    before: Option<&str>,
) -> (Visitor, String) {
    let device = Device::from_user_agent("");
    let sign_in = NewSignIn {
        method,
        subject: "the same",
        mobile: None,
        applicant: Some(applicant),
        is_kept: kept,
        device: &device,
    };
    let session::StartedSession { cookie, session: found } =
        session::start_session(app.state(), sign_in, before).await.unwrap();
    let visitor = app.visitor();
    let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
    *visitor.cookie.lock().unwrap() = Some(pair);
    (visitor, found.token_hash)
}

#[tokio::test]
async fn no_way_in_inherits_the_end_of_what_was_there_before() {
    let app = TestApp::open_with("session.idle_minutes = 100000").await;
    let zhang =
        app.state().db.find_or_insert_applicant(ZHANG.0, ZHANG.1, app.clock.now()).await.unwrap();
    for way in [
        SignInMethod::Sms,
        SignInMethod::Scan,
        SignInMethod::Provider,
        SignInMethod::Password,
        SignInMethod::Face,
        SignInMethod::HostPhone,
    ] {
        for (before, after) in [(true, false), (false, true), (false, false), (true, true)] {
            let (old, hash) = begun(&app, (way, before), &zhang, None).await;
            app.clock.advance(WHOLE - 100);
            let (new, _) = begun(&app, (way, after), &zhang, Some(&hash)).await;
            assert!(!is_in(&old).await, "{way:?}");
            let whole = if after { KEPT } else { WHOLE };
            let expires = new.session().await["expires_at"].as_i64().unwrap();
            assert_eq!(expires, app.clock.now() + whole, "{way:?} {before} {after}");
            app.clock.advance(whole - 1);
            assert!(is_in(&new).await, "{way:?}");
            app.clock.advance(1);
            assert!(!is_in(&new).await, "{way:?}");
        }
    }
}

#[tokio::test]
async fn to_say_who_one_is_or_to_change_the_number_prolongs_nothing() {
    let app = TestApp::open().await;
    let visitor = app.visitor();
    visitor.sign_in(MOBILE).await;
    for step in ["real name", "number", "real name again"] {
        busy_for(&app, &visitor, 4_000).await;
        let old = copied(&app, &visitor);
        let answer = match step {
            "number" => {
                visitor.ask_code_to_change("13900000077").await;
                let code = visitor.code("13900000077").await;
                let change = json!({ "mobile": "13900000077", "code": code });
                visitor.post(api::MOBILE_PATH, &change).await
            }
            _ => visitor.real_name(ZHANG).await,
        };
        assert_eq!(answer.status, 200, "{step}: {}", answer.text());
        assert!(!is_in(&old).await, "{step}");
        assert!(is_in(&visitor).await, "{step}");
    }
    busy_for(&app, &visitor, WHOLE - 12_000 - 1).await;
    assert!(is_in(&visitor).await);
    app.clock.advance(1);
    assert!(!is_in(&visitor).await);
}

#[tokio::test]
async fn thirty_days_are_for_who_asked_for_them_and_pass_to_nobody_else() {
    let app = TestApp::open().await;
    for (person, kept) in [(ZHANG, true), (LI, false)] {
        let visitor = app.visitor();
        assert_eq!(faces::enter(&visitor, ZHANG, true).await.status, 200);
        app.clock.advance(86_400);
        let old = copied(&app, &visitor);
        let answer = visitor.real_name(person).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let cookie = answer.header("set-cookie");
        assert!(!is_in(&old).await);
        let (left, lasts) = if kept { (KEPT - 86_400, KEPT) } else { (IDLE, WHOLE) };
        assert!(cookie.contains(&format!("Max-Age={lasts}")), "{cookie}");
        let expires = visitor.session().await["expires_at"].as_i64().unwrap();
        assert_eq!(expires, app.clock.now() + left);
        if kept {
            app.clock.advance(left - 1);
            assert!(is_in(&visitor).await);
            app.clock.advance(1);
        } else {
            busy_for(&app, &visitor, WHOLE - 1).await;
            assert!(is_in(&visitor).await);
            app.clock.advance(1);
        }
        assert!(!is_in(&visitor).await);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_elsewhere_does_not_come_back_under_another_token() {
    let app = TestApp::open().await;
    let visitor = app.applicant(MOBILE, ZHANG).await;
    let (state, now) = (app.state(), app.clock.now());
    let cookie = visitor.cookie.lock().unwrap().clone().unwrap();
    let hash = sscard_server::secret::sha256(cookie.split_once('=').unwrap().1.as_bytes());
    let found = state.db.find_session(&hash, state.session_limits(), now).await.unwrap().unwrap();
    // A request is under way when the person signs out everywhere.
    state.db.end_devices(&found, false).await.unwrap();
    assert!(session::rotate_session(state, &found).await.is_err());
    assert!(!is_in(&visitor).await);
}
