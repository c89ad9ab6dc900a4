//! 实名认证: who the signed-in person is.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{api::RealName as Person, field::Field};

use super::{Road, ask::own_question, sign_in::fault_of};
use crate::{
    api,
    components::{
        field::{TextField, Typing, control_id},
        notice::Problem,
    },
    platform,
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
    let name_question = own_question("real-name", words::REAL_NAME_NAME, name, name_error);
    let number_question =
        own_question("real-number", words::REAL_NAME_NUMBER, number, number_error);
    let check = move || {
        if busy.get_untracked() {
            return;
        }
        let person = Person { name: name.get_untracked(), id_number: number.get_untracked() };
        name_error.set(fault_of(
            road,
            Field::Name,
            &person.name,
            words::REAL_NAME_NAME_PLACEHOLDER,
        ));
        number_error.set(fault_of(
            road,
            Field::IdNumber,
            &person.id_number,
            words::REAL_NAME_NUMBER_PLACEHOLDER,
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
            busy.try_set(false);
            match answer {
                Ok(view) => {
                    road.session.set(view);
                    road.take_up_draft().await;
                    road.wizard.introduce(&person.name, &person.id_number);
                    road.go_on_from_detour(&Route::Disclaimer);
                }
                Err(met) => {
                    road.session.notice(&met);
                    problem.try_set(Some(met.words()));
                }
            }
        });
    };
    view! {
        <h1>{words::REAL_NAME}</h1>
        <p class="lead">{words::REAL_NAME_LEAD}</p>
        <form novalidate on:submit=move |event| { event.prevent_default(); check(); }>
            <section class="cells">
                <TextField question=name_question typing=NAME_TYPING/>
                <TextField question=number_question typing=NUMBER_TYPING/>
            </section>
            <Problem words=problem.into()/>
            <div class="actions actions-plain">
                <button type="submit" class="button button-primary" disabled=busy>
                    {move || if busy.get() { words::CHECKING } else { words::NEXT }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

const NAME_TYPING: Typing = Typing {
    autocomplete: "name",
    placeholder: words::REAL_NAME_NAME_PLACEHOLDER,
    ..Typing::PLAIN
};

const NUMBER_TYPING: Typing = Typing {
    enterkeyhint: "done",
    placeholder: words::REAL_NAME_NUMBER_PLACEHOLDER,
    maxlength: 40,
    ..Typing::PLAIN
};
