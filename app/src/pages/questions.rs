//! One question a screen, in 长辈版: which of a step's fields are asked now, and the ways between them.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{door::Layout, field::Field, step::Step};

use super::{Road, form};
use crate::{door::door, platform, routes::Route, wizard::groups};

/// A question among those of its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Counted from nought.
    pub at: usize,
    /// How many there are.
    pub of: usize,
    /// What it asks.
    pub fields: &'static [Field],
}

impl Place {
    /// Whether no question of the step comes after it.
    #[must_use]
    pub const fn is_last(self) -> bool {
        self.at + 1 >= self.of
    }
}

impl Road {
    /// The question that a step asks now; none in the ordinary manner, which asks all of them at once.
    #[must_use]
    pub fn place(&self, step: Step) -> Option<Place> {
        if !self.settings.elder.get() || door().layout() != Layout::Steps {
            return None;
        }
        let asked = self.wizard.with_draft(|draft| groups::asked(step, draft));
        let at = self.nav.question().min(asked.len().saturating_sub(1));
        Some(Place { at, of: asked.len(), fields: asked.get(at)? })
    }

    /// What a step asks on the screen as it is.
    #[must_use]
    pub fn fields_asked(&self, step: Step) -> &'static [Field] {
        self.place(step).map_or(step.fields(), |place| place.fields)
    }

    /// Whether a field is asked on the screen as it is.
    #[must_use]
    pub fn asks(&self, field: Field) -> bool {
        Step::of(field).is_none_or(|step| self.fields_asked(step).contains(&field))
    }

    /// The question at which a page begins: in 长辈版 the first that is not answered, so that nobody has to leaf to it.
    #[must_use]
    pub fn first_question(&self, route: &Route) -> usize {
        let Route::Step(step) = route else { return 0 };
        if !self.settings.elder.get_untracked() || self.wizard.mending.get_untracked() {
            return 0;
        }
        let open = untrack(|| self.wizard.first_blocking(step.fields()));
        open.and_then(|field| self.place_of(field, *step)).unwrap_or(0)
    }

    fn place_of(&self, field: Field, step: Step) -> Option<usize> {
        untrack(|| self.wizard.with_draft(|draft| groups::place_of(field, step, draft)))
    }

    /// Brings a field of the current step into view, and the focus to it.
    pub fn bring(&self, field: Field) {
        let id = form::place_of(field);
        let place = Step::of(field).and_then(|step| self.place_of(field, step));
        if untrack(|| self.asks(field)) {
            platform::focus(&id);
        } else if let Some(place) = place {
            self.nav.replace_at(&self.nav.route_now(), place);
            // The question is shown in the next turn of the event loop, which also takes the focus to its beginning.
            spawn_local(async move {
                TimeoutFuture::new(50).await;
                platform::focus(&id);
            });
        }
    }
}

/// A part of a step's page, there while one of its fields is asked.
pub fn part(
    road: Road,
    class: &'static str,
    fields: &'static [Field],
    content: AnyView,
) -> AnyView {
    let away = Memo::new(move |_| !fields.iter().any(|field| road.asks(*field)));
    view! { <section class=class hidden=away>{content}</section> }.into_any()
}

/// The title of a part.
pub fn part_title(road: Road, title: &'static str, fields: &'static [Field]) -> AnyView {
    let away = Memo::new(move |_| !fields.iter().any(|field| road.asks(*field)));
    view! { <h2 class="group-title" hidden=away>{title}</h2> }.into_any()
}
