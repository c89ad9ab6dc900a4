//! 身份认证: the way into 京通 by name, number and face, with others below it.

pub mod form;

use leptos::prelude::*;

use super::{
    Road,
    layout::LanguageSwitch,
    sign_in::{SharedDevice, arrive},
    ways::{InWay, Ways},
};
use crate::{platform::device, words};

/// The page. Below what the guide shows stand the ways in for whoever has no camera, or a host that lends none.
#[component]
pub fn IdentityCheck() -> impl IntoView {
    let arrive = arrive(Road::here());
    let shared = RwSignal::new(device::is_shared());
    view! {
        <h1>{words().identity_check.title}</h1>
        <p class="lead">{words().identity_check.lead}</p>
        <SharedDevice shared/>
        <Ways place="" first=InWay::Face shared on_done=arrive/>
        <LanguageSwitch/>
    }
    .into_any()
}
