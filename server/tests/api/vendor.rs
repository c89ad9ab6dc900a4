//! A service that reads cards, played by the test: it answers the lines that it was told to answer.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::test_app::TestApp;

/// The size of the drawn pictures on which the lines lie.
pub(crate) const SIZE: (f64, f64) = (1000.0, 640.0);

/// A line of text and its place in shares of the upright picture: left, top, right, bottom.
type Printed<'a> = (&'a str, [f64; 4]);

#[derive(Clone)]
pub(crate) struct Vendor {
    answer: Arc<Mutex<Option<Value>>>,
    open: watch::Sender<bool>,
    /// Token, content type and length of every question.
    pub(crate) heard: Arc<Mutex<Vec<(String, String, usize)>>>,
}

impl Vendor {
    /// A service that answers at once, and a house whose settings name it.
    pub(crate) async fn with_app(settings: &str) -> (Self, TestApp) {
        let vendor = Self {
            answer: Arc::new(Mutex::new(Some(portrait_of("张样本", "110108199003072011")))),
            open: watch::Sender::new(true),
            heard: Arc::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/read", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/read", post(hear))
            .layer(DefaultBodyLimit::max(20_000_000))
            .with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings = format!("reading.url = '{url}'\nreading.token = 'secret'\n{settings}");
        (vendor, TestApp::open_with(&settings).await)
    }

    pub(crate) fn answers(&self, lines: Value) {
        *self.answer.lock().unwrap() = Some(lines);
    }

    pub(crate) fn fails(&self) {
        *self.answer.lock().unwrap() = None;
    }

    /// Hears, and keeps its answers back until it goes on.
    pub(crate) fn pauses(&self) {
        self.open.send_replace(false);
    }

    pub(crate) fn goes_on(&self) {
        self.open.send_replace(true);
    }

    pub(crate) fn times(&self) -> usize {
        self.heard.lock().unwrap().len()
    }

    /// Waits until so many questions were heard.
    pub(crate) async fn has_heard(&self, times: usize) {
        while self.times() < times {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
}

async fn hear(
    State(vendor): State<Vendor>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, StatusCode> {
    let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
    let heard = (header("authorization").to_owned(), header("content-type").to_owned(), body.len());
    vendor.heard.lock().unwrap().push(heard);
    vendor.open.subscribe().wait_for(|open| *open).await.unwrap();
    let answer = vendor.answer.lock().unwrap().clone();
    answer.map(Json).ok_or(StatusCode::BAD_GATEWAY)
}

/// A man's card of the sample birthday with this name and number.
pub(crate) fn portrait_of(name: &str, id_number: &str) -> Value {
    portrait_turned(name, id_number, 0)
}

/// The same on a picture that must be turned by so many quarters clockwise to stand upright.
pub(crate) fn portrait_turned(name: &str, id_number: &str, quarters: u8) -> Value {
    let (name, number) = (format!("姓名{name}"), format!("公民身份号码{id_number}"));
    let lines: [Printed<'_>; 6] = [
        (&name, [0.06, 0.12, 0.36, 0.20]),
        ("性别男民族汉", [0.06, 0.26, 0.50, 0.33]),
        ("出生1990年3月7日", [0.06, 0.38, 0.55, 0.45]),
        ("住址北京市海淀区样本路", [0.06, 0.49, 0.60, 0.56]),
        ("1号院2号楼301室", [0.18, 0.58, 0.55, 0.65]),
        (&number, [0.06, 0.80, 0.90, 0.88]),
    ];
    told(&lines, quarters)
}

pub(crate) fn emblem() -> Value {
    let lines: [Printed<'_>; 4] = [
        ("中华人民共和国", [0.30, 0.10, 0.80, 0.20]),
        ("居民身份证", [0.35, 0.25, 0.85, 0.42]),
        ("签发机关北京市公安局海淀分局", [0.25, 0.72, 0.85, 0.80]),
        ("有效期限2020.01.10-2040.01.10", [0.25, 0.85, 0.85, 0.93]),
    ];
    told(&lines, 0)
}

/// A page of something else.
pub(crate) fn no_card() -> Value {
    told(&[("今日菜单", [0.1, 0.1, 0.5, 0.2]), ("样本面条", [0.1, 0.3, 0.5, 0.4])], 0)
}

fn told(lines: &[Printed<'_>], quarters: u8) -> Value {
    let (width, height) = SIZE;
    let lying = |x: f64, y: f64| match quarters {
        0 => [x, y],
        1 => [y, width - x],
        2 => [width - x, height - y],
        _ => [height - y, x],
    };
    let lines: Vec<Value> = lines
        .iter()
        .map(|(text, [left, top, right, bottom])| {
            let (left, right) = (left * width, right * width);
            let (top, bottom) = (top * height, bottom * height);
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            json!({ "text": text, "confidence": 0.99, "corners": corners.map(|(x, y)| lying(x, y)) })
        })
        .collect();
    json!({ "lines": lines })
}
