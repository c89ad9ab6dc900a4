//! A camera for machines without one, in the sandbox alone. A script of the server's puts a drawn picture in the place of the browser's camera;
//! everything after that goes as with any camera.

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::words;

/// The script; the server has it in its sandbox alone.
const SCRIPT: &str = "/sandbox/camera.js";

thread_local! {
    /// A signal, because the dialog that asked for the stand-in is open while it becomes true.
    static IS_IN_PLACE: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Whether the dialogs of the camera offer a stand-in: the context of the page says so.
#[derive(Clone, Copy, Debug)]
pub struct StandInCamera(pub Signal<bool>);

/// Whether the stand-in has taken the camera's place.
pub(super) fn is_in_place() -> bool {
    IS_IN_PLACE.with(GetUntracked::get_untracked)
}

/// Puts the stand-in in the camera's place, for as long as the page lives.
async fn put_in_place() -> Result<(), JsValue> {
    if is_in_place() {
        return Ok(());
    }
    let script: HtmlElement = document().create_element("script")?.unchecked_into();
    script.set_attribute("type", "module")?;
    script.set_attribute("src", SCRIPT)?;
    let loaded = Promise::new(&mut |resolve, reject| {
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
    });
    document().document_element().ok_or(JsValue::NULL)?.append_child(&script)?;
    JsFuture::from(loaded).await?;
    IS_IN_PLACE.with(|is_in_place| is_in_place.set(true));
    Ok(())
}

/// Puts the stand-in in the camera's place and says whether that worked, unless the dialog was closed or began anew meanwhile: `turn` counts that.
pub(super) fn lend(
    turn: StoredValue<u32>,
    on_ready: impl FnOnce() + 'static,
    on_failure: impl FnOnce() + 'static,
) {
    let asked_at = turn.get_value();
    spawn_local(async move {
        let lent = put_in_place().await;
        if turn.try_get_value() != Some(asked_at) {
            return;
        }
        match lent {
            Ok(()) => on_ready(),
            Err(_) => on_failure(),
        }
    });
}

/// The button that offers the stand-in, or the words that say that it is one.
pub(super) fn offer(on_press: Callback<()>) -> AnyView {
    let Some(StandInCamera(is_offered)) = use_context() else { return ().into_any() };
    let in_place = IS_IN_PLACE.with(Clone::clone);
    let offer = move || {
        if !is_offered.get() {
            return None;
        }
        let camera = &words().camera;
        Some(if in_place.get() {
            view! { <p class="stand-in-note">{camera.stand_in_note}</p> }.into_any()
        } else {
            view! {
                <button type="button" class="button" on:click=move |_| on_press.run(())>{camera.stand_in}</button>
            }
            .into_any()
        })
    };
    view! { {offer} }.into_any()
}
