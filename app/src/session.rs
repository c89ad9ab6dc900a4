//! Who is signed in, and what the server says about today.

use leptos::prelude::*;
use sscard_shared::{
    Date,
    api::{SessionView, Standing},
    date,
};

use crate::api::{self, ApiProblem};

/// The session as the page last heard of it.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    view: RwSignal<Option<SessionView>>,
    /// How many seconds it lasts without a request, where that can be told.
    lasts: RwSignal<Option<i64>>,
    /// The session ended while somebody was at work: they sign in again in place.
    pub lapsed: RwSignal<bool>,
}

impl Session {
    /// Nothing is known yet.
    #[must_use]
    pub fn new() -> Self {
        Self { view: RwSignal::new(None), lasts: RwSignal::new(None), lapsed: RwSignal::new(false) }
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
        self.lasts.try_set(view.expires_at.and_then(|end| lasting(end, api::server_now())));
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

    /// How many seconds the session lasts without a request, where somebody is signed in and the server's clock is known.
    #[must_use]
    pub fn lasts_now(&self) -> Option<i64> {
        self.lasts.try_get_untracked().flatten()
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

    /// Notes where the register says that the person stands.
    pub fn stand(&self, standing: Standing) {
        self.view.try_update(|view| {
            if let Some(view) = view {
                view.standing = Some(standing);
            }
        });
    }

    /// Notes whether the register was asked with 访问授权.
    pub fn authorise(&self, access: bool) {
        self.view.try_update(|view| {
            if let Some(view) = view {
                view.access = access;
            }
        });
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

/// The seconds between now and the end of a session. Where the server has not told the time, and the device's clock is so far off that
/// there are hardly any, or a day of them, nobody can tell.
fn lasting(end: i64, now: i64) -> Option<i64> {
    Some(end - now).filter(|seconds| (300..86_400).contains(seconds))
}

#[cfg(test)]
mod tests {
    use super::lasting;

    #[test]
    fn a_clock_that_is_far_off_does_not_tell_how_long_a_session_lasts() {
        for (end, seconds) in [(1_800, Some(1_800)), (-600, None), (0, None), (90_000, None)] {
            assert_eq!(lasting(1_000_000 + end, 1_000_000), seconds);
        }
    }
}
