//! 实名认证: who the signed-in person is.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{api::RealName as Person, field::Field};

use super::{
    Road,
    ask::{own_question, typing},
    faces, rare,
    sign_in::fault_of,
};
use crate::{
    aloud::Manner,
    api,
    components::{
        camera::face::{DoneFace, FaceCheck},
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
    let (facing, face) = (RwSignal::new(false), RwSignal::new(None::<DoneFace>));
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
        let (given_name, given_number) = (name.get_untracked(), number.get_untracked());
        name_error.set(fault_of(
            road,
            Field::Name,
            &given_name,
            words().real_name_name_placeholder,
        ));
        number_error.set(fault_of(
            road,
            Field::IdNumber,
            &given_number,
            words().real_name_number_placeholder,
        ));
        if name_error.with_untracked(Option::is_some) {
            return platform::focus(&control_id("real-name"));
        }
        if number_error.with_untracked(Option::is_some) {
            return platform::focus(&control_id("real-number"));
        }
        problem.set(None);
        // A face that was recognised a moment ago need not be shown again because of a mistyped number.
        let Some(done) = face.get_untracked().filter(DoneFace::is_good) else {
            return facing.set(true);
        };
        let person = Person { name: given_name, id_number: given_number, face: done.id };
        busy.set(true);
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
                    if faces::is_spent(&met) {
                        face.try_set(None);
                    }
                    road.session.notice(&met);
                    busy.try_set(false);
                    problem.try_set(Some(met.words()));
                }
            }
        });
    };
    let on_face = Callback::new(move |done| {
        face.set(Some(done));
        check();
    });
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
            <p class="elsewhere">{words().face.elsewhere}</p>
            <Problem words=problem.into()/>
            <div class="actions actions-plain">
                <button type="submit" class="button button-primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { words().checking } else { words().next }}
                </button>
            </div>
        </form>
        <FaceCheck open=facing desk=faces::DESK sandbox=faces::sandbox(road) on_done=on_face on_say=faces::say(road)/>
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
