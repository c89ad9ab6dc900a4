//! The browser's history: the one place that moves it.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::Route;
use crate::platform;

/// What a history entry carries besides its URL. It is not in the URL, since a question is no page: in the ordinary manner there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    /// How many entries of this visit lie behind this one.
    depth: u32,
    /// Which question of the page is asked, in 长辈版.
    question: u32,
    /// The entry behind this one is the question before this one.
    follows: bool,
}

impl Mark {
    fn here() -> Self {
        let state = window().history().and_then(|history| history.state());
        let parts = state.ok().and_then(|state| state.dyn_into::<Array>().ok()).unwrap_or_default();
        let part = |at| parts.get(at).as_f64().map_or(0, |part| part as u32);
        Self { depth: part(0), question: part(1), follows: part(2) == 1 }
    }

    fn into_state(self) -> JsValue {
        let parts = [self.depth, self.question, u32::from(self.follows)];
        parts.into_iter().map(JsValue::from).collect::<Array>().into()
    }
}

/// Knows the current page, and the question of it, and moves to others.
#[derive(Clone, Copy, Debug)]
pub struct Navigator {
    route: RwSignal<Route>,
    mark: RwSignal<Mark>,
}

impl Navigator {
    /// Starts at the page of the address bar and follows the browser's own back and forward.
    #[must_use]
    pub fn start() -> Self {
        let this = Self { route: RwSignal::new(here()), mark: RwSignal::new(Mark::here()) };
        let on_pop = Closure::<dyn Fn()>::new(move || {
            this.mark.try_set(Mark::here());
            this.route.try_set(here());
        });
        let _ =
            window().add_event_listener_with_callback("popstate", on_pop.as_ref().unchecked_ref());
        // The listener lives as long as the page does.
        on_pop.forget();
        this
    }

    /// The current page.
    #[must_use]
    pub fn route(&self) -> Route {
        self.route.get()
    }

    /// Whether the current page is the first of all.
    #[must_use]
    pub fn is_at_home(&self) -> bool {
        self.route() == Route::Home
    }

    /// The current page, without following its changes.
    #[must_use]
    pub fn route_now(&self) -> Route {
        self.route.try_get_untracked().unwrap_or(Route::Home)
    }

    /// Which question of the page is asked, counted from nought.
    #[must_use]
    pub fn question(&self) -> usize {
        self.mark.try_get().unwrap_or_default().question as usize
    }

    /// Goes to a page; the browser's back leads here again.
    pub fn go(&self, to: &Route) {
        self.go_at(to, 0);
    }

    /// Goes to a question of a page.
    pub fn go_at(&self, to: &Route, question: usize) {
        if self.route_now() != *to {
            self.push(to, question, false);
        }
    }

    /// Goes to a page in place of the current one.
    pub fn replace(&self, to: &Route) {
        self.replace_at(to, 0);
    }

    /// Goes to a question of a page in place of the current one.
    pub fn replace_at(&self, to: &Route, question: usize) {
        let mark = Mark { depth: self.mark_now().depth, question: question as u32, follows: false };
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&mark.into_state(), "", Some(&to.path()));
        }
        self.mark.try_set(mark);
        self.route.try_set(to.clone());
    }

    /// Goes on to the next question of the page; the browser's back leads to this one again.
    pub fn next_question(&self) {
        self.push(&self.route_now(), self.mark_now().question as usize + 1, true);
    }

    /// Goes back to the question before this one.
    pub fn previous_question(&self) {
        let mark = self.mark_now();
        if mark.follows {
            self.back();
        } else {
            self.replace_at(&self.route_now(), mark.question.saturating_sub(1) as usize);
        }
    }

    /// Goes back to where the person came from, or up when they came from elsewhere.
    pub fn back(&self) {
        let mark = self.mark_now();
        if mark.depth > 0 {
            if let Ok(history) = window().history() {
                let _ = history.back();
            }
        } else if mark.question > 0 {
            self.previous_question();
        } else if !crate::platform::host::go_back() {
            // Behind the first page of a visit lies the mini-program, where there is one.
            self.replace(&self.route_now().parent());
        }
    }

    fn push(&self, to: &Route, question: usize, follows: bool) {
        let mark = Mark { depth: self.mark_now().depth + 1, question: question as u32, follows };
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&mark.into_state(), "", Some(&to.path()));
        }
        self.mark.try_set(mark);
        self.route.try_set(to.clone());
    }

    fn mark_now(&self) -> Mark {
        self.mark.try_get_untracked().unwrap_or_default()
    }
}

fn here() -> Route {
    Route::parse(&platform::path())
}
