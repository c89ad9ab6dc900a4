//! Pictures of the draft in IndexedDB: bytes by owner and kind.

use std::sync::Arc;

use js_sys::{Promise, Uint8Array};
use leptos::prelude::window;
use sscard_shared::api::PictureKind;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use crate::platform::device;

const DATABASE: &str = "sscard";
const STORE: &str = "pictures:1";

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

fn key(owner: &str, kind: PictureKind) -> JsValue {
    JsValue::from([owner, "/", kind.name()].concat())
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1)?;
    let opening = request.clone();
    let on_upgrade = Closure::once(move || {
        if let Ok(database) = opening.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
    let database: IdbDatabase = settled(&request).await?.unchecked_into();
    let store = database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE);
    // Takes effect when the transaction is over; an open connection would block a later version of the page.
    database.close();
    store
}

/// Waits for a request of IndexedDB, which knows events only.
async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}
