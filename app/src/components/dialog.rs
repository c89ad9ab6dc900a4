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

/// Who keeps the browser's history, told of each dialog by the signal that says whether it is open: back closes a dialog before it leaves the page.
#[derive(Clone, Copy, Debug)]
pub struct DialogHistory {
    /// A dialog has opened.
    pub opened: Callback<RwSignal<bool>>,
    /// It was closed by something else than the browser's back.
    pub closed: Callback<RwSignal<bool>>,
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
    if let Some(history) = use_context::<DialogHistory>().filter(|_| !firm) {
        follow(history, open);
    }
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

/// Has the history follow a dialog.
fn follow(history: DialogHistory, open: RwSignal<bool>) {
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        match (was_open.unwrap_or(false), is_open) {
            (false, true) => history.opened.run(open),
            (true, false) => history.closed.run(open),
            _ => {}
        }
        is_open
    });
    on_cleanup(move || {
        history.closed.try_run(open);
    });
}
