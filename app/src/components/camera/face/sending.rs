//! The frames on their way to the server, one after the other, while the person goes on.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::FaceDesk;

/// What was given away, and what became of the last of it and of all before.
#[derive(Debug)]
pub(super) struct Sending {
    desk: FaceDesk,
    challenge: String,
    /// Fulfilled with nothing where all went well, otherwise with words.
    last: RefCell<Promise>,
}

impl Sending {
    pub(super) fn new(desk: FaceDesk, challenge: String) -> Self {
        Self { desk, challenge, last: RefCell::new(Promise::resolve(&JsValue::NULL)) }
    }

    /// Sends a frame when those before it have gone: of two for the same move the later one counts.
    pub(super) fn send(&self, at: usize, jpeg: Vec<u8>) {
        let before = self.last.borrow().clone();
        let (send, challenge) = (self.desk.send, self.challenge.clone());
        let next = future_to_promise(async move {
            let trouble = JsFuture::from(before).await?;
            if trouble.is_string() {
                return Ok(trouble);
            }
            Ok(send(challenge, at, jpeg).await.map_or_else(JsValue::from, |()| JsValue::NULL))
        });
        *self.last.borrow_mut() = next;
    }

    /// Waits until everything has gone.
    pub(super) async fn all(&self) -> Result<(), String> {
        let last = self.last.borrow().clone();
        match JsFuture::from(last).await.ok().and_then(|trouble| trouble.as_string()) {
            Some(words) => Err(words),
            None => Ok(()),
        }
    }
}
