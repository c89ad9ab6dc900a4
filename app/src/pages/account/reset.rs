//! 忘记密码: a code to the account's own number, and with it a new password.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ErrorCode, Reset, ResetRequest},
    password::Password,
    tidy,
};

use super::{
    Line, Names, account_typing,
    captcha::{Asked, captcha_field},
    filled_in, plain, secret,
};
use crate::{
    api::{self, ApiProblem},
    components::{
        button::{Button, Kind},
        field::{PasswordField, Question, TextField, Typing, control_id},
        notice::Problem,
    },
    language::language,
    platform, words,
};

/// What the form holds.
#[derive(Clone, Copy)]
struct Form {
    names: Names,
    account: Line,
    asked: Asked,
    code: Line,
    password: Line,
    /// That of the last code.
    ticket: RwSignal<Option<String>>,
    /// Seconds until another code may be asked for.
    wait: RwSignal<u32>,
    problem: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// The form; `on_end` is told whether a password was set.
pub(super) fn reset_form(names: Names, account: Line, on_end: Callback<bool>) -> AnyView {
    let form = Form {
        names,
        account,
        asked: Asked::new(),
        code: Line::new(),
        password: Line::new(),
        ticket: RwSignal::new(None),
        wait: RwSignal::new(0),
        problem: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let is_sent = Memo::new(move |_| form.ticket.with(Option::is_some));
    view! {
        <h2 class="group-title">{words().account.reset}</h2>
        <p class="aside">{words().account.reset_lead}</p>
        <form
            novalidate
            on:keydown=|event| platform::enter_goes_on(&event)
            on:submit=move |event| {
                event.prevent_default();
                if is_sent.get_untracked() { save(form, on_end) } else { send(form) }
            }
        >
            <section class="cells">
                <TextField question=plain(names.account, words().account.account, account) typing=account_typing()/>
                {captcha_field(names.captcha, form.asked)}
            </section>
            {send_button(form)}
            <div role="status">
                {move || is_sent.get().then(|| view! { <p class="aside">{words().account.reset_sent}</p> })}
            </div>
            {move || is_sent.get().then(|| new_password(form))}
            <Problem words=form.problem.into()/>
            <div class="actions actions-plain">
                {move || is_sent.get().then(|| view! {
                    <Button kind=Kind::Primary submit=true busy=form.busy>{words().account.reset_save}</Button>
                })}
                <Button on_press=Callback::new(move |()| on_end.run(false))>{words().account.remembered}</Button>
            </div>
        </form>
    }
    .into_any()
}

fn send_button(form: Form) -> AnyView {
    let told = move || match form.wait.get() {
        0 => words().get_code.to_owned(),
        // To who listens it counts in tens, for the name of a button that has the focus is read out whenever it changes.
        seconds => words::code_again_in(seconds.div_ceil(10) * 10),
    };
    view! {
        <div class="actions actions-plain">
            <button
                type="button"
                class="button"
                aria-disabled=move || (form.wait.get() != 0).then_some("true")
                on:click=move |_| send(form)
            >
                {told}
            </button>
        </div>
    }
    .into_any()
}

fn new_password(form: Form) -> AnyView {
    let code = Question {
        on_paste: Callback::new(|text: String| tidy::code(&text)),
        ..plain(form.names.code, words().code, form.code)
    };
    let password = secret(
        form.names.password,
        words().account.new_password,
        form.password.text,
        form.password.error,
        words().account.password_rule,
    );
    let typing = Typing {
        inputmode: "numeric",
        autocomplete: "one-time-code",
        placeholder: words().code_placeholder,
        ..Typing::PLAIN
    };
    view! {
        <section class="cells">
            <TextField question=code typing/>
            <PasswordField question=password autocomplete=filled_in("new-password")/>
        </section>
    }
    .into_any()
}

fn send(form: Form) {
    if form.wait.get_untracked() != 0 {
        return;
    }
    let account = form.account.is_missing(words().account.account_missing);
    let captcha = form.asked.line.is_missing(words().account.captcha_missing);
    if account || captcha {
        let first = if account { form.names.account } else { form.names.captcha };
        return platform::focus(&control_id(first));
    }
    form.problem.set(None);
    form.wait.set(1);
    spawn_local(async move {
        let request = ResetRequest {
            account: form.account.text.get_untracked(),
            captcha: form.asked.answer(),
        };
        let wait = match api::send_reset(&request).await {
            Ok(sent) => {
                form.ticket.try_set(Some(sent.ticket));
                sent.resend_after
            }
            Err(problem) => not_sent(form, &problem),
        };
        form.asked.renew();
        form.wait.try_set(wait);
        while form.wait.try_get_untracked().is_some_and(|wait| wait > 0) {
            TimeoutFuture::new(1_000).await;
            form.wait.try_update(|wait| *wait = wait.saturating_sub(1));
        }
    });
}

/// Says why no code was sent, and gives the seconds to wait.
fn not_sent(form: Form, problem: &ApiProblem) -> u32 {
    match problem {
        ApiProblem::Refused { code: ErrorCode::BadCaptcha, .. } => {
            form.asked.line.error.try_set(Some(problem.words()));
            platform::focus(&control_id(form.names.captcha));
            0
        }
        ApiProblem::Busy { retry_after, .. } => {
            form.problem.try_set(Some(problem.words()));
            *retry_after
        }
        _ => {
            form.problem.try_set(Some(problem.words()));
            0
        }
    }
}

fn save(form: Form, on_end: Callback<bool>) {
    if form.busy.get_untracked() {
        return;
    }
    let code = form.code.is_missing(words().code_missing);
    let weak =
        fault_of_new(&form.password.text.get_untracked(), &form.account.text.get_untracked());
    let is_weak = weak.is_some();
    form.password.error.set(weak);
    if code || is_weak {
        let first = if code { form.names.code } else { form.names.password };
        return platform::focus(&control_id(first));
    }
    let Some(ticket) = form.ticket.get_untracked() else { return };
    form.busy.set(true);
    form.problem.set(None);
    spawn_local(async move {
        let reset = Reset {
            ticket,
            code: form.code.text.get_untracked(),
            password: form.password.text.get_untracked(),
        };
        let saved = api::reset_password(&reset).await;
        form.busy.try_set(false);
        match saved {
            Ok(()) => {
                on_end.try_run(true);
            }
            Err(problem) => not_saved(form, &problem),
        }
    });
}

fn not_saved(form: Form, problem: &ApiProblem) {
    let (line, at) = match problem {
        ApiProblem::Refused { code: ErrorCode::BadCode, .. } => (form.code, form.names.code),
        ApiProblem::Refused { code: ErrorCode::WeakPassword, .. } => {
            (form.password, form.names.password)
        }
        _ => {
            form.problem.try_set(Some(problem.words()));
            return;
        }
    };
    line.error.try_set(Some(problem.words()));
    platform::focus(&control_id(at));
}

/// What the rules say about a new password, as far as the page knows whose it is.
pub(in crate::pages) fn fault_of_new(password: &str, account: &str) -> Option<String> {
    Password::parse(password, &[account]).err().map(|error| error.words_in(language()))
}
