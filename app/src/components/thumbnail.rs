//! A small view of a picture that the page holds as bytes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::imaging::object_url::ObjectUrl;

/// The picture; nothing while there is none.
#[component]
pub fn Thumbnail(shown: RwSignal<Option<Arc<[u8]>>>, alt: &'static str) -> impl IntoView {
    let url = Memo::new(move |_| shown.with(|bytes| bytes.as_ref().and_then(|bytes| ObjectUrl::of_jpeg(bytes).map(Arc::new))));
    move || url.get().map(|url| view! { <img class="thumbnail" src=url.as_str().to_owned() alt=alt/> })
}
