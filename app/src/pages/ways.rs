//! The ways to sign in, one at a time, the others as links below it.

use leptos::prelude::*;
use sscard_shared::api::{PersonView, ProviderProblem, SessionView};

use super::{
    Road,
    account::AccountForm,
    identity_check::form::FaceForm,
    portal::{providers::Providers, scan_code::ScanCode},
    sign_in::{SmsFor, SmsForm},
};
use crate::{platform::address, words};

/// A way to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InWay {
    /// 短信验证码.
    Sms,
    /// 账号.
    Account,
    /// 姓名, 证件号码 and 人脸识别.
    Face,
    /// A phone that is signed in lets the browser in.
    Scan,
    /// Others who vouch for the person.
    Provider,
}

impl InWay {
    /// The way by which a session was begun, as the server tells it.
    #[must_use]
    pub fn of_session(view: &SessionView) -> Self {
        match view.way.as_deref() {
            Some("password") => Self::Account,
            Some("face") => Self::Face,
            Some("scan") => Self::Scan,
            Some("oidc") => Self::Provider,
            // The code of a mini-program stands for a number, and comes with its page alone.
            _ => Self::Sms,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Sms => words().account.by_sms,
            Self::Account => words().account.open,
            Self::Face => words().face.title,
            Self::Scan => words().ways_in.by_scan,
            Self::Provider => words().ways_in.by_provider,
        }
    }
}

/// First one way, and below it the others: the code by SMS and the account, which need nothing but the page, are always among them.
#[component]
pub fn Ways(
    place: &'static str,
    #[prop(default = InWay::Sms)] first: InWay,
    /// Who it has to be, where that is known.
    #[prop(default = None)]
    known: Option<PersonView>,
    /// Whether others use the device.
    shared: RwSignal<bool>,
    /// Where a provider leads back to; otherwise to the page that was wanted.
    #[prop(default = None)]
    back: Option<String>,
    on_done: Callback<SessionView>,
) -> impl IntoView {
    let always = [InWay::Sms, InWay::Account];
    // Who comes back from a provider without having been vouched for is told why, and may try again.
    let came_back = place.is_empty().then(came_back).flatten();
    let provider = came_back.map(|_| InWay::Provider);
    let offered: Vec<InWay> = provider
        .into_iter()
        .chain([first].into_iter().filter(|way| !always.contains(way)))
        .chain(always)
        .collect();
    let places = offered.len() - 1;
    let chosen = RwSignal::new(provider.unwrap_or(first));
    let others = Memo::new(move |_| {
        let chosen = chosen.get();
        offered.iter().copied().filter(|way| *way != chosen).collect::<Vec<_>>()
    });
    let form = move || match chosen.get() {
        InWay::Sms => view! { <SmsForm place purpose=SmsFor::SignIn(on_done)/> }.into_any(),
        InWay::Account => view! { <AccountForm place on_done/> }.into_any(),
        InWay::Face => view! { <FaceForm place known=known.clone() shared on_done/> }.into_any(),
        InWay::Scan => view! { <ScanCode shown=Signal::derive(|| true) on_done/> }.into_any(),
        InWay::Provider => view! { <Providers came_back back=back.clone()/> }.into_any(),
    };
    // A link becomes the way that it took the place of, so that the focus stays where it was.
    let link = move |at: usize| {
        let way = Memo::new(move |_| others.with(|others| others.get(at).copied()));
        let choose = move |_| {
            if let Some(way) = way.get_untracked() {
                chosen.set(way);
            }
        };
        view! {
            <p class="other-way">
                <button type="button" class="link" on:click=choose>{move || way.get().map(InWay::word)}</button>
            </p>
        }
    };
    view! {
        {form}
        {(0..places).map(link).collect_view()}
    }
    .into_any()
}

/// Why a provider that this page was left for vouched for nobody, as the address says.
pub(super) fn came_back() -> Option<ProviderProblem> {
    address::take_query("problem").and_then(|word| ProviderProblem::from_name(&word))
}

/// The ways to sign in for a page that has no other.
#[component]
pub fn PlainWays(shared: RwSignal<bool>, on_done: Callback<SessionView>) -> impl IntoView {
    let view = untrack(|| Road::here().session.view());
    let first = match InWay::of_session(&view) {
        InWay::Account => InWay::Account,
        InWay::Sms | InWay::Face | InWay::Scan | InWay::Provider => InWay::Sms,
    };
    view! { <Ways place="" first shared on_done/> }.into_any()
}
