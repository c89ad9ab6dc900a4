//! 登录 at the 网上服务大厅: 扫码登录, 账号登录, 其他渠道登录, and the code by SMS beside them.

use leptos::prelude::*;
use sscard_shared::api::{ProviderProblem, SessionView};

use super::{providers::Providers, scan_code::ScanCode};
use crate::{
    components::tabs::{Tab, Tabs},
    pages::{
        Road,
        account::AccountForm,
        layout::LanguageSwitch,
        sign_in::{SharedDevice, SmsFor, SmsForm, arrive},
        ways::came_back,
    },
    platform::{self, device},
    words,
};

const SCAN: &str = "scan";
const ACCOUNT: &str = "account";
const PROVIDERS: &str = "providers";

/// The page.
#[component]
pub fn PortalSignIn() -> impl IntoView {
    let road = Road::here();
    let arrive = arrive(road);
    let came_back = came_back();
    // Nobody can scan the screen that they hold in their hand.
    let order =
        if platform::is_wide() { [SCAN, ACCOUNT, PROVIDERS] } else { [ACCOUNT, PROVIDERS, SCAN] };
    let chosen = RwSignal::new(if came_back.is_some() { PROVIDERS } else { order[0] });
    let by_sms = RwSignal::new(false);
    let way = move || {
        if by_sms.get() {
            view! { <SmsForm place="" purpose=SmsFor::SignIn(arrive)/> }.into_any()
        } else {
            let tabs = order.map(|name| tab(name, chosen, came_back, arrive)).into();
            view! { <Tabs label=words().ways_in.ways chosen tabs/> }.into_any()
        }
    };
    let other =
        move || if by_sms.get() { words().ways_in.other_ways } else { words().ways_in.by_sms };
    view! {
        <h1>{words().sign_in}</h1>
        <SharedDevice shared=RwSignal::new(device::is_shared())/>
        <section class="ways-in">{way}</section>
        <p class="other-way">
            <button type="button" class="link" on:click=move |_| by_sms.update(|on| *on = !*on)>{other}</button>
        </p>
        <LanguageSwitch/>
    }
    .into_any()
}

fn tab(
    name: &'static str,
    chosen: RwSignal<&'static str>,
    came_back: Option<ProviderProblem>,
    arrive: Callback<SessionView>,
) -> Tab {
    let words = words().ways_in;
    let (label, panel) = match name {
        SCAN => {
            let shown = Signal::derive(move || chosen.get() == SCAN);
            (words.by_scan, view! { <ScanCode shown on_done=arrive/> }.into_any())
        }
        PROVIDERS => (words.by_provider, view! { <Providers came_back/> }.into_any()),
        _ => (words.by_account, view! { <AccountForm place="" on_done=arrive/> }.into_any()),
    };
    Tab { name, label, panel }
}
