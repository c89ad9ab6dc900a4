//! The browser's history: the one place that moves it.

use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use leptos::{prelude::*, task::spawn_local};
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
    /// How many dialogs are open over the page: back closes the last of them.
    dialogs: u32,
}

impl Mark {
    fn here() -> Self {
        let state = window().history().and_then(|history| history.state());
        let parts = state.ok().and_then(|state| state.dyn_into::<Array>().ok()).unwrap_or_default();
        let part = |at| parts.get(at).as_f64().map_or(0, |part| part as u32);
        Self { depth: part(0), question: part(1), follows: part(2) == 1, dialogs: part(3) }
    }

    fn into_state(self) -> JsValue {
        let parts = [self.depth, self.question, u32::from(self.follows), self.dialogs];
        parts.into_iter().map(JsValue::from).collect::<Array>().into()
    }
}

/// A change of the history that waits until the entries of closed dialogs are gone.
type Waiting = Box<dyn FnOnce(&Navigator) + Send + Sync>;

/// How long the browser may take to go back over the entries of closed dialogs. Nobody waits for it: the page is shown at once. What comes after
/// that would be taken for a step of the person's.
const PATIENCE_MS: u32 = 5_000;

/// The dialogs that are open over the page, and the entries that the history has of them.
#[derive(Default)]
struct Dialogs {
    /// Whether each is open, the last on top: it is closed by this.
    open: Vec<RwSignal<bool>>,
    /// Something has changed, and the entries do not follow yet.
    is_changing: bool,
    /// The browser is going back over entries of closed dialogs.
    is_going_back: bool,
    waiting: Vec<Waiting>,
}

/// Knows the current page, and the question of it, and moves to others.
///
/// Every open dialog has an entry of its own, so that the browser's back closes it. A dialog that is closed by something else takes its entry
/// along: the browser goes back over it, which is not at once. Another page is shown at once, and its entry waits for that.
#[derive(Clone, Copy, Debug)]
pub struct Navigator {
    route: RwSignal<Route>,
    mark: RwSignal<Mark>,
    dialogs: StoredValue<Dialogs>,
}

impl std::fmt::Debug for Dialogs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dialogs").field("open", &self.open.len()).finish_non_exhaustive()
    }
}

impl Navigator {
    /// Starts at the page of the address bar and follows the browser's own back and forward.
    #[must_use]
    pub fn start() -> Self {
        let this = Self {
            route: RwSignal::new(here()),
            mark: RwSignal::new(Mark::here()),
            dialogs: StoredValue::new(Dialogs::default()),
        };
        let on_pop = Closure::<dyn Fn()>::new(move || this.moved());
        let _ =
            window().add_event_listener_with_callback("popstate", on_pop.as_ref().unchecked_ref());
        // The listener lives as long as the page does.
        on_pop.forget();
        // The page was loaded anew while a dialog was open.
        if this.mark_now().dialogs > 0 {
            this.follow_dialogs();
        }
        this
    }

    /// The browser has moved to another entry.
    fn moved(&self) {
        let (left, now) = (self.mark_now(), Mark::here());
        if self.dialogs.try_with_value(|dialogs| dialogs.is_going_back) == Some(true) {
            // The page is another already, perhaps, and waits for its entry.
            self.mark.try_set(Mark { depth: now.depth, dialogs: now.dialogs, ..left });
            return self.arrived();
        }
        self.mark.try_set(now);
        let is_back = now.depth < left.depth;
        let open = self.dialogs.try_with_value(|dialogs| dialogs.open.len()).unwrap_or_default();
        let entries = now.dialogs as usize;
        if is_back && entries > open {
            // The entry of a dialog that is no more, which a page was left by.
            return go((open as i32) - (entries as i32));
        }
        // Whoever goes elsewhere leaves the dialogs behind.
        let kept = if is_back { entries } else { 0 };
        let closed = self
            .dialogs
            .try_update_value(|dialogs| dialogs.open.split_off(kept.min(dialogs.open.len())));
        for dialog in closed.unwrap_or_default() {
            dialog.try_set(false);
        }
        self.route.try_set(here());
    }

    /// A dialog has opened over the page.
    pub fn dialog_opened(&self, dialog: RwSignal<bool>) {
        self.dialogs.update_value(|dialogs| dialogs.open.push(dialog));
        self.follow_dialogs();
    }

    /// A dialog was closed by something else than the browser's back.
    pub fn dialog_closed(&self, dialog: RwSignal<bool>) {
        let is_ours = self.dialogs.try_update_value(|dialogs| {
            let before = dialogs.open.len();
            dialogs.open.retain(|open| *open != dialog);
            dialogs.open.len() < before
        });
        if is_ours == Some(true) {
            self.follow_dialogs();
        }
    }

    /// Has the entries follow the dialogs, once all that happens in this moment has happened: often one dialog closes and another opens.
    fn follow_dialogs(&self) {
        let was_changing = self
            .dialogs
            .try_update_value(|dialogs| std::mem::replace(&mut dialogs.is_changing, true));
        if was_changing == Some(false) {
            let this = *self;
            spawn_local(async move {
                TimeoutFuture::new(0).await;
                this.settle();
            });
        }
    }

    fn settle(&self) {
        // Whoever goes to another page leaves the dialogs behind.
        let left = self.dialogs.try_update_value(|dialogs| {
            if dialogs.waiting.is_empty() { Vec::new() } else { std::mem::take(&mut dialogs.open) }
        });
        for dialog in left.unwrap_or_default() {
            dialog.try_set(false);
        }
        let open = self.dialogs.try_with_value(|dialogs| dialogs.open.len()).unwrap_or_default();
        let mut mark = self.mark_now();
        while (mark.dialogs as usize) < open {
            mark = Mark { depth: mark.depth + 1, dialogs: mark.dialogs + 1, ..mark };
            if let Ok(history) = window().history() {
                let _ = history.push_state(&mark.into_state(), "");
            }
            self.mark.try_set(mark);
        }
        if mark.dialogs as usize == open {
            return self.arrived();
        }
        self.dialogs.try_update_value(|dialogs| dialogs.is_going_back = true);
        go((open as i32) - (mark.dialogs as i32));
        let this = *self;
        spawn_local(async move {
            TimeoutFuture::new(PATIENCE_MS).await;
            if this.dialogs.try_with_value(|dialogs| dialogs.is_going_back) == Some(true) {
                this.arrived();
            }
        });
    }

    /// The entries are those of the open dialogs: the moves that waited are made.
    fn arrived(&self) {
        let waiting = self.dialogs.try_update_value(|dialogs| {
            (dialogs.is_changing, dialogs.is_going_back) = (false, false);
            std::mem::take(&mut dialogs.waiting)
        });
        let waiting = waiting.unwrap_or_default();
        let is_another_page = !waiting.is_empty();
        for step in waiting {
            step(self);
        }
        if is_another_page {
            // Going back has brought the place to which the page before was scrolled.
            request_animation_frame(|| window().scroll_to_with_x_and_y(0.0, 0.0));
        }
    }

    /// Makes a move now, or once the dialogs and their entries are gone.
    fn when_settled(&self, step: impl FnOnce(&Self) + Send + Sync + 'static) {
        let is_settled = self.dialogs.try_with_value(|dialogs| {
            !dialogs.is_changing && !dialogs.is_going_back && dialogs.open.is_empty()
        });
        if is_settled == Some(true) && self.mark_now().dialogs == 0 {
            return step(self);
        }
        self.dialogs.try_update_value(|dialogs| dialogs.waiting.push(Box::new(step)));
        self.follow_dialogs();
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
        let path = self.show(to, question, false);
        self.when_settled(move |this| {
            let mark = Mark { question: question as u32, follows: false, ..this.mark_now() };
            if let Ok(history) = window().history() {
                let _ = history.replace_state_with_url(&mark.into_state(), "", Some(&path));
            }
            this.mark.try_set(mark);
        });
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
        self.when_settled(|this| {
            let mark = this.mark_now();
            if mark.depth > 0 {
                go(-1);
            } else if mark.question > 0 {
                this.previous_question();
            } else if !crate::platform::host::go_back() {
                // Behind the first page of a visit lies the mini-program, where there is one.
                this.replace(&this.route_now().parent());
            }
        });
    }

    fn push(&self, to: &Route, question: usize, follows: bool) {
        let path = self.show(to, question, follows);
        self.when_settled(move |this| {
            let depth = this.mark_now().depth + 1;
            let mark = Mark { depth, question: question as u32, follows, dialogs: 0 };
            if let Ok(history) = window().history() {
                let _ = history.push_state_with_url(&mark.into_state(), "", Some(&path));
            }
            this.mark.try_set(mark);
        });
    }

    /// Shows a page at once, whenever the history follows, and gives its path.
    fn show(&self, to: &Route, question: usize, follows: bool) -> String {
        let mark = Mark { question: question as u32, follows, ..self.mark_now() };
        self.mark.try_set(mark);
        self.route.try_set(to.clone());
        to.path()
    }

    fn mark_now(&self) -> Mark {
        self.mark.try_get_untracked().unwrap_or_default()
    }
}

fn go(entries: i32) {
    if let Ok(history) = window().history() {
        let _ = history.go_with_delta(entries);
    }
}

fn here() -> Route {
    Route::parse(&platform::path())
}
