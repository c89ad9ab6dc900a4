//! 账号登录: an account of the operator, its password, and a captcha; and the way back in for who has forgotten the password.

mod captcha;
mod reset;

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ErrorCode, SessionView, SignIn as Way},
    field::Field,
};

pub(super) use self::reset::fault_of_new;
use self::{
    captcha::{Asked, captcha_field},
    reset::reset_form,
};
use super::{Road, ask::own_question, reader, sign_in::tell};
use crate::{
    aloud::Manner,
    api::{self, ApiProblem},
    components::{
        button::{Button, Kind},
        field::{PasswordField, Question, TextField, Typing, control_id},
        notice::Problem,
    },
    platform::{self, device},
    words,
};

/// The names of the controls, apart from those of another such form on the page.
#[derive(Clone, Copy, Debug)]
struct Names {
    account: &'static str,
    password: &'static str,
    captcha: &'static str,
    code: &'static str,
}

impl Names {
    const fn at(place: &'static str) -> Self {
        if place.is_empty() {
            Self {
                account: "account",
                password: "password",
                captcha: "captcha",
                code: "reset-code",
            }
        } else {
            Self {
                account: "again-account",
                password: "again-password",
                captcha: "again-captcha",
                code: "again-reset-code",
            }
        }
    }
}

/// A line that is typed, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
struct Line {
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl Line {
    fn new() -> Self {
        Self { text: RwSignal::new(String::new()), error: RwSignal::new(None) }
    }

    /// Says what is missing; whether something is.
    fn is_missing(self, words: &'static str) -> bool {
        let missing = self.text.with_untracked(|text| text.trim().is_empty());
        self.error.set(missing.then(|| words.to_owned()));
        missing
    }
}

/// A question whose answer is left as it is typed.
fn plain(name: &'static str, label: &'static str, line: Line) -> Question {
    Question {
        groups: Signal::derive(Vec::new),
        on_paste: Callback::new(|text: String| text.trim().to_owned()),
        on_leave: Callback::new(|()| ()),
        ..own_question(name, label, Field::Address, line.text, line.error, Manner::Words)
    }
}

/// The same for a password, which is not read out either.
pub(super) fn secret(
    name: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
    hint: &'static str,
) -> Question {
    Question {
        aloud: reader::aloud(Road::here(), label, Callback::new(|()| String::new())),
        on_paste: Callback::new(|text: String| text),
        hint: Signal::derive(move || hint.to_owned()),
        ..plain(name, label, Line { text, error })
    }
}

/// What a browser may fill in, on a device that is one's own.
pub(super) fn filled_in(what: &'static str) -> &'static str {
    if device::is_shared() { "off" } else { what }
}

/// The form; `place` keeps its ids apart from another such form on the page.
#[component]
pub fn AccountForm(place: &'static str, on_done: Callback<SessionView>) -> impl IntoView {
    let names = Names::at(place);
    let account = Line::new();
    let resetting = RwSignal::new(false);
    let done = RwSignal::new(false);
    let on_reset = Callback::new(move |is_set: bool| {
        resetting.set(false);
        done.set(is_set);
    });
    view! {
        {move || if resetting.get() {
            reset_form(names, account, on_reset)
        } else {
            view! {
                <div role="status">
                    {move || done.get().then(|| view! { <p class="aside">{words().account.reset_done}</p> })}
                </div>
                <PasswordForm names account on_done/>
                <p class="other-way">
                    <button type="button" class="link" on:click=move |_| resetting.set(true)>{words().account.forgotten}</button>
                </p>
            }
            .into_any()
        }}
    }
    .into_any()
}

/// What the form of the password holds.
#[derive(Clone, Copy)]
struct Form {
    names: Names,
    account: Line,
    password: Line,
    asked: Asked,
    problem: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

#[component]
fn PasswordForm(names: Names, account: Line, on_done: Callback<SessionView>) -> impl IntoView {
    let form = Form {
        names,
        account,
        password: Line::new(),
        asked: Asked::new(),
        problem: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let password = form.password;
    let question =
        secret(names.password, words().account.password, password.text, password.error, "");
    let road = Road::here();
    view! {
        <form
            novalidate
            on:keydown=|event| platform::enter_goes_on(&event)
            on:submit=move |event| { event.prevent_default(); sign_in(road, form, on_done); }
        >
            <section class="cells">
                <TextField question=plain(names.account, words().account.account, account) typing=account_typing()/>
                <PasswordField question autocomplete=filled_in("current-password")/>
                {captcha_field(names.captcha, form.asked)}
            </section>
            <Problem words=form.problem.into()/>
            <div class="actions actions-plain">
                <Button kind=Kind::Primary submit=true busy=form.busy>
                    {move || if form.busy.get() { words().signing_in } else { words().sign_in }}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

fn account_typing() -> Typing {
    Typing {
        autocomplete: filled_in("username"),
        placeholder: words().jingtong.type_here,
        ..Typing::PLAIN
    }
}

fn sign_in(road: Road, form: Form, on_done: Callback<SessionView>) {
    if form.busy.get_untracked() {
        return;
    }
    let account = form.account.is_missing(words().account.account_missing);
    let password = form.password.text.with_untracked(String::is_empty);
    form.password.error.set(password.then(|| words().account.password_missing.to_owned()));
    let captcha = form.asked.line.is_missing(words().account.captcha_missing);
    for (missing, name) in [
        (account, form.names.account),
        (password, form.names.password),
        (captcha, form.names.captcha),
    ] {
        if missing {
            return platform::focus(&control_id(name));
        }
    }
    form.busy.set(true);
    form.problem.set(None);
    spawn_local(async move {
        let way = Way::Password {
            account: form.account.text.get_untracked(),
            password: form.password.text.get_untracked(),
            captcha: form.asked.answer(),
        };
        let answer = api::sign_in(way).await;
        form.busy.try_set(false);
        match answer {
            Ok(view) => tell(road, on_done, view),
            Err(problem) => refused(form, &problem),
        }
    });
}

/// Says what was wrong where it was. The captcha is spent, and another comes.
fn refused(form: Form, problem: &ApiProblem) {
    let at = match problem {
        ApiProblem::Refused { code: ErrorCode::BadCaptcha, .. } => {
            form.asked.line.error.try_set(Some(problem.words()));
            form.names.captcha
        }
        ApiProblem::Refused { code: ErrorCode::BadPassword, .. } => {
            form.password.error.try_set(Some(problem.words()));
            form.names.password
        }
        _ => {
            form.problem.try_set(Some(problem.words()));
            form.names.captcha
        }
    };
    form.asked.renew();
    platform::focus(&control_id(at));
}
