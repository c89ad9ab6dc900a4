//! The submit: one tap or ten, one application and one receipt.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ErrorCode, Standing, Submit},
    fault::Faults,
    field::Field,
    step::Step,
};

use super::Road;
use crate::{
    api::{self, ApiProblem},
    routes::Route,
    words,
};

/// Where the submit stands.
#[derive(Clone, Copy, Debug)]
pub struct Submitting {
    /// The second question is open.
    pub asking: RwSignal<bool>,
    /// It is on its way.
    pub busy: RwSignal<bool>,
    /// It did not go through.
    pub problem: RwSignal<Option<String>>,
}

impl Submitting {
    /// Not yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            asking: RwSignal::new(false),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// What the buttons say while it is on its way.
    #[must_use]
    pub fn said_busy(&self) -> Signal<Option<&'static str>> {
        let busy = self.busy;
        Signal::derive(move || busy.get().then_some("true"))
    }

    /// Asks once more.
    pub fn ask(&self) {
        self.problem.set(None);
        self.asking.set(true);
    }
}

impl Default for Submitting {
    fn default() -> Self {
        Self::new()
    }
}

/// Waits before another try. The key is the same, so that a try whose answer was lost makes no second application.
const PAUSES_MS: [u32; 2] = [1_500, 4_000];

/// Sends the application.
pub fn submit(road: Road, submitting: Submitting) {
    if submitting.busy.get_untracked() {
        return;
    }
    submitting.busy.set(true);
    submitting.problem.set(None);
    road.wizard.handing_in.set(true);
    let application = Submit { key: road.wizard.key_now(), draft: road.wizard.draft_now() };
    spawn_local(async move {
        let mut answer = api::submit(&application).await;
        for pause in PAUSES_MS {
            if !matches!(&answer, Err(problem) if problem.is_passing()) {
                break;
            }
            TimeoutFuture::new(pause).await;
            answer = api::submit(&application).await;
        }
        road.wizard.handing_in.set(false);
        submitting.busy.try_set(false);
        submitting.asking.try_set(false);
        if answer.as_ref().is_err_and(|problem| !problem.is_passing()) {
            // What was held back meanwhile. Where nobody knows what became of the submit, the draft may be an application by now.
            let wizard = road.wizard;
            spawn_local(async move { wizard.save_remote().await });
        }
        match answer {
            Err(ApiProblem::Refused { code, message }) if standing_of(code).is_some() => {
                // The register has changed its mind since: the page that asks it says why, and what to do.
                if let Some(standing) = standing_of(code) {
                    road.session.stand(standing);
                }
                submitting.problem.try_set(Some(message));
                road.nav.go(&Route::Eligibility);
            }
            Ok(receipt) => {
                // Who goes home and begins anew is told at once, as after a reload.
                road.session.stand(Standing::InMaking);
                road.nav.replace(&Route::Done(receipt.receipt));
                road.wizard.finish();
            }
            Err(ApiProblem::Faults(faults)) => mend(road, submitting, faults),
            Err(problem) => {
                road.session.notice(&problem);
                if problem == ApiProblem::SignedOut {
                    // Signing in again in place says what is to be done; afterwards it would be wrong.
                    return;
                }
                let mut said = problem.words();
                if problem.is_passing() {
                    said.push_str(words().submit_again);
                }
                submitting.problem.try_set(Some(said));
            }
        }
    });
}

/// Where the person stands, where that is why the application was not taken.
const fn standing_of(code: ErrorCode) -> Option<Standing> {
    match code {
        ErrorCode::NotInsured => Some(Standing::NotInsured),
        ErrorCode::InMaking => Some(Standing::InMaking),
        ErrorCode::NotMatched => Some(Standing::NotMatched),
        _ => None,
    }
}

/// The server found faults: the person goes to the first of them.
fn mend(road: Road, submitting: Submitting, faults: Faults) {
    let said = ApiProblem::Faults(faults.clone()).words();
    let first = road.wizard.refuse(faults);
    let on_this_page = road.nav.route_now() == Route::Form;
    match first.map(|field| (field, Step::of(field))) {
        Some((field, Some(_))) if on_this_page => show_at(road, field),
        Some((field, Some(step))) => {
            road.wizard.mending.set(true);
            road.nav.go(&Route::Step(step));
            show_at(road, field);
        }
        Some((Field::Disclaimer, None)) => road.nav.go(&Route::Disclaimer),
        _ => {
            submitting.problem.try_set(Some(said));
        }
    }
}

/// Waits for the page to be there.
fn show_at(road: Road, field: Field) {
    spawn_local(async move {
        TimeoutFuture::new(100).await;
        road.wizard.wanted_on.try_set(true);
        road.bring(field);
    });
}
