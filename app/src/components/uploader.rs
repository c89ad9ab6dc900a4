//! One picture of the application: choosing it, seeing it, sending it again.

use std::sync::Arc;

use leptos::prelude::*;
use sscard_shared::api::PictureKind;

use crate::imaging::ReadyPicture;

/// State of sending, shown on the tile.
#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    /// Nothing was sent yet.
    Idle,
    /// On its way.
    Sending,
    /// Not arrived, with words for the person.
    Failed(String),
    /// The server has it.
    Done,
}

/// A tile that takes one picture.
#[component]
pub fn Uploader(
    /// What the picture is of.
    kind: PictureKind,
    /// The JPEG kept in the draft, to display.
    #[prop(into)]
    shown: Signal<Option<Arc<[u8]>>>,
    /// State of sending.
    #[prop(into)]
    upload: Signal<Upload>,
    /// The field's fault words.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Called before the file picker opens: the page saves the draft.
    before_pick: Callback<()>,
    /// A picture was made and judged.
    on_ready: Callback<ReadyPicture>,
    /// The person wants it sent again after a failure.
    on_retry: Callback<()>,
    /// The person wants no picture.
    on_remove: Callback<()>,
) -> impl IntoView {
    let _ = (kind, shown, upload, error, before_pick, on_ready, on_retry, on_remove);
}
