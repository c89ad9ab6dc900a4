//! Who is signed in, and what the server says about today.

use leptos::prelude::*;
use sscard_shared::{Date, api::SessionView, date};

use crate::api::{self, ApiProblem};

/// The session as the page last heard of it.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    view: RwSignal<Option<SessionView>>,
    /// The session ended while somebody was at work: they sign in again in place.
    pub lapsed: RwSignal<bool>,
}

impl Session {
    /// Nothing is known yet.
    #[must_use]
    pub fn new() -> Self {
        Self { view: RwSignal::new(None), lapsed: RwSignal::new(false) }
    }

    /// Asks the server.
    ///
    /// # Errors
    /// Whatever kept the server from answering.
    pub async fn load(&self) -> Result<SessionView, ApiProblem> {
        let view = api::session().await?;
        self.set(view.clone());
        Ok(view)
    }

    /// Takes what the server said.
    pub fn set(&self, view: SessionView) {
        self.view.try_set(Some(view));
    }

    /// What the server said; signed out while nothing is known.
    #[must_use]
    pub fn view(&self) -> SessionView {
        self.view.try_get().flatten().unwrap_or_default()
    }

    /// The same, without following its changes.
    #[must_use]
    pub fn view_now(&self) -> SessionView {
        self.view.try_get_untracked().flatten().unwrap_or_default()
    }

    /// The mark of the person, once their real name is known: a draft belongs to it.
    #[must_use]
    pub fn owner_now(&self) -> Option<String> {
        let view = self.view_now();
        view.name.and(view.applicant)
    }

    /// Today in Beijing by the server's clock. Without one, the first day that the product knew: nothing is judged late.
    #[must_use]
    pub fn today(&self) -> Date {
        self.view
            .with(|view| view.as_ref().and_then(|view| date::parse(&view.today).ok()))
            .unwrap_or(Date::MIN)
    }

    /// Notes a problem that says that the session has ended.
    pub fn notice(&self, problem: &ApiProblem) {
        if matches!(problem, ApiProblem::SignedOut) {
            self.lapsed.try_set(true);
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
