//! 我的登录设备, and 修改密码 for who signed in by an account.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::api::{DeviceView, ErrorCode, PasswordChange};

use super::{
    Road,
    account::{fault_of_new, filled_in, secret},
};
use crate::{
    api::{self, ApiProblem},
    components::{
        button::{Button, Kind},
        dialog::{Dialog, Stand},
        field::{PasswordField, control_id},
        notice::{Problem, Waiting},
        toast::Toast,
    },
    platform, words,
};

/// The ways to both.
#[component]
pub fn Devices() -> impl IntoView {
    let road = Road::here();
    let (listing, changing) = (RwSignal::new(false), RwSignal::new(false));
    let by_account = Memo::new(move |_| road.session.view().way.as_deref() == Some("password"));
    view! {
        <div class="cells">
            <button type="button" class="cell cell-link" aria-haspopup="dialog" on:click=move |_| listing.set(true)>
                {words().account.devices}
            </button>
            {move || by_account.get().then(|| view! {
                <button type="button" class="cell cell-link" aria-haspopup="dialog" on:click=move |_| changing.set(true)>
                    {words().account.change}
                </button>
            })}
        </div>
        <Dialog open=listing title=words().account.devices stand=Stand::Sheet>
            <List/>
        </Dialog>
        <Dialog open=changing title=words().account.change stand=Stand::Sheet>
            <Change open=changing/>
        </Dialog>
    }
    .into_any()
}

/// What is known of the devices.
#[derive(Clone, Copy)]
struct Known {
    devices: RwSignal<Option<Vec<DeviceView>>>,
    problem: RwSignal<Option<String>>,
    /// Whether it is asked about all the others.
    asking: RwSignal<bool>,
}

impl Known {
    fn load(self, road: Road) {
        spawn_local(async move {
            match api::devices().await {
                Ok(devices) => {
                    self.devices.try_set(Some(devices));
                }
                Err(problem) => self.fail(road, &problem),
            }
        });
    }

    fn fail(self, road: Road, problem: &ApiProblem) {
        road.session.notice(problem);
        self.problem.try_set(Some(problem.words()));
    }

    /// Signs out there, says so, and looks again.
    fn end(self, road: Road, id: Option<String>) {
        self.problem.set(None);
        self.asking.set(false);
        spawn_local(async move {
            let (ended, said) = match &id {
                Some(id) => (api::end_device(id).await, words().account.device_ended),
                None => (api::end_other_devices().await, words().account.others_ended),
            };
            match ended {
                // Whatever was not there any more is signed out as well.
                Ok(()) | Err(ApiProblem::Refused { code: ErrorCode::NotFound, .. }) => {
                    road.toast.set(Some(Toast::saying(said.to_owned())));
                    self.load(road);
                }
                Err(problem) => self.fail(road, &problem),
            }
        });
    }
}

#[component]
fn List() -> impl IntoView {
    let road = Road::here();
    let known = Known {
        devices: RwSignal::new(None),
        problem: RwSignal::new(None),
        asking: RwSignal::new(false),
    };
    known.load(road);
    let has_others = move || {
        known.devices.with(|all| all.as_ref().is_some_and(|all| all.iter().any(|one| !one.here)))
    };
    view! {
        <p class="dialog-text">{words().account.devices_lead}</p>
        {move || match known.devices.get() {
            None if known.problem.with(Option::is_some) => ().into_any(),
            None => view! { <Waiting/> }.into_any(),
            Some(devices) => view! {
                <ul class="cells devices">
                    {devices.into_iter().map(|device| line(road, known, device)).collect_view()}
                </ul>
            }
            .into_any(),
        }}
        <Problem words=known.problem.into()/>
        {move || (has_others() && !known.asking.get()).then(|| view! {
            <div class="actions actions-plain">
                <Button kind=Kind::Danger on_press=Callback::new(move |()| known.asking.set(true))>{words().account.end_others}</Button>
            </div>
        })}
        {move || known.asking.get().then(|| question(road, known))}
    }
    .into_any()
}

fn line(road: Road, known: Known, device: DeviceView) -> AnyView {
    let name = words::device_name(&device.device);
    let (begun, seen) =
        (platform::beijing_time(device.created_at), platform::beijing_time(device.seen_at));
    let label = words::act_on(words().account.end_device, &name);
    let id = device.id;
    view! {
        <li class="device">
            <p class="device-name">
                {name}
                {device.here.then(|| view! { <span class="badge">{words().account.this_device}</span> })}
            </p>
            <p class="device-detail">{words::signed_in_at(&device.way, &words::moment(&begun))}</p>
            <p class="device-detail">{words::last_seen(&words::moment(&seen))}</p>
            {(!device.here).then(|| view! {
                <button
                    type="button"
                    class="button button-small"
                    aria-label=label
                    on:click=move |_| known.end(road, Some(id.clone()))
                >
                    {words().account.end_device}
                </button>
            })}
        </li>
    }
    .into_any()
}

/// Asked where the button stood: a dialog over a dialog would hide what it is about.
fn question(road: Road, known: Known) -> AnyView {
    view! {
        <div role="group" aria-label=words().account.end_others_question>
            <p class="dialog-text"><strong>{words().account.end_others_question}</strong></p>
            <p class="dialog-text">{words().account.end_others_detail}</p>
            <div class="dialog-actions">
                <Button on_press=Callback::new(move |()| known.asking.set(false))>{words().cancel}</Button>
                <Button kind=Kind::Primary on_press=Callback::new(move |()| known.end(road, None))>{words().confirm}</Button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Change(open: RwSignal<bool>) -> impl IntoView {
    let road = Road::here();
    let (old, old_error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let (new, new_error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let (problem, busy) = (RwSignal::new(None), RwSignal::new(false));
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        let missing = old.with_untracked(String::is_empty);
        old_error.set(missing.then(|| words().account.password_missing.to_owned()));
        let weak = fault_of_new(&new.get_untracked(), "");
        let is_weak = weak.is_some();
        new_error.set(weak);
        if missing || is_weak {
            let first = if missing { "old-password" } else { "new-password" };
            return platform::focus(&control_id(first));
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let change = PasswordChange { old: old.get_untracked(), new: new.get_untracked() };
            let changed = api::change_password(&change).await;
            busy.try_set(false);
            match changed {
                Ok(view) => {
                    road.session.set(view);
                    road.toast.set(Some(Toast::saying(words().account.changed.to_owned())));
                    open.set(false);
                }
                Err(met) => {
                    road.session.notice(&met);
                    let (error, at) = match &met {
                        ApiProblem::Refused { code: ErrorCode::BadPassword, .. } => {
                            (old_error, "old-password")
                        }
                        ApiProblem::Refused { code: ErrorCode::WeakPassword, .. } => {
                            (new_error, "new-password")
                        }
                        _ => return drop(problem.try_set(Some(met.words()))),
                    };
                    error.try_set(Some(met.words()));
                    platform::focus(&control_id(at));
                }
            }
        });
    };
    let account = words().account;
    let old_question = secret("old-password", account.old_password, old, old_error, "");
    let new_question =
        secret("new-password", account.new_password, new, new_error, account.password_rule);
    view! {
        <p class="dialog-text">{account.change_lead}</p>
        <form novalidate on:submit=move |event| { event.prevent_default(); save(); }>
            <section class="cells">
                <PasswordField question=old_question autocomplete=filled_in("current-password")/>
                <PasswordField question=new_question autocomplete=filled_in("new-password")/>
            </section>
            <Problem words=problem.into()/>
            <div class="actions actions-plain">
                <Button kind=Kind::Primary submit=true busy=busy>{words().confirm}</Button>
            </div>
        </form>
    }
    .into_any()
}
