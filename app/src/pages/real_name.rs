//! 实名认证: who the signed-in person is.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{api::RealName as Person, field::Field};

use super::{
    Road,
    ask::{own_question, typing},
    rare,
    sign_in::fault_of,
};
use crate::{
    aloud::Manner,
    api,
    components::{
        field::{TextField, Typing, control_id},
        notice::Problem,
    },
    platform::{self, device},
    routes::Route,
    words,
};

/// The page.
#[component]
pub fn RealName() -> impl IntoView {
    let road = Road::here();
    let (name, name_error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let (number, number_error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let (problem, busy) = (RwSignal::new(None), RwSignal::new(false));
    let name_question = own_question(
        "real-name",
        words().real_name_name,
        Field::Name,
        name,
        name_error,
        Manner::Words,
    );
    let number_question = own_question(
        "real-number",
        words().real_name_number,
        Field::IdNumber,
        number,
        number_error,
        Manner::ID_NUMBER,
    );
    let check = move || {
        if busy.get_untracked() {
            return;
        }
        let person = Person { name: name.get_untracked(), id_number: number.get_untracked() };
        name_error.set(fault_of(
            road,
            Field::Name,
            &person.name,
            words().real_name_name_placeholder,
        ));
        number_error.set(fault_of(
            road,
            Field::IdNumber,
            &person.id_number,
            words().real_name_number_placeholder,
        ));
        if name_error.with_untracked(Option::is_some) {
            return platform::focus(&control_id("real-name"));
        }
        if number_error.with_untracked(Option::is_some) {
            return platform::focus(&control_id("real-number"));
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let answer = api::real_name(person.clone()).await;
            match answer {
                Ok(view) => {
                    road.session.set(view);
                    device::change_hands();
                    // The button stays at work until the draft is here as well: on a slow network that takes its time.
                    road.take_up_draft().await;
                    road.wizard.introduce(&person.name, &person.id_number);
                    road.go_on_from_detour(&Route::Disclaimer);
                }
                Err(met) => {
                    road.session.notice(&met);
                    busy.try_set(false);
                    problem.try_set(Some(met.words()));
                }
            }
        });
    };
    view! {
        <h1>{words().real_name}</h1>
        <p class="lead">{words().real_name_lead}</p>
        <form
            novalidate
            on:keydown=|event| platform::enter_goes_on(&event)
            on:submit=move |event| { event.prevent_default(); check(); }
        >
            <section class="cells">
                <TextField question=name_question typing=name_typing()>{rare::beside(name_question)}</TextField>
                <TextField question=number_question typing=number_typing()/>
            </section>
            <Problem words=problem.into()/>
            <div class="actions actions-plain">
                <button type="submit" class="button button-primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { words().checking } else { words().next }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn name_typing() -> Typing {
    Typing { placeholder: words().real_name_name_placeholder, ..typing(Field::Name) }
}

fn number_typing() -> Typing {
    Typing {
        placeholder: words().real_name_number_placeholder,
        enterkeyhint: "done",
        ..typing(Field::IdNumber)
    }
}
