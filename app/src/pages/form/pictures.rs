//! The pictures of a form on one page: tiles at 京通, buttons that open 图片上传 at the portal.

use std::sync::Arc;

use leptos::prelude::*;
use sscard_shared::{api::PictureKind, door::Layout, field::Field};

use crate::{
    components::{
        card_example::CardExample,
        dialog::{Dialog, Stand},
        notice::Problem,
        photo_example::PhotoExample,
        thumbnail::Thumbnail,
    },
    door::door,
    pages::{Road, ask},
    words,
};

/// The id of the button that opens the dialog of a picture.
#[must_use]
pub fn button_id(field: Field) -> String {
    ["open-", field.name()].concat()
}

/// One picture.
pub fn one(road: Road, kind: PictureKind) -> AnyView {
    match door().layout() {
        Layout::TwoColumns => in_dialog(road, kind),
        Layout::OnePage | Layout::Steps => match kind {
            PictureKind::Photo => view! {
                {ask::picture(road, kind)}
                <div class="photo-rules"><p class="note note-hint">{words().jingtong.photo_hint}</p><PhotoExample/></div>
            }
            .into_any(),
            PictureKind::EmblemSide | PictureKind::PortraitSide => ask::picture(road, kind),
        },
    }
}

/// Both sides of the card, or that an electronic licence stands in for them.
pub fn sides(road: Road) -> AnyView {
    let licensed = Memo::new(move |_| road.wizard.uses_licence());
    let leave = move |_| {
        let said = words().jingtong.licence_left.to_owned();
        road.undoable(said, || road.wizard.leave_licence());
    };
    let by_licence = move || {
        view! {
            <p class="note note-good">{words().jingtong.licence_used}</p>
            <button type="button" class="link" on:click=leave>{words().jingtong.licence_instead}</button>
        }
    };
    let away = move || {
        let words = words().jingtong.licence_away;
        road.wizard.licence_away.get().then(|| view! { <p class="note note-advice">{words}</p> })
    };
    let by_pictures = move || {
        view! {
            <div role="status">{away}</div>
            {ask::picture(road, PictureKind::EmblemSide)}
            {ask::picture(road, PictureKind::PortraitSide)}
        }
    };
    view! {
        <section class="cells uploads">
            {move || if licensed.get() { by_licence().into_any() } else { by_pictures().into_any() }}
        </section>
    }
    .into_any()
}

/// A cell with the picture as it is, and the button that opens 图片上传.
fn in_dialog(road: Road, kind: PictureKind) -> AnyView {
    let wizard = road.wizard;
    let (field, portal) = (kind.field(), words().portal);
    let slot = wizard.slots.of(kind);
    let open = RwSignal::new(false);
    let error = Memo::new(move |_| wizard.error(field));
    let label = words::label(field);
    let given =
        Memo::new(move |_| slot.shown.with(Option::is_some) || !wizard.text(field).is_empty());
    let word = move || if given.get() { portal.upload_again } else { portal.to_upload };
    let name = move || words::act_on(word(), label);
    let note = ["note-", field.name()].concat();
    let class = if kind == PictureKind::Photo {
        "cell picture-cell picture-photo"
    } else {
        "cell picture-cell"
    };
    view! {
        <div class=class class:cell-faulty=move || error.with(Option::is_some)>
            <div class="cell-label cell-required"><span>{label}</span></div>
            <div class="cell-body picture-body">
                {move || given.get().then(|| seen(kind, slot.shown, open))}
                <button
                    type="button"
                    class="button button-small"
                    id=button_id(field)
                    aria-label=name
                    aria-haspopup="dialog"
                    aria-describedby=note.clone()
                    on:click=move |_| open.set(true)
                >
                    {word}
                </button>
                {(kind == PictureKind::Photo).then(|| view! { <p class="note note-hint">{portal.photo_note}</p> })}
            </div>
            <div class="cell-notes" id=note aria-live="polite">
                {move || error.get().map(|words| view! { <p class="note note-error">{words}</p> })}
            </div>
            <Dialog open=open title=portal.upload_title stand=Stand::Sheet>{upload(road, kind, open)}</Dialog>
        </div>
    }
    .into_any()
}

/// The picture as it is. A press on the photo opens the dialog as well, as the words beside it say.
fn seen(kind: PictureKind, shown: RwSignal<Option<Arc<[u8]>>>, open: RwSignal<bool>) -> AnyView {
    let picture = view! { <Thumbnail shown alt=words::chosen(kind)/> };
    match kind {
        PictureKind::Photo => view! {
            <button type="button" class="picture-again" title=words().portal.photo_again on:click=move |_| open.set(true)>
                {picture}
                <span class="sr-only">{words().portal.photo_again}</span>
            </button>
        }
        .into_any(),
        PictureKind::EmblemSide | PictureKind::PortraitSide => picture.into_any(),
    }
}

/// 图片上传: what to mind, what it should look like, and the tile.
fn upload(road: Road, kind: PictureKind, open: RwSignal<bool>) -> AnyView {
    let portal = words().portal;
    let (choose, example) = match kind {
        PictureKind::Photo => (portal.hint_choose_photo, view! { <PhotoExample/> }.into_any()),
        PictureKind::PortraitSide => {
            (portal.hint_choose_portrait, view! { <CardExample portrait=true/> }.into_any())
        }
        PictureKind::EmblemSide => {
            (portal.hint_choose_emblem, view! { <CardExample portrait=false/> }.into_any())
        }
    };
    let slot = road.wizard.slots.of(kind);
    // 完成 while the chosen file is still being made into a picture closes the dialog as soon as that picture is there.
    let awaited = RwSignal::new(None::<Option<Arc<[u8]>>>);
    let close = move |_| {
        if slot.preparing.get_untracked() {
            awaited.set(Some(slot.shown.get_untracked()));
        } else {
            open.set(false);
        }
    };
    Effect::new(move |_| {
        let is_over = !slot.preparing.get();
        if let Some(before) = awaited.get_untracked().filter(|_| is_over) {
            awaited.set(None);
            // A file that was refused, or that waits to be cropped, keeps the dialog open with its words.
            open.set(match &before {
                Some(bytes) => slot.shows(bytes),
                None => slot.shown.with_untracked(Option::is_none),
            });
        }
    });
    let waits = move || awaited.with(Option::is_some);
    let problem =
        Signal::derive(move || waits().then(|| words().pictures_in_preparation.to_owned()));
    view! {
        <div class="dialog-text upload-hints">
            <p>{portal.hints}</p>
            <ul>{[choose, portal.hint_true, portal.hint_crop].map(|hint| view! { <li>{hint}</li> })}</ul>
            {example}
        </div>
        <div class="uploads">{ask::picture(road, kind)}</div>
        <Problem words=problem/>
        <div class="dialog-actions">
            <button type="button" class="button button-primary" aria-disabled=move || waits().then_some("true") on:click=close>
                {portal.upload_done}
            </button>
        </div>
    }
    .into_any()
}
