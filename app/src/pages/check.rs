//! 申请信息核对: everything once more, a way to change each part, the pledge, and the submit.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{
    api::{PictureKind, TextKind},
    field::Field,
    step::Step,
};

use super::{
    Road, answers,
    disclaimer::{Loaded, load, paragraphs},
    layout::follow,
    step_page::hush,
    submitting::{Submitting, submit},
};
use crate::{
    api,
    components::{
        choice::Consent,
        dialog::{Dialog, Stand},
        field::control_id,
        notice::Problem,
        thumbnail::Thumbnail,
    },
    door::door,
    language::{lang_of, language},
    platform,
    routes::Route,
    wizard::groups,
    words,
};

/// The page.
#[component]
pub fn Check() -> impl IntoView {
    let road = Road::here();
    road.wizard.mending.set(false);
    load_branches(road);
    let masked = RwSignal::new(true);
    let sections = Step::ALL.into_iter().map(|step| section(road, step, masked)).collect_view();
    view! {
        <h1>{words().check}</h1>
        <p class="lead">{words().check_lead}</p>
        <p class="aside aside-end">
            <button type="button" class="button button-small" on:click=move |_| masked.update(|masked| *masked = !*masked)>
                {move || if masked.get() { words().show } else { words().hide }}
            </button>
        </p>
        {sections}
        {consent_and_submit(road, Asking::Checked)}
    }
    .into_any()
}

/// A reload forgets the branches; the name of the chosen one is wanted here.
fn load_branches(road: Road) {
    let wizard = road.wizard;
    let bank = wizard.text_now(Field::Bank);
    if bank.is_empty()
        || wizard.directory.with_untracked(|directory| !directory.branches.is_empty())
    {
        return;
    }
    spawn_local(async move {
        if let Ok(list) = api::branches(&bank).await {
            wizard.directory.update(|directory| directory.branches = list);
        }
    });
}

/// One step's answers and the way to change them.
fn section(road: Road, step: Step, masked: RwSignal<bool>) -> AnyView {
    let wizard = road.wizard;
    let to = Route::Step(step);
    let go = follow(road, to.clone());
    let change = move |event| {
        wizard.mending.set(true);
        go(event);
    };
    let kinds =
        PictureKind::ALL.into_iter().filter(move |kind| step.fields().contains(&kind.field()));
    let pictures = kinds.map(|kind| {
        let shown = wizard.slots.of(kind).shown;
        view! {
            <div class="answer answer-picture">
                <dt>{words::label(kind.field())}</dt>
                <dd><Thumbnail shown alt=words().picture_given/></dd>
            </div>
        }
    });
    let rows = move || {
        let draft = wizard.draft();
        wizard.directory.with(|directory| {
            let row = |field: Field| {
                let words = answers::words_of(field, &draft, directory, masked.get());
                let lang = lang_of(&words);
                view! { <div class="answer"><dt>{words::label(field)}</dt><dd lang=lang>{answers::shown(field, &words)}</dd></div> }
            };
            answers::fields(step, &draft).into_iter().map(row).collect_view()
        })
    };
    view! {
        <section>
            <div class="group-head">
                <h2 class="group-title">{step.title_in(language())}</h2>
                <a class="change" href=to.path() aria-label=words::act_on(words().change, step.title_in(language())) on:click=change>
                    {words().change}
                </a>
            </div>
            <dl class="cells answers">{pictures.collect_view()}{rows}</dl>
        </section>
    }
    .into_any()
}

/// How the submit is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Every answer was judged before this page; once more before it goes.
    Checked,
    /// The answers stand on this page and are judged first; once more before it goes.
    Twice,
    /// The answers stand on this page and are judged first; then it goes.
    Once,
}

impl Asking {
    /// Whether the way is free: otherwise the person is brought to the first field that blocks.
    fn is_free(self, road: Road) -> bool {
        if self == Self::Checked {
            return true;
        }
        let asked = untrack(|| road.wizard.with_draft(|draft| groups::asked_at(door(), draft)));
        let first = road.wizard.ask(&asked);
        road.wizard.wanted_on.set(first.is_some());
        if let Some(first) = first {
            hush(road);
            road.bring(first);
        }
        first.is_none()
    }
}

/// The pledge, the button and the second question.
pub(super) fn consent_and_submit(road: Road, asking: Asking) -> AnyView {
    let wizard = road.wizard;
    let reading = RwSignal::new(false);
    let pledge: Loaded = RwSignal::new(None);
    let read = move |_| {
        load(TextKind::Pledge, pledge);
        reading.set(true);
    };
    let submitting = Submitting::new();
    let missing = RwSignal::new(None::<String>);
    let held_up = RwSignal::new(false);
    let on_change = Callback::new(move |on: bool| {
        let version = wizard.directory.with_untracked(|directory| directory.pledge_version.clone());
        wizard.set(Field::Pledge, if on { &version } else { "" });
        missing.set(None);
    });
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // A picture that is being prepared is not missing.
        held_up.set(untrack(|| wizard.is_preparing(&Field::ALL)));
        if held_up.get_untracked() || !asking.is_free(road) {
            return;
        }
        if wizard.text_now(Field::Pledge).is_empty() {
            missing.set(Some(words().pledge_missing.to_owned()));
            return platform::focus(&control_id("pledge"));
        }
        held_up.set(untrack(|| wizard.is_sending()));
        match (held_up.get_untracked(), asking) {
            (true, _) => {}
            (false, Asking::Once) => submit(road, submitting),
            (false, Asking::Checked | Asking::Twice) => submitting.ask(),
        }
    };
    let ticked = Signal::derive(move || !wizard.text(Field::Pledge).is_empty());
    let submit_word = move || match (asking, submitting.busy.get()) {
        (Asking::Once, true) => words().submitting,
        _ => words::at_door().submit,
    };
    let problem = Signal::derive(move || {
        let waits = || match held_up.get() {
            true if wizard.is_preparing(&Field::ALL) => Some(words().pictures_in_preparation),
            true if wizard.is_sending() => Some(words().pictures_on_their_way),
            _ => None,
        };
        submitting.problem.get().or_else(|| waits().map(str::to_owned))
    });
    let error = Signal::derive(move || missing.get().or_else(|| wizard.error(Field::Pledge)));
    view! {
        <form novalidate on:submit=ask>
            <section class="pledge">
                {notes_before(asking)}
                <Consent name="pledge" checked=ticked error on_change>
                    {words().pledge_before}{words().pledge_title}{words().pledge_after}
                </Consent>
                <button type="button" class="link" on:click=read>{words().pledge_open}</button>
                {notes_after(asking)}
            </section>
            <Problem words=problem/>
            <div class="actions">
                <button type="submit" class="button button-primary" aria-disabled=submitting.said_busy()>{submit_word}</button>
            </div>
        </form>
        <Dialog open=reading title=words().pledge_title stand=Stand::Sheet>
            <div class="dialog-text">
                {words().chinese_binds.map(|words| view! { <p>{words}</p> })}
                {paragraphs(TextKind::Pledge, pledge)}
            </div>
        </Dialog>
        {question(road, submitting)}
    }
    .into_any()
}

/// What to expect of the application, as far as the guide has it before the consent.
fn notes_before(asking: Asking) -> Option<AnyView> {
    let jingtong = words().jingtong;
    match asking {
        Asking::Checked => None,
        Asking::Twice => Some(view! { <p>{words().portal.after_note}</p> }.into_any()),
        Asking::Once => Some(
            view! {
                <p>{words().portal.hints}</p>
                <ul>{[jingtong.hint_uses, jingtong.hint_after, jingtong.hint_cycle].map(|hint| view! { <li>{hint}</li> })}</ul>
            }
            .into_any(),
        ),
    }
}

/// And after it.
fn notes_after(asking: Asking) -> Option<AnyView> {
    match asking {
        Asking::Once => None,
        Asking::Checked | Asking::Twice => Some(view! { <p>{words().cycle}</p> }.into_any()),
    }
}

/// 是否确认提交个人申领.
fn question(road: Road, submitting: Submitting) -> AnyView {
    let busy = submitting.busy;
    // Not disabled: the focus would fall out of the dialog.
    let is_busy = submitting.said_busy();
    let cancel = move |_| {
        if !busy.get_untracked() {
            submitting.asking.set(false);
        }
    };
    view! {
        <Dialog open=submitting.asking title=words().submit_question>
            <div class="dialog-text" role="status">{move || busy.get().then_some(words().submitting)}</div>
            <div class="dialog-actions">
                <button type="button" class="button" aria-disabled=is_busy on:click=cancel>
                    {words().cancel}
                </button>
                <button
                    type="button"
                    class="button button-primary"
                    aria-disabled=is_busy
                    on:click=move |_| submit(road, submitting)
                >
                    {words().confirm}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
