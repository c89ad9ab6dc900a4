//! 实名认证: who the signed-in person is.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{PersonView, RealName as Person, SessionView},
    field::Field,
};

use super::{
    Road,
    ask::{own_question, typing},
    faces::{self, Ending},
    rare,
    sign_in::{fault_of, take_in_late},
};
use crate::{
    aloud::Manner,
    api,
    components::field::{TextField, Typing},
    platform::device,
    routes::Route,
    words,
};

/// The page.
#[component]
pub fn RealName() -> impl IntoView {
    let road = Road::here();
    let on_done = Callback::new(move |(view, person): (SessionView, Person)| {
        spawn_local(async move {
            road.session.set(view);
            device::change_hands();
            // The button stays at work until the draft is here as well: on a slow network that takes its time.
            road.take_up_draft().await;
            road.wizard.introduce(&person.name, &person.id_number);
            road.go_on_from_detour(&Route::Disclaimer);
        });
    });
    view! {
        <h1>{words().real_name}</h1>
        <p class="lead">{words().real_name_lead}</p>
        <RealNameForm place="" known=None on_done/>
    }
    .into_any()
}

/// What the form holds.
#[derive(Clone, Copy)]
struct Form {
    road: Road,
    /// Of the two controls, apart from those of another such form on the page.
    names: (&'static str, &'static str),
    on_done: Callback<(SessionView, Person)>,
    name: RwSignal<String>,
    name_error: RwSignal<Option<String>>,
    number: RwSignal<String>,
    number_error: RwSignal<Option<String>>,
    ending: Ending,
}

impl Form {
    /// Judges the answers, then asks for the face, then the server.
    fn go_on(self) {
        if let Some(done) = self.ending.ready(|| self.judge()) {
            let (name, id_number) = (self.name.get_untracked(), self.number.get_untracked());
            spawn_local(self.prove(Person { name, id_number, face: done.id }));
        }
    }

    /// The controls in their order, each with what is wrong with it.
    fn judge(self) -> Vec<(&'static str, RwSignal<Option<String>>)> {
        let fault = |field, text: RwSignal<String>, missing| {
            fault_of(self.road, field, &text.get_untracked(), missing)
        };
        self.name_error.set(fault(Field::Name, self.name, words().real_name_name_placeholder));
        self.number_error.set(fault(
            Field::IdNumber,
            self.number,
            words().real_name_number_placeholder,
        ));
        vec![(self.names.0, self.name_error), (self.names.1, self.number_error)]
    }

    /// Whoever asked is told, and takes the form away: until then it stays at work.
    async fn prove(self, person: Person) {
        match api::real_name(person.clone()).await {
            Ok(view) => {
                // The person may have left the form meanwhile; they are known all the same.
                if self.on_done.try_run((view.clone(), person)).is_none() {
                    take_in_late(self.road, view);
                }
            }
            Err(met) => {
                self.road.session.notice(&met);
                self.ending.refused(&met);
            }
        }
    }
}

/// Name, number and face, for whoever is told once they are proved; `known` is who it has to be, where that is known.
#[component]
pub fn RealNameForm(
    place: &'static str,
    known: Option<PersonView>,
    on_done: Callback<(SessionView, Person)>,
) -> impl IntoView {
    let road = Road::here();
    let text = |of: fn(&PersonView) -> &String| {
        RwSignal::new(known.as_ref().map(of).cloned().unwrap_or_default())
    };
    let names = if place.is_empty() {
        ("real-name", "real-number")
    } else {
        ("again-real-name", "again-real-number")
    };
    let form = Form {
        road,
        names,
        on_done,
        name: text(|person| &person.name),
        name_error: RwSignal::new(None),
        number: text(|person| &person.id_number),
        number_error: RwSignal::new(None),
        ending: Ending::new(),
    };
    let who = match &known {
        Some(person) => faces::who(person),
        None => questions(form),
    };
    form.ending.form(road, who, words().next, move || form.go_on())
}

fn questions(form: Form) -> AnyView {
    let name = own_question(
        form.names.0,
        words().real_name_name,
        Field::Name,
        form.name,
        form.name_error,
        Manner::Words,
    );
    let number = own_question(
        form.names.1,
        words().real_name_number,
        Field::IdNumber,
        form.number,
        form.number_error,
        Manner::ID_NUMBER,
    );
    view! {
        <section class="cells">
            <TextField question=name typing=name_typing()>{rare::beside(name)}</TextField>
            <TextField question=number typing=number_typing()/>
        </section>
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
