//! 登录: a mobile number and the code sent to it, with an account beside it.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{MobileChange, SessionView, SignIn as Way, SmsPurpose},
    application::check_value,
    directory::Directory,
    fault::Severity,
    field::Field,
    tidy,
};

use super::{
    Road, ask::own_question, layout::LanguageSwitch, sign_in_again::come_back, ways::PlainWays,
};
use crate::{
    aloud::Manner,
    api::{self, ApiProblem},
    components::{
        field::{Question, TextField, Typing, control_id},
        notice::Problem,
        switch::Switch,
    },
    platform::{self, device},
    routes::Route,
    words,
};

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    let road = Road::here();
    let arrive = arrive(road);
    let shared = RwSignal::new(device::is_shared());
    view! {
        <h1>{words().sign_in}</h1>
        <p class="lead">{words().sign_in_lead}</p>
        <SharedDevice shared/>
        <PlainWays shared on_done=arrive/>
        <LanguageSwitch/>
    }
    .into_any()
}

/// Somebody has signed in, and goes on to where they wanted to be.
pub(super) fn arrive(road: Road) -> Callback<SessionView> {
    Callback::new(move |view: SessionView| {
        spawn_local(async move {
            take_in(road, view).await;
            road.go_on_from_detour(&Route::Home);
        });
    })
}

/// Somebody has signed in: it is their page from now on, with their draft.
async fn take_in(road: Road, view: SessionView) {
    road.session.set(view);
    // Whoever it was that left, this is another session.
    device::owe_sign_out(false);
    device::change_hands();
    road.take_up_draft().await;
}

/// Tells whoever asked that somebody has signed in. Where the form was left before the answer came, they stay where they went, signed in
/// all the same.
pub(super) fn tell(road: Road, on_done: Callback<SessionView>, view: SessionView) {
    if on_done.try_run(view.clone()).is_none() {
        take_in_late(road, view);
    }
}

/// Somebody has signed in by a form that was left before the answer came.
pub(super) fn take_in_late(road: Road, view: SessionView) {
    if road.session.lapsed.get_untracked() && view.applicant.is_some() {
        come_back(road, view);
    } else {
        spawn_local(take_in(road, view));
    }
}

/// Asks whether others use the device. It is asked before anything is kept, and the answer stays for the next person, who is the one
/// that it protects.
#[component]
pub(super) fn SharedDevice(shared: RwSignal<bool>) -> impl IntoView {
    let on_change = Callback::new(move |on| {
        device::set_shared(on);
        shared.set(on);
    });
    view! {
        <div class="cells settings">
            <Switch name="shared" label=words().shared_device detail=words().shared_device_detail on=shared on_change/>
        </div>
    }
    .into_any()
}

/// What the code is for.
#[derive(Clone, Copy, Debug)]
pub enum SmsFor {
    /// To sign in; whoever did is told.
    SignIn(Callback<SessionView>),
    /// To prove another number of who is signed in; the number is told with the session.
    Number(Callback<(SessionView, String)>),
}

/// What became of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    Not,
    Good,
    Expired,
}

/// What the form of the SMS code holds.
#[derive(Clone, Copy)]
struct Sms {
    mobile: RwSignal<String>,
    mobile_error: RwSignal<Option<String>>,
    code: RwSignal<String>,
    code_error: RwSignal<Option<String>>,
    problem: RwSignal<Option<String>>,
    /// Seconds until another code may be asked for.
    wait: RwSignal<u32>,
    sent: RwSignal<Sent>,
    /// How many codes were asked for: an older one no longer counts.
    turn: RwSignal<u32>,
    busy: RwSignal<bool>,
}

/// Number, code, and the button. `place` keeps its ids apart from another such form on the page.
#[component]
pub fn SmsForm(place: &'static str, purpose: SmsFor) -> impl IntoView {
    let road = Road::here();
    // Another number is not the one that the person signed in with.
    let (mobile, code) = match purpose {
        SmsFor::SignIn(_) => (road.typed_mobile, road.typed_code),
        SmsFor::Number(_) => (RwSignal::new(String::new()), RwSignal::new(String::new())),
    };
    let sms = Sms {
        mobile,
        mobile_error: RwSignal::new(None),
        code,
        code_error: RwSignal::new(None),
        problem: RwSignal::new(None),
        wait: RwSignal::new(0),
        sent: RwSignal::new(Sent::Not),
        turn: RwSignal::new(0),
        busy: RwSignal::new(false),
    };
    let (phone_name, code_name) = match (purpose, place) {
        (SmsFor::Number(_), _) => ("new-phone", "new-code"),
        (SmsFor::SignIn(_), "") => ("phone", "code"),
        (SmsFor::SignIn(_), _) => ("again-phone", "again-code"),
    };
    let asked_for = match purpose {
        SmsFor::SignIn(_) => SmsPurpose::SignIn,
        SmsFor::Number(_) => SmsPurpose::ChangeMobile,
    };
    let send_word = match purpose {
        SmsFor::SignIn(_) => (words().sign_in, words().signing_in),
        SmsFor::Number(_) => (words().confirm, words().checking),
    };
    let phone = own_question(
        phone_name,
        words().phone,
        Field::Mobile,
        sms.mobile,
        sms.mobile_error,
        Manner::MOBILE,
    );
    let code = Question {
        hint: Signal::derive(move || {
            let hint = match sms.sent.get() {
                Sent::Not => "",
                Sent::Good => words().code_sent,
                Sent::Expired => words().code_expired,
            };
            hint.to_owned()
        }),
        groups: Signal::derive(Vec::new),
        on_paste: Callback::new(|text: String| tidy::code(&text)),
        on_leave: Callback::new(move |()| sms.code.update(|code| *code = tidy::code(code))),
        ..own_question(
            code_name,
            words().code,
            Field::Postcode,
            sms.code,
            sms.code_error,
            Manner::CODE,
        )
    };
    // The name of a button that has the focus is read out whenever it changes: to who listens it counts in tens.
    let heard = Memo::new(move |_| match sms.wait.get() {
        0 => None,
        1 => Some(1),
        seconds => Some(seconds.div_ceil(10) * 10),
    });
    let get_words = move || match heard.get() {
        None => words().get_code.into_any(),
        Some(heard) => view! {
            <span aria-hidden="true">{move || words::code_again_in(sms.wait.get())}</span>
            <span class="sr-only">{words::code_again_in(heard)}</span>
        }
        .into_any(),
    };
    view! {
        <form
            novalidate
            on:keydown=|event| platform::enter_goes_on(&event)
            on:submit=move |event| {
                event.prevent_default();
                give_code(road, sms, (phone_name, code_name), purpose);
            }
        >
            <section class="cells">
                <TextField question=phone typing=phone_typing()/>
                <div class="code-row">
                    <TextField question=code typing=code_typing()/>
                    <button
                        type="button"
                        class="button button-small"
                        // A button that is disabled while it has the focus loses it; this one only says that it waits.
                        aria-disabled=move || (sms.wait.get() != 0).then_some("true")
                        on:click=move |_| send(road, sms, phone_name, asked_for)
                    >
                        {get_words}
                    </button>
                </div>
            </section>
            <Problem words=sms.problem.into()/>
            <div class="actions actions-plain">
                <button type="submit" class="button button-primary" aria-disabled=move || sms.busy.get().then_some("true")>
                    {move || if sms.busy.get() { send_word.1 } else { send_word.0 }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn phone_typing() -> Typing {
    Typing {
        kind: "tel",
        inputmode: "tel",
        autocomplete: "tel",
        placeholder: words().phone_placeholder,
        ..Typing::PLAIN
    }
}

fn code_typing() -> Typing {
    Typing {
        inputmode: "numeric",
        autocomplete: "one-time-code",
        enterkeyhint: "done",
        placeholder: words().code_placeholder,
        ..Typing::PLAIN
    }
}

/// What the rules say about a value that stands alone.
pub(super) fn fault_of(road: Road, field: Field, value: &str, missing: &str) -> Option<String> {
    if value.trim().is_empty() {
        return Some(missing.to_owned());
    }
    let today = untrack(|| road.session.today());
    let checked = check_value(field, value, today, &Directory::built_in());
    checked
        .faults
        .into_iter()
        .find(|fault| fault.severity == Severity::Hard)
        .map(|fault| words::fault(&fault))
}

fn send(road: Road, sms: Sms, phone_name: &'static str, purpose: SmsPurpose) {
    if sms.wait.get_untracked() != 0 {
        return;
    }
    let mobile = sms.mobile.get_untracked();
    let fault = fault_of(road, Field::Mobile, &mobile, words().phone_missing);
    if fault.is_some() {
        sms.mobile_error.set(fault);
        platform::focus(&control_id(phone_name));
        return;
    }
    sms.problem.set(None);
    // Counting begins at the tap, so that a second tap does nothing while the first is on its way.
    sms.wait.set(1);
    spawn_local(async move {
        let wait = match api::send_sms(mobile, purpose).await {
            Ok(sent) => {
                // That the code is missing would stand where it is said that one was sent.
                sms.code_error.try_set(None);
                follow_code(sms, sent.expires_in);
                sent.resend_after
            }
            Err(problem) => {
                road.session.notice(&problem);
                sms.problem.try_set(Some(problem.words()));
                if let ApiProblem::Busy { retry_after, .. } = problem { retry_after } else { 0 }
            }
        };
        sms.wait.try_set(wait);
        // The form may be gone by the next second; then there is nothing left to count for.
        while sms.wait.try_get_untracked().is_some_and(|wait| wait > 0) {
            TimeoutFuture::new(1_000).await;
            sms.wait.try_update(|wait| *wait = wait.saturating_sub(1));
        }
    });
}

/// Says that a code is good, and says so no longer when it is not: nobody has to find out by a refusal.
fn follow_code(sms: Sms, seconds: u32) {
    sms.sent.try_set(Sent::Good);
    sms.turn.try_update(|turn| *turn += 1);
    let turn = sms.turn.try_get_untracked();
    spawn_local(async move {
        TimeoutFuture::new(seconds.saturating_mul(1_000)).await;
        if turn.is_some() && sms.turn.try_get_untracked() == turn {
            sms.sent.try_set(Sent::Expired);
        }
    });
}

fn give_code(road: Road, sms: Sms, names: (&'static str, &'static str), purpose: SmsFor) {
    if sms.busy.get_untracked() {
        return;
    }
    let (mobile, code) = (sms.mobile.get_untracked(), sms.code.get_untracked());
    let mobile_fault = fault_of(road, Field::Mobile, &mobile, words().phone_missing);
    let code_fault = code.trim().is_empty().then(|| words().code_missing.to_owned());
    let first =
        if mobile_fault.is_some() { Some(names.0) } else { code_fault.as_ref().map(|_| names.1) };
    sms.mobile_error.set(mobile_fault);
    sms.code_error.set(code_fault);
    if let Some(first) = first {
        platform::focus(&control_id(first));
        return;
    }
    sms.busy.set(true);
    sms.problem.set(None);
    spawn_local(async move {
        let answer = match purpose {
            SmsFor::SignIn(_) => api::sign_in(Way::Sms { mobile: mobile.clone(), code }).await,
            SmsFor::Number(_) => {
                api::change_mobile(MobileChange { mobile: mobile.clone(), code }).await
            }
        };
        sms.busy.try_set(false);
        match answer {
            Ok(view) => {
                sms.code.try_set(String::new());
                match purpose {
                    SmsFor::SignIn(on_done) => tell(road, on_done, view),
                    SmsFor::Number(on_done) => {
                        let mobile = road.wizard.tidy(Field::Mobile, &mobile);
                        // The person may have left the form meanwhile; it has happened all the same.
                        if on_done.try_run((view.clone(), mobile)).is_none() {
                            road.session.set(view);
                        }
                    }
                }
            }
            Err(problem) => {
                road.session.notice(&problem);
                sms.problem.try_set(Some(problem.words()));
            }
        }
    });
}
