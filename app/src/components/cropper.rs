//! The crop dialog's inside: the photo under a frame of the card photo's shape, moved and zoomed by finger, mouse, keys or
//! buttons.

mod controls;
mod gestures;
mod measures;

use leptos::{html, prelude::*};
use sscard_shared::{api::PictureKind, photo::Framing};

use self::gestures::Gestures;
use super::photo_example::PhotoExample;
use crate::imaging::{Preview, geometry::Placement, job::Stage, object_url::ObjectUrl};
use crate::words;

/// The crop. What is cut is asked for with `on_cut`; what is said of it comes back in `faults` or `advice`.
#[component]
pub fn Cropper(
    /// The picture that the worker holds.
    preview: Preview,
    /// What the worker is busy with.
    busy: Signal<Option<Stage>>,
    /// Why the last cut cannot be used.
    faults: Signal<Vec<String>>,
    /// What could be better about the last cut.
    advice: Signal<Vec<String>>,
    /// Whether the person may use a photo about which there is advice.
    usable: Signal<bool>,
    /// Cut this part.
    on_cut: Callback<Framing>,
    /// The photo lies otherwise now: what was said is no longer true.
    on_change: Callback<()>,
    /// Use the last cut in spite of the advice.
    on_use: Callback<()>,
    /// Choose another file.
    on_another: Callback<()>,
) -> impl IntoView {
    // The worker refuses pictures without room for the frame before they get here.
    let placed = Placement::of(preview.width, preview.height, preview.framing)?;
    let placement = RwSignal::new(placed);
    let head = preview.head;
    let measured = measures::measured(head, placement);
    let change = Callback::new(move |next: Placement| {
        if busy.get_untracked().is_none() && next != placement.get_untracked() {
            placement.set(next);
            on_change.run(());
        }
    });
    Some(
        view! {
            <div class="crop">
                <div class="crop-hints">
                    <p>{words().crop.hint_title}</p>
                    {words().crop.hints.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                </div>
                {stage(&preview, placement, measured, change)}
                {measures::remedy(head, placement)}
                {controls::controls(placement, measured, change)}
                // Below what is worked with, which it would push away.
                <PhotoExample/>
                // Said next to the buttons that it is about, which are always in view.
                <div class="crop-foot">
                    {verdict(faults, advice, usable)}
                    {actions(placement, busy, Signal::derive(move || usable.get() && advice.with(|lines| !lines.is_empty())), on_cut, on_use, on_another)}
                </div>
            </div>
        }
        .into_any(),
    )
}

/// The frame, the photo under it, and the lines of the standard over it.
fn stage(
    preview: &Preview,
    placement: RwSignal<Placement>,
    measured: Memo<Option<measures::Measured>>,
    change: Callback<Placement>,
) -> AnyView {
    let url = ObjectUrl::of_jpeg(&preview.bytes);
    let frame = NodeRef::<html::Div>::new();
    let gestures = Gestures::new(placement, change, frame);
    Effect::new(move |_| focus_when_shown(frame.get().map(Into::into)));
    view! {
        <div class="crop-bench">
            <div
                node_ref=frame
                class="crop-stage"
                role="group"
                tabindex="0"
                aria-label=words().crop.stage
                // First how the photo lies, which is all that can be known of it without seeing it.
                aria-describedby="crop-remedy crop-help"
                on:pointerdown=move |event| gestures.down(&event)
                on:pointermove=move |event| gestures.moved(&event)
                on:pointerup=move |event| gestures.up(&event)
                on:pointercancel=move |event| gestures.up(&event)
                on:wheel=move |event| gestures.wheel(&event)
                on:dblclick=move |event| gestures.twice(&event)
                on:keydown=move |event| gestures.key(&event)
            >
                <img
                    class="crop-picture"
                    // The closure owns the URL, so that it lives as long as the picture is shown.
                    src=move || url.as_ref().map(|url| url.as_str().to_owned())
                    alt=""
                    draggable="false"
                    style:transform=move || placement.with(|placement| placement.css_transform())
                />
                <div class="crop-guides" aria-hidden="true">
                    <span class="crop-hair"></span><span class="crop-face"></span><span class="crop-eyes"></span>
                    <span class="crop-hair-word">{words().crop.guide_hair}</span><span class="crop-eyes-word">{words().crop.guide_eyes}</span>
                </div>
            </div>
            {measures::measures(measured)}
        </div>
        <p class="crop-help" id="crop-help">{words().crop.stage_help}</p>
    }
    .into_any()
}

/// Puts the focus where the arrow keys work, once the dialog has opened and has given it to its first button.
pub(super) fn focus_when_shown(frame: Option<web_sys::HtmlElement>) {
    let Some(frame) = frame else { return };
    request_animation_frame(move || {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = frame.focus_with_options(&options);
    });
}

/// What was said of the last cut.
pub(super) fn verdict(
    faults: Signal<Vec<String>>,
    advice: Signal<Vec<String>>,
    usable: Signal<bool>,
) -> AnyView {
    let list = |class: &'static str, title: &'static str, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            view! {
                <div class=class>
                    <p>{title}</p>
                    <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </div>
            }
        })
    };
    view! {
        <div class="crop-verdict" role="alert">
            {move || list("crop-faults", words().crop.mend, faults.get())}
            {move || list("crop-advice", if usable.get() { words().crop.advice } else { words().crop.better }, advice.get())}
        </div>
    }
    .into_any()
}

/// The way on: 确定, or 使用这张照片 where there is advice and the person was asked for a better one often enough.
fn actions(
    placement: RwSignal<Placement>,
    busy: Signal<Option<Stage>>,
    use_it: Signal<bool>,
    on_cut: Callback<Framing>,
    on_use: Callback<()>,
    on_another: Callback<()>,
) -> AnyView {
    let go_on = move |_| {
        if use_it.get_untracked() {
            on_use.run(());
        } else {
            on_cut.run(placement.get_untracked().cut());
        }
    };
    let label = move || match busy.get() {
        Some(stage) => stage.words(PictureKind::Photo),
        None if use_it.get() => words().crop.use_anyway,
        None => words().crop.confirm,
    };
    let busy = move || busy.get().is_some();
    view! {
        <div class="dialog-actions crop-actions">
            <button type="button" class="button" disabled=busy on:click=move |_| on_another.run(())>{words().crop.choose_another}</button>
            <button type="button" class="button button-primary" aria-disabled=move || busy().then_some("true") on:click=go_on>{label}</button>
        </div>
    }
    .into_any()
}
