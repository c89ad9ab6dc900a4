//! 实名认证: who the signed-in person is.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{PersonView, RealName as Person, SessionView},
    field::Field,
};

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
    facing: RwSignal<bool>,
    face: RwSignal<Option<DoneFace>>,
    problem: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Form {
    /// Judges the answers, then asks for the face, then the server.
    fn go_on(self) {
        if self.busy.get_untracked() {
            return;
        }
        if let Some(first) = self.judge() {
            return platform::focus(&control_id(first));
        }
        self.problem.set(None);
        // A face that was recognised a moment ago need not be shown again because of a mistyped number.
        let Some(done) = self.face.get_untracked().filter(DoneFace::is_good) else {
            return self.facing.set(true);
        };
        let person = Person {
            name: self.name.get_untracked(),
            id_number: self.number.get_untracked(),
            face: done.id,
        };
        self.busy.set(true);
        spawn_local(self.prove(person));
    }

    /// The first control at fault.
    fn judge(self) -> Option<&'static str> {
        let fault = |field, text: RwSignal<String>, missing| {
            fault_of(self.road, field, &text.get_untracked(), missing)
        };
        self.name_error.set(fault(Field::Name, self.name, words().real_name_name_placeholder));
        self.number_error.set(fault(
            Field::IdNumber,
            self.number,
            words().real_name_number_placeholder,
        ));
        let errors = [(self.names.0, self.name_error), (self.names.1, self.number_error)];
        let first = errors.into_iter().find(|(_, error)| error.with_untracked(Option::is_some));
        first.map(|(name, _)| name)
    }

    /// Whoever asked is told, and takes the form away: until then it stays at work.
    async fn prove(self, person: Person) {
        match api::real_name(person.clone()).await {
            Ok(view) => {
                // The person may have left the form meanwhile; they are known all the same.
                if self.on_done.try_run((view.clone(), person)).is_none() {
                    self.road.session.set(view);
                }
            }
            Err(met) => {
                if faces::is_spent(&met) {
                    self.face.try_set(None);
                }
                self.road.session.notice(&met);
                self.busy.try_set(false);
                self.problem.try_set(Some(met.words()));
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
        facing: RwSignal::new(false),
        face: RwSignal::new(None),
        problem: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let on_face = Callback::new(move |done| {
        form.face.set(Some(done));
        form.go_on();
    });
    let who = match &known {
        Some(person) => faces::who(person),
        None => questions(form),
    };
    view! {
        <form
            novalidate
            on:keydown=|event| platform::enter_goes_on(&event)
            on:submit=move |event| { event.prevent_default(); form.go_on(); }
        >
            {who}
            <p class="elsewhere">{words().face.elsewhere}</p>
            <Problem words=form.problem.into()/>
            <div class="actions actions-plain">
                <button type="submit" class="button button-primary" aria-disabled=move || form.busy.get().then_some("true")>
                    {move || if form.busy.get() { words().checking } else { words().next }}
                </button>
            </div>
        </form>
        <FaceCheck open=form.facing desk=faces::DESK on_done=on_face on_say=faces::say(road)/>
    }
    .into_any()
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
