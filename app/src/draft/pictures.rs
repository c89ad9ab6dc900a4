//! Pictures of the draft in IndexedDB: bytes by owner and kind.

use std::{cell::Cell, sync::Arc};

use gloo_timers::callback::Timeout;
use js_sys::{Promise, Uint8Array};
use leptos::prelude::window;
use sscard_shared::api::PictureKind;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use crate::platform::device;

const DATABASE: &str = "sscard";
const STORE: &str = "pictures:1";
/// Says that the store was out of reach while it should have been changed.
const STALE: &str = "sscard:pictures-stale";
/// How long a request to the store may take. Some browsers never answer: another tab blocks it, or the system does (iOS, after a long sleep).
const PATIENCE_MS: u32 = 2_000;

thread_local! {
    /// Whether a request was not answered in time. From then on the page goes on without the store.
    static IS_LOST: Cell<bool> = const { Cell::new(false) };
}

/// Whether the store was found not to answer: the pictures in it cannot be had for now.
#[must_use]
pub fn is_lost() -> bool {
    IS_LOST.get()
}

/// Keeps a picture. A browser without room or permission keeps none, and the upload goes on all the same; so it does on a device that
/// others use as well.
pub async fn save(owner: &str, kind: PictureKind, bytes: &[u8]) {
    if device::is_shared() {
        return;
    }
    if let Ok(store) = store(IdbTransactionMode::Readwrite).await {
        let value: JsValue = Uint8Array::from(bytes).into();
        if let Ok(request) = store.put_with_key(&value, &key(owner, kind)) {
            let _ = settled(&request).await;
        }
    }
}

/// The kept picture of a kind.
pub async fn restore(owner: &str, kind: PictureKind) -> Option<Arc<[u8]>> {
    let store = store(IdbTransactionMode::Readonly).await.ok()?;
    let request = store.get(&key(owner, kind)).ok()?;
    let value = settled(&request).await.ok()?;
    value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec().into())
}

/// Forgets the picture of a kind.
pub async fn remove(owner: &str, kind: PictureKind) {
    if let Ok(store) = store(IdbTransactionMode::Readwrite).await
        && let Ok(request) = store.delete(&key(owner, kind))
    {
        let _ = settled(&request).await;
    }
}

/// Forgets every picture of everybody.
pub async fn wipe() {
    if let Ok(store) = store(IdbTransactionMode::Readwrite).await
        && let Ok(request) = store.clear()
    {
        let _ = settled(&request).await;
    }
}

/// What should have been written or removed was not: what lies in the store is cleared before it is read again. It may be somebody's who has left, or
/// older than what the server has.
fn note_stale() {
    for storage in device::storages() {
        let _ = storage.set_item(STALE, "1");
    }
}

fn is_stale() -> bool {
    device::storages().any(|storage| matches!(storage.get_item(STALE), Ok(Some(_))))
}

fn forget_stale() {
    for storage in device::storages() {
        let _ = storage.remove_item(STALE);
    }
}

fn key(owner: &str, kind: PictureKind) -> JsValue {
    JsValue::from([owner, "/", kind.name()].concat())
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    if is_lost() {
        note_stale();
        return Err(JsValue::NULL);
    }
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let opening = request.clone();
    let on_upgrade = Closure::once(move || {
        if let Ok(database) = opening.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
    let opened = settled(&request).await;
    if opened.is_err() {
        note_stale();
        close_when_opened(&request);
    }
    let database: IdbDatabase = opened?.unchecked_into();
    if is_stale() {
        let everything = IdbTransactionMode::Readwrite;
        database.transaction_with_str_and_mode(STORE, everything)?.object_store(STORE)?.clear()?;
        forget_stale();
    }
    let store = database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE);
    // Takes effect when the transaction is over; an open connection would block a later version of the page.
    database.close();
    store
}

/// A connection that comes too late is closed: left open, it would block a later version of the page.
fn close_when_opened(request: &IdbOpenDbRequest) {
    let late = request.clone();
    let on_success = Closure::once_into_js(move || {
        if let Ok(database) = late.result() {
            database.unchecked_into::<IdbDatabase>().close();
        }
    });
    request.set_onsuccess(Some(on_success.unchecked_ref()));
}

/// Waits for a request of IndexedDB, which knows events only, and no longer than is good for the person.
async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let mut deadline = None;
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        deadline = Some(Timeout::new(PATIENCE_MS, move || {
            IS_LOST.set(true);
            let _ = reject.call0(&JsValue::NULL);
        }));
    });
    let answered = JsFuture::from(promise).await;
    drop(deadline);
    answered?;
    request.result()
}
