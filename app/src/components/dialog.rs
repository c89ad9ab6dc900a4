//! The browser's own dialog: it holds the focus, answers to Escape, and gives the focus back.

use leptos::{html, prelude::*};

/// How a dialog stands on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stand {
    /// In the middle: a question.
    #[default]
    Middle,
    /// Comes up from below on a phone, and stands in the middle of a wide screen: a task.
    Sheet,
    /// The same on a phone, and at the side of a wide screen, with the page still in sight: settings, a menu.
    Side,
    /// A sheet that is as high as the screen lets it be: the camera.
    Full,
}

impl Stand {
    const fn class(self) -> &'static str {
        match self {
            Self::Middle => "dialog",
            Self::Sheet => "dialog dialog-sheet",
            Self::Side => "dialog dialog-sheet sheet-side",
            Self::Full => "dialog dialog-sheet dialog-full",
        }
    }

    /// A question is answered by one of its buttons; everything else can be closed in its head.
    const fn has_close(self) -> bool {
        match self {
            Self::Middle => false,
            Self::Sheet | Self::Side | Self::Full => true,
        }
    }
}

/// A dialog over the page, open while `open` says so.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    title: &'static str,
    #[prop(optional)] stand: Stand,
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
    view! {
        <dialog
            node_ref=dialog
            class=stand.class()
            aria-label=title
            on:close=move |_| { open.try_set(false); }
            on:cancel=move |event: leptos::ev::Event| if firm { event.prevent_default() }
        >
            <div class="dialog-head">
                <h2 class="dialog-title">{title}</h2>
                {(stand.has_close() && !firm).then(|| view! {
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
