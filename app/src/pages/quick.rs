//! 手机号快捷登录: the person has let a mini-program have their number, and is signed in by its code before they see anything.

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

/// Signs in by what was handed over, and says by which number. Whoever is signed in already stays so, for a code says nothing of whether
/// it is theirs. One that is not good leaves the person where they can sign in otherwise, with words.
pub async fn sign_in_by_host(road: Road) {
    let present = road.session.view_now();
    let Some(HandOver { host, code }) = host::handed_over(present.sandbox) else { return };
    if present.signed_in {
        return;
    }
    match api::sign_in(SignIn::HostPhone { host, code }).await {
        Ok(view) => {
            let number = view.mobile.as_deref().map(words::signed_in_by_number);
            road.toast.set(number.map(Toast::saying));
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
