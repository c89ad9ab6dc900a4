//! The networks that find people on pictures: fetched by the worker when a card photo is begun, and kept by the browser's cache.

use js_sys::{ArrayBuffer, Uint8Array};
use sscard_vision::PortraitFinder;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Response};

/// Where the face network lies; the name tells its content, so that it may be kept for ever. `cargo xtask build` puts it there.
const FACE: &str = "/models/face-3bc182eb9f33925d.tflite";
/// Where the network lies that tells a person from the ground.
const GROUND: &str = "/models/ground-8d13b7fae74af625.tflite";

/// The networks on their way.
#[derive(Debug)]
pub struct Coming {
    face: js_sys::Promise,
    ground: js_sys::Promise,
}

/// Asks for both; they come while other things are done.
#[must_use]
pub fn ask() -> Coming {
    Coming { face: asked(FACE), ground: asked(GROUND) }
}

impl Coming {
    /// Waits for both and makes the finder of them; nothing where they do not come, for then the server alone judges faces.
    pub async fn people(self) -> Option<PortraitFinder> {
        let (face, ground) = (bytes(self.face).await.ok()?, bytes(self.ground).await.ok()?);
        PortraitFinder::new(&face, &ground).ok()
    }
}

fn asked(url: &str) -> js_sys::Promise {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    scope.fetch_with_str(url)
}

async fn bytes(asked: js_sys::Promise) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(asked).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
