//! The form of 身份认证: document, name and number, how long to be known, two consents, and the face.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{ErrorCode, FaceConsents, PersonView, SessionView, SignIn as Way, TextKind},
    application::check_field,
    code::DocumentType,
    dictionary::Dictionary,
    directory::Directory,
    door::Door,
    draft::Draft,
    fault::Severity,
    field::Field,
    id_number::IdNumber,
};

use crate::{
    aloud::Manner,
    api::{self, ApiProblem},
    components::{
        choice::{Consent, Options, SelectField},
        dialog::{Dialog, Stand},
        field::{TextField, Typing},
        switch::Switch,
    },
    language::language,
    pages::{
        Road,
        ask::{fixed, own_question, typing},
        disclaimer::{Loaded, load, paragraphs},
        faces::{self, Ending},
        rare,
        sign_in::{fault_of, tell},
    },
    words,
};

/// The names of the controls, in their order, apart from those of another such form on the page.
#[derive(Clone, Copy)]
struct Names {
    document: &'static str,
    name: &'static str,
    number: &'static str,
    keep: &'static str,
    register: &'static str,
    texts: &'static str,
}

impl Names {
    const fn at(place: &'static str) -> Self {
        if place.is_empty() {
            Self {
                document: "check-document",
                name: "check-name",
                number: "check-number",
                keep: "keep",
                register: "check-register",
                texts: "check-texts",
            }
        } else {
            Self {
                document: "again-document",
                name: "again-name",
                number: "again-number",
                keep: "again-keep",
                register: "again-register",
                texts: "again-texts",
            }
        }
    }
}

/// An answer and what is wrong with it.
#[derive(Clone, Copy)]
struct Said {
    text: RwSignal<String>,
    error: RwSignal<Option<String>>,
}

impl Said {
    fn new(text: &str) -> Self {
        Self { text: RwSignal::new(text.to_owned()), error: RwSignal::new(None) }
    }
}

/// A consent and what is wrong with it.
#[derive(Clone, Copy)]
struct Agreed {
    ticked: RwSignal<bool>,
    error: RwSignal<Option<String>>,
}

impl Agreed {
    fn new() -> Self {
        Self { ticked: RwSignal::new(false), error: RwSignal::new(None) }
    }

    fn judge(self) {
        let missing = !self.ticked.get_untracked();
        self.error.set(missing.then(|| words().identity_check.consent_missing.to_owned()));
    }

    fn on_change(self) -> Callback<bool> {
        Callback::new(move |on| {
            self.ticked.set(on);
            self.error.set(None);
        })
    }
}

/// What the form holds.
#[derive(Clone, Copy)]
struct Form {
    road: Road,
    names: Names,
    on_done: Callback<SessionView>,
    document: Said,
    name: Said,
    number: Said,
    register: Agreed,
    texts: Agreed,
    shared: RwSignal<bool>,
    keep: RwSignal<bool>,
    ending: Ending,
}

impl Form {
    /// Of somebody who may be known; then nothing is asked of name and number.
    fn new(
        road: Road,
        names: Names,
        known: Option<&PersonView>,
        (shared, keep): (RwSignal<bool>, bool),
        on_done: Callback<SessionView>,
    ) -> Self {
        let today = untrack(|| road.session.today());
        let number = known.map_or("", |person| &person.id_number);
        let document = IdNumber::parse(number, today)
            .map_or(DocumentType::ResidentCard, |number| number.kind().document_type());
        Self {
            road,
            names,
            on_done,
            document: Said::new(document.as_str()),
            name: Said::new(known.map_or("", |person| &person.name)),
            number: Said::new(number),
            register: Agreed::new(),
            texts: Agreed::new(),
            shared,
            keep: RwSignal::new(keep),
            ending: Ending::new(),
        }
    }

    /// Judges every answer, and goes on to the face where nothing is wrong, and then to the server.
    fn go_on(self) {
        if let Some(done) = self.ending.ready(|| self.judge()) {
            self.sign_in(done.id);
        }
    }

    /// The controls in their order, each with what is wrong with it.
    fn judge(self) -> Vec<(&'static str, RwSignal<Option<String>>)> {
        let check = &words().identity_check;
        let fault = |field: Field, said: Said, missing: &str| {
            fault_of(self.road, field, &said.text.get_untracked(), missing)
        };
        self.name.error.set(fault(Field::Name, self.name, words().real_name_name_placeholder));
        self.number.error.set(fault(Field::IdNumber, self.number, check.number_placeholder));
        self.document.error.set(self.document_fault());
        self.register.judge();
        self.texts.judge();
        vec![
            (self.names.document, self.document.error),
            (self.names.name, self.name.error),
            (self.names.number, self.number.error),
            (self.names.register, self.register.error),
            (self.names.texts, self.texts.error),
        ]
    }

    /// The document is held against the number, by the rule of the form.
    fn document_fault(self) -> Option<String> {
        let mut draft = Draft::new();
        draft.set(Field::DocumentType, self.document.text.get_untracked());
        draft.set(Field::IdNumber, self.number.text.get_untracked());
        let today = untrack(|| self.road.session.today());
        let faults = check_field(&draft, Field::DocumentType, today, &Directory::built_in());
        let hard = faults.into_iter().find(|fault| fault.severity == Severity::Hard);
        hard.map(|fault| words::fault(&fault))
    }

    fn sign_in(self, face: String) {
        let consents =
            self.road.wizard.directory.with_untracked(|tables| FaceConsents::to(&tables.consents));
        let way = Way::Face {
            name: self.name.text.get_untracked(),
            document_type: self.document.text.get_untracked(),
            id_number: self.number.text.get_untracked(),
            face,
            keep: self.keep.get_untracked() && !self.shared.get_untracked(),
            consents,
        };
        spawn_local(async move {
            match api::sign_in(way).await {
                Ok(view) => {
                    self.ending.rest();
                    tell(self.road, self.on_done, view);
                }
                Err(met) => self.refused(&met).await,
            }
        });
    }

    async fn refused(self, met: &ApiProblem) {
        if matches!(met, ApiProblem::Refused { code: ErrorCode::Consent, .. }) {
            // A text was changed since the page began: it is read and agreed to anew, and the face is not asked for once more.
            for agreed in [self.register, self.texts] {
                agreed.ticked.try_set(false);
            }
            self.road.wizard.learn_tables().await;
        }
        self.ending.refused(met);
    }
}

/// The form, for whoever is told once somebody is signed in; `known` is who it has to be, where that is known.
#[component]
pub fn FaceForm(
    place: &'static str,
    known: Option<PersonView>,
    shared: RwSignal<bool>,
    on_done: Callback<SessionView>,
) -> impl IntoView {
    let road = Road::here();
    // Who signs in again is kept as they were before.
    let stay = place.is_empty() || untrack(|| road.session.view()).kept;
    let form = Form::new(road, Names::at(place), known.as_ref(), (shared, stay), on_done);
    let who = match &known {
        Some(person) => faces::who(person),
        None => questions(form),
    };
    let asked = view! {
        {who}
        {keep(form)}
        {consents(form)}
    };
    form.ending.form(road, asked.into_any(), words().identity_check.start, move || form.go_on())
}

fn questions(form: Form) -> AnyView {
    let asked = |name, field: Field, said: Said, manner| {
        own_question(
            name,
            field.label_in(Door::Jingtong, language()),
            field,
            said.text,
            said.error,
            manner,
        )
    };
    let document = asked(form.names.document, Field::DocumentType, form.document, Manner::Words);
    let name = asked(form.names.name, Field::Name, form.name, Manner::Words);
    let number = asked(form.names.number, Field::IdNumber, form.number, Manner::ID_NUMBER);
    let name_typing =
        Typing { placeholder: words().real_name_name_placeholder, ..typing(Field::Name) };
    let number_typing = Typing {
        placeholder: words().identity_check.number_placeholder,
        enterkeyhint: "done",
        ..typing(Field::IdNumber)
    };
    view! {
        <section class="cells">
            <SelectField question=document placeholder=words().choose options=documents()/>
            <TextField question=name typing=name_typing>{rare::beside(name)}</TextField>
            <TextField question=number typing=number_typing/>
        </section>
    }
    .into_any()
}

/// The documents of the table, the first by its full name, as the guide has it.
fn documents() -> Signal<Options> {
    let listed = fixed(Dictionary::DocumentType);
    Signal::derive(move || {
        let full = words().identity_check.resident_card;
        let named = |(code, word): (String, String)| {
            let word =
                if code == DocumentType::ResidentCard.as_str() { full.to_owned() } else { word };
            (code, word)
        };
        listed.get().into_iter().map(named).collect()
    })
}

/// 登录有效期, which is no question on a device that others use.
fn keep(form: Form) -> AnyView {
    let on_change = Callback::new(move |on| form.keep.set(on));
    let (label, detail) = (words().identity_check.keep, words().identity_check.keep_days);
    view! {
        {move || (!form.shared.get()).then(|| view! {
            <div class="cells settings">
                <Switch name=form.names.keep label detail on=form.keep on_change/>
            </div>
        })}
    }
    .into_any()
}

fn consents(form: Form) -> AnyView {
    let check = &words().identity_check;
    let Form { register, texts, names, .. } = form;
    view! {
        <Consent name=names.register checked=register.ticked.into() error=register.error.into() on_change=register.on_change()>
            {check.consent_register}
        </Consent>
        <Consent name=names.texts checked=texts.ticked.into() error=texts.error.into() on_change=texts.on_change()>
            {check.consent_texts}
        </Consent>
        <div class="identity-texts">
            {reading(TextKind::UserAgreement, check.user_agreement)}
            {reading(TextKind::PrivacyPolicy, check.privacy_policy)}
        </div>
    }
    .into_any()
}

/// A text of the operator, to be opened.
fn reading(kind: TextKind, title: &'static str) -> AnyView {
    let open = RwSignal::new(false);
    let text: Loaded = RwSignal::new(None);
    let read = move |_| {
        load(kind, text);
        open.set(true);
    };
    view! {
        <button type="button" class="link" on:click=read>{title}</button>
        <Dialog open title stand=Stand::Sheet>
            {words().chinese_binds.map(|words| view! { <p class="lead">{words}</p> })}
            <div class="scroll-text" tabindex="0" role="region" aria-label=title>{paragraphs(kind, text)}</div>
        </Dialog>
    }
    .into_any()
}
