//! The pages, and what they all share: the road that a person is on.

pub mod account;
pub mod answers;
pub mod applications;
pub mod ask;
pub mod basic;
pub mod card;
pub mod check;
pub mod delivery;
pub mod devices;
pub mod disclaimer;
pub mod done;
pub mod eligibility;
mod faces;
pub mod form;
pub mod home;
pub mod identity;
pub mod identity_check;
pub mod idle;
pub mod jingtong;
pub mod layout;
pub mod leaving;
pub mod me;
pub mod not_found;
pub mod portal;
pub mod questions;
pub mod quick;
pub mod rare;
pub mod reader;
pub mod real_name;
pub mod scan;
pub mod seen;
pub mod settings;
pub mod sign_in;
pub mod sign_in_again;
pub mod step_page;
pub mod submitting;
pub mod ways;

use leptos::prelude::*;
use sscard_shared::{api, language::Language};

use self::{reader::Reader, settings::Settings};
use crate::{
    components::toast::Toast,
    language,
    routes::{Route, Standing, history::Navigator},
    session::Session,
    wizard::{Wizard, undo::Undo},
    words,
};

/// Something that the person has to know, whatever the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Another person has signed in on this device.
    OtherPerson,
}

impl Note {
    /// The words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OtherPerson => words().other_person,
        }
    }
}

/// How far the start has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The server is being asked who is here.
    Asking,
    /// It did not answer.
    Missed(String),
    /// Everything is known.
    Ready,
}

/// Where the person is, who they are and what they filled. All its signals are owned by the root of the page, so that an
/// answer that arrives late never meets one that is gone.
#[derive(Clone, Copy, Debug)]
pub struct Road {
    /// Until it is ready, nobody can tell which pages the person may see.
    pub start: RwSignal<Start>,
    /// The page.
    pub nav: Navigator,
    /// The person.
    pub session: Session,
    /// The form.
    pub wizard: Wizard,
    /// How the person wants the page.
    pub settings: Settings,
    /// Who reads the page aloud.
    pub reader: Reader,
    /// Whether there is a network.
    pub online: RwSignal<bool>,
    /// The mobile number that the person signs in with, as typed: offered again where the form asks for one.
    pub typed_mobile: RwSignal<String>,
    /// The code of the text message, as typed: a change of language builds the page of sign-in anew, and must not lose it.
    pub typed_code: RwSignal<String>,
    /// The language of the page; everything that is seen is built of it.
    pub language: RwSignal<Language>,
    /// Something that the person has to know, whatever the page.
    pub note: RwSignal<Option<Note>>,
    /// What was done a moment ago, in words.
    pub toast: RwSignal<Option<Toast>>,
    /// And what it changed.
    pub undo: RwSignal<Option<Undo>>,
    /// Takes it back; owned by the root, for what was pressed to do it is often gone with it.
    pub on_undo: Callback<()>,
}

impl Road {
    /// The road of this page.
    #[must_use]
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Speaks another language: everything that is seen is built anew, and what was typed stays.
    pub fn speak(&self, language: Language) {
        language::speak(language);
        self.language.set(language);
    }

    /// What decides which pages the person may see.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let view = self.session.view();
        Standing {
            signed_in: view.signed_in,
            real_named: view.name.is_some(),
            agreed: self.wizard.agreed(),
            eligible: view.standing == Some(api::Standing::Eligible),
            authorised: view.access,
            unfinished: self.wizard.unfinished(),
        }
    }

    /// Goes towards a page, by way of what has to be done first.
    pub fn go(&self, to: &Route) {
        if self.start.with_untracked(|start| *start != Start::Ready) {
            return self.nav.go(to);
        }
        let first = to.allowed(untrack(|| self.standing()));
        if first == Route::SignIn || first == Route::RealName {
            crate::platform::remember_wanted(&to.path());
        }
        self.nav.go_at(&first, self.first_question(&first));
    }

    /// Goes on to the page that was wanted before the detour, in place of the detour.
    pub fn go_on_from_detour(&self, otherwise: &Route) {
        let standing = untrack(|| self.standing());
        let wanted = crate::platform::wanted().map(|path| Route::parse(&path));
        // Who is known has nothing more to do there, though it was there that they were asked to sign in.
        let wanted = wanted.filter(|wanted| *wanted != Route::RealName || !standing.real_named);
        let first = wanted.unwrap_or_else(|| otherwise.clone()).allowed(standing);
        if first != Route::RealName {
            crate::platform::forget_wanted();
        }
        self.nav.replace_at(&first, self.first_question(&first));
    }

    /// Does something to the form at once, and offers to take it back.
    pub fn undoable(&self, said: String, deed: impl FnOnce()) {
        self.undo.set(Some(self.wizard.undoable(deed)));
        self.toast.set(Some(Toast::saying(said).with_way(words().undo, self.on_undo)));
    }

    /// What was done a moment ago can no longer be taken back.
    pub fn forget_undo(&self) {
        self.undo.set(None);
        self.toast.set(None);
    }

    /// The person is known: their draft is taken up.
    pub async fn take_up_draft(&self) {
        self.wizard.begin().await;
        let typed = self.typed_mobile.get_untracked();
        if self.session.owner_now().is_some() && !typed.is_empty() {
            self.wizard.propose(sscard_shared::field::Field::Mobile, typed.trim());
        }
    }
}
