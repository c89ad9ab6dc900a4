//! 设置: 长辈版, the size of the letters, reading aloud. The same in 个人中心 and, for who is not signed in, in a dialog.

use leptos::prelude::*;

use super::Road;
use crate::{
    components::{
        dialog::{Dialog, Stand},
        switch::Switch,
    },
    platform::{
        self,
        settings::{self, Letters},
        speech,
    },
    words,
};

/// How the person wants the page.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// 长辈版.
    pub elder: RwSignal<bool>,
    /// The size of the letters.
    pub letters: RwSignal<Letters>,
    /// The page may be read aloud. It is off until wanted: who has a screen reader needs no second voice.
    pub aloud: RwSignal<bool>,
    /// The dialog is open.
    pub open: RwSignal<bool>,
}

impl Settings {
    /// As they are kept on the device.
    #[must_use]
    pub fn here() -> Self {
        Self {
            elder: RwSignal::new(settings::is_elder()),
            letters: RwSignal::new(settings::letters()),
            aloud: RwSignal::new(settings::reads_aloud() && speech::is_possible()),
            open: RwSignal::new(false),
        }
    }

    /// Turns 长辈版 on or off.
    pub fn set_elder(&self, on: bool) {
        settings::set_elder(on);
        self.elder.set(on);
    }

    fn set_letters(&self, letters: Letters) {
        settings::set_letters(letters);
        self.letters.set(letters);
    }

    fn set_aloud(&self, on: bool) {
        settings::set_reads_aloud(on);
        self.aloud.set(on);
    }
}

/// Where the settings stand: their controls are told apart by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In 个人中心.
    Me,
    /// In the dialog over any page.
    Dialog,
}

impl Place {
    const fn elder(self) -> &'static str {
        match self {
            Self::Me => "me-elder",
            Self::Dialog => "dialog-elder",
        }
    }

    const fn letters(self) -> &'static str {
        match self {
            Self::Me => "me-letters",
            Self::Dialog => "dialog-letters",
        }
    }

    const fn aloud(self) -> &'static str {
        match self {
            Self::Me => "me-aloud",
            Self::Dialog => "dialog-aloud",
        }
    }
}

/// The settings.
#[component]
pub fn SettingsForm(place: Place) -> impl IntoView {
    let road = Road::here();
    let settings = road.settings;
    let elder = Callback::new(move |on| settings.set_elder(on));
    let aloud = Callback::new(move |on: bool| {
        settings.set_aloud(on);
        if !on {
            road.reader.stop();
        }
    });
    view! {
        <div class="cells settings">
            <Switch name=place.elder() label=words().elder detail=words().elder_detail on=settings.elder on_change=elder/>
            {letters(place, settings)}
            {speech::is_possible().then(|| view! {
                <Switch name=place.aloud() label=words().aloud detail=words().aloud_detail on=settings.aloud on_change=aloud/>
            })}
        </div>
    }
    .into_any()
}

/// 字号, each step in its own size.
fn letters(place: Place, settings: Settings) -> AnyView {
    let choice = move |letters: Letters| {
        let word = match letters {
            Letters::Standard => words().letters_standard,
            Letters::Large => words().letters_large,
            Letters::Largest => words().letters_largest,
        };
        view! {
            <label class="tick">
                <input
                    type="radio"
                    name=place.letters()
                    prop:checked=move || settings.letters.get() == letters
                    on:change=move |_| settings.set_letters(letters)
                />
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <fieldset class="letters">
            <legend>{words().letters}</legend>
            <div class="letters-choices">{Letters::ALL.map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// The dialog with the settings, for every page.
#[component]
pub fn SettingsDialog() -> impl IntoView {
    let road = Road::here();
    view! {
        <Dialog open=road.settings.open title=words().settings stand=Stand::Side>
            <SettingsForm place=Place::Dialog/>
        </Dialog>
    }
    .into_any()
}

/// Says on the first visit that there is 长辈版, in a strip that covers nothing.
#[component]
pub fn ElderHint() -> impl IntoView {
    let road = Road::here();
    let shown = RwSignal::new(untrack(|| road.nav.is_at_home()) && settings::elder_is_news());
    // The strip goes with its buttons, and the focus to the switch that it told of.
    let close = move || {
        shown.set(false);
        platform::focus_again("elder");
    };
    let take = move |_| {
        road.settings.set_elder(true);
        close();
    };
    let wanted = move || shown.get() && road.nav.is_at_home() && !road.settings.elder.get();
    view! {
        {move || wanted().then(|| view! {
            <aside class="strip strip-hint" aria-label=words().elder>
                <span>{words().elder_hint}</span>
                <button type="button" class="link" id="elder-open" on:click=take>{words().elder_open}</button>
                <button type="button" class="link" id="elder-later" on:click=move |_| close()>{words().elder_hint_close}</button>
            </aside>
        })}
    }
    .into_any()
}
