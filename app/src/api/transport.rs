//! Requests and their answers: sent with a deadline that also ends an answer whose body never comes.

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use leptos::prelude::window;
use serde::de::DeserializeOwned;
use sscard_shared::{
    api::{ErrorBody, ErrorCode},
    fault::Faults,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Headers, RequestInit, Response};

use super::{ApiProblem, heard};

/// What a request carries.
pub(super) enum Body {
    None,
    Json(String),
    Jpeg(Uint8Array),
}

pub(super) fn json(value: &impl serde::Serialize) -> Body {
    serde_json::to_string(value).map_or(Body::None, Body::Json)
}

/// A successful answer whose body has not been read. The request is given up at its deadline, as long as this is held.
pub(super) struct Answer {
    response: Response,
    signal: AbortSignal,
    _deadline: Timeout,
}

impl Answer {
    /// A header, where the server sent it.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name).ok().flatten()
    }

    pub(super) async fn text(&self) -> Result<String, ApiProblem> {
        let text = self.response.text().map(JsFuture::from).map_err(|_| ApiProblem::Offline)?;
        let text = text.await.map_err(|_| unanswered(&self.signal))?;
        Ok(text.as_string().unwrap_or_default())
    }

    pub(super) async fn bytes(&self) -> Result<Vec<u8>, ApiProblem> {
        let buffer = self.response.array_buffer().map(JsFuture::from);
        let buffer = buffer.map_err(|_| ApiProblem::Offline)?;
        let buffer = buffer.await.map_err(|_| unanswered(&self.signal))?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiProblem> {
    parse(&send("GET", path, Body::None, super::ORDINARY_MS).await?)
}

pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ApiProblem> {
    serde_json::from_str(text).map_err(|_| ApiProblem::unknown())
}

/// The text of a successful answer.
pub(super) async fn send(
    method: &str,
    path: &str,
    body: Body,
    timeout_ms: u32,
) -> Result<String, ApiProblem> {
    fetch(method, path, body, &[], timeout_ms).await?.text().await
}

/// Sends a request with further headers, by name and value; the answer is a success, everything else is a problem.
pub(super) async fn fetch(
    method: &str,
    path: &str,
    body: Body,
    further: &[(&str, &str)],
    timeout_ms: u32,
) -> Result<Answer, ApiProblem> {
    let init = RequestInit::new();
    init.set_method(method);
    let headers = Headers::new().map_err(|_| ApiProblem::Offline)?;
    match body {
        Body::None => {}
        Body::Json(text) => {
            let _ = headers.set("content-type", "application/json");
            init.set_body(&JsValue::from(text));
        }
        Body::Jpeg(bytes) => {
            let _ = headers.set("content-type", "image/jpeg");
            init.set_body(&bytes);
        }
    }
    for (name, value) in further {
        let _ = headers.set(name, value);
    }
    init.set_headers(&headers);
    let controller = AbortController::new().map_err(|_| ApiProblem::Offline)?;
    let signal = controller.signal();
    init.set_signal(Some(&signal));
    let deadline = Timeout::new(timeout_ms, move || controller.abort());
    let answered = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await;
    let response: Response = answered.map_err(|_| unanswered(&signal))?.unchecked_into();
    heard(&response);
    let answer = Answer { response, signal, _deadline: deadline };
    if answer.response.ok() { Ok(answer) } else { Err(problem_of(&answer).await) }
}

/// Why there is no answer: its time was over, or the network failed.
fn unanswered(signal: &AbortSignal) -> ApiProblem {
    if signal.aborted() { ApiProblem::Slow } else { ApiProblem::Offline }
}

/// What an answer that is not a success means.
async fn problem_of(answer: &Answer) -> ApiProblem {
    let text = answer.text().await.unwrap_or_default();
    problem_in(answer.response.status(), &text)
}

/// The same of its status and its text.
pub(super) fn problem_in(status: u16, text: &str) -> ApiProblem {
    let Ok(body) = serde_json::from_str::<ErrorBody>(text) else {
        // A gateway between us and the server speaks HTML; that it answered at all means that waiting may help.
        return if matches!(status, 502..=504) {
            ApiProblem::Offline
        } else {
            ApiProblem::unknown()
        };
    };
    match body.code {
        ErrorCode::SignedOut => ApiProblem::SignedOut,
        ErrorCode::Faults if !body.faults.is_empty() => {
            ApiProblem::Faults(Faults::from(body.faults))
        }
        ErrorCode::TooMany => {
            ApiProblem::Busy { retry_after: body.retry_after.unwrap_or(60), message: body.message }
        }
        ErrorCode::Internal | ErrorCode::Unavailable | ErrorCode::BadRequest => {
            let ErrorBody { code, message, request_id, retry_after, .. } = body;
            ApiProblem::Server { code, message, request_id, retry_after }
        }
        code => ApiProblem::Refused { code, message: body.message },
    }
}
