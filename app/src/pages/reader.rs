//! 语音朗读: the page and its questions said aloud, only ever when a button is pressed.

use leptos::prelude::*;
use sscard_shared::{api::PictureKind, field::Field};

use super::{Road, answers, settings::Settings};
use crate::{
    aloud::{self, Manner},
    components::aloud::Aloud,
    platform::speech::{self, Speech},
    words,
};

/// Whether something is being said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Silent,
    Speaking,
    Paused,
}

/// Who reads.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    state: RwSignal<State>,
    speech: StoredValue<Option<Speech>, LocalStorage>,
}

impl Reader {
    /// Silent.
    #[must_use]
    pub fn new() -> Self {
        Self { state: RwSignal::new(State::Silent), speech: StoredValue::new_local(None) }
    }

    /// Says sentences in place of whatever is being said.
    pub fn say(&self, sentences: &[String]) {
        self.stop();
        let this = *self;
        let speech = Speech::say(sentences, move || {
            this.state.try_set(State::Silent);
        });
        if speech.is_some() {
            self.state.try_set(State::Speaking);
        }
        self.speech.try_set_value(speech);
    }

    /// Falls silent.
    pub fn stop(&self) {
        self.speech.try_set_value(None);
        self.state.try_set(State::Silent);
    }

    fn pause(&self) {
        self.speech.with_value(|speech| speech.iter().for_each(Speech::pause));
        self.state.set(State::Paused);
    }

    fn go_on(&self) {
        self.speech.with_value(|speech| speech.iter().for_each(Speech::go_on));
        self.state.set(State::Speaking);
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// The buttons that have the page read aloud, while the person wants them.
#[component]
pub fn ReaderBar() -> impl IntoView {
    let Road { reader, settings, .. } = Road::here();
    let read = move || {
        let words = speech::words_of_page();
        let sentences: Vec<_> = words.iter().flat_map(|words| aloud::sentences(words)).collect();
        reader.say(&sentences);
    };
    // One button changes its words rather than its place, so that the focus stays on it.
    let press = move |_| match reader.state.get_untracked() {
        State::Silent => read(),
        State::Speaking => reader.pause(),
        State::Paused => reader.go_on(),
    };
    let word = move || match reader.state.get() {
        State::Silent => words().read_page,
        State::Speaking => words().read_pause,
        State::Paused => words().read_go_on,
    };
    let at_work = move || reader.state.get() != State::Silent;
    view! {
        {move || settings.aloud.get().then(|| view! {
            <section class="strip strip-reader" aria-label=words().aloud>
                <button type="button" class="button button-small" on:click=press>{word}</button>
                {move || at_work().then(|| view! {
                    <button type="button" class="button button-small" on:click=move |_| reader.stop()>{words().read_stop}</button>
                })}
            </section>
        })}
    }
    .into_any()
}

/// How a question is read out: all that is told of it, and then the answer.
#[must_use]
pub fn aloud(road: Road, label: &'static str, answer: Callback<(), String>) -> Aloud {
    let on_press = Callback::new(move |told: Vec<String>| {
        road.reader.say(&aloud::question(label, &told, &answer.run(())));
    });
    let Settings { elder, aloud, .. } = road.settings;
    Aloud { shown: Signal::derive(move || elder.get() && aloud.get()), on_press }
}

/// How a field of the form is answered, as it is said.
#[must_use]
pub fn answer_of(road: Road, field: Field) -> String {
    let draft = road.wizard.draft_now();
    if draft.get(field).is_empty() {
        return String::new();
    }
    let is_picture = PictureKind::ALL.into_iter().any(|kind| kind.field() == field);
    if is_picture {
        return words().picture_given.to_owned();
    }
    let answer = road
        .wizard
        .directory
        .with_untracked(|directory| answers::words_of(field, &draft, directory, false));
    Manner::of(field).say(&answer)
}
