//! 支付宝's bridge. It chooses pictures as well, which its web-views have not always let a page do by itself: the page is told the
//! picture's place in the mini-program's store, and the mini-program reads it there and hands the bytes over in pieces.

use std::{cell::Cell, cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{Bridge, NoPicture, member};

pub(super) const BRIDGE: Bridge =
    Bridge { path: &["my"], env: "miniprogram", wraps_messages: false, is_told: || false };

/// How long the mini-program may take to hand a picture over.
const PATIENCE_MS: u32 = 60_000;
/// The code of a choice that the person gave up.
const CANCELLED: f64 = 11.0;

thread_local! {
    /// It has failed once: the mini-program around the page does not know its part.
    static FAILED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a picture can be had this way.
pub(super) fn picks() -> bool {
    !FAILED.get() && BRIDGE.object().is_some_and(|my| member(&my, "chooseImage").is_some())
}

/// A picture that the person chooses.
pub(super) async fn pick() -> Result<File, NoPicture> {
    let picked = match chosen().await {
        Ok(path) => file(&path).await.ok_or(NoPicture::Failed),
        Err(trouble) => Err(trouble),
    };
    if picked.as_ref().err() == Some(&NoPicture::Failed) {
        FAILED.set(true);
    }
    picked
}

/// Where the chosen picture lies in the mini-program's store.
async fn chosen() -> Result<String, NoPicture> {
    let answer = Promise::new(&mut |done, failed| {
        let options = Object::new();
        let sources = Array::of2(&"camera".into(), &"album".into());
        let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value).is_ok();
        let is_asked = set("count", &1.into())
            && set("sourceType", &sources)
            && set("success", &done)
            && set("fail", &failed)
            && BRIDGE.ask("chooseImage", &options);
        if !is_asked {
            let _ = failed.call0(&JsValue::UNDEFINED);
        }
    });
    let answer = JsFuture::from(answer).await.map_err(|trouble| {
        let code = member(&trouble, "error").and_then(|code| code.as_f64());
        if code == Some(CANCELLED) { NoPicture::Cancelled } else { NoPicture::Failed }
    })?;
    let paths = ["apFilePaths", "tempFilePaths"].iter().find_map(|name| member(&answer, name));
    let first = paths.and_then(|paths| paths.dyn_into::<Array>().ok()).map(|paths| paths.get(0));
    first.and_then(|path| path.as_string()).ok_or(NoPicture::Failed)
}

/// Has the mini-program read the picture. It answers with pieces of base64, in their order, and says how many there are.
async fn file(path: &str) -> Option<File> {
    let bytes: Rc<RefCell<Vec<u8>>> = Rc::default();
    let into = Rc::clone(&bytes);
    let whole = Promise::new(&mut |done, failed| {
        listen(Rc::clone(&into), done, failed.clone());
        let question = Object::new();
        let _ = Reflect::set(&question, &"read".into(), &path.into());
        let late = failed.clone();
        if !BRIDGE.ask("postMessage", &question) {
            let _ = failed.call0(&JsValue::UNDEFINED);
        }
        Timeout::new(PATIENCE_MS, move || {
            let _ = late.call0(&JsValue::UNDEFINED);
        })
        .forget();
    });
    JsFuture::from(whole).await.ok()?;
    let bytes = Uint8Array::from(bytes.borrow().as_slice());
    File::new_with_u8_array_sequence(&Array::of1(&bytes), "picture").ok()
}

/// Gathers the pieces. One that is missing, or comes out of turn, would leave a damaged picture: then there is none.
fn listen(into: Rc<RefCell<Vec<u8>>>, done: Function, failed: Function) {
    let expected = Cell::new(0.0);
    let heard = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        let number = |name| member(&message, name).and_then(|number| number.as_f64());
        let piece = member(&message, "piece").and_then(|piece| piece.as_string());
        let bytes = piece.and_then(|piece| window().atob(&piece).ok());
        let (Some(bytes), Some(at), Some(of)) = (bytes, number("at"), number("of")) else {
            let _ = failed.call0(&JsValue::UNDEFINED);
            return;
        };
        if at != expected.replace(at + 1.0) {
            let _ = failed.call0(&JsValue::UNDEFINED);
            return;
        }
        // `atob` gives a letter for each byte.
        into.borrow_mut().extend(bytes.chars().map(|byte| byte as u8));
        if at + 1.0 >= of {
            let _ = done.call0(&JsValue::UNDEFINED);
        }
    });
    if let Some(my) = BRIDGE.object() {
        let _ = Reflect::set(&my, &"onMessage".into(), &heard.into_js_value());
    }
}
