//! One picture of the application: choosing it, making it ready, seeing it, sending it again.

mod making;
mod tile;

use std::sync::Arc;

use leptos::prelude::*;
use sscard_shared::api::PictureKind;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use self::making::Making;
use super::{
    aloud::{self, Aloud},
    camera::{self, Camera},
    corners::CornerEditor,
    cropper::Cropper,
    dialog::{Dialog, Stand},
    field::control_id,
};
use crate::words;
use crate::{
    imaging::{Preview, ReadyPicture},
    platform,
};

/// State of sending, shown on the tile.
#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    /// Nothing was sent yet.
    Idle,
    /// On its way, with words on how far it is.
    Sending(String),
    /// Not arrived, with words for the person.
    Failed(String),
    /// The server has it.
    Done,
}

/// A tile that takes one picture: a card's side as it is, the card photo through the crop dialog.
#[component]
pub fn Uploader(
    /// What the picture is of.
    kind: PictureKind,
    /// Whether it is asked for on the screen as it is.
    #[prop(into)]
    asked: Signal<bool>,
    /// How it is read out.
    aloud: Aloud,
    /// The JPEG kept in the draft, to display.
    #[prop(into)]
    shown: Signal<Option<Arc<[u8]>>>,
    /// State of sending.
    #[prop(into)]
    upload: Signal<Upload>,
    /// The field's fault words.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The field was judged with all the others.
    #[prop(into)]
    quiet: Signal<bool>,
    /// Set while a chosen file is being made into a picture.
    preparing: RwSignal<bool>,
    /// How often the person was asked for a better picture.
    nudges: RwSignal<u8>,
    /// Called before the file picker or the camera opens: the page saves the draft.
    before_pick: Callback<()>,
    /// A picture was made and judged.
    on_ready: Callback<ReadyPicture>,
    /// The person wants it sent again after a failure.
    on_retry: Callback<()>,
    /// The person does not want it sent now.
    on_stop: Callback<()>,
    /// The person wants no picture.
    on_remove: Callback<()>,
    /// Which side of a thing it is, where the label does not say so.
    #[prop(optional_no_strip)]
    side: Option<&'static str>,
    /// What is to be said beneath it.
    beneath: AnyView,
) -> impl IntoView {
    let making = Making::new(kind, nudges, on_ready);
    Effect::new(move |_| preparing.set(making.stage.with(Option::is_some)));
    on_cleanup(move || {
        making.stop();
        preparing.try_set(false);
    });
    let input = NodeRef::<leptos::html::Input>::new();
    let chosen = move |event: leptos::ev::Event| {
        let Some(input) =
            event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            making.begin(file);
        }
    };
    let forget_file = move || {
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
    };
    // While the picture is here, a screen reader is told the file's name by the control, and not that there is none.
    Effect::new(move |_| {
        if shown.with(Option::is_none) && making.stage.get_untracked().is_none() {
            forget_file();
        }
    });
    let name = kind.name();
    let label = words::label(kind.field());
    let note = ["note-", name].concat();
    let described = [&note, " state-", name].concat();
    let invalid = move || {
        (error.with(Option::is_some) || making.refused.with(|words| !words.is_empty()))
            .then_some("true")
    };
    let told = move || {
        let refused = making.refused.get();
        if refused.is_empty() { error.get().into_iter().collect() } else { refused }
    };
    let shoot = camera::is_possible().then(|| shoot(kind, making, input, before_pick));
    view! {
        <div class="upload" hidden=move || !asked.get() class:upload-faulty=move || invalid().is_some()>
            <label class="upload-label cell-required" for=control_id(name)>{label}</label>
            {aloud::button(label, aloud, told)}
            {side.map(|side| view! { <p class="upload-side">{side}</p> })}
            <div class=["upload-tile upload-", name].concat() class:upload-full=move || shown.with(Option::is_some)>
                {tile::face(kind, shown)}
                <input
                    node_ref=input
                    class="upload-input"
                    type="file"
                    // Exactly this: lists of types leave nothing to choose from in Android's web-views.
                    accept="image/*"
                    id=control_id(name)
                    aria-required="true"
                    aria-invalid=invalid
                    aria-describedby=described
                    on:click=move |event| {
                        // Otherwise choosing the same file once more would be no change, and nothing would happen.
                        forget_file();
                        before_pick.run(());
                        if platform::host::picks_pictures() {
                            event.prevent_default();
                            making.begin_from_host();
                        }
                    }
                    on:change=chosen
                />
            </div>
            // Most of these buttons go when they are pressed.
            <div on:click=move |_| hold_focus(input)>
                {tile::state(kind, making, shown, upload, [on_retry, on_stop, on_remove], shoot)}
            </div>
            {beneath}
            {tile::notes(note, making.refused, error, quiet)}
            {dialog(kind, making, input)}
        </div>
    }
    .into_any()
}

/// The button that opens the camera, and the camera.
fn shoot(
    kind: PictureKind,
    making: Making,
    input: NodeRef<leptos::html::Input>,
    before_pick: Callback<()>,
) -> AnyView {
    let open = RwSignal::new(false);
    let opened = move |_| {
        before_pick.run(());
        open.set(true);
    };
    let name = [words().camera.shoot, words().colon, words::label(kind.field())].concat();
    view! {
        <button type="button" class="button button-small upload-shoot" aria-label=name on:click=opened>
            {words().camera.shoot}
        </button>
        <Camera
            kind
            open
            on_file=Callback::new(move |file| making.begin(file))
            on_album=Callback::new(move |()| pick(input))
        />
    }
    .into_any()
}

/// Takes a focus that was lost with its button to the picture that the button was about.
fn hold_focus(input: NodeRef<leptos::html::Input>) {
    request_animation_frame(move || {
        if let Some(input) = input.get_untracked().filter(|_| platform::focus_is_lost()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = input.focus_with_options(&options);
        }
    });
}

/// Opens the file picker, which browsers allow only while a press of the person is being answered.
fn pick(input: NodeRef<leptos::html::Input>) {
    if let Some(input) = input.get_untracked() {
        input.click();
    }
}

/// The dialog in which the card photo is cropped or a card's corners are set; open while a picture is.
fn dialog(kind: PictureKind, making: Making, input: NodeRef<leptos::html::Input>) -> AnyView {
    // However the dialog was closed, the worker and its memory go with it.
    Effect::new(move |_| {
        if !making.cropping.get() {
            making.leave_crop();
        }
    });
    let another = Callback::new(move |()| {
        making.cropping.set(false);
        pick(input);
    });
    view! {
        <Dialog open=making.cropping title=words().crop.title stand=Stand::Sheet>
            {move || making.preview.get().map(|preview| match kind {
                PictureKind::Photo => cropper(preview, making, another),
                PictureKind::EmblemSide | PictureKind::PortraitSide => corners(preview, making, another),
            })}
        </Dialog>
    }
    .into_any()
}

fn cropper(preview: Preview, making: Making, on_another: Callback<()>) -> AnyView {
    view! {
        <Cropper
            preview
            busy=making.stage.into()
            faults=making.crop_faults.into()
            advice=Signal::derive(move || making.advice())
            usable=Signal::derive(move || making.usable())
            on_cut=Callback::new(move |cut| making.cut(cut))
            on_change=Callback::new(move |()| making.forget_verdict())
            on_use=Callback::new(move |()| making.use_made())
            on_another
        />
    }
    .into_any()
}

fn corners(preview: Preview, making: Making, on_another: Callback<()>) -> AnyView {
    // Where none were found, the editor begins with corners of its own.
    let corners = preview.corners.unwrap_or_default();
    view! {
        <CornerEditor
            preview
            corners
            busy=making.stage.into()
            faults=making.crop_faults.into()
            advice=Signal::derive(move || making.advice())
            on_confirm=Callback::new(move |corners| making.straighten(Some(corners)))
            on_whole=Callback::new(move |()| making.straighten(None))
            on_change=Callback::new(move |()| making.forget_verdict())
            on_use=Callback::new(move |()| making.use_made())
            on_another
        />
    }
    .into_any()
}
