//! 更正: another mobile number, proved by a code sent to it.

use leptos::prelude::*;
use sscard_shared::api::SessionView;

use crate::{
    components::{
        dialog::{Dialog, Stand},
        toast::Toast,
    },
    pages::{
        Road,
        sign_in::{SmsFor, SmsForm},
    },
    words,
};

/// The button, and the dialog that it opens.
#[component]
pub fn Correct() -> impl IntoView {
    let road = Road::here();
    let open = RwSignal::new(false);
    // Held by the dialog, for the cell that holds the button is built anew when the number changes.
    let changed = Callback::new(move |(view, mobile): (SessionView, String)| {
        open.try_set(false);
        road.session.set(view);
        road.wizard.take_mobile(&mobile);
        road.toast.set(Some(Toast::saying(words().portal.corrected.to_owned())));
    });
    view! {
        <button type="button" class="button button-small" on:click=move |_| open.set(true)>
            {words().portal.correct}
        </button>
        <Dialog open=open title=words().portal.correct_title stand=Stand::Sheet>
            <p class="dialog-text">{words().portal.correct_detail}</p>
            <SmsForm place="new-" purpose=SmsFor::Number(changed)/>
        </Dialog>
    }
    .into_any()
}
