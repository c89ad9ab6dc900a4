//! The browser's own dialog: it holds the focus, answers to Escape, and gives the focus back.

use leptos::{html, prelude::*};

/// A dialog over the page, open while `open` says so.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    title: &'static str,
    /// Fills a phone's screen from below instead of standing in the middle of it.
    #[prop(optional)]
    sheet: bool,
    /// A sheet that is as high as the screen lets it be.
    #[prop(optional)]
    full: bool,
    /// Cannot be dismissed: something has to be answered first.
    #[prop(optional)]
    firm: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        let is_open = element.open();
        if open.get() && !is_open {
            // A browser without modal dialogs still shows it, as a part of the page.
            if element.show_modal().is_err() {
                element.set_open(true);
            }
        } else if !open.get() && is_open {
            element.close();
        }
    });
    let class = match (sheet, full) {
        (_, true) => "dialog dialog-sheet dialog-full",
        (true, false) => "dialog dialog-sheet",
        (false, false) => "dialog",
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-label=title
            on:close=move |_| { open.try_set(false); }
            on:cancel=move |event: leptos::ev::Event| if firm { event.prevent_default() }
        >
            <div class="dialog-head">
                <h2 class="dialog-title">{title}</h2>
                {((sheet || full) && !firm).then(|| view! {
                    <button type="button" class="dialog-close" on:click=move |_| open.set(false)>
                        {crate::words().close}
                    </button>
                })}
            </div>
            {move || open.get().then(|| children())}
        </dialog>
    }
    .into_any()
}
