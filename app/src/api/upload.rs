//! Sending a picture, by a request that tells how far it is and can be stopped.

use std::{cell::RefCell, future::Future, rc::Rc};

use gloo_timers::callback::Timeout;
use js_sys::{Promise, Uint8Array};
use sscard_shared::api::{PICTURES_PATH, PictureKind, PictureView};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

use super::{ApiProblem, parse, problem_in};

/// How long nothing may move before the request is given up. A slow network is no standstill: what moves may take its time, and what the
/// system holds ready for the network no longer moves for us, though it takes most of a minute on its way.
const STANDSTILL_MS: u32 = 60_000;

/// A picture on its way. Dropped, it is stopped.
#[derive(Debug)]
pub struct Upload {
    request: XmlHttpRequest,
    /// Called by the browser for as long as the request lives.
    _on_progress: Closure<dyn FnMut(ProgressEvent)>,
    _patience: Rc<RefCell<Option<Timeout>>>,
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Of a request that is done there is nothing to stop.
        let _ = self.request.abort();
    }
}

/// Uploads a picture, replacing the one of its kind; tells in whole tens how many percent have gone.
///
/// # Errors
/// The browser does not let the request begin.
pub fn put_picture(
    kind: PictureKind,
    bytes: &[u8],
    on_percent: impl Fn(u8) + 'static,
) -> Result<(Upload, impl Future<Output = Result<PictureView, ApiProblem>>), ApiProblem> {
    let begun = begin(kind, bytes, on_percent);
    let (upload, done) = begun.map_err(|_| ApiProblem::Offline)?;
    let request = upload.request.clone();
    Ok((upload, async move {
        // Whatever became of it, the request itself tells.
        let _ = JsFuture::from(done).await;
        answer_of(&request)
    }))
}

fn begin(
    kind: PictureKind,
    bytes: &[u8],
    on_percent: impl Fn(u8) + 'static,
) -> Result<(Upload, Promise), wasm_bindgen::JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("PUT", &[PICTURES_PATH, "/", kind.name()].concat(), true)?;
    // The kind of picture is told by its bytes, on the server too.
    request.set_request_header("content-type", "application/octet-stream")?;
    let patience = Rc::new(RefCell::new(None));
    be_patient(&patience, &request);
    let (held, waiting) = (Rc::downgrade(&patience), request.clone());
    let on_progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if let Some(patience) = held.upgrade() {
            be_patient(&patience, &waiting);
        }
        if event.length_computable() && event.total() > 0.0 {
            on_percent((event.loaded() / event.total() * 10.0) as u8 * 10);
        }
    });
    request.upload()?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    let done = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?;
    Ok((Upload { request, _on_progress: on_progress, _patience: patience }, done))
}

/// Begins to wait anew: what has not moved until then is given up.
fn be_patient(patience: &RefCell<Option<Timeout>>, request: &XmlHttpRequest) {
    let request = request.clone();
    let until_given_up = Timeout::new(STANDSTILL_MS, move || {
        // Of a request that is done there is nothing to stop.
        let _ = request.abort();
    });
    drop(patience.replace(Some(until_given_up)));
}

fn answer_of(request: &XmlHttpRequest) -> Result<PictureView, ApiProblem> {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status().unwrap_or_default() {
        0 => Err(ApiProblem::Offline),
        200..=299 => parse(&text),
        status => Err(problem_in(status, &text)),
    }
}
