//! Sending a picture, by a request that tells how far it is and can be stopped.

use std::future::Future;

use js_sys::{Promise, Uint8Array};
use sscard_shared::api::{PICTURES_PATH, PictureKind, PictureView};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

use super::{ApiProblem, LONG_MS, parse, problem_in};

/// A picture on its way. Dropped, it is stopped.
#[derive(Debug)]
pub struct Upload {
    request: XmlHttpRequest,
    /// Called by the browser for as long as the request lives.
    _on_progress: Closure<dyn FnMut(ProgressEvent)>,
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
    request.set_timeout(LONG_MS);
    let on_progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            on_percent((event.loaded() / event.total() * 10.0) as u8 * 10);
        }
    });
    request.upload()?.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    let done = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?;
    Ok((Upload { request, _on_progress: on_progress }, done))
}

fn answer_of(request: &XmlHttpRequest) -> Result<PictureView, ApiProblem> {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status().unwrap_or_default() {
        0 => Err(ApiProblem::Offline),
        200..=299 => parse(&text),
        status => Err(problem_in(status, &text)),
    }
}
