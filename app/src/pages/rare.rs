//! Beside a name: the way to characters that cannot be typed.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{
        field::Question,
        rare::{Rare, Table},
    },
    platform,
};

/// The button for a question that asks for a name, and what it opens. What is chosen is written into the question's control.
pub fn beside(question: Question) -> AnyView {
    let table = RwSignal::new(Table::Unasked);
    let on_want = Callback::new(move |()| {
        if table.with_untracked(Table::is_wanted) {
            table.set(Table::Loading);
            spawn_local(async move {
                let came = match api::radicals().await {
                    Ok(radicals) => Table::Here(Arc::new(radicals)),
                    Err(problem) => Table::Missed(problem.words()),
                };
                table.try_set(came);
            });
        }
    });
    let caret = StoredValue::new(platform::Caret::default());
    let on_open = Callback::new(move |()| caret.set_value(platform::caret(&question.id())));
    let on_choose = Callback::new(move |character: char| {
        platform::write_at(&question.id(), caret.get_value(), &character.to_string());
    });
    view! { <Rare text=question.text table on_open on_want on_choose/> }.into_any()
}
