//! 3 制卡信息: what goes onto the card and which bank makes it.

use leptos::{prelude::*, task::spawn_local};
use sscard_shared::{api::PictureKind, dictionary::Dictionary, field::Field, step::Step};

use super::{Road, ask, questions::part, step_page::step_page};
use crate::{
    api,
    components::{
        branch_picker::{BranchPicker, Branches},
        photo_example::PhotoExample,
    },
    words,
};

/// The page.
#[component]
pub fn Card() -> impl IntoView {
    let road = Road::here();
    let uses = view! {
        <h2 class="uses-title">{words().card_uses}</h2>
        <ul class="uses-list"><li>{words().card_use_social}</li><li>{words().card_use_medical}</li></ul>
        <p class="note note-hint">{words().card_uses_hint}<a href=words::HOTLINE_LINK>{words::HOTLINE}</a></p>
    };
    let photo = view! {
        {ask::picture(road, PictureKind::Photo)}
        <div class="photo-rules">
            <ul>{words().photo_rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect_view()}</ul>
            <PhotoExample/>
        </div>
    };
    let bank = view! {
        {ask::text(road, Field::Mobile)}
        {ask::select(road, Field::Bank)}
        {branch(road)}
    };
    // What the card can do is said before the first question of the step.
    let (of_photo, of_bank) = Step::Card.fields().split_at(1);
    let questions = view! {
        {part(road, "cells uses", of_photo, uses.into_any())}
        {part(road, "cells uploads uploads-photo", of_photo, photo.into_any())}
        {part(road, "cells", of_bank, bank.into_any())}
    };
    step_page(Step::Card, "", questions.into_any())
}

/// 开户行网点, of the chosen bank.
pub(super) fn branch(road: Road) -> AnyView {
    let wizard = road.wizard;
    let bank = wizard.text_signal(Field::Bank);
    let branches = RwSignal::new(Branches::NoBank);
    let load = Callback::new(move |()| {
        let bank = bank.get_untracked();
        branches.set(if bank.is_empty() { Branches::NoBank } else { Branches::Loading });
        if bank.is_empty() {
            return;
        }
        spawn_local(async move {
            let answer = api::branches(&bank).await;
            // Another bank may have been chosen while this one's branches were on their way.
            if wizard.text_now(Field::Bank) != bank {
                return;
            }
            let _ = branches.try_set(match answer {
                Ok(list) => {
                    wizard.directory.update(|directory| directory.branches.clone_from(&list));
                    Branches::Here(list)
                }
                Err(problem) => Branches::Missed(problem.words()),
            });
        });
    });
    Effect::new(move |_| {
        bank.track();
        load.run(());
    });
    view! {
        <BranchPicker
            question=ask::question(road, Field::Branch)
            branches=branches.into()
            districts=ask::fixed(Dictionary::District)
            on_retry=load
        />
    }
    .into_any()
}
