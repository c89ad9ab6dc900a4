//! A picture taken here and now: a dialog with the live camera, hints over it, and a shutter.

pub mod face;
mod feed;
mod guide;
mod hint;
mod light;
mod region;
mod shooting;
mod stand_in;
mod still;
mod trouble;
mod watch;
use leptos::prelude::*;
use sscard_shared::api::PictureKind;
use web_sys::File;

use self::{
    hint::Hint,
    shooting::{Phase, Shooting},
};
use super::dialog::{Dialog, Stand};
use crate::words;

pub(super) use self::feed::is_possible;
pub use self::stand_in::StandInCamera;

/// The dialog; the camera runs while it is open, and never longer.
#[component]
pub fn Camera(
    /// What the picture is of.
    kind: PictureKind,
    open: RwSignal<bool>,
    /// A picture was taken; the dialog is closed by then.
    on_file: Callback<File>,
    /// The person would rather choose a picture; the dialog is closed by then.
    on_album: Callback<()>,
) -> impl IntoView {
    let taken = Callback::new(move |file| {
        open.set(false);
        on_file.run(file);
    });
    let album = Callback::new(move |()| {
        open.set(false);
        on_album.run(());
    });
    view! {
        <Dialog open title=words::shooting(kind) stand=Stand::Full>
            {shooter(kind, open, taken, album)}
        </Dialog>
    }
    .into_any()
}

/// What is in the dialog for as long as it is open.
fn shooter(
    kind: PictureKind,
    open: RwSignal<bool>,
    taken: Callback<File>,
    album: Callback<()>,
) -> AnyView {
    let shooting = Shooting::new(kind, taken);
    let listener = window_event_listener_untyped("visibilitychange", move |_| {
        shooting.seen_or_hidden();
    });
    on_cleanup(move || {
        listener.remove();
        shooting.stop();
    });
    shooting.begin();
    // Once for each change: what is below must not be built anew, and lose the focus, whenever the phase changes.
    let blocked = Memo::new(move |_| matches!(shooting.phase.get(), Phase::Blocked(_)));
    view! {
        <div class="camera" class:camera-blocked=move || blocked.get()>
            {stage(kind, shooting)}
            <p class="camera-hint" class:camera-good=move || shooting.hint.get() == Some(Hint::Good) role="status">
                {move || shooting.hint.get().map(|hint| hint.words(kind))}
            </p>
            {move || if blocked.get() { way_out(shooting, album) } else { controls(kind, shooting, open, album) }}
        </div>
    }
    .into_any()
}

/// The live picture, and what lies over it.
fn stage(kind: PictureKind, shooting: Shooting) -> AnyView {
    let phase = shooting.phase;
    let opening = move || {
        (phase.get() == Phase::Opening)
            .then(|| view! { <p>{words().camera.opening}</p><p>{words().camera.allow}</p> })
    };
    let seen = Memo::new(move |_| phase.get() != Phase::Opening);
    let counted = move || Some(shooting.counting.get()).filter(|left| *left > 0);
    view! {
        <div class="camera-stage" data-camera=kind.name() class:camera-flash=move || phase.get() == Phase::Taking>
            <video
                node_ref=shooting.video
                class="camera-video"
                class:camera-mirror=shooting.mirrored
                aria-label=words().camera.live
                playsinline
                autoplay
                prop:muted=true
                on:loadeddata=move |event| shooting.picture_came(event)
            ></video>
            {move || seen.get().then(|| guide::guide(kind))}
            <div class="camera-opening" role="status">{opening}</div>
            <p class="camera-count" role="status">{counted}</p>
            <p class="sr-only" role="status">{move || (phase.get() == Phase::Taking).then_some(words().camera.taken)}</p>
        </div>
    }
    .into_any()
}

/// The shutter between what leads away from here and what changes the picture.
fn controls(
    kind: PictureKind,
    shooting: Shooting,
    open: RwSignal<bool>,
    album: Callback<()>,
) -> AnyView {
    let counting = move || shooting.counting.get() > 0;
    let not_live = move || (shooting.phase.get() != Phase::Live).then_some("true");
    let name =
        move || if counting() { words().camera.stop_counting } else { words().camera.shutter };
    let delay = move || {
        (kind == PictureKind::Photo && shooting.mirrored.get())
            .then(|| delay_button(shooting.delayed))
    };
    let switch = move || {
        shooting
            .several
            .get()
            .then(|| button(words().camera.switch, Callback::new(move |()| shooting.switch())))
    };
    view! {
        <div class="camera-controls">
            <div class="camera-side">
                {button(words().camera.album, album)}
                {button(words().camera.cancel, Callback::new(move |()| open.set(false)))}
            </div>
            <button
                node_ref=shooting.shutter
                type="button"
                class="camera-shutter"
                class:camera-stopper=counting
                aria-label=name
                aria-disabled=not_live
                on:click=move |_| shooting.press()
            ></button>
            <div class="camera-side">{switch}{delay}</div>
        </div>
    }
    .into_any()
}

fn button(name: &'static str, pressed: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="camera-button" on:click=move |_| pressed.run(())>{name}</button>
    }
    .into_any()
}

/// 自拍倒计时, on or off.
fn delay_button(delayed: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="camera-button"
            aria-label=words().camera.count_down
            aria-pressed=move || delayed.get().to_string()
            on:click=move |_| delayed.update(|delayed| *delayed = !*delayed)
        >
            {words().camera.count_down_short}
        </button>
    }
    .into_any()
}

/// Why there is no picture, and what can be done instead.
fn way_out(shooting: Shooting, album: Callback<()>) -> AnyView {
    let why = move || match shooting.phase.get() {
        Phase::Blocked(trouble) => trouble.words().to_owned(),
        _ => String::new(),
    };
    view! {
        <div class="camera-trouble">
            <p class="camera-trouble-title">{words().camera.no_picture}</p>
            <p role="alert">{why}</p>
            <div class="stand-in">{stand_in::offer(Callback::new(move |()| shooting.use_stand_in()))}</div>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| album.run(())>{words().camera.album}</button>
                <button type="button" class="button button-primary" on:click=move |_| shooting.begin()>{words().camera.retry}</button>
            </div>
        </div>
    }
    .into_any()
}
