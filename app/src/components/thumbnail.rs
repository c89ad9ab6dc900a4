//! A small view of a picture that the page holds as bytes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::imaging::object_url::ObjectUrl;

/// The picture; nothing while there is none.
#[component]
pub fn Thumbnail(shown: RwSignal<Option<Arc<[u8]>>>, alt: &'static str) -> impl IntoView {
    move || {
        let url = shown.with(|bytes| bytes.as_ref().and_then(|bytes| ObjectUrl::of_jpeg(bytes)))?;
        // The attribute's closure owns the URL, so that it lives exactly as long as the picture is shown.
        Some(view! { <img class="thumbnail" src=move || url.as_str().to_owned() alt=alt/> })
    }
}
