//! 图形验证码 with its picture, or the sum in words instead.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::api::{Captcha, CaptchaAnswer, Task, TaskKind};

use super::{Line, plain};
use crate::{
    api,
    components::field::{Question, TextField, Typing},
    language::language,
    words,
};

/// What is asked, and what was answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) line: Line,
    captcha: RwSignal<Option<Captcha>>,
    kind: RwSignal<TaskKind>,
    /// How many were asked for: an older one that arrives late no longer counts.
    turn: StoredValue<u32>,
}

impl Asked {
    /// Asks for a picture.
    pub(super) fn new() -> Self {
        let new = Self {
            line: Line::new(),
            captcha: RwSignal::new(None),
            kind: RwSignal::new(TaskKind::Image),
            turn: StoredValue::new(0),
        };
        new.renew();
        new
    }

    /// Another of the same kind; what was answered is for the one before.
    pub(super) fn renew(self) {
        self.line.text.try_set(String::new());
        self.captcha.try_set(None);
        let Some(kind) = self.kind.try_get_untracked() else { return };
        self.turn.try_update_value(|turn| *turn += 1);
        let turn = self.turn.try_get_value();
        spawn_local(async move {
            let answer = api::captcha(kind).await;
            if self.turn.try_get_value() != turn {
                return;
            }
            match answer {
                Ok(captcha) => {
                    self.captcha.try_set(Some(captcha));
                }
                Err(problem) => {
                    self.line.error.try_set(Some(problem.words()));
                }
            }
        });
    }

    fn exchange(self) {
        self.kind.update(|kind| {
            *kind = match kind {
                TaskKind::Image => TaskKind::Sum,
                TaskKind::Sum => TaskKind::Image,
            }
        });
        self.line.error.set(None);
        self.renew();
    }

    /// The answer, as typed.
    pub(super) fn answer(self) -> CaptchaAnswer {
        let id = self.captcha.with_untracked(|captcha| {
            captcha.as_ref().map(|captcha| captcha.id.clone()).unwrap_or_default()
        });
        CaptchaAnswer { id, answer: self.line.text.get_untracked() }
    }
}

/// The question, its picture, and the ways to another.
pub(super) fn captcha_field(name: &'static str, asked: Asked) -> AnyView {
    let asked_in_words = move || {
        asked.captcha.with(|captcha| match captcha.as_ref().map(|captcha| &captcha.task) {
            Some(Task::Sum(sum)) => sum.in_language(language()).to_owned(),
            Some(Task::Image(_)) | None => String::new(),
        })
    };
    let question = Question {
        hint: Signal::derive(asked_in_words),
        // What is wrong takes the place of the hint, and the question has to be heard all the same.
        error: Signal::derive(move || {
            let wrong = asked.line.error.get()?;
            Some([wrong, asked_in_words()].join(" ").trim_end().to_owned())
        }),
        ..plain(name, words().account.captcha, asked.line)
    };
    let image = move || {
        asked.captcha.with(|captcha| match captcha.as_ref().map(|captcha| &captcha.task) {
            Some(Task::Image(url)) => Some(view! {
                <img class="captcha-image" src=url.clone() alt=words().account.captcha_picture width="120" height="44"/>
            }),
            Some(Task::Sum(_)) | None => None,
        })
    };
    let other = move || match asked.kind.get() {
        TaskKind::Image => words().account.captcha_sum,
        TaskKind::Sum => words().account.captcha_image,
    };
    view! {
        <TextField question typing=typing()>
            <div class="captcha">
                {image}
                <button type="button" class="button button-small" on:click=move |_| asked.renew()>
                    {words().account.captcha_another}
                </button>
                <button type="button" class="link" on:click=move |_| asked.exchange()>{other}</button>
            </div>
        </TextField>
    }
    .into_any()
}

fn typing() -> Typing {
    Typing { enterkeyhint: "done", placeholder: words().jingtong.type_here, ..Typing::PLAIN }
}
