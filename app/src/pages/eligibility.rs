//! 申领人信息: who applies, 访问授权, 开始资格校验. At the doors that have no such page of their own the register is asked at once.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ACCESS_VERSION, Standing},
    door::Door,
    field::Field,
    mask,
};

use super::{Road, layout::follow};
use crate::{
    api::{self, ApiProblem},
    components::{
        choice::Consent,
        field::control_id,
        notice::{Problem, WaitingPage},
    },
    door::door,
    platform,
    routes::Route,
    words,
};

/// The page.
#[component]
pub fn Eligibility() -> impl IntoView {
    let road = Road::here();
    let check = Check {
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
        refused: RwSignal::new(untrack(|| refused(road))),
    };
    if door() == Door::Jingtong {
        return applicant(road, check);
    }
    if check.refused.get_untracked().is_none() {
        check.begin(road, None);
    }
    view! {
        {move || match (check.refused.get(), check.problem.get()) {
            (None, None) => view! { <WaitingPage/> }.into_any(),
            _ => view! {
                <h1>{words().eligibility.refused}</h1>
                {outcome(road, check)}
                <div class="actions actions-plain">
                    <button type="button" class="button button-primary" aria-disabled=check.said_busy() on:click=move |_| check.begin(road, None)>
                        {words().eligibility.again}
                    </button>
                </div>
            }
            .into_any(),
        }}
    }
    .into_any()
}

/// A check of the register.
#[derive(Clone, Copy)]
struct Check {
    busy: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
    refused: RwSignal<Option<Standing>>,
}

impl Check {
    fn said_busy(self) -> impl Fn() -> Option<&'static str> + Clone {
        move || self.busy.get().then_some("true")
    }

    /// Asks the register, with 访问授权 (its version) or without. Who may apply goes on at once.
    fn begin(self, road: Road, access: Option<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        self.refused.set(None);
        let authorised = access.is_some();
        let asker = road.session.owner_now();
        spawn_local(async move {
            let answer = api::ask_eligibility(access).await;
            self.busy.try_set(false);
            if road.session.owner_now() != asker {
                return;
            }
            match answer {
                Ok(view) => {
                    if let Some(licence) = &view.licence {
                        road.wizard.take_licence(licence);
                    }
                    road.wizard.licence_away.set(view.licence_problem);
                    road.session.authorise(authorised);
                    road.session.stand(view.standing);
                    if view.standing == Standing::Eligible {
                        // Who has gone elsewhere meanwhile stays there.
                        if untrack(|| road.nav.route_now()) != Route::Eligibility {
                            return;
                        }
                        road.nav.replace(&Route::Apply.allowed(untrack(|| road.standing())));
                    } else {
                        self.refused.try_set(Some(view.standing));
                    }
                }
                Err(met) => {
                    road.session.notice(&met);
                    // Signing in again in place says what is to be done; afterwards it would be wrong.
                    let said = (met != ApiProblem::SignedOut).then(|| met.words());
                    self.problem.try_set(said);
                }
            }
        });
    }
}

/// Where the register said that the person may not apply.
fn refused(road: Road) -> Option<Standing> {
    road.session.view().standing.filter(|standing| *standing != Standing::Eligible)
}

/// Why not, and where to look.
fn outcome(road: Road, check: Check) -> AnyView {
    let to = Route::Applications;
    let way = move |standing: Standing| {
        (standing == Standing::InMaking).then(|| view! {
            <p><a href=to.path() on:click=follow(road, to.clone())>{words().my_applications}</a></p>
        })
    };
    view! {
        <div role="alert">
            {move || check.refused.get().map(|standing| view! {
                <div class="problem"><p>{words::standing(standing)}</p>{way.clone()(standing)}</div>
            })}
        </div>
        <Problem words=check.problem.into()/>
    }
    .into_any()
}

/// Guide, part 二, 第四步.
fn applicant(road: Road, check: Check) -> AnyView {
    let text = words().eligibility;
    let ticked = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let on_change = Callback::new(move |on| {
        ticked.set(on);
        error.set(None);
    });
    let start = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if ticked.get_untracked() {
            // What was ticked is the sentence of this page, whatever another one says.
            check.begin(road, Some(ACCESS_VERSION.to_owned()));
        } else {
            error.set(Some(text.consent_missing.to_owned()));
            platform::focus(&control_id("access"));
        }
    };
    let word = move || if check.busy.get() { text.asking } else { text.start };
    view! {
        <h1>{text.title}</h1>
        {who(road)}
        <p class="aside">{text.licence_hint}</p>
        {outcome(road, check)}
        <form novalidate on:submit=start>
            <div class="actions">
                <Consent name="access" checked=ticked.into() error=error.into() on_change>
                    <strong>{text.consent_name}</strong>{text.consent}
                </Consent>
                <button type="submit" class="button button-primary" aria-disabled=check.said_busy()>{word}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Name, document and number, masked.
fn who(road: Road) -> AnyView {
    let view = road.session.view_now();
    let document = move || {
        let draft = road.wizard.draft();
        road.wizard
            .directory
            .with(|tables| super::answers::words_of(Field::DocumentType, &draft, tables, true))
    };
    view! {
        <dl class="cells answers" data-silent="">
            <div class="answer"><dt>{words().jingtong.applicant_name}</dt><dd>{view.name}</dd></div>
            <div class="answer"><dt>{words::label(Field::DocumentType)}</dt><dd>{document}</dd></div>
            <div class="answer"><dt>{words::label(Field::IdNumber)}</dt><dd>{view.id_number.map(|number| mask::id_number_short(&number))}</dd></div>
        </dl>
    }
    .into_any()
}
