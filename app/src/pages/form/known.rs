//! An answer that is known: shown masked (反显), and not asked.

use leptos::prelude::*;
use sscard_shared::field::Field;

use super::mobile::Correct;
use crate::{
    components::{aloud, field::control_id},
    pages::{Road, answers, reader},
    words,
};

/// The label, and the answer in a line that cannot be changed.
pub fn known(road: Road, field: Field) -> AnyView {
    let wizard = road.wizard;
    let told = move || {
        let draft = wizard.draft();
        wizard.directory.with(|tables| answers::words_of(field, &draft, tables, true))
    };
    let label = words::label(field);
    let id = control_id(field.name());
    let answer = Callback::new(move |()| reader::answer_of(road, field));
    let read = aloud::button(label, reader::aloud(road, label, answer), Vec::new);
    let correct = (field == Field::Mobile).then(|| view! { <Correct/> });
    let note = ["note-", field.name()].concat();
    let error = Memo::new(move |_| wizard.error(field));
    view! {
        <div class="cell known" class:cell-faulty=move || error.with(Option::is_some)>
            <div class="cell-label cell-required"><label for=id.clone()>{label}</label>{read}</div>
            <div class="cell-body">
                <div class="control-row">
                    <div class="control-beside">
                        <input
                            class="control control-known"
                            id=id
                            readonly
                            aria-describedby=note.clone()
                            prop:value=told
                        />
                    </div>
                    {correct}
                </div>
            </div>
            <div class="cell-notes" id=note aria-live="polite">
                {move || error.get().map(|words| view! { <p class="note note-error">{words}</p> })}
            </div>
        </div>
    }
    .into_any()
}
