//! 手机号快捷登录: a mini-program has handed over a code, and the person is signed in before they see anything.

use leptos::prelude::Set;
use sscard_shared::api::SignIn;

use super::Road;
use crate::{
    api,
    components::toast::Toast,
    platform::{
        self, device,
        host::{self, HandOver},
    },
    routes::Route,
    words,
};

/// Signs in by what was handed over, where something was and nobody is signed in. A code that is not good leaves the person where they
/// can sign in otherwise, with words.
pub async fn sign_in_by_host(road: Road) {
    let Some(HandOver { host, code }) = host::handed_over() else { return };
    if road.session.view_now().signed_in {
        return;
    }
    match api::sign_in(SignIn::HostPhone { host, code }).await {
        Ok(view) => {
            road.session.set(view);
            device::owe_sign_out(false);
            device::change_hands();
            if matches!(road.nav.route_now(), Route::Home | Route::SignIn) {
                platform::remember_wanted(&Route::Apply.path());
                road.nav.replace(&Route::RealName);
            }
        }
        Err(_) => {
            road.nav.replace(&Route::SignIn);
            road.toast.set(Some(Toast::saying(words().host_phone_failed.to_owned())));
        }
    }
}
