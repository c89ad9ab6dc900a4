//! The ways to sign in that need nothing but the page: the code of an SMS, and an account.

use leptos::prelude::*;
use sscard_shared::api::SessionView;

use super::{
    Road,
    account::AccountForm,
    sign_in::{SmsFor, SmsForm},
};
use crate::words;

/// One at a time; first the one that the person came by before.
#[component]
pub fn Ways(place: &'static str, on_done: Callback<SessionView>) -> impl IntoView {
    let way = untrack(|| Road::here().session.view()).way;
    let by_account = RwSignal::new(way.as_deref() == Some("password"));
    let other =
        move || if by_account.get() { words().account.by_sms } else { words().account.open };
    view! {
        {move || if by_account.get() {
            view! { <AccountForm place on_done/> }.into_any()
        } else {
            view! { <SmsForm place purpose=SmsFor::SignIn(on_done)/> }.into_any()
        }}
        <p class="other-way">
            <button type="button" class="link" on:click=move |_| by_account.update(|on| *on = !*on)>{other}</button>
        </p>
    }
    .into_any()
}
