//! The corners of a card in a picture, set by finger, mouse or keys: what lies between them becomes the card's side.

mod drawing;
mod handles;
use leptos::{html, prelude::*};
use sscard_shared::api::PictureKind;

use self::handles::Handles;
use super::{
    cropper::{focus_when_shown, verdict},
    toolbar::{Tool, Toolbar},
};
use crate::imaging::{
    Preview,
    geometry::QuarterTurn,
    job::Stage,
    object_url::ObjectUrl,
    quadrilateral::{Point, Quadrilateral},
};
use crate::words;

/// The editor. What is to become of the picture goes out as callbacks; what is said of it comes back in `faults` or `advice`.
#[component]
pub fn CornerEditor(
    /// The picture that the worker holds.
    preview: Preview,
    /// Where the card was found, in pixels of the picture itself, clockwise from the card's top left.
    corners: [Point; 4],
    /// What the worker is busy with.
    busy: Signal<Option<Stage>>,
    /// Why the last corners cannot be used.
    faults: Signal<Vec<String>>,
    /// What could be better about the last corners, which can be used.
    advice: Signal<Vec<String>>,
    /// 确定: cut the card out by these corners.
    on_confirm: Callback<[Point; 4]>,
    /// 不裁剪，使用整张图片.
    on_whole: Callback<()>,
    /// The corners lie otherwise now: what was said is no longer true.
    on_change: Callback<()>,
    /// Use what was made last in spite of the advice.
    on_use: Callback<()>,
    /// 重新选择.
    on_another: Callback<()>,
) -> impl IntoView {
    let (width, height) = (preview.width, preview.height);
    let found = Quadrilateral::of(width, height, corners)
        .unwrap_or_else(|| Quadrilateral::inset(width, height));
    let figure = RwSignal::new(found);
    let change = Callback::new(move |next: Quadrilateral| {
        if busy.get_untracked().is_none() && next != figure.get_untracked() {
            figure.set(next);
            on_change.run(());
        }
    });
    let confirm = Callback::new(move |()| on_confirm.run(figure.get_untracked().corners()));
    view! {
        <div class="corners">
            {stage(&preview, figure, change)}
            {turns(figure, found, change)}
            <p class="corners-help" id="corners-help">
                {words().corners.help} <span class="corners-keys">{words().corners.help_keys}</span>
            </p>
            <div class="crop-foot">
                {verdict(faults, advice, Signal::derive(|| true))}
                {actions(busy, advice, confirm, on_whole, on_use, on_another)}
            </div>
        </div>
    }
    .into_any()
}

/// The picture, the figure over it, and the corners to take hold of.
fn stage(
    preview: &Preview,
    figure: RwSignal<Quadrilateral>,
    change: Callback<Quadrilateral>,
) -> AnyView {
    let size = (f64::from(preview.width), f64::from(preview.height));
    let ratio = [&preview.width.to_string(), " / ", &preview.height.to_string()].concat();
    // Kept by the page's own owner, so that it lives as long as the picture is shown.
    let url = StoredValue::new(ObjectUrl::of_jpeg(&preview.bytes));
    let address = move || url.with_value(|url| url.as_ref().map(|url| url.as_str().to_owned()));
    let stage = NodeRef::<html::Div>::new();
    let handles = Handles::new(figure, change, stage, size);
    let loupe = move || {
        let corner = handles.dragged.get()?;
        Some(drawing::loupe(address()?, figure, corner, size))
    };
    let mark = move || figure.get().top_mark();
    view! {
        <div class="corners-bench">
            <div node_ref=stage class="corners-stage" role="group" aria-label=words().corners.stage style=("--corners-ratio", ratio)>
                <img class="corners-picture" src=address() alt="" draggable="false"/>
                {drawing::figure(figure, size)}
                <span
                    class="corners-mark"
                    aria-hidden="true"
                    style:left=move || drawing::percent(mark().0)
                    style:top=move || drawing::percent(mark().1)
                >
                    {words().corners.top}
                </span>
                {words().corners.corners.into_iter().enumerate().map(|(corner, name)| handle(corner, name, figure, handles)).collect_view()}
                {loupe}
            </div>
        </div>
    }
    .into_any()
}

/// One corner. It moves in two directions, for which there is no role: a slider is the nearest, and its value is told in words.
fn handle(
    corner: usize,
    name: &'static str,
    figure: RwSignal<Quadrilateral>,
    handles: Handles,
) -> AnyView {
    let part = move || figure.get().part(corner);
    let element = NodeRef::<html::Div>::new();
    if corner == 0 {
        Effect::new(move |_| focus_when_shown(element.get().map(Into::into)));
    }
    view! {
        <div
            node_ref=element
            class="corners-handle"
            role="slider"
            tabindex="0"
            aria-label=name
            aria-roledescription=words().corners.handle
            aria-describedby="corners-help"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || ((part().0 * 100.0 + 0.5) as u32).to_string()
            aria-valuetext=move || words::corner_place(figure.get(), corner)
            style:left=move || drawing::percent(part().0)
            style:top=move || drawing::percent(part().1)
            on:pointerdown=move |event| handles.down(corner, &event)
            on:pointermove=move |event| handles.moved(&event)
            on:pointerup=move |event| handles.up(&event)
            on:pointercancel=move |event| handles.up(&event)
            on:keydown=move |event| handles.key(corner, &event)
        ></div>
    }
    .into_any()
}

/// Which way the card lies, and back to where it was found.
fn turns(
    figure: RwSignal<Quadrilateral>,
    found: Quadrilateral,
    change: Callback<Quadrilateral>,
) -> AnyView {
    let turn = move |turn| Callback::new(move |()| change.run(figure.get_untracked().turned(turn)));
    let tool = |name, sign, seen, pressed| Tool { name, sign, seen, pressed };
    let reset = Callback::new(move |()| change.run(found));
    let tools = vec![
        tool(words().crop.turn_left, "↺", words().crop.turn, turn(QuarterTurn::Left)),
        tool(words().crop.turn_right, "↻", words().crop.turn, turn(QuarterTurn::Right)),
        tool(words().crop.reset, "⟲", words().crop.reset, reset),
    ];
    view! {
        <Toolbar class="corners-turns" label=words().crop.tools tools/>
        <p class="sr-only" role="status">{move || words::card_lies(figure.get())}</p>
    }
    .into_any()
}

/// The way on, the way around, and the way back.
fn actions(
    busy: Signal<Option<Stage>>,
    advice: Signal<Vec<String>>,
    on_confirm: Callback<()>,
    on_whole: Callback<()>,
    on_use: Callback<()>,
    on_another: Callback<()>,
) -> AnyView {
    let advised = move || advice.with(|lines| !lines.is_empty());
    let is_busy = move || busy.get().is_some();
    let go_on = move |_| {
        if is_busy() {
            return;
        }
        if advised() { on_use.run(()) } else { on_confirm.run(()) }
    };
    // It keeps the focus while the worker is busy with what it asked for.
    let whole = move |_| {
        if !is_busy() {
            on_whole.run(());
        }
    };
    let label = move || match busy.get() {
        // The words are the same for either side.
        Some(stage) => stage.words(PictureKind::EmblemSide),
        None if advised() => words().crop.use_anyway,
        None => words().crop.confirm,
    };
    view! {
        <div class="corners-actions">
            <button type="button" class="button" disabled=is_busy on:click=move |_| on_another.run(())>{words().crop.choose_another}</button>
            <button type="button" class="button" aria-disabled=move || is_busy().then_some("true") on:click=whole>{words().corners.whole}</button>
            <button type="button" class="button button-primary" aria-disabled=move || is_busy().then_some("true") on:click=go_on>{label}</button>
        </div>
    }
    .into_any()
}
