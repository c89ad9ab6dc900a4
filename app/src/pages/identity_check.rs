//! 身份认证: the way into 京通 by name, number and face.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{SignIn as Way, TextKind},
    application::check_field,
    code::DocumentType,
    dictionary::Dictionary,
    directory::Directory,
    door::Door,
    draft::Draft,
    fault::Severity,
    field::Field,
};

use super::{
    Road,
    ask::{fixed, own_question, typing},
    disclaimer::{Loaded, load, paragraphs},
    faces,
    layout::LanguageSwitch,
    rare,
    sign_in::{SharedDevice, arrive, fault_of},
};
use crate::{
    aloud::Manner,
    api,
    components::{
        camera::face::{DoneFace, FaceCheck},
        choice::{Consent, Options, SelectField},
        dialog::{Dialog, Stand},
        field::{TextField, Typing, control_id},
        notice::Problem,
        switch::Switch,
    },
    language::language,
    platform::{self, device},
    words,
};

/// The names of the controls, in their order.
const DOCUMENT: &str = "check-document";
const NAME: &str = "check-name";
const NUMBER: &str = "check-number";
const REGISTER: &str = "check-register";
const TEXTS: &str = "check-texts";

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

/// What the page holds.
#[derive(Clone, Copy)]
struct Form {
    road: Road,
    document: Said,
    name: Said,
    number: Said,
    register: Agreed,
    texts: Agreed,
    shared: RwSignal<bool>,
    keep: RwSignal<bool>,
    facing: RwSignal<bool>,
    face: RwSignal<Option<DoneFace>>,
    problem: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Form {
    fn new(road: Road) -> Self {
        Self {
            road,
            document: Said::new(DocumentType::ResidentCard.as_str()),
            name: Said::new(""),
            number: Said::new(""),
            register: Agreed::new(),
            texts: Agreed::new(),
            shared: RwSignal::new(device::is_shared()),
            keep: RwSignal::new(true),
            facing: RwSignal::new(false),
            face: RwSignal::new(None),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Judges every answer, and goes on to the face where nothing is wrong.
    fn go_on(self) {
        if self.busy.get_untracked() {
            return;
        }
        if let Some(first) = self.judge() {
            return platform::focus(&control_id(first));
        }
        self.problem.set(None);
        match self.face.get_untracked().filter(DoneFace::is_good) {
            Some(done) => self.sign_in(done),
            None => self.facing.set(true),
        }
    }

    /// The first control at fault.
    fn judge(self) -> Option<&'static str> {
        let check = &words().identity_check;
        let fault = |field: Field, said: Said, missing: &str| {
            fault_of(self.road, field, &said.text.get_untracked(), missing)
        };
        self.name.error.set(fault(Field::Name, self.name, words().real_name_name_placeholder));
        self.number.error.set(fault(Field::IdNumber, self.number, check.number_placeholder));
        self.document.error.set(self.document_fault());
        self.register.judge();
        self.texts.judge();
        let errors = [
            (DOCUMENT, self.document.error),
            (NAME, self.name.error),
            (NUMBER, self.number.error),
            (REGISTER, self.register.error),
            (TEXTS, self.texts.error),
        ];
        let first = errors.into_iter().find(|(_, error)| error.with_untracked(Option::is_some));
        first.map(|(name, _)| name)
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

    fn sign_in(self, done: DoneFace) {
        self.busy.set(true);
        let way = Way::Face {
            name: self.name.text.get_untracked(),
            document_type: self.document.text.get_untracked(),
            id_number: self.number.text.get_untracked(),
            face: done.id,
            keep: self.keep.get_untracked() && !self.shared.get_untracked(),
        };
        let arrive = arrive(self.road);
        spawn_local(async move {
            let answer = api::sign_in(way).await;
            self.busy.try_set(false);
            match answer {
                Ok(view) => {
                    // The person may have left the page meanwhile; they are signed in all the same.
                    if arrive.try_run(view.clone()).is_none() {
                        self.road.session.set(view);
                    }
                }
                Err(met) => {
                    if faces::is_spent(&met) {
                        self.face.try_set(None);
                    }
                    self.problem.try_set(Some(met.words()));
                }
            }
        });
    }
}

/// The page.
#[component]
pub fn IdentityCheck() -> impl IntoView {
    let road = Road::here();
    let form = Form::new(road);
    let on_face = Callback::new(move |done| {
        form.face.set(Some(done));
        form.go_on();
    });
    view! {
        <h1>{words().identity_check.title}</h1>
        <p class="lead">{words().identity_check.lead}</p>
        <SharedDevice shared=form.shared/>
        <form
            novalidate
            on:keydown=|event| platform::enter_goes_on(&event)
            on:submit=move |event| { event.prevent_default(); form.go_on(); }
        >
            {questions(form)}
            {keep(form)}
            {consents(form)}
            <p class="elsewhere">{words().face.elsewhere}</p>
            <Problem words=form.problem.into()/>
            <div class="actions actions-plain">
                <button type="submit" class="button button-primary" aria-disabled=move || form.busy.get().then_some("true")>
                    {move || if form.busy.get() { words().checking } else { words().identity_check.start }}
                </button>
            </div>
        </form>
        <FaceCheck open=form.facing desk=faces::DESK sandbox=faces::sandbox(road) on_done=on_face on_say=faces::say(road)/>
        <LanguageSwitch/>
    }
    .into_any()
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
    let document = asked(DOCUMENT, Field::DocumentType, form.document, Manner::Words);
    let name = asked(NAME, Field::Name, form.name, Manner::Words);
    let number = asked(NUMBER, Field::IdNumber, form.number, Manner::ID_NUMBER);
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
                <Switch name="keep" label detail on=form.keep on_change/>
            </div>
        })}
    }
    .into_any()
}

fn consents(form: Form) -> AnyView {
    let check = &words().identity_check;
    let Form { register, texts, .. } = form;
    view! {
        <Consent name=REGISTER checked=register.ticked.into() error=register.error.into() on_change=register.on_change()>
            {check.consent_register}
        </Consent>
        <Consent name=TEXTS checked=texts.ticked.into() error=texts.error.into() on_change=texts.on_change()>
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
