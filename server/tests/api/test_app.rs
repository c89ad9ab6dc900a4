//! One server with an empty house of its own, and the people who come to it.

use std::sync::Mutex;

use reqwest::{Method, RequestBuilder, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};
use sscard_server::{app::App, clock::Clock, config::Config, install_tls, serve};
use sscard_shared::api::{self, ErrorBody, PictureKind};
use sscard_vision::{Picture, encode_id_picture};
use tempfile::TempDir;

use crate::faces;

/// 2026-06-15 12:00 in Beijing.
pub(crate) const NOON: i64 = 1_781_496_000;
/// A sample person of age, and another.
pub(crate) const ZHANG: (&str, &str) = ("张样本", "110108199003072011");
pub(crate) const LI: (&str, &str) = ("李样本", "110105199208152024");

pub(crate) struct TestApp {
    pub(crate) base: String,
    pub(crate) clock: Clock,
    pub(crate) data: TempDir,
    running: Option<serve::RunningServer>,
    settings: String,
}

impl TestApp {
    pub(crate) async fn open() -> Self {
        Self::open_with("").await
    }

    /// A house with some settings of its own.
    pub(crate) async fn open_with(settings: &str) -> Self {
        install_tls();
        let mut app = Self {
            base: String::new(),
            clock: Clock::manual_at(NOON),
            data: tempfile::tempdir().unwrap(),
            running: None,
            settings: settings.to_owned(),
        };
        app.begin().await;
        app
    }

    async fn begin(&mut self) {
        // Whoever does not say otherwise is in the sandbox, and behind a proxy that is known.
        let chosen = ["sandbox =", "gateway_url ="].iter().any(|key| self.settings.contains(key));
        let sandbox = if chosen { "" } else { "sandbox = 'on'\n" };
        let has_header = self.settings.contains("client_address_header =");
        let header = if has_header { "" } else { "client_address_header = 'x-real-ip'\n" };
        let config = Config::from_toml(&format!("{sandbox}{header}{}", self.settings)).unwrap();
        let config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: self.data.path().to_owned(),
            ..config
        };
        let app = App::open(config, self.clock.clone()).await.unwrap();
        let running = serve::start(app).await.unwrap();
        self.base = format!("http://{}", running.address);
        self.running = Some(running);
    }

    /// Other settings from the next start on.
    pub(crate) fn set(&mut self, settings: &str) {
        settings.clone_into(&mut self.settings);
    }

    /// Stops the server and starts another on the same data.
    pub(crate) async fn restart(&mut self) {
        self.running.take().unwrap().stop().await;
        self.begin().await;
    }

    pub(crate) async fn stop(&mut self) {
        self.running.take().unwrap().stop().await;
    }

    /// The state of the server.
    pub(crate) fn state(&self) -> &App {
        &self.running.as_ref().unwrap().app
    }

    /// Somebody with a browser of their own.
    pub(crate) fn visitor(&self) -> Visitor {
        visitor(&self.base)
    }

    /// The same person with the same cookie, for asking twice at once or after a restart.
    pub(crate) fn same(&self, who: &Visitor) -> Visitor {
        let visitor = self.visitor();
        *visitor.cookie.lock().unwrap() = who.cookie.lock().unwrap().clone();
        *visitor.asked.lock().unwrap() = who.asked.lock().unwrap().clone();
        visitor
    }

    /// Somebody who is signed in and known by name.
    pub(crate) async fn applicant(&self, mobile: &str, person: (&str, &str)) -> Visitor {
        let visitor = self.visitor();
        visitor.sign_in(mobile).await;
        let answer = visitor.real_name(person).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        visitor
    }
}

/// Somebody with a browser of their own, at any server.
pub(crate) fn visitor(base: &str) -> Visitor {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    Visitor {
        http: http.build().unwrap(),
        base: base.to_owned(),
        cookie: Mutex::default(),
        device: Mutex::default(),
        asked: Mutex::default(),
    }
}

pub(crate) struct Visitor {
    http: reqwest::Client,
    pub(crate) base: String,
    pub(crate) cookie: Mutex<Option<String>>,
    /// The cookie by which an account knows the device again.
    pub(crate) device: Mutex<Option<String>>,
    /// The cookie of the browser that asked for a code.
    pub(crate) asked: Mutex<Option<String>>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: header::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body of a failure, which every failure of the API must have.
    pub(crate) fn failure(&self) -> ErrorBody {
        let body: ErrorBody =
            serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no ErrorBody: {self:?}"));
        assert_eq!(body.request_id, self.header("x-request-id"));
        assert!(!body.message.is_empty());
        body
    }

    /// Status and machine's word of a failure.
    pub(crate) fn refusal(&self) -> (u16, String) {
        let code = serde_json::to_value(self.failure().code).unwrap();
        (self.status.as_u16(), code.as_str().unwrap().to_owned())
    }

    /// `field:code` of every fault, in order.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.failure()
            .faults
            .iter()
            .map(|fault| {
                let code = serde_json::to_value(fault.code).unwrap();
                format!("{}:{}", fault.field, code.as_str().unwrap())
            })
            .collect()
    }
}

impl Visitor {
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        let kept = [&self.cookie, &self.device, &self.asked];
        let cookies: Vec<String> =
            kept.iter().filter_map(|cookie| cookie.lock().unwrap().clone()).collect();
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        for set in headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            let kept = match pair.split('=').next().unwrap() {
                name if name.ends_with("-device") => &self.device,
                name if name.ends_with("-code") => &self.asked,
                _ => &self.cookie,
            };
            let ended = pair.ends_with('=');
            *kept.lock().unwrap() = (!ended).then_some(pair);
        }
        Answer { status, headers, body: answer.bytes().await.unwrap().to_vec() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    /// A `PUT` with a condition: a header's name and value.
    pub(crate) async fn put_if(
        &self,
        path: &str,
        body: &impl Serialize,
        (name, value): (&str, &str),
    ) -> Answer {
        self.send(self.request(Method::PUT, path).header(name, value).json(body)).await
    }

    pub(crate) async fn ask_code(&self, mobile: &str) -> Answer {
        self.post(api::SMS_PATH, &json!({ "mobile": mobile })).await
    }

    /// 更正: a code that proves another number.
    pub(crate) async fn ask_code_to_change(&self, mobile: &str) -> Answer {
        self.post(api::SMS_PATH, &json!({ "mobile": mobile, "purpose": "change_mobile" })).await
    }

    /// The code in the newest message of a number.
    pub(crate) async fn code(&self, mobile: &str) -> String {
        let messages = self.get(&format!("/api/sandbox/outbox?mobile={mobile}")).await.json();
        let text = messages[0]["text"].as_str().unwrap().to_owned();
        let digits = text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6);
        digits.unwrap().to_owned()
    }

    pub(crate) async fn give_code(&self, mobile: &str, code: &str) -> Answer {
        let body = json!({ "method": "sms", "mobile": mobile, "code": code });
        self.post(api::SESSION_PATH, &body).await
    }

    pub(crate) async fn sign_in(&self, mobile: &str) -> Answer {
        let sent = self.ask_code(mobile).await;
        assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
        let answer = self.give_code(mobile, &self.code(mobile).await).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer
    }

    pub(crate) async fn real_name(&self, (name, number): (&str, &str)) -> Answer {
        let face = self.face().await;
        let body = json!({ "name": name, "id_number": number, "face": face });
        self.post(api::REAL_NAME_PATH, &body).await
    }

    /// The id of a challenge of which every frame is as it should be.
    pub(crate) async fn face(&self) -> String {
        let challenge = self.post(api::FACE_PATH, &json!({})).await.json();
        let id = challenge["id"].as_str().unwrap().to_owned();
        let moves = challenge["moves"].as_array().unwrap().iter();
        let shown = std::iter::once("ahead").chain(moves.map(|shown| shown.as_str().unwrap()));
        for (at, shown) in shown.enumerate() {
            let answer = self.put_frame(&id, at, faces::frame(shown)).await;
            assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
        }
        id
    }

    pub(crate) async fn put_frame(&self, id: &str, at: usize, jpeg: Vec<u8>) -> Answer {
        let request = self.request(Method::PUT, &format!("{}/{id}/{at}", api::FACE_PATH));
        self.send(request.header(header::CONTENT_TYPE, "image/jpeg").body(jpeg)).await
    }

    pub(crate) async fn session(&self) -> Value {
        self.get(api::SESSION_PATH).await.json()
    }

    pub(crate) async fn put_picture(&self, kind: PictureKind, bytes: Vec<u8>) -> Answer {
        let path = format!("{}/{}", api::PICTURES_PATH, kind.name());
        let request = self.request(Method::PUT, &path);
        self.send(request.header(header::CONTENT_TYPE, "image/jpeg").body(bytes)).await
    }

    /// The id of a picture that is fit.
    pub(crate) async fn fit_picture(&self, kind: PictureKind) -> String {
        let bytes = match kind {
            PictureKind::Photo => card_photo(),
            _ => id_picture(),
        };
        let answer = self.put_picture(kind, bytes).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    /// A draft of Zhang's in which everything is right, with pictures just uploaded.
    pub(crate) async fn complete_draft(&self) -> Value {
        let mut draft = typed_draft();
        for kind in PictureKind::ALL {
            draft[kind.name()] = json!(self.fit_picture(kind).await);
        }
        draft
    }

    pub(crate) async fn submit(&self, key: &str, draft: &Value) -> Answer {
        self.post(api::APPLICATIONS_PATH, &json!({ "key": key, "draft": draft })).await
    }
}

/// Zhang's answers without pictures.
pub(crate) fn typed_draft() -> Value {
    json!({
        "disclaimer": "1", "pledge": "1",
        "name": "张样本", "document_type": "111", "id_number": "110108199003072011",
        "nationality": "CHN", "sex": "1", "ethnicity": "01", "birth_date": "1990-03-07",
        "valid_from": "2020-01-10", "valid_until": "2040-01-10", "authority": "北京市公安局海淀分局",
        "district": "110108", "address": "北京市海淀区样本路1号院2号楼301室", "occupation": "2",
        "mobile": "13900000001", "bank": "102", "branch": "102999001001", "delivery": "pickup",
    })
}

/// A bust before a white ground: nobody.
pub(crate) fn card_photo() -> Vec<u8> {
    let file = encode_id_picture(&bust(900, 1200), 1200).unwrap();
    let finder = sscard_server::finder::portrait_finder().unwrap();
    finder.make_card_photo(&file, &sscard_vision::Limits::default()).unwrap()
}

/// A drawn bust on a white ground, enough of a person for the networks.
pub(crate) fn bust(width: u32, height: u32) -> Picture {
    // Middle, half axes and colour, for 900 × 1200.
    const OVALS: [([f64; 4], [u8; 3]); 12] = [
        ([450.0, 1240.0, 400.0, 330.0], [52, 84, 128]),
        ([450.0, 960.0, 110.0, 110.0], [214, 170, 140]),
        ([450.0, 560.0, 262.0, 330.0], [40, 32, 30]),
        ([450.0, 620.0, 232.0, 300.0], [228, 186, 156]),
        ([360.0, 600.0, 34.0, 20.0], [255, 255, 255]),
        ([540.0, 600.0, 34.0, 20.0], [255, 255, 255]),
        ([360.0, 600.0, 16.0, 18.0], [36, 26, 22]),
        ([540.0, 600.0, 16.0, 18.0], [36, 26, 22]),
        ([360.0, 548.0, 48.0, 8.0], [52, 40, 36]),
        ([540.0, 548.0, 48.0, 8.0], [52, 40, 36]),
        ([450.0, 690.0, 22.0, 34.0], [206, 158, 130]),
        ([450.0, 786.0, 62.0, 16.0], [176, 88, 84]),
    ];
    let mut pixels = Vec::new();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let (x, y) =
            (f64::from(x) * 900.0 / f64::from(width), f64::from(y) * 1200.0 / f64::from(height));
        let inside =
            |[mx, my, rx, ry]: [f64; 4]| ((x - mx) / rx).powi(2) + ((y - my) / ry).powi(2) <= 1.0;
        let over = OVALS.iter().rev().find(|(oval, _)| inside(*oval));
        pixels.extend_from_slice(over.map_or(&[255, 255, 255], |(_, colour)| colour));
    }
    Picture::from_rgb(width, height, pixels).unwrap()
}

/// Something with lines on it, of the size of a card's picture.
pub(crate) fn id_picture() -> Vec<u8> {
    encode_id_picture(&drawing(1000, 640), 1600).unwrap()
}

pub(crate) fn drawing(width: u32, height: u32) -> Picture {
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) =
                (f64::from(x) / f64::from(width) - 0.5, f64::from(y) / f64::from(height) - 0.55);
            let inside = dx * dx / 0.09 + dy * dy / 0.16 < 1.0;
            let line = (x / 3 + y / 4) % 3 == 0;
            pixels.extend_from_slice(match (inside, line) {
                (false, _) => &[255, 255, 255],
                (true, true) => &[120, 80, 60],
                (true, false) => &[230, 180, 150],
            });
        }
    }
    Picture::from_rgb(width, height, pixels).unwrap()
}
