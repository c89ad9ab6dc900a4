//! The browser's history: the one place that moves it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::Route;

/// Knows the current page and moves to others.
#[derive(Clone, Copy, Debug)]
pub struct Navigator {
    route: RwSignal<Route>,
    /// How many pages of this visit lie behind the current one; it travels in the history entry itself.
    depth: RwSignal<u32>,
}

impl Navigator {
    /// Starts at the page of the address bar and follows the browser's own back and forward.
    #[must_use]
    pub fn start() -> Self {
        let this = Self { route: RwSignal::new(here()), depth: RwSignal::new(depth_here()) };
        let on_pop = Closure::<dyn Fn()>::new(move || {
            this.depth.try_set(depth_here());
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

    /// The current page, without following its changes.
    #[must_use]
    pub fn route_now(&self) -> Route {
        self.route.try_get_untracked().unwrap_or(Route::Home)
    }

    /// Goes to a page; the browser's back leads here again.
    pub fn go(&self, to: &Route) {
        if self.route_now() == *to {
            return;
        }
        let depth = self.depth.try_get_untracked().unwrap_or(0) + 1;
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::from(depth), "", Some(&to.path()));
        }
        self.depth.try_set(depth);
        self.route.try_set(to.clone());
    }

    /// Goes to a page in place of the current one.
    pub fn replace(&self, to: &Route) {
        let depth = self.depth.try_get_untracked().unwrap_or(0);
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::from(depth), "", Some(&to.path()));
        }
        self.route.try_set(to.clone());
    }

    /// Goes back to where the person came from, or up when they came from elsewhere.
    pub fn back(&self) {
        if self.depth.try_get_untracked().unwrap_or(0) > 0 {
            if let Ok(history) = window().history() {
                let _ = history.back();
            }
        } else {
            self.replace(&self.route_now().parent());
        }
    }
}

fn here() -> Route {
    Route::parse(&window().location().pathname().unwrap_or_default())
}

fn depth_here() -> u32 {
    let state = window().history().and_then(|history| history.state()).ok();
    state.and_then(|state| state.as_f64()).map_or(0, |depth| depth as u32)
}
