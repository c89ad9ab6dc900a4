//! The device goes into other hands: somebody signs out, the session ends, another tab has somebody else. Who comes next finds nothing.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::api::SessionView;

use super::Road;
use crate::{
    api,
    platform::{self, device},
    routes::Route,
};

/// The person has signed out: nothing of theirs stays on this device.
pub fn sign_out_here(road: Road) {
    road.wizard.forget();
    leave(road, nobody(road));
    device::change_hands();
}

/// The same where the server cannot be told: it hears of it as soon as it can be reached, and before anybody sees anything.
pub fn sign_out_unheard(road: Road) {
    device::owe_sign_out(true);
    sign_out_here(road);
}

/// Tells the server that somebody left when it could not be told.
pub fn catch_up_sign_out() {
    if device::owes_sign_out() {
        spawn_local(async {
            if let Ok(()) | Err(api::ApiProblem::SignedOut) = api::sign_out().await {
                device::owe_sign_out(false);
            }
        });
    }
}

/// Somebody goes to a provider, to come back signed in: who left before them is gone by then.
///
/// # Errors
/// Whatever kept the server from hearing of it.
pub async fn make_way() -> Result<(), api::ApiProblem> {
    if device::owes_sign_out() {
        match api::sign_out().await {
            Ok(()) | Err(api::ApiProblem::SignedOut) => device::owe_sign_out(false),
            Err(problem) => return Err(problem),
        }
    }
    Ok(())
}

/// The page of somebody who is not there any more: nothing of theirs stays in it.
fn leave(road: Road, view: SessionView) {
    road.wizard.reset();
    // What could be taken back is the person's too, and so is what is being said.
    road.forget_undo();
    road.reader.stop();
    road.note.set(None);
    road.typed_mobile.set(String::new());
    road.typed_code.set(String::new());
    platform::forget_wanted();
    road.nav.replace(&Route::Home);
    road.session.set(view);
    road.session.lapsed.set(false);
}

/// What is known when nobody is signed in.
fn nobody(road: Road) -> SessionView {
    let SessionView { sandbox, today, .. } = road.session.view_now();
    SessionView { sandbox, today, ..SessionView::default() }
}

/// Follows whose hands the device is in, for as long as the page lives.
pub fn follow_hands(road: Road) {
    device::on_other_hands(move || {
        spawn_local(look_again(road));
    });
    Effect::new(move |_| device::cover(road.session.lapsed.get()));
}

/// Asks who is signed in now. For the same person nothing changes; anybody else begins at the first page.
async fn look_again(road: Road) {
    if road.start.with_untracked(|start| *start != super::Start::Ready) {
        return device::cover(false);
    }
    let before = road.session.view_now();
    match api::session().await {
        Ok(now) if now.applicant == before.applicant && now.signed_in == before.signed_in => {
            if road.session.lapsed.get_untracked() {
                // They signed in again in another tab.
                road.session.lapsed.set(false);
                road.wizard.catch_up();
            }
        }
        Ok(now) => {
            leave(road, now);
            road.take_up_draft().await;
        }
        // Whose hands these are cannot be known: where they may be another's, the form waits behind the question who it is.
        Err(_) if before.signed_in && device::is_shared() => road.session.lapsed.set(true),
        Err(_) => {}
    }
    device::cover(road.session.lapsed.get_untracked());
}

/// A session is nobody's any more when its person has left, or began it in an earlier visit on a device that others use as well.
///
/// # Errors
/// Whatever kept the server from ending it.
pub async fn end_earlier_visit(road: Road) -> Result<(), api::ApiProblem> {
    let is_back = device::is_back();
    let is_same = is_back || device::is_same_visit();
    let is_over = device::owes_sign_out() || (device::is_shared() && !is_same);
    if is_back && road.session.view_now().signed_in {
        // The provider has led to the page that was wanted.
        platform::forget_wanted();
        device::change_hands();
    }
    if is_over && road.session.view_now().signed_in {
        match api::sign_out().await {
            Ok(()) | Err(api::ApiProblem::SignedOut) => {
                road.wizard.forget();
                road.session.set(nobody(road));
                device::change_hands();
            }
            Err(problem) => return Err(problem),
        }
    }
    device::owe_sign_out(false);
    Ok(())
}
