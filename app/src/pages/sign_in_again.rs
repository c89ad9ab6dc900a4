//! Signing in again in place, where a session has ended in the middle.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::api::{RealName, SessionView};

use super::{
    Note, Road,
    leaving::{sign_out_here, sign_out_unheard},
    real_name::RealNameForm,
    ways::{InWay, Ways},
};
use crate::{
    api,
    components::dialog::{Dialog, Stand},
    platform::{self, device},
    routes::Route,
    words,
};

/// What is to be done now; it has the focus when it becomes another.
const LEAD: &str = "again-lead";

/// The session ended in the middle: the same person signs in again without leaving the page, whose content is covered meanwhile. They do
/// so by the way that they came, or by one that needs nothing but the page; where that proves a number alone, name and face follow here.
/// Nothing but an answer closes the dialog, for behind it stands what a person has filled in.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let road = Road::here();
    let open = RwSignal::new(false);
    // Somebody has proved a number, and not yet who they are: the page behind goes on only when that is known as well.
    let unnamed = RwSignal::new(false);
    Effect::new(move |_| {
        let lapsed = road.session.lapsed.get();
        if lapsed {
            road.forget_undo();
            road.reader.stop();
            // The number stands in no field that the next person sees.
            road.typed_mobile.set(String::new());
            road.typed_code.set(String::new());
        }
        unnamed.set(false);
        open.set(lapsed);
    });
    Effect::new(move |_| {
        // A browser closes any dialog when Escape is pressed often enough.
        if !open.get() && road.session.lapsed.get_untracked() {
            open.set(true);
        }
    });
    let arrive = Callback::new(move |view: SessionView| {
        if view.applicant.is_none() && road.session.view_now().applicant.is_some() {
            unnamed.set(true);
            request_animation_frame(|| platform::focus(LEAD));
        } else {
            come_back(road, view);
        }
    });
    let named = Callback::new(move |(view, _): (SessionView, RealName)| come_back(road, view));
    let task = move || {
        let known = road.wizard.person_now();
        let lead = if unnamed.get() { words().real_name_lead } else { words().sign_in_again_lead };
        let form = if unnamed.get() {
            view! { <RealNameForm place="again-" known on_done=named/> }.into_any()
        } else {
            let first = InWay::of_session(&road.session.view_now());
            let shared = RwSignal::new(device::is_shared());
            let back = untrack(|| road.nav.route_now()).path();
            view! { <Ways place="again-" first known shared back=Some(back) on_done=arrive/> }
                .into_any()
        };
        view! {
            <p class="dialog-text" id=LEAD tabindex="-1">{lead}</p>
            {form}
        }
    };
    // Where a number was proved there is a session, which its person does not leave behind.
    let leave = move |_| {
        spawn_local(async move {
            let heard = !unnamed.get_untracked() || api::sign_out().await.is_ok();
            if heard { sign_out_here(road) } else { sign_out_unheard(road) }
        });
    };
    view! {
        <Dialog open=open title=words().sign_in_again stand=Stand::Sheet firm=true>
            {task}
            <div class="actions actions-plain">
                <button type="button" class="button" on:click=leave>{words().not_me}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Somebody is signed in again, and as much is known of them as before.
pub(super) fn come_back(road: Road, view: SessionView) {
    spawn_local(async move {
        let before = road.session.view_now().applicant;
        let now = view.applicant.clone();
        // Kept while it is known whose it is.
        road.wizard.save_local();
        road.session.set(view);
        road.session.lapsed.set(false);
        device::change_hands();
        if now == before {
            road.wizard.catch_up();
        } else {
            road.wizard.forget();
            road.forget_undo();
            road.note.set(Some(Note::OtherPerson));
            road.take_up_draft().await;
            road.nav.replace(&Route::Home);
        }
    });
}
