//! Many want to be read at one time: who waits, who is turned away, who is not disturbed, and what the operator sees of it.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use sscard_shared::api::PictureKind;

use crate::{
    test_app::{LI, TestApp, Visitor, ZHANG},
    vendor::Vendor,
};

const WANG: (&str, &str) = ("王样本", "110102200106202031");

impl Visitor {
    /// The value of a series in the operator's numbers.
    async fn number(&self, series: &str) -> f64 {
        let text = self.get("/metrics").await.text();
        let line =
            text.lines().find(|line| line.rsplit_once(' ').is_some_and(|(name, _)| name == series));
        line.unwrap_or_else(|| panic!("no {series} in {text}"))
            .rsplit_once(' ')
            .unwrap()
            .1
            .parse()
            .unwrap()
    }

    async fn comes_to(&self, series: &str, wanted: f64) {
        let came = tokio::time::timeout(Duration::from_secs(10), async {
            while self.number(series).await != wanted {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        assert!(came.await.is_ok(), "{series} never came to {wanted}");
    }
}

#[tokio::test]
async fn beyond_the_queue_one_is_told_when_to_come_again_and_others_go_on_undisturbed() {
    let (vendor, app) = Vendor::with_app("reading.threads = 1\nreading.queue = 1").await;
    let (zhang, li) =
        (app.applicant("13900000001", ZHANG).await, app.applicant("13900000002", LI).await);
    let wang = app.applicant("13900000003", WANG).await;
    let draft = zhang.complete_draft().await;
    let mut ids = Vec::new();
    for visitor in [&zhang, &li, &wang] {
        ids.push(visitor.fit_picture(PictureKind::PortraitSide).await);
    }
    vendor.pauses();
    let asks =
        |visitor: Visitor, id: String| tokio::spawn(async move { visitor.have_read(&id).await });
    let works = asks(app.same(&zhang), ids[0].clone());
    vendor.has_heard(1).await;
    let waits = asks(app.same(&li), ids[1].clone());
    zhang.comes_to("sscard_readings_waiting", 1.0).await;
    assert_eq!(zhang.number("sscard_readings_working").await, 1.0);

    let turned_away = wang.have_read(&ids[2]).await;
    assert_eq!(turned_away.refusal(), (503, "unavailable".into()));
    let body = turned_away.failure();
    assert_eq!(body.message, "识别的人较多，请稍后再试，或手工填写");
    // Nothing has been read yet: one waits for one reader, and a reading is thought to take two seconds.
    assert_eq!((body.retry_after, turned_away.header("retry-after")), (Some(2), "2"));
    assert_eq!(zhang.number("sscard_readings_refused_total").await, 1.0);

    // Pictures and applications do not wait for readers.
    let answer = zhang.submit("0123456789abcdef", &draft).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    wang.fit_picture(PictureKind::Photo).await;

    // Who goes away leaves the queue, and the next one may wait.
    waits.abort();
    zhang.comes_to("sscard_readings_waiting", 0.0).await;
    let waits = asks(app.same(&wang), ids[2].clone());
    zhang.comes_to("sscard_readings_waiting", 1.0).await;
    vendor.goes_on();
    assert_eq!(works.await.unwrap().status, StatusCode::OK);
    assert_eq!(waits.await.unwrap().status, StatusCode::OK);
    assert_eq!(vendor.times(), 2);
    zhang.comes_to("sscard_readings_working", 0.0).await;
    assert_eq!(zhang.number("sscard_readings_total{outcome=\"read\"}").await, 2.0);
    assert_eq!(zhang.number("sscard_reading_seconds_count").await, 2.0);
    assert_eq!(zhang.number("sscard_reading_wait_seconds_count").await, 2.0);
}

#[tokio::test]
async fn one_person_does_not_fill_the_queue() {
    let (vendor, app) = Vendor::with_app("reading.threads = 1").await;
    let zhang = app.applicant("13900000001", ZHANG).await;
    let id = zhang.fit_picture(PictureKind::PortraitSide).await;
    vendor.pauses();
    let mut answers = Vec::new();
    for _ in 0..8 {
        let (visitor, id) = (app.same(&zhang), id.clone());
        answers.push(tokio::spawn(async move { visitor.have_read(&id).await }));
    }
    vendor.has_heard(1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    vendor.goes_on();
    let mut refused = 0;
    for answer in answers {
        let answer = answer.await.unwrap();
        match answer.status {
            StatusCode::OK => {}
            _ => {
                assert_eq!(answer.refusal(), (429, "too_many".into()));
                refused += 1;
            }
        }
    }
    assert_eq!((refused, vendor.times()), (4, 1));
}

#[tokio::test]
async fn the_operators_numbers_are_for_programs_on_the_machine_unless_the_settings_say_otherwise() {
    let app = TestApp::open_with("client_address_header = 'x-client'").await;
    let visitor = app.visitor();
    let with = |header: &'static str| {
        visitor.send(visitor.request(Method::GET, "/metrics").header(header, "127.0.0.1"))
    };
    let shown = visitor.get("/metrics").await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.header("content-type").starts_with("application/openmetrics-text"));
    assert!(shown.text().ends_with("# EOF\n"));
    // A proxy on this machine asks for somebody else.
    for header in ["x-client", "x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        assert_eq!(with(header).await.status, StatusCode::NOT_FOUND, "{header}");
    }
    let app = TestApp::open_with("metrics = 'off'").await;
    assert_eq!(app.visitor().get("/metrics").await.status, StatusCode::NOT_FOUND);
    let app = TestApp::open_with("metrics = 'all'").await;
    let visitor = app.visitor();
    let request = visitor.request(Method::GET, "/metrics").header("x-forwarded-for", "192.0.2.1");
    assert_eq!(visitor.send(request).await.status, StatusCode::OK);
}
