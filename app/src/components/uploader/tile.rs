//! What the tile shows: the picture or its outline, what is happening, and what is wrong.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use sscard_shared::api::PictureKind;

use super::{Upload, making::Making};
use crate::components::field::live;
use crate::imaging::object_url::ObjectUrl;
use crate::words;

/// How long a line must stand before a screen reader is told.
const SETTLED_MS: u32 = 1_200;

/// The picture, or the outline of what belongs here.
pub(super) fn face(kind: PictureKind, shown: Signal<Option<Arc<[u8]>>>) -> AnyView {
    let picture = move || {
        let url = shown.with(|bytes| bytes.as_ref().and_then(|bytes| ObjectUrl::of_jpeg(bytes)));
        match url {
            // The attribute's closure owns the URL, so that it lives exactly as long as the picture is shown.
            Some(url) => {
                view! { <img class="upload-picture" src=move || url.as_str().to_owned() alt=words::chosen(kind)/> }.into_any()
            }
            None => outline(kind),
        }
    };
    let invitation = move || {
        if shown.with(Option::is_some) { words().crop.pick_again } else { words().crop.pick }
    };
    view! {
        {picture}
        <span class="upload-invitation" aria-hidden="true">{invitation}</span>
    }
    .into_any()
}

/// Plain strokes: a card with a mark, a card with lines and a head, a head and shoulders.
fn outline(kind: PictureKind) -> AnyView {
    let (view_box, path) = match kind {
        PictureKind::EmblemSide => (
            "0 0 86 54",
            "M4 1h78a3 3 0 0 1 3 3v46a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3zM18 11a6 6 0 1 0 .01 0M34 14h36M34 22h28M22 38h12M40 38h28M22 45h12M40 45h22",
        ),
        PictureKind::PortraitSide => (
            "0 0 86 54",
            "M4 1h78a3 3 0 0 1 3 3v46a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3zM9 12h22M9 20h30M9 28h34M9 45h48M66 12a7 8 0 1 0 .01 0M53 38a13 10 0 0 1 26 0",
        ),
        PictureKind::Photo => ("0 0 62 76", "M31 16a13 16 0 1 0 .01 0M5 75a26 24 0 0 1 52 0"),
    };
    view! {
        <svg class="upload-outline" viewBox=view_box aria-hidden="true" focusable="false">
            <path d=path fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/>
        </svg>
    }
    .into_any()
}

/// One line of what is happening, and the buttons that go with it: first the camera's, where there is one.
pub(super) fn state(
    kind: PictureKind,
    making: Making,
    shown: Signal<Option<Arc<[u8]>>>,
    upload: Signal<Upload>,
    [on_retry, on_stop, on_remove]: [Callback<()>; 3],
    shoot: Option<AnyView>,
) -> AnyView {
    let says = Memo::new(move |_| match (making.stage.get(), upload.get()) {
        (Some(stage), _) => stage.words(kind).to_owned(),
        (None, Upload::Sending(words) | Upload::Failed(words)) => words,
        (None, Upload::Done) if shown.with(Option::is_some) => words().crop.sent.to_owned(),
        (None, Upload::Done | Upload::Idle) => String::new(),
    });
    let busy = move || making.stage.get().is_some();
    let sending =
        Memo::new(move |_| !busy() && upload.with(|upload| matches!(upload, Upload::Sending(_))));
    let sending = move || sending.get();
    let failed = move || !busy() && matches!(upload.get(), Upload::Failed(_));
    let removable = move || !busy() && shown.with(Option::is_some);
    let remove_name = words::act_on(words().crop.remove, words::label(kind.field()));
    let remove = move || {
        removable().then(|| view! {
        <button type="button" class="link" aria-label=remove_name.clone() on:click=move |_| on_remove.run(())>{words().crop.remove}</button>
    })
    };
    let adjust_name = words::act_on(words().crop.adjust, words::label(kind.field()));
    let adjust = move || {
        (removable() && making.adjustable.get()).then(|| view! {
        <button type="button" class="link" aria-label=adjust_name.clone() on:click=move |_| making.adjust()>{words().crop.adjust}</button>
    })
    };
    view! {
        <div class="upload-state">
            {shoot}
            <p id=["state-", kind.name()].concat() class="upload-says" class:upload-failed=failed aria-hidden="true">{says}</p>
            {spoken(says)}
            {move || failed().then(|| view! {
                <button type="button" class="link" on:click=move |_| on_retry.run(())>{words().crop.retry}</button>
            })}
            {move || sending().then(|| view! {
                <button type="button" class="link" on:click=move |_| on_stop.run(())>{words().crop.cancel}</button>
            })}
            {move || busy().then(|| view! {
                <button type="button" class="link" on:click=move |_| making.stop()>{words().crop.cancel}</button>
            })}
            {adjust}
            {remove}
        </div>
    }
    .into_any()
}

/// The same for who listens: said once it has stayed so for a while, for what passes in between would only be in the way.
fn spoken(says: Memo<String>) -> AnyView {
    let said = RwSignal::new(says.get_untracked());
    let pending = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let now = says.get();
        let alarm = Timeout::new(SETTLED_MS, move || {
            if said.with_untracked(|said| *said != now) {
                said.try_set(now);
            }
        });
        // The alarm that was pending is dropped, and does not ring.
        pending.try_set_value(Some(alarm));
    });
    view! { <p class="sr-only" data-silent="" role="status">{said}</p> }.into_any()
}

/// Why the last file could not be used, before what the form says of the field.
pub(super) fn notes(
    id: String,
    refused: RwSignal<Vec<String>>,
    error: Signal<Option<String>>,
    quiet: Signal<bool>,
) -> AnyView {
    let lines = move || {
        let refused = refused.get();
        if refused.is_empty() { error.get().into_iter().collect() } else { refused }
    };
    view! {
        <div class="cell-notes" id=id aria-live=move || live(quiet)>
            {move || lines().into_iter().map(|line| view! { <p class="note note-error">{line}</p> }).collect_view()}
        </div>
    }
    .into_any()
}
