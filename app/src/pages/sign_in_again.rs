//! Signing in again in place, where a session has ended in the middle.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::api::SessionView;

use super::{Note, Road, leaving::sign_out_here, ways::Ways};
use crate::{
    components::dialog::{Dialog, Stand},
    platform::device,
    routes::Route,
    words,
};

/// The session ended in the middle: the same person signs in again without leaving the page, whose content is covered meanwhile.
/// Nothing but an answer closes the dialog, for behind it stands what a person has filled in.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let road = Road::here();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let lapsed = road.session.lapsed.get();
        if lapsed {
            road.forget_undo();
            road.reader.stop();
            // The number stands in no field that the next person sees.
            road.typed_mobile.set(String::new());
            road.typed_code.set(String::new());
        }
        open.set(lapsed);
    });
    Effect::new(move |_| {
        // A browser closes any dialog when Escape is pressed often enough.
        if !open.get() && road.session.lapsed.get_untracked() {
            open.set(true);
        }
    });
    let arrive = Callback::new(move |view: SessionView| {
        spawn_local(async move {
            let before = road.session.view_now().applicant;
            let now = view.applicant.clone();
            // Kept while it is known whose it is.
            road.wizard.keep_here();
            road.session.set(view);
            road.session.lapsed.set(false);
            device::change_hands();
            if now.is_none() {
                // A mobile number does not tell who the person is. The real name is asked for next; then the draft on this device
                // is taken up again, or wiped where it is another's.
                road.wizard.put_aside();
            } else if now == before {
                road.wizard.catch_up();
            } else {
                road.wizard.forget();
                road.forget_undo();
                road.note.set(Some(Note::OtherPerson));
                road.take_up_draft().await;
                road.nav.replace(&Route::Home);
            }
        });
    });
    view! {
        <Dialog open=open title=words().sign_in_again stand=Stand::Sheet firm=true>
            <p class="dialog-text">{words().sign_in_again_lead}</p>
            <Ways place="again-" on_done=arrive/>
            <div class="actions actions-plain">
                <button type="button" class="button" on:click=move |_| sign_out_here(road)>{words().not_me}</button>
            </div>
        </Dialog>
    }
    .into_any()
}
