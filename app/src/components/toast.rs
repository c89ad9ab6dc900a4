//! A word that comes after a deed and goes by itself, with a way to take the deed back.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::{
    platform::{Focus, focus_is_lost},
    words,
};

/// What is said.
#[derive(Clone, Debug)]
pub struct Toast {
    words: String,
    way: Option<(String, Callback<()>)>,
}

impl Toast {
    /// A word alone.
    #[must_use]
    pub fn saying(words: impl Into<String>) -> Self {
        Self { words: words.into(), way: None }
    }

    /// With a way to press, 撤销 for one.
    #[must_use]
    pub fn with_way(self, name: impl Into<String>, on_press: Callback<()>) -> Self {
        Self { way: Some((name.into(), on_press)), ..self }
    }

    fn stays(&self) -> u32 {
        stays(self.words.chars().count(), self.way.is_some())
    }
}

/// How many milliseconds a word stays: long enough to be noticed, read at four characters a second, and answered.
fn stays(characters: usize, can_be_answered: bool) -> u32 {
    let read = u32::try_from(characters).unwrap_or(u32::MAX).saturating_mul(250);
    let answered = if can_be_answered { 5_000 } else { 0 };
    read.saturating_add(3_000).saturating_add(answered).max(6_000)
}

/// The place where they are said, one at a time. The clock stands still while a pointer or the focus is on what is said; where
/// `lasting` says so (长辈版) there is no clock, and it goes when it is sent away.
#[component]
pub fn Toasts(
    toast: RwSignal<Option<Toast>>,
    #[prop(into)] lasting: Signal<bool>,
) -> impl IntoView {
    let clock = StoredValue::new_local(None::<Timeout>);
    let hold = move || clock.set_value(None);
    // What was said is sent away with its buttons; the focus that was on one of them goes back to where it came from.
    let came_from = StoredValue::new_local(None::<Focus>);
    let come = move |event: leptos::ev::FocusEvent| {
        hold();
        if came_from.with_value(Option::is_none) {
            came_from.set_value(Focus::before(&event));
        }
    };
    let send_away = move || {
        toast.set(None);
        let before = came_from.try_update_value(Option::take).flatten();
        request_animation_frame(move || {
            if let Some(before) = before.filter(|_| focus_is_lost()) {
                before.give_back();
            }
        });
    };
    let go_on = move || {
        let stays = toast.with_untracked(|toast| toast.as_ref().map(Toast::stays));
        let stays = stays.filter(|_| !lasting.get_untracked());
        clock.set_value(stays.map(|stays| {
            Timeout::new(stays, move || {
                toast.try_set(None);
            })
        }));
    };
    Effect::new(move |_| {
        toast.track();
        lasting.track();
        go_on();
    });
    let said = move |Toast { words: said, way }| {
        let way = way.map(|(name, on_press)| {
            let press = move |_| {
                on_press.run(());
                send_away();
            };
            view! { <button type="button" class="toast-press" on:click=press>{name}</button> }
        });
        view! {
            <div
                class="toast"
                on:pointerenter=move |_| hold()
                on:pointerleave=move |_| go_on()
                on:focusin=come
                on:focusout=move |_| go_on()
            >
                <p class="toast-words">{said}</p>
                {way}
                <button type="button" class="toast-press" on:click=move |_| send_away()>{words().close}</button>
            </div>
        }
    };
    view! { <div class="toasts" role="status">{move || toast.get().map(said)}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::stays;

    #[test]
    fn a_word_stays_as_long_as_it_takes_to_read_and_to_answer() {
        for (characters, can_be_answered, milliseconds) in
            [(3, false, 6_000), (20, false, 8_000), (6, true, 9_500), (usize::MAX, true, u32::MAX)]
        {
            assert_eq!(stays(characters, can_be_answered), milliseconds, "{characters}");
        }
    }
}
