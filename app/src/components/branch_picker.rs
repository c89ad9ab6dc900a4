//! Choosing one branch out of hundreds: by words, by district, by keyboard or by finger.

use leptos::prelude::*;
use sscard_shared::directory::Branch;

use super::{
    choice::Options,
    field::Question,
    notice::{Missed, Waiting},
    picker::{Pick, PickList, Picker},
};
use crate::words;

/// How many branches are listed at once; the rest is a matter of typing one more word.
const LISTED: usize = 60;

/// The branches as the page holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branches {
    /// No bank is chosen yet.
    NoBank,
    /// On their way.
    Loading,
    /// They did not come; the words say why.
    Missed(String),
    /// Here they are.
    Here(Vec<Branch>),
}

/// The cell that opens the list, and the list.
#[component]
pub fn BranchPicker(
    question: Question,
    branches: Signal<Branches>,
    districts: Signal<Options>,
    on_retry: Callback<()>,
) -> impl IntoView {
    let Question { text, on_input, on_leave, .. } = question;
    let open = RwSignal::new(false);
    let chosen = move || {
        let code = text.get();
        branches.with(|branches| match branches {
            Branches::Here(list) => {
                list.iter().find(|branch| branch.code == code).map(|branch| branch.name.clone())
            }
            _ => None,
        })
    };
    let choose = Callback::new(move |code: String| {
        on_input.try_run(code);
        open.set(false);
        on_leave.try_run(());
    });
    view! {
        <Picker question title=words::at_door().choose_branch placeholder=words::at_door().branch_placeholder chosen=Signal::derive(chosen) open>
            {move || match branches.get() {
                Branches::NoBank => view! { <p class="dialog-text">{words::at_door().choose_bank_first}</p> }.into_any(),
                Branches::Loading => view! { <Waiting/> }.into_any(),
                Branches::Missed(problem) => view! { <Missed problem on_retry/> }.into_any(),
                Branches::Here(list) => finder(list, districts, text, choose),
            }}
        </Picker>
    }
    .into_any()
}

/// The search, the district, and what they find.
fn finder(
    list: Vec<Branch>,
    districts: Signal<Options>,
    chosen: Signal<String>,
    choose: Callback<String>,
) -> AnyView {
    let wanted = RwSignal::new(String::new());
    let district = RwSignal::new(String::new());
    let list = StoredValue::new(list);
    let found = Memo::new(move |_| {
        let (wanted, district) = (wanted.get(), district.get());
        list.with_value(|list| {
            list.iter()
                .filter(|branch| fits(branch, &wanted, &district))
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let picks = Signal::derive(move || {
        found.with(|found| found.iter().take(LISTED).map(pick).collect::<Vec<_>>())
    });
    view! {
        <div class="finder">
            <input
                class="control"
                type="search"
                aria-label=words().search_branch
                placeholder=words().search_branch
                enterkeyhint="search"
                autocomplete="off"
                on:input=move |event| wanted.set(event_target_value(&event))
            />
            <select
                class="control control-select"
                aria-label=words().branch_district
                on:change=move |event| district.set(event_target_value(&event))
            >
                <option value="">{words().all_districts}</option>
                {districts.get_untracked().into_iter().map(|(code, name)| view! { <option value=code>{name}</option> }).collect_view()}
            </select>
        </div>
        <p class="finder-count" role="status">{move || words::branches_found(found.with(Vec::len), LISTED)}</p>
        <PickList picks chosen on_choose=choose/>
    }
    .into_any()
}

fn pick(branch: &Branch) -> Pick {
    let telephone = (!branch.telephone.is_empty()).then(|| branch.telephone.clone());
    Pick {
        code: branch.code.clone(),
        name: branch.name.clone(),
        details: std::iter::once(branch.address.clone()).chain(telephone).collect(),
    }
}

/// Whether a branch is of the district and has every wanted word in its name or address.
fn fits(branch: &Branch, wanted: &str, district: &str) -> bool {
    let has = |word: &str| branch.name.contains(word) || branch.address.contains(word);
    (district.is_empty() || branch.district == district) && wanted.split_whitespace().all(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wanted_word_has_to_be_there() {
        let branch = Branch {
            code: String::from("B1"),
            bank: String::from("BOB"),
            name: String::from("中关村支行"),
            district: String::from("110108"),
            address: String::from("海淀区中关村大街1号"),
            telephone: String::new(),
        };
        assert!(fits(&branch, "", ""));
        assert!(fits(&branch, "大街 中关村", "110108"));
        assert!(!fits(&branch, "中关村 西单", ""));
        assert!(!fits(&branch, "", "110105"));
    }
}
