//! 扫码登录: the code that a signed-in phone lets this browser in by.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::api::{ScanState, ScanTicket, SessionView, SignIn};

use crate::{
    api::{self, ApiProblem, ways_in},
    components::{
        notice::{Missed, Waiting},
        skeleton::Shape,
    },
    pages::{Road, sign_in::tell},
    words,
};

/// How long to leave the server alone when it could not be reached.
const AGAIN_MS: u32 = 3_000;

/// A code, and what has become of it.
#[derive(Clone, Copy)]
struct Scan {
    ticket: RwSignal<Option<ScanTicket>>,
    state: RwSignal<ScanState>,
    problem: RwSignal<Option<String>>,
    /// How many codes were asked for: an older one no longer counts.
    turn: RwSignal<u32>,
}

/// The code. It is asked for when it is first seen.
#[component]
pub fn ScanCode(shown: Signal<bool>, on_done: Callback<SessionView>) -> impl IntoView {
    let road = Road::here();
    let scan = Scan {
        ticket: RwSignal::new(None),
        state: RwSignal::new(ScanState::Waiting),
        problem: RwSignal::new(None),
        turn: RwSignal::new(0),
    };
    let begin = move || {
        scan.turn.update(|turn| *turn += 1);
        spawn_local(follow(road, scan, scan.turn.get_untracked(), on_done));
    };
    Effect::new(move |begun: Option<bool>| {
        let begins = shown.get() && !begun.unwrap_or_default();
        if begins {
            begin();
        }
        begins || begun.unwrap_or_default()
    });
    let again = Callback::new(move |()| begin());
    let code = move || match (scan.problem.get(), scan.ticket.get()) {
        (Some(problem), _) => view! { <Missed problem on_retry=again/> }.into_any(),
        (None, Some(ticket)) => view! { <Drawing ticket state=scan.state again/> }.into_any(),
        (None, None) => view! { <Waiting shape=Shape::Cells(2)/> }.into_any(),
    };
    view! {
        <div class="scan">
            <p class="scan-how">{words().ways_in.scan_how}</p>
            {code}
        </div>
    }
    .into_any()
}

/// The code as it is drawn, dark on light whatever the colours of the page are, for phones read no other.
#[component]
fn Drawing(ticket: ScanTicket, state: RwSignal<ScanState>, again: Callback<()>) -> impl IntoView {
    let words = words().ways_in;
    let side = ticket.code.side.to_string();
    let is_over = move || matches!(state.get(), ScanState::Refused | ScanState::Expired);
    let told = move || match state.get() {
        ScanState::Waiting => words.scan_lasts,
        ScanState::Scanned => words.scan_scanned,
        ScanState::Confirmed => words.scan_confirmed,
        ScanState::Refused => words.scan_refused,
        ScanState::Expired => words.scan_expired,
    };
    view! {
        <div class="scan-code" class:scan-code-over=is_over>
            <svg viewBox=["0 0 ", &side, " ", &side].concat() role="img" aria-label=words.scan_code>
                <path d=ticket.code.path/>
            </svg>
            {move || is_over().then(|| view! {
                <button type="button" class="button scan-again" on:click=move |_| again.run(())>
                    {words.scan_refresh}
                </button>
            })}
        </div>
        <p class="scan-told" role="status">{told}</p>
        <p class="scan-mark">{words.scan_mark}<strong>{ticket.mark}</strong></p>
        <p class="scan-note">{words.scan_never_share}</p>
    }
    .into_any()
}

/// Gets a code and follows it to its end, or until another is asked for, or the page is another.
async fn follow(road: Road, scan: Scan, turn: u32, on_done: Callback<SessionView>) {
    scan.problem.try_set(None);
    let begun = ways_in::begin_scan().await;
    // Another code was asked for meanwhile: it is the one that is followed, whichever comes first.
    if scan.turn.try_get_untracked() != Some(turn) {
        return;
    }
    let ticket = match begun {
        Ok(ticket) => ticket,
        Err(problem) => {
            scan.problem.try_set(Some(problem.words()));
            return;
        }
    };
    let (id, mut known) = (ticket.id.clone(), ScanState::Waiting);
    scan.state.try_set(known);
    scan.ticket.try_set(Some(ticket));
    while scan.turn.try_get_untracked() == Some(turn) {
        let progress = ways_in::scan_progress(&id, known).await;
        let pause = match progress {
            Ok(state) => {
                known = state;
                0
            }
            Err(ApiProblem::Busy { retry_after, .. }) => retry_after.saturating_mul(1_000),
            Err(problem) if problem.is_passing() || problem == ApiProblem::Offline => AGAIN_MS,
            // The cookie or the code is gone.
            Err(_) => {
                known = ScanState::Expired;
                0
            }
        };
        if scan.turn.try_get_untracked() != Some(turn) {
            return;
        }
        scan.state.try_set(known);
        match known {
            ScanState::Waiting | ScanState::Scanned => {}
            ScanState::Confirmed => return come_in(road, scan, id, on_done).await,
            ScanState::Refused | ScanState::Expired => return,
        }
        TimeoutFuture::new(pause).await;
    }
}

async fn come_in(road: Road, scan: Scan, id: String, on_done: Callback<SessionView>) {
    match api::sign_in(SignIn::Scan { scan: id }).await {
        Ok(view) => tell(road, on_done, view),
        Err(problem) => {
            scan.problem.try_set(Some(problem.words()));
        }
    }
}
